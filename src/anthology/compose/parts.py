"""The parts with their reviews, as sections; where they are grouped, with heads of works."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from anthology.book import Part, Review, Work
from anthology.compose.cells import cells, has_room
from anthology.compose.composer import Composer, running_head
from anthology.compose.opening import makers, work_line
from anthology.compose.pieces import Position, body_of
from anthology.compose.remembered import review
from anthology.compose.typography.punctuation import smarten
from anthology.edition import HEAD_OF_WORK, Section
from anthology.text import direction, sort_keys
from anthology.text.tomes import numeral

SHORT = 220  # words: works follow one another on the page where half of the reviews have fewer


def parts(composer: Composer) -> Iterator[Section]:
    """The parts and their reviews, in the book's order."""
    titled = [part for part in composer.book.parts if part.title]
    for part in composer.book.parts:
        head = _part(composer, part, 1 + titled.index(part)) if part.title else None
        above = part.layout == "grid" and head is not None and _stands_above(composer, part)
        if head is not None:
            yield replace(head, flow=part.id, layout="grid", cell=(1, 1)) if above else head
        level = 2 if part.title else 1
        if part.layout == "grid":
            yield from _cells(composer, part, level, above=above)
        elif part.layout == "grouped":
            yield from _grouped(composer, part, level)
        else:
            yield from _reviews(composer, part, level)


def _reviews(composer: Composer, part: Part, level: int) -> Iterator[Section]:
    """The reviews of a part one after the other, on pages of their own or in a flow."""
    together = composer.style.settings.works == "grouped"
    shown = _works_shown(part) if together else ["line"] * len(part.reviews)
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


def _works_shown(part: Part) -> list[str]:
    """How each review shows its work: as a "heading", as a "line", or not, as it is "above"."""
    works = [review.work for review in part.reviews]
    found = []
    for before, work, after in zip([None, *works], works, [*works[1:], None], strict=False):
        above = work is not None and work in (before, part.work)
        found.append("above" if above else "heading" if work and work == after else "line")
    return found


def _stands_above(composer: Composer, part: Part) -> bool:
    """Whether the head of a part in a grid stands above its first cells, on pages of paper."""
    introduction = part.introduction.xhtml if part.introduction else ""
    return composer.edition != "epub" and has_room(introduction, composer.grid)


def _cells(composer: Composer, part: Part, level: int, *, above: bool) -> Iterator[Section]:
    """The reviews of a part in the cells of a grid, the first ones below its head or not."""
    places = cells(part.reviews, composer.grid, above=int(above))
    for number, (each, (page, row, whole)) in enumerate(zip(part.reviews, places, strict=True)):
        opens = not (number or above)
        position = Position(level, part.id, "grid", opens=opens, cell=(page, row), whole=whole)
        yield review(composer, each, position)


def _grouped(composer: Composer, part: Part, level: int) -> Iterator[Section]:
    """Each work once, as a head, its reviews below; one with one review has that as its head."""
    words = sorted(each.body.words for each in part.reviews)
    short = words[len(words) // 2] <= SHORT
    together = groupby(part.reviews, key=lambda each: each.work or each.id)
    for number, (_, found) in enumerate(together):
        reviews = list(found)
        work = reviews[0].work
        flow = part.id if short else f"{part.id}-{number}"
        position = Position(level, flow, "run-on grouped", opens=not (short and number))
        shown = "above" if work and work == part.work else "line"
        if work and len(reviews) > 1 and shown == "line":
            head = _work(composer, work, reviews[0], position)
            yield head
            position = replace(position, level=level + 1, group=head.id, opens=False)
            shown = "above"
        for own in reviews:
            yield review(composer, own, position, shown)
            position = replace(position, opens=False)


def _work(composer: Composer, work: Work, first: Review, position: Position) -> Section:
    """The head of a work that has several reviews, with its data."""
    line = work_line(work, first.lang, composer.words)
    title = smarten(work.title, first.lang)
    section = Section(
        f"work-{first.id}", HEAD_OF_WORK, "body", title, "", position.level,
        running_head=running_head(title, first.lang, composer.head_room),
        lang=first.lang, dir=first.dir,
        recto=composer.opens_recto and position.opens, flow=position.flow, layout=position.layout,
    )  # fmt: skip
    return composer.section(section, line=line)


def _part(composer: Composer, part: Part, number: int) -> Section:
    lang = composer.book.language
    title = smarten(part.title, lang)
    section = Section(
        part.id, "part", "body", title, "",
        running_head=running_head(title, lang, composer.head_room),
        lang=lang, dir=direction.of_language(lang),
    )  # fmt: skip
    body = body_of(composer, section, part.introduction, first_words=False)
    makers_ = makers(part.work, section.lang, composer.words) if part.work else ()
    return composer.section(
        section, number=number, roman=numeral(number), makers=makers_, body=body
    )
