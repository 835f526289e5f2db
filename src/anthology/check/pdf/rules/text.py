"""Rules on words: where they stand, whether they can be seen."""

from __future__ import annotations

from collections.abc import Iterator

from anthology.check.pdf.facts import Box, Document, Page, Words
from anthology.check.pdf.rules.finding import Finding, found
from anthology.check.pdf.wants import NEAR, Cut, Wants, holds, inches, is_recto, touches
from anthology.report import shown

SMALLEST = 5.0  # points
SHOWN = 30  # letters of a finding
HANGING = 2.0  # points: signs may hang a little outside the lines
SIDES = ("left", "foot", "right", "head")


def check(file: Document, wants: Wants, cut: Cut) -> Iterator[Finding]:
    """What is wrong with the words of a book's pages."""
    outer, gutter = wants.outer(bleeds=cut.bleeds), wants.gutter(len(file.pages))
    for page, trim in zip(file.pages, cut.trims, strict=True):
        left, right = (gutter, outer) if is_recto(page, file) else (outer, gutter)
        area = (trim[0] + left, trim[1] + outer, trim[2] - right, trim[3] - outer)
        yield from _places(page, trim, area, gutter_side=0 if is_recto(page, file) else 2)
    yield from looks(file)


def looks(file: Document) -> Iterator[Finding]:
    """Words that cannot be seen or read, on pages and on covers."""
    for number, box, text in file.unseen:
        yield found("unseen", quoted(text), number, box)
    for page in file.pages:
        if page.missing:
            yield found("shapeless", "", page.number)
        yield from _first(page, "hidden", [w for w in page.words if w.is_hidden])
        small = [w for w in page.words if 0 < w.size < SMALLEST and not w.is_hidden]
        yield from _first(page, "small", small)


def _first(page: Page, rule: str, words: list[Words]) -> Iterator[Finding]:
    if words:
        yield found(rule, quoted(words[0].text), page.number, words[0].box)


def _places(page: Page, trim: Box, area: Box, gutter_side: int) -> Iterator[Finding]:
    worst: dict[str, tuple[float, Finding]] = {}
    for words in page.words:
        if words.is_hidden or holds(area, words.box, HANGING) or not touches(words.box, trim):
            continue
        for side in range(4):
            sign = 1 if side < 2 else -1
            if sign * (words.box[side] - area[side]) >= -HANGING:
                continue
            room = sign * (words.box[side] - trim[side])
            rule = _rule(room, at_spine=side == gutter_side)
            where = "the spine" if side == gutter_side else f"the {SIDES[side]}"
            detail = f"{quoted(words.text)} is {inches(max(0.0, room))} from {where}"
            if rule not in worst or room < worst[rule][0]:
                worst[rule] = room, found(rule, detail, page.number, words.box)
    yield from (each for _, each in worst.values())


def _rule(room: float, *, at_spine: bool) -> str:
    if room < -NEAR:
        return "cut-words"
    return "gutter" if at_spine else "margin"


def quoted(text: str) -> str:
    """Some words of a page for a message."""
    return f"“{shown(' '.join(text.split())[:SHOWN])}”"
