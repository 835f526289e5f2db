"""SVG from manuscripts: reduced to shapes and text that refer to nothing outside the drawing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from anthology.config import LimitsTable
from anthology.report import Place, Problem, Refused, error, warning

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
XML = "{http://www.w3.org/XML/1998/namespace}"
LARGEST = 10_000  # px of a drawing's side: above it only the proportions are kept
_DOCTYPE = re.compile(r"<!DOCTYPE\s+svg(?:\s+(?:PUBLIC|SYSTEM)(?:\s+\"[^\"]*\"){1,2})?\s*>")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)['\"]?\s*\)", re.IGNORECASE)
_REACHING = re.compile(r"url|@|\\|script|expression|binding|/\*", re.IGNORECASE)
_LENGTH = re.compile(r"\s*(\d{1,12}(?:\.\d+)?)\s*(px|pt|in|cm|mm|pc)?\s*")
_PX = {"px": 1.0, "pt": 4 / 3, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "pc": 16.0, "": 1.0}


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


ELEMENTS = _names(
    "circle clipPath defs desc ellipse g line linearGradient marker mask path pattern polygon "
    "polyline radialGradient rect stop style svg symbol text textPath title tspan use"
)
ATTRIBUTES = _names(
    "alignment-baseline baseline-shift class clip-path clip-rule clipPathUnits color cx cy d "
    "direction display dominant-baseline dx dy fill fill-opacity fill-rule font-family font-size "
    "font-stretch font-style font-variant font-weight fr fx fy gradientTransform gradientUnits "
    "height id lang lengthAdjust letter-spacing marker-end marker-mid marker-start markerHeight "
    "markerUnits markerWidth mask maskContentUnits maskUnits mask-type offset opacity orient "
    "overflow paint-order pathLength patternContentUnits patternTransform patternUnits points "
    "preserveAspectRatio r refX refY role rotate rx ry shape-rendering spreadMethod startOffset "
    "stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style text-anchor "
    "text-decoration textLength transform vector-effect version viewBox visibility width "
    "word-spacing writing-mode x x1 x2 y y1 y2"
)


@dataclass(frozen=True)
class Drawing:
    """A clean SVG, its size in px and what was left out."""

    svg: bytes
    width: int
    height: int
    problems: tuple[Problem, ...] = ()


def drawing(data: bytes, src: str, place: Place, limits: LimitsTable) -> Drawing:
    """The drawing, clean. Raises Refused where it is not safe or not whole."""
    root = _parsed(data, src, place, limits)
    _refuse_depth(root, src, place, limits)
    dropped = dict.fromkeys(_cleaned(root))
    _refuse_expansion(root, src, place, limits)
    width, height = _size(root)
    problems = tuple(
        warning(place, f"{what} in the drawing {src} was left out") for what in dropped
    )
    etree.cleanup_namespaces(root)
    return Drawing(etree.tostring(root, encoding="utf-8"), width, height, problems)


def _parsed(data: bytes, src: str, place: Place, limits: LimitsTable) -> etree._Element:
    """The root element; entities and document types are refused before a parser sees them."""
    if len(data) > limits.manuscript_mb * 1_000_000:
        raise Refused(
            error(
                place,
                f"the drawing {src} is larger than {limits.manuscript_mb:g} MB",
                "[limits] manuscript_mb in anthology.toml allows more.",
            )
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(error(place, f"the drawing {src} is not UTF-8")) from None
    text = _DOCTYPE.sub("", _DECLARATION.sub("", text, count=1), count=1)
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        message = f"the drawing {src} defines entities, which are not allowed"
        raise Refused(error(place, message, "Save it as plain SVG."))
    return _root(text, src, place)


def _root(text: str, src: str, place: Place) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as fault:
        message = f"the drawing {src} is not well-formed: {fault.msg}"
        raise Refused(error(place, message, "Save it again.")) from None
    if root.tag != SVG + "svg":
        raise Refused(error(place, f"the drawing {src} is not SVG"))
    return root


def _refuse_depth(root: etree._Element, src: str, place: Place, limits: LimitsTable) -> None:
    level = [root]
    for _ in range(limits.nesting):
        level = [child for element in level for child in element]
    if level:
        raise Refused(
            error(
                place,
                f"the drawing {src} is nested more than {limits.nesting} deep",
                "[limits] nesting in anthology.toml allows more.",
            )
        )


def _cleaned(root: etree._Element) -> Iterator[str]:
    """Takes out what is not on the lists; names what that was, if it would be missed."""
    ids = {element.get("id") for element in root.iter()}
    for element in list(root.iter()):
        name = str(element.tag)
        if name.removeprefix(SVG) not in ELEMENTS or not name.startswith(SVG):
            if name.startswith(SVG) and name != SVG + "metadata":
                yield f"<{name.removeprefix(SVG)}>"
            _remove(element)
        elif name == SVG + "style" and _reaches(element.text or ""):
            yield "a style sheet that reaches outside"
            _remove(element)
        else:
            yield from _attributes(element, ids)


def _attributes(element: etree._Element, ids: set[str | None]) -> Iterator[str]:
    for key, value in list(element.attrib.items()):
        name, text = str(key), str(value)
        if name in {"href", XLINK + "href"}:
            del element.attrib[name]
            if text.startswith("#") and text[1:] in ids:
                element.set(XLINK + "href", text)
            elif not text.startswith("#"):
                yield f"the reference to {text[:60]}"
        elif name in ATTRIBUTES and not _reaches(text):
            continue
        elif name != XML + "space":
            del element.attrib[name]
            if name in ATTRIBUTES or name.startswith("on"):
                yield f"the attribute {name}"


def _reaches(css: str) -> bool:
    """Whether a style or an attribute refers to anything outside the drawing."""
    return bool(_REACHING.search(_REFERENCE.sub("", css)))


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _refuse_expansion(root: etree._Element, src: str, place: Place, limits: LimitsTable) -> None:
    """Counts what would be drawn with every reference followed. Raises Refused."""
    count = _Expansion(root, limits.drawing_elements).count(root)
    if count > limits.drawing_elements:
        raise Refused(
            error(
                place,
                f"the drawing {src} draws more than {limits.drawing_elements} elements, "
                "or refers to itself",
                "[limits] drawing_elements in anthology.toml allows more.",
            )
        )


class _Expansion:
    """How many elements a subtree draws, those it refers to included; a loop is too many."""

    def __init__(self, root: etree._Element, most: int) -> None:
        self._targets = {element.get("id"): element for element in root.iter() if element.get("id")}
        self._most = most
        self._known: dict[etree._Element, int] = {}
        self._open: set[etree._Element] = set()

    def count(self, element: etree._Element) -> int:
        if element in self._open or len(self._open) > 200:
            return self._most + 1
        if element not in self._known:
            self._open.add(element)
            children = [*element, *self._referred(element)]
            total = 1
            for other in children:
                total += self.count(other)
                if total > self._most:
                    break
            self._known[element] = total
            self._open.discard(element)
        return self._known[element]

    def _referred(self, element: etree._Element) -> Iterator[etree._Element]:
        names = [str(element.get(XLINK + "href", ""))[1:]]
        for value in element.attrib.values():
            names += _REFERENCE.findall(str(value))
        for name in names:
            if name in self._targets:
                yield self._targets[name]


def _size(root: etree._Element) -> tuple[int, int]:
    """Width and height in px, from the attributes or else from the view box; 300 × 150 if none."""
    given = [_px(root.get(name, "")) for name in ("width", "height")]
    if all(1 <= side <= LARGEST for side in given):
        return round(given[0]), round(given[1])
    for name in ("width", "height"):
        root.attrib.pop(name, "")
    numbers = re.findall(r"-?\d{1,9}(?:\.\d+)?", root.get("viewBox", ""))
    width, height = (float(n) for n in numbers[2:4]) if len(numbers) == 4 else (300.0, 150.0)
    if not (width > 0 and height > 0):
        width, height = 300.0, 150.0
    scale = min(1.0, LARGEST / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _px(length: str) -> float:
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _PX[match[2] or ""] if match else 0.0
