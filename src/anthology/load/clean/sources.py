"""Where a quotation is from: a <cite> alone in its paragraph, or the quotation's footer.

A <cite> inside a sentence is the title of a work and stays there.
"""

from __future__ import annotations

from lxml import etree

Element = etree._Element  # noqa: SLF001  lxml's stubs have no public name for it

SOURCE = "source"
_QUOTATIONS = frozenset({"blockquote", "figure"})
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
            classes = holder.get("class", "").split()
            if SOURCE not in classes:
                holder.set("class", " ".join([*classes, SOURCE]))


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
