"""ISBNs are recognised in all their forms; placeholders are nothing."""

from __future__ import annotations

import pytest

from anthology.text import isbn


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("978-0-306-40615-7", "9780306406157"), ("0-306-40615-2", "0306406152"),
        ("ISBN 0 306 40615 2", "0306406152"), ("ISBN-13: 978 0306406157", "9780306406157"),
        ("urn:isbn:9780306406157", "9780306406157"), ("080442957x", "080442957X"),
        ("9780306406157 (pbk.)", "9780306406157"), ("080442957X [hardback]", "080442957X"),
        ("ISBN 0306406152 / 9780306406157", "9780306406157"), ("0306406152; 080442957X", ""),
        ("978-0-306-40615-8", ""), ("9.78031E+12", ""), ("1234567890", ""), ("see cover", ""),
    ],
)  # fmt: skip
def test_digits(text: str, digits: str) -> None:
    assert isbn.digits(text) == digits


def test_both_forms_of_a_number_are_equal() -> None:
    assert isbn.thirteen("0306406152") == isbn.thirteen("9780306406157") == "9780306406157"


@pytest.mark.parametrize(
    "text", ["null", "~", "", "???", "n/a", "N.A.", "-", "—", "TBA", "0", "0000000000"]
)
def test_placeholders_are_nothing(text: str) -> None:
    assert isbn.given(text) == ""


def test_the_quotation_of_a_spreadsheet_is_taken_off() -> None:
    assert isbn.given('="0306406152"') == "0306406152"
