"""Words without end are refused; scripts that write no blanks are not."""

from __future__ import annotations

import pytest

from anthology.config import LimitsTable
from anthology.load.formats import read as texts
from anthology.load.header.front_matter import split
from anthology.load.printable import unprintable


@pytest.mark.parametrize(
    ("words", "refused"),
    [("a" * 5000, False), ("a" * 5001, True), ("字" * 9000, False), ("ก" * 9000, False),
     ("|a" * 4000, True), ("aa " * 9000, False), ("&" * 5001, True)],
)  # fmt: skip
def test_a_word_has_an_end(words: str, refused: bool) -> None:
    front = split(f"Before.\n\n{words}\n", "a.txt")
    limits = LimitsTable()
    found = list(unprintable(front, "A", texts.read(front, "A", limits), limits))
    assert [problem.place.line for problem in found] == ([3] if refused else [])
