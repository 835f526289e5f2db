"""What pandoc can read where it is installed: reStructuredText, Textile, AsciiDoc, Word files ...

pandoc runs in its sandbox (no other file, no network), within the limits of the manuscript.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import lxml.html

from anthology.config import SourceTable
from anthology.load.formats import Converted, Format, document
from anthology.load.formats import html as pages
from anthology.load.formats.documents.model import Page, to_be_settled
from anthology.load.formats.documents.package import opened
from anthology.load.formats.documents.read import front_matters
from anthology.load.formats.documents.word.changes import remarks
from anthology.load.formats.documents.word.parts import parts
from anthology.load.formats.documents.word.words import words
from anthology.load.formats.markups.readable import BINARY, READERS
from anthology.load.header import keys
from anthology.load.header.front_matter import FrontMatter, split
from anthology.load.header.syntax.tree import Table, Value
from anthology.load.model import INSIDE
from anthology.pool.program import memory_left_mb, output_of
from anthology.report import NOWHERE, Place, Problem, Refused, error

MEMORY_MB = 1000  # where the task has no limit itself
OUT_OF_MEMORY = 251  # the exit code of programs made with GHC
OPTIONS = ("--sandbox", "--standalone", "--to=html", "--wrap=none", "--no-highlight")
FIELD = re.compile(r":(?P<key>[A-Za-z][\w -]*):[ \t]+(?P<value>\S.*)$")
COMMAND = re.compile(r"\\(?P<key>title|author|date)\{(?P<value>[^{}]*)\}")
NO_FIELD = re.compile(r"[ \t]*$|(?:={1,2}|#) \S|([=\-~^*#\"'])\1+[ \t]*$|//")
BLOCK = re.compile(r'<header id="title-block-header">(.*?)</header>', re.DOTALL)
TITLE = re.compile(r'<h1 class="title">.*?</h1>', re.DOTALL)


@cache
def formats() -> tuple[Format, ...]:
    """A format for each of READERS that the installed pandoc has; none where there is none."""
    program = shutil.which("pandoc")
    if program is None:
        return ()
    known = _known(program)
    version = repr(Path(program).stat().st_mtime_ns)
    return tuple(
        _format(name, suffixes, reader, version)
        for name, suffixes, reader in READERS
        if reader in known
    )


def _known(program: str) -> frozenset[str]:
    """The names of what this version of pandoc reads."""
    try:
        return frozenset(output_of([program, "--list-input-formats"], b"").decode().split())
    except (OSError, subprocess.SubprocessError):
        return frozenset()


def _format(name: str, suffixes: tuple[str, ...], reader: str, version: str) -> Format:
    if reader in BINARY:
        return Format(name, suffixes, document, read=_word, marked=False, version=version)
    own = Format(name, suffixes, partial(_convert, reader), marked=False, version=version)
    return replace(own, split=with_fields) if reader in {"rst", "asciidoc", "latex"} else own


def with_fields(text: str, path: str, renamed: Mapping[str, str]) -> FrontMatter:
    r"""The header: YAML, or fields `:Rating: 4/5` at the beginning, or \title{…} of TeX.

    Raises Refused like `front_matter.split`.
    """
    front = split(text, path, renamed)
    if front.values:
        return front
    values: Table = {}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        field = FIELD.match(line) or COMMAND.match(line)
        if field and keys.known(keys.named(renamed.get(field["key"], field["key"]))):
            values.setdefault(field["key"].lower(), Value(field["value"].strip(), number + 1))
            lines[number] = line.replace(field[0], "")
        elif not field and not NO_FIELD.match(line) and not line.startswith("\\") and number > 1:
            break
    return FrontMatter(path, text, "\n".join(lines), values=values)


def _convert(reader: str, front: FrontMatter) -> Converted:
    """The body of a manuscript in a markup that pandoc reads."""
    try:
        page = _page(reader, front.body.encode())
    except Refused as refused:
        raise Refused(*(replace(p, place=Place(front.path)) for p in refused.problems)) from None
    html = pages.read(page).html
    return Converted(html, source=html)


def _word(data: bytes, path: str, source: SourceTable) -> tuple[FrontMatter, ...]:
    """A Word file, where mammoth is missing: pandoc keeps less of its looks and pictures."""
    found = parts(opened(data, "a Word file (.docx)"))
    changes = source.changes
    options = f"--track-changes={changes or 'accept'}"
    page = pages.read(_page("docx", data, options)).html
    body = lxml.html.fragment_fromstring(page, create_parent="div")
    for picture in body.iter("img"):
        if (src := str(picture.get("src", ""))).startswith("media/"):
            picture.set("src", f"{INSIDE}word/{src}")
    problems = to_be_settled(remarks(found), changes)
    return front_matters(Page(body, words(found, changes), problems=problems), path, source)


def _page(reader: str, data: bytes, *options: str) -> str:
    """A page of HTML; of pandoc's own head only the title is left. Raises Refused."""
    memory = memory_left_mb() or MEMORY_MB
    command = ["pandoc", "+RTS", f"-M{memory}M", "-RTS", *OPTIONS, *options, f"--from={reader}"]
    try:
        page = output_of(command, data).decode()
    except subprocess.CalledProcessError as failed:
        raise Refused(_failure(failed, memory)) from None
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise Refused(error(NOWHERE, f"pandoc cannot be used: {fault}")) from None
    page = page.replace('class="smallcaps"', 'class="small-caps"')
    return BLOCK.sub(lambda block: "".join(TITLE.findall(block[1])), page)


def _failure(failed: subprocess.CalledProcessError, memory: int) -> Problem:
    hint = "Save it as Markdown, or name it under exclude in a [[source]]."
    if failed.returncode == OUT_OF_MEMORY:
        return error(NOWHERE, f"pandoc needed more than {memory} MB of memory for it", hint)
    if failed.returncode < 0:
        return error(NOWHERE, "pandoc took too long to read it", hint)
    lines = failed.stderr.decode(errors="replace").splitlines()
    words = " ".join(line for line in lines if not line.startswith("[")).strip()[:200]
    return error(NOWHERE, f"pandoc cannot read it: {words}", hint)
