"""Rules on a cover: its size, its spine, its barcode."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from anthology.check.pdf.facts import Document, Page
from anthology.check.pdf.rules.finding import Finding, found
from anthology.check.pdf.rules.text import quoted
from anthology.check.pdf.wants import NEAR, Wants, holds, inches, size_in_words
from anthology.press import Paper
from anthology.press.sheet import Sheet, sheet

TOLERANCE = 4.5  # points, 1/16 in: more is refused by KDP and IngramSpark
ISBN = re.compile(r"97[89](?:[ \u2010-\u2015-]?\d){10}(?!\d)")


@dataclass(frozen=True)
class Inside:
    """What a cover must fit: the pages of the book, their trim and the ISBNs that they name."""

    pages: int
    trim: tuple[float, float]
    isbns: frozenset[str] = frozenset()


def isbns(file: Document) -> frozenset[str]:
    """The ISBNs on the pages of a file, as digits, whose check digit is right."""
    found = set()
    for page in file.pages:
        text = " ".join(words.text for words in page.words)
        found |= {re.sub(r"\D", "", each) for each in ISBN.findall(text)}
    return frozenset(each for each in found if is_isbn(each))


def is_isbn(digits: str) -> bool:
    """Whether thirteen digits are an ISBN."""
    weights = [3 if place % 2 else 1 for place in range(13)]
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
    return len(digits) == 13 and digits[:3] in {"978", "979"} and total % 10 == 0


def check(file: Document, wants: Wants, inside: Inside | None) -> Iterator[Finding]:
    """What is wrong with a cover, beside what is wrong with any page."""
    page = file.pages[0]
    if page.is_blank:
        yield found("empty")
        return
    if page.rotation or page.unit != 1.0:
        yield found("rotated", "", 1)
    if page.broken:
        yield found("broken-page", page.broken, 1)
    fitting = None
    if wants.preset and wants.preset.edition != "print":
        pass  # nobody refuses it, and the pages of its book lie on sheets
    elif wants.preset and inside:
        fitting = _fitting(wants, inside, page)
        yield from _size(page, wants, inside, fitting)
    elif wants.preset:
        yield found("cover-unknown")
    if fitting:
        yield from _words(page, fitting)
    yield from _codes(file, wants, inside)


def _sheets(wants: Wants, inside: Inside) -> Iterator[tuple[Paper, Sheet]]:
    if wants.preset:
        for paper in wants.preset.paper:
            yield paper, sheet(wants.preset, paper, inside.trim, inside.pages)


def _fitting(wants: Wants, inside: Inside, page: Page) -> Sheet | None:
    """The sheet that this cover is, on the paper that comes nearest; None where none does."""
    width, height = _printed(page)
    sheets = sorted(_sheets(wants, inside), key=lambda each: abs(each[1].width - width))
    _, nearest = sheets[0]
    near = abs(nearest.width - width), abs(nearest.height - height)
    return nearest if max(near) <= TOLERANCE else None


def _printed(page: Page) -> tuple[float, float]:
    """The size of the sheet without what lies outside the bleed."""
    box = page.bleed or page.media
    return box[2] - box[0], box[3] - box[1]


def _size(page: Page, wants: Wants, inside: Inside, fitting: Sheet | None) -> Iterator[Finding]:
    if fitting:
        return
    size = _printed(page)
    sheets = list(_sheets(wants, inside))
    paper, near = min(sheets, key=lambda each: abs(each[1].width - size[0]))
    wanted = size_in_words((near.width, near.height))
    for_pages = f"{inside.pages} pages on {paper.name} paper want {wanted}"
    detail = f"it is {size_in_words(size)}; {for_pages}"
    if abs(near.height - size[1]) > TOLERANCE:
        yield found("cover-height", detail, 1)
    if abs(near.width - size[0]) > TOLERANCE:
        spine = near.spine.width + size[0] - near.width
        detail += f" (spine {inches(near.spine.width)}, not {inches(max(0.0, spine))})"
        yield found("cover-size", detail, 1)


def _words(page: Page, sheet: Sheet) -> Iterator[Finding]:
    x, y = (page.bleed or page.media)[:2]
    spine, trim = sheet.spine, sheet.trim
    close = sheet.safe - NEAR
    area = (x + trim.x + close, y + trim.y + close)
    area_end = (x + trim.x + trim.width - close, y + trim.y + trim.height - close)
    left, right = x + spine.x, x + spine.x + spine.width
    for words in page.words:
        if words.is_hidden:
            continue
        if not holds((*area, *area_end), words.box, NEAR):
            edge = (x + trim.x, y + trim.y, x + trim.x + trim.width, y + trim.y + trim.height)
            rule = "margin" if holds(edge, words.box, NEAR) else "cut-words"
            yield found(rule, quoted(words.text), 1, words.box)
        middle = (words.box[0] + words.box[2]) / 2
        if not left < middle < right:
            continue
        if not sheet.spine_words:
            yield found("spine-words", quoted(words.text), 1, words.box)
        elif words.box[0] < left + sheet.spine_clear - NEAR or (
            words.box[2] > right - sheet.spine_clear + NEAR
        ):
            yield found("spine-margin", quoted(words.text), 1, words.box)


def _codes(file: Document, wants: Wants, inside: Inside | None) -> Iterator[Finding]:
    printed = bool(wants.preset and wants.preset.cover.barcode.printed_by_press)
    own = isbns(file)
    known = inside.isbns if inside else frozenset()
    for digits, box in file.codes:
        if printed:
            yield found("own-barcode", digits, 1, box)
        if not is_isbn(digits):
            yield found("isbn", digits, 1, box)
        elif (known and digits not in known) or (own and digits not in own):
            named = ", ".join(sorted(known | own))
            yield found("barcode", f"it is {digits}; the book names {named}", 1, box)
    if not file.codes and not printed and wants.preset:
        yield found("no-barcode", "", 1)
