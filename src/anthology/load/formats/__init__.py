"""The formats of manuscripts: one row each. A new format is a module and a row.

Other packages add theirs by the entry point group `anthology.formats`: each entry names a
`Format`. What a format returns is untrusted like all of a manuscript: it is cleaned, limited
and compared with the words of the source (`read.py`), whoever wrote it.
"""

# ruff: noqa: PLC0415  the readers are large, and each is needed for its own files only

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import PurePosixPath

from anthology.load.header.front_matter import FrontMatter
from anthology.report import NOWHERE, Problem, Refused, error

GROUP = "anthology.formats"


@dataclass(frozen=True)
class Converted:
    """A text as HTML, before it is cleaned, and its problems."""

    html: str
    title: str = ""  # the text's own; the header's goes first
    language: str = ""
    structure: str = ""  # in words, what was decided of a text without marks
    problems: tuple[Problem, ...] = ()
    source: str | None = None  # the words that must be in the book; None: the whole body's
    left_out: tuple[str, ...] = field(default=(), repr=False)  # what is not printed on purpose


@dataclass(frozen=True)
class Format:
    """A format of manuscripts."""

    name: str  # "Markdown"
    suffixes: tuple[str, ...]  # in lower case: (".md", ".markdown")
    convert: Callable[[FrontMatter], Converted]
    header: Callable[[str], str] | None = None  # the text with its own header as a YAML header
    charset: Callable[[bytes], str] | None = None  # the encoding that a file declares, or ""
    marked: bool = True  # whether marks of Markdown can nest in it (see clean/limits.py)
    package: str = ""  # the other package that adds it


def _markdown(front: FrontMatter) -> Converted:
    from anthology.load.formats.markdown import convert

    return convert(front)


def _plain_text(front: FrontMatter) -> Converted:
    from anthology.load.formats.plain_text import convert

    return convert(front)


def _html(front: FrontMatter) -> Converted:
    from anthology.load.formats.html import convert

    return convert(front)


def _html_charset(data: bytes) -> str:
    from anthology.load.formats.html import charset

    return charset(data)


FORMATS = (
    Format("Markdown", (".md", ".markdown", ".mdown", ".mkd"), _markdown),
    Format("plain text", (".txt", ".text"), _plain_text),
    Format("HTML", (".html", ".htm", ".xhtml"), _html, charset=_html_charset, marked=False),
)


def names() -> str:
    """The built-in formats as messages list them: "Markdown, HTML or ..."."""
    *others, last = (each.name for each in FORMATS)
    return f"{', '.join(others)} or {last}"


def format_of(path: str) -> Format | None:
    """The format of a file by its suffix, None where none is known.

    Raises Refused where a package's format cannot be used.
    """
    suffix = PurePosixPath(path).suffix.lower()
    return _with_suffix(suffix, FORMATS) or _with_suffix(suffix, installed())


@cache
def installed() -> tuple[Format, ...]:
    """The formats of other packages. Raises Refused where one cannot be used."""
    return tuple(_loaded(entry) for entry in entry_points(group=GROUP))


def _with_suffix(suffix: str, formats: Iterable[Format]) -> Format | None:
    return next((each for each in formats if suffix in each.suffixes), None)


def _loaded(entry: EntryPoint) -> Format:
    package = entry.dist.name if entry.dist else entry.value
    try:
        found = entry.load()
    except Exception as fault:
        message = f"the format “{entry.name}” of the package {package} cannot be loaded: {fault}"
        raise Refused(error(NOWHERE, message, "Update that package, or remove it.")) from fault
    if not isinstance(found, Format):
        message = f"the format “{entry.name}” of the package {package} is not a Format"
        raise Refused(error(NOWHERE, message, "Report it to the authors of that package."))
    return replace(found, package=package)
