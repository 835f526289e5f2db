"""A Word file put in order for mammoth: what styles say is said by each paragraph and run.

Mammoth knows neither styles that are based on others nor languages, directions or hidden text.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from anthology.load.formats.documents.package import Element
from anthology.load.formats.documents.word import objects
from anthology.load.formats.documents.word.numbers import Numbers, numbers
from anthology.load.formats.documents.word.parts import Parts, W, child, children, value, whole
from anthology.load.formats.documents.word.styles import Look, Styles, is_on, look, styles

MARK = "anthology:"  # before what a bookmark says of its paragraph
PLAIN = frozenset({"", "verse", "author", "date", "signature", "dateline", "epigraph"})
ALIGNED = {"center": "center", "right": "right", "end": "right"}
LARGER = 1.15  # times the size of most letters
FIRST = 5  # paragraphs
INDENTED = 360  # twentieths of a point at both sides make a quotation, a quarter of an inch
SHOWN = ("b", "i", "smallCaps", "strike")


@dataclass
class Normal:
    """What was found while the text was put in order."""

    languages: Counter[str] = field(default_factory=Counter)  # letters of each
    sizes: Counter[int] = field(default_factory=Counter)  # letters of each size
    run_styles: dict[str, dict[str, str]] = field(default_factory=dict)  # name -> attributes
    usual_language: str = ""  # of what has no mark
    hidden: list[str] = field(default_factory=list)  # words

    @property
    def language(self) -> str:
        """The language that most of the letters are marked with; "" where most have no mark."""
        language, letters = max(self.languages.items(), key=lambda each: each[1], default=("", 0))
        return language if 2 * letters > self.languages.total() else ""


def normalised(parts: Parts) -> Normal:
    """Puts the trees in order, in place."""
    known = styles(parts.styles)
    found = Normal(usual_language=known.language)
    looks: dict[Element, Look] = {}
    for tree in parts.trees.values():
        objects.arranged(tree)
        for run in tree.iter(W + "r"):
            looks[run] = look(child(run, "rPr"), _style(_paragraph(run), known), known)
    _hide(looks, found)
    for run, own in looks.items():
        letters = sum(len(str(t.text or "")) for t in run.iter(W + "t"))
        found.languages[own.language] += letters
        found.sizes[own.half_points] += letters
    for run, own in looks.items():
        _run(run, own, known, found)
    count = numbers(parts.numbering)
    _keep_empty(parts.text)
    for tree in parts.trees.values():
        for paragraph in list(tree.iter(W + "p")):
            _set(paragraph, known, count, found, looks)
    return found


def _keep_empty(tree: Element) -> None:
    """Marks the empty ones among the first paragraphs, which set a title off."""
    for body in children(tree, "body"):
        for paragraph in list(children(body, "p"))[:FIRST]:
            if next(paragraph.iter(W + "t", W + "drawing", W + "pict"), None) is None:
                name = MARK + json.dumps({"kind": "empty"})
                bookmark = etree.SubElement(paragraph, W + "bookmarkStart")
                bookmark.attrib.update({W + "name": name, W + "id": "0"})


def _paragraph(run: Element) -> Element | None:
    return next(run.iterancestors(W + "p"), None)


def _style(paragraph: Element | None, known: Styles) -> str:
    return value(child(child(paragraph, "pPr"), "pStyle")) or known.paragraph


def _hide(looks: dict[Element, Look], found: Normal) -> None:
    """Takes hidden text out."""
    for run in [run for run, own in looks.items() if "vanish" in own.toggles]:
        found.hidden.append("".join(str(t.text or "") for t in run.iter(W + "t")))
        above = run.getparent()
        if above is not None:
            above.remove(run)
        del looks[run]


def _run(run: Element, own: Look, known: Styles, found: Normal) -> None:
    """Says with direct properties how a run differs from what its paragraph is anyhow."""
    style = value(child(child(run, "rPr"), "rStyle"))
    if style in {objects.BASE, objects.READING}:
        return
    properties = etree.Element(W + "rPr")
    for name in _marks(run, own, known):
        etree.SubElement(properties, W + name)
    if own.underlined and not any(True for _ in run.iterancestors(W + "hyperlink")):
        etree.SubElement(properties, W + "u").set(W + "val", "single")
    if own.vertical in {"superscript", "subscript"} and not _is_call(run):
        etree.SubElement(properties, W + "vertAlign").set(W + "val", own.vertical)
    if attributes := _attributes(own, found):
        name = "-".join(["x", *attributes.values()]).lower()
        found.run_styles[name] = attributes
        etree.SubElement(properties, W + "rStyle").set(W + "val", name)
    for old in list(children(run, "rPr")):
        run.remove(old)
    run.insert(0, properties)


def _is_call(run: Element) -> bool:
    return any(True for _ in children(run, "footnoteReference", "endnoteReference"))


def _marks(run: Element, own: Look, known: Styles) -> Iterator[str]:
    """The emphasis of a run; in a heading or a quotation, what its style does not have."""
    paragraph = _style(_paragraph(run), known)
    usual: set[str] = set()
    if known.kind(paragraph) not in PLAIN:
        for name in SHOWN:
            set_by_style = known.run_property(paragraph, name)
            if set_by_style is not None and is_on(value(set_by_style)):
                usual.add(name)
    yield from (name for name in SHOWN if (name in own.toggles) != (name in usual))


def _attributes(own: Look, found: Normal) -> dict[str, str]:
    if own.code:
        return {"": "code"}
    attributes = {}
    base = (found.language or found.usual_language).split("-")[0]
    if own.language and own.language.split("-")[0] != base:
        attributes["lang"] = own.language
    if own.rtl:
        attributes["dir"] = "rtl"
    return attributes


def _set(
    paragraph: Element, known: Styles, count: Numbers, found: Normal, looks: dict[Element, Look]
) -> None:
    """Says of a paragraph what it is: by one of our styles, and by a bookmark."""
    properties = child(paragraph, "pPr")
    style = _style(paragraph, known)
    kind = _kind(properties, style, known)
    mark: dict[str, Any] = {"kind": kind} if not kind.startswith("heading") else {}
    aligned = _property(properties, style, "jc", known)
    if value(aligned) in ALIGNED:
        mark["align"] = ALIGNED[value(aligned)]
    bidi = _property(properties, style, "bidi", known)
    if bidi is not None and is_on(value(bidi)):
        mark = {**mark, "dir": "rtl", "align": ""}
    if _is_large(paragraph, found, looks):
        mark["large"] = True
    fresh = etree.Element(W + "pPr")
    numbered = _property(properties, style, "numPr", known)
    if kind.startswith("heading"):
        etree.SubElement(fresh, W + "pStyle").set(W + "val", kind)
    _number(paragraph, fresh, numbered, style, (kind, mark, count, known))
    if properties is not None:
        paragraph.remove(properties)
    paragraph.insert(0, fresh)
    if mark := {key: value for key, value in mark.items() if value}:
        name = MARK + json.dumps(mark)
        bookmark = etree.Element(W + "bookmarkStart", {W + "name": name, W + "id": "0"})
        paragraph.insert(1, bookmark)


def _number(
    paragraph: Element,
    fresh: Element,
    numbered: Element | None,
    style: str,
    about: tuple[str, dict[str, Any], Numbers, Styles],
) -> None:
    """The list that a paragraph is an item of, and the number that it shows."""
    kind, mark, count, known = about
    name = value(child(numbered, "numId"))
    if not name or name == "0":
        return
    depth = whole(value(child(numbered, "ilvl")))
    if child(numbered, "ilvl") is None:
        outline = known.paragraph_property(style, "outlineLvl")
        depth = whole(value(outline)) if kind.startswith("heading") else 0
    number = count.next(name, depth)
    if count.form(name, depth) == "none":
        return
    if kind.startswith("heading"):
        if number and number.label:
            objects.add_text(paragraph, f"{number.label} ")
        return
    listed = etree.SubElement(fresh, W + "numPr")
    etree.SubElement(listed, W + "ilvl").set(W + "val", str(min(depth, 4)))
    etree.SubElement(listed, W + "numId").set(W + "val", name)
    if number:
        mark |= {"number": number.value, "form": number.form}


def _kind(properties: Element | None, style: str, known: Styles) -> str:
    """What a paragraph is by its style, its level in the outline, its borders or its indents."""
    if kind := known.kind(style):
        return kind
    outline = _property(properties, style, "outlineLvl", known)
    if outline is not None and (level := whole(value(outline), 9)) < 6:
        return f"heading-{level + 1}"
    if child(child(properties, "pBdr"), "bottom") is not None:
        return "rule"
    indent = _property(properties, style, "ind", known)
    left = whole(value(indent, "left") or value(indent, "start"))
    right = whole(value(indent, "right") or value(indent, "end"))
    if min(left, right) >= INDENTED:
        return "quote"
    lines = whole(value(indent, "firstLine")) or whole(value(indent, "hanging"))
    is_item = _property(properties, style, "numPr", known) is not None
    return "indented" if left >= INDENTED and not lines and not is_item else ""


def _property(properties: Element | None, style: str, key: str, known: Styles) -> Element | None:
    direct = child(properties, key)
    return direct if direct is not None else known.paragraph_property(style, key)


def _is_large(paragraph: Element, found: Normal, looks: dict[Element, Look]) -> bool:
    usual = max(found.sizes.items(), key=lambda each: each[1], default=(0, 0))[0]
    own = {looks[run].half_points for run in paragraph.iter(W + "r")
           if run in looks and any(True for _ in run.iter(W + "t"))}  # fmt: skip
    usual = usual or 22  # half-points, as Word has it where nothing is said
    return bool(own) and all(size > LARGER * usual for size in own)
