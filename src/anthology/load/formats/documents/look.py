"""The structure of a document's page by the look of its paragraphs: headings, quotations, verse.

A style says what a paragraph is; where none does, a short line in bold or in larger letters is a
heading, and stars alone are a line across the page. Nothing is made of a doubtful look.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby

from lxml import etree

from anthology.load.formats.documents.package import Element
from anthology.text.list_numbers import ZEROS

CLOSING = ".,;:…\"”»’')]"
HEADING_WORDS, HEADING_LETTERS = 12, 80
RULE = re.compile(r"\s*(?:[*_=~⁂#•◦–—-]\s*){1,9}$")
LETTER = re.compile(r"[^\W\d_]")
VERSE_LINES, VERSE_LETTERS = 3, 60
FORMS = {"lowerLetter": "lower-alpha", "upperLetter": "upper-alpha", "lowerRoman": "lower-roman",
         "upperRoman": "upper-roman", "hindiNumbers": "devanagari", "thaiNumbers": "thai",
         } | {name: name for name in ZEROS}  # fmt: skip
OURS = ("data-kind", "data-large", "data-number", "data-form")
CLASSES = {"verse": "verse", "epigraph": "epigraph", "signature": "signature",
           "dateline": "dateline", "source": "source"}  # fmt: skip
BLOCKS = frozenset({"p", "td", "th", "tr", "li"})
BOLD = frozenset({"strong", "b"})


def structured(body: Element) -> None:
    """Gives the blocks of a page their elements, in place."""
    _numbered(body)
    _tight(body)
    _headings(body)
    _grouped(body, "quote", _quotation)
    indented = _of_kind(body, "indented")
    if 2 * len(indented) < len(body):
        _grouped(body, "indented", _quotation)
    _grouped(body, "code", _code)
    _verse(body)
    _rules(body)
    for block in body.iter("p"):
        name = CLASSES.get(str(block.get("data-kind", "")))
        if name:
            block.set("class", name)
    for block in list(body.iter("p", "h1", "h2", "h3", "h4", "h5", "h6")):
        if is_empty(block) and block.getparent() is body:
            remove(block)
    for element in body.iter():
        for name in OURS:
            element.attrib.pop(name, "")


def is_empty(block: Element) -> bool:
    """Whether a block has neither words nor pictures."""
    return not text(block).strip() and next(block.iter("img", "table", "hr"), None) is None


def text(element: Element) -> str:
    """The words of an element, its line breaks and the ends of blocks in it as such."""
    parts = [str(element.text or "")]
    for child in element:
        parts += ["\n" if child.tag == "br" else text(child), str(child.tail or "")]
        parts += ["\n"] if child.tag in BLOCKS else []
    return "".join(parts)


def is_rule(block: Element) -> bool:
    """Whether a block is a line across: stars and the like, or an empty paragraph with a border."""
    words = text(block)
    if block.get("data-kind") == "rule" and is_empty(block):
        return True
    signs = bool(words.strip()) and RULE.match(words) is not None and len(words.split()) < 10
    return block.tag == "hr" or (block.tag == "p" and signs)


def may_be_title(block: Element) -> bool:
    """Whether a block is a heading, or a short line that no sentence ends."""
    words = text(block).strip()
    short = 0 < len(words) <= HEADING_LETTERS and len(words.split()) <= HEADING_WORDS
    if not short or "\n" in words or not LETTER.search(words):
        return False
    return block.tag in {"h1", "h2"} or (block.tag == "p" and words[-1] not in ".,;:…")


def stands_out(block: Element) -> bool:
    """Whether a paragraph is a short line in bold or in larger letters that no sentence ends."""
    words = text(block).strip()
    if block.tag != "p" or not words or "\n" in words or len(words) > HEADING_LETTERS:
        return False
    if words[-1] in CLOSING or len(words.split()) > HEADING_WORDS or not LETTER.search(words):
        return False
    return bool(block.get("data-large")) or all_bold(block)


def all_bold(block: Element) -> bool:
    """Whether each word of a block is in bold."""
    bold = "".join(text(each) for each in block.iter(*BOLD)
                   if not any(up.tag in BOLD for up in each.iterancestors()))  # fmt: skip
    return bold.split() == text(block).split() and bool(bold.strip())


def _headings(body: Element) -> None:
    blocks = [each for each in body if not is_empty(each)]
    found = [each for each in blocks if stands_out(each) and not each.get("data-kind")]
    if 2 * len(found) > len(blocks):
        return  # a document all in bold
    sizes = {bool(each.get("data-large")) for each in found}
    for block in found:
        if block.getnext() is None and block is blocks[-1]:
            continue  # a last line is a signature
        block.tag = "h3" if len(sizes) > 1 and not block.get("data-large") else "h2"
        etree.strip_tags(block, *BOLD)
        block.attrib.pop("style", "")


def _of_kind(body: Element, kind: str) -> list[Element]:
    return [each for each in body if each.get("data-kind") == kind]


def _grouped(body: Element, kind: str, make: Callable[[list[Element]], Element]) -> None:
    """Replaces each run of paragraphs of a kind by what `make` makes of them."""
    for is_kind, found in groupby(list(body), lambda each: each.get("data-kind") == kind):
        run = list(found)
        if is_kind:
            before = etree.Element("p")
            run[0].addprevious(before)
            whole = make([each for each in run if not is_empty(each)])
            body.replace(before, whole)
            for each in run:
                if each.getparent() is body:
                    body.remove(each)


def _quotation(blocks: list[Element]) -> Element:
    quotation = etree.Element("blockquote")
    for block in blocks:
        block.attrib.pop("style", "")
        quotation.append(block)
    return quotation


def _code(blocks: list[Element]) -> Element:
    code = etree.Element("pre")
    code.text = "\n".join(text(block) for block in blocks) + "\n"
    return code


def _verse(body: Element) -> None:
    """Stanzas: paragraphs of the style, joined; or short lines with breaks between them."""
    _joined_lines(body)
    for block in body.iter("p"):
        lines = [line.strip() for line in text(block).strip().split("\n")]
        short = all(line and len(line) <= VERSE_LETTERS for line in lines)
        if not block.get("data-kind") and len(lines) >= VERSE_LINES and short:
            block.set("data-kind", "verse")


def _joined_lines(body: Element) -> None:
    """Consecutive paragraphs of verse, a line each, as one with breaks; an empty one ends it."""

    def kind(block: Element) -> bool:
        return block.get("data-kind") == "verse" and not is_empty(block)

    for is_verse, found in groupby(list(body), kind):
        run = list(found)
        if not is_verse or len(run) < 2 or any("\n" in text(each).strip() for each in run):
            continue
        first = run[0]
        for other in run[1:]:
            line = etree.SubElement(first, "br")
            line.tail = other.text
            first.extend(list(other))
            body.remove(other)


def _rules(body: Element) -> None:
    """Lines of stars and the like, and empty paragraphs with a border, as lines across."""
    for block in body.iter("p"):
        if is_rule(block):
            block.tag = "hr"
            block.text = None
            block[:] = []
            block.attrib.clear()


def _tight(body: Element) -> None:
    """Items and cells of one paragraph hold its words, and no paragraph."""
    for outer in list(body.iter("li", "td", "th")):
        paragraphs = [child for child in outer if child.tag == "p"]
        if len(paragraphs) == 1 and not outer.get("id"):
            paragraph = paragraphs[0]
            for name in ("style", "dir"):
                if paragraph.get(name) and outer.tag != "li":
                    outer.set(name, str(paragraph.get(name)))
            unwrap(paragraph)


def unwrap(element: Element) -> None:
    """Puts what an element holds in its place."""
    element.tag = "unwrapped"
    above = element.getparent()
    if above is not None:
        etree.strip_tags(above, "unwrapped")


def _numbered(body: Element) -> None:
    """Gives lists the form of their numbers, and items those that are not the next."""
    for listed in body.iter("ol"):
        expected = 1
        for item in listed:
            number = item.get("data-number")
            if number is None:
                continue
            if form := FORMS.get(str(item.get("data-form"))):
                listed.set("style", f"list-style-type: {form}")
            if int(number) != expected:
                item.set("value", number)
            expected = int(number) + 1


def remove(element: Element) -> None:
    """Takes an element out with all it holds; the text after it stays."""
    above, before = element.getparent(), element.getprevious()
    if above is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            above.text = (above.text or "") + element.tail
        element.tail = None
    above.remove(element)
