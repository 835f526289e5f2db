"""What a press's upload form asks for, from the book itself: a sheet as text and as JSON."""

# ruff: noqa: PLC0415

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import TextWrapper
from typing import TYPE_CHECKING

from anthology.book import Book
from anthology.config import Settings
from anthology.context import Context
from anthology.edition import Printed, Product
from anthology.people.credited import credited
from anthology.people.roles import words
from anthology.report import Problem, note
from anthology.save.record import digest
from anthology.text.isbn import digits, thirteen
from anthology.text.subjects import subject

if TYPE_CHECKING:
    from anthology.produce.cover import CoverText

TEXT, DATA, SUMS = "-upload.txt", "-upload.json", ".sha256"
INKS = {"grey": "black", "cmyk": "colour"}
LABEL, WIDTH = 14, 96  # letters: of the names of fields, of lines
WRAPPED = TextWrapper(  # addresses and codes stay whole
    WIDTH, subsequent_indent=" " * LABEL, break_long_words=False, break_on_hyphens=False
)
NAMES = {"isbn": "ISBN"}  # of fields, where they are not their keys
REQUIRED = {  # fields that every form asks for, and where they are set
    "isbn": "isbn_print in [book]",
    "description": "description in [book]",
    "keywords": "subjects in [book]: words without a scheme",
    "categories": 'subjects in [book]: {term = "…", authority = "BISAC", code = "…"}',
    "publisher": "publisher in [book]",
}


@dataclass(frozen=True)
class File:
    """A file that is handed over."""

    use: str  # "inside" or "cover"
    name: str
    data: bytes = field(repr=False)


def hand_over(context: Context, printed: Printed, text: CoverText, cover: Product) -> Product:
    """The sheet for the form as text; beside it the same as JSON, and checksums of all files."""
    from anthology.produce.editions import kind

    slug, press = context.book.slug, context.settings.press.preset
    files = (
        File("inside", kind("print").file_name(slug, press), printed.pdf),
        File("cover", kind("cover").file_name(slug, press), cover.data),
    )
    values = sheet(context.book, context.settings, _measures(context, printed, text), files)
    data = (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()
    lines = "\n".join(_lines(values)).encode() + b"\n"
    signed = (*files, File("sheet", slug + TEXT, lines), File("sheet", slug + DATA, data))
    sums = "".join(f"{digest(file.data)}  {file.name}\n" for file in signed).encode()
    missing = tuple(_missing(context, values))
    return Product(lines, missing, beside={DATA: data, SUMS: sums})


def sheet(
    book: Book, settings: Settings, measures: Mapping[str, object], files: Sequence[File]
) -> dict[str, object]:
    """Every field by name, in the order of most forms; "" or [] for one that is not known."""
    subjects = [subject(text) for text in book.subjects]
    return {
        "title": book.title,
        "subtitle": book.subtitle,
        "volume": f"{book.tome.number} of {book.tome.count}" if book.tome else "",
        "series": book.series,
        "series_number": book.series_number,
        "edition": settings.copyright.edition,
        "language": book.language,
        "contributors": list(_contributors(book)),
        "publisher": book.publisher,
        "date": settings.book.date,
        "description": book.description,
        "keywords": [each.words for each in subjects if not each.code],
        "categories": [
            {"scheme": each.scheme, "code": each.code, "term": each.words}
            for each in subjects
            if each.code
        ],
        "isbn": thirteen(digits(book.isbn_print)) if book.isbn_print else "",
        "prices": list(settings.trade.price_print),
        "price_code": settings.cover.add_on,
        **measures,
        "files": [
            {"use": file.use, "name": file.name, "sha256": digest(file.data)} for file in files
        ],
    }


def _contributors(book: Book) -> Iterator[dict[str, str]]:
    """Each person with what they did, those first who are named first on the cover."""
    found = credited(book)
    for credit in (*found.creators, *found.contributors):
        for role in credit.roles:
            yield {"name": credit.person.name, "role": words(role)}


def _measures(context: Context, printed: Printed, text: CoverText) -> dict[str, object]:
    from anthology.press.rules import rules_of

    press, whole = context.settings.press, text.sheet
    rules = rules_of(press)
    paper = rules.paper_named(press.paper).name if rules else press.paper
    return {
        "press": rules.about if rules else press.preset,
        "trim": _size(*press.trim_size),
        "bleed": _length(press.bleed),
        "ink": INKS[press.colour],
        "paper": paper,
        "pages": printed.pages,
        "spine": _length(whole.spine.width),
        "cover": _size(whole.width, whole.height),
        "not_verified": list(rules.unverified) if rules else [],
    }


def _length(points: float) -> dict[str, float]:
    return {"in": round(points / 72, 3), "mm": round(points / 72 * 25.4, 2)}


def _size(width: float, height: float) -> dict[str, list[float]]:
    across, up = _length(width), _length(height)
    return {unit: [across[unit], up[unit]] for unit in across}


def _lines(values: Mapping[str, object]) -> Iterator[str]:
    """The sheet for a person, who copies its fields into a form."""
    for name, value in values.items():
        label = f"{NAMES.get(name) or name.replace('_', ' ').capitalize():{LABEL}}"
        missing = [f"(not set: {REQUIRED[name]})"] if name in REQUIRED else []
        for line in list(_shown(value)) or missing:
            yield WRAPPED.fill(label + line)
            label = " " * LABEL


def _shown(value: object) -> Iterator[str]:
    """A field's lines, none where it is empty."""
    if isinstance(value, list):
        for each in value:
            yield from _shown(each)
    elif isinstance(value, dict):
        yield _of_fields(value)
    elif value not in {"", None}:
        yield str(value)


def _of_fields(value: Mapping[str, object]) -> str:
    if "mm" in value:
        lengths = (_in_unit(value[unit], unit) for unit in ("in", "mm"))
        return " = ".join(lengths)
    if "role" in value:
        return f"{value['name']}, {value['role']}"
    return " ".join(str(each) for each in value.values())


def _in_unit(value: object, unit: str) -> str:
    sides = value if isinstance(value, list) else [value]
    return f"{' × '.join(f'{side:g}' for side in sides)} {unit}"


def _missing(context: Context, values: Mapping[str, object]) -> Iterator[Problem]:
    volume = {"isbn": "isbn_volumes in [book]"} if context.book.tome else {}
    for name, where in (REQUIRED | volume).items():
        if not values[name]:
            place = context.settings.place("book")
            yield note(
                place,
                f"the upload sheet has no {NAMES.get(name, name)}, which presses ask for",
                f"Set {where}.",
            )
