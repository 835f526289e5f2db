"""Pictures that would leave a hole: at the head of a page, and the text runs on before them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree as ET

from anthology.pdf.engine import floats
from anthology.pdf.engine.laid_out import LaidOut

SPREAD = "spread"  # the class of a picture over two pages
PLATES = {SPREAD, "bleed", "full-page"}
TRIES = 12  # layouts of a section for the sake of its pictures

Heads = Mapping[int, int | None]  # by the number of a figure: its page, None for the next one


def number(content: ET.Element) -> None:
    """Numbers the figures of a section."""
    for index, figure in enumerate(content.iter("figure")):
        figure.set(floats.NUMBER, str(index))


def float_to_heads(content: ET.Element, heads: Heads, first_half: str) -> None:
    """Takes these figures out of the text, and has the paragraph beside each call it.

    `first_half` is the class of the half that comes first of a picture over two pages.
    """
    turned = any(map(is_turned, content.iter("figure")))
    some = heads or turned
    parents = {child: parent for parent in content.iter() for child in parent} if some else {}
    for figure in [each for each in content.iter("figure") if each in parents]:
        index = int(figure.get(floats.NUMBER, 0))
        if (index in heads or is_turned(figure)) and _is_movable(figure):
            parts = _halves(figure, first_half) if _is_spread(figure) else [figure]
            owner = _section_of(figure, parents) if content.tag != "section" else ""
            _move(figure, parts, parents[figure], heads.get(index), owner)


def _section_of(element: ET.Element, parents: Mapping[ET.Element, ET.Element]) -> str:
    """The id of the section around an element that is in a flow."""
    above = parents[element]
    while above in parents and not (above.tag == "section" and above.get("id")):
        above = parents[above]
    return above.get("id", "")


def is_turned(figure: ET.Element) -> bool:
    """Whether a figure is a table on its side."""
    return floats.TURNED in figure.get("class", "").split()


def _is_movable(figure: ET.Element) -> bool:
    """Whether a figure may leave its place: one with a note would lose that."""
    return not any("note" in each.get("class", "") for each in figure.iter())


def fixed(root: ET.Element) -> frozenset[int]:
    """The numbers of the figures that cannot leave their place: no paragraph could call them."""
    return frozenset(
        int(figure.get(floats.NUMBER, 0))
        for parent in root.iter()
        for figure in parent.findall("figure")
        if not _is_movable(figure) or _paragraph_beside(list(parent), figure)[0] is None
    )


def _is_spread(figure: ET.Element) -> bool:
    return SPREAD in figure.get("class", "").split()


def _move(
    figure: ET.Element,
    parts: Sequence[ET.Element],
    parent: ET.Element,
    page: int | None,
    owner: str,
) -> None:
    """Puts a figure's parts into the paragraph before it or after it, if there is one."""
    paragraph, is_before = _paragraph_beside(list(parent), figure)
    if paragraph is None:
        return
    parent.remove(figure)
    figure.tail = None
    for part in parts:
        _add_class(part, floats.CLASS)
        if owner:
            part.set(floats.OWNER, owner)
        if page is not None:
            part.set(floats.PAGE, str(page))
    if is_before:
        paragraph.extend(parts)
    else:
        _begin_with(paragraph, parts)


def _paragraph_beside(
    siblings: Sequence[ET.Element], figure: ET.Element
) -> tuple[ET.Element | None, bool]:
    """The paragraph that a figure follows, or the next one behind it and other figures.

    The second value is whether it is before the figure; None where there is no paragraph, and
    where words follow the figure, which would go with it as its tail.
    """
    if (figure.tail or "").strip():
        return None, True
    place = siblings.index(figure)
    if place and siblings[place - 1].tag == "p":
        return siblings[place - 1], True
    after = next((each for each in siblings[place:] if each.tag != "figure"), None)
    if after is not None and after.tag == "p":
        return after, False
    before = next((each for each in reversed(siblings[:place]) if each.tag != "figure"), None)
    return (before, True) if before is not None and before.tag == "p" else (None, True)


def _begin_with(paragraph: ET.Element, parts: Sequence[ET.Element]) -> None:
    """Puts parts before the words of a paragraph, and behind the figures that begin it."""
    earlier = list[ET.Element]()
    for each in paragraph if not paragraph.text else ():
        if floats.CLASS not in each.get("class", ""):
            break
        earlier.append(each)
        if each.tail:
            break
    if earlier:
        parts[-1].tail, earlier[-1].tail = earlier[-1].tail, None
    else:
        parts[-1].tail, paragraph.text = paragraph.text, None
    paragraph[len(earlier) : len(earlier)] = parts


def _halves(figure: ET.Element, first: str) -> list[ET.Element]:
    """Two figures for the halves of a picture on two pages; the second has no words."""
    other = deepcopy(figure)
    for each in list(other):
        if each.tag == "figcaption":
            other.remove(each)
    for each in other.iter():
        each.attrib.pop("id", None)
        if each.tag == "img":
            each.set("alt", "")
    _add_class(figure, first)
    _add_class(other, floats.RIGHT_HALF if first == floats.LEFT_HALF else floats.LEFT_HALF)
    return [figure, other]


def _add_class(element: ET.Element, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())


@dataclass(frozen=True)
class _Attempt:
    """A section laid out with some of its pictures at the head of a page."""

    laid: LaidOut
    heads: Heads
    plates: frozenset[int]  # the numbers of those that want pages of their own

    @cached_property
    def holes(self) -> Mapping[int, int]:
        """The pages of the pictures that leave a hole on the page before."""
        return self.laid.pushed_figures()

    @cached_property
    def unplaced(self) -> tuple[int, ...]:
        """The pictures that came to no page."""
        return self.laid.unplaced_figures()

    @cached_property
    def overtaking(self) -> tuple[int, ...]:
        """The pictures in the text that come before one which the text has earlier."""
        return self.laid.overtaking_figures()

    @property
    def score(self) -> tuple[int, int, int, int, int]:
        """Less is better: figures lost or out of their order, plates in the text, holes, pages."""
        return (
            self.laid.lost(),
            len(self.overtaking),
            len(self.plates - set(self.heads)),
            len(self.holes),
            len(self.laid.pages),
        )


def without_holes(first: LaidOut, lay_out: Callable[[Heads], LaidOut]) -> tuple[LaidOut, Heads]:
    """The section laid out without holes above its pictures, as far as possible.

    A picture goes to the head of the page after its place. One on the last page goes to the
    head of that page, if it has others; where that does not help, it stays in its place. A
    plate has a page of its own. All pictures keep their order.
    """
    plates = _plates(first.html.etree_element)
    best = now = _Attempt(first, {}, plates)
    seen = {*plates, *fixed(first.html.etree_element)}
    for number_ in range(TRIES):
        heads = dict.fromkeys(plates) if plates and not number_ else _next_heads(now, seen)
        if heads == now.heads:
            break
        now = _Attempt(lay_out(heads), heads, plates)
        best = min(best, now, key=lambda attempt: attempt.score)
    return best.laid, best.heads


def _next_heads(now: _Attempt, seen: set[int]) -> Heads:
    """The pictures at heads, with the first one changed that needs it."""
    heads = dict(now.heads)
    new = sorted({*now.holes, *now.overtaking} - seen)
    if now.unplaced and (not new or now.unplaced[0] < new[0]):
        number_, last = now.unplaced[0], len(now.laid.pages) - 1
        if heads.pop(number_, 0) is None and last:
            heads[number_] = last
    elif new:
        seen.add(new[0])
        heads[new[0]] = None
    return heads


def _plates(root: ET.Element) -> frozenset[int]:
    """The numbers of the figures that want pages of their own."""
    return frozenset(
        int(figure.get(floats.NUMBER, 0))
        for figure in root.iter("figure")
        if PLATES & set(figure.get("class", "").split())
    )
