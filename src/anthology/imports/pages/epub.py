"""EPUB: a review for each document, or each entry of the contents where they share documents."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import html as pages

from anthology.check.epub.file import CONTAINER, target
from anthology.imports import cells
from anthology.imports.model import NOT_A_POST, Files, Importer, Member, Post, Reading, Record
from anthology.imports.pages import article, package
from anthology.imports.pages.package import Entry, Package
from anthology.imports.pages.schema_org import description
from anthology.imports.texts import notes
from anthology.imports.texts.blocks import tidied

# The structure of a book (EPUB 3 Structural Semantics) that is no review.
MATTER = frozenset({"cover", "titlepage", "halftitlepage", "copyright-page", "toc", "landmarks",
                    "loi", "lot", "dedication", "epigraph", "acknowledgments", "colophon", "index",
                    "imprint", "contributors", "bibliography", "glossary", "endnotes", "footnotes",
                    "rearnotes", "other-credits", "frontispiece", "part", "page-list",
                    "credits", "frontmatter", "backmatter"})  # fmt: skip
BY_TITLE = re.compile(
    r"(?:table of )?contents|cover|copyright(?: page)?|title page|colophon|index|imprint|"
    r"about the authors?|also by .*|acknowledge?ments?|dedication|(?:foot|end)?notes|"
    r"inhalt(?:sverzeichnis)?|impressum|sommaire|table des mati[eè]res|[ií]ndice",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Piece:
    """A part of a book: where it starts, what the contents call it, and its text."""

    path: str
    id: str
    title: str
    body: pages.HtmlElement


def knows(member: Member) -> bool:
    """Whether this is the file by which an EPUB is opened."""
    return member.path == CONTAINER


def read(files: Files, paths: tuple[str, ...]) -> Reading:  # noqa: ARG001 - the signature of all
    """The parts of the book; those that only hold it together are left out, with the reason."""
    book = package.opened(files)
    alone = book.creators[0] if len(book.creators) == 1 else ""
    return Reading(tuple(_record(piece, book, files) for piece in _pieces(book, files)), alone)


def _pieces(book: Package, files: Files) -> Iterator[_Piece]:
    """The parts in their order; a document that no contents list goes on with the one before."""
    before: _Piece | None = None
    alone = len({entry.path for entry in book.contents}) == 1
    for path in (path for path in book.spine if path in files.paths):
        root = package.document(files.read(path), path)
        starts = _starts(book.contents, path, alone=alone)
        is_more = book.contents and not starts and not _is_matter(_body(root), "")
        if is_more and before is not None:
            before.body.extend(_body(root))
            continue
        if before is not None:
            yield before
        *whole, before = _cut(root, path, starts, book.title)
        yield from whole
    if before is not None:
        yield before


def _starts(contents: Sequence[Entry], path: str, *, alone: bool) -> list[Entry]:
    """The entries at which a document is cut: those of its highest level.

    Where it is the whole book, those of the level that has the most, and above it.
    """
    inside = [entry for entry in contents if entry.path == path]
    depths = Counter(entry.depth for entry in inside)
    lowest = min(depths, default=0, key=lambda depth: (-depths[depth], depth) if alone else depth)
    return [entry for entry in inside if entry.depth <= lowest]


def _cut(root: pages.HtmlElement, path: str, starts: Sequence[Entry], of_book: str) -> list[_Piece]:
    """The document, or its parts from each place of the contents to the next."""
    body = _body(root)
    elements = list(body.iter())
    ids = {element.get("id"): number for number, element in enumerate(elements)}
    cuts = {ids[entry.id]: entry for entry in starts if entry.id in ids}
    if len(cuts) < 2:
        own = next((" ".join(each.text_content().split()) for each in root.iter("title")), "")
        title = starts[0].title if starts else own if own != of_book else ""
        return [_Piece(path, "", title, body)]
    ends = [*sorted(cuts)[1:], len(elements)]
    return [
        _Piece(path, cuts[start].id, cuts[start].title, _between(body, start, end))
        for start, end in zip(sorted(cuts), ends, strict=True)
    ]


def _body(root: pages.HtmlElement) -> pages.HtmlElement:
    body = root.find("body")
    return root if body is None else body


def _between(body: pages.HtmlElement, start: int, end: int) -> pages.HtmlElement:
    """A copy of the body with its elements from one number to another, and those around them."""
    whole = copy.deepcopy(body)
    elements = list(whole.iter())
    last = {element: number for number, element in enumerate(elements)}
    for element in reversed(elements):  # the last of the elements in each
        if (above := element.getparent()) is not None and element is not whole:
            last[above] = max(last[above], last[element])
    for number, element in enumerate(elements):
        above = element.getparent()
        if above is not None and element is not whole and (last[element] < start or number >= end):
            above.remove(element)
        elif number < start:
            element.text = None
    return whole


def _record(piece: _Piece, book: Package, files: Files) -> Record:
    written = cells.date(book.date[:10])
    page = description(piece.body)
    text = article.marked(piece.body)
    heading = article.without_title(piece.body, piece.title or page.title)
    _with_notes(text, piece.path, files)
    title = heading or piece.title or page.title
    matter = _is_matter(piece.body, title) or not piece.body.text_content().strip()
    given = page.language or book.language
    return Record(
        key=f"{piece.path}#{piece.id}" if piece.id else piece.path,
        work=page.work,
        title=title,
        reviewers=page.reviewers,
        score=page.score,
        written=page.written,
        post=Post(book.title, written) if written else None,
        text=tidied(pages.tostring(text, encoding="unicode", with_tail=False)),
        language=given,
        withheld=NOT_A_POST if matter else "",
        origin=piece.path,
    )


def _is_matter(body: pages.HtmlElement, title: str) -> bool:
    """Whether a part only holds the book together, by its structure or its title."""
    types: set[str] = set()
    element: pages.HtmlElement | None = body
    while element is not None:  # and each that holds all of the part
        types |= set((element.get("epub:type") or "").split())
        element = element[0] if len(element) == 1 and not (element.text or "").strip() else None
    return bool(types & MATTER) or BY_TITLE.fullmatch(title.strip()) is not None


def _with_notes(body: pages.HtmlElement, path: str, files: Files) -> None:
    """Puts the notes that a part calls, and that lie elsewhere in the book, at its end."""
    own = {each.get("id") for each in body.iter()}
    documents: dict[str, Mapping[str, pages.HtmlElement]] = {}
    for call in [each for each in body.iter("a") if notes.is_call(each)]:
        file, id_ = target(path, call.get("href") or "")
        if not id_:
            continue
        call.set("href", f"#{id_}")
        if id_ in own or file not in files.paths:
            continue
        if file not in documents:
            root = package.document(files.read(file), file)
            documents[file] = {each.get("id") or "": each for each in root.iter()}
        place = documents[file].get(id_)
        block = notes.block_of(place, place.getroottree().getroot()) if place is not None else None
        if block is not None:
            body.append(copy.deepcopy(block))
            own |= {each.get("id") for each in block.iter()}


EPUB = Importer("epub", "EPUB", knows, read)
