"""Rules on sizes, boxes and the number of pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise

from anthology.check.pdf.facts import Box, Document, Page
from anthology.check.pdf.rules.finding import Finding, found
from anthology.check.pdf.wants import Cut, Wants, holds, inches, is_recto, size_in_words

SAME = 0.75  # points, 0.01 in
IN_A_ROW = 2  # blank pages that may follow one another where the book begins or ends


def check(file: Document, wants: Wants, cut: Cut) -> Iterator[Finding]:
    """What is wrong with the pages of a book."""
    if all(page.is_blank for page in file.pages):
        yield found("empty")
        return
    for page in file.pages:
        yield from _boxes(page)
    yield from _sizes(file, wants, cut)
    yield from _bleed(file, wants, cut)
    yield from _numbers(file, wants)
    yield from _blank(file)


def _boxes(page: Page) -> Iterator[Finding]:
    if page.broken:
        yield found("broken-page", page.broken, page.number)
    chain = [box for box in (page.trim or page.art, page.bleed, page.media) if box]
    if not all(holds(outer, inner) for inner, outer in pairwise(chain)):
        yield found("boxes", "", page.number)
    if page.crop and not holds(page.crop, page.trim or page.media, SAME):
        yield found("crop", "", page.number)
    if page.rotation or page.unit != 1.0:
        yield found("rotated", "", page.number)


def _sizes(file: Document, wants: Wants, cut: Cut) -> Iterator[Finding]:
    sizes = [_size(trim) for trim in cut.trims]
    (most, _), *_others = Counter(sizes).most_common()
    for page, size in zip(file.pages, sizes, strict=True):
        if any(abs(a - b) > SAME for a, b in zip(size, most, strict=True)):
            detail = f"{size_in_words(size)}, most have {size_in_words(most)}"
            yield found("page-sizes", detail, page.number)
    if most[0] > 1.15 * most[1] and not wants.folds and _are_spreads(file):
        yield found("spread", size_in_words(most))
    elif wants.preset and not wants.takes(most):
        near = wants.preset.nearest(most)
        hint = f"; the nearest is {near}" if near else ""
        yield found("trim", f"{wants.name} does not print {size_in_words(most)}{hint}")
    if not cut.given and cut.bleeds:
        yield found("no-trim", f"taken for {size_in_words(most)} with bleed")


def _are_spreads(file: Document) -> bool:
    """Whether the middle of most wide pages is free of words, as a gutter is."""
    free, printed = 0, 0
    for page in file.pages:
        middle = (page.media[0] + page.media[2]) / 2
        if page.words:
            printed += 1
            free += not any(w.box[0] < middle - 4 and w.box[2] > middle + 4 for w in page.words)
    return printed > 0 and free >= 0.8 * printed and any(_two_columns(p) for p in file.pages)


def _two_columns(page: Page) -> bool:
    middle = (page.media[0] + page.media[2]) / 2
    sides = Counter(words.box[0] > middle for words in page.words)
    return min(sides[True], sides[False]) > 0


def _size(box: Box) -> tuple[float, float]:
    return round(box[2] - box[0], 1), round(box[3] - box[1], 1)


def _bleed(file: Document, wants: Wants, cut: Cut) -> Iterator[Finding]:
    for page, trim in zip(file.pages, cut.trims, strict=True):
        room = page.bleed if cut.given and page.bleed else page.media
        for side, box in _at_edges(page, trim, file):
            if abs(room[side] - trim[side]) < 1:
                yield found("bleed", "", page.number, box)
                break
        if page.trim and page.bleed and wants.preset and cut.bleeds:
            yield from _bleed_size(page, trim, wants, file)
        yield from _marks(page, trim, wants)


def _at_edges(page: Page, trim: Box, file: Document) -> Iterator[tuple[int, Box]]:
    """The sides that something printed reaches, and its box; the spine has no bleed."""
    spine = 0 if is_recto(page, file) else 2
    boxes = [picture.box for picture in page.pictures]
    boxes += [m.box for m in page.marks if m.kind == "area" and not m.colour.is_white]
    for box in boxes:
        if box[2] - box[0] < 1 or box[3] - box[1] < 1:
            continue
        for side, sign in enumerate((1, 1, -1, -1)):
            if side != spine and sign * (box[side] - trim[side]) < SAME:
                yield side, box


def _bleed_size(page: Page, trim: Box, wants: Wants, file: Document) -> Iterator[Finding]:
    spine = 0 if is_recto(page, file) else 2
    for side in {0, 1, 2, 3} - {spine}:
        width = abs((page.bleed or trim)[side] - trim[side])
        if abs(width - wants.bleed) > SAME:
            detail = f"{inches(width)}; {wants.name} wants {inches(wants.bleed)}"
            yield found("bleed-size", detail, page.number)
            return


def _marks(page: Page, trim: Box, wants: Wants) -> Iterator[Finding]:
    """Marks of a printer: lines that lie in the sheet, all outside the trimmed page."""
    if wants.preset is None or page.trim is None:
        return
    outside = [m for m in page.marks if m.kind == "line" and _is_outside(m.box, trim)]
    if len(outside) >= 4:
        yield found("marks", "", page.number, outside[0].box)


def _is_outside(box: Box, trim: Box) -> bool:
    apart = box[2] < trim[0] or box[0] > trim[2] or box[3] < trim[1] or box[1] > trim[3]
    return apart and box != (0, 0, 0, 0)


def _numbers(file: Document, wants: Wants) -> Iterator[Finding]:
    pages = len(file.pages)
    if pages % 2:
        yield found("odd", f"{pages} pages")
    if wants.preset is None:
        return
    papers = wants.preset.paper
    least = min(paper.pages[0] for paper in papers)
    most = max(paper.pages[1] for paper in papers)
    if pages < least:
        yield found("too-few", f"{pages}; {wants.name} binds {least} to {most}")
    if pages > most:
        yield found("too-many", f"{pages}; {wants.name} binds {least} to {most}")
    if wants.preset.inside.last_page_blank and not file.pages[-1].is_blank:
        yield found("last-page", "", pages)


def _blank(file: Document) -> Iterator[Finding]:
    for blank, run in groupby(file.pages, lambda page: page.is_blank):
        pages = [page.number for page in run]
        at_end = pages[-1] == len(file.pages) or pages[0] == 1
        if blank and len(pages) > (IN_A_ROW if at_end else 1):
            yield found("blank", f"pages {pages[0]} to {pages[-1]}", pages[0])
