"""Pages that Google Docs writes (File → Download → Web page): what they have in ways of their own.

Emphasis is in classes; an inner list follows the list that it belongs to, with its level at the
end of its class (“lst-kix_a1b2-1”); a page's end is a hidden line across; notes and comments are
boxes at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from lxml import html as pages

from anthology.load.formats import styled
from anthology.load.formats.documents.model import Remark, in_words

REDIRECT = "https://www.google.com/url?"
BACK = "↩"  # the sign of a link back, which is no word
LEVEL = re.compile(r"\blst-kix_\w+-(\d)\b")
LISTS = ("ul", "ol")
SIGN = re.compile(
    r"lst-kix|themes\.googleusercontent\.com|docs-internal-guid|<body class=\"[^\"]*\bdoc-content\b"
)


def is_document(text: str) -> bool:
    """Whether Google Docs wrote a page."""
    return SIGN.search(text) is not None


def plain(root: pages.HtmlElement) -> tuple[Remark, ...]:
    """Makes a page like any other, in place; the comments in it, which are taken away."""
    styled.inlined(root)
    for element in list(root.iter(*styled.STYLED)):
        styled.marked(element)
        if element.tag in styled.STYLED:  # of colours and faces
            element.drop_tag()
    for link in root.iter("a"):
        address = link.get("href") or ""
        if address.startswith(REDIRECT):
            link.set("href", parse_qs(urlsplit(address).query).get("q", [""])[0])
    for line in [each for each in root.iter("hr") if "page-break" in (each.get("style") or "")]:
        line.drop_tree()
    _name_title(root)
    _nest_lists(root)
    comments = tuple(_comments(root))
    _list_notes(root)
    return comments


def _name_title(root: pages.HtmlElement) -> None:
    """Marks the title and the subtitle, which are paragraphs of a class."""
    for name, tag in (("title", "h1"), ("subtitle", "p")):
        found = (each for each in root.iter("p") if name in (each.get("class") or "").split())
        if (first := next(found, None)) is not None:
            first.tag = tag
            first.set("data-kind", name)


def _nest_lists(root: pages.HtmlElement) -> None:
    """Puts each list that continues or belongs to the one right before it into that."""
    for listed in list(root.iter(*LISTS)):
        before, level = listed.getprevious(), _level(listed)
        if level is None or before is None or (before.tail or "").strip():
            continue
        above = _level(before)
        if above is not None and above <= level:
            _join(listed, level, before)


def _join(listed: pages.HtmlElement, level: int, outer: pages.HtmlElement) -> None:
    """Puts a list into the innermost one that it may belong to: its items, or itself as a list."""
    *_, inner = (each for each in _ending(outer) if (_level(each) or 0) <= level)
    if not len(inner):
        return
    if _level(inner) != level:
        inner[-1].append(listed)
    elif inner.tag == listed.tag and "start" not in (listed.get("class") or "").split():
        inner.extend(list(listed))
        listed.drop_tree()
    elif inner is not outer:
        inner.addnext(listed)


def _ending(outer: pages.HtmlElement) -> Iterator[pages.HtmlElement]:
    """A list, and each inner one with which it ends, from the outermost."""
    yield outer
    last = outer[-1][-1] if len(outer) and len(outer[-1]) else None
    if last is not None and _level(last) is not None:
        yield from _ending(last)


def _level(element: pages.HtmlElement) -> int | None:
    match = LEVEL.search(element.get("class") or "") if element.tag in LISTS else None
    return int(match[1]) if match else None


def _comments(root: pages.HtmlElement) -> Iterator[Remark]:
    """Each comment with its place; its mark in the text goes with it."""
    within: dict[str, pages.HtmlElement] = {}
    for link in [each for each in root.iter("a") if (each.get("id") or "").startswith("cmnt")]:
        if (link.get("id") or "").startswith("cmnt_ref"):
            within |= {(link.get("href") or "")[1:]: each for each in link.iterancestors("p")}
            _without(link)
            continue
        block = next(link.iterancestors("div"), None)
        link.drop_tree()
        if block is not None and block.getparent() is not None:
            words = " ".join(block.text_content().split())
            paragraph = within.get(link.get("id") or "")
            yield Remark("comment", "", words, _place(paragraph, root))
            block.drop_tree()


def _place(paragraph: pages.HtmlElement | None, root: pages.HtmlElement) -> str:
    numbers = (n for n, each in enumerate(root.iter("p"), 1) if each is paragraph)
    number = next(numbers, 0)
    if paragraph is None or not number:
        return "the document"
    return in_words(number, paragraph.text_content())


def _without(link: pages.HtmlElement) -> None:
    above = link.getparent()
    link.drop_tree()
    if above is not None and above.tag == "sup" and not above.text_content().strip():
        above.drop_tree()


def _list_notes(root: pages.HtmlElement) -> None:
    """Footnotes, which are boxes at the end, as a list whose items calls lead to."""
    marks = [each for each in root.iter("a") if _is_of_note(each)]
    boxes = [box for each in marks if (box := next(each.iterancestors("div"), None)) is not None]
    if not boxes or any(box.getparent() is not boxes[0].getparent() for box in boxes):
        return
    listed = pages.Element("ol")
    boxes[0].addprevious(listed)
    for box, mark in zip(boxes, marks, strict=False):
        box.tag = "li"
        box.set("id", mark.attrib.pop("id"))
        mark.text = BACK
        after = mark.getnext()
        if after is not None and after.text:
            after.text = after.text.lstrip()
        mark.tail = (mark.tail or "").lstrip()
        listed.append(box)
    rule = listed.getprevious()
    if rule is not None and rule.tag == "hr":
        rule.drop_tree()


def _is_of_note(link: pages.HtmlElement) -> bool:
    name = link.get("id") or ""
    return name.startswith("ftnt") and not name.startswith("ftnt_ref")
