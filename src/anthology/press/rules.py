"""The settings that a preset fills in, and what its press objects to."""

from __future__ import annotations

from collections.abc import Iterator

from anthology.config import PressTable, Settings
from anthology.press.preset import preset
from anthology.press.sheet import Sheet, plain_sheet, sheet
from anthology.report import Problem, Refused, error, note

# Least inner margin in points by the most pages it is allowed for: KDP's table, which is
# stricter than IngramSpark's from 301 pages on; IngramSpark wants half an inch of any book.
GUTTERS = ((150, 27.0), (300, 36.0), (500, 45.0), (700, 54.0), (10_000, 63.0))


def applied(settings: Settings) -> Settings:
    """The settings with the preset's rules where [press] sets nothing itself.

    Raises Refused for an unknown preset or paper.
    """
    own = settings.press
    if not own.preset:
        return settings
    press = preset(own.preset, settings.place("press", "preset"))
    paper = press.paper_named(own.paper, settings.place("press", "paper"))
    inside = press.inside
    rules = {
        "paper": paper.name,
        "bleed": inside.bleed,
        "flavour": inside.flavour,
        "colour": paper.colour,
        "last_page_blank": inside.last_page_blank,
    }
    missing = {key: value for key, value in rules.items() if key not in own.model_fields_set}
    return settings.model_copy(update={"press": own.model_copy(update=missing)})


def gutter(press: PressTable, pages: int) -> float:
    """The least inner margin of a book of so many pages, in points."""
    if press.preset:
        return preset(press.preset).gutter(pages)
    return common_gutter(pages)


def outer_margin(press: PressTable) -> float:
    """The least margin on the sides that are cut, in points; 0 where no press is named."""
    return float(preset(press.preset).inside.outer) if press.preset else 0.0


def common_gutter(pages: int) -> float:
    """The least inner margin of a book of so many pages where no press is named, in points."""
    return next((width for most, width in GUTTERS if pages <= most), GUTTERS[-1][1])


def objections(settings: Settings) -> Iterator[Problem]:
    """Errors for a trim that the press does not print."""
    own = settings.press
    press = preset(own.preset) if own.preset else None
    if press is None or press.takes(own.trim_size):
        return
    near = press.nearest(own.trim_size)
    custom = press.inside.custom
    hint = f'The nearest is trim = "{near}" in [press].' if near else ""
    if custom and not near:
        hint = f"It takes {custom.least} to {custom.most}."
    place = settings.place("press", "trim")
    yield error(place, f"{press.about} does not print pages of {own.trim}", hint)


def page_objections(settings: Settings, pages: int) -> Iterator[Problem]:
    """Errors for more or fewer pages than the press binds; a note where it is not known well."""
    own = settings.press
    press = preset(own.preset) if own.preset else None
    if press is None:
        return
    if press.guessed:
        message = f"no number for {press.about} could be verified: {press.unverified[0]}"
        yield note(settings.place("press", "preset"), message)
    paper = press.paper_named(own.paper)
    least, most = paper.pages
    if least <= pages <= most:
        return
    others = [p.name for p in press.paper if p.pages[0] <= pages <= p.pages[1]]
    hint = f"Paper that does: {', '.join(others)}. Name it as paper in [press]." if others else ""
    message = f"{press.about} binds {least} to {most} pages of {paper.name} paper, not {pages}"
    yield error(settings.place("press", "preset"), message, hint)


def sheet_of(settings: Settings, pages: int) -> Sheet:
    """The cover of a book of so many pages. Raises Refused where the spine cannot be known."""
    own = settings.press
    if own.preset:
        press = preset(own.preset)
        return sheet(
            press, press.paper_named(own.paper), own.trim_size, pages, settings.cover.spine
        )
    if not settings.cover.spine:
        message = "how thick the book is cannot be known without a press"
        hint = "Name one as preset in [press] (see “anthology presses”), or set spine in [cover]."
        raise Refused(error(settings.place("press"), message, hint))
    return plain_sheet(own.trim_size, settings.cover.spine, own.bleed)


def cover_press(settings: Settings) -> PressTable:
    """[press] as it is for the cover, which is always printed in colour."""
    own = settings.press
    flavour = preset(own.preset).cover.flavour if own.preset else own.flavour
    return own.model_copy(update={"flavour": flavour, "colour": "cmyk"})
