"""StoryGraph: its library export."""

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

COLUMNS = (
    "Title|Authors|Author|Contributors|ISBN/UID|ISBN|Format|Read Status|Date Added|"
    "Last Date Read|Dates Read|Read Count|Moods|Pace|Character- or Plot-Driven?|"
    "Strong Character Development?|Loveable Characters?|Diverse Characters?|Flawed Characters?|"
    "Star Rating|Review|Content Warnings|Content Warning Description|Tags|Owned?"
)
CONTRIBUTOR = re.compile(r"(?P<name>[^()]+?)\s*\((?P<role>[^()]+)\)")
ASIN = re.compile(r"B[0-9A-Z]{9}")


def knows(member: Member) -> bool:
    """Whether this is a library export."""
    return {"Title", "Read Status", "Star Rating"} <= set(tables.columns_of(member.head))


def read(files: Files, paths: tuple[str, ...]) -> Reading:
    """The books of the library, those without a review too."""
    return of_tables(files, paths, COLUMNS, _record)


def _record(row: Row) -> Record:
    number = row["ISBN/UID|ISBN"]
    title, series = cells.in_series(row["Title"])
    periods = row["Dates Read"].split(",")
    ends = [period.rpartition("-")[2] for period in periods]
    text = row["Review"]
    return Record(
        key=f"{row['Title']} by {row['Authors|Author']}",
        work=Work(
            title or "Untitled",
            (*cells.names(row["Authors|Author"], role="author"), *_contributors(row)),
            kind="book",
            identifiers=_identifiers(number),
        ),
        score=cells.score(row["Star Rating"], "0.25", "5"),
        met=cells.all_dates((*ends, row["Last Date Read"])),
        post=Post("The StoryGraph"),
        text=tidied(loose(text)),
        warnings=", ".join(filter(None, (row["Content Warnings"],
                                         row["Content Warning Description"]))),
        spoilers="<spoiler>" in text.lower(),
        tags=cells.tags(row["Tags"]),
        series=series,
    )  # fmt: skip


def _contributors(row: Row) -> tuple[Creator, ...]:
    """Translators and others, by what is in brackets after their names."""
    found = CONTRIBUTOR.finditer(row["Contributors"])
    people = (Creator(match["name"].strip(" ,"), match["role"].lower()) for match in found)
    return tuple(dict.fromkeys(people))


def _identifiers(number: str) -> tuple[tuple[str, str], ...]:
    """The ISBN or Amazon's number; StoryGraph's own says nothing to anybody else."""
    if found := cells.isbn_of(number):
        return (("isbn", found),)
    return (("asin", number),) if ASIN.fullmatch(number) else ()


STORYGRAPH = Importer("storygraph", "StoryGraph", knows, read)
