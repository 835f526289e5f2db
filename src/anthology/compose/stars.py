"""Ratings in stars: how much of each star is full, as a picture and in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from anthology.book import Rating
from anthology.compose.dates import decimal
from anthology.text.words import Words

STAR = re.compile("[★⭐🌟✩✪☆]|\\bstars?\\b", re.IGNORECASE)
OF = re.compile("[☆✩/]|\\bof\\b")  # the reviewer wrote how many there are
MOST = 10  # a longer row is written, not drawn


@dataclass(frozen=True)
class Stars:
    """A row of `best` stars, the first `quarters` / 4 of them full."""

    quarters: int
    best: int | None  # None: no empty stars

    @property
    def name(self) -> str:
        """The picture's file name: "stars-3.5-of-5.svg"."""
        of = f"-of-{self.best}" if self.best is not None else ""
        return f"stars-{_plain(Decimal(self.quarters) / 4)}{of}.svg"

    @property
    def fills(self) -> tuple[int, ...]:
        """How many quarters of each star in the row are full."""
        count = self.best if self.best is not None else -(-self.quarters // 4)
        return tuple(max(0, min(4, self.quarters - 4 * i)) for i in range(count))

    def in_words(self, words: Words) -> str:
        """The row in words: "3.5 out of 5 stars"."""
        number = Decimal(self.quarters) / 4
        value = decimal(number, words)
        if self.best is not None:
            return str(words["stars_of"].format(value=value, best=self.best))
        forms = words["stars"]  # plural forms by the number: the languages' rules differ
        form = forms["other"] if number == int(number) else forms["fraction"]
        return str(forms.get(_plain(number), form).format(value=value))


def stars(rating: Rating) -> Stars | None:
    """The stars of a rating written in stars; None for any other.

    Empty stars are drawn only where the reviewer gave the length of the row: ★★★☆☆, ⭐⭐⭐/5.
    """
    if rating.value is None or rating.status or not STAR.search(rating.as_written):
        return None
    quarters, best = rating.value * 4, rating.best
    if quarters != int(quarters) or quarters < 0 or (best is not None and best != int(best)):
        return None
    most = int(best) if best is not None else -(-int(quarters) // 4)
    if not 0 < most <= MOST or quarters > most * 4:
        return None
    counted = best is not None and OF.search(rating.as_written)
    return Stars(int(quarters), most if counted else None)


def _plain(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
