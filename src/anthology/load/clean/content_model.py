"""Content models: what XHTML allows inside what, repaired where a manuscript's HTML breaks it."""

from __future__ import annotations

from lxml import etree

from anthology.book import CROSS_REFERENCE
from anthology.load.clean.allowed import BLOCKS, HEADINGS, INLINE
from anthology.load.clean.galleries import open_galleries
from anthology.load.clean.loose_text import SPACES, in_paragraphs, itemised

Element = etree._Element  # noqa: SLF001  lxml's stubs have no public name for it

PHRASING_ONLY = (INLINE | HEADINGS | {"p", "pre"}) - {"br", "img", "wbr"}
NO_HEADINGS = frozenset({"dt", "th"})
_EMPTY_GOES = HEADINGS | {"p", "figure", "figcaption", "li", "ul", "ol", "dl", "em", "strong", "a"}
_EMPTY_GOES |= {"b", "i", "blockquote", "caption", "span", "code", "pre", "div"}
_TABLE = frozenset({"caption", "colgroup", "thead", "tbody", "tfoot", "tr"})
# Tags of that name are taken out together: one by one, each would copy the text around it.
NEEDLESS = "needless"
_LIST = frozenset({"ul", "ol"})


def shaped(root: Element) -> None:
    """Repairs the tree below `root` in place, so that each element is where it may be."""
    _strip_needless(root)
    for element in list(root.iter(*_TABLE, "table", "li", "dl", "figcaption")):
        _strays(element)
    _split_blocks(root)
    _strip_needless(root)  # the split may have separated a ruby from its gloss
    for element in list(root.iter("rt")):
        _pair_brackets(element)
    for element in list(root.iter("ul", "ol")):
        itemised(element)
    in_paragraphs(root)
    drop_empty(root)
    open_galleries(root)
    for element in root.iter("pre"):
        element.text = (element.text or "").lstrip("\n")  # a parser of HTML would take one off


def unwrap(element: Element) -> None:
    """Puts an element's content in its place."""
    parent = element.getparent()
    if parent is None:
        return
    _put_before(element, element.text)
    for child in list(element):
        element.addprevious(child)
    _put_before(element, element.tail)
    element.tail = None
    parent.remove(element)


def rename(element: Element, tag: str, *classes: str) -> None:
    """Makes an element another one, with classes added."""
    element.tag = tag
    if classes:
        element.set("class", " ".join((element.get("class", ""), *classes)).strip())


def _put_before(element: Element, text: str | None) -> None:
    """Adds text in front of an element; to count its position would take long among many."""
    if not text:
        return
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text


def _strays(element: Element) -> None:
    """Elements that need a certain parent, outside of it; old shapes of tables and lists."""
    parent = element.getparent()
    tag, above = element.tag, parent.tag if parent is not None else ""
    if tag == "table":
        _table(element)
    elif tag == "figcaption" and (above != "figure" or element.getprevious() is not None):
        if above != "figure" or element.getnext() is not None:
            rename(element, "p")
    elif tag == "dl" and not _pairs(element):
        _plain_list(element)
    elif tag == "li" and above not in _LIST:
        _own_list(element)


def _strip_needless(root: Element) -> None:
    """Takes such tags out and leaves what they hold."""
    for element in root.iter("ruby", "rt", "rp", "a"):
        if _needless(element):
            element.tag = NEEDLESS
    etree.strip_tags(root, NEEDLESS)


def _needless(element: Element) -> bool:
    """A link inside a link, a ruby without its gloss, a gloss without its ruby."""
    if element.tag == "a":
        return any(above.tag == "a" for above in element.iterancestors())
    if element.tag in {"rt", "rp"}:
        above = (each.tag for each in element.iterancestors())
        return next(tag for tag in above if tag != NEEDLESS) != "ruby"
    return element.tag == "ruby" and element.find("rt") is None


def _pair_brackets(reading: Element) -> None:
    """A reading with a bracket on one side gets one on the other too."""
    opening, closing = reading.getprevious(), reading.getnext()
    opened = opening is not None and opening.tag == "rp"
    closed = closing is not None and closing.tag == "rp"
    if opened != closed:
        bracket = etree.Element("rp")
        bracket.text = ")" if opened else "("
        (reading.addnext if opened else reading.addprevious)(bracket)


def _table(table: Element) -> None:
    """A table without foreign children and without an empty head."""
    for child in list(table):
        if child.tag not in _TABLE:
            _move_before(child, table)
    head = table.find("thead")
    if (
        head is not None
        and not "".join(map(str, head.itertext())).strip()
        and head.find(".//img") is None
    ):
        table.remove(head)
    for row in table.iter("tr"):
        _row(row)


def _row(row: Element) -> None:
    for cell in row:
        for name in ("colspan", "rowspan"):
            number = cell.get(name, "1")
            if not number.isascii() or not number.isdigit() or not 1 < int(number[:9]) <= 1000:
                cell.attrib.pop(name, "")


def _move_before(child: Element, sibling: Element) -> None:
    tail, child.tail = child.tail, None
    parent = sibling.getparent()
    if parent is not None:
        _put_before(sibling, tail)
        sibling.addprevious(child)


def _pairs(dl: Element) -> bool:
    """Whether a definition list is one: terms first, definitions after them, nothing else."""
    tags = [child.tag for child in dl]
    return (
        set(tags) <= {"dt", "dd"}
        and tags[:1] != ["dd"]
        and tags[-1:] != ["dt"]
        and not (dl.text or "").strip(SPACES)
        and not any((child.tail or "").strip(SPACES) for child in dl)
    )


def _plain_list(dl: Element) -> None:
    dl.tag = "div"
    for child in dl:
        if child.tag in {"dt", "dd"}:
            child.tag = "div"


def _own_list(item: Element) -> None:
    """An item outside a list, with those that follow it, gets one."""
    own = etree.Element("ol" if "value" in item.attrib else "ul")
    item.addprevious(own)
    _move(item, own)
    following = own.getnext()
    while following is not None and following.tag == "li" and not (own.tail or "").strip():
        own.tail = None
        _move(following, own)
        following = own.getnext()


def _move(child: Element, parent: Element) -> None:
    """Moves an element to the end of a sibling in front of it; its tail goes after that."""
    tail, child.tail = child.tail, None
    parent.append(child)
    parent.tail = (parent.tail or "") + (tail or "") or None


def _split_blocks(root: Element) -> None:
    """Ends paragraphs, headings and inline elements where a block begins inside them."""
    for block in list(root.iter(*BLOCKS)):
        while _misplaced(block):
            parent = block.getparent()
            if parent is None or parent.tag in HEADINGS | {"pre"} | NO_HEADINGS:
                _dissolve(block)
            else:
                _split(parent, block)


def _misplaced(element: Element) -> bool:
    parent = element.getparent()
    if parent is None:
        return False
    if element.tag in {"dt", "dd"} and parent.tag != "dl":
        element.tag = "div"
    return parent.tag in PHRASING_ONLY or (parent.tag in NO_HEADINGS and element.tag in HEADINGS)


def _dissolve(block: Element) -> None:
    """Leaves a block's words, separated by spaces."""
    space = "\n" if any(a.tag == "pre" for a in block.iterancestors()) else " "
    for inner in list(block.iter(*BLOCKS)):
        inner.text = space + (inner.text or "")
        inner.tail = space + (inner.tail or "")
        unwrap(inner)


def _split(parent: Element, block: Element) -> None:
    """parent(before, block, after) → parent(before), block(parent(...)), parent(after).

    What comes before is moved: where many blocks follow each other it is next to nothing.
    """
    before = _twin(parent)
    before.text, parent.text, block.tail = parent.text, block.tail, None
    before.extend(reversed(list(block.itersiblings(preceding=True))))
    if "id" in parent.attrib:
        before.set("id", parent.attrib.pop("id"))
    parent.addprevious(before)
    parent.addprevious(block)
    if (
        parent.tag in INLINE
        and not any(child.tag in BLOCKS for child in block)
        and len(block) + len(block.text or "")
    ):
        _fill(block, _twin(parent))
    for half in (before, parent):
        if _hollow(half):
            unwrap(half)


def _fill(block: Element, wrap: Element) -> None:
    if block.tag in {"ul", "ol", "dl", "table", "tbody", "thead", "tfoot", "tr", "hr", "figure"}:
        return
    wrap.text, block.text = block.text, None
    wrap.extend(list(block))
    block.append(wrap)


def _twin(element: Element) -> Element:
    """An empty element like this one, without its id."""
    twin = etree.Element(element.tag)
    twin.attrib.update(element.attrib)
    twin.attrib.pop("id", "")
    return twin


def drop_empty(root: Element) -> None:
    """Takes out elements that are empty and not the target of a link."""
    for element in reversed(list(root.iter(*_EMPTY_GOES))):
        named = element.get("class") == CROSS_REFERENCE  # by the place where it leads
        if _hollow(element, SPACES) and "id" not in element.attrib and not named:
            if element.tag in INLINE:
                unwrap(element)  # a space inside it separates words
            elif (parent := element.getparent()) is not None:
                _put_before(element, element.tail)
                element.tail = None
                parent.remove(element)


def _hollow(element: Element, spaces: str | None = None) -> bool:
    """Whether an element contains only spaces; `len` would count all its children."""
    return next(element.iterchildren(), None) is None and not (element.text or "").strip(spaces)
