"""Notes of HTML pages, as Pandoc, kramdown and others write them, in the shape of `book.Body`.

They are known by their links: an item of a list that a call in the text leads to, and that
leads back to the call.
"""

from __future__ import annotations

from lxml import etree

Element = etree._Element  # noqa: SLF001  lxml's stubs have no public name for it


def gathered(root: Element) -> None:
    """Turns such lists into notes, in place; what has a list of other form stays."""
    links: dict[str, list[Element]] = {}
    for link in root.iter("a"):
        links.setdefault(link.get("href", ""), []).append(link)
    for listed in list(root.iter("ol")):
        items = list(listed)
        if items and all(_is_note(item, links) for item in items):
            section = _section(root)
            for item in items:
                _call(item, links)
                section.append(_note(item))
            _take_away(listed)


def _is_note(item: Element, links: dict[str, list[Element]]) -> bool:
    """Whether a link leads to the item from outside, and one of the item's own leads there."""
    calls = links.get(f"#{item.get('id')}", [])
    return any(_back(item, call) is not None for call in calls)


def _back(item: Element, call: Element) -> Element | None:
    """The link inside the item to the call, or to what holds it."""
    above = call.getparent()
    names = {call.get("id"), above.get("id") if above is not None else None} - {None}
    own = (link for link in item.iter("a") if link.get("href", "")[1:] in names)
    return next(own, None)


def _call(item: Element, links: dict[str, list[Element]]) -> None:
    for call in links[f"#{item.get('id')}"]:
        if (back := _back(item, call)) is not None:
            _remove(back)
        above = call.getparent()
        if above is not None and above.tag == "sup" and len(above) == 1:
            above.tag = "span"
            above.attrib.clear()
        call.attrib.clear()
        call[:] = []
        call.attrib.update({"class": "note-call", "href": f"#{item.get('id')}"})


def _note(item: Element) -> Element:
    note = etree.Element("aside", {"class": "note", "id": str(item.get("id"))})
    if (item.text or "").strip() or any(child.tail and child.tail.strip() for child in item):
        paragraph = etree.SubElement(note, "p")
        paragraph.text = item.text
        paragraph.extend(list(item))
    else:
        note.extend(list(item))
    last = note[-1] if len(note) else note
    tail_of = last[-1] if len(last) else None
    if tail_of is not None:
        tail_of.tail = (tail_of.tail or "").rstrip("\u00a0 \n") or None
    elif last.text:
        last.text = last.text.rstrip("\u00a0 \n")
    return note


def _section(root: Element) -> Element:
    for section in root.iter("section"):
        if section.get("class") == "notes":
            return section
    return etree.SubElement(root, "section", {"class": "notes"})


def _remove(element: Element) -> None:
    """Takes an element out; the text after it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def _take_away(listed: Element) -> None:
    """The empty list, with the box and the line that set it off."""
    box = listed.getparent()
    _remove(listed)
    if box is not None and box.tag == "div" and not "".join(map(str, box.itertext())).strip():
        _remove(box)
