"""Loose text, where blocks or items are wanted: wrapped in paragraphs and in items."""

from __future__ import annotations

from lxml import etree

from anthology.load.clean.allowed import INLINE

SPACES = " \t\n"  # allowed between items; a no-break space is text

Element = etree._Element  # noqa: SLF001  lxml's stubs have no public name for it


def itemised(parent: Element) -> None:
    """Wraps text and other elements of a list in items.

    A list directly inside a list belongs to the item before it. In a numbered list so does
    everything else, since an item of its own would change the numbers of those after it; what
    comes before the first item goes before the list.
    """
    added: list[Element] = []
    if (parent.text or "").strip(SPACES):
        added.append(etree.Element("li"))
        added[0].text, parent.text = parent.text, None
        parent.insert(0, added[0])
    for child in list(parent):
        if child.tag != "li":
            added.append(etree.Element("li"))
            child.addprevious(added[-1])
            added[-1].append(child)
        elif (child.tail or "").strip(SPACES):
            added.append(etree.Element("li"))
            added[-1].text, child.tail = child.tail, None
            child.addnext(added[-1])
    for item in added:
        _settle(item, parent)


def _settle(item: Element, parent: Element) -> None:
    """Leaves an item that was added where it may be one, or moves what it holds."""
    before = item.getprevious()
    nested = len(item) == 1 and item[0].tag in {"ol", "ul"}
    nested = nested and not ((item.text or "") + (item[0].tail or "")).strip(SPACES)
    if before is not None and nested:
        before.append(item[0])
        parent.remove(item)
    elif parent.tag == "ol":
        item.tag = "div"
        if before is not None:
            before.append(item)
        else:
            parent.addprevious(item)


def in_paragraphs(root: Element) -> None:
    """Wraps text and inline elements that stand alone in the fragment in paragraphs."""
    pieces: list[Element] = []
    run = _Run(pieces)
    run.text(root.text)
    for child in list(root):
        tail, child.tail = child.tail, None
        if child.tag in INLINE:
            run.element(child)
        else:
            run.end()
            pieces.append(child)
        run.text(tail)
    run.end()
    root.text = None
    root[:] = pieces


class _Run:
    """A run of text and inline elements that becomes a paragraph when a block ends it."""

    def __init__(self, pieces: list[Element]) -> None:
        self._pieces = pieces
        self._paragraph = etree.Element("p")
        self._last: Element | None = None  # element of the paragraph

    def text(self, text: str | None) -> None:
        if text and self._last is not None:
            self._last.tail = (self._last.tail or "") + text
        elif text:
            self._paragraph.text = (self._paragraph.text or "") + text

    def element(self, element: Element) -> None:
        self._paragraph.append(element)
        self._last = element

    def end(self) -> None:
        if self._last is not None or (self._paragraph.text or "").strip():
            self._pieces.append(self._paragraph)
        self._paragraph, self._last = etree.Element("p"), None
