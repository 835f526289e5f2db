"""BookWyrm: the table of its data export."""

from __future__ import annotations

from anthology.book import Work
from anthology.imports import cells
from anthology.imports.model import Files, Importer, Member, Post, Reading, Record
from anthology.imports.shelves.rows import of_tables
from anthology.imports.texts.blocks import tidied
from anthology.imports.texts.repair import loose
from anthology.load.clean import tables
from anthology.load.clean.tables import Row

COLUMNS = (
    "title|author_text|remote_id|openlibrary_key|inventaire_id|librarything_key|goodreads_key|"
    "bnf_id|viaf|wikidata|asin|aasin|isfdb|isbn_10|isbn_13|oclc_number|start_date|finish_date|"
    "stopped_date|rating|review_name|review_cw|review_content|review_published|shelf|shelf_name|"
    "shelf_date"
)
OWN_SHELVES = frozenset({"to-read", "reading", "read", "stopped-reading"})
NUMBERS = (("olid", "openlibrary_key"), ("goodreads_id", "goodreads_key"), ("asin", "asin"))


def knows(member: Member) -> bool:
    """Whether this is a table of books."""
    return {"title", "review_content", "rating"} <= set(tables.columns_of(member.head))


def read(files: Files, paths: tuple[str, ...]) -> Reading:
    """The books of the shelves, those without a review too."""
    return of_tables(files, paths, COLUMNS, _record)


def _record(row: Row) -> Record:
    published = cells.date(row["review_published"])
    shelf = row["shelf_name"] if row["shelf"] not in OWN_SHELVES else ""
    numbers = tuple((scheme, row[name]) for scheme, name in NUMBERS if row[name])
    isbn = cells.isbn_of(row["isbn_13"], row["isbn_10"])
    return Record(
        key=row["remote_id"] or f"{row['title']} {row['author_text']}",
        work=Work(
            row["title"] or "Untitled",
            cells.names(row["author_text"], role="author"),
            kind="book",
            identifiers=((("isbn", isbn),) if isbn else ()) + numbers,
        ),
        title=row["review_name"],
        score=cells.score(row["rating"], "0.5", "5"),
        written=published,
        met=cells.all_dates((row["finish_date"],)),
        post=Post("BookWyrm", published),
        text=tidied(loose(row["review_content"])),
        warnings=row["review_cw"],
        spoilers="spoiler" in row["review_cw"].lower(),
        tags=(shelf,) if shelf else (),
    )


BOOKWYRM = Importer("bookwyrm", "BookWyrm", knows, read)
