"""What a press wants of a file, as numbers: those of a preset, or what most presses have in common.

All lengths are in points.
"""

from __future__ import annotations

from dataclasses import dataclass

from anthology.check.pdf.facts import SLACK, Box, Document, Page
from anthology.press import Preset
from anthology.press.rules import common_gutter

QUARTER = 18.0  # points: the least outer margin that KDP and IngramSpark agree on
INK = 3.0  # of all inks together; coated paper bears it
GREY = frozenset({"/DeviceGray", "/CalGray", "/ICCBased1"})
NEAR = 1.0  # points that a letter's box may reach beyond its ink


@dataclass(frozen=True)
class Wants:
    """A press, or none: the common denominator."""

    preset: Preset | None = None

    @property
    def name(self) -> str:
        """The press, as a person calls it."""
        return self.preset.about if self.preset else "a press"

    @property
    def bleed(self) -> float:
        """How far pictures go beyond the trim."""
        return self.preset.inside.bleed if self.preset else 9.0

    @property
    def ink(self) -> float:
        """The most ink in one place, 4.0 for all inks in full."""
        return self.preset.inside.ink / 100 if self.preset else INK

    @property
    def folds(self) -> bool:
        """Whether two pages are printed side by side on a sheet, to be folded."""
        return self.preset is not None and any(paper.sheet for paper in self.preset.paper)

    def outer(self, *, bleeds: bool) -> float:
        """The least margin on the sides that are cut."""
        if self.preset is None:
            return QUARTER
        inside = self.preset.inside
        least = inside.outer if bleeds or inside.outer_plain is None else inside.outer_plain
        return float(least)

    def gutter(self, pages: int) -> float:
        """The least inner margin of a book of so many pages."""
        return self.preset.gutter(pages) if self.preset else common_gutter(pages)

    def takes(self, size: tuple[float, float]) -> bool:
        """Whether the press prints pages of that size."""
        return self.preset is None or self.preset.takes(size)


@dataclass(frozen=True)
class Cut:
    """How the pages of a file are cut: the trimmed page of each, and whether it bleeds."""

    trims: tuple[Box, ...]
    bleeds: bool
    given: bool  # whether the file says so

    @property
    def size(self) -> tuple[float, float]:
        """The size of the first page when it is cut."""
        left, bottom, right, top = self.trims[0]
        return right - left, top - bottom


def cut(file: Document, wants: Wants) -> Cut:
    """How the pages are cut: as their boxes say, or else as the sizes of the press let expect."""
    boxes = tuple(page.trim or page.art for page in file.pages)
    if all(boxes) and any(box != page.media for box, page in zip(boxes, file.pages, strict=True)):
        bleeds = any(
            box and page.bleed and _wider(page.bleed, box)
            for box, page in zip(boxes, file.pages, strict=True)
        )
        return Cut(tuple(box for box in boxes if box), bool(bleeds), given=True)
    return _guessed(file, wants, given=all(boxes))


def _guessed(file: Document, wants: Wants, *, given: bool) -> Cut:
    width, height = file.pages[0].size
    bleed = wants.bleed
    smaller = (width - bleed, height - 2 * bleed)
    if wants.preset is None or wants.takes((width, height)) or not wants.takes(smaller):
        return Cut(tuple(page.crop or page.media for page in file.pages), bleeds=False, given=given)
    return Cut(tuple(_inner(page, bleed, file) for page in file.pages), bleeds=True, given=False)


def _inner(page: Page, bleed: float, file: Document) -> Box:
    left, bottom, right, top = page.media
    if is_recto(page, file):
        return left, bottom + bleed, right - bleed, top - bleed
    return left + bleed, bottom + bleed, right, top - bleed


def is_recto(page: Page, file: Document) -> bool:
    """Whether the spine is on the left of the page."""
    return (page.number % 2 == 1) != file.right_to_left


def _wider(outer: Box, inner: Box) -> bool:
    return any(abs(a - b) > 1 for a, b in zip(outer, inner, strict=True))


def holds(outer: Box, inner: Box, slack: float = SLACK) -> bool:
    """Whether one box lies inside the other."""
    low = all(inner[i] >= outer[i] - slack for i in (0, 1))
    return low and all(inner[i] <= outer[i] + slack for i in (2, 3))


def touches(one: Box, other: Box) -> bool:
    """Whether two boxes have a place in common."""
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def inches(points: float) -> str:
    """A length for a person: “0.125 in”."""
    return f"{points / 72:.3f}".rstrip("0").rstrip(".") + " in"


def size_in_words(size: tuple[float, float]) -> str:
    """A size for a person: “6 × 9 in”."""
    return f"{inches(size[0]).removesuffix(' in')} × {inches(size[1])}"
