"""A proposal as the text of an anthology.toml, with the reason above each setting."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from anthology.report import counted, shown
from anthology.setup.finding import Finding, Proposal, Setting, Source

WIDTH = 92
BARE = re.compile(r"[A-Za-z0-9_-]+")
GUESS = "GUESS"  # before the reason of what is not certain
HEAD = """\
# Proposed by “anthology setup” from {texts}. Above each setting stands what it follows
# from; look first at what is marked {guess}. The manual is docs/settings.md.
"""


def text(proposal: Proposal) -> str:
    """The text of the file, which ends with a line feed."""
    lines = [HEAD.format(texts=counted(proposal.files, "text"), guess=GUESS), "[book]"]
    lines += _settings(proposal.book)
    for source in proposal.sources:
        lines += ["", "[[source]]"]
        lines += _path(source)
        lines += _settings(source.findings)
    return "\n".join(lines) + "\n"


def guesses(written: str) -> list[tuple[int, str]]:
    """The lines of a text that are settings marked as guesses, with their numbers."""
    found, marked = [], False
    for number, line in enumerate(written.splitlines(), 1):
        if line.startswith("#"):
            marked = marked or line.startswith(f"# {GUESS}:")
        elif line:
            found += [(number, line)] if marked else []
            marked = False
    return found


def _path(source: Source) -> Iterator[str]:
    if source.path:
        comment = f"  # {counted(source.files, 'text')}" if source.files else ""
        yield f"path = {_value(source.path)}{comment}"


def _settings(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        mark = "" if finding.sure else f"{GUESS}: "
        yield from _comment(f"{mark}{finding.why}")
        before = "# " if finding.commented else ""
        lines = f"{finding.key} = {_value(finding.value)}".splitlines()
        yield from (f"{before}{line}" for line in lines)


def _comment(words: str) -> list[str]:
    printable = " ".join(shown(words).split())
    wrapper = textwrap.TextWrapper(WIDTH, break_long_words=False, break_on_hyphens=False)
    wrapper.initial_indent = wrapper.subsequent_indent = "# "
    return wrapper.wrap(printable)


def _value(value: Setting | int) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items())
        return f"{{ {inner} }}"
    if len(value) == 1:
        return _quoted(value[0])
    line = f"[{', '.join(map(_quoted, value))}]"
    if len(line) < WIDTH - 12:
        return line
    return "\n".join(["[", *(f"    {_quoted(each)}," for each in value), "]"])


def _key(key: str) -> str:
    return key if BARE.fullmatch(key) else _quoted(key)


def _quoted(value: str) -> str:
    """A string of TOML: JSON's are, but for characters that TOML allows only by their numbers."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(f"\\u{ord(c):04x}" if ord(c) == 0x7F else c for c in text)
