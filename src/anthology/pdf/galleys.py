"""Galleys: sections of one flow that are typeset together, since they share pages.

A flow is cut into galleys of several pages each; every galley starts a page. Where it is cut
depends on the sections nearby alone, so that an edit of one leaves the other galleys in the
cache.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from html import escape
from itertools import groupby

from anthology.edition import Section

LEAST, MOST = 16_000, 28_000  # characters of a galley: six to twelve pages
CHOSEN = 4  # about every fourth section is one that a galley likes to begin with
TAG = re.compile(r"<[^>]*>")


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


def galleys(sections: Sequence[Section]) -> tuple[Galley, ...]:
    """All sections in galleys: one alone if it shares no page, those of a flow together."""
    found: list[Galley] = []
    for flow, together in groupby(sections, key=lambda section: section.flow):
        if flow:
            found += _of_flow(list(together))
        else:
            found += [Galley(section, (section,)) for section in together]
    return tuple(found)


def _of_flow(flow: list[Section]) -> Iterator[Galley]:
    pieces = list(_cut(flow))
    for number, parts in enumerate(pieces):
        opens, goes_on = number == 0, number < len(pieces) - 1
        yield Galley(_united(parts), tuple(parts), opens, goes_on)


def _cut(flow: list[Section]) -> Iterator[list[Section]]:
    """The sections of a flow, galley by galley."""
    sizes = [len(TAG.sub("", section.xhtml)) for section in flow]
    start = size = 0
    for at, section in enumerate(flow):
        full = size + sizes[at] > MOST or (size >= LEAST and _likes_to_begin(section))
        if at > start and full and sum(sizes[at:]) > LEAST // 2:
            yield flow[start:at]
            start, size = at, 0
        size += sizes[at]
    yield flow[start:]


def _likes_to_begin(section: Section) -> bool:
    """Whether a galley likes to begin with it: always the same, whatever stands before it."""
    return sha256(section.id.encode()).digest()[0] % CHOSEN == 0


def _united(parts: Sequence[Section]) -> Section:
    """The sections as one that holds them."""
    first = parts[0]
    inside = "\n".join(part.xhtml for part in parts)
    name = f"{first.id}-flow"
    xhtml = f'<div id="{name}" class="flow {escape(first.layout)}">{inside}</div>'
    return replace(first, id=name, kind="flow", xhtml=xhtml, headings=())
