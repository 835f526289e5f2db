"""IMDb: its lists of ratings, which have no texts, and its lists, whose descriptions are texts."""

from __future__ import annotations

from anthology.book import Work
from anthology.imports import cells
from anthology.imports.model import Files, Importer, Member, Post, Reading, Record
from anthology.imports.shelves.rows import of_tables
from anthology.imports.texts.blocks import tidied
from anthology.imports.texts.repair import loose
from anthology.load.clean import tables
from anthology.load.clean.tables import Row

COLUMNS = (  # “IMDb Rating” and “Num Votes” are other people's
    "Const|Your Rating|Date Rated|Title|Original Title|URL|Title Type|IMDb Rating|Runtime (mins)|"
    "Year|Genres|Num Votes|Release Date|Directors|Position|Created|Modified|Description"
)
GAMES = frozenset({"videogame", "video game"})


def knows(member: Member) -> bool:
    """Whether this is a list of titles."""
    return {"Const", "Title", "Title Type"} <= set(tables.columns_of(member.head))


def read(files: Files, paths: tuple[str, ...]) -> Reading:
    """The titles; those of a list have texts where somebody described them."""
    return of_tables(files, paths, COLUMNS, _record)


def _record(row: Row) -> Record:
    rated = cells.date(row["Date Rated|Modified|Created"])
    return Record(
        key=row["Const"] or row["Title"],
        work=Work(
            row["Title|Original Title"] or "Untitled",
            cells.names(row["Directors"], role="director"),
            cells.year(row["Year"]),
            kind=_kind(row["Title Type"]),
            identifiers=(("imdb", row["Const"]),) if row["Const"].startswith("tt") else (),
        ),
        score=cells.score(row["Your Rating"], "1", "10"),
        written=rated,
        post=Post("IMDb"),
        text=tidied(loose(row["Description"])),
    )


def _kind(title_type: str) -> str:
    words = title_type.lower()
    if words in GAMES:
        return "game"
    return "series" if (words[:2] == "tv" and words != "tvmovie") or "seri" in words else "film"


IMDB = Importer("imdb", "IMDb", knows, read)
