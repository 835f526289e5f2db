"""Rules on pictures, lines and colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from anthology.check.pdf.facts import Document, Mark, Page, Picture
from anthology.check.pdf.rules.finding import Finding, found
from anthology.check.pdf.wants import GREY, Wants, inches
from anthology.report import Severity

WANTED = 300.0  # pixels an inch, by KDP and IngramSpark
ENOUGH = 290.0  # the same with a little tolerance
SOFT, BLURRED = 195.0, 99.0
THINNEST = 0.125  # points
LARGE = 18.0  # points: from here on edges of several inks do not show
PROFILED = frozenset({"/ICCBased3", "/ICCBased4", "/CalRGB", "/Lab"})
SCREEN = frozenset({"/DeviceRGB", "/CalRGB", "/ICCBased3", "/Lab"})
COLOURED = SCREEN | {"/DeviceCMYK", "/ICCBased4"}


def check(file: Document, wants: Wants) -> Iterator[Finding]:
    """What is wrong with what is drawn."""
    for page in file.pages:
        yield from pictures(page, wants)
        yield from _lines(page)
        yield from _colours(page, wants)
        yield from _spaces(page, file, wants)
        yield from _transparent(page, file, wants)


def pictures(page: Page, wants: Wants) -> Iterator[Finding]:
    """What is wrong with the pictures of a page: pixels, inks."""
    for number, picture in enumerate(page.pictures, 1):
        if 0 < picture.resolution < ENOUGH and not _is_speck(picture):
            detail = f"picture {number}: {_measures(picture)}"
            each = found("resolution", detail, page.number, picture.box, _how_bad(picture))
            yield replace(each, pixels=picture.pixels)
        if picture.ink > wants.ink + 0.03:
            detail = f"picture {number}: {picture.ink:.0%}, where {wants.ink:.0%} is allowed"
            yield replace(found("ink", detail, page.number, picture.box), pixels=picture.pixels)


def _how_bad(picture: Picture) -> Severity:
    """Presses ask for 300 pixels an inch, warn below 200, and print blurred blocks below 100."""
    if picture.resolution < BLURRED:
        return Severity.ERROR
    return Severity.WARNING if picture.resolution < SOFT else Severity.NOTE


def _is_speck(picture: Picture) -> bool:
    """A tile of one colour, as programs paint areas with, or something too small to be seen."""
    left, bottom, right, top = picture.box
    return min(picture.pixels) <= 2 or max(right - left, top - bottom) < 9


def _measures(picture: Picture) -> str:
    wide, high = picture.pixels
    width = picture.box[2] - picture.box[0]
    return f"{wide} × {high} pixels, {inches(width)} wide: {picture.resolution:.0f} pixels an inch"


def _lines(page: Page) -> Iterator[Finding]:
    for mark in page.marks:
        if mark.kind == "line" and mark.width < THINNEST and _length(mark) > 3:
            yield found("hairline", f"{mark.width:.2f} pt", page.number, mark.box)
            return
        if mark.kind == "area" and _is_thin(mark) and not mark.colour.is_white:
            yield found("hairline", "an area thinner than 0.125 pt", page.number, mark.box)
            return


def _length(mark: Mark) -> float:
    return max(mark.box[2] - mark.box[0], mark.box[3] - mark.box[1])


def _is_thin(mark: Mark) -> bool:
    sides = mark.box[2] - mark.box[0], mark.box[3] - mark.box[1]
    return 0 < min(sides) < THINNEST * 0.8 and max(sides) > 9


def _colours(page: Page, wants: Wants) -> Iterator[Finding]:
    kinds = set()
    for mark in page.marks:
        for rule, detail in _faults(mark, wants):
            if rule not in kinds:
                kinds.add(rule)
                box = mark.box if mark.kind != "words" else None
                yield found(rule, detail, page.number, box)


def _faults(mark: Mark, wants: Wants) -> Iterator[tuple[str, str]]:
    colour = mark.colour
    if colour.ink > wants.ink + 0.005:
        yield "ink", f"{colour.ink:.0%}, where {wants.ink:.0%} is allowed"
    values = colour.values
    rich = len(values) == 4 and values[3] > 0.85 and sum(values[:3]) > 0.3
    if mark.kind == "words" and rich and mark.width < LARGE:
        yield "rich-text", " ".join(f"{value:.0%}" for value in values)
    if mark.overprints and colour.is_white:
        yield "overprint", ""


def _spaces(page: Page, file: Document, wants: Wants) -> Iterator[Finding]:
    if "All" in page.spots:
        yield found("registration", "", page.number)
    spots = sorted(page.spots - {"All", "None", "Black"})
    if spots:
        yield found("spot", ", ".join(spots)[:60], page.number)
    if page.spaces & SCREEN:
        refused = wants.preset is not None and wants.preset.inside.flavour == "x1a"
        yield found("rgb", "", page.number, severity=Severity.ERROR if refused else None)
    if wants.preset and wants.preset.inside.flavour == "x1a" and page.spaces & PROFILED:
        yield found("icc", "", page.number)
    black = wants.preset and all(paper.colour == "grey" for paper in wants.preset.paper)
    if black and not file.is_cover and any(_is_coloured(mark) for mark in page.marks):
        yield found("colour", "", page.number)


def _is_coloured(mark: Mark) -> bool:
    values = mark.colour.values
    if mark.colour.space in GREY or mark.colour.space not in COLOURED:
        return False
    if len(values) == 3:
        return max(values) - min(values) > 0.05
    return len(values) == 4 and max(values[:3]) - min(values[:3]) > 0.05


def _transparent(page: Page, file: Document, wants: Wants) -> Iterator[Finding]:
    if not page.transparent:
        return
    severity = Severity.NOTE
    if wants.preset:
        part = wants.preset.cover if file.is_cover else wants.preset.inside
        severity = {"x1a": Severity.ERROR, "x4": Severity.NOTE}.get(part.flavour, Severity.NOTE)
    yield found("transparency", ", ".join(page.transparent), page.number, severity=severity)
