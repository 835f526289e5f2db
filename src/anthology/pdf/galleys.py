"""Galleys: sections of one flow that are typeset together, since they share pages.

A flow is cut into galleys of several pages each; every galley starts a page. Where it is cut
depends on the sections nearby, so that an edit of one leaves the other galleys in the cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from itertools import groupby

from anthology.edition import Section
from anthology.memory import spared
from anthology.pdf.cuts import Pages, cut

WHOLE = 'class="text whole'  # in a cell that takes all of its row


@dataclass(frozen=True)
class Galley:
    """Sections that are typeset together, as the one that is typeset in their place."""

    section: Section
    parts: tuple[Section, ...] = field(repr=False)  # one, unless it is part of a flow
    opens: bool = True  # whether it is the first of its flow
    goes_on: bool = False  # whether its flow goes on after it

    @property
    def shared(self) -> bool:
        """Whether sections may share its pages."""
        return self.section.flow != ""


def galleys(sections: Sequence[Section], pages: Pages) -> tuple[Galley, ...]:
    """All sections in galleys: one alone if it shares no page, those of a flow together.

    A flow that goes on in another tome is another there.
    """
    found: list[Galley] = []
    for (_, flow), together in groupby(sections, key=lambda section: (section.tome, section.flow)):
        if flow:
            found += _of_flow(list(together), pages)
        else:
            found += [Galley(section, (section,)) for section in together]
    return tuple(found)


def _of_flow(flow: list[Section], pages: Pages) -> Iterator[Galley]:
    pieces = list(cut(flow, pages.of(flow[0].layout)))
    for number, parts in enumerate(pieces):
        opens, goes_on = number == 0, number < len(pieces) - 1
        yield Galley(_united(parts, opens=opens), tuple(parts), opens, goes_on)


def _united(parts: Sequence[Section], *, opens: bool) -> Section:
    """The sections as one that holds them, of class `first` where its flow opens."""
    first = parts[0]
    inside = _rows(parts) if first.cell[0] else "\n".join(part.xhtml for part in parts)
    name = f"{first.id}-flow"
    classes = f"flow {escape(first.layout)}{' first' * opens}"
    xhtml = f'<div id="{name}" class="{classes}">{inside}</div>'
    # The direction of a part in another one is said where the part begins: never "ltr".
    way = "rtl" if all(part.dir == "rtl" for part in parts) else "ltr"
    return spared(replace(first, id=name, kind="flow", xhtml=xhtml, headings=(), dir=way))


def _rows(parts: Sequence[Section]) -> str:
    """The cells of a grid in their rows; the first row of a page starts one."""
    rows, before = [], 0
    for (page, _), found in groupby(parts, key=lambda part: part.cell):
        cells = [part.xhtml for part in found]
        name = "row" + " first" * (page != before) + " whole" * (WHOLE in cells[0])
        rows.append(f'<div class="{name}">{"".join(cells)}</div>')
        before = page
    return "\n".join(rows)
