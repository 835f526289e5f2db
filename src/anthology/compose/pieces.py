"""Reviews, parts, and the front and back matter that the editor wrote, as sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from anthology.book import Body, Part, Person, Piece, Review
from anthology.compose import bodies
from anthology.compose.dates import joined
from anthology.compose.opening import byline, makers, opening
from anthology.compose.schema_org import described
from anthology.compose.setting import Setting
from anthology.compose.typography.punctuation import smarten
from anthology.edition import Section
from anthology.style.words import Words
from anthology.text import direction

LONGEST_HEAD = 44  # characters that a running head has room for
WITHOUT_TITLE = frozenset({"dedication", "epigraph"})


def parts(setting: Setting) -> Iterator[Section]:
    """The parts and their reviews, in the book's order."""
    titled = [part for part in setting.book.parts if part.title]
    for part in setting.book.parts:
        if part.title:
            yield _part(setting, part, 1 + titled.index(part))
        grouped = setting.style.settings.works == "grouped"
        stands = _stands(part) if grouped else ["line"] * len(part.reviews)
        for each, work in zip(part.reviews, stands, strict=True):
            yield review(setting, each, level=2 if part.title else 1, work=work)


def _stands(part: Part) -> list[str]:
    """How each review's work stands: as "heading" of a group, as "line", or "above" already."""
    works = [review.work for review in part.reviews]
    found = []
    for before, work, after in zip([None, *works], works, [*works[1:], None], strict=False):
        above = work is not None and work in (before, part.work)
        found.append("above" if above else "heading" if work and work == after else "line")
    return found


def review(setting: Setting, piece: Review, *, level: int = 1, work: str = "line") -> Section:
    """One review with its opening, in which its work stands as `_stands` says."""
    title = smarten(piece.title, piece.lang)
    section = Section(
        piece.id, "review", "body", title, "", level,
        running_head=running_head(title),
        running_names=running_names(piece.reviewers, setting.words),
        lang=piece.lang, dir=piece.dir,
        headings=bodies.headings(piece.body, piece.id, piece.lang), place=piece.place,
        byline=byline(piece, setting.words), recto=setting.style.settings.openings == "recto",
    )  # fmt: skip
    drawn = setting.style.settings.stars == "drawn"
    return setting.section(
        section,
        review=piece,
        subtitle=smarten(piece.subtitle, piece.lang),
        opening=opening(piece, setting.words, drawn=drawn),
        described=described(piece),
        work=work,
        body=_body(setting, section, piece.body, first_words=True),
    )


def front(setting: Setting) -> Iterator[Section]:
    """Foreword, dedication, epigraph ... as the editor ordered them."""
    return (_piece(setting, piece, "front") for piece in setting.book.front)


def back(setting: Setting) -> Iterator[Section]:
    """Afterword ... as the editor ordered them."""
    return (_piece(setting, piece, "back") for piece in setting.book.back)


def running_head(title: str) -> str:
    """The title, or what of it fits a running head: up to a colon, else whole words."""
    if len(title) <= LONGEST_HEAD:
        return title
    for mark in (": ", " – ", "\u00a0– ", "\u00a0— ", " — ", "? ", " ("):
        start, found, _ = title.partition(mark)
        if found and 8 <= len(start) <= LONGEST_HEAD:
            return start + mark.strip(" :(–—\u00a0")
    return title[:LONGEST_HEAD].rpartition(" ")[0].rstrip(",;:–— \u00a0") + "…"


def running_names(people: Sequence[Person], words: Words) -> str:
    """The names as a running head has room for them: all, else the first one "and others"."""
    names = joined([person.name for person in people], words)
    if len(names) <= LONGEST_HEAD or len(people) < 2:
        return names
    return str(words["others"].format(people[0].name))


def _piece(setting: Setting, piece: Piece, matter: str) -> Section:
    title = smarten(piece.title, piece.lang)
    names = joined([person.name for person in piece.authors], setting.words)
    section = Section(
        piece.id, piece.kind, matter, title, "",
        running_head=running_head(title),
        running_names=running_names(piece.authors, setting.words),
        lang=piece.lang, dir=direction.of_language(piece.lang),
        headings=bodies.headings(piece.body, piece.id, piece.lang), place=piece.place, byline=names,
    )  # fmt: skip
    template = piece.kind if f"{piece.kind}.xhtml.j2" in setting.style.templates else "piece"
    first_words = piece.kind not in WITHOUT_TITLE
    body = _body(setting, section, piece.body, first_words=first_words)
    return setting.section(section, template=template, body=body)


def _part(setting: Setting, part: Part, number: int) -> Section:
    title = smarten(part.title, setting.book.language)
    section = Section(
        part.id, "part", "body", title, "", running_head=running_head(title),
        lang=setting.book.language, dir=direction.of_language(setting.book.language),
    )  # fmt: skip
    body = _body(setting, section, part.introduction, first_words=False)
    made = makers(part.work, section.lang, setting.words) if part.work else ()
    return setting.section(section, number=number, roman=roman(number), makers=made, body=body)


def _body(setting: Setting, section: Section, body: Body | None, *, first_words: bool) -> object:
    if body is None:
        return ""
    path = section.place.path
    xhtml = bodies.body(body, section.id, lang=section.lang, path=path, links=setting.links)
    if setting.edition == "epub" and setting.style.settings.spoilers == "folded":
        xhtml = bodies.labelled(xhtml, setting.words["spoiler"])
    if first_words and section.dir == "ltr":
        xhtml = bodies.with_first_words(xhtml, setting.style.settings.first_words)
    return bodies.marked(xhtml)


def roman(number: int) -> str:
    """A number from 1 in roman capitals."""
    written = ""
    for value, letters in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
                           (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        written += letters * (number // value)
        number %= value
    return written
