"""A section too big for old readers is divided between its blocks, the notes going along."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy, deepcopy
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

from anthology.epub import xhtml

LIMIT = 250_000  # bytes of XHTML in one file; old readers stop at 300 KB
DIVISIBLE = frozenset("section div blockquote ul ol dl article main".split())  # noqa: SIM905
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())  # noqa: SIM905


def by_size(root: Element, size: int, limit: int = LIMIT) -> list[Element]:
    """The document as one or more documents of about `limit` bytes, where blocks allow it."""
    if size <= limit:
        return [root]
    body = xhtml.body_of(root)
    notes = _Notes.taken_from(body)
    pieces = list(_cut(body[0], limit, notes))
    notes.join(pieces)
    body.remove(body[0])
    return [_document(root, piece) for piece in pieces]


@dataclass
class _Notes:
    """The section's notes while it is being cut, and how much each weighs."""

    by_id: dict[str, Element]
    shell: Element | None
    weights: dict[str, int] = field(default_factory=dict)

    @classmethod
    def taken_from(cls, body: Element) -> _Notes:
        """Takes the notes out of the body."""
        groups = list(xhtml.of_class(body, "section", "notes"))
        asides = [note for group in groups for note in xhtml.of_class(group, "aside", "note")]
        by_id = {note.get("id") or f"note {n}": note for n, note in enumerate(asides)}
        for group in groups:
            xhtml.drop(group)
        weights = {id_: _size(note) for id_, note in by_id.items()}
        return cls(by_id, _shell(groups[0]) if groups else None, weights)

    def called_in(self, block: Element) -> list[str]:
        """The notes that the block calls, in the order of their calls."""
        calls = xhtml.of_class(block, "a", "note-call")
        ids = ((call.get("href") or "").removeprefix("#") for call in calls)
        return [id_ for id_ in dict.fromkeys(ids) if id_ in self.by_id]

    def weight_of(self, block: Element) -> int:
        """The bytes of the block with the notes it calls."""
        return _size(block) + sum(self.weights[id_] for id_ in self.called_in(block))

    def join(self, pieces: list[Element]) -> None:
        """Puts each note at the end of the piece that calls it first; the uncalled at the end."""
        left = dict(self.by_id)
        for piece in pieces:
            own = [left.pop(id_) for id_ in self.called_in(piece) if id_ in left]
            self._put(piece, own + (list(left.values()) if piece is pieces[-1] else []))

    def _put(self, piece: Element, notes: list[Element]) -> None:
        if notes and self.shell is not None:
            group = deepcopy(self.shell)
            group.extend(notes)
            piece.append(group)


def _cut(element: Element, limit: int, notes: _Notes) -> Iterator[Element]:
    """The element as a row of elements of its kind, each with some of its children."""
    piece, size = _shell(element, whole=True), 0
    piece.text = element.text
    for block in _blocks(element, limit, notes):
        weight = notes.weight_of(block)
        if size and size + weight > limit:
            rest = _shell(element, after=piece)
            _carry_heading(piece, rest)
            yield piece
            piece, size = rest, 0
        piece.append(block)
        size += weight
    yield piece


def _blocks(element: Element, limit: int, notes: _Notes) -> Iterator[Element]:
    for child in list(element):
        if xhtml.local(child) in DIVISIBLE and notes.weight_of(child) > limit:
            yield from _cut(child, limit, notes)
        else:
            yield child


def _shell(element: Element, *, whole: bool = False, after: Element | None = None) -> Element:
    """An empty copy of the element; only the `whole` one keeps the id, for links to it."""
    shell = copy(element)
    del shell[:]
    shell.text = shell.tail = None
    if not whole and "id" in shell.attrib:
        del shell.attrib["id"]
    if after is not None and xhtml.local(element) == "ol":
        items = sum(1 for child in after if xhtml.local(child) == "li")
        shell.set("start", str(int(after.get("start") or "1") + items))
    return shell


def _carry_heading(piece: Element, rest: Element) -> None:
    """A heading goes on with what it heads."""
    while len(piece) > 1 and xhtml.local(piece[-1]) in HEADINGS:
        rest.insert(0, piece[-1])


def _size(element: Element) -> int:
    return len(etree.tostring(element, encoding="utf-8"))


def _document(emptied: Element, section: Element) -> Element:
    root = deepcopy(emptied)
    xhtml.body_of(root).append(section)
    return root
