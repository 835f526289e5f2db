"""The best breaks of a paragraph: at all, for a page, or for a number of lines."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from anthology.pdf.engine.lines.parameters import PARAMETERS
from anthology.pdf.engine.lines.search import OVERFULL, Measure, Opportunities, Page, Search

LIKELY = 12_000_000.0  # demerits that few plans exceed: ways with more are not searched at first


@dataclass(frozen=True)
class Plan:
    """The chosen breaks, as indexes of opportunities: the first is 0, the last the end."""

    breaks: tuple[int, ...]
    demerits: float

    @property
    def overfull(self) -> bool:
        """Whether some line is wider than its measure."""
        return self.demerits >= OVERFULL

    @property
    def lines(self) -> int:
        """The number of lines."""
        return len(self.breaks) - 1


NONE = Plan((), OVERFULL)


def plan(text: Opportunities, measure: Measure) -> Plan:
    """The breaks with the fewest demerits; loose lines are only searched if nothing else fits."""
    reach = PARAMETERS.reach * measure.narrowest
    for far, most in ((reach, LIKELY), (reach, inf)):
        found = _plan(text, measure, far, most)
        if not found.overfull:
            return found
    return _plan(text, measure, inf, inf)


def plan_within(text: Opportunities, measure: Measure, most: float) -> Plan:
    """The same; an overfull plan where every plan has more than `most` demerits."""
    return _plan(text, measure, PARAMETERS.reach * measure.narrowest, most)


def _plan(text: Opportunities, measure: Measure, reach: float, most: float) -> Plan:
    found = _plans(text, measure, reach, Page(len(measure.first) - 1, most=most))[0]
    return found if found.demerits <= most else NONE


def ends_badly(text: Opportunities, room: int, chosen: Plan) -> bool:
    """Whether a page that ends after `room` lines of the plan divides a word or leaves one line."""
    divided = room < chosen.lines and text.hyphens[chosen.breaks[room]]
    return bool(divided) or chosen.lines == room + 1


def plan_over(text: Opportunities, measure: Measure, room: int) -> Plan:
    """The plan for a paragraph that continues on the next page after `room` lines.

    No word is divided there and no single line left, if another way is good enough.
    """
    worse = PARAMETERS.page_end_hyphen + PARAMETERS.short_page + PARAMETERS.doubled_hyphens
    page = Page(max(room + 1, len(measure.first) - 1), room, worse)
    found = _plans(text, measure, PARAMETERS.reach * measure.narrowest, page)
    best = min(found, key=lambda p: p.demerits + PARAMETERS.short_page * (p.lines == room + 1))
    return plan(text, measure) if best.overfull else best


def plan_lengths(text: Opportunities, measure: Measure, least: float) -> dict[int, Plan]:
    """The best plans by their number of lines, of those that are not much worse than the best.

    That has `least` demerits, or fewer.
    """
    most = least + PARAMETERS.other_length
    page = Page(len(text), worse=PARAMETERS.other_length, most=most)
    found = _plans(text, measure, PARAMETERS.reach * measure.narrowest, page)
    limit = found[0].demerits + PARAMETERS.other_length
    return {each.lines: each for each in found if each.demerits <= limit and not each.overfull}


def _plans(text: Opportunities, measure: Measure, reach: float, page: Page) -> list[Plan]:
    """The best plan for each number of lines that is searched separately, the best first."""
    search = Search(text, measure, reach, page)
    if not search.run():
        return [NONE]
    best: dict[int, Plan] = {}
    for demerits, lines, node in search.finish():
        if lines not in best:
            best[lines] = Plan(search.breaks(node), demerits)
    return list(best.values())
