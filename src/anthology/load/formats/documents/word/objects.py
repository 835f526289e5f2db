"""What stands in a Word file between words, turned into what mammoth reads: boxes, formulas, ruby.

And linked pictures: their addresses stay, nothing is opened.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from anthology.load.formats.documents.package import Element
from anthology.load.formats.documents.word.parts import (
    MATHS,
    MC,
    RELATIONS,
    Parts,
    R,
    W,
    child,
    children,
)

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VML = "{urn:schemas-microsoft-com:vml}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
LINKED = "linked/picture"  # the names of parts that stand for files that are elsewhere
LINKS = ((DRAWING + "blip", R + "link", R + "embed"), (VML + "imagedata", R + "href", R + "id"))
BASE, READING = "ruby-base", "ruby-reading"  # styles of runs


def arranged(tree: Element) -> None:
    """Text boxes, formulas, ruby and boxes to tick as runs of text, in place."""
    for alternate in list(tree.iter(MC + "AlternateContent")):
        _chosen(alternate)
    for box in list(tree.iter(W + "txbxContent")):
        _boxed(box)
    for formula in list(tree.iter(MATHS + "oMath")):
        _replaced(formula, [_run("".join(_linear(formula)))])
    for ruby in list(tree.iter(W + "ruby")):
        _rubied(ruby)
    for box in list(tree.iter(W14 + "checkbox")):
        _replaced(box, [])  # the sign that it shows is a letter of the text


def linked(parts: Parts) -> dict[str, str]:
    """The addresses of linked pictures by the names of parts that now stand for them."""
    found: dict[str, str] = {}
    for relations in parts.relations.values():
        for relation in relations.iter(RELATIONS + "Relationship"):
            if _is_linked_picture(relation):
                name = f"{LINKED}-{len(found)}"
                found[f"word/{name}"] = str(relation.get("Target", ""))
                relation.set("Target", name)
                del relation.attrib["TargetMode"]
    for tree in parts.trees.values():
        for tag, link, own in LINKS:
            for picture in tree.iter(tag):
                if given := picture.get(own) or picture.get(link):
                    picture.set(own, str(given))
    return found


def _is_linked_picture(relation: Element) -> bool:
    is_picture = str(relation.get("Type", "")).endswith("/image")
    return is_picture and relation.get("TargetMode") == "External"


def _chosen(alternate: Element) -> None:
    """What old programs show, or else what new ones do."""
    fallback, choice = alternate.find(MC + "Fallback"), alternate.find(MC + "Choice")
    taken = fallback if fallback is not None else choice
    _replaced(alternate, list(taken) if taken is not None else [])


def _boxed(box: Element) -> None:
    """A text box of DrawingML as one of VML, which alone is read."""
    drawing = next(box.iterancestors(W + "drawing"), None)
    if drawing is None or next(box.iterancestors(W + "pict"), None) is not None:
        return
    picture = etree.Element(W + "pict")
    shape = etree.SubElement(etree.SubElement(picture, VML + "shape"), VML + "textbox")
    shape.append(box)
    drawing.addnext(picture)


def _linear(formula: Element) -> Iterator[str]:
    """A formula on one line, with its fractions as “a/b”."""
    for each in formula:
        if each.tag == MATHS + "t":
            yield str(each.text or "")
        elif each.tag == MATHS + "den":
            yield "/"
            yield from _linear(each)
        elif each.tag in {MATHS + "sup", MATHS + "sub"}:
            yield "^" if each.tag == MATHS + "sup" else "_"
            yield from _linear(each)
        else:
            yield from _linear(each)


def _rubied(ruby: Element) -> None:
    above = ruby.getparent()
    runs = []
    for name, style in (("rubyBase", BASE), ("rt", READING)):
        words = "".join(str(t.text or "") for part in children(ruby, name)
                        for t in part.iter(W + "t"))  # fmt: skip
        runs.append(_run(words, style))
    if above is not None and above.tag == W + "r":
        _replaced(ruby, [])
        for run in reversed(runs):
            above.addnext(run)
    else:
        _replaced(ruby, runs)


def _run(words: str, style: str = "") -> Element:
    run = etree.Element(W + "r")
    if style:
        properties = etree.SubElement(run, W + "rPr")
        etree.SubElement(properties, W + "rStyle").set(W + "val", style)
    etree.SubElement(run, W + "t").text = words
    return run


def _replaced(element: Element, others: list[Element]) -> None:
    above = element.getparent()
    if above is not None:
        at = above.index(element)
        above[at : at + 1] = others


def add_text(paragraph: Element, words: str) -> None:
    """Puts words before those of a paragraph."""
    properties = child(paragraph, "pPr")
    paragraph.insert(0 if properties is None else 1, _run(words))
