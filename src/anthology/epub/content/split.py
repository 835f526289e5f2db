"""Sections too large for old e-readers, split between blocks; notes go with their calls."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy, deepcopy
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

from anthology.epub import xhtml
from anthology.text.list_numbers import counted

LIMIT = 250_000  # bytes of XHTML in one file; old e-readers fail above 300 KB
DIVISIBLE = frozenset("section div blockquote ul ol dl article main".split())  # noqa: SIM905
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())  # noqa: SIM905


def by_size(root: Element, size: int, limit: int = LIMIT) -> list[Element]:
    """The document as one or more documents of about `limit` bytes, split between blocks."""
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
    """The notes of a section while it is split, and their sizes in bytes."""

    by_id: dict[str, Element]
    shell: Element | None
    sizes: dict[str, int] = field(default_factory=dict)

    @classmethod
    def taken_from(cls, body: Element) -> _Notes:
        """Remove the notes from the body."""
        groups = list(xhtml.of_class(body, "section", "notes"))
        asides = [note for group in groups for note in xhtml.of_class(group, "aside", "note")]
        by_id = {note.get("id") or f"note {n}": note for n, note in enumerate(asides)}
        for group in groups:
            xhtml.drop(group)
        sizes = {id_: _size(note) for id_, note in by_id.items()}
        return cls(by_id, _shell(groups[0]) if groups else None, sizes)

    def called_in(self, block: Element) -> list[str]:
        """The ids of the notes called in the block, in the order of the calls."""
        calls = xhtml.of_class(block, "a", "note-call")
        ids = ((call.get("href") or "").removeprefix("#") for call in calls)
        return [id_ for id_ in dict.fromkeys(ids) if id_ in self.by_id]

    def size_of(self, block: Element) -> int:
        """The size of the block and of the notes called in it, in bytes."""
        return _size(block) + sum(self.sizes[id_] for id_ in self.called_in(block))

    def join(self, pieces: list[Element]) -> None:
        """Add each note to the piece with its first call, notes without a call to the last."""
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
    """The element as several elements of its kind, each with some of its children."""
    piece, size = _shell(element, whole=True), 0
    piece.text = element.text
    for block in _blocks(element, limit, notes):
        added = notes.size_of(block)
        if size and size + added > limit:
            rest = _shell(element, after=piece)
            _carry_heading(piece, rest)
            yield piece
            piece, size = rest, 0
        piece.append(block)
        size += added
    yield piece


def _blocks(element: Element, limit: int, notes: _Notes) -> Iterator[Element]:
    for child in list(element):
        if xhtml.local_name(child) in DIVISIBLE and notes.size_of(child) > limit:
            yield from _cut(child, limit, notes)
        else:
            yield child


def _shell(element: Element, *, whole: bool = False, after: Element | None = None) -> Element:
    """An empty copy of the element, with its id only if `whole`; `after` is the piece before."""
    shell = copy(element)
    del shell[:]
    shell.text = shell.tail = None
    if not whole and "id" in shell.attrib:
        del shell.attrib["id"]
    if after is not None and xhtml.local_name(element) == "ol":
        shell.set("start", str(_next_number(after)))
    return shell


def _next_number(items: Element) -> int:
    """The number after that of the list's last item."""
    start = items.get("start")
    values = [item.get("value") for item in items if xhtml.local_name(item) == "li"]
    given = [None if value is None else int(value) for value in values]
    return counted(int(start) if start else 1, [*given, None])[-1]


def _carry_heading(piece: Element, rest: Element) -> None:
    """Move headings at the end of a piece to the next one, to stay with their text."""
    while len(piece) > 1 and xhtml.local_name(piece[-1]) in HEADINGS:
        rest.insert(0, piece[-1])


def _size(element: Element) -> int:
    return len(etree.tostring(element, encoding="utf-8"))


def _document(emptied: Element, section: Element) -> Element:
    root = deepcopy(emptied)
    xhtml.body_of(root).append(section)
    return root
