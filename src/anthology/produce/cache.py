"""Finished books in the cache: where nothing changed since, nothing is made again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from anthology.book import Book
from anthology.cache import Cache, fingerprint, key
from anthology.config import Settings
from anthology.report import Problem
from anthology.style import Style


@dataclass(frozen=True)
class Published:
    """The editions' bytes by file name, and what there is to say of them."""

    files: Mapping[str, bytes] = field(repr=False)
    pages: Mapping[str, int] = field(default_factory=dict)  # of the PDFs
    problems: tuple[Problem, ...] = ()
    page_list: str = ""  # of the e-books: whose page numbers they have, in words
    print_run: str = ""  # the pages of the print book, for e-books that are built later


@dataclass(frozen=True)
class _Label:
    """What is kept of published books beside their bytes, which follow in the same order."""

    sizes: Mapping[str, int]
    pages: Mapping[str, int]
    problems: tuple[Problem, ...]
    page_list: str
    print_run: str


_BOOK, _STYLE, _LABEL = TypeAdapter(Book), TypeAdapter(Style), TypeAdapter(_Label)
_HEAD = 8  # bytes before the label that say how long it is


def name(book: Book, style: Style, settings: Settings, more: tuple[object, ...]) -> str:
    """Where books made of all this are kept: a hash of it; "": nowhere.

    `more` is what else they depend on.
    """
    try:
        return key("published", fingerprint(), *_parts(book, style, settings), *map(repr, more))
    except PydanticSerializationError:
        return ""  # a path that is no Unicode


def _parts(book: Book, style: Style, settings: Settings) -> Iterator[bytes | str]:
    yield _BOOK.dump_json(book, exclude={"pictures"})
    for picture in sorted(book.pictures):
        yield from (picture, book.pictures[picture].data)
    yield _STYLE.dump_json(style, exclude={"assets"})
    for path in sorted(style.assets):
        yield from (path, style.assets[path].data)
    yield settings.model_dump_json()
    yield repr(settings.__pydantic_private__)  # the lines that problems name


def take(cache: Cache, key: str) -> Published | None:
    """The books kept under `key`, None where there are none."""
    data = cache.get(key)
    if data is None:
        return None
    at = _HEAD + int.from_bytes(data[:_HEAD], "big")
    label = _LABEL.validate_json(data[_HEAD:at])
    files = {}
    for file, size in label.sizes.items():
        files[file] = data[at : at + size]
        at += size
    return Published(files, label.pages, label.problems, label.page_list, label.print_run)


def put(cache: Cache, key: str, books: Published) -> None:
    """Keeps the books under `key`."""
    sizes = {file: len(data) for file, data in books.files.items()}
    label = _LABEL.dump_json(
        _Label(sizes, books.pages, books.problems, books.page_list, books.print_run)
    )
    cache.put(key, b"".join((len(label).to_bytes(_HEAD, "big"), label, *books.files.values())))
