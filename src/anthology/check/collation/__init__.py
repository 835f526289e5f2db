"""Collation: every word of the manuscripts is looked for in the finished books.

What agreed is recorded in the cache, in an entry for each bucket of sections.
"""

from __future__ import annotations

from collections.abc import Iterable

from anthology.cache import BUCKETS, Cache, fingerprint


def record(cache: Cache, kind: str, number: int) -> str:
    """The name of the entry for the sections of that bucket in the edition of that kind."""
    return cache.own("collation", fingerprint(), kind, str(number))


def fetch(cache: Cache, kinds: Iterable[str]) -> None:
    """Have all records of those editions here, for workers, which ask no store."""
    cache.fetch([record(cache, kind, number) for kind in kinds for number in range(BUCKETS)])
