"""What every step of production has at hand: the book and its settings, the pool and the cache."""

from __future__ import annotations

from dataclasses import dataclass, field

from anthology.book import Book
from anthology.cache import Cache
from anthology.config import Settings
from anthology.pool import Pool
from anthology.style import Style


@dataclass(frozen=True)
class Context:
    """One build: the same for all steps of production."""

    book: Book = field(repr=False)
    settings: Settings
    style: Style
    pool: Pool
    cache: Cache
    profile: bytes = field(default=b"", repr=False)  # ICC of the press, b"" when none is given

    @property
    def volume(self) -> str:
        """Which of the project's books it is: its volume, and which printed one of several."""
        tome = self.book.tome
        return f"{self.settings.volume} {tome.numeral}" if tome else self.settings.volume
