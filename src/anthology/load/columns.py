"""The columns of a list of manuscripts: what `anthology list --csv` writes of each review.

A cell that is as it was written changes nothing when the list is laid over the headers.
"""

from __future__ import annotations

from collections.abc import Mapping

from anthology.book import Review
from anthology.load.header import keys
from anthology.load.header.syntax.tree import Table, Value

ROLES = {  # role of a creator -> column
    "": "creator", "director": "director", "author": "book_author", "artist": "artist",
    "composer": "composer", "developer": "developer", "illustrator": "illustrator",
}  # fmt: skip
COLUMNS = ("file", "id", "title", "subtitle", "reviewer", "work", *ROLES.values(), "year", "kind",
           "rating", "date", "language", "subjects", "spoilers", "isbn", "order")  # fmt: skip
SEVERAL = "; "  # between names and between subjects
LISTS = frozenset({"reviewer", "creator", "subjects", "translator"})
FORMULA = ("=", "+", "-", "@")


def cells(review: Review) -> dict[str, str]:
    """The cells of a review by their columns; "" where nothing is known."""
    work = review.work
    found = dict.fromkeys(COLUMNS, "")
    found |= {
        "file": review.place.path,
        "id": review.id if review.place.line else "",
        "title": review.title,
        "subtitle": review.subtitle,
        "reviewer": SEVERAL.join(person.name for person in review.reviewers),
        "rating": review.rating.as_written if review.rating else "",
        "date": str(review.date) if review.date else "",
        "language": review.lang,
        "subjects": SEVERAL.join(review.subjects),
        "spoilers": "yes" if review.spoilers else "",
        "order": str(review.order) if review.order is not None else "",
    }
    if work:
        found |= {"work": work.title, "kind": work.kind, "year": work.printed_year,
                  "isbn": dict(work.identifiers).get("isbn", "")}  # fmt: skip
        for creator in work.creators:
            if column := ROLES.get(creator.role):
                found[column] = SEVERAL.join(filter(None, (found[column], creator.name)))
    return found


def changed(row: Mapping[str, str], review: Review) -> dict[str, str]:
    """The cells of a row that say something else than the review does."""
    now = cells(review)
    return {name: cell for name, cell in row.items() if cell and cell != now.get(name)}


def laid_over(values: Table, row: Mapping[str, str]) -> Table:
    """A header's values with those of a row in the place of the same keys under any name."""
    meant = {_meaning(name) for name in row}
    others = {key: value for key, value in values.items() if _meaning(key) not in meant}
    return {**others, **{name: _value(name, cell) for name, cell in row.items()}}


def _meaning(name: str) -> str:
    plain = keys.named(name)
    ours = keys.ours(plain)
    if plain in keys.CREATORS and plain != "creator":
        return f"creator:{keys.CREATORS[plain]}"
    return ours.name if ours else plain


def _value(name: str, cell: str) -> Value:
    """The value of a cell: several names and subjects are a list."""
    parts = [part.strip() for part in cell.split(SEVERAL.strip()) if part.strip()]
    if _meaning(name).partition(":")[0] in LISTS and len(parts) > 1:
        return Value(tuple(Value(part, 0) for part in parts), 0)
    return Value(cell, 0)


def written(cell: str) -> str:
    """A cell as a table has it, which no program takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def read(cell: str) -> str:
    """A cell as it was before `written`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
