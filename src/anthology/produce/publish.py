"""Stage 4: the editions of a book as finished bytes."""

from __future__ import annotations

from anthology.book import Book
from anthology.epub import print_run
from anthology.produce import cache
from anthology.produce.cache import Published
from anthology.produce.context import Workshop

FOREIGN = {"azw3"}  # made by a program that we know nothing of


def publish(book: Book, editions: tuple[str, ...], shop: Workshop) -> Published:
    """Every edition asked for. Raises Refused where one cannot be made."""
    books = _shelved(book, editions, shop)
    print_run.keep(books.print_run, shop.cache)
    return books


def _shelved(book: Book, editions: tuple[str, ...], shop: Workshop) -> Published:
    if FOREIGN & set(editions):
        return _made(book, editions, shop)
    last = "" if "print" in editions else print_run.last(shop.cache)
    name = cache.name(book, shop.style, shop.settings, (sorted(editions), shop.profile, last))
    books = cache.take(shop.cache, name)
    if books is None:
        books = _made(book, editions, shop)
        cache.put(shop.cache, name, books)
    return books


def _made(book: Book, editions: tuple[str, ...], shop: Workshop) -> Published:
    from anthology.produce.plan import made  # noqa: PLC0415  large: not where nothing changed

    return made(book, editions, shop)
