"""Where a quotation is from: a <cite> alone in its paragraph, its footer, or its last line.

A <cite> inside a sentence is the title of a work and stays there. A last line names a source if it
begins with a dash and is no sentence: in talk, lines begin with dashes, too.
"""

from __future__ import annotations

import re

from lxml import etree

Element = etree._Element  # noqa: SLF001  lxml's stubs have no public name for it

SOURCE = "source"
_QUOTATIONS = frozenset({"blockquote", "figure"})
_DASH = re.compile(r"\s*(?:[\u2013\u2014\u2015]|--)")
_SENTENCE = re.compile(r"[^\d\s][.!?\u2026][\"'\u2019\u201d\u00bb)]*\s*\Z")
_LONGEST = 150  # letters of a last line
_MARKS = " \t\n\u00a0\u2002\u2003-\u2010\u2013\u2014\u2015~.,;()[]"  # may stand around a <cite>


def is_footer(element: Element) -> bool:
    """Whether an element is the footer of a quotation."""
    if element.tag != "footer":
        return False
    return any(above.tag in _QUOTATIONS for above in element.iterancestors())


def marked(root: Element) -> None:
    """Gives the lines with the sources of quotations their class, in place."""
    for cite in list(root.iter("cite")):
        holder = cite.getparent()
        if holder is None or not _quoted(cite):
            continue
        if holder.tag == "blockquote" and _alone_between_blocks(cite):
            holder = _in_paragraph(cite)
        if holder.tag in {"p", "div"} and _alone(cite, holder):
            _mark(holder)
    for quotation in root.iter("blockquote"):
        if _ends_with_a_source(quotation):
            _mark(quotation[-1])


def _mark(holder: Element) -> None:
    classes = holder.get("class", "").split()
    if SOURCE not in classes:
        holder.set("class", " ".join([*classes, SOURCE]))


def _ends_with_a_source(quotation: Element) -> bool:
    if len(quotation) < 2 or quotation[-1].tag != "p" or quotation[-1].get("class"):
        return False
    *before, last = ("".join(map(str, block.itertext())) for block in quotation)
    dashes = [bool(_DASH.match(text)) for text in (*before, last)]
    is_line = len(last) <= _LONGEST and not _SENTENCE.search(last)
    return is_line and dashes[-1] and not any(dashes[:-1])


def _quoted(cite: Element) -> bool:
    return any(above.tag == "blockquote" for above in cite.iterancestors())


def _alone(cite: Element, holder: Element) -> bool:
    """Whether the <cite> is all that stands in the paragraph, but for a dash or brackets."""
    others = [child for child in holder if child is not cite and child.tag != "br"]
    texts = (holder.text or "", *(child.tail or "" for child in holder))
    return not others and not any(text.strip(_MARKS) for text in texts)


def _alone_between_blocks(cite: Element) -> bool:
    before = cite.getprevious()
    text = before.tail if before is not None else None
    if before is None or before.tag not in {"p", "div", "ul", "ol", "blockquote", "pre"}:
        return False
    after = cite.getnext()
    clear = after is None or after.tag in {"p", "div", "footer"}
    return clear and not (text or "").strip(_MARKS) and not (cite.tail or "").strip(_MARKS)


def _in_paragraph(cite: Element) -> Element:
    """A paragraph around the <cite>, with the dash before it."""
    paragraph, before = etree.Element("p"), cite.getprevious()
    cite.addprevious(paragraph)
    if before is not None:
        paragraph.text, before.tail = (before.tail or "").lstrip(), "\n"
    paragraph.append(cite)
    return paragraph
