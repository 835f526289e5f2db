"""The latest result of a kind: the next one takes its place, since nobody needs it any more.

What is large and of no use after the next edit would drive out what the next edit needs.
"""

from __future__ import annotations

from dataclasses import dataclass

from anthology.cache import DIGEST, Cache


@dataclass(frozen=True)
class Latest:
    """An entry of the cache that holds one result at a time, under a name that `cache.key` gave."""

    cache: Cache
    kind: tuple[str, ...]  # what tells it from others of the same project

    def get(self, name: str) -> bytes | None:
        """The result of that name; None where the latest is another one. "" is no name."""
        data = self.cache.get(self._entry) if name else None
        return data[DIGEST:] if data and data[:DIGEST] == bytes.fromhex(name) else None

    def put(self, name: str, result: bytes) -> None:
        """Keep the result in place of the latest."""
        if name:
            self.cache.put(self._entry, bytes.fromhex(name) + result)

    @property
    def _entry(self) -> str:
        return self.cache.own("latest", *self.kind)
