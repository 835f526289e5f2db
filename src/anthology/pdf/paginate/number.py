"""From page counts to first pages, sides, blank pages and folios."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from anthology.pdf.span import Opening, Span
from anthology.text.tomes import numeral

TOGETHER = "\u00a0"  # between a volume and its page


@dataclass(frozen=True)
class Extent:
    """How many pages a section has, and where it may open."""

    id: str
    matter: str
    pages: int
    opens: Opening
    spots: Mapping[str, int] = field(repr=False)  # page of the section from 0, by id
    tome: int = 0  # the printed book that it is in


def paginate(extents: Sequence[Extent], *, own: bool = False) -> tuple[Span, ...]:
    """Where each section lies. Front matter is counted separately, in roman numerals.

    The first section of the body opens on a recto whatever the style says, since page 1
    is one. Each tome has a front matter, and goes on with the numbers of the one before it,
    from a recto on, or has its `own` from 1.
    """
    spans: list[Span] = []
    page, number, in_front, first, tome = 0, 1, True, 1, 0
    for extent in extents:
        if extent.tome != tome:
            first = number + (number + 1) % 2 if spans and not own else 1
            page, number, in_front, tome = 0, 1, True, extent.tome
        first_of_body = in_front and extent.matter != "front"
        opens = "recto" if first_of_body else extent.opens
        blanks = int((opens == "recto" and page % 2 == 1) or (opens == "verso" and page % 2 == 0))
        page, number = page + blanks, number + blanks
        if first_of_body:
            in_front, number = False, first
        volume = numeral(tome) if tome and own else ""
        spans.append(Span(extent.id, blanks, page, extent.pages, number, in_front, tome, volume))
        page, number = page + extent.pages, number + extent.pages
    return tuple(spans)


@dataclass(frozen=True)
class Folios:
    """The folio of the page where each id of the book stands, as other places show it."""

    plain: Mapping[int, dict[str, str]]  # by tome: of its own ids
    locators: dict[str, str]  # of all ids, with the volume where more than one has the number

    def shown_in(self, tome: int, matter: str) -> Mapping[str, str]:
        """What a section shows: of its own tome the numbers alone, but for the back matter.

        That of the last tome lists what is in all of them.
        """
        if matter == "back" or self.plain[tome] is self.locators:
            return self.locators
        return ChainMap(self.plain[tome], self.locators)


def folios(extents: Sequence[Extent], spans: Sequence[Span]) -> Folios:
    """The folio of the page where each id of the book stands."""
    pairs = list(zip(extents, spans, strict=True))
    if not any(span.volume for span in spans):
        every = {
            name: span.label(page) for extent, span in pairs for name, page in extent.spots.items()
        }
        return Folios({span.tome: every for span in spans}, every)
    plain: dict[int, dict[str, str]] = {span.tome: {} for span in spans}
    locators = dict[str, str]()
    for extent, span in pairs:
        for name, page in extent.spots.items():
            plain[span.tome][name] = span.label(page)
            locators[name] = span.locator(page).replace(" ", TOGETHER)
    return Folios(plain, locators)


def lengths(spans: Sequence[Span]) -> dict[int, int]:
    """How many pages each tome has."""
    return {span.tome: span.start + span.pages for span in spans}
