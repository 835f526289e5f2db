"""HTML of any kind → a canonical, well-formed XHTML fragment that holds what is allowed.

Dropped elements and tags that never end are taken out of the text; nh3 parses the rest as
browsers do and applies the allow-list; the result, now of a known shape, becomes an XML
tree, on which old elements, links and content models are put right. Characters illegal in
XML go once more at the end, since a character reference can bring them back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import nh3
from lxml import etree

from anthology import formulas
from anthology.config import LimitsTable
from anthology.load.clean import allowed, characters, sources
from anthology.load.clean.content_model import NEEDLESS, Element, rename, shaped
from anthology.load.clean.limits import UNCLOSED
from anthology.load.clean.looks import sizes, words
from anthology.load.clean.rejected import inspected, never_closed, problems
from anthology.report import Place, Problem, error
from anthology.text.list_numbers import ZEROS

_CLEANER = nh3.Cleaner(
    tags=set(allowed.TAGS),
    clean_content_tags=set(allowed.DROPPED),
    attributes=allowed.ATTRIBUTES,
    filter_style_properties={"height", "list-style-type", "max-width", "text-align", "width"}
    | words.PROPERTIES,
    link_rel=None,
    url_schemes=allowed.SCHEMES,
)
_VOID = re.compile(r'<(br|col|hr|img|wbr)((?: [^\s"=<>]+="[^"]*")*)>')
_LINK = re.compile(rf"(?:https?://|mailto:)\S+|#\S+|{allowed.MANUSCRIPT}", re.IGNORECASE)
_ID = re.compile(r"[\w:.\-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_ALIGN = re.compile(r"text-align:\s*(center|justify|left|right)", re.IGNORECASE)
_NAMES = "|".join((*allowed.FIGURES, *ZEROS))
_FIGURES = re.compile(rf"list-style-type:\s*({_NAMES})(?![\w-])", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,6}")
_VALID: dict[str, Callable[[str], object]] = {
    formulas.ATTRIBUTE: formulas.unpacked,
    "dir": frozenset({"ltr", "rtl", "auto"}).__contains__,
    "lang": _LANGUAGE.fullmatch,
}
_SPACES = re.compile(r"[\x00-\x20]+")


@dataclass(frozen=True)
class Cleaned:
    """A fragment as `book.Body` describes it, and what had to be left out."""

    xhtml: str
    problems: tuple[Problem, ...] = ()


def clean(
    html: str, *, place: Place, source: str = "", limits: LimitsTable | None = None
) -> Cleaned:
    """The fragment, clean.

    `source` is the whole manuscript's text, in which the lines of problems are searched from
    line `place.line` on, where the body begins. A picture keeps the address it was given.
    """
    limits = limits or LimitsTable()
    most = limits.repeats // UNCLOSED
    safe, found = inspected(characters.legal(html), most)
    if len(open_ := never_closed(found)) > most:
        (first,) = problems(tuple(open_[:1]), place, source)
        return Cleaned("", (_too_many_open(first.place, most),))
    remarks = problems(found, place, source)
    root = _tree(_CLEANER.clean(safe))
    if root is None or _deeper(root, limits.nesting):
        return Cleaned("", (*remarks, _too_deep(place, limits.nesting)))
    _canonical(root)
    _pair_bidi(root)
    shaped(root)
    sources.marked(root)
    if any(_cells(table) > limits.table_cells for table in root.iter("table")):
        return Cleaned("", (*remarks, _too_many_cells(place, limits.table_cells)))
    return Cleaned(_serialised(root), remarks)


def _tree(html: str) -> Element | None:
    """An element with the fragment in it, from nh3's output; None where it is nested too deep."""
    text = _VOID.sub(r"<\1\2/>", characters.legal(html.replace("&nbsp;", "\u00a0")))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(f"<body>{text}</body>", parser)
    except etree.XMLSyntaxError:
        return None


def _deeper(root: Element, nesting: int) -> bool:
    """Whether elements are nested deeper than allowed."""
    level = [root]
    for _ in range(nesting + 1):
        level = [child for element in level for child in element]
    return bool(level)


def _too_deep(place: Place, nesting: int) -> Problem:
    return error(
        place,
        f"elements are nested more than {nesting} deep",
        "[limits] nesting in anthology.toml allows more.",
    )


def _too_many_open(place: Place, most: int) -> Problem:
    return error(
        place,
        f"more than {most} tags or comments are opened and never closed",
        "[limits] repeats in anthology.toml allows more.",
    )


def _cells(table: Element) -> int:
    """The cells of a table, those that span many counted as so many."""
    return sum(
        int(cell.get("colspan", "1")) * int(cell.get("rowspan", "1"))
        for cell in table.iter("td", "th")
    )


def _too_many_cells(place: Place, most: int) -> Problem:
    return error(
        place,
        f"a table has more than {most} cells",
        "[limits] table_cells in anthology.toml allows more.",
    )


def _canonical(root: Element) -> None:
    """Old elements renamed, attributes reduced to ours, links to what a book can follow."""
    ids: set[str] = set()
    words.as_elements(root)
    for element in list(root.iter()):
        if element is root:
            continue
        _attributes(element, ids)
        _renamed(element)
    for link in list(root.iter("a")):
        _followed(link)
    etree.strip_tags(root, NEEDLESS)
    for picture in list(root.iter("img")):
        _picture(picture)


def _attributes(element: Element, ids: set[str]) -> None:
    """Keeps what is valid of an element's attributes, in alphabetical order."""
    given = {str(name): str(value) for name, value in element.attrib.items()}
    element.attrib.clear()
    if "data-src" in given:
        given["src"] = given.pop("data-src")
    given["class"] = " ".join(_classes(element.tag, given))
    listed = _list_attributes(given) if element.tag == "ol" else {}
    given["style"] = sizes.style(given) if element.tag == "img" else ""
    given |= listed
    given["id"] = _own_id(given.get("id") or given.get("name", ""), ids)
    for name in sorted(given):
        if given[name] and _valid(name, given[name]):
            element.set(name, given[name])


def _classes(tag: str, given: dict[str, str]) -> list[str]:
    """Our own classes, and those that stand for old attributes."""
    own = allowed.RENAMED.get(tag, tag)
    names = [c for c in given.get("class", "").split() if c in allowed.CLASSES.get(own, ())]
    aligned = allowed.ALIGNMENTS.values()
    if tag in allowed.ALIGNED:
        written = (allowed.CALLED.get(c, c) for c in given.get("class", "").split())
        names += [c for c in written if c in aligned]
        style = _ALIGN.search(given.get("style", ""))
        value = style[1] if style else given.get("align", "center" if tag == "center" else "")
        names += [allowed.ALIGNMENTS[value.lower()]] if value.lower() in allowed.ALIGNMENTS else []
    return list(dict.fromkeys(names))


def _list_attributes(given: dict[str, str]) -> dict[str, str]:
    """The direction and the figures of a numbered list, in the spelling of attributes.

    HTML's `type` has no name for the figures of most scripts, but CSS has.
    """
    style = _FIGURES.search(given.get("style", ""))
    name = style[1].lower() if style and not given.get("type") else ""
    found = {"style": f"list-style-type: {name}"} if name in ZEROS else {}
    found |= {"type": allowed.FIGURES[name]} if name in allowed.FIGURES else {}
    return found | ({"reversed": "reversed"} if "reversed" in given else {})


def _own_id(given: str, ids: set[str]) -> str:
    """The id where it is one and the first of its kind, else ""."""
    if not _ID.fullmatch(given) or given in ids:
        return ""
    ids.add(given)
    return given


def _valid(name: str, value: str) -> bool:
    """Whether an attribute stays: the mapped ones go, the others are checked."""
    if name in {"align", "name", "width", "height"}:
        return False
    if name in _VALID:
        return bool(_VALID[name](value))
    if name in {"value", "start", "span", "colspan", "rowspan"}:
        return bool(_NUMBER.fullmatch(value)) and (name[-4:] != "span" or 1 < int(value) <= 1000)
    if name == "type":
        return value in {"1", "a", "A", "i", "I"}
    return name != "scope" or value in {"col", "row", "colgroup", "rowgroup"}


def _renamed(element: Element) -> None:
    tag = element.tag
    if sources.is_footer(element):
        rename(element, "div", sources.SOURCE)
    elif tag in allowed.RENAMED:
        rename(element, allowed.RENAMED[tag])
    if tag in {"section", "aside"} and "class" not in element.attrib:
        element.tag = "div"
    if tag == "bdo" and element.get("dir") not in {"ltr", "rtl"}:
        element.tag = "span"
    if tag == "pre":
        element.text = (element.text or "").lstrip("\n")


def _followed(link: Element) -> None:
    """Keeps a link to the web, a mailbox, another manuscript or a place of this text.

    Whether that place is there is known when the body is finished.
    """
    address = _SPACES.sub("", str(link.attrib.pop("href", "")))
    if address.startswith("//"):
        address = "https:" + address
    if _LINK.fullmatch(address) or address[:1] == "#":
        link.set("href", address)
    elif "id" in link.attrib:
        link.tag = "span"
        link.attrib.pop("class", "")
    else:
        link.tag = NEEDLESS


def _picture(picture: Element) -> None:
    """A picture always has a text in its place; one without an address leaves only that."""
    address = _SPACES.sub(" ", picture.get("src", "")).strip()
    picture.set("alt", picture.get("alt", ""))
    if address:
        picture.set("src", address)
    else:
        picture.tag = "span"
        picture.text = picture.get("alt")
        picture.attrib.clear()


def _pair_bidi(root: Element) -> None:
    """Closes or takes out bidi controls, text by text."""
    for element in root.iter():
        element.text = characters.paired(str(element.text or ""))
        element.tail = characters.paired(str(element.tail or ""))


def _serialised(root: Element) -> str:
    """The fragment as text: XML that an HTML parser reads as the same tree."""
    for element in root.iter():
        element.text = None if element.tag in _EMPTY else element.text or ""
    pieces = (etree.tostring(child, encoding="unicode", with_tail=False) for child in root)
    return characters.legal("\n".join(pieces))


_EMPTY = frozenset({"br", "col", "hr", "img", "wbr"})
