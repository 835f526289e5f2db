"""Dates keep their precision, and the impossible is refused."""

from __future__ import annotations

import pytest

from anthology.load.header.dates import of_file_name, parse


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
    ],
)
def test_a_date_is_as_precise_as_it_was_written(text: str, iso: str) -> None:
    assert str(parse(text)) == iso


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "0000", "yesterday",
     "17.5.", "31 April 2024", "10/12/2022", "20240517x"],
)  # fmt: skip
def test_an_impossible_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text.replace(".", r"\.")):
        parse(text)


def test_a_jekyll_file_name_holds_a_date() -> None:
    assert str(of_file_name("2024-05-17-the-wire.md")) == "2024-05-17"
    assert of_file_name("2024-the-wire.md") is None
    assert of_file_name("2024-13-17-the-wire.md") is None
