"""MathML (MathML Core, and what of MathML 3 old files have), from TeX or a manuscript's own.

What a formula may hold is decided here: presentation elements, and attributes of layout.
Colours go, since a formula is printed in the ink of the text, and so do links and scripts.
"""

from __future__ import annotations

import re
from html import unescape

from lxml import etree

Element = etree._Element  # noqa: SLF001  lxml's stubs have no public name for it


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


NAMESPACE = "http://www.w3.org/1998/Math/MathML"
TOKENS = _names("mi mn mo ms mtext")
ELEMENTS = TOKENS | _names(
    "math menclose merror mfrac mmultiscripts mover mpadded mphantom mprescripts mroot mrow "
    "mspace msqrt mstyle msub msubsup msup mtable mtd mtr munder munderover none"
)
ATTRIBUTES = _names(
    "accent accentunder columnalign columnlines columnspacing columnspan depth dir display "
    "displaystyle fence form height largeop linethickness lspace mathvariant maxsize minsize "
    "movablelimits notation rowalign rowlines rowspacing rowspan rspace scriptlevel separator "
    "stretchy symmetric voffset width"
)
VALUE = re.compile(r"[\w .%+-]{1,60}")
NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)\w+;")
PREFIX = re.compile(r"(</?)\w+:")
MOST, DEEPEST = 2_000, 40  # elements, and how far inside one another
# Environments and commands that latex2mathml has under other names only.
ALIGNED = re.compile(r"\\(begin|end)\{(?:align|aligned|alignedat|split|eqnarray\*?)\}")
EQUATION = re.compile(r"\\(?:begin|end)\{(?:equation|displaymath|math)\*?\}|\\(?:nonumber|notag)\b")
BINOMIAL = ' minsize="2.047em" maxsize="2.047em"'  # brackets of a display, in a line as well
UPRIGHT = re.compile(r"\\(mathrm|operatorname)\{")


def of_tex(tex: str, *, display: bool) -> str | None:
    """TeX as MathML that is allowed; None where latex2mathml does not know all of it."""
    from latex2mathml.converter import convert  # noqa: PLC0415  of the extra "math"

    known = UPRIGHT.sub(r"\\\1 {", EQUATION.sub("", ALIGNED.sub(r"\\\1{align*}", tex)))
    try:
        found = convert(known, display="block" if display else "inline")
    except Exception:  # noqa: BLE001  it has a dozen of its own, and stumbles in other ways
        return None
    legal_ = legal(found.replace(BINOMIAL, ""))
    # A command that it does not know stays a name with its backslash.
    return None if legal_ is None or "\\" in legal_ else legal_


def legal(source: str) -> str | None:
    """A <math> element with what is allowed of it, always written alike; None for no such."""
    root = _parsed(source)
    if root is None or _name(root) != "math":
        return None
    for element in list(root.iter(etree.Element)):
        if _name(element) in {"semantics", "maction"}:
            _keep_first(element)
        elif _name(element) == "mfenced":
            _write_fences(element)
    elements = list(root.iter(etree.Element))
    if len(elements) > MOST or any(_name(each) not in ELEMENTS for each in elements[1:]):
        return None
    if not any((each.text or "").strip() for each in elements if _name(each) in TOKENS):
        return None
    return etree.tostring(_copied(root), encoding="unicode") if _depth(root) <= DEEPEST else None


def in_words(source: str) -> str:
    """What stands for a <math> element in text: its `alttext`, its TeX, or its tokens in a row."""
    root = _parsed(source)
    if root is None:
        return ""
    notes = (each for each in root.iter(etree.Element) if _name(each) == "annotation")
    tex = next((n.text or "" for n in notes if "tex" in (n.get("encoding") or "").lower()), "")
    tokens = (each.text or "" for each in root.iter(etree.Element) if _name(each) in TOKENS)
    return " ".join((root.get("alttext") or tex or " ".join(tokens)).split())


def _parsed(source: str) -> Element | None:
    text = NAMED.sub(lambda match: unescape(match[0]), PREFIX.sub(r"\1", source))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return None


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _keep_first(element: Element) -> None:
    """Makes a row of an element that says the same in several ways, with the first of them."""
    element.tag = "mrow"
    for other in list(element)[1:]:
        element.remove(other)


def _write_fences(element: Element) -> None:
    """Makes a row with brackets of MathML 3's <mfenced>, which MathML Core has no more."""
    separators = [c for c in element.get("separators", ",") if c.strip()]
    inside: list[Element] = []
    for number, child in enumerate(list(element)):
        if number and separators:
            inside.append(_sign(separators[min(number, len(separators)) - 1]))
        inside.append(child)
    opening, closing = _sign(element.get("open", "(")), _sign(element.get("close", ")"))
    element.attrib.clear()
    element.tag, element[:] = "mrow", [opening, *inside, closing]


def _sign(text: str) -> Element:
    sign = etree.Element("mo")
    sign.text = text
    return sign


def _depth(root: Element) -> int:
    level, depth = [root], 0
    while level:
        level, depth = [child for each in level for child in each], depth + 1
    return depth


def _copied(element: Element) -> Element:
    """An element of MathML with what is allowed of another and of those in it."""
    name = _name(element)
    options = {"nsmap": {None: NAMESPACE}} if name == "math" else {}
    copy = etree.Element(f"{{{NAMESPACE}}}{name}", attrib=None, **options)  # type: ignore[arg-type]
    for key, value in sorted((str(k), str(v)) for k, v in element.attrib.items()):
        if key in ATTRIBUTES and VALUE.fullmatch(value):
            copy.set(key, value)
    if name in TOKENS:
        copy.text = " ".join(map(str, element.itertext()))
    else:
        copy.extend([_copied(child) for child in element])
    return copy
