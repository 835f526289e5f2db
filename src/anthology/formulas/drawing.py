"""A formula drawn as outlines (SVG), in black, with its width and its depth below the line."""

from __future__ import annotations

import warnings
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from typing import Any
from xml.etree import ElementTree

SIZE = 24.0  # pixels: an em of the drawing, and the size that ziamath's limits are made for
MARGIN = 1.0  # of these pixels, on each side of the ink
MEASURE = 22.0  # ems: the width of a narrow page's text
INDENT = 2.0  # ems: of the lines after the first
LEADING = 0.35  # ems: between the ink of two lines
BREAKS = frozenset("=<>+±∓−-≈≡≤≥≠∼≃≅∝→⇒⇔←↔⟹⟺∈⊂⊆∪∩∧∨×·⋅")
MOST = 1024  # drawings of a book
SPACES = frozenset(" \u00a0\u2061\u2062\u2063\u2064\u200b")  # drawn as nothing, or as a space


@dataclass(frozen=True)
class Drawing:
    """An SVG; lengths are in ems of the text that it stands in."""

    svg: bytes
    width: float
    depth: float  # of its lower edge below the baseline of its first line
    lines: int = 1


@lru_cache(MOST)
def drawn(mathml: str, words: str) -> Drawing | None:
    """The drawing of a formula, which says `words` of itself; None where it cannot be drawn.

    One that is wider than a measure is broken before its operators.
    """
    root = ElementTree.fromstring(mathml)  # noqa: S314  it is what `mathml.legal` wrote
    try:
        font = _ziamath().zmath.loadedfonts["default"]
        if not all(map(font.glyphindex, set("".join(root.itertext())) - SPACES)):
            return None
        whole = _laid(root)
        lines = _broken(root) if whole.getsize()[0] > MEASURE * SIZE else [whole]
        return _stacked(lines, words)
    except Exception:  # noqa: BLE001  it stumbles in many ways over what it does not know
        return None


def _laid(root: ElementTree.Element) -> Any:
    return _ziamath().Math(deepcopy(root), size=SIZE, margin=MARGIN)  # it changes what it gets


def _broken(root: ElementTree.Element) -> list[Any]:
    """The lines of a formula: each as long as a measure allows, those after the first indented."""
    row = root
    while len(row) == 1 and row[0].tag.endswith(("}mrow", "}mstyle")):
        row = row[0]
    lines, own = list[Any](), list[ElementTree.Element]()
    for piece in _pieces(row):
        wider = [*own, *piece]
        if own and _laid(_row(root, wider)).getsize()[0] > (MEASURE - INDENT * bool(lines)) * SIZE:
            lines.append(_laid(_row(root, own)))
            wider = piece
        own = wider
    return [*lines, _laid(_row(root, own))]


def _pieces(row: ElementTree.Element) -> list[list[ElementTree.Element]]:
    """The row cut before each sign at which mathematicians break a line."""
    pieces: list[list[ElementTree.Element]] = [[]]
    for child in row:
        if (child.text or "") in BREAKS and child.tag.endswith("}mo") and pieces[-1]:
            child.set("form", "infix")  # with the space of an operator, though it begins a line
            pieces.append([])
        pieces[-1].append(child)
    return pieces


def _row(root: ElementTree.Element, children: list[ElementTree.Element]) -> ElementTree.Element:
    whole = ElementTree.Element(root.tag, root.attrib)
    ElementTree.SubElement(whole, root.tag.replace("}math", "}mrow")).extend(children)
    return whole


def _stacked(lines: list[Any], words: str) -> Drawing:
    """Laid out lines below one another, on the baseline of the first."""
    drawing = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "data-tex": words})
    indent = INDENT * SIZE * (len(lines) > 1)
    baseline = right = lower = 0.0
    for number, line in enumerate(lines):
        box = line.node.bbox
        baseline += box.ymax + LEADING * SIZE - lower if number else 0
        left = indent if number else 0
        line.drawon(drawing, left - box.xmin, baseline)
        right = max(right, left + box.xmax - box.xmin)
        lower = box.ymin
    top, bottom = -lines[0].node.bbox.ymax - MARGIN, baseline - lower + MARGIN
    width, height = right + 2 * MARGIN, bottom - top
    drawing.set("width", f"{width:.3f}")
    drawing.set("height", f"{height:.3f}")
    drawing.set("viewBox", f"{-MARGIN:.3f} {top:.3f} {width:.3f} {height:.3f}")
    return Drawing(ElementTree.tostring(drawing), width / SIZE, bottom / SIZE, len(lines))


@cache
def _ziamath() -> Any:
    """The library, set to draw each letter as a path of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of how it looks for its font
        library: Any = import_module("ziamath")  # with its font, which is large
    library.config.svg2 = False
    return library
