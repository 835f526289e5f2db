"""A document of many reviews is cut into a page for each, with the notes that it calls."""

from __future__ import annotations

from lxml import etree

from anthology.load.formats.documents.first_lines import begins_header
from anthology.load.formats.documents.look import is_empty, is_rule, may_be_title, stands_out, text
from anthology.load.formats.documents.package import Element

SURE = 2  # titles with a header below; then other short lines are no titles


def cut(body: Element, how: str) -> tuple[list[tuple[int, Element]], str]:
    """The pages, each with the number of its first block, and the words before the first.

    `how` is as in `SourceTable.split`.
    """
    blocks = list(body)
    notes = _notes(blocks)
    if notes is not None:
        blocks.remove(notes)
    starts = _starts(blocks, how)
    if not starts:
        return [], ""
    pieces = []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        own = [each for each in blocks[start:end] if not (how == "rule" and is_rule(each))]
        if any(not is_empty(each) for each in own):
            pieces.append((start + 1, _page(own, notes)))
    return pieces, "\n".join(text(each) for each in blocks[: starts[0]])


def _starts(blocks: list[Element], how: str) -> list[int]:
    """The places of the blocks with which reviews begin."""
    if how == "rule":
        rules = [n + 1 for n, each in enumerate(blocks) if is_rule(each)]
        return [0, *(n for n in rules if n < len(blocks))] if rules else []
    if how == "heading 1":
        return [n for n, each in enumerate(blocks) if each.tag == "h1"]
    found = [n for n, each in enumerate(blocks) if _is_title(each)]
    sure = [n for n, each in enumerate(blocks)
            if may_be_title(each) and begins_header(_next(blocks, n))]  # fmt: skip
    starts = sure if len(sure) >= SURE else found
    for start in starts:
        if blocks[start].tag == "p":
            blocks[start].set("data-kind", "title")
    return starts


def _is_title(block: Element) -> bool:
    return block.tag in {"h1", "h2"} or block.get("data-kind") == "title" or stands_out(block)


def _next(blocks: list[Element], number: int) -> Element | None:
    return next((each for each in blocks[number + 1 :] if not is_empty(each)), None)


def _notes(blocks: list[Element]) -> Element | None:
    """The list of notes at the end of a page."""
    last = blocks[-1] if blocks else None
    if last is None or last.tag != "ol" or not all(item.get("id") for item in last):
        return None
    return last


def _page(blocks: list[Element], notes: Element | None) -> Element:
    page = etree.Element("div")
    page.extend(blocks)
    called = {str(link.get("href", ""))[1:] for link in page.iter("a")}
    own = [item for item in notes if item.get("id") in called] if notes is not None else []
    if own:
        etree.SubElement(page, "ol").extend(own)
    return page
