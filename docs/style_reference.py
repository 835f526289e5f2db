"""The tables of docs/styles.md: what style.toml may say, properties, templates, classes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

from jinja2 import meta
from pydantic import BeforeValidator as Before

from anthology import style
from anthology.book import Book, Review
from anthology.compose.front import ContentsLine, Names
from anthology.compose.opening import Opening, RatingLine, WorkLine
from anthology.compose.pictures.openings import Still
from anthology.compose.templates import templates as compiled
from anthology.config.table import Table, meanings
from anthology.edition import Section
from anthology.load.clean.allowed import CLASSES
from anthology.style import StyleFile
from anthology.style.css import values
from anthology.style.table import ColourTable, FaceTable, FontTable, PageTable

TRIM = (396.0, 612.0)  # 5.5 x 8.5 in
EVERYWHERE = ("section", "book", "edition", "style", "words", "authors", "ornament")
VALUES = {  # what has parts of its own
    "section": Section,
    "book": Book,
    "names": Names,
    "review": Review,
    "still": Still,
    "opening": Opening,
    "opening.work": WorkLine,
    "opening.rating": RatingLine,
    "lines": ContentsLine,
}
SKIPPED = {"font", "page", "colour", "face"}
BLOCK = re.compile(r"{% (?:end)?block\b[^%]*%}|{{ self\.\w+\(\) }}")
CLASS = re.compile(r'class="([^"{]*)(?:\{[^"]*)?"')


def table() -> str:
    """What style.toml may say."""
    classic = style.load(style.BASE, Path()).settings
    parts = (
        ("", StyleFile, classic),
        ("[page]", PageTable, classic.page),
        ("[colour]", ColourTable, classic.colour),
        ("[face]", FaceTable, classic.face),
        ("[[font]]", FontTable, None),
    )
    return "\n\n".join(_table(*part) for part in parts)


def _table(head: str, model: Any, classic: Any) -> str:
    meaning = (model.__doc__ or "").partition(": ")[2] or "Above all tables."
    first = f"**{head}**: {meaning}" if head else meaning
    rows = [
        f"| `{name}` | {_value(getattr(classic, name, ''), field)} | {_meaning(model, name)} |"
        for name, field in model.model_fields.items()
        if not (model is StyleFile and name in SKIPPED)
    ]
    return "\n".join([first, "", "| key | classic | meaning |", "|---|---|---|", *rows])


def _meaning(model: type[Table], name: str) -> str:
    words = " ".join(meanings(model)[name].split()).replace("|", r"\|")
    annotation = model.model_fields[name].annotation
    choices = [each for each in get_args(annotation) if isinstance(each, str | int)]
    if all(f"{each}" in words for each in choices):
        return words
    return f"{words} One of {', '.join(f'`{json.dumps(each)}`' for each in choices)}."


def _value(value: object, field: Any) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, float) and field.metadata and isinstance(field.metadata[0], Before):
        return f'`"{value:g}pt"`'
    if isinstance(value, tuple):
        lengths = all(isinstance(each, float) for each in value)
        if lengths and not field.metadata:
            return f"`{list(value)}`"
        words = " ".join(f"{each:g}pt" for each in value) if lengths else ", ".join(value)
        return f'`"{words}"`' if lengths else f'`["{words}"]`'
    return f'`"{value}"`' if isinstance(value, str) and value else str(value) and f"`{value}`"


def properties() -> str:
    """The custom properties, and what they are in `classic` on its usual page."""
    classic = style.load(style.BASE, Path())
    known = values.of_page(classic, *TRIM)
    rows = []
    for name, meaning in values.MEANINGS.items():
        own = name.removeprefix("--").replace("-", "_")
        value = known.get(name, "")
        about = _meaning(ColourTable, own) if own in ColourTable.model_fields else meaning
        shown = f"`{value}`" if value and not name.endswith("-face") else ""
        rows.append(f"| `{name}` | {shown} | {about} |")
    return "\n".join(["| property | in classic | meaning |", "|---|---|---|", *rows])


def templates() -> str:
    """Each template of `classic` with the values that it is given."""
    classic = style.load(style.BASE, Path())
    environment = compiled(classic).environment
    common = ", ".join(f"`{name}`" for name in EVERYWHERE)
    rows = []
    for name, source in sorted(classic.templates.items()):
        if "/" in name or name.startswith("_"):
            continue
        plain = BLOCK.sub("", source)  # a block does not see that a value is set above it
        own = meta.find_undeclared_variables(environment.parse(plain)) - {*EVERYWHERE}
        rows.append(f"| `{name}` | {', '.join(f'`{each}`' for each in sorted(own))} |")
    head = ["| template | values |", "|---|---|"]
    return "\n".join([f"Every template gets {common}.", "", *head, *rows, "", *_parts()])


def _parts() -> Iterator[str]:
    yield "| value | its parts |"
    yield "|---|---|"
    for name, kind in VALUES.items():
        parts = ", ".join(f"`{each.name}`" for each in fields(kind))
        yield f"| `{name}` | {parts} |"


def classes() -> str:
    """The classes of each template of `classic`, and those of manuscripts."""
    classic = style.load(style.BASE, Path())
    rows = []
    for name, source in sorted(classic.templates.items()):
        found = {word for names in CLASS.findall(source) for word in names.split()}
        if "/" not in name and found:
            rows.append(f"| `{name}` | {', '.join(f'`{each}`' for each in sorted(found))} |")
    theirs = {each for names in CLASSES.values() for each in names}
    authors = ", ".join(f"`{each}`" for each in sorted(theirs))
    head = ["| template | classes |", "|---|---|"]
    return "\n".join([*head, *rows, f"| manuscripts | {authors} |"])


def filled(page: str) -> str:
    """The page with each table between its marks, "<!-- NAME: ..." and "<!-- end -->"."""
    for maker in (table, properties, templates, classes):
        marks = rf"(?s)(<!-- {maker.__name__}: [^\n]*-->\n).*?(<!-- end -->)"
        before, first, last, after = re.split(marks, page)
        page = f"{before}{first}\n{maker()}\n\n{last}{after}"
    return page
