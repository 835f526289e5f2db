"""The formats of manuscripts: one row each. A new format is a module and a row.

Other packages add theirs by the entry point group `anthology.formats`: each entry names a
`Format`. What a format returns is untrusted like all of a manuscript: it is cleaned, limited
and compared with the words of the source (`read.py`), whoever wrote it.
"""

# ruff: noqa: PLC0415  the readers are large, and each is needed for its own files only

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.util import find_spec

from anthology.config import SourceTable
from anthology.load.header.front_matter import FrontMatter, split
from anthology.packages import added
from anthology.report import Problem

GROUP = "anthology.formats"
ARCHIVE = ".zip"  # a page of Google Docs, or many reviews: what it holds decides


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
    split: Callable[[str, str, Mapping[str, str]], FrontMatter] = split  # text, path, [source] keys
    text: Callable[[bytes], str] | None = None  # for a file that is no text; places have no lines
    read: Callable[[bytes, str, SourceTable], tuple[FrontMatter, ...]] | None = None
    """The whole reading of a document, by what its [source] says; several texts if it is cut."""
    charset: Callable[[bytes], str] | None = None  # the encoding that a file declares, or ""
    marked: bool = True  # whether marks of Markdown can nest in it (see clean/limits.py)
    package: str = ""  # the other package that adds it
    version: str = ""  # of a program that reads it


def _markdown(front: FrontMatter) -> Converted:
    from anthology.load.formats.markdown import convert

    return convert(front)


def _markdown_split(text: str, path: str, renamed: Mapping[str, str]) -> FrontMatter:
    from anthology.load.header.syntax.inline_fields import with_fields

    return with_fields(text, path, renamed)


def _plain_text(front: FrontMatter) -> Converted:
    from anthology.load.formats.plain_text import convert

    return convert(front)


def _html(front: FrontMatter) -> Converted:
    from anthology.load.formats.html import convert

    return convert(front)


def _html_charset(data: bytes) -> str:
    from anthology.load.formats.html import charset

    return charset(data)


def _mdx(front: FrontMatter) -> Converted:
    from anthology.load.formats.markups.mdx import convert

    return convert(front)


def _mdx_split(text: str, path: str, renamed: Mapping[str, str]) -> FrontMatter:
    from anthology.load.formats.markups.mdx import with_header

    return with_header(text, path, renamed)


def _org(front: FrontMatter) -> Converted:
    from anthology.load.formats.markups.org import convert

    return convert(front)


def _org_split(text: str, path: str, renamed: Mapping[str, str]) -> FrontMatter:
    from anthology.load.formats.markups.org import with_header

    return with_header(text, path, renamed)


def _notebook(data: bytes) -> str:
    from anthology.load.formats.markups.notebook import text_of

    return text_of(data)


def document(front: FrontMatter) -> Converted:
    """The body of a document, which is HTML already."""
    return Converted(
        front.body, language=front.language, source=front.words, left_out=front.left_out
    )


def _word(data: bytes, path: str, source: SourceTable) -> tuple[FrontMatter, ...]:
    from anthology.load.formats.documents.read import front_matters
    from anthology.load.formats.documents.word.convert import page

    return front_matters(page(data, source.changes), path, source)


def _opendocument(data: bytes, path: str, source: SourceTable) -> tuple[FrontMatter, ...]:
    from anthology.load.formats.documents.opendocument.convert import page
    from anthology.load.formats.documents.read import front_matters

    return front_matters(page(data, source.changes), path, source)


def _rtf(data: bytes, path: str, source: SourceTable) -> tuple[FrontMatter, ...]:
    from anthology.load.formats.documents.read import front_matters
    from anthology.load.formats.documents.rtf.convert import page

    return front_matters(page(data, source.changes), path, source)


def _web_zip(data: bytes, path: str, source: SourceTable) -> tuple[FrontMatter, ...]:
    from anthology.load.formats.documents.read import front_matters
    from anthology.load.formats.documents.web_zip import page

    return front_matters(page(data), path, source)


FORMATS = (
    Format("Markdown", (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn"), _markdown,
           split=_markdown_split),
    Format("plain text", (".txt", ".text"), _plain_text),
    Format("HTML", (".html", ".htm", ".xhtml"), _html, charset=_html_charset, marked=False),
)  # fmt: skip
# Formats that are read as well, and that messages do not recommend.
MARKUPS = (
    Format("Quarto", (".qmd", ".rmd"), _markdown),  # Pandoc's Markdown with code in it
    Format("MDX", (".mdx",), _mdx, split=_mdx_split),
    Format("Org", (".org",), _org, split=_org_split),
    Format("Jupyter notebook", (".ipynb",), _markdown, text=_notebook),
)
# Documents of word processors; a suffix whose reader needs a package is only known with it.
DOCUMENTS = (
    Format("Word", (".docx", ".docm"), document, read=_word, marked=False),
    Format("OpenDocument", (".odt", ".ott"), document, read=_opendocument, marked=False),
    Format("RTF", (".rtf",), document, read=_rtf, marked=False),
    Format("zipped page", (ARCHIVE,), document, read=_web_zip, marked=False),
)
EXTRA = ".docx"
NEEDED = {EXTRA: "mammoth", ".docm": "mammoth"}  # packages of the extra "word"


def names() -> str:
    """The built-in formats as messages list them: "Markdown, HTML or ..."."""
    *others, last = (each.name for each in FORMATS)
    return f"{', '.join(others)} or {last}"


def format_of(path: str) -> Format | None:
    """The format of a file by its suffix, None where none is known.

    Raises Refused where a package's format cannot be used.
    """
    suffix = suffix_of(path)
    return (
        _with_suffix(suffix, (*FORMATS, *MARKUPS, *_documents(suffix)))
        or _with_suffix(suffix, installed())
        or _with_suffix(suffix, _of_pandoc(suffix))
    )


def suffix_of(path: str) -> str:
    """The end of a file's name from its last dot on, in lower case, like ".md"."""
    name = path.rpartition("/")[2]  # PurePosixPath is slow for thousands of files
    dot = name.rfind(".")
    return name[dot:].lower() if 0 < dot < len(name) - 1 else ""


def stem_of(path: str) -> str:
    """A file's name up to its last dot; all of it where nothing stands before that."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name


def name_of_page(path: str) -> str:
    """What a site calls the page in a file: by its name, or its folder's where it is an index."""
    stem = stem_of(path)
    is_index = stem.lower() in {"index", "_index"}
    return path.rpartition("/")[0].rpartition("/")[2] if is_index else stem


def is_document(path: str) -> bool:
    """Whether a file is a document, which may hold pictures, and is no text."""
    own = format_of(path)
    return own is not None and own.read is not None


def _documents(suffix: str) -> tuple[Format, ...]:
    return DOCUMENTS if suffix not in NEEDED or _is_there(NEEDED[suffix]) else ()


@cache
def _is_there(package: str) -> bool:
    return find_spec(package) is not None


def _of_pandoc(suffix: str) -> tuple[Format, ...]:
    """The formats of the pandoc that is installed, which is looked for only where it may help."""
    from anthology.load.formats.markups.readable import SUFFIXES

    if suffix not in SUFFIXES:
        return ()
    from anthology.load.formats.markups.pandoc import formats

    return formats()


@cache
def installed() -> tuple[Format, ...]:
    """The formats of other packages. Raises Refused where one cannot be used."""
    found = added(GROUP, Format, "format")
    return tuple(replace(own, package=package) for own, package in found)


def _with_suffix(suffix: str, formats: Iterable[Format]) -> Format | None:
    return next((each for each in formats if suffix in each.suffixes), None)
