"""Exports of other programs, many reviews in one file: what each is, and the next step."""

from __future__ import annotations

import csv
import posixpath
import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from anthology.load.project.model import Files
from anthology.report import Place, Problem, Refused, counted, shown, warning

SUFFIXES = frozenset({".csv", ".tsv", ".wxr", ".xml", ".zip", ".json", ".opml", ".mbox"})
DATA = frozenset({".json", ".xml", ".opml"})  # of many other things as well
MEGABYTES = 50.0  # what is looked at; larger ones are named by their suffix alone
HEAD = 5000  # characters in which an export says what it is
REVIEW_COLUMNS = ("my review", "review", "review_content", "review text", "text")


@dataclass(frozen=True)
class Kind:
    """A kind of export, and what turns it into a file a review."""

    name: str  # {s} makes several of it
    sign: re.Pattern[str]
    converter: str


_IMPORT = "`anthology import FILE` writes each of its reviews as a file"
KINDS = (
    Kind("WordPress export{s} (WXR)", re.compile(r"wordpress\.org/export"), _IMPORT),
    Kind("Blogger export{s}", re.compile(r"blogger\.com|schemas\.google\.com/blogger|blogger#"),
         _IMPORT),
    Kind("Ghost export{s}",
         re.compile(r"\"db\"\s*:\s*\[|\"posts\"\s*:\s*\[.*\"uuid\"", re.DOTALL), _IMPORT),
    Kind("Letterboxd export{s}", re.compile(r"Letterboxd URI"), _IMPORT),
    Kind("StoryGraph export{s}", re.compile(r"Read Status.*Star Rating"), _IMPORT),
    Kind("LibraryThing export{s}", re.compile(r"Primary Author|\"books_id\""), _IMPORT),
    Kind("Goodreads export{s}", re.compile(r"Book Id,.*My Rating"), _IMPORT),
    Kind("Rate Your Music export{s}", re.compile(r"RYM Album"), _IMPORT),
    Kind("BookWyrm export{s}", re.compile(r"openlibrary_key"), _IMPORT),
    Kind("IMDb export{s}", re.compile(r"Const,.*Title Type"), _IMPORT),
    Kind("Trakt export{s}", re.compile(r"\"(?:rated_at|comment)\".*\"slug\"", re.DOTALL), _IMPORT),
    Kind("list{s} of reviews of Google Maps",
         re.compile(r"\"five_star_rating_published\"|\"Review Comment\""), _IMPORT),
    Kind("Substack list{s} of posts", re.compile(r"post_id,.*post_date"),
         "`anthology import` of its folder writes each of its posts as a file"),
    Kind("feed{s} of a site", re.compile(r"<(?:rss|feed)[\s>]"),
         "`anthology import FILE` writes its posts, the newest of the site, as files"),
)  # fmt: skip
TABLE = Kind("table{s}", re.compile(""),
             "A short program in docs/exports.md writes each row as a file")  # fmt: skip
ARCHIVE = Kind("archive{s}", re.compile(""), f"{_IMPORT}; unpack any other archive")


@dataclass(frozen=True)
class Export:
    """An export, and how many rows or posts it has; None where that is not known."""

    path: str
    kind: Kind
    posts: int | None = None
    rows: int | None = None
    reviews: int = 0  # rows that have a review


def exports(paths: Sequence[str], files: Files) -> tuple[Export, ...]:
    """The exports among the files; other data are not."""
    return tuple(filter(None, (_export(path, files) for path in paths)))


def problems_of(found: Sequence[Export]) -> Iterator[Problem]:
    """A warning for each export, in the same words for all of a kind."""
    known = {posixpath.dirname(each.path) for each in found if each.kind not in {TABLE, ARCHIVE}}
    for kind in dict.fromkeys(each.kind for each in found):
        those = [each for each in found if each.kind == kind]
        if kind == TABLE:  # a profile or a watchlist beside an export
            those = [t for t in those if t.reviews or posixpath.dirname(t.path) not in known]
        if not those:
            continue
        message = f"{_named(kind, len(those))}{_size(those)}; a book has one file a review"
        file = shlex.quote(shown(those[0].path)) if len(those) == 1 else "FILE"
        way = kind.converter.replace("FILE", file)
        hint = f"{way}; or name it under exclude in a [[source]]."
        for each in those:
            yield replace(warning(Place(each.path), message, hint), one_remedy=True)


def _named(kind: Kind, number: int) -> str:
    if number > 1:
        return f"these are {number} {kind.name.format(s='s')}"
    article = "an" if kind.name[0] in "AEIOUaeiou" else "a"
    return f"this is {article} {kind.name.format(s='')}"


def _size(those: Sequence[Export]) -> str:
    """“ of 12 rows, 5 of them with a review”, “ of 30 posts”, for all of them together."""
    posts = [each.posts for each in those if each.posts is not None]
    rows = [each.rows for each in those if each.rows is not None]
    if posts:
        return f" of {counted(sum(posts), 'post')}"
    if not rows:
        return ""
    reviews = sum(each.reviews for each in those)
    return f" of {counted(sum(rows), 'row')}, {reviews:,} of them with a review"


def _export(path: str, files: Files) -> Export | None:
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".zip":
        return Export(path, ARCHIVE)
    text = _text(path, files)
    kind = next((kind for kind in KINDS if kind.sign.search(text[:HEAD])), None)
    if kind is None and suffix in DATA:
        return None
    kind = kind or TABLE
    if suffix in {".csv", ".tsv"}:
        return _table(path, kind, text, "\t" if suffix == ".tsv" else ",")
    posts = len(re.findall(r"<(?:item|entry)[\s/>]", text))
    return Export(path, kind, posts or None)


def _text(path: str, files: Files) -> str:
    """The file as text, "" where it is too large."""
    try:
        return files.read(path, megabytes=MEGABYTES).decode("utf-8", "replace")
    except Refused:
        return ""


def _table(path: str, kind: Kind, text: str, delimiter: str) -> Export:
    lines = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    try:
        head, *rows = lines
    except (csv.Error, ValueError):  # no table, or no row
        return Export(path, kind)
    review = _column(head)
    return Export(path, kind, rows=len(rows), reviews=sum(bool(review(row)) for row in rows))


def _column(head: Sequence[str]) -> Callable[[Sequence[str]], str]:
    """What a row has in the column of reviews, "" where there is none."""
    names = [name.strip().lower() for name in head]
    at = next((names.index(name) for name in REVIEW_COLUMNS if name in names), None)
    return lambda row: row[at].strip() if at is not None and at < len(row) else ""
