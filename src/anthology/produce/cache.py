"""Finished books in the cache: where nothing changed since, nothing is produced again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from anthology.book import Book, Piece, Review
from anthology.cache import fingerprint, key_of
from anthology.cache.buckets import named_once
from anthology.cache.latest import Latest
from anthology.config import Settings
from anthology.context import Context
from anthology.epub import print_run
from anthology.memory import Archive
from anthology.produce.editions import kind
from anthology.report import Problem
from anthology.style import Style


@dataclass(frozen=True)
class Produced:
    """The finished books by file name, and what was found in them."""

    files: Mapping[str, bytes] = field(repr=False)
    pages: Mapping[str, int] = field(default_factory=dict)  # of the PDFs
    problems: tuple[Problem, ...] = ()
    page_list: str = ""  # of the e-books: whose page numbers they have, in words
    print_run: str = ""  # the pages of the print book, for e-books that are built later


@dataclass(frozen=True)
class _Label:
    """What is kept of finished books beside their files, each of which has an entry of its own."""

    files: tuple[str, ...]  # their names
    pages: Mapping[str, int]
    problems: tuple[Problem, ...]
    page_list: str
    print_run: str


_BOOK, _STYLE = TypeAdapter(Book), TypeAdapter(Style)
_LABEL = TypeAdapter(_Label)


def name(context: Context, editions: tuple[str, ...]) -> str:
    """The key of these editions of a book: a hash of all they are made from; "": not cached."""
    if any(kind(edition).external for edition in editions):
        return ""  # of other programs we do not know when they change
    last = "" if "print" in editions else print_run.last(context.cache, context.settings.volume)
    more = (sorted(editions), context.profile, last)
    reviews = [named_once(review) for review in context.book.reviews]
    if not all(reviews):
        return ""  # a path that is not Unicode
    parts = _parts(context.book, context.style, context.settings)
    try:
        return key_of(chain(("published", fingerprint(), *reviews), parts, map(repr, more)))
    except PydanticSerializationError:
        return ""  # another one


def _parts(book: Book, style: Style, settings: Settings) -> Iterator[bytes | str]:
    yield _BOOK.dump_json(book, exclude={"pictures": True, "parts": {"__all__": {"reviews"}}})
    yield repr([len(part.reviews) for part in book.parts])  # whose names are there already
    for picture in sorted(book.pictures):
        yield from (picture, book.pictures[picture].data)
    yield _STYLE.dump_json(style, exclude={"assets"})
    for path in sorted(style.assets):
        yield from (path, style.assets[path].data)
    yield settings.model_dump_json()
    yield repr(settings.__pydantic_private__)  # the lines that problems name


def get(context: Context, editions: tuple[str, ...], name: str) -> Produced | None:
    """The books kept under `name`, None where there are none."""
    data = _latest(context, editions).get(name)
    if data is None:
        return None
    label = _LABEL.validate_json(data)
    found = ((file, _latest(context, editions, file).get(name)) for file in label.files)
    files = Archive((file, data) for file, data in found if data is not None)
    if len(files) < len(label.files):
        return None
    return Produced(files, label.pages, label.problems, label.page_list, label.print_run)


def put(context: Context, editions: tuple[str, ...], name: str, books: Produced) -> None:
    """Keep the books under `name`, in place of the latest of these editions."""
    for file, data in books.files.items():
        _latest(context, editions, file).put(name, data)
    names = tuple(books.files)
    label = _Label(names, books.pages, books.problems, books.page_list, books.print_run)
    _latest(context, editions).put(name, _LABEL.dump_json(label))


def _latest(context: Context, editions: tuple[str, ...], file: str = "") -> Latest:
    """Where the books are kept, or one of their files; apart from a draft with fewer gaps."""
    settings, book = context.settings, context.book
    pieces: list[Piece | Review] = [*book.front, *book.reviews, *book.back]
    gaps = sum(piece.body.placeholder for piece in pieces)
    way = (settings.volume, settings.style.name, settings.press.preset, *sorted(editions))
    return Latest(context.cache, ("published", *way, str(gaps), file))
