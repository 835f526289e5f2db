"""XHTML read for what is compared: words, headings, notes and their calls, tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree
from lxml.etree import _Element as Element

from anthology.check.collation.letters import letters

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
ITEMS = ("li",)
PICTURES = ("img", "svg")


def parsed(xhtml: str | bytes) -> Element:
    """An element of XHTML whose tags have no namespace; a formula is its TeX."""
    root = etree.fromstring(xhtml)
    for element in root.iter(etree.Element):
        element.tag = str(element.tag).rpartition("}")[2]
    for formula in root.iter("math"):
        shown = "".join(map(str, formula.itertext())).strip()
        formula[:], formula.text = [], formula.get("alttext") if shown else None
    for picture in root.iter("img"):
        if "formula" in (picture.get("class") or "").split():
            picture.text = picture.get("alt")
    return root


def text_of(element: Element) -> str:
    """The words inside an element, with spaces between blocks and cells, which `letters` drops."""
    return " ".join(map(str, element.itertext()))


def count(root: Element, names: tuple[str, ...]) -> int:
    """How many elements have one of these names."""
    return sum(1 for _ in root.iter(*names))


def notes_of(root: Element) -> list[Element]:
    """The notes at the end of a text."""
    return [aside for aside in root.iter("aside") if aside.get("class") == "note"]


def calls_of(root: Element, notes: Sequence[Element]) -> tuple[int, ...]:
    """For each call: the number of its note, from 0."""
    numbers = {f"#{note.get('id')}": number for number, note in enumerate(notes)}
    calls = (call.get("href", "") for call in _calls(root))
    return tuple(numbers[address] for address in calls if address in numbers)


def miscalled(root: Element, notes: Sequence[Element]) -> str:
    """The first call that shows another number than its note has; "" if none.

    Notes are numbered from 1 as they follow each other, which is the order of their first calls.
    """
    found = {f"#{note.get('id')}": number for number, note in enumerate(notes, 1)}
    read = {target: number for number, target in enumerate(_read(root, notes), 1)}
    for call in _calls(root):
        shown, target = "".join(map(str, call.itertext())), call.get("href", "")
        number = found.get(target)
        if number is not None and not shown == str(number) == str(read.get(target, number)):
            return shown
    return ""


def uncalled(root: Element, notes: Sequence[Element]) -> int:
    """How many notes nothing in the text leads to, not even another note: the last ones."""
    return len(notes) - len(_read(root, notes))


def _read(root: Element, notes: Sequence[Element]) -> list[str]:
    """The targets of calls in the order in which their notes are read.

    A note is read where it is first called, and so are its own calls.
    """
    found = {f"#{note.get('id')}": note for note in notes}
    in_text = [call for call in _calls(root) if next(call.iterancestors("aside"), None) is None]
    read: dict[str, None] = {}
    waiting = in_text[::-1]
    while waiting:
        target = waiting.pop().get("href", "")
        if target in found and target not in read:
            read[target] = None
            waiting += list(_calls(found[target]))[::-1]
    return list(read)


def _calls(root: Element) -> Iterator[Element]:
    return (a for a in root.iter("a") if a.get("class") == "note-call")


def take_out_notes(root: Element) -> None:
    """Remove the notes at the end of a text."""
    for section in [s for s in root.iter("section") if s.get("class") == "notes"]:
        section.tail = None
        parent = section.getparent()
        if parent is not None:
            parent.remove(section)


def take_out_moved(root: Element, composed: Element) -> None:
    """Remove the caption of the picture that opens a text, where the opening has all its words."""
    moved = next(composed.iterfind(".//div[@class='still']//figcaption"), None)
    own = next(root.iter("figcaption"), None)
    if moved is None or own is None or letters(text_of(own)) != letters(text_of(moved)):
        return
    parent = own.getparent()
    if parent is not None:
        parent.remove(own)


def named_headings(body: Element) -> list[str]:
    """The headings as the outline names them: no number of a note, brackets around readings."""
    return ["".join(_named_words(heading)) for heading in body.iter(*HEADINGS)]


def _named_words(element: Element) -> Iterator[str]:
    if element.get("class") == "note-call":
        return
    bare = element.tag == "rt" and element.getparent().find("rp") is None  # type: ignore[union-attr]
    yield "(" * bare + str(element.text or "")
    for child in element:
        yield from _named_words(child)
        yield str(child.tail or "")
    yield ")" * bare


def spreads_of(root: Element) -> int:
    """How many pictures are printed over two pages."""
    return sum("spread" in (figure.get("class") or "").split() for figure in root.iter("figure"))


def spans_of(root: Element, tag: str) -> tuple[tuple[int, int], ...]:
    """Where each element of that name begins and ends in `text_of`.

    The cells of tables are in the order of the rows, a caption stands above them; a table whose
    foot comes before its body is left out: a book has the foot at the end.
    """
    if root.find(f".//{tag}") is None:
        return ()
    spans: list[tuple[int, int]] = []
    starts: list[int] = []
    at = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start" and element.tag == tag:
            starts.append(at)
        elif event == "end" and element.tag == tag:
            start = starts.pop()
            spans += [(start, at)] if not element.xpath("tfoot/following-sibling::tbody") else []
        text = element.text if event == "start" else element.tail
        at += len(text) + 1 if text else 0
        if starts and event == "end" and element.tag == "caption":
            starts[-1] = at
    return tuple(spans)
