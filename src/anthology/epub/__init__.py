"""Stage 4a: an edition becomes EPUB bytes."""

from __future__ import annotations

from collections.abc import Callable

from anthology.book import Book
from anthology.cache import Cache
from anthology.config import Settings
from anthology.edition import Edition
from anthology.epub.print_run import Printed
from anthology.report import Problem

NO_CACHE = Cache(None)


def publish(  # noqa: PLR0913  the seam of the pipeline
    edition: Edition,
    book: Book,
    settings: Settings,
    cover: bytes | Callable[[], bytes],
    printed: Printed | None,
    *,
    cache: Cache = NO_CACHE,
) -> tuple[bytes, tuple[Problem, ...]]:
    """The EPUB, the same bytes for the same input, and what is wrong with it.

    `cover` is a JPEG, b"" for none, or what will give it; `printed` gives the page list,
    None for none; `cache` keeps the pictures that had to be made anew.
    """
    from anthology.epub.pipeline import publish as make  # noqa: PLC0415  large: not for what is kept

    return make(edition, book, settings, cover, printed, cache)
