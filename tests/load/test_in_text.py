"""Ratings and opening lines of texts become facts, and are not printed twice."""

from __future__ import annotations

import re

import pytest

from anthology.book import Review
from anthology.config import LimitsTable, SourceTable
from anthology.load.header import in_text
from anthology.load.header.front_matter import split
from anthology.load.manuscript import read
from anthology.load.model import Manuscript


def review(body: str, header: str = "title: Alien", **source: object) -> Review:
    data = f"---\n{header}\n---\n{body}\n".encode()
    table = SourceTable.model_validate(source)
    found = read(Manuscript(data, "a.md", "a", table, LimitsTable())).review
    assert found is not None
    return found


def words(one: Review) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", one.body.xhtml).split())


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("★★★★☆", "★★★★☆"),
        ("**4/5**", "4/5"),
        ("Rating: 8/10", "8/10"),
        ("**Rating:** ★★★½", "★★★½"),
        ("My rating — 4 out of 5", "4 out of 5"),
        ("- Score: 87%", "87%"),
        ("* ⭐⭐⭐⭐/5", "⭐⭐⭐⭐/5"),
        ("[★★★★☆](https://example.org/film/alien)", "★★★★☆"),
        ("## Note : 4/5", "4/5"),
        ("Wertung: 3,5/5", "3,5/5"),
        ("<p><strong>4/5</strong></p>", "4/5"),
        ("> ", ""),
        ("Grade: B+", ""),
        ("4", ""),
        ("I give it 4/5 for the cat.", "4/5"),
    ],
)
def test_a_rating_alone_in_a_line_is_taken_out(line: str, written: str) -> None:
    found = review(f"A first paragraph.\n\n{line}\n\nA last one.", rating="text")
    assert (found.rating.as_written if found.rating else "") == written
    if written and "give" not in line:
        assert words(found) == "A first paragraph. A last one."
    elif written:
        assert words(found) == "A first paragraph. I give it 4/5 for the cat. A last one."


def test_a_heading_that_announces_it_goes_with_it() -> None:
    found = review("Text.\n\n## My rating\n\n★★★★☆\n\n## More\n\nText.", rating="text")
    assert words(found) == "Text. More Text."


def test_the_same_rating_twice_is_one() -> None:
    found = review("4/5\n\nText.\n\n★★★★☆\n", rating="text")
    assert found.rating is not None
    assert (found.rating.as_written, words(found)) == ("4/5", "Text.")


def test_unlike_ratings_stay_where_they_are() -> None:
    found = review("Text.\n\nRating: 4/5\n\nRating: 2/5\n", rating="text")
    assert found.rating is None
    assert words(found) == "Text. Rating: 4/5 Rating: 2/5"


def test_without_the_setting_a_rating_is_proposed() -> None:
    found = review("Text.\n\n★★★★☆\n")
    assert found.rating is None
    assert words(found) == "Text. ★★★★☆"
    assert [one.as_written for one in found.proposed_ratings] == ["★★★★☆"]


def test_a_line_within_a_paragraph_stays() -> None:
    found = review("I gave it\n4/5\nlast year.", rating="text")
    assert found.rating is not None
    assert words(found) == "I gave it 4/5 last year."


@pytest.mark.parametrize(
    "line",
    [
        "**Alien** (1979) by Ridley Scott ★★★★☆",
        "*Alien*, 1979, directed by Ridley Scott – 4/5",
        "# Alien (1979) by Ridley Scott: ★★★★☆",
        "ALIEN (1979) by Ridley Scott | Rating: ★★★★☆",
    ],
)
def test_an_opening_line_of_facts_goes_into_the_header(line: str) -> None:
    found = review(f"{line}\n\nText.")
    assert words(found) == "Text."
    assert found.work is not None
    makers = [creator.name for creator in found.work.creators]
    assert (found.work.title, found.work.year, makers) == ("Alien", 1979, ["Ridley Scott"])
    assert found.rating is not None
    assert found.rating.value == 4


@pytest.mark.parametrize(
    "line",
    [
        "Alien is a film by Ridley Scott.",
        "Alien by the sea",
        "Aliens (1986)",
        "**Alien** (1980)",
        "**Alien** by James Cameron",
        "**Alien** ★★☆☆☆",
        "Alien",
    ],
)
def test_a_sentence_or_another_fact_stays(line: str) -> None:
    header = "title: Alien\nyear: 1979\ndirector: Ridley Scott\nrating: 4/5"
    found = review(f"{line}\n\nText.", header)
    assert words(found) == f"{line.replace('*', '')} Text."
    assert found.rating is not None
    assert found.rating.as_written == "4/5"


def test_words_after_by_that_are_no_name_stay() -> None:
    assert words(review("Alien by the sea\n\nText.")) == "Alien by the sea Text."


def test_a_line_that_only_repeats_the_header_is_not_printed_again() -> None:
    header = "title: Alien\nyear: 1979\ndirector: Ridley Scott\nreviewer: Jo March\nrating: 4/5"
    assert words(review("**Alien** by Jo March ★★★★☆\n\nText.", header)) == "Text."
    assert words(review("**Alien**\n\nText.", header)) == "Text."


@pytest.mark.parametrize(
    ("line", "written"),
    [("評価：★★★★☆", "★★★★☆"), ("评分：9／10", "9/10"), ("Voto: ****", "★★★★")],
)
def test_ratings_of_other_keyboards_are_taken(line: str, written: str) -> None:
    known = in_text.Facts(split(f"{line}\n\nA film.\n", "a.md"), None, None)
    found = in_text.facts(known, "", (), SourceTable(rating="text"))
    assert found.rating is not None
    assert found.rating.as_written == written
    assert found.front.body.strip() == "A film."
