"""Last pages with a few lines: pulled back by a higher opening, or else given more lines.

Paragraphs of the last pages run a line shorter or longer for it, where that is not seen; else the
last page begins with an earlier block. `lists` does so for the contents and other lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any
from xml.etree import ElementTree as ET

from anthology.pdf.engine.feet.ends import movable
from anthology.pdf.engine.laid_out import LaidOut
from anthology.pdf.engine.lines.page_ends import flexible, last
from anthology.pdf.engine.lines.parameters import PARAMETERS
from anthology.pdf.typeset.tails import lists
from anthology.pdf.typeset.tails.lists import FEW

# Classes of a section whose opening takes less room, and how many lines that saves in `classic`.
HIGHER = (("higher", 2), ("higher highest", 4))
OPENING = 'class="opening'
NUMBER = "data-block"
SPREAD = 3  # pages at the end whose paragraphs may have other lengths: the last leaf, and the tail
MOST = 3  # of them
SHORT = 7  # lines that the page before may become shorter, which are spread over it

ORPHANS, WIDOWS = 2, 2  # lines of a paragraph before a page's end and after it, at least

Changes = Mapping[int, str]  # declarations of CSS, by the numbers of the blocks that get them
LayOut = Callable[[str, Changes], LaidOut]


def fitted(first: LaidOut, xhtml: str, lay_out: LayOut) -> LaidOut:
    """The section of that XHTML laid out so that its last page is a good one, if it can be.

    `lay_out` takes classes of the section, and changes to blocks.
    """
    if OPENING in xhtml:
        return _without_tail(first, lay_out)
    if lists.LIST.match(xhtml):
        return lists.without_tail(first, xhtml, lambda classes: lay_out(classes, {}))
    return first


def _without_tail(first: LaidOut, lay_out: LayOut) -> LaidOut:
    """The section with a good last page, if it can be, and with all the pictures that it had."""
    tail, lost = first.tail(), first.lost()
    if not 0 < tail <= FEW:
        return first
    for classes, changes in _pulling_back(first, tail):
        laid = lay_out(classes, changes)
        if len(laid.pages) < len(first.pages) and laid.lost() <= lost:
            return laid
    for classes, changes in chain(_pushing_over(first, tail), _breaking_before(first, tail)):
        laid = lay_out(classes, changes)
        as_long = len(laid.pages) == len(first.pages)
        if as_long and laid.tail() > FEW and laid.lost() <= lost:
            return laid
    return first


def _pulling_back(first: LaidOut, tail: int) -> Iterator[tuple[str, Changes]]:
    """Ways to set the section on a page less: with a higher opening, then in fewer lines.

    What stays whole may leave lines free on the page before.
    """
    missing = max(tail - first.spare(-2), 1)
    yield from ((names, {}) for names, saved in HIGHER if saved >= missing)
    names, saved = HIGHER[-1]
    for classes, lines in (("", missing), (names, max(missing - saved, 1))):
        changes = _lengths(-1, lines, first.pages[-SPREAD:-1])
        if changes:
            yield classes, changes


def _pushing_over(first: LaidOut, tail: int) -> Iterator[tuple[str, Changes]]:
    """Ways to give the last page more lines: in more lines, then from the page before."""
    wanted = FEW + 1 - tail
    changes = _lengths(1, wanted, first.pages[-SPREAD:])
    if changes:
        yield "", changes
    element, above, below = last(*first.pages[-2:])
    lines = max(wanted, 0 if below else WIDOWS)
    if above >= lines + ORPHANS and NUMBER in element.attrib:
        with_next = "" if below else "; break-after: avoid"
        yield "", {int(element.get(NUMBER)): f"widows: {below + lines}{with_next}"}


def _breaking_before(first: LaidOut, tail: int) -> Iterator[tuple[str, Changes]]:
    """The way to begin the last page earlier, with the last block with which it has enough lines.

    The page before is filled at its headings and lists then.
    """
    for element, lines in movable(first.pages[-2]):
        if tail + lines > FEW and NUMBER in element.attrib:
            if lines <= SHORT:
                yield "", {int(element.get(NUMBER)): "break-before: page"}
            return


def _lengths(more: int, count: int, pages: Sequence[Any]) -> Changes:
    """So many paragraphs that become longer by `more` lines at the least cost; {} if too few."""
    found = [(costs[more], int(element.get(NUMBER))) for page in pages
             for element, costs in flexible(page)
             if more in costs and NUMBER in element.attrib]  # fmt: skip
    chosen = sorted(found)[:count]
    if count > MOST or len(chosen) < count or sum(c for c, _ in chosen) > PARAMETERS.other_length:
        return {}
    return {number: f"--more-lines: {more}" for _, number in chosen}


def number(content: ET.Element) -> None:
    """Numbers the paragraphs of the text, and then the other blocks of it."""
    text = _text(content)
    found = [] if text is None else [*text.iter("p"), *(each for each in text if each.tag != "p")]
    for count, block in enumerate(found):
        block.set(NUMBER, str(count))


def fit(content: ET.Element, classes: str, changes: Changes) -> None:
    """Gives these classes to a section, and these declarations to blocks of its text.

    The classes stand before those it has: styles know an index by the end of its class.
    """
    if classes:
        content.set("class", f"{classes} {content.get('class', '')}".strip())
    for block in content.iter() if changes else ():
        change = changes.get(int(block.get(NUMBER, -1)))
        if change:
            block.set("style", f"{block.get('style', '')}; {change}".strip("; "))
    lists.fit(content, classes)


def _text(content: ET.Element) -> ET.Element | None:
    return next((e for e in content.iter("div") if e.get("class") == "text"), None)
