"""Styles and layouts to choose from, and the book of now in one of them: a few of its reviews."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from anthology import style
from anthology.arrange.layouts import with_layouts
from anthology.book import Part
from anthology.config import Settings
from anthology.context import Context
from anthology.report import Refused
from anthology.text.built_in import BUILT_IN

MOST = 5  # reviews that a sample has
LETTERS = 9_000  # characters of XHTML after which it has no more
STYLES = "styles"  # the folder of a project's own
LAYOUTS = {
    "auto": "by the lengths of the reviews and their works",
    "essays": "each review starts a page",
    "run-on": "they follow one another on the page",
    "guide": "they stand in columns, each with its work and rating in a line",
    "grouped": "those of one work stand together under its head",
    "grid": "they fill the cells of a grid, each beside its picture",
}


@dataclass(frozen=True)
class Choice:
    """A style or a layout."""

    name: str
    about: str


@dataclass(frozen=True)
class Look:
    """A style in a layout, and the review from which it is shown; "": as the settings have it."""

    style: str = ""
    layout: str = ""
    review: str = ""  # its id


def styles(root: Path) -> Iterator[Choice]:
    """The styles that a project may name, but for those of its own that are wrong."""
    folders = sorted(path for path in (root / STYLES).glob("*") if style.is_style(path))
    own = (f"{STYLES}/{path.name}" for path in folders if path.resolve().parent != BUILT_IN)
    names = (*style.built_in(), *style.installed(), *own)
    for name in names:
        try:
            yield Choice(name, style.load(name, root).settings.description)
        except Refused:
            continue


def layouts() -> Iterator[Choice]:
    """The layouts."""
    yield from (Choice(name, about) for name, about in LAYOUTS.items())


def sample(context: Context, look: Look, root: Path) -> Context:
    """A few reviews of the book, from the one that is wanted on, in the look. Raises Refused."""
    settings = _with(context.settings, look)
    parts, _ = with_layouts(context.book.parts, settings)
    return replace(
        context,
        book=replace(context.book, parts=tuple(_few(parts, look.review)), front=(), back=()),
        settings=settings,
        style=style.of(settings.style, root) if look.style else context.style,
    )


def _with(settings: Settings, look: Look) -> Settings:
    book = settings.book.model_copy(update={"layout": look.layout or settings.book.layout})
    table = settings.style.model_copy(update={"name": look.style or settings.style.name})
    return settings.model_copy(update={"book": book, "style": table})


def _few(parts: Sequence[Part], first: str) -> Iterator[Part]:
    """The parts with nothing but a few reviews, those from the one of that id on."""
    reviews = [review for part in parts for review in part.reviews]
    start = next((i for i, review in enumerate(reviews) if review.id == first), 0)
    taken: list[str] = []
    letters = 0
    for review in reviews[start : start + MOST]:
        if letters < LETTERS:
            taken.append(review.id)
        letters += len(review.body.xhtml)
    for part in parts:
        own = tuple(review for review in part.reviews if review.id in taken)
        if own:
            yield replace(part, reviews=own)
