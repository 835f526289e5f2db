"""An edition becomes EPUB bytes."""

from __future__ import annotations

from collections.abc import Callable

from anthology.book import Book
from anthology.cache import Cache
from anthology.config import Settings
from anthology.edition import Edition, PageStarts
from anthology.report import Problem

NO_CACHE = Cache(None)


def publish(  # noqa: PLR0913  the seam of the pipeline
    edition: Edition,
    book: Book,
    settings: Settings,
    cover: bytes | Callable[[], bytes] = b"",
    page_starts: PageStarts | None = None,
    *,
    cache: Cache = NO_CACHE,
) -> tuple[bytes, tuple[Problem, ...]]:
    """The EPUB, the same bytes for the same input, and what is wrong with it.

    `cover` is a JPEG, b"" for none, or a function that returns it, called last;
    `page_starts` gives the page list, None for none; `cache` keeps pictures that had to be
    converted.
    """
    from anthology.epub.pipeline import publish as run  # noqa: PLC0415  large: only if needed

    return run(edition, book, settings, cover, page_starts, cache)
