"""Notes of a text: calls that lead to a place in it which leads back, or is marked as a note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

CALL = "data-note"  # an attribute of a call here: the number of its note
TYPE = "{http://www.idpf.org/2007/ops}type"
NOTE = re.compile(r"\b(?:foot|end|rear)?notes?\b|\bdoc-(?:foot|end)note\b", re.IGNORECASE)
CALLS = re.compile(
    r"\b(?:noteref|doc-noteref|footnote-(?:ref|anchor)|note-call|fnref)\b", re.IGNORECASE
)
MARK = re.compile(r"\W{0,4}\w{0,3}\W{0,4}")  # what a call shows: “1”, “[12]”, “*”
BLOCKS = frozenset({"li", "aside", "div", "p", "section", "dd", "td"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hr"})


def gathered(root: html.HtmlElement) -> list[html.HtmlElement]:
    """The notes of a text in the order of their calls, taken out of it.

    Each call has the attribute CALL with the number of its note; links back are gone.
    """
    if not any(each.get("href", "").startswith("#") for each in root.iter("a")):
        return []
    places = {each.get("id") or each.get("name"): each for each in root.iter() if
              isinstance(each.tag, str) and (each.get("id") or each.get("name"))}  # fmt: skip
    numbers: dict[html.HtmlElement, int] = {}
    for call in list(root.iter("a")):
        above, href = call.getparent(), call.get("href", "")
        place = places.get(href[1:]) if href.startswith("#") else None
        block = block_of(place, root) if place is not None else None
        if block is None or above is None or block in call.iterancestors():
            continue
        names = {each.get("id") or each.get("name") for each in (call, above)} - {None}
        back = [a for a in block.iter("a") if a.get("href", "")[1:] in names and a.get("href")]
        if back or _is(CALLS, call) or (_is(NOTE, block) and MARK.fullmatch(call.text_content())):
            _called(call, numbers.setdefault(block, len(numbers) + 1))
            for link in back:
                _take_away(link)
    found = [_detached(block, root) for block in numbers]
    while found and _is_heading_of_notes(root):
        root[-1].drop_tree()
    return found


def _is_heading_of_notes(root: html.HtmlElement) -> bool:
    """Whether a text ends with what stood above its notes: a rule, or “Notes”."""
    last = root[-1] if len(root) else None
    if last is None or (last.tail or "").strip():
        return False
    return last.tag == "hr" or (last.tag in HEADINGS and bool(NOTE.fullmatch(last.text_content())))


def block_of(place: html.HtmlElement, root: html.HtmlElement) -> html.HtmlElement | None:
    """The block that a note is; the text itself is none."""
    within = [each for each in (place, *place.iterancestors()) if each is not root]
    marked = (each for each in within if each.tag in BLOCKS and _is(NOTE, each))
    return next(marked, next((each for each in within if each.tag in BLOCKS), None))


def is_note(element: html.HtmlElement) -> bool:
    """Whether an element is marked as a note, or as notes."""
    return _is(NOTE, element)


def is_call(link: html.HtmlElement) -> bool:
    """Whether a link may be the call of a note: marked as one, or as short as one."""
    return _is(CALLS, link) or MARK.fullmatch(link.text_content()) is not None


def _is(kind: re.Pattern[str], element: html.HtmlElement) -> bool:
    marks = (element.get(name) or "" for name in ("class", "role", "epub:type", TYPE))
    return any(kind.search(each) for each in marks)


def _called(call: html.HtmlElement, number: int) -> None:
    """Marks a call; a <sup> around it alone is a part of it."""
    call.set(CALL, str(number))
    above = call.getparent()
    if (
        above is not None
        and above.tag == "sup"
        and len(above) == 1
        and not (call.tail or "").strip()
    ):
        above.tag = "span"


def _take_away(link: html.HtmlElement) -> None:
    """Takes out a link back, and the brackets and <sup> that hold nothing else."""
    above = link.getparent()
    link.drop_tree()
    while (
        above is not None
        and above.tag in {"sup", "span", "b"}
        and not above.text_content().strip(" []().\xa0")
    ):
        link, above = above, above.getparent()
        link.drop_tree()


def _detached(block: html.HtmlElement, root: html.HtmlElement) -> html.HtmlElement:
    """A note without its place, and without the list and the heading that only notes were in."""
    above = block.getparent()
    tail, block.tail = block.tail, None
    if above is not None:
        if (tail or "").strip():
            before = block.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + (tail or "")
            else:
                above.text = (above.text or "") + (tail or "")
        above.remove(block)
        for each in list(_empty(above, root)):
            each.drop_tree()
    if block.tag in {"li", "dd", "td"}:
        block.tag = "div"
    return block


def _empty(element: html.HtmlElement, root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The outermost element around a place in which nothing but headings is left."""
    outer = None
    while element is not None and element is not root:
        headings = sum(len(each.text_content().strip()) for each in element.iter(*HEADINGS))
        pictures = element.find(".//img") is not None
        if pictures or len(element.text_content().strip()) > headings:
            break
        outer, element = element, element.getparent()
    if outer is not None:
        yield outer
