"""Ids belong to their section; links lead to places in the book or leave only their words."""

from __future__ import annotations

import pytest

from anthology.compose.links import Links, resolved
from anthology.text.wiki_links import without_wiki_links

KNOWN = Links(
    by_path={"films/playtime.md": "review-playtime", "films/stalker.md": "review-stalker"},
    by_name={"playtime": "review-playtime", "on stalker": "review-stalker"},
    anchors={"review-stalker": frozenset({"zone"})},
)


def resolved_in_a(xhtml: str) -> str:
    return resolved(xhtml, "review-a", "films/a.md", KNOWN)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('<p id="x">A</p>', '<p id="review-a-x">A</p>'),
        (
            '<p id="x"><a href="#x">A</a></p>',
            '<p id="review-a-x"><a href="#review-a-x">A</a></p>',
        ),
        ('<a href="https://e.org/#x">A</a>', '<a href="https://e.org/#x">A</a>'),
        ('<a href="mailto:a@e.org">A</a>', '<a href="mailto:a@e.org">A</a>'),
        ('<a href="playtime.md">A</a>', '<a href="#review-playtime">A</a>'),
        ('<a href="../films/playtime.md">A</a>', '<a href="#review-playtime">A</a>'),
        ('<a href="playtime">A</a>', '<a href="#review-playtime">A</a>'),
        ('<a href="stalker.md#zone">A</a>', '<a href="#review-stalker-zone">A</a>'),
        ('<a href="stalker.md#none">A</a>', '<a href="#review-stalker">A</a>'),
        ('<a href="nowhere.md"><em>A</em> b</a>', "<em>A</em> b"),
        ('<a href="#nowhere">A</a>', "A"),
        ('<a href="#Playtime">A</a>', '<a href="#review-playtime">A</a>'),
        ('<a id="k" href="no.md">A</a>', '<span id="review-a-k">A</span>'),
        ("<p>[[Playtime]]</p>", '<p><a href="#review-playtime">Playtime</a></p>'),
        ("<p>[[on stalker|the Zone]]</p>", '<p><a href="#review-stalker">the Zone</a></p>'),
        ("<p>[[Unknown]] &amp; [1]</p>", "<p>Unknown &amp; [1]</p>"),
        ("<code>[[Playtime]]</code>", "<code>[[Playtime]]</code>"),
        ('<p>an id="x" in prose</p>', '<p>an id="x" in prose</p>'),
        (
            '<td headers="a b">1</td><th id="a">A</th>',
            '<td headers="review-a-a review-a-b">1</td><th id="review-a-a">A</th>',
        ),
    ],
)
def test_links(given: str, expected: str) -> None:
    assert resolved_in_a(given) == expected


def test_a_wikilink_leads_to_a_heading() -> None:
    known = Links(by_name={"other": "review-b"}, slugs={"review-a": {"own-words": "heading-1"},
                  "review-b": {"the-end": "heading-2"}})  # fmt: skip
    for given, wanted in {
        "[[Other#The End]]": '<a href="#review-b-heading-2">Other</a>',
        "[[folder/other.md#Gone|x]]": '<a href="#review-b">x</a>',
        "[[#Own words]]": '<a href="#review-a-heading-1">Own words</a>',
        "[[#Gone]]": "Gone",
        "[[other|<em>x</em>]]": '<a href="#review-b"><em>x</em></a>',
    }.items():
        assert resolved(given, "review-a", "a.md", known) == wanted


def test_marks_of_links_are_no_words() -> None:
    given = "<p>[[Playtime]] and [[X|the Zone]] <code>[[kept]]</code></p>"
    assert without_wiki_links(given) == "<p>Playtime and the Zone <code>[[kept]]</code></p>"
