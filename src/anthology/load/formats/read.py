"""The text of a manuscript, whatever its format, as a finished body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from anthology.config import LimitsTable
from anthology.load.clean.body import Finished, finish
from anthology.load.clean.clean import clean
from anthology.load.clean.decode.garbled import garbled
from anthology.load.clean.limits import lengthy
from anthology.load.formats import FORMATS, Converted, format_of
from anthology.load.formats.lost_numbers import changed
from anthology.load.formats.lost_words import lost
from anthology.load.header.front_matter import FrontMatter
from anthology.load.model import PictureReference
from anthology.report import Place, Problem, Severity, warning

UNUSUAL = re.compile("[^\x00-\u052f\u1e00-\u2027\u2030-\u205e\u20ac]")


@dataclass(frozen=True)
class Text:
    """A finished body, its page's own title and language, and its problems."""

    finished: Finished
    pictures: tuple[PictureReference, ...] = ()
    title: str = ""  # a page's own
    language: str = ""
    problems: tuple[Problem, ...] = ()


def read(front: FrontMatter, title: str, limits: LimitsTable) -> Text:
    """The text of a manuscript, in the format that its name says.

    Raises Refused where a package's format cannot be used.
    """
    own = format_of(front.path) or FORMATS[0]
    converted = own.convert(front)
    title = title or converted.title
    cleaned = clean(converted.html, place=front.place, source=front.text, limits=limits)
    finished = finish(cleaned.xhtml, title, structure=converted.structure)
    body = replace(finished.body, strange=_unusual_characters(front))
    problems = [*converted.problems, *cleaned.problems, *_found_in(finished, front)]
    if not any(problem.severity is Severity.ERROR for problem in problems):
        problems += _lost(converted, front, (body.xhtml, finished.first_heading, title))
    problems += garbled(front.text, front.path)
    problems += lengthy(body.xhtml, front.place, limits)
    pictures = tuple(
        PictureReference(src, _line_of_picture(src, front)) for src in finished.pictures
    )
    return Text(
        replace(finished, body=body),
        pictures,
        converted.title,
        converted.language,
        tuple(problems),
    )


def _found_in(finished: Finished, front: FrontMatter) -> Iterator[Problem]:
    yield from (_uncalled(start, front) for start in finished.orphans)
    yield from (_of_title(start, front) for start in finished.of_title)
    yield from (_dead_link(href, front) for href in finished.dead)


def _lost(converted: Converted, front: FrontMatter, bodies: tuple[str, ...]) -> tuple[Problem, ...]:
    """Words of the source that are not in the text, and numbers that are others there."""
    source = front.body if converted.source is None else converted.source
    before = front.body.count("\n", 0, max(0, front.body.find(source)))
    place = Place(front.path, front.body_line + before)
    return (*lost(source, place, bodies, converted.left_out), *changed(source, place, bodies[0]))


def _unusual_characters(front: FrontMatter) -> dict[str, int]:
    """The first line of each character beyond the letters of Europe, which a font may not have."""
    if not UNUSUAL.search(front.body):
        return {}
    lines = dict[str, int]()
    for number, line in enumerate(front.body.split("\n"), front.body_line):
        for character in UNUSUAL.findall(line):
            lines.setdefault(character, number)
    return lines


def _dead_link(href: str, front: FrontMatter) -> Problem:
    """A link to a heading or a mark of the text that is not there."""
    return warning(
        front.find(href),
        f"the link to {href} leads nowhere in this text; only its words are printed",
        "Link to a heading by its words, #in-lower-case-with-hyphens, or to an id of the text.",
    )


def _uncalled(start: str, front: FrontMatter) -> Problem:
    """A note that nothing calls, at the line of its first words."""
    return warning(
        _line_of_note(start, front),
        f"no mark in the text calls the note “{start} …”",
        "It is printed after the others; put its mark where it belongs.",
    )


def _of_title(start: str, front: FrontMatter) -> Problem:
    """A note that only the title called, which can call none."""
    return warning(
        _line_of_note(start, front),
        f"the title calls the note “{start} …”; a title has no notes",
        "It is printed after the others, without a number; call it in the text instead.",
    )


def _line_of_note(start: str, front: FrontMatter) -> Place:
    words = start.split()
    beginnings = (" ".join(words[:length]) for length in range(len(words), 0, -1))
    places = (front.find(beginning) for beginning in beginnings)
    return next((place for place in places if place.line), front.place)


def _line_of_picture(src: str, front: FrontMatter) -> int:
    name = re.split(r"[\\/]", src)[-1]  # its folder may have been written in another way
    spellings = (src, src.replace("%20", " "), name)
    return next((line for words in spellings if words and (line := front.find(words).line)), 0)
