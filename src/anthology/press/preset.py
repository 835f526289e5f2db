"""The presets: one TOML file a press and binding. All lengths are in points once read."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from pydantic import Field

from anthology.config.lengths import page_size
from anthology.config.table import Table
from anthology.config.types import Length, Trim
from anthology.report import NOWHERE, Place, Refused, error, shown

Flavour = Literal["x4", "x1a", "plain"]
Inks = Literal["grey", "cmyk"]
Bound = Literal["print", "booklet", "screen"]
FOLDER = files(__package__).joinpath("presets")
NEAR = 0.75  # points, 0.01 in: trims that are the same size written in other units


class Span(Table, defer_build=True):
    """The least and the most of a trimmed page, width by height."""

    least: Trim
    most: Trim

    def holds(self, size: tuple[float, float]) -> bool:
        """Whether a page of that width and height in points is among them."""
        sides = zip(page_size(self.least), size, page_size(self.most), strict=True)
        return all(least - NEAR <= side <= most + NEAR for least, side, most in sides)


class Inside(Table, defer_build=True):
    """[inside]: the pages."""

    flavour: Flavour
    bleed: Length
    last_page_blank: bool = False
    trims: tuple[Trim, ...] = ()
    custom: Span | None = None
    gutters: tuple[tuple[int, Length], ...]
    """Pages at the most, and the least inner margin of a book with so many."""
    outer: Length
    """The least margin on the other sides, with bleed."""
    outer_plain: Length | None = None
    """The same without bleed, where it is another."""
    ink: int = 300
    """The most of all inks in one place, in percent."""


class Paper(Table, defer_build=True):
    """[[paper]]: a paper, how thick a page of it is, and how many pages a book of it may have."""

    name: str
    page: Length
    pages: tuple[int, int]
    colour: Inks = "grey"
    sheet: Trim | None = None
    """The sheets that two pages are printed on, side by side, to be folded."""
    large: Trim | None = None
    """Those of a cover that goes round several booklets, and so is wider than two pages."""


class SpineText(Table, defer_build=True):
    """From how many pages on the spine may have words, and the room to keep on both sides."""

    pages: int
    clear: Length


class Barcode(Table, defer_build=True):
    """The area that the barcode gets on the back, and how far from the spine and the foot."""

    width: Length
    height: Length
    edge: Length
    printed_by_press: bool = False


class Board(Table, defer_build=True):
    """How much wider and higher than the page each board of a case is."""

    width: Length
    height: Length


class Cover(Table, defer_build=True):
    """[cover]: the sheet that is wrapped round the book."""

    flavour: Flavour
    edge: Length
    """The bleed of a paperback; what is turned in round the boards of a case."""
    board: Board | None = None
    hinge: Length = Field(default=0.0)
    spine: Length = Field(default=0.0)
    """What the spine has besides the pages: boards, glue."""
    safe: Length
    """The least distance of words from the trim or the edge of a board."""
    spine_text: SpineText
    barcode: Barcode


class Destination(Table, defer_build=True):
    """Where a book goes, and what it gets there in the place of the print edition."""

    about: str
    edition: Bound = "print"


class Preset(Destination, defer_build=True):
    """A press and binding."""

    checked: str
    sources: tuple[str, ...]
    unverified: tuple[str, ...] = ()
    guessed: bool = False
    """Whether no number could be verified: every build with it says so."""
    inside: Inside
    paper: tuple[Paper, ...]
    cover: Cover

    def paper_named(self, name: str, place: Place = NOWHERE) -> Paper:
        """The paper of that name, the first where none is named. Raises Refused."""
        found = next((each for each in self.paper if not name or each.name == name), None)
        if found is None:
            known = ", ".join(each.name for each in self.paper)
            hint = f"It has {known}: name one of them as paper in [press]."
            raise Refused(error(place, f"{self.about} has no paper “{shown(name)}”", hint))
        return found

    def gutter(self, pages: int) -> float:
        """The least inner margin of a book of so many pages, in points."""
        widths = [width for most, width in self.inside.gutters if pages <= most]
        return widths[0] if widths else self.inside.gutters[-1][1]

    def takes(self, size: tuple[float, float]) -> bool:
        """Whether the press prints pages of that width and height in points."""
        inside = self.inside
        if not inside.trims and inside.custom is None:
            return True
        listed = any(_distance(page_size(trim), size) <= NEAR for trim in inside.trims)
        return listed or (inside.custom is not None and inside.custom.holds(size))

    def nearest(self, size: tuple[float, float]) -> str:
        """The listed trim that is most like that size; "" where none is listed."""
        trims = self.inside.trims
        return min(trims, key=lambda trim: _distance(page_size(trim), size), default="")


def names() -> tuple[str, ...]:
    """The names of all destinations, in the order of the alphabet."""
    found = (each.name for each in FOLDER.iterdir() if each.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in found))


@lru_cache
def destination(name: str, place: Place = NOWHERE) -> Destination:
    """The destination of that name. Raises Refused, at the place given, where there is none."""
    if name not in names():
        likely = name.lower()
        bindings = [each for each in names() if likely and each.startswith(f"{likely}-")]
        near = bindings or get_close_matches(likely, names(), 1)
        meant = f"Did you mean “{'” or “'.join(near)}”? " if near else ""
        hint = f"{meant}There are {', '.join(names())}; “anthology presses” shows what each wants."
        raise Refused(error(place, f"there is no press “{shown(name)}”", hint))
    values = tomllib.loads(FOLDER.joinpath(f"{name}.toml").read_text("utf-8"))
    return (Preset if "inside" in values else Destination).model_validate(values)


def rules_named(name: str, place: Place = NOWHERE) -> Preset | None:
    """The rules of the press of that name; None where it has none, or no name is given.

    Raises Refused, at the place given, where there is no such press.
    """
    found = destination(name, place) if name else None
    return found if isinstance(found, Preset) else None


def preset(name: str, place: Place = NOWHERE) -> Preset:
    """The rules of a press. Raises Refused, at the place given, where that name has none."""
    found = destination(name, place)
    if isinstance(found, Preset):
        return found
    hint = "“anthology presses” shows those that have; leave it out for what most of them share."
    raise Refused(error(place, f"“{name}” has no rules to check by: {found.about}", hint))


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
