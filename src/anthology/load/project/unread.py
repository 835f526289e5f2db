"""Files whose texts cannot be read: named with their number, and with a way out that works."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from anthology.load import formats
from anthology.load.formats.markups.readable import SUFFIXES
from anthology.load.project.model import Files
from anthology.report import Place, Problem, Refused, counted, error, warning

PROGRAMS = {  # suffix -> the program that saves it as another format
    ".doc": "Word or LibreOffice", ".pages": "Pages", ".wpd": "LibreOffice", ".wps": "LibreOffice",
    ".sxw": "LibreOffice", ".fodt": "LibreOffice",
}  # fmt: skip
EXPORTS = frozenset({".csv", ".tsv", ".wxr", ".xml", ".zip", ".json", ".opml", ".mbox"})
FINISHED = frozenset(suffix for each in formats.FORMATS for suffix in each.suffixes)
_MARKUPS = (suffix for each in formats.MARKUPS for suffix in each.suffixes)
NOT_FINISHED = frozenset({*SUFFIXES, *PROGRAMS, *_MARKUPS})
ORIGINAL = "originals of other manuscripts"
EXPORT_MB = 50.0  # what is looked at; larger ones are named by their suffix alone
HEAD = 5000  # bytes in which an export says what it is


@dataclass(frozen=True)
class Export:
    """A kind of export: how it is known, and what turns it into a file a review."""

    name: str
    sign: re.Pattern[str]
    converter: str = ""


_CSV = "A short program in docs/exports.md writes each row as a file"
KINDS = (
    Export("a WordPress export (WXR)", re.compile(r"wordpress\.org/export"),
           "`npx wordpress-export-to-markdown` writes each post as a Markdown file"),
    Export("a Blogger export", re.compile(r"blogger\.com|schemas\.google\.com/blogger"),
           "`pip install blogger2hugo` writes each post as a Markdown file"),
    Export("a Ghost export", re.compile(r"\"db\"\s*:\s*\[|\"posts\"\s*:\s*\["),
           "Import it into WordPress or Hugo first, or copy the posts"),
    Export("a Letterboxd export", re.compile(r"Letterboxd URI"), _CSV),
    Export("a StoryGraph export", re.compile(r"Read Status.*Star Rating"), _CSV),
    Export("a Goodreads export", re.compile(r"Book Id,.*My Rating"), _CSV),
    Export("a Rate Your Music export", re.compile(r"RYM Album"), _CSV),
    Export("a BookWyrm export", re.compile(r"openlibrary_key"), _CSV),
    Export("an IMDb export", re.compile(r"Const,.*Your Rating"), _CSV),
    Export("a Substack list of posts", re.compile(r"post_id,.*post_date"),
           "The folder posts/ beside it has the texts, as HTML"),
    Export("a feed of a site", re.compile(r"<(?:rss|feed)[\s>]"),
           "Export the site itself; a feed has its newest posts only"),
)  # fmt: skip


def is_unread(path: str) -> bool:
    """Whether a file has a text that we do not read, or many."""
    suffix = _suffix(path)
    return suffix in SUFFIXES.keys() | PROGRAMS.keys() | EXPORTS and not formats.format_of(path)


def originals(paths: Sequence[str]) -> frozenset[str]:
    """The files that stand beside the same text as Markdown and the like: “a.rst”, “a.md”."""
    finished = {_stem(path) for path in paths if _suffix(path) in FINISHED}
    others = (path for path in paths if _suffix(path) in NOT_FINISHED)
    return frozenset(path for path in others if _stem(path) in finished)


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _stem(path: str) -> str:
    return path.rpartition(".")[0]


def named_unread(paths: Sequence[str], files: Files) -> tuple[list[Problem], list[str]]:
    """Errors in the same words for all single texts, a warning for each export of many.

    And the files of XML and JSON that are no exports, of which nothing need be said.
    """
    problems: list[Problem] = []
    unknown: list[str] = []
    texts = [path for path in paths if _suffix(path) not in EXPORTS]
    if texts:
        message, hint = _in_words(texts)
        problems += (replace(error(Place(t), message, hint), one_remedy=True) for t in texts)
    for path in paths:
        if _suffix(path) in EXPORTS:
            found = _of_export(path, files)
            problems += [found] if found else []
            unknown += [] if found else [path]
    return problems, unknown


def _in_words(texts: Sequence[str]) -> tuple[str, str]:
    """“3 files of formats that cannot be read here: 2 .rst, 1 .doc”, and what to do about each."""
    found = Counter(_suffix(path) for path in texts)
    named = ", ".join(f"{number} {suffix}" for suffix, number in sorted(found.items()))
    of = "of a format" if len(found) == 1 else "of formats"
    by_pandoc = [suffix for suffix in sorted(found) if suffix in SUFFIXES]
    hints = []
    if by_pandoc:
        first = by_pandoc[0]
        command = f"pandoc -f {SUFFIXES[first][1]} -t markdown -s NAME{first} -o NAME.md"
        hints.append(f"Install pandoc (pandoc.org), which reads {_listed(by_pandoc)}, and build "
                     f"again; or write Markdown beside each: {command}.")  # fmt: skip
    hints += [
        f"Open {suffix} in {PROGRAMS[suffix]} and save it as .docx or as plain text."
        for suffix in sorted(found)
        if suffix in PROGRAMS
    ]
    hints.append("Name files that are no reviews under exclude in a [[source]].")
    message = f"{counted(len(texts), 'file')} {of} that cannot be read here: {named}"
    return message, " ".join(hints)


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _of_export(path: str, files: Files) -> Problem | None:
    """A warning that says what an export is, how much is in it, and the next step."""
    suffix = _suffix(path)
    text = _start(path, files)
    kind = next((kind for kind in KINDS if kind.sign.search(text[:HEAD])), None)
    if kind is None and suffix in {".json", ".xml", ".opml"}:
        return None
    if suffix == ".zip":
        message, step = "is an archive", "Unpack it into a folder"
    elif kind:
        message, step = f"is {kind.name}{_size_of(text, suffix)}", kind.converter
    else:
        message, step = f"is a table{_size_of(text, suffix)}", _CSV
    return warning(
        Place(path),
        f"{message}; a book has one file a review, so it was left out",
        f"{step}; or name it under exclude in a [[source]].",
    )


def _start(path: str, files: Files) -> str:
    if path.lower().endswith((".zip", ".mbox")):
        return ""
    try:
        return files.read(path, megabytes=EXPORT_MB).decode("utf-8", "replace")
    except Refused:
        return ""


def _size_of(text: str, suffix: str) -> str:
    """“ of 12 rows, 5 of them with a review”, “ of 30 posts”."""
    posts = len(re.findall(r"<(?:item|entry)[\s/>]", text))
    if posts:
        return f" of {counted(posts, 'post')}"
    if suffix not in {".csv", ".tsv"} or not text:
        return ""
    lines = csv.reader(text.splitlines(keepends=True), delimiter="\t" if suffix == ".tsv" else ",")
    try:
        head, *rows = lines
    except (csv.Error, ValueError):
        return ""
    written = _column(head)
    reviews = sum(bool(written(row)) for row in rows)
    return f" of {counted(len(rows), 'row')}, {reviews:,} of them with a review"


def _column(head: Sequence[str]) -> Callable[[Sequence[str]], str]:
    """What a row has in the column of reviews, "" where there is none."""
    names = [name.strip().lower() for name in head]
    wanted = ("my review", "review", "review_content", "review text", "text")
    at = next((names.index(name) for name in wanted if name in names), None)
    return lambda row: row[at].strip() if at is not None and at < len(row) else ""
