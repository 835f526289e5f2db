"""Titles break into lines of about one length, where the sense breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.compose.composer import running_head
from anthology.compose.templates import titles_in
from anthology.compose.typography.titles import latin, lines, shortened, sized, tied, width

ENGLISH = titles_in("en")


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


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        ("Start Small, Stay Small by Rob Walling", "Start Small, Stay Small|by Rob Walling"),
        ("The Mom Test by Rob Fitzpatrick", "The Mom Test|by Rob Fitzpatrick"),
        ("The Puffy Chairs: 20th Anniversary", "The Puffy Chairs:|20th Anniversary"),
        (
            "A Letter That Is Too Long for Its Envelope",
            "A Letter That Is Too Long|for Its Envelope",
        ),
        ("Season 2 of The Wire Is the Best One", "Season 2 of The Wire|Is the Best One"),
        ("A Film Made for Ann Maria Lee-Berg Alone", "A Film Made|for Ann Maria Lee-Berg Alone"),
        ("Wo die wilden Kerle in der Nacht wohnen", "Wo die wilden Kerle|in der Nacht wohnen"),
        ("Le Fabuleux Destin de la Fille du Roi", "Le Fabuleux Destin|de la Fille du Roi"),
        ("The War of the Worlds (A Second Reading)", "The War of the Worlds|(A Second Reading)"),
        (
            "Backlist: Night Ferries After Winter, by Bamwoo",
            "Backlist:|Night Ferries After Winter,|by Bamwoo",
        ),
        (
            "The Making of Prince of Peru by Ada Q. Ferry",
            "The Making of Prince of Peru|by Ada Q. Ferry",
        ),
        (
            "On Certain Boats in Sir Ada Ferry's Letters",
            "On Certain Boats|in Sir Ada Ferry's Letters",
        ),
        ("The Lives of Others vs. the Death of Ada", "The Lives of Others|vs. the Death of Ada"),
        (
            "Ada Ferry, 23, quai du Commerce, Bruxelles",
            "Ada Ferry, 23, quai|du Commerce, Bruxelles",
        ),
        ("Le Roi de la Forêt de Jean Passeur", "Le Roi de la Forêt|de Jean Passeur"),
        (
            "La lengua de las mariposas y otros cuentos",
            "La lengua de las mariposas|y otros cuentos",
        ),
    ],
)
def test_lines_end_where_the_sense_does(title: str, broken: str) -> None:
    lang = {"Wo": "de", "Le": "fr", "La": "es"}.get(title[:2], "en")
    names = ("Ann Maria Lee-Berg",)
    assert lines(title, 13.4, titles_in(lang), names) == broken.split("|")


def test_long_titles_are_smaller() -> None:
    title = "The Incredibly Strange Creatures Who Stopped Living and Became Mixed-Up Zombies"
    sizes = {part: sized(title[:part], 13.4, ENGLISH) for part in (20, 66, len(title))}
    assert [each.size for each in sizes.values()] == ["", "long", "long"]
    assert sized(f"{title} {title}", 13.4, ENGLISH).size == "longest"
    assert all(" ".join(each.lines) == title[:part] for part, each in sizes.items())
    endless = "Donaudampfschifffahrt " * 30
    assert sized(endless, 13.4, ENGLISH).size == "longest"


def test_running_heads_are_measured() -> None:
    whole = "Introductory Remarks on the Importance of Orthodoxy"
    assert running_head(whole, "en") == whole
    assert running_head(
        "The Seven Habits: Powerful Lessons in Personal Change for Every One", "en"
    ) == ("The Seven Habits")
    last = "Doctor Strangelove, or: How I Learned to Stop Worrying and Love the Bomb"
    assert running_head(last, "en") == (
        "Doctor Strangelove, or: How I Learned to Stop Worrying and Love…"
    )
    assert running_head(last, "en", 0.4) == "Doctor Strangelove…"
    asked = "What Are the Small Things of the World Made Of? A Film and Its Makers"
    assert running_head(asked, "en") == "What Are the Small Things of the World Made Of?"
    longer = "Introductory Remarks of the Author on the Importance of the Orthodoxy"
    assert running_head(longer, "en").endswith("the Importance…")
    assert shortened("Donaudampfschifffahrtsgesellschaftskapitän", 9, ENGLISH)[-1] == "…"
    assert width(shortened("iW" * 60, 9, ENGLISH)) <= 9


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("The Puffy Chair: 20th Anniversary Edition", "The_Puffy Chair: 20th_Anniversary Edition"),
        ("Start Small, Stay Small by Rob Walling", "Start Small, Stay Small by_Rob_Walling"),
        ("A Letter for Its Envelope", "A_Letter for_Its_Envelope"),
        ("Of the Importance of Understandability", "Of_the_Importance of_Understandability"),
        ("Emma", "Emma"),
    ],
)
def test_titles_of_narrow_columns_keep_together_what_belongs_together(
    title: str, found: str
) -> None:
    assert tied(title, titles_in("en")) == found.replace("_", "\u00a0")
