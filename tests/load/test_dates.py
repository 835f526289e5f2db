"""Dates keep their precision, and the impossible is refused."""

from __future__ import annotations

import re

import pytest

from anthology.load.header.dates import DAY_MONTH, MONTH_DAY, order_of, parse


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-05-17", "2024-05-17"),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
        ("2025-2-28", "2025-02-28"),
        ("2019-04-5", "2019-04-05"),
        ("2011-010-11 21:54:13", "2011-10-11"),
        ("2019-02-28 21:53:21", "2019-02-28"),
        ("2019-02-28T21:53:21+09:00", "2019-02-28"),
        ("2019-12-16T15:19", "2019-12-16"),
        ("2017-11-04T05:27:00-05", "2017-11-04"),
        ("2017-11-04T05:27:00.123Z", "2017-11-04"),
        ("2017-11-04 05:27:00 +0200", "2017-11-04"),
        ("2024/10/29", "2024-10-29"),
        ("17 May 2024", "2024-05-17"),
        ("May 17, 2024", "2024-05-17"),
        ("May 2024", "2024-05"),
        ("Friday, 17th of May 2024", "2024-05-17"),
        ("29 Feb 2024", "2024-02-29"),
        ("28 июня 2026", "2026-06-28"),
        ("5. Mai 2019", "2019-05-05"),
        ("12 mars 2020", "2020-03-12"),
        ("1er août 2019", "2019-08-01"),
        ("viernes, 17 de mayo de 2024", "2024-05-17"),
        ("vendredi 17 mai 2024", "2024-05-17"),
        ("févr. 2019", "2019-02"),
        ("2020. május 4.", "2020-05-04"),
        ("5 במאי 2019", "2019-05-05"),
        ("٥ مايو ٢٠١٩", "2019-05-05"),
        ("2019年5月6日", "2019-05-06"),
        ("2019년 5월 6일", "2019-05-06"),
        ("15/03/2019", "2019-03-15"),
        ("03/15/2019", "2019-03-15"),
        ("5/5/2019", "2019-05-05"),
        ("3.4.2024", "2024-04-03"),
        ("17/05/2024 10:15", "2024-05-17"),
        ("Fri, 17 May 2024 10:00:00 +0200", "2024-05-17"),
        ("Fri May 17 10:00:00 CEST 2024", "2024-05-17"),
        ("May 17, 2024 at 9:05 p.m. EST", "2024-05-17"),
        ("2024-05-17T10:00:00.000+02:00[Europe/Rome]", "2024-05-17"),
    ],
)
def test_a_date_is_as_precise_as_it_was_written(text: str, iso: str) -> None:
    assert str(parse(text)) == iso


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "0000", "yesterday",
     "17.5.", "31 April 2024", "10/12/2022", "20240517x", "13/13/2024", "5 May 24",
     "31 février 2020", "17 May 2024 (evening)", "5 listopada 2019", "marzo"],
)  # fmt: skip
def test_an_impossible_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        parse(text)


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("03/04/2024", "de", "2024-04-03"),
        ("03/04/2024", "en-GB", "2024-04-03"),
        ("03/04/2024", "en-US", "2024-03-04"),
        ("5 listopada 2019", "pl", "2019-11-05"),
        ("5 listopada 2019", "hr", "2019-10-05"),
    ],
)
def test_the_language_decides(text: str, language: str, iso: str) -> None:
    assert str(parse(text, language)) == iso


@pytest.mark.parametrize("language", ["", "en", "en-CA", "hu", "ja"])
def test_day_and_month_are_not_guessed(language: str) -> None:
    with pytest.raises(ValueError, match="may be day and month or month and day"):
        parse("03/04/2024", language)


def test_the_dates_beside_it_decide_before_the_language() -> None:
    assert str(parse("03/04/2024", "en", DAY_MONTH)) == "2024-04-03"
    assert str(parse("03/04/2024", "de", MONTH_DAY)) == "2024-03-04"
    assert str(parse("13/04/2024", "en", MONTH_DAY)) == "2024-04-13"
    assert str(parse("03.04.2024", "en", MONTH_DAY)) == "2024-04-03"


def test_most_of_the_dates_that_leave_no_doubt_decide() -> None:
    assert order_of(["17/05/2024", "03/04/2024", "2024-05-17"]) == DAY_MONTH
    assert order_of(["05/17/2024", "12-25-2024"]) == MONTH_DAY
    assert order_of(["05/17/2024", "17/05/2024"]) == ""
    assert order_of(["05/17/2024"] * 3 + ["17/05/2024"]) == MONTH_DAY
    assert order_of(["03/04/2024", "45/46/2024", "5/5/2024"]) == ""
