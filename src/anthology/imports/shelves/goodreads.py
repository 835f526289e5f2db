"""Goodreads: the library export, in any of its three sets of columns (31, 24 and 23)."""

from __future__ import annotations

import re

from anthology.book import Creator, Work
from anthology.imports import cells
from anthology.imports.model import Files, Importer, Member, Post, Reading, Record
from anthology.imports.shelves.rows import of_tables
from anthology.imports.texts.blocks import tidied
from anthology.imports.texts.repair import loose
from anthology.load.clean import tables
from anthology.load.clean.tables import Row

# Beside what is read, these columns are known and stay out: other people's ratings, private
# notes, and what concerns a copy of the book.
COLUMNS = (
    "Book Id|Title|Author|Author l-f|Additional Authors|ISBN|ISBN13|My Rating|Average Rating|"
    "Publisher|Binding|Number of Pages|Year Published|Original Publication Year|Date Read|"
    "Date Added|Bookshelves|Bookshelves with positions|Exclusive Shelf|My Review|Spoiler|"
    "Private Notes|Read Count|Recommended For|Recommended By|Owned Copies|"
    "Original Purchase Date|Original Purchase Location|Condition|Condition Description|BCID"
)
SHELVES = frozenset({"read", "to-read", "currently-reading"})
REFERENCE = re.compile(
    r"\[[abcsu]:([^|\[\]]*)\|[^\[\]]*\]"
)  # [b:Replay|341735|Replay|Ken Grimwood…]
HAML = re.compile(r"<haml:newline\s*/?>", re.IGNORECASE)


def knows(member: Member) -> bool:
    """Whether this is a library export."""
    return {"Title", "My Rating", "My Review"} <= set(tables.columns_of(member.head))


def read(files: Files, paths: tuple[str, ...]) -> Reading:
    """The books of the library, those without a review too."""
    return of_tables(files, paths, COLUMNS, _record)


def _record(row: Row) -> Record:
    title, series = cells.in_series(row["Title"])
    text = HAML.sub("\n", REFERENCE.sub(r"\1", row["My Review"]))
    number = row["Book Id"]
    finished = cells.date(row["Date Read"])
    spoils = row["Spoiler"].lower() == "true" or "<spoiler>" in text.lower()
    return Record(
        key=number or f"{row['Title']} {row['Author']}",
        work=Work(
            title or "Untitled",
            _authors(row),
            cells.year(row["Original Publication Year|Year Published"]),
            kind="book",
            identifiers=_identifiers(row),
        ),
        score=cells.score(row["My Rating"], "1", "5"),
        met=(finished,) if finished else (),
        post=Post("Goodreads"),
        text=tidied(loose(text)),
        spoilers=spoils,
        tags=tuple(t for t in cells.tags(row["Bookshelves"]) if t not in SHELVES),
        series=series,
    )


def _authors(row: Row) -> tuple[Creator, ...]:
    first = cells.names(row["Author"], "\0", role="author")
    return tuple(dict.fromkeys((*first, *cells.names(row["Additional Authors"]))))


def _identifiers(row: Row) -> tuple[tuple[str, str], ...]:
    pairs = ("isbn", cells.isbn_of(row["ISBN13"], row["ISBN"])), ("goodreads_id", row["Book Id"])
    return tuple(pair for pair in pairs if pair[1])


GOODREADS = Importer("goodreads", "Goodreads", knows, read)
