"""One manuscript becomes one piece: a pure function that runs in a process with limits."""

from __future__ import annotations

from dataclasses import replace

from anthology.book import Body, Found, Person, Piece, Review
from anthology.load import columns, naming, person
from anthology.load.formats import FORMATS, format_of
from anthology.load.formats import read as texts
from anthology.load.formats.read import Text
from anthology.load.header import foreign, in_text, keys, still
from anthology.load.header.fields import Fields
from anthology.load.header.front_matter import FrontMatter
from anthology.load.header.read import Header
from anthology.load.model import Ambiguous, Manuscript, ParsedManuscript, PictureReference
from anthology.load.opened import front_matter, fronts_of, ids_of, text_of
from anthology.load.printable import has_text, unprintable, without_text
from anthology.load.project.not_reviews import DRAFTS, EMPTY, NO_TEXT, TEMPLATE, TEMPLATES
from anthology.load.project.people import CONTRIBUTOR, CONTRIBUTORS
from anthology.load.project.site_pages import PAGE, is_page
from anthology.report import Place, Problem, Refused, counted, error, note, warning
from anthology.text import direction

CUT_AT = {"heading 1": "heading of level 1", "rule": "line across", "title lines": "title"}
PIECE = frozenset({"title", "author", "by", "kind", "language", "lang", "draft"})
TITLED = {
    "dedication": False,
    "epigraph": False,
    "frontispiece": False,
}  # pieces that print no title


def read(manuscript: Manuscript) -> ParsedManuscript:
    """The piece that a manuscript holds, and every problem found in it."""
    try:
        parsed = _read(manuscript)
    except Refused as refused:
        parsed = ParsedManuscript(manuscript.path, problems=refused.problems)
    own = format_of(manuscript.path)
    if own is None or not (own.text or own.read):
        return parsed
    # lines are those of the text that it was turned into
    several = tuple(_placed(each, each.review.place.line if each.review else 0)
                    for each in parsed.several)  # fmt: skip
    return replace(_placed(parsed, 0), several=several)


def _placed(parsed: ParsedManuscript, line: int) -> ParsedManuscript:
    """The same with its problems at that line."""
    place = Place(parsed.path, line)
    return replace(parsed, problems=tuple(replace(p, place=place) for p in parsed.problems))


def _several(manuscript: Manuscript) -> ParsedManuscript:
    """The reviews of a file that is cut, each read by itself. Raises Refused."""
    fronts, problems = fronts_of(manuscript)
    ids = ids_of(manuscript.id, fronts)
    parts = tuple(
        _one(replace(manuscript, id=name), front) for name, front in zip(ids, fronts, strict=True)
    )
    counted_parts = counted(len(parts), "review")
    message = f"cut into {counted_parts}, at each {CUT_AT[manuscript.source.split]}"
    done = note(Place(manuscript.path), message)
    return ParsedManuscript(manuscript.path, several=parts, problems=(*problems, done))


def _one(manuscript: Manuscript, front: FrontMatter) -> ParsedManuscript:
    place = front.place
    try:
        parsed = _corrected(manuscript, front, front.problems)
    except Refused as refused:
        return ParsedManuscript(manuscript.path, problems=refused.problems)
    if parsed.review is None:
        return parsed
    return replace(parsed, review=replace(parsed.review, place=place))


def _read(manuscript: Manuscript) -> ParsedManuscript:
    own = format_of(manuscript.path) or FORMATS[0]
    if manuscript.kind == CONTRIBUTORS:
        return person.read_data(manuscript, text_of(manuscript, own)[0])
    if manuscript.source.split and manuscript.kind == "review":
        return _several(manuscript)
    front, problems = front_matter(manuscript)
    if not (front.fenced or any(each.question for each in front.problems)):
        problems += (note(Place(manuscript.path, 1), "the first lines are read as a header"),)
    if not front.body.strip() and not front.values and manuscript.kind == "review":
        return _empty(manuscript, problems)
    if manuscript.kind in {"person", CONTRIBUTOR}:
        return person.read(manuscript, front, problems)
    if manuscript.kind != "review":
        return _piece(manuscript, front, problems)
    return _corrected(manuscript, front, problems)


def _empty(manuscript: Manuscript, problems: tuple[Problem, ...]) -> ParsedManuscript:
    """What is left out of a draft. Raises Refused where somebody has written settings."""
    place, hint = Place(manuscript.path), "Write the review, or delete the file."
    if manuscript.guess:
        left_out = warning(place, "the file is empty: it was left out of the book", hint)
        return ParsedManuscript(manuscript.path, left_out=EMPTY, problems=(*problems, left_out))
    raise Refused(*problems, error(place, "the file is empty: there is nothing to print", hint))


def _corrected(
    manuscript: Manuscript, front: FrontMatter, problems: tuple[Problem, ...]
) -> ParsedManuscript:
    """The review, with what a list of manuscripts says otherwise than its header."""
    cells = {key: cell for row in manuscript.rows if row.id in {"", manuscript.id}
             for key, cell in row.cells}  # fmt: skip
    if not cells:
        return _review(manuscript, front, problems)
    try:
        parsed = _review(manuscript, front, problems)
    except Refused:  # what is wrong may be corrected
        parsed = ParsedManuscript(manuscript.path)
    if parsed.review:
        cells = columns.changed(cells, parsed.review)
    if parsed.ambiguous and cells.get("reviewer") == columns.SEVERAL.join(parsed.ambiguous.names):
        del cells["reviewer"]
    if not cells:
        return parsed
    front = replace(front, values=columns.laid_over(front.values, cells))
    return _review(manuscript, front, problems)


def why_of_a_site(manuscript: Manuscript, front: FrontMatter) -> str:
    """What a text of a site is that is no review, "" for all others."""
    renamed = manuscript.source.keys
    if keys.of_a_review(front.values, {**foreign.translated(front.values, renamed), **renamed}):
        return ""
    words = {key: value.text for key, value in front.values.items()}
    if is_page(manuscript.page, words, front.body):
        return PAGE
    is_html = manuscript.path.lower().endswith((".html", ".htm"))
    return TEMPLATES if is_html and TEMPLATE.search(front.body) else ""


def _review(
    manuscript: Manuscript, front: FrontMatter, problems: tuple[Problem, ...]
) -> ParsedManuscript:
    head = naming.header_of(manuscript, front.values)
    problems += head.problems
    if head.withheld:
        return ParsedManuscript(manuscript.path, left_out=DRAFTS)
    if reason := why_of_a_site(manuscript, front):
        return ParsedManuscript(manuscript.path, left_out=reason)
    known = in_text.facts(
        in_text.Facts(front, head.rating, head.work), head.title, head.reviewers, manuscript.source
    )
    head, front = replace(head, rating=known.rating, work=known.work), known.front
    text = texts.read(front, head.title, manuscript.limits)
    if not has_text(text) and (manuscript.text_needed or not head.rating):
        problems += (without_text(front),)
        return ParsedManuscript(manuscript.path, left_out=NO_TEXT, problems=problems)
    title, where = naming.title_of(manuscript, head, text)
    head, title = naming.with_work(manuscript, front, head, (title, where))
    if faults := tuple(unprintable(front, title, text, manuscript.limits)):
        raise Refused(*problems, *text.problems, *faults)
    body, pictures = _opened(head, text)
    review = replace(
        _of_header(manuscript, head, body),
        title=title,
        title_found=where,
        italics=head.italics or text.finished.italics,
        rating=head.rating,
        proposed_ratings=known.proposed,
        lang=head.language or text.language or manuscript.language,
        dir=_direction(head, front.body),
    )
    return ParsedManuscript(
        manuscript.path,
        review=review,
        pictures=pictures,
        ambiguous=_ambiguous(manuscript, front, head, title, where),
        problems=problems + text.problems + known.problems,
    )


def _opened(head: Header, text: Text) -> tuple[Body, tuple[PictureReference, ...]]:
    """The text and its pictures, the first of which is the header's if it gives one."""
    body, given = text.finished.body, head.still
    shown = {picture.src for picture in text.pictures}
    if given is None or (given.src in shown and not given.needed):
        return body, text.pictures
    figure = still.figure(given, len(text.pictures))
    reference = PictureReference(given.src, given.line, still.KEY, given.needed)
    return replace(body, xhtml=figure + body.xhtml), (*text.pictures, reference)


def _ambiguous(
    manuscript: Manuscript, front: FrontMatter, head: Header, title: str, where: Found
) -> Ambiguous | None:
    """The `author` whom the header leaves open, with the work if it is its author."""
    place = head.ambiguous_author
    if place is None:
        return None
    of_work = replace(manuscript, source=manuscript.source.model_copy(update={"author": "work"}))
    whole, _ = naming.with_work(
        of_work, front, naming.header_of(of_work, front.values), (title, where)
    )
    return Ambiguous(place, head.author, whole.work)


def _of_header(manuscript: Manuscript, head: Header, body: Body) -> Review:
    """The review as far as its header says what it is."""
    return Review(
        id=manuscript.id,
        place=Place(manuscript.path),
        title=head.title,
        subtitle=head.subtitle,
        short_title=head.short_title,
        italics=head.italics,
        body=body,
        reviewers=tuple(Person(name, "") for name in head.reviewers),
        translators=tuple(Person(name, "") for name in head.translators),
        work=head.work,
        date=head.date,
        publication=head.publication,
        rights=head.rights,
        spoilers=head.spoilers or 'class="spoiler"' in body.xhtml,
        subjects=head.subjects,
        order=head.order,
        found=head.found,
        lines=head.lines,
    )


def _direction(head: Header, text: str) -> str:
    """What the header says; else that of its language, where it runs from right to left."""
    way = direction.of_language(head.language)
    return head.dir or (way if way == "rtl" else direction.of_text(text))


def _piece(
    manuscript: Manuscript, front: FrontMatter, problems: tuple[Problem, ...]
) -> ParsedManuscript:
    fields = Fields(manuscript.path)
    fields.note_unknown(PIECE, front.values)
    values = front.values
    if fields.yes("draft", values.get("draft")):
        return ParsedManuscript(manuscript.path, left_out=DRAFTS)
    title = fields.words("title", values.get("title"))
    authors = fields.people("author", values.get("author") or values.get("by"))
    kind = fields.text("kind", values.get("kind")) or manuscript.kind
    language = fields.language(values.get("language") or values.get("lang")) or manuscript.language
    text = texts.read(front, title, manuscript.limits)
    shown = title or text.title or text.finished.first_heading
    if not shown and kind not in TITLED:
        shown = naming.name_of(manuscript).title
    piece = Piece(
        id=manuscript.id,
        place=Place(manuscript.path),
        kind=kind,
        title=shown,
        body=text.finished.body,
        authors=tuple(Person(name, "") for name in authors),
        lang=language,
    )
    problems += tuple(fields.problems) + text.problems
    return ParsedManuscript(manuscript.path, piece=piece, pictures=text.pictures, problems=problems)
