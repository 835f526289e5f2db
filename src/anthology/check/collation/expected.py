"""The expected contents of a finished book, section by section.

The text is that of the bodies that were read from the manuscripts. What a style adds around
it (title, names, details of the work) is taken from the section as it was composed, which
must contain the whole body. So nothing can be lost between the manuscript and the section,
and nothing can be lost or added between the section and the book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from lxml.etree import _Element as Element

from anthology.book import Body, Book, Person
from anthology.cache import BUCKETS, bucket, key
from anthology.check.collation import numbers
from anthology.check.collation.letters import (
    holds,
    letters,
    missing_from_head,
    split_around,
    within,
)
from anthology.check.collation.page_references import (
    Folios,
    address_notes,
    filled,
    has_address_notes,
    in_text,
    with_address_notes,
    with_references,
)
from anthology.check.collation.xhtml import (
    HEADINGS,
    ITEMS,
    PICTURES,
    calls_of,
    count,
    miscalled,
    named_headings,
    notes_of,
    parsed,
    spans_of,
    spreads_of,
    take_out_moved,
    take_out_notes,
    text_of,
    uncalled,
)
from anthology.edition import HEAD_OF_WORK, Edition, Section
from anthology.report import Place
from anthology.text.wiki_links import without_wiki_links

NO_PAGES: Folios = MappingProxyType({})
Titles = tuple[str, ...]
MIXED = {"part", HEAD_OF_WORK, "contributors"}  # kinds that hold texts among others, or none


@dataclass(frozen=True)
class Expected:
    """What a section must show: its text, and everything that stands around it."""

    id: str
    place: Place
    title: str
    text: str  # without its notes
    dir: str = "ltr"  # "rtl" if any of its text is
    names: tuple[str, ...] = ()
    before: str = ""  # letters that the style puts above the text, and below it
    after: str = ""
    notes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()  # of the notes, as they are printed
    calls: tuple[int, ...] = ()  # for each call in the text: the number of its note, from 0
    uncalled: int = 0  # notes, the last of them, to which nothing in the text leads
    numbers: tuple[str, ...] = ()  # of the items of numbered lists, as they are shown
    numbers_in_notes: tuple[str, ...] = ()  # the same in the notes
    headings: tuple[str, ...] = ()
    outline: Titles = ()  # the title and the headings, as bookmarks name them
    items: int = 0  # of lists
    pictures: int = 0  # drawings included
    spreads: int = 0  # pictures over two pages of print, which are drawn twice
    tables: str = ""  # the words in tables, which are not drawn in the order of reading
    pictured_heads: bool = False  # whether one of them shows a picture, which is drawn again too
    table_spans: tuple[tuple[int, int], ...] = ()  # where the tables are in `text`
    head_spans: tuple[tuple[int, int], ...] = ()  # where their heads are
    row_spans: tuple[tuple[int, int], ...] = ()  # where their rows are
    cell_spans: tuple[tuple[int, int], ...] = ()  # where their cells are
    captions: tuple[tuple[int, int], ...] = ()  # which may be on another page
    several: bool = False  # it holds several texts, and page numbers among them
    fault: str = ""  # how the section as composed differs from the manuscript

    @property
    def table_heads(self) -> tuple[str, ...]:
        """The words of the heads of tables: each is drawn again on every page of its table."""
        return tuple(self.text[start:end] for start, end in self.head_spans)


@dataclass(frozen=True)
class SourceText:
    """A section that holds texts of manuscripts, and those texts."""

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
        """The cache entry that records whether the section agrees."""
        return bucket(key(self.id))

    @property
    def bare(self) -> SourceText:
        """The same without a word of its text."""
        return replace(self, section=replace(self.section, xhtml=""), bodies=())

    def digest(self, folios: Folios = NO_PAGES) -> str:
        """A hash of everything that decides what is expected of a book with these folios."""
        section, names = self.section, [person.name for person in self.people]
        about = (section.id, section.label, section.dir, section.headings, section.place)
        shown = sorted(folios.items()) if in_text(section.xhtml) else ()
        plain = repr((about, self.title, names, self.several, shown))
        return key(plain, section.xhtml, *(body.xhtml for body in self.bodies))

    def expected(self, folios: Folios = NO_PAGES) -> Expected:
        """What the section must show in the finished book, whose pages have these folios."""
        return _of_several(self, folios) if self.several else _of_one(self, folios)


@dataclass(frozen=True)
class Shard:
    """One of several parts into which the sections are divided, each by its id."""

    number: int  # from 0
    count: int

    def of(self, sources: Iterable[SourceText]) -> tuple[SourceText, ...]:
        """The sections that belong to this shard."""
        return tuple(source for source in sources if source.bucket in self.buckets())

    def buckets(self) -> range:
        """The cache entries of its sections."""
        return range(self.number, BUCKETS, self.count)


def shards(count: int) -> list[Shard]:
    """All sections, divided into `count` shards."""
    return [Shard(number, count) for number in range(count)]


def source_texts(book: Book, edition: Edition) -> Iterator[SourceText]:
    """Each section that holds a manuscript's text, in the edition's order."""
    pieces = dict(_pieces(book, signed=not _signed_once(book, edition)))
    bios = tuple(Body(bio) for bio in dict.fromkeys(_bios(book)))
    heads = {each.id: each.title for each in edition.sections if each.kind == HEAD_OF_WORK}
    for section in edition.sections:
        if section.id in pieces:
            body, title, people = pieces[section.id]
            if section.group and letters(heads[section.group]) in letters(title):
                title = section.title  # the name of its reviewer, below the head of its work
            yield SourceText(section, (body,), title, people)
        elif section.kind in MIXED:
            parts = tuple(p.introduction for p in book.parts if p.id == section.id)
            inside = bios if section.kind == "contributors" else parts
            yield SourceText(section, tuple(filter(None, inside)), section.title, several=True)


def _signed_once(book: Book, edition: Edition) -> bool:
    """Whether the title page names those who wrote every review, in place of the reviews."""
    names = [letters(person.name) for person in book.authors]
    title_pages = (each for each in edition.sections if each.kind == "title-page")
    shown = letters("".join(text_of(parsed(each.xhtml)) for each in title_pages if names))
    return bool(names) and all(name in shown for name in names)


def _pieces(
    book: Book, *, signed: bool
) -> Iterator[tuple[str, tuple[Body, str, tuple[Person, ...]]]]:
    for piece in (*book.front, *book.back):
        yield piece.id, (piece.body, piece.title, piece.authors)
    for review in book.reviews:
        yield review.id, (review.body, review.title, review.reviewers if signed else ())


def _bios(book: Book) -> Iterator[str]:
    people = [*book.editors, *(each.person for each in book.contributors)]
    people += [person for review in book.reviews for person in review.reviewers]
    return (person.bio for person in people if person.bio)


def _of_one(source: SourceText, folios: Folios) -> Expected:
    """What a section must show that holds one manuscript's text."""
    section, composed = source.section, parsed(source.section.xhtml)
    added = address_notes(composed) if has_address_notes(section.xhtml) else ()
    body = _parsed_body(source.bodies[0])
    take_out_moved(body, composed)
    named = tuple(named_headings(body))
    body = with_references(body, composed, folios)
    notes = notes_of(body)
    calls, wrong, unread = calls_of(body, notes), miscalled(body, notes), uncalled(body, notes)
    headings = tuple(map(text_of, body.iter(*HEADINGS)))
    take_out_notes(body)
    expected = Expected(
        id=section.id,
        place=section.place,
        title=source.title,
        text=text_of(body),
        dir="rtl" if 'dir="rtl"' in section.xhtml else section.dir,
        names=tuple(person.name for person in source.people),
        notes=tuple(map(text_of, notes)),
        labels=tuple(str(number) for number in range(1, len(notes) + 1)),
        calls=calls,
        uncalled=unread,
        headings=headings,
        outline=_outline(section),
        tables=" ".join(map(text_of, body.iter("table"))),
        pictured_heads=any(count(head, PICTURES) for head in body.iter("thead")),
        table_spans=spans_of(body, "table"),
        head_spans=spans_of(body, "thead"),
        row_spans=spans_of(body, "tr"),
        cell_spans=(*spans_of(body, "th"), *spans_of(body, "td")),
        captions=(*spans_of(body, "figcaption"), *spans_of(body, "caption")),
        numbers=numbers.of_lists(body),
        numbers_in_notes=tuple(n for note in notes for n in numbers.of_lists(note)),
        fault=f"the number of a note is {wrong}, which is another’s" if wrong else "",
    )
    if added:
        expected = with_address_notes(expected, added, _parsed_body(source.bodies[0]))
    return _as_composed(expected, body, composed, named)


def _as_composed(expected: Expected, body: Element, composed: Element, named: Titles) -> Expected:
    """The same with what the composed section adds, and the fault in it, if there is one."""
    items, pictures = count(composed, ITEMS), count(composed, PICTURES)
    take_out_notes(composed)
    found, wanted = letters(text_of(composed)), letters(expected.text)
    before, after = split_around(found, wanted)
    shown = numbers.of_lists(composed)
    fault = expected.fault or (
        "a heading is missing" if not holds(expected.outline, named)
        else "its text is not whole" if wanted not in found
        else "its lists have other numbers" if not within(expected.numbers, shown)
        else "items of a list are missing" if items < count(body, ITEMS)
        else "a picture is missing" if pictures < count(body, PICTURES)
        else next(missing_from_head(expected.title, expected.names, before + after), "")
    )  # fmt: skip
    return replace(
        expected,
        before=before,
        after=after,
        items=items,
        numbers=shown,
        pictures=pictures,
        spreads=spreads_of(composed),
        fault=fault,
    )


def _of_several(source: SourceText, folios: Folios) -> Expected:
    """What a section must show that holds several texts: all of it, as it was composed."""
    section, composed = source.section, parsed(source.section.xhtml)
    plain = letters(text_of(filled(composed, NO_PAGES)))
    texts = (text_of(_parsed_body(body)) for body in source.bodies)
    lost = next((one for one in texts if letters(one) not in plain), "")
    return Expected(
        id=section.id,
        place=section.place,
        title=section.title,
        dir=section.dir,
        text=text_of(filled(parsed(section.xhtml), folios)),
        headings=tuple(map(text_of, composed.iter(*HEADINGS))),
        outline=_outline(section),
        items=count(composed, ITEMS),
        pictures=count(composed, PICTURES),
        several=True,
        fault=f"the text “{lost.strip()[:60]}” is not in it" if lost else "",
    )


def _parsed_body(body: Body) -> Element:
    return parsed(f"<body>{without_wiki_links(body.xhtml)}</body>")


def _outline(section: Section) -> Titles:
    """The title and the headings, but for empty ones."""
    return tuple(filter(letters, (section.label, *(each.text for each in section.headings))))
