"""From page counts to first pages, sides, blank pages and folios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from anthology.pdf.span import Opening, Span


@dataclass(frozen=True)
class Extent:
    """How many pages a section has, and where it may open."""

    id: str
    matter: str
    pages: int
    opens: Opening
    spots: Mapping[str, int] = field(repr=False)  # page of the section from 0, by id


def paginate(extents: Sequence[Extent]) -> tuple[Span, ...]:
    """Where each section lies. Front matter is counted separately, in roman numerals.

    The first section of the body opens on a recto whatever the style says, since page 1
    is one.
    """
    spans: list[Span] = []
    page, number, in_front = 0, 1, True
    for extent in extents:
        first_of_body = in_front and extent.matter != "front"
        opens = "recto" if first_of_body else extent.opens
        blanks = int((opens == "recto" and page % 2 == 1) or (opens == "verso" and page % 2 == 0))
        page, number = page + blanks, number + blanks
        if first_of_body:
            in_front, number = False, 1
        spans.append(Span(extent.id, blanks, page, extent.pages, number, in_front))
        page, number = page + extent.pages, number + extent.pages
    return tuple(spans)


def folios(extents: Sequence[Extent], spans: Sequence[Span]) -> dict[str, str]:
    """The folio of the page where each id of the book stands."""
    return {
        name: span.label(page)
        for extent, span in zip(extents, spans, strict=True)
        for name, page in extent.spots.items()
    }
