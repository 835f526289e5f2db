"""Pictures that would leave a hole: at the head of a page, and the text runs on before them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree as ET

from anthology.pdf.engine import floats
from anthology.pdf.engine.laid_out import LaidOut

FIGURE = "<figure"
TRIES = 12  # layouts of a section for the sake of its pictures

Heads = Mapping[int, int | None]  # by the number of a figure: its page, None for the next one


def number(content: ET.Element) -> None:
    """Numbers the figures of a section."""
    for index, figure in enumerate(content.iter("figure")):
        figure.set(floats.NUMBER, str(index))


def float_to_heads(content: ET.Element, heads: Heads) -> None:
    """Takes these figures out of the text, and has the paragraph beside each call it."""
    parents = {child: parent for parent in content.iter() for child in parent} if heads else {}
    for figure in [each for each in content.iter("figure") if each in parents]:
        index = int(figure.get(floats.NUMBER, 0))
        if index in heads and _is_movable(figure):
            _move(figure, parents[figure], heads[index])


def _is_movable(figure: ET.Element) -> bool:
    """Whether a figure may leave its place: one with a note would lose that."""
    return not any("note" in each.get("class", "") for each in figure.iter())


def _move(figure: ET.Element, parent: ET.Element, page: int | None) -> None:
    """Puts a figure into the paragraph before it or after it, if there is one."""
    place = list(parent).index(figure)
    before = parent[place - 1] if place else None
    after = parent[place + 1] if place + 1 < len(parent) else None
    if before is not None and before.tag == "p":
        before.append(figure)
    elif after is not None and after.tag == "p":
        after.insert(0, figure)
        figure.tail, after.text = after.text, None
        parent.remove(figure)
        _mark(figure, page)
        return
    else:
        return
    parent.remove(figure)
    figure.tail = None
    _mark(figure, page)


def _mark(figure: ET.Element, page: int | None) -> None:
    figure.set("class", f"{figure.get('class', '')} {floats.CLASS}".strip())
    if page is not None:
        figure.set(floats.PAGE, str(page))


@dataclass(frozen=True)
class _Attempt:
    """A section laid out with some of its pictures at the head of a page."""

    laid: LaidOut
    heads: Heads

    @cached_property
    def holes(self) -> Mapping[int, int]:
        """The pages of the pictures that leave a hole on the page before."""
        return self.laid.pushed_figures()

    @cached_property
    def unplaced(self) -> tuple[int, ...]:
        """The pictures that came to no page."""
        return self.laid.unplaced_figures()

    @property
    def score(self) -> tuple[int, int, int]:
        """Less is better."""
        lost = len(self.unplaced) + self.laid.overflows()
        return lost, len(self.holes), len(self.laid.pages)


def without_holes(first: LaidOut, lay_out: Callable[[Heads], LaidOut]) -> tuple[LaidOut, Heads]:
    """The section laid out without holes above its pictures, as far as possible.

    A picture goes to the head of the page after its place. One on the last page goes to the
    head of that page, if it has others; where that does not help, it stays in its place.
    """
    best = now = _Attempt(first, {})
    seen: set[int] = set()
    for _ in range(TRIES):
        heads = _next_heads(now, seen)
        if heads == now.heads:
            break
        now = _Attempt(lay_out(heads), heads)
        best = min(best, now, key=lambda attempt: attempt.score)
    return best.laid, best.heads


def _next_heads(now: _Attempt, seen: set[int]) -> Heads:
    """The pictures at heads, with the first one changed that needs it."""
    heads = dict(now.heads)
    new = sorted(set(now.holes) - seen)
    if now.unplaced and (not new or now.unplaced[0] < new[0]):
        number_, last = now.unplaced[0], len(now.laid.pages) - 1
        if heads.pop(number_, 0) is None and last:
            heads[number_] = last
    elif new:
        seen.add(new[0])
        heads[new[0]] = None
    return heads
