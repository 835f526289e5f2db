"""The text of a manuscript, whatever its format, as a finished body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from anthology.config import LimitsTable
from anthology.load.clean.body import Finished, finish
from anthology.load.clean.clean import clean
from anthology.load.clean.limits import lengthy
from anthology.load.formats import html, markdown, markdown_notes, plain_text, shortcodes
from anthology.load.formats.dialects import translated
from anthology.load.formats.lost_words import lost
from anthology.load.formats.markdown_code import without_code
from anthology.load.header.front_matter import FrontMatter
from anthology.load.model import Asked
from anthology.report import Place, Problem, Severity, note, warning

PLAIN = frozenset({".txt", ".text"})
STRANGE = re.compile("[^\x00-\u052f\u1e00-\u2027\u2030-\u205e\u20ac]")
PAGES = frozenset({".html", ".htm", ".xhtml"})


@dataclass(frozen=True)
class Text:
    """A finished body, what its page says of itself, and what was found on the way."""

    finished: Finished
    pictures: tuple[Asked, ...] = ()
    title: str = ""  # a page's own
    language: str = ""
    problems: tuple[Problem, ...] = ()


def read(front: FrontMatter, title: str, limits: LimitsTable) -> Text:
    """The text of a manuscript, by the format that its name says."""
    suffix = PurePosixPath(front.path).suffix.lower()
    way = _of_plain if suffix in PLAIN else _of_page if suffix in PAGES else _of_markdown
    text = way(front, title, limits)
    body = replace(text.finished.body, strange=_strange(front))
    problems = (*text.problems, *lengthy(body.xhtml, front.place, limits))
    return replace(text, finished=replace(text.finished, body=body), problems=problems)


def _strange(front: FrontMatter) -> dict[str, int]:
    """The first line of each character beyond the letters of Europe, which a font may lack."""
    if not STRANGE.search(front.body):
        return {}
    lines = dict[str, int]()
    for number, line in enumerate(front.body.split("\n"), front.body_line):
        for character in STRANGE.findall(line):
            lines.setdefault(character, number)
    return lines


def _of_plain(front: FrontMatter, title: str, limits: LimitsTable) -> Text:  # noqa: ARG001
    plain = plain_text.read(front.body)
    return _whole(Text(finish(plain.html, title, structure=plain.structure)), front, title)


def _of_markdown(front: FrontMatter, title: str, limits: LimitsTable) -> Text:
    text, code = without_code(front.body)
    text, tags = shortcodes.taken_out(text, front.place)
    text, twice = markdown_notes.checked(text, front.place) if "[^" in text else (text, ())
    meant = translated(text, code, front.place)
    made = markdown.to_html(meant.text, code)
    finished = _finished(made, front, title, limits)
    problems = (
        *tags,
        *twice,
        *meant.problems,
        *markdown_notes.uncalled(made, front),
        *_open_spoiler(front),
    )
    whole = replace(finished, problems=(*problems, *finished.problems))
    return _whole(whole, front, title, meant.left_out)


def _whole(text: Text, front: FrontMatter, title: str, left_out: Sequence[str] = ()) -> Text:
    """The text with a remark on words that are not in it, but for those left out on purpose."""
    return replace(text, problems=_with_lost(text, front.body, front.place, title, left_out))


def _with_lost(
    text: Text, source: str, place: Place, title: str, left_out: Sequence[str] = ()
) -> tuple[Problem, ...]:
    """The text's problems and one more where words are lost, unless the whole text is refused."""
    if any(problem.severity is Severity.ERROR for problem in text.problems):
        return text.problems
    bodies = (text.finished.body.xhtml, text.finished.first_heading, title)
    return (*text.problems, *lost(source, place, bodies, left_out))


def _of_page(front: FrontMatter, title: str, limits: LimitsTable) -> Text:
    page = html.read(front.body)
    text = _finished(page.html, front, title or page.title, limits)
    before = front.body.count("\n", 0, max(0, front.body.find(page.html)))
    place = Place(front.path, front.body_line + before)
    problems = _with_lost(text, page.html, place, title or page.title)
    if page.taken in {"article", "main"}:
        problems += (note(front.place, f"only the <{page.taken}> of this page is printed"),)
    return replace(text, title=page.title, language=page.language, problems=problems)


def _finished(made: str, front: FrontMatter, title: str, limits: LimitsTable) -> Text:
    cleaned = clean(made, place=front.place, source=front.text, limits=limits)
    finished = finish(cleaned.xhtml, title)
    orphans = (
        *(_uncalled(start, front) for start in finished.orphans),
        *(_of_title(start, front) for start in finished.of_title),
    )
    asked = tuple(Asked(src, _line_of_picture(src, front)) for src in finished.pictures)
    dead = (_dead_link(href, front) for href in finished.dead)
    return Text(finished, asked, problems=(*cleaned.problems, *orphans, *dead))


def _dead_link(href: str, front: FrontMatter) -> Problem:
    """A link to a heading or a mark of the text that is not there."""
    return warning(
        front.find(href),
        f"the link to {href} leads nowhere in this text; only its words are printed",
        "Link to a heading by its words, #in-lower-case-with-hyphens, or to an id of the text.",
    )


def _uncalled(start: str, front: FrontMatter) -> Problem:
    """A note that nothing calls, at the line where its first words stand."""
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
    name = re.split(r"[\\/]", src)[-1]  # the way to it may have been written otherwise
    spellings = (src, src.replace("%20", " "), name)
    return next((line for words in spellings if words and (line := front.find(words).line)), 0)


def _open_spoiler(front: FrontMatter) -> tuple[Problem, ...]:
    """A spoiler that is opened and not closed, or the other way round."""
    opened, closed = front.body.count("{spoiler}"), front.body.count("{/spoiler}")
    if opened == closed:
        return ()
    message = f"{opened} spoilers are opened with {{spoiler}} and {closed} closed with {{/spoiler}}"
    return (warning(front.find("spoiler}"), message, "Close each of them."),)
