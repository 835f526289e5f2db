"""Reviews, parts, and front and back matter written by the editor, as sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from anthology.book import Body, Part, Person, Piece, Review
from anthology.compose import bodies
from anthology.compose.composer import Composer
from anthology.compose.links.addresses import with_list
from anthology.compose.links.page_references import with_pages
from anthology.compose.opening import makers, opening, work_line
from anthology.compose.pictures import placed
from anthology.compose.schema_org import structured_data
from anthology.compose.templates import titles_in
from anthology.compose.typography.punctuation import smarten
from anthology.compose.typography.titles import shortened, width
from anthology.edition import Section
from anthology.text import direction, sort_keys
from anthology.text.names import joined
from anthology.text.words import Words

PAGED = frozenset({"print", "screen"})  # editions with page numbers
SHORT = 60  # words: about eight lines of a column
LONGEST_HEAD = 27.0  # em of the text face, for which a running head has room
SHORTEST_HEAD = 8  # characters of a title before its colon
FRONTISPIECE = "frontispiece"  # the kind of the picture that faces the title page
WITHOUT_TITLE = frozenset({"dedication", "epigraph", FRONTISPIECE})


def parts(composer: Composer) -> Iterator[Section]:
    """The parts and their reviews, in the book's order."""
    titled = [part for part in composer.book.parts if part.title]
    for part in composer.book.parts:
        if part.title:
            yield _part(composer, part, 1 + titled.index(part))
        grouped = composer.style.settings.works == "grouped"
        shown = _works_shown(part) if grouped else ["line"] * len(part.reviews)
        level = 2 if part.title else 1
        flow = "" if part.layout == "essays" else part.id
        initials = letters(part, composer.book.language) if part.layout == "guide" else ()
        for number, (each, work) in enumerate(zip(part.reviews, shown, strict=True)):
            letter = initials[number] if initials else ""
            layout = part.layout if flow else ""
            position = Position(level, flow, layout, letter, opens=not (flow and number))
            yield review(composer, each, position, work)


def letters(part: Part, language: str) -> tuple[str, ...]:
    """For each review of a part, the letter that begins with it; () where no order is seen."""
    titles = [sort_keys.without_article(review.title, review.lang) for review in part.reviews]
    keys = [sort_keys.natural(title, language) for title in titles]
    if keys != sorted(keys):
        return ()
    initials = [sort_keys.initial(title, language) for title in titles]
    pairs = zip(["#", *initials], initials, strict=False)
    return tuple("" if before == own else own for before, own in pairs)


@dataclass(frozen=True)
class Position:
    """Where a review stands: in the navigation, and in print in a flow of reviews."""

    level: int = 1
    flow: str = ""  # "": it starts a page
    layout: str = ""  # of its flow
    letter: str = ""  # of the alphabet, which stands above it
    opens: bool = True  # whether no review of its flow comes before it


def _works_shown(part: Part) -> list[str]:
    """How each review shows its work: as a "heading", as a "line", or not, as it is "above"."""
    works = [review.work for review in part.reviews]
    found = []
    for before, work, after in zip([None, *works], works, [*works[1:], None], strict=False):
        above = work is not None and work in (before, part.work)
        found.append("above" if above else "heading" if work and work == after else "line")
    return found


def review(composer: Composer, piece: Review, position: Position, work: str = "line") -> Section:
    """One review with its opening; for `work` see `_works_shown`."""
    title = smarten(piece.title, piece.lang)
    signed = not composer.signed_once
    draw_stars = composer.style.settings.stars == "drawn"
    above = opening(piece, composer.words, draw_stars=draw_stars)
    above = above if signed else replace(above, byline="")
    if piece.work and work == "heading":
        above = replace(above, work=work_line(piece.work, piece.lang, composer.words))
    section = Section(
        piece.id, "review", "body", title, "", position.level,
        running_head=running_head(smarten(piece.short_title, piece.lang) or title, piece.lang),
        running_names=running_names(piece.reviewers, composer.words) if signed else "",
        lang=piece.lang, dir=piece.dir,
        headings=bodies.headings(piece.body, piece.id, piece.lang), place=piece.place,
        byline=above.byline,
        recto=composer.opens_recto and position.opens,
        flow=position.flow, layout=position.layout,
    )  # fmt: skip
    capsule = position.layout == "guide" and composer.edition != "epub"
    return composer.section(
        section,
        template=composer.template("capsule" if capsule else "review", piece.work),
        letter=position.letter,
        short=piece.body.words < SHORT,
        review=piece,
        subtitle=smarten(piece.subtitle, piece.lang),
        opening=above,
        described=structured_data(piece),
        work=work,
        body=_body(composer, section, piece.body, first_words=True),
    )


def front(composer: Composer) -> Iterator[Section]:
    """Foreword, dedication, epigraph ... in the editor's order."""
    return (_piece(composer, piece, "front") for piece in composer.book.front)


def back(composer: Composer) -> Iterator[Section]:
    """Afterword ... in the editor's order."""
    return (_piece(composer, piece, "back") for piece in composer.book.back)


def running_head(title: str, lang: str) -> str:
    """The title as far as it fits a running head: up to a colon, else to whole words."""
    if width(title) <= LONGEST_HEAD:
        return title
    for mark in (": ", " – ", "\u00a0– ", "\u00a0— ", " — ", "? ", " (", "：", "（"):
        start, found, _ = title.partition(mark)
        if found and len(start) >= SHORTEST_HEAD and width(start) <= LONGEST_HEAD:
            return start + mark.strip(" :(–—\u00a0：（")
    return shortened(title, LONGEST_HEAD, titles_in(lang))


def running_names(people: Sequence[Person], words: Words) -> str:
    """All names if a running head has room for them, else the first one "and others"."""
    names = joined([person.name for person in people], words)
    if width(names) <= LONGEST_HEAD or len(people) < 2:
        return names
    return str(words["others"].format(people[0].name))


def _piece(composer: Composer, piece: Piece, matter: str) -> Section:
    title = smarten(piece.title, piece.lang)
    names = joined([person.name for person in piece.authors], composer.words)
    section = Section(
        piece.id, piece.kind, matter, title, "",
        running_head=running_head(title, piece.lang),
        running_names=running_names(piece.authors, composer.words),
        lang=piece.lang, dir=direction.of_language(piece.lang),
        headings=bodies.headings(piece.body, piece.id, piece.lang), place=piece.place, byline=names,
        recto=piece.kind != FRONTISPIECE,
    )  # fmt: skip
    template = piece.kind if f"{piece.kind}.xhtml.j2" in composer.style.templates else "piece"
    first_words = piece.kind not in WITHOUT_TITLE
    body = _body(composer, section, piece.body, first_words=first_words)
    return composer.section(section, template=template, body=body)


def _part(composer: Composer, part: Part, number: int) -> Section:
    lang = composer.book.language
    title = smarten(part.title, lang)
    section = Section(
        part.id, "part", "body", title, "", running_head=running_head(title, lang),
        lang=lang, dir=direction.of_language(lang),
    )  # fmt: skip
    body = _body(composer, section, part.introduction, first_words=False)
    makers_ = makers(part.work, section.lang, composer.words) if part.work else ()
    return composer.section(section, number=number, roman=roman(number), makers=makers_, body=body)


def _body(composer: Composer, section: Section, body: Body | None, *, first_words: bool) -> object:
    if body is None:
        return ""
    path = section.place.path
    body = replace(body, xhtml=placed(body.xhtml, composer.book.pictures, composer.edition))
    xhtml = bodies.body(body, section.id, lang=section.lang, path=path, links=composer.links)
    if composer.edition in PAGED:
        if section.dir == "ltr":  # a line that mixes directions would draw it in pieces
            xhtml = with_pages(xhtml, section.id, composer.words_of(section.lang))
        if composer.style.settings.addresses == "listed":
            xhtml = with_list(xhtml)
    if composer.edition == "epub" and composer.style.settings.spoilers == "folded":
        xhtml = bodies.labelled(xhtml, composer.words["spoiler"])
    if first_words and section.dir == "ltr":
        xhtml = bodies.with_first_words(xhtml, composer.style.settings.first_words)
        lines = 0 if section.layout else composer.style.settings.drop_caps
        xhtml = bodies.with_drop_cap(xhtml, lines)
    return bodies.marked(xhtml)


def roman(number: int) -> str:
    """A number from 1 in Roman capitals."""
    numeral = ""
    for value, letters in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
                           (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        numeral += letters * (number // value)
        number %= value
    return numeral
