"""Tomes: the printed books that a thick one is split into, by number and in words."""

from __future__ import annotations

from dataclasses import dataclass

from anthology.text.words import Words

ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(number: int) -> str:
    """A number from 1 in lower-case roman numerals."""
    letters = ""
    for value, sign in ROMAN:
        letters += sign * (number // value)
        number %= value
    return letters


def numeral(number: int) -> str:
    """A number from 1 as that of a volume: "II"."""
    return roman(number).upper()


@dataclass(frozen=True)
class Tome:
    """Which of several printed books it is."""

    number: int  # from 1
    count: int
    isbn: str = ""  # of all of them together

    @property
    def numeral(self) -> str:
        """Its number as readers see it: "II"."""
        return numeral(self.number)

    def named(self, words: Words) -> str:
        """What it is called: “Volume II of III”; some languages have arabic figures."""
        pair = (self.number, self.count)
        roman_ = words["volume_numerals"] == "roman"
        number, count = (numeral(each) if roman_ else str(each) for each in pair)
        return str(words["volume"].format(number=number, count=count))
