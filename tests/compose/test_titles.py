"""Titles break into lines of about one length, where the sense breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.compose.typography.titles import latin, lines, width


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        ("Emma", ["Emma"]),
        ("The Nightmare Has Only Just Begun", ["The Nightmare Has", "Only Just Begun"]),
        (
            "Slouching Towards Bethlehem: Essays on Nothing",
            ["Slouching Towards Bethlehem:", "Essays on Nothing"],
        ),
        ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfschifffahrtsgesellschaft"]),
        ("", [""]),
    ],
)
def test_lines(title: str, broken: list[str]) -> None:
    assert lines(title, 13.4) == broken


@given(
    st.lists(st.sampled_from(["a", "of", "Metropolis", "the:", "Night,", "–", "Ω"]), max_size=30)
)
def test_no_word_is_lost_and_lines_fit(words: list[str]) -> None:
    title = " ".join(words)
    broken = lines(title, 13.4)
    assert " ".join(broken) == title
    assert len(broken) == 1 or max(map(width, broken)) <= 13.4


def test_latin() -> None:
    assert latin("Łódź – “Đặng” 12…")
    assert not latin("Пётр")
    assert not latin("Ελένη and Ann")
    assert not latin("한국")
