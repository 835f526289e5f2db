"""Letterboxd: `reviews.csv` of its archive, or a table as its own importer takes it."""

from __future__ import annotations

from anthology.book import Creator, Work
from anthology.imports import cells
from anthology.imports.model import DELETED, Files, Importer, Member, Post, Reading, Record
from anthology.imports.texts.blocks import tidied
from anthology.imports.texts.repair import loose
from anthology.load.clean import tables
from anthology.load.clean.tables import Row
from anthology.report import Refused

# The second set of names is that of tables for import, which other sites' exporters write.
COLUMNS = (
    "Date|Name|Title|Year|Letterboxd URI|LetterboxdURI|Rating|Rating10|Rewatch|Review|Tags|"
    "Watched Date|WatchedDate|tmdbID|imdbID|Directors"
)
NOT_PUBLISHED = ("deleted", "orphaned")


def knows(member: Member) -> bool:
    """Whether this is a list of reviews."""
    found = set(tables.columns_of(member.head))
    own = {"Letterboxd URI", "Review"} <= found
    return own or ("Review" in found and {"LetterboxdURI", "Title"} <= found)


def read(files: Files, paths: tuple[str, ...]) -> Reading:
    """The reviews; those deleted on Letterboxd are counted, and stay out."""
    found = [(path, tables.read(files.read(path), path)) for path in paths]
    records = [
        _record(row, withheld=DELETED if _is_out(path) else "")
        for path, table in found
        for row in table.rows
    ]
    columns = (name for _, table in found for name in table.not_read(COLUMNS))
    problems = tuple(problem for _, table in found for problem in table.problems)
    return Reading(tuple(records), _owner(files), tuple(dict.fromkeys(columns)), problems=problems)


def _is_out(path: str) -> bool:
    return any(part in NOT_PUBLISHED for part in path.split("/")[:-1])


def _record(row: Row, withheld: str) -> Record:
    written, seen = cells.date(row["Date"]), cells.date(row["Watched Date|WatchedDate"])
    address = row["Letterboxd URI|LetterboxdURI"]
    score = cells.score(row["Rating"], "0.5", "5") or cells.score(row["Rating10"], "1", "10")
    return Record(
        key=address or f"{row['Name|Title']} {row['Year']} {row['Date|Watched Date|WatchedDate']}",
        work=_work(row),
        score=score,
        written=written or seen,
        met=(seen,) if seen else (),
        post=Post("Letterboxd", written, address) if address.startswith("https://") else None,
        text=tidied(loose(row["Review"])) if not withheld else tidied(""),
        tags=cells.tags(row["Tags"]),
        withheld=withheld,
    )


def _work(row: Row) -> Work:
    identifiers = (("imdb", row["imdbID"]), ("tmdb", row["tmdbID"]))
    directors = cells.names(row["Directors"], role="director")
    return Work(
        row["Name|Title"] or "Untitled",
        tuple(Creator(each.name, each.role) for each in directors),
        cells.year(row["Year"]),
        kind="film",
        identifiers=tuple(pair for pair in identifiers if pair[1]),
    )


def _owner(files: Files) -> str:
    """The name in `profile.csv`, else the name on Letterboxd; nothing else of it is looked at."""
    for path in files.named("profile.csv"):
        try:
            rows = tables.read(files.read(path), path).rows
        except Refused:
            continue
        for row in rows:
            name = f"{row['Given Name']} {row['Family Name']}".strip()
            return name or row["Username"]
    return ""


LETTERBOXD = Importer("letterboxd", "Letterboxd", knows, read)
