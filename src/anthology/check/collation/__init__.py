"""Collation: every word of the manuscripts is looked for in the finished books.

What agreed is recorded in the cache, in an entry for each bucket of sections of each volume.
"""

from __future__ import annotations

from collections.abc import Iterable

from anthology.cache import BUCKETS, Cache, fingerprint


def record(cache: Cache, edition: str, volume: str, number: int) -> str:
    """The name of the entry for the sections of that bucket in that volume of an edition."""
    return cache.own("collation", fingerprint(), edition, volume, str(number))


def fetch(cache: Cache, editions: Iterable[str], volume: str) -> None:
    """Have all records of a volume in those editions here, for workers, which ask no store."""
    numbers = range(BUCKETS)
    cache.fetch([record(cache, each, volume, number) for each in editions for number in numbers])
