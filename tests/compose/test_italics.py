"""Emphasised words of titles are marked where they stand."""

from __future__ import annotations

from anthology.compose.typography.titles import italic


def test_emphasised_words_are_marked_where_they_stand() -> None:
    assert italic(["Why Jaws & Alien"], ["Jaws", "Alien"]) == [
        "Why <em>Jaws</em> &amp; <em>Alien</em>"
    ]
    assert italic(["On The", "Big Sleep"], ["The Big Sleep"]) == [
        "On <em>The</em>",
        "<em>Big Sleep</em>",
    ]
    assert italic(["Jaws on Jaws"], ["Jaws", "Jaws"]) == ["<em>Jaws</em> on <em>Jaws</em>"]
    assert italic(["A\u00a0B"], ["A B"]) == ["<em>A\u00a0B</em>"]
    assert italic(["Jaws"], ["Alien"]) == ["Jaws"]
