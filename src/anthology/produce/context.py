"""What every edition of a book is made with."""

from __future__ import annotations

from dataclasses import dataclass, field

from anthology.cache import Cache
from anthology.config import Settings
from anthology.pool import Pool
from anthology.style import Style


@dataclass(frozen=True)
class Workshop:
    """The settings and the style, who works, and where results are kept."""

    settings: Settings
    style: Style
    pool: Pool
    cache: Cache
    profile: bytes = field(default=b"", repr=False)  # ICC of the press, b"" when none is given
