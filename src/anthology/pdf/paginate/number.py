"""Page counts become start pages, sides, blanks and folios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from anthology.pdf.span import Opening, Span


@dataclass(frozen=True)
class Stretch:
    """A section as the paginator sees it."""

    id: str
    matter: str
    pages: int
    opens: Opening
    spots: Mapping[str, int] = field(repr=False)  # page of the section from 0, by id


def paginate(stretches: Sequence[Stretch]) -> tuple[Span, ...]:
    """Where each section lies. Front matter is counted apart, in roman numerals.

    The first section of the body opens on a right-hand page whatever the style says, since
    page 1 is one.
    """
    spans: list[Span] = []
    page, number, in_front = 0, 1, True
    for stretch in stretches:
        first_of_body = in_front and stretch.matter != "front"
        opens = "right" if first_of_body else stretch.opens
        blanks = int((opens == "right" and page % 2 == 1) or (opens == "left" and page % 2 == 0))
        page, number = page + blanks, number + blanks
        if first_of_body:
            in_front, number = False, 1
        spans.append(Span(stretch.id, blanks, page, stretch.pages, number, in_front))
        page, number = page + stretch.pages, number + stretch.pages
    return tuple(spans)


def folios(stretches: Sequence[Stretch], spans: Sequence[Span]) -> dict[str, str]:
    """The folio of the page where each id of the book stands."""
    return {
        name: span.label(page)
        for stretch, span in zip(stretches, spans, strict=True)
        for name, page in stretch.spots.items()
    }
