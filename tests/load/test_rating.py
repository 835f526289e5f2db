"""Ratings as people write them: kept as written, valued where value and scale are known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from anthology.book import Found
from anthology.load.header.in_text import proposals
from anthology.load.header.ratings import parse, scale

FIVE = scale("1-5")
LETTERS = scale("", {"A": Decimal(4), "B+": Decimal("3.3"), "B": Decimal(3), "F": Decimal(0)})


@pytest.mark.parametrize(
    ("written", "value", "worst", "best"),
    [
        ("★★★☆☆", "3", 0, 5),
        ("★★★½☆", "3.5", 0, 5),
        ("☆☆☆☆☆", "0", 0, 5),
        ("⭐⭐⭐/5", "3", 0, 5),
        ("★★★★ out of 5", "4", 0, 5),
        ("★★½ of 4 stars", "2.5", 0, 4),
        ("⭐️⭐️⭐️⭐️ / 5", "4", 0, 5),
        ("4/5", "4", 0, 5),
        ("0/5", "0", 0, 5),
        ("9.1/10", "9.1", 0, 10),
        ("⭐ 9.1/10", "9.1", 0, 10),
        ("7,5/10", "7.5", 0, 10),
        ("3½/5", "3.5", 0, 5),
        ("87%", "87", 0, 100),
        ("4 out of 5 stars", "4", 0, 5),
        ("nine out of ten", "9", 0, 10),
    ],
)
def test_a_rating_that_says_its_scale(written: str, value: str, worst: int, best: int) -> None:
    rating = parse(written)
    assert rating.as_written == written
    assert [rating.value, rating.worst, rating.best] == [Decimal(value), worst, best]
    assert rating.comparable


@pytest.mark.parametrize(
    ("written", "value"),
    [("★★★½", "3.5"), ("3", "3"), ("3.5 stars", "3.5"), ("four stars", "4"),
     ("three and a half stars", "3.5"), ("4.25", "4.25")],
)  # fmt: skip
def test_a_rating_without_a_scale_is_compared_only_where_one_is_declared(
    written: str, value: str
) -> None:
    alone, declared = parse(written), parse(written, FIVE)
    assert alone.value == declared.value == Decimal(value)
    assert not alone.comparable
    assert [declared.worst, declared.best] == [1, 5]


def test_a_verdict_stays_with_the_rating() -> None:
    rating = parse("3.78/4 (aka Worth It)")
    assert rating.as_written == "3.78/4 (aka Worth It)"
    assert [rating.value, rating.best, rating.verdict] == [Decimal("3.78"), 4, "Worth It"]
    assert parse("8/10 — a masterpiece").verdict == "a masterpiece"


def test_letters_need_a_declared_table() -> None:
    assert parse("B+").value is None
    assert parse("B+").as_written == "B+"
    known = parse("B+", LETTERS)
    assert [known.value, known.worst, known.best] == [Decimal("3.3"), 0, 4]
    assert parse("C-", LETTERS).value is None


@pytest.mark.parametrize("written", ["👍", "thumbs up", "two thumbs up", "Recommended", "Worth It"])
def test_words_and_thumbs_are_no_number(written: str) -> None:
    rating = parse(written, FIVE)
    assert (rating.as_written, rating.value, rating.status) == (written, None, "")


@pytest.mark.parametrize("written", ["DNF", "Abandoned", "did not finish"])
def test_what_was_not_finished_is_a_status(written: str) -> None:
    assert parse(written).status == "dnf"


def test_nought_is_no_rating_unless_the_scale_has_it() -> None:
    assert parse("0").status == "unrated"
    assert parse("0", FIVE).status == "unrated"
    assert parse("0", scale("0-5")).value == 0


@pytest.mark.parametrize(
    ("written", "known"),
    [("6/5", None), ("11/10", None), ("120%", None), ("7", FIVE), ("0.5", FIVE), ("-1", None),
     ("★★★★★★", FIVE), ("3/0", None)],
)  # fmt: skip
def test_a_rating_outside_its_scale_is_a_mistake(written: str, known: object) -> None:
    with pytest.raises(ValueError, match="rating"):
        parse(written, known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("5", (1, 5)),
        ("1-5", (1, 5)),
        ("0–10", (0, 10)),
        ("0.5-5", (Decimal("0.5"), 5)),
        ("0 to 100", (0, 100)),
    ],
)
def test_scales(text: str, ends: tuple[object, object]) -> None:
    found = scale(text)
    assert found is not None
    assert (found.worst, found.best) == ends


@pytest.mark.parametrize("text", ["5-1", "five", "1-2-3"])
def test_no_scale(text: str) -> None:
    with pytest.raises(ValueError, match="not a scale"):
        scale(text)


def test_prose_only_proposes() -> None:
    text = "Good.\n\nAt a glowing ⭐ 9.1/10, the season delivers.\n\n**★★★★☆**\n"
    nine, stars = proposals(text, "a.md", 7)
    assert [nine.as_written, nine.value, nine.best] == ["9.1/10", Decimal("9.1"), 10]
    assert (nine.place.line, nine.found) == (9, Found.PROSE)
    assert (stars.as_written, stars.place.line) == ("★★★★☆", 11)


@pytest.mark.parametrize(
    "decoy",
    [
        "⭐ Final Verdict",
        "> They gave it 9/10.",
        "[5-Star ⭐ Movies](https://example.org/list/10/10)",
        "It plays in 4/4 time.",
        "On 9/11 and 24/7 and 2024/10/5.",
        "I have read 37% of it.",
        "Nine out of ten people agree.",
        "`4/5`",
        "See example.org/4/5 for more.",
    ],
)
def test_decoys_are_not_proposed(decoy: str) -> None:
    assert proposals(decoy, "a.md") == ()
