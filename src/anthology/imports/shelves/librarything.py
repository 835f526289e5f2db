"""LibraryThing: its export as a table or as JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from anthology.book import Creator, Work
from anthology.imports import cells, json_files
from anthology.imports.json_files import Table
from anthology.imports.model import PRIVATE, Files, Importer, Member, Post, Reading, Record
from anthology.imports.shelves.rows import of_tables
from anthology.imports.texts.blocks import Text, tidied
from anthology.imports.texts.repair import loose
from anthology.load.clean import tables
from anthology.load.clean.tables import Row

# Most columns concern a copy, a catalogue or other people; all of those known stay out in silence.
COLUMNS = (
    "Book Id|Title|Primary Author|Secondary Author|Secondary Author Roles|Date|Review|Rating|"
    "Date Read|Date Started|Tags|Collections|Languages|ISBN|ISBNs|Work id|Sort Character|"
    "Primary Author Role|Publication|Comment|Private Comment|Summary|Media|"
    "Physical Description|Weight|Height|Thickness|Length|Dimensions|Page Count|LCCN|Acquired|"
    "Original Languages|LC Classification|Subjects|Dewey Decimal|Dewey Wording|"
    "Other Call Number|Copies|Source|Entry Date|From Where|OCLC|Lending Patron|Lending Status|"
    "Lending Start|Lending End|Barcode|BCID|List Price|Purchase Price|Value|Condition|ISSN"
)
POST = Post("LibraryThing")


def knows(member: Member) -> bool:
    """Whether this is a table or a JSON file of books."""
    if {"Title", "Primary Author", "Rating"} <= set(tables.columns_of(member.head)):
        return True
    return member.head.lstrip().startswith("{") and '"books_id"' in member.head


def read(files: Files, paths: tuple[str, ...]) -> Reading:
    """The books, those without a review too."""
    as_json = tuple(path for path in paths if _is_json(files.read(path)))
    reading = of_tables(files, tuple(p for p in paths if p not in as_json), COLUMNS, _of_row)
    books = (
        _of_book(book)
        for path in as_json
        for book in json_files.tables(json_files.parsed(files.read(path), path))
    )
    records = (*reading.records, *books)
    return replace(reading, records=records, problems=())  # it is never in UTF-8: no doubt


def _is_json(data: bytes) -> bool:
    return data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _of_row(row: Row) -> Record:
    others = re.split(r"[|;]", row["Secondary Author"])
    days = re.split(r"[|,]", row["Date Read"])
    return Record(
        key=row["Book Id"] or f"{row['Title']} {row['Primary Author']}",
        work=Work(
            row["Title"] or "Untitled",
            _authors((row["Primary Author"],), others),
            cells.year(row["Date"]),
            kind="book",
            identifiers=_isbn(row["ISBNs|ISBN"].strip("[]").split(",")),
        ),
        score=cells.score(row["Rating"], "0.5", "5"),
        met=cells.all_dates(day.strip("[] ") for day in days),
        post=POST,
        text=_text(row["Review"]),
        tags=cells.tags(row["Tags"]),
    )


def _of_book(book: Table) -> Record:
    people = [json_files.word(each.get("fl")) for each in json_files.tables(book.get("authors"))]
    days = json_files.words(book.get("dateread"))
    is_public = json_files.word(book.get("public")) in {"", "1"}
    return Record(
        key=json_files.word(book.get("books_id")),
        work=Work(
            json_files.word(book.get("title")) or "Untitled",
            _authors(people[:1], people[1:]),
            cells.year(json_files.word(book.get("date"))),
            kind="book",
            identifiers=_isbn(json_files.words(book.get("isbn"))),
        ),
        score=cells.score(json_files.word(book.get("rating")), "0.5", "5"),
        met=cells.all_dates(days),
        post=POST,
        text=_text(json_files.word(book.get("review"))),
        tags=json_files.words(book.get("tags")),
        withheld="" if is_public else PRIVATE,
    )


def _authors(first: Sequence[str], others: Sequence[str]) -> tuple[Creator, ...]:
    """The people as we print their names: “Sanderson, Brandon” is Brandon Sanderson."""
    named = [(name, "author") for name in first] + [(name, "") for name in others]
    found = (Creator(_turned(name), role) for name, role in named if name.strip())
    return tuple(dict.fromkeys(found))


def _turned(name: str) -> str:
    last, comma, first = name.partition(",")
    return " ".join((f"{first} {last}" if comma and "," not in first else name).split())


def _isbn(numbers: Sequence[str]) -> tuple[tuple[str, str], ...]:
    found = cells.isbn_of(*(number.strip() for number in numbers))
    return (("isbn", found),) if found else ()


def _text(review: str) -> Text:
    return tidied(loose(review.replace("[Return]", "\n")))


LIBRARYTHING = Importer("librarything", "LibraryThing", knows, read)
