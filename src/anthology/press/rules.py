"""The settings that a preset fills in, and what its press objects to."""

from __future__ import annotations

from collections.abc import Iterator

from anthology.config import PressTable, Settings
from anthology.press.fold import half, sheet_named
from anthology.press.preset import Preset, rules_named
from anthology.press.sheet import Sheet, bound_at, plain_sheet, sheet
from anthology.report import NOWHERE, Place, Problem, Refused, error, note
from anthology.text.direction import binding_of

# Least inner margin in points by the most pages it is allowed for: KDP's table, which is
# stricter than IngramSpark's from 301 pages on; IngramSpark wants half an inch of any book.
GUTTERS = ((150, 27.0), (300, 36.0), (500, 45.0), (700, 54.0), (10_000, 63.0))


def applied(settings: Settings) -> Settings:
    """The settings with the preset's rules where [press] sets nothing itself.

    Raises Refused for an unknown preset or paper.
    """
    own = settings.press
    press = rules_of(own, settings.place("press", "preset"))
    if press is None:
        return settings
    name = own.paper or sheet_named(press, own)
    paper = press.paper_named(name, settings.place("press", "paper"))
    inside = press.inside
    rules = {
        "paper": paper.name,
        "bleed": inside.bleed,
        "flavour": inside.flavour,
        "colour": paper.colour,
        "last_page_blank": inside.last_page_blank,
        **({"trim": half(paper.sheet)} if paper.sheet else {}),
    }
    missing = {key: value for key, value in rules.items() if key not in own.model_fields_set}
    return settings.model_copy(update={"press": own.model_copy(update=missing)})


def rules_of(own: PressTable, place: Place = NOWHERE) -> Preset | None:
    """The rules of the press that is named; None where the values of [press] are all there are.

    Raises Refused, at the place given, where there is no such press.
    """
    return rules_named(own.preset, place)


def gutter(press: PressTable, pages: int) -> float:
    """The least inner margin of a book of so many pages, in points."""
    rules = rules_of(press)
    return rules.gutter(pages) if rules else common_gutter(pages)


def outer_margin(press: PressTable) -> float:
    """The least margin on the sides that are cut, in points; 0 where no press is named."""
    rules = rules_of(press)
    return float(rules.inside.outer) if rules else 0.0


def common_gutter(pages: int) -> float:
    """The least inner margin of a book of so many pages where no press is named, in points."""
    return next((width for most, width in GUTTERS if pages <= most), GUTTERS[-1][1])


def objections(settings: Settings) -> Iterator[Problem]:
    """Errors for a trim that the press does not print."""
    own = settings.press
    press = rules_of(own)
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
    press = rules_of(own)
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
    if pages > most:
        hint = f"{hint} Or split = {most} in [book] prints it in several volumes.".lstrip()
    message = f"{press.about} binds {least} to {most} pages of {paper.name} paper, not {pages}"
    yield error(settings.place("press", "preset"), message, hint)


def sheet_of(settings: Settings, pages: int) -> Sheet:
    """The cover of a book of so many pages. Raises Refused where the spine cannot be known."""
    own, binding = settings.press, binding_of(settings.book.language)
    press = rules_of(own)
    spine = settings.cover.spine or own.leaf * pages / 2
    if press and settings.cover.flaps:
        hint = "Remove flaps from [cover], or name “own” as preset in [press]."
        message = f"{press.about} prints no flaps"
        raise Refused(error(settings.place("cover", "flaps"), message, hint))
    if press:
        boards = press.cover.spine if spine and not settings.cover.spine else 0.0
        paper = press.paper_named(own.paper)
        whole = sheet(press, paper, own.trim_size, pages, spine and spine + boards)
        return bound_at(binding, whole)
    if not spine:
        message = "how thick the book is cannot be known without a press"
        hint = (
            "Name one as preset in [press] (see “anthology presses”), or set leaf there, the "
            "thickness of the paper, or spine in [cover]."
        )
        raise Refused(error(settings.place("press"), message, hint))
    plain = plain_sheet(own.trim_size, spine, own.bleed, settings.cover.flaps)
    return bound_at(binding, plain)


def cover_press(settings: Settings) -> PressTable:
    """[press] as it is for the cover, which is always printed in colour."""
    own = settings.press
    rules = rules_of(own)
    flavour = rules.cover.flavour if rules else own.flavour
    return own.model_copy(update={"flavour": flavour, "colour": "cmyk"})
