"""Reviews, and front and back matter written by the editor, as sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from anthology.book import Body, Piece, Review
from anthology.compose import bodies
from anthology.compose.composer import (
    FRONTISPIECE,
    WITHOUT_TITLE,
    Composer,
    running_head,
    running_names,
)
from anthology.compose.links.address_notes import with_notes
from anthology.compose.links.addresses import with_list
from anthology.compose.links.page_references import with_pages
from anthology.compose.opening import Opening, is_titled_as_its_work, opening, work_line
from anthology.compose.pictures import openings, placed, taken
from anthology.compose.schema_org import structured_data
from anthology.compose.typography.punctuation import smarten
from anthology.edition import Section
from anthology.text import direction, sort_keys
from anthology.text.names import joined

PAGED = frozenset({"print", "screen"})  # editions with page numbers
SHORT = 60  # words: about eight lines of a column
TEMPLATES = {"grouped": "notice", "grid": "cell", "guide": "capsule"}  # by layout
DICTIONARIES = frozenset({"guide", "grid"})  # layouts whose heads name two reviews of a page


@dataclass(frozen=True)
class Position:
    """Where a review stands: in the navigation, and in print in a flow of reviews."""

    level: int = 1
    flow: str = ""  # "": it starts a page
    layout: str = ""  # of its flow
    letter: str = ""  # of the alphabet, which stands above it
    opens: bool = True  # whether no review of its flow comes before it
    cell: tuple[int, int] = (0, 0)  # in a grid: the page and the row
    whole: bool = False  # whether it takes all of its row
    group: str = ""  # the id of the section with the head of its work, which stands above it


def review(composer: Composer, piece: Review, position: Position, work: str = "line") -> Section:
    """One review; its opening has its work as a "line" or a "heading", or it stands "above"."""
    title = smarten(piece.title, piece.lang)
    signed = not composer.signed_once
    above = _opening(composer, piece, work)
    head = smarten(piece.short_title, piece.lang) or title
    if named := position.group and above.byline and is_titled_as_its_work(piece, composer.words):
        title, head = above.byline, smarten(piece.work.title, piece.lang) if piece.work else head
    section = Section(
        piece.id, "review", "body", title, "", position.level,
        running_head=running_head(head, piece.lang, _head_room(composer, position)),
        running_names=running_names(piece.reviewers, composer.words, composer.head_room)
        if signed else "",
        lang=piece.lang, dir=piece.dir,
        headings=bodies.headings(piece.body, piece.id, piece.lang), place=piece.place,
        byline="" if named else above.byline,
        recto=composer.opens_recto and position.opens,
        flow=position.flow, layout=position.layout, group=position.group,
        cell=position.cell,
    )  # fmt: skip
    pictures, body = _pictured(composer, section, _prepared(composer, section, piece.body))
    return composer.section(
        section,
        **pictures,
        whole=position.whole,
        tile=sort_keys.initial(piece.title, piece.lang),
        template=composer.template(_template(position), piece.work),
        letter=position.letter,
        short=piece.body.words < SHORT,
        review=piece,
        subtitle=smarten(piece.subtitle, piece.lang),
        opening=above,
        by_name=bool(named),
        described=structured_data(piece),
        work=work,
        body=bodies.marked(_with_first_words(composer, section, body)),
    )


def _pictured(composer: Composer, section: Section, xhtml: str) -> tuple[Mapping[str, object], str]:
    """The picture that a template gets for a cell or an opening, and the rest of the text."""
    if section.cell[0]:
        poster, rest = taken(xhtml)
        return {"poster": poster, "still": None}, rest
    found = openings.taken(xhtml, composer.book.pictures, composer.style.settings, section.layout)
    return {"poster": "", "still": found[0]}, found[1]


def _opening(composer: Composer, piece: Review, work: str) -> Opening:
    draw_stars = composer.style.settings.stars == "drawn"
    above = opening(piece, composer.words, draw_stars=draw_stars)
    if composer.signed_once:
        above = replace(above, byline="")
    if piece.work and work == "heading":
        above = replace(above, work=work_line(piece.work, piece.lang, composer.words))
    return above


def _template(position: Position) -> str:
    found = (name for layout, name in TEMPLATES.items() if layout in position.layout)
    return next(found, "review")


def _head_room(composer: Composer, position: Position) -> float:
    """How much of a running head a title has: half of one that names the first and the last."""
    both = position.layout in DICTIONARIES
    return composer.head_room / 2 if both else composer.head_room


def front(composer: Composer) -> Iterator[Section]:
    """Foreword, dedication, epigraph ... in the editor's order."""
    return (_piece(composer, piece, "front") for piece in composer.book.front)


def back(composer: Composer) -> Iterator[Section]:
    """Afterword ... in the editor's order."""
    return (_piece(composer, piece, "back") for piece in composer.book.back)


def _piece(composer: Composer, piece: Piece, matter: str) -> Section:
    title = smarten(piece.title, piece.lang)
    names = joined([person.name for person in piece.authors], composer.words)
    section = Section(
        piece.id, piece.kind, matter, title, "",
        running_head=running_head(title, piece.lang, composer.head_room),
        running_names=running_names(piece.authors, composer.words, composer.head_room),
        lang=piece.lang, dir=direction.of_language(piece.lang),
        headings=bodies.headings(piece.body, piece.id, piece.lang), place=piece.place, byline=names,
        recto=piece.kind != FRONTISPIECE,
    )  # fmt: skip
    template = piece.kind if f"{piece.kind}.xhtml.j2" in composer.style.templates else "piece"
    first_words = piece.kind not in WITHOUT_TITLE
    body = body_of(composer, section, piece.body, first_words=first_words)
    return composer.section(section, template=template, body=body)


def body_of(
    composer: Composer, section: Section, body: Body | None, *, first_words: bool
) -> object:
    """The text of a section, prepared for its edition; "" where there is none."""
    if body is None:
        return ""
    xhtml = _prepared(composer, section, body)
    return bodies.marked(_with_first_words(composer, section, xhtml) if first_words else xhtml)


def _prepared(composer: Composer, section: Section, body: Body) -> str:
    """The text of a section, prepared for its edition but for its first words."""
    path = section.place.path
    body = replace(body, xhtml=placed(body.xhtml, composer.book.pictures, composer.edition))
    xhtml = bodies.body(body, section.id, lang=section.lang, path=path, links=composer.links)
    if composer.edition in PAGED:
        xhtml = with_pages(xhtml, section.id, composer.words_of(section.lang))
        xhtml = _with_addresses(xhtml, section, composer.style.settings.addresses)
    if composer.edition == "epub" and composer.style.settings.spoilers == "folded":
        xhtml = bodies.labelled(xhtml, composer.words["spoiler"])
    return xhtml


def _with_first_words(composer: Composer, section: Section, xhtml: str) -> str:
    """The text that begins as the style has it, with small capitals or a large letter."""
    if section.dir != "ltr":
        return xhtml
    xhtml = bodies.with_first_words(xhtml, composer.style.settings.first_words)
    lines = 0 if section.layout else composer.style.settings.drop_caps
    return bodies.with_drop_cap(xhtml, lines)


def _with_addresses(xhtml: str, section: Section, how: str) -> str:
    """The text of a paged edition with the addresses of its links where the style wants them.

    Calls in Latin letters would run against a text from right to left, which gets a list.
    """
    if how == "hidden" or 'href="http' not in xhtml:
        return xhtml
    return (
        with_notes(xhtml, section.id)
        if how == "noted" and section.dir == "ltr"
        else with_list(xhtml)
    )
