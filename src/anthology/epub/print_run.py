"""The page numbers of the last print run, kept for e-books that are built later.

They belong to a text: when a word of any section has changed since, the book has no page
list rather than a wrong one.
"""

from __future__ import annotations

import json

from anthology.cache import Cache, key_of
from anthology.edition import Edition, PageStart, PageStarts


def encode(edition: Edition, page_starts: PageStarts) -> str:
    """The pages of a print run of the text of `edition`, as they are kept."""
    runs = page_starts.items()
    pages = {id_: [[start.label, start.offset] for start in own] for id_, own in runs}
    return json.dumps({"text": _text(edition), "pages": pages}, sort_keys=True)


def decode(edition: Edition, encoded: str) -> PageStarts | None:
    """The pages of a print run, None for no run ("") or one of another text."""
    if not encoded:
        return None
    plain = json.loads(encoded)
    if plain.get("text") != _text(edition):
        return None
    pages = plain["pages"].items()
    return {id_: tuple(PageStart(*start) for start in own) for id_, own in pages}


def keep(encoded: str, cache: Cache, volume: str = "") -> None:
    """Keep a run in place of the last one of the volume; "", no run, leaves it."""
    if encoded:
        cache.put(_last(cache, volume), encoded.encode())


def last(cache: Cache, volume: str = "") -> str:
    """The last run, encoded; "" where there was none."""
    return (cache.get(_last(cache, volume)) or b"").decode()


def _last(cache: Cache, volume: str) -> str:
    """The key of the last run: one a book, and a later one takes its place."""
    return cache.own("epub print run", "2", volume)


def _text(edition: Edition) -> str:
    return key_of(part for each in edition.sections for part in (each.id, each.xhtml))
