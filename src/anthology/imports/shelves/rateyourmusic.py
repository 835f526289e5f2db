"""Rate Your Music: its table of ratings and reviews, with BBCode."""

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
    "RYM Album|First Name|Last Name|First Name localized|Last Name localized|Title|Release_Date|"
    "Rating|Ownership|Purchase Date|Media Type|Review|Review Title"
)
REFERENCE = re.compile(r"\[(?:Artist|Album|Release|Label|Film|Work)\d+(?:,[^\]]*)?\]")
BBCODE = re.compile(r"\[(/?)(b|i|s|u)\]", re.IGNORECASE)
LINK = re.compile(r"\[url(?:=([^\]]*))?\]((?:(?!\[url).)*?)\[/url\]", re.IGNORECASE | re.DOTALL)


def knows(member: Member) -> bool:
    """Whether this is a table of albums."""
    return {"RYM Album", "Title", "Rating"} <= set(tables.columns_of(member.head))


def read(files: Files, paths: tuple[str, ...]) -> Reading:
    """The albums, those without a review too."""
    return of_tables(files, paths, COLUMNS, _record)


def _record(row: Row) -> Record:
    artist = _name(row["First Name localized"], row["Last Name localized"]) or _name(
        row["First Name"], row["Last Name"]
    )
    return Record(
        key=row["RYM Album"] or f"{artist} {row['Title']}",
        work=Work(
            row["Title"] or "Untitled",
            (Creator(artist, "artist"),) if artist else (),
            cells.year(row["Release_Date"]),
            kind="album",
        ),
        title=row["Review Title"],
        score=cells.score(row["Rating"], "1", "10"),
        post=Post("Rate Your Music"),
        text=tidied(loose(_html(row["Review"]))),
    )


def _name(first: str, last: str) -> str:
    return " ".join(f"{first} {last}".split())


def _html(text: str) -> str:
    r"""BBCode as tags; line ends are written as the two characters \n."""
    text = REFERENCE.sub("", text.replace("\\r", "").replace("\\n", "\n"))
    text = BBCODE.sub(lambda tag: f"<{tag[1]}{tag[2].lower()}>", text)
    return LINK.sub(lambda link: _link(link[1] or link[2], link[2]), text)


def _link(address: str, words: str) -> str:
    plain = address.strip("\"' ").replace('"', "%22")
    return f'<a href="{plain}">{words}</a>'


RATE_YOUR_MUSIC = Importer("rateyourmusic", "Rate Your Music", knows, read)
