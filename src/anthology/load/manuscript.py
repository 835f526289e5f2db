"""One manuscript becomes one piece: a pure function that runs in a process with limits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from anthology.book import Found, Person, Piece, Rating, Review
from anthology.config import LimitsTable, SourceTable
from anthology.load import header, markdown, plain_text, rating
from anthology.load.body import Finished, finish
from anthology.load.clean import clean
from anthology.load.decode import decode
from anthology.load.fields import Fields
from anthology.load.front_matter import FrontMatter, split
from anthology.load.limits import crowded
from anthology.report import Place, Problem, Refused, error, warning

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
LETTER = re.compile(r"[^\W\d_]")
PLAIN, HTML = (".txt", ".text"), (".html", ".htm", ".xhtml")
TITLED = {"dedication": False, "epigraph": False}  # pieces that print no title


@dataclass(frozen=True)
class Task:
    """A manuscript to be read: its bytes, its path in the project and what it is."""

    data: bytes
    path: str
    id: str
    source: SourceTable
    limits: LimitsTable
    language: str = "en"
    kind: str = "review"  # or "person", or a piece's: "foreword" ...


@dataclass(frozen=True)
class Asked:
    """A picture that a text asks for: `src` as written, its alternative text and line."""

    src: str
    line: int


@dataclass(frozen=True)
class Read:
    """What a manuscript was found to be; all None where it is refused or withheld."""

    path: str
    review: Review | None = None
    piece: Piece | None = None
    person: Person | None = None
    pictures: tuple[Asked, ...] = ()
    withheld: bool = False
    asks_author: Place | None = None
    problems: tuple[Problem, ...] = ()


def read(task: Task) -> Read:
    """The piece that a manuscript holds, and every problem found in it."""
    try:
        return _read(task)
    except Refused as refused:
        return Read(task.path, problems=refused.problems)


def _read(task: Task) -> Read:
    text, problems = decode(task.data, Place(task.path), task.source.encoding)
    marked = not task.path.lower().endswith(HTML)
    if too_much := crowded(text, Place(task.path), task.limits, marked=marked):
        raise Refused(*problems, *too_much)
    front = split(text, task.path)
    if not front.body.strip() and task.kind == "review":
        message = "the file is empty: there is nothing to print"
        hint = "Write the review, or take the file away."
        raise Refused(*problems, error(Place(task.path), message, hint))
    if task.kind == "person":
        return _person(task, front, problems)
    if task.kind != "review":
        return _piece(task, front, problems)
    return _review(task, front, problems)


def _review(task: Task, front: FrontMatter, problems: tuple[Problem, ...]) -> Read:
    head = header.read(front.values, task.source, task.path)
    problems += head.problems
    if head.withheld:
        return Read(task.path, withheld=True)
    finished, found = _text(task, front, head.title)
    title, where = _title(task.path, head.title, finished)
    language = head.language or task.language
    review = Review(
        id=task.id,
        place=Place(task.path),
        title=title,
        title_found=where,
        subtitle=head.subtitle,
        body=finished.body,
        reviewers=tuple(Person(name, "") for name in head.reviewers),
        translators=tuple(Person(name, "") for name in head.translators),
        work=head.work,
        rating=head.rating,
        proposed_ratings=_proposed(front, task.path) if head.rating is None else (),
        date=head.date,
        publication=head.publication,
        rights=head.rights,
        spoilers=head.spoilers or 'class="spoiler"' in finished.body.xhtml,
        subjects=head.subjects,
        lang=language,
        dir=head.dir or direction(front.body),
        order=head.order,
    )
    return Read(
        task.path,
        review=_with_rating_of_text(review, task.source),
        pictures=_asked(finished, front),
        asks_author=head.asks_author,
        problems=problems + found,
    )


def _text(task: Task, front: FrontMatter, title: str) -> tuple[Finished, tuple[Problem, ...]]:
    """The body, by the format that the file's name says."""
    place = Place(task.path, front.body_line)
    suffix = "." + task.path.rpartition(".")[2].lower()
    if suffix in PLAIN:
        plain = plain_text.read(front.body)
        return finish(plain.html, title, structure=plain.structure), ()
    html = front.body if suffix in HTML else markdown.to_html(front.body)
    cleaned = clean(html, place=place, source=front.text, limits=task.limits)
    finished = finish(cleaned.xhtml, title)
    orphans = (_orphan(start, front, task.path) for start in finished.orphans)
    return finished, (*cleaned.problems, *orphans)


def _orphan(start: str, front: FrontMatter, path: str) -> Problem:
    message = f"no mark in the text calls the note “{start} …”"
    hint = "It is printed after the others; put its mark where it belongs."
    return warning(_line_of(start, front, path), message, hint)


def _line_of(words: str, front: FrontMatter, path: str) -> Place:
    """Where `words` stand in the body, as near as their first word that can be found."""
    for length in range(len(words.split()), 0, -1):
        offset = front.body.find(" ".join(words.split()[:length]))
        if offset >= 0:
            return Place(path, front.body_line + front.body.count("\n", 0, offset))
    return Place(path)


def _asked(finished: Finished, front: FrontMatter) -> tuple[Asked, ...]:
    asked = []
    for src in finished.pictures:
        offset = max(front.body.find(src), front.body.find(src.replace("%20", " ")))
        line = front.body_line + front.body.count("\n", 0, offset) if offset >= 0 else 0
        asked.append(Asked(src, line))
    return tuple(asked)


def _title(path: str, given: str, finished: Finished) -> tuple[str, Found]:
    if given:
        return given, Found.HEADER
    if finished.first_heading:
        return finished.first_heading, Found.HEADING
    return title_of_file(path), Found.FILE_NAME


def title_of_file(path: str) -> str:
    """A title from “2024-05-17-the-wire.md”: “The wire”; an index file has its folder's name."""
    parts = path.split("/")
    stem = parts[-1].rpartition(".")[0] or parts[-1]
    if stem.lower() in {"index", "_index"} and len(parts) > 1:
        stem = parts[-2]
    stem = re.sub(r"^(?:\d{4}-\d{2}-\d{2}|\d{1,4})[-_. ]+(?=\S)", "", stem)
    words = " ".join(unicodedata.normalize("NFC", stem).replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:] or stem


def _proposed(front: FrontMatter, path: str) -> tuple[Rating, ...]:
    return rating.proposals(front.body, path, front.body_line)


def _with_rating_of_text(review: Review, source: SourceTable) -> Review:
    """Where the source says that ratings stand in the text, the only one found is taken."""
    if source.rating != "text" or review.rating is not None or len(review.proposed_ratings) != 1:
        return review
    found = review.proposed_ratings[0]
    scale = rating.scale(source.scale, source.grades)
    taken = rating.parse(found.as_written, scale, found.place)
    return replace(review, rating=replace(taken, found=Found.SOURCE), proposed_ratings=())


def direction(text: str) -> str:
    """Gives "rtl" where most letters are of a script that runs from right to left, else "ltr"."""
    strokes = len(RIGHT_TO_LEFT.findall(text))
    return "rtl" if strokes and strokes * 2 > len(LETTER.findall(text)) else "ltr"


def _piece(task: Task, front: FrontMatter, problems: tuple[Problem, ...]) -> Read:
    fields = Fields(task.path)
    values = front.values
    title = fields.text("title", values.get("title"))
    authors = fields.people("author", values.get("author") or values.get("by"))
    kind = fields.text("kind", values.get("kind")) or task.kind
    language = fields.language(values.get("language") or values.get("lang")) or task.language
    finished, found = _text(task, front, title)
    shown = title or finished.first_heading
    if not shown and kind not in TITLED:
        shown = title_of_file(task.path)
    piece = Piece(
        id=task.id,
        place=Place(task.path),
        kind=kind,
        title=shown,
        body=finished.body,
        authors=tuple(Person(name, "") for name in authors),
        lang=language,
    )
    problems += tuple(fields.problems) + found
    return Read(task.path, piece=piece, pictures=_asked(finished, front), problems=problems)


def _person(task: Task, front: FrontMatter, problems: tuple[Problem, ...]) -> Read:
    fields = Fields(task.path)
    values = front.values
    name = fields.text("name", values.get("name") or values.get("title"))
    finished, found = _text(task, front, name)
    person = Person(
        name=name or finished.first_heading or title_of_file(task.path),
        sort_name=fields.text("sort_name", values.get("sort_name")),
        bio=finished.body.xhtml,
        url=fields.text("url", values.get("url")),
        portrait=fields.text("portrait", values.get("portrait")),
        spellings=fields.texts("also", values.get("also") or values.get("spellings")),
    )
    problems += tuple(fields.problems) + found
    return Read(task.path, person=person, pictures=_asked(finished, front), problems=problems)
