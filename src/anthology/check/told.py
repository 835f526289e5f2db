"""What the manuscripts tell, section by section: the measure that a finished book is held to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from anthology.book import Body, Book, Person, Piece, Review
from anthology.check.letters import letters
from anthology.compose.links import without_marks
from anthology.report import Place

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_ROOM = 400  # letters that a style may add to a section's head: "by", "translated by", dates


@dataclass(frozen=True)
class Told:
    """One section's text as its author wrote it, and what must stand at its head."""

    id: str
    place: Place
    title: str
    names: tuple[str, ...]
    text: str  # without its notes
    notes: tuple[str, ...]
    headings: tuple[str, ...]
    items: int  # of lists
    pictures: int
    table_heads: str
    room: int  # letters that may stand in the section besides


@dataclass(frozen=True)
class Head:
    """What stands above a text, and how many letters of other things may."""

    id: str
    place: Place
    title: str
    people: tuple[Person, ...]
    room: int = 0


def told(book: Book) -> Iterator[Told]:
    """The measure for each piece and review of the book, in its order."""
    for piece in book.front:
        yield _piece(piece)
    for review in book.reviews:
        yield _review(review)
    for piece in book.back:
        yield _piece(piece)


def _review(review: Review) -> Told:
    said = (review.subtitle, repr(review.work), repr(review.rating), repr(review.publication))
    room = sum(map(len, said)) + len(repr(review.rights)) + len(repr(review.translators))
    head = Head(review.id, review.place, review.title, review.reviewers, room)
    return _told(head, review.body)


def _piece(piece: Piece) -> Told:
    return _told(Head(piece.id, piece.place, piece.title, piece.authors), piece.body)


def _told(head: Head, body: Body) -> Told:
    root = etree.fromstring(f"<body>{without_marks(body.xhtml)}</body>")
    notes = tuple(text_of(note) for note in root.iter("aside") if note.get("class") == "note")
    for section in [s for s in root.iter("section") if s.get("class") == "notes"]:
        section.tail = None
        parent = section.getparent()
        if parent is not None:
            parent.remove(section)
    names = tuple(person.name for person in head.people)
    return Told(
        id=head.id,
        place=head.place,
        title=head.title,
        names=names,
        text=text_of(root),
        notes=notes,
        headings=tuple(text_of(heading) for heading in root.iter(*HEADINGS)),
        items=sum(1 for _ in root.iter("li")),
        pictures=sum(1 for _ in root.iter("img")),
        table_heads=" ".join(text_of(table_head) for table_head in root.iter("thead")),
        room=head.room + 2 * len(letters(head.title + "".join(names))) + _ROOM,
    )


def text_of(element: etree._Element) -> str:
    """The words inside an element; blocks and cells are parted, which letters do not show."""
    return " ".join(map(str, element.itertext()))
