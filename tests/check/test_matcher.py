"""Lines of a page are found in the text also where one line shows the beginning of others."""

from __future__ import annotations

import pytest

from anthology.check.collation.letters import letters
from anthology.check.collation.matcher import Line, Matcher, laid


def reached(text: str, *drawn: str) -> tuple[int, list[str]]:
    """How many letters of the text are left when the lines are laid, and the lines left over."""
    matcher = Matcher(text, frozenset(letters(text)))
    lines = [Line(line, letters(line), place) for place, line in enumerate(drawn)]
    at, left, _ = laid(matcher, 0, lines)
    return len(matcher.letters) - at, [line.drawn for line in left]


@pytest.mark.parametrize(
    ("text", "drawn", "left"),
    [
        ("Film 2 1902 Film 21 1921", ("Film 21", "1921", "Film 2", "1902"), []),
        ("Film 2 1902 Film 21 1921", ("F", "Y", "Film 2", "1902", "Film 21", "1921"), ["F", "Y"]),
        ("Film 14 1914 Film 15", ("Film", "Year", "Film 14", "1914", "Film 15"), ["Film", "Year"]),
        ("The end of it all", ("The end", "of it", "all"), []),
        ("The end of it", ("The", "The end of it"), ["The"]),
    ],
)
def test_the_line_that_goes_on_fits_best(
    text: str, drawn: tuple[str, ...], left: list[str]
) -> None:
    assert reached(text, *drawn) == (0, left)


def test_a_missing_line_is_missed() -> None:
    assert reached("Film 2 1902 Film 21", "Film 2", "Film 21") == (len("1902Film21"), ["Film 21"])
