"""What must stand in a finished book, section by section: the measure that it is held to.

The text is that of the bodies which the manuscripts gave; what a style adds around it (title,
names, what is said of the work) is taken from the section as it was composed, in which the
body must stand whole. So nothing can be lost on the way from the manuscript to the section,
and nothing be lost or added on the way from the section to the book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from lxml.etree import _Element as Element

from anthology.book import Body, Book, Person
from anthology.cache import BUCKETS, bucket, key
from anthology.check.collation.heads import lacking
from anthology.check.collation.letters import letters, split_around
from anthology.compose.links import without_marks
from anthology.edition import Edition, Section
from anthology.report import Place

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
ITEMS = ("li",)
PICTURES = ("img", "svg")
IN_PARTS = {"part", "contributors"}  # sections that hold texts of manuscripts among others


@dataclass(frozen=True)
class Told:
    """One section's text as its author wrote it, and all that stands around it."""

    id: str
    place: Place
    title: str
    text: str  # without its notes
    dir: str = "ltr"
    names: tuple[str, ...] = ()
    before: str = ""  # letters that the style puts above the text, and below it
    behind: str = ""
    notes: tuple[str, ...] = ()
    calls: tuple[int, ...] = ()  # which note each call in the text calls, from 0
    headings: tuple[str, ...] = ()
    outline: tuple[str, ...] = ()  # the title and the headings, for those who leap
    items: int = 0  # of lists
    pictures: int = 0  # drawings included
    tables: str = ""  # the words in tables, which are not set in the order of reading
    table_heads: str = ""
    several: bool = False  # it holds several texts, and page numbers among them
    fault: str = ""  # why the section as composed is not what was written


@dataclass(frozen=True)
class Claim:
    """A section that holds texts of manuscripts: what it is, and what they are."""

    section: Section
    bodies: tuple[Body, ...]
    title: str
    people: tuple[Person, ...] = ()
    several: bool = False

    @property
    def id(self) -> str:
        """The section's."""
        return self.section.id

    @property
    def place(self) -> Place:
        """The manuscript's."""
        return self.section.place

    @property
    def bucket(self) -> int:
        """Which entry of the cache notes that it agrees."""
        return bucket(key(self.id))

    def digest(self) -> str:
        """A hash of everything that its measure is made from."""
        section, names = self.section, [person.name for person in self.people]
        about = (section.id, section.label, section.dir, section.headings, section.place)
        plain = repr((about, self.title, names, self.several))
        return key(plain, section.xhtml, *(body.xhtml for body in self.bodies))

    def told(self) -> Told:
        """The measure that the finished section is held to."""
        return _whole(self.section, self.bodies) if self.several else _told(self)


@dataclass(frozen=True)
class Share:
    """One of so many parts of the sections, of which each has its place in one by its id."""

    number: int  # from 0
    parts: int

    def of(self, claimed: Iterable[Claim]) -> tuple[Claim, ...]:
        """The claims that are compared in it."""
        return tuple(claim for claim in claimed if claim.bucket in self.buckets())

    def buckets(self) -> range:
        """The numbers of the buckets that are compared in it."""
        return range(self.number, BUCKETS, self.parts)


def shares(parts: int) -> list[Share]:
    """All sections in so many parts."""
    return [Share(number, parts) for number in range(parts)]


def claims(book: Book, edition: Edition) -> Iterator[Claim]:
    """Each section that holds a manuscript's text, in the edition's order."""
    sources = dict(_sources(book))
    bios = tuple(Body(bio) for bio in dict.fromkeys(_bios(book)))
    for section in edition.sections:
        if section.id in sources:
            body, title, people = sources[section.id]
            yield Claim(section, (body,), title, people)
        elif section.kind in IN_PARTS:
            parts = tuple(p.introduction for p in book.parts if p.id == section.id)
            inside = bios if section.kind == "contributors" else parts
            yield Claim(section, tuple(filter(None, inside)), section.title, several=True)


def _sources(book: Book) -> Iterator[tuple[str, tuple[Body, str, tuple[Person, ...]]]]:
    for piece in (*book.front, *book.back):
        yield piece.id, (piece.body, piece.title, piece.authors)
    for review in book.reviews:
        yield review.id, (review.body, review.title, review.reviewers)


def _bios(book: Book) -> Iterator[str]:
    people = [*book.editors, *(each.person for each in book.contributors)]
    people += [person for review in book.reviews for person in review.reviewers]
    return (person.bio for person in people if person.bio)


def _told(claim: Claim) -> Told:
    """The measure of a section that holds one manuscript's text."""
    section = claim.section
    root = parsed(f"<body>{without_marks(claim.bodies[0].xhtml)}</body>")
    notes = _notes(root)
    calls = _calls(root, notes)
    headings = tuple(map(text_of, root.iter(*HEADINGS)))
    _take_out_notes(root)
    text = text_of(root)
    composed = parsed(section.xhtml)
    items, pictures = count(composed, ITEMS), count(composed, PICTURES)
    _take_out_notes(composed)
    there, wanted = letters(text_of(composed)), letters(text)
    before, behind = split_around(there, wanted)
    told = Told(
        id=section.id,
        place=section.place,
        title=claim.title,
        dir=section.dir,
        names=tuple(person.name for person in claim.people),
        text=text,
        before=before,
        behind=behind,
        notes=tuple(map(text_of, notes)),
        calls=calls,
        headings=headings,
        outline=_outline(section),
        items=items,
        pictures=pictures,
        tables=" ".join(map(text_of, root.iter("table"))),
        table_heads=" ".join(map(text_of, root.iter("thead"))),
    )
    fault = (
        "its text is not whole" if wanted not in there
        else "a list lacks items" if items < count(root, ITEMS)
        else "a picture is missing" if pictures < count(root, PICTURES)
        else "a heading is missing" if not _holds(told.outline, headings)
        else next(lacking(claim.title, told.names, before + behind), "")
    )  # fmt: skip
    return replace(told, fault=fault)


def _whole(section: Section, bodies: tuple[Body, ...]) -> Told:
    """The measure of a section that holds several texts: all of it, as it was composed."""
    composed = parsed(section.xhtml)
    text = text_of(composed)
    texts = (text_of(parsed(f"<body>{without_marks(body.xhtml)}</body>")) for body in bodies)
    lost = next((one for one in texts if letters(one) not in letters(text)), "")
    return Told(
        id=section.id,
        place=section.place,
        title=section.title,
        dir=section.dir,
        text=text,
        headings=tuple(map(text_of, composed.iter(*HEADINGS))),
        outline=_outline(section),
        items=count(composed, ITEMS),
        pictures=count(composed, PICTURES),
        several=True,
        fault=f"the text “{lost.strip()[:60]}” is not in it" if lost else "",
    )


def parsed(xhtml: str | bytes) -> Element:
    """An element of XHTML whose tags have no namespace."""
    root = etree.fromstring(xhtml)
    for element in root.iter(etree.Element):
        element.tag = str(element.tag).rpartition("}")[2]
    return root


def text_of(element: Element) -> str:
    """The words inside an element; blocks and cells are parted, which letters do not show."""
    return " ".join(map(str, element.itertext()))


def count(root: Element, names: tuple[str, ...]) -> int:
    """How many elements have one of the names."""
    return sum(1 for _ in root.iter(*names))


def _notes(root: Element) -> list[Element]:
    return [aside for aside in root.iter("aside") if aside.get("class") == "note"]


def _calls(root: Element, notes: Sequence[Element]) -> tuple[int, ...]:
    """Which note each call calls, by its number from 0."""
    numbers = {f"#{note.get('id')}": number for number, note in enumerate(notes)}
    calls = (a.get("href", "") for a in root.iter("a") if a.get("class") == "note-call")
    return tuple(numbers[address] for address in calls if address in numbers)


def _take_out_notes(root: Element) -> None:
    for section in [s for s in root.iter("section") if s.get("class") == "notes"]:
        section.tail = None
        parent = section.getparent()
        if parent is not None:
            parent.remove(section)


def _outline(section: Section) -> tuple[str, ...]:
    """The title and the headings that say something."""
    said = (section.label, *(heading.text for heading in section.headings))
    return tuple(filter(letters, said))


def _holds(outline: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether the headings are all in the outline, in their order."""
    there = iter([letters(title) for title in outline])
    return all(letters(heading) in there for heading in headings if letters(heading))
