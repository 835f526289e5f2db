"""The form changes anthology.toml as a careful person would."""

from __future__ import annotations

from pathlib import Path

import pytest

from anthology.preview.writing.forms import Change, amended, changes, fields, objections
from anthology.preview.writing.revisions import difference
from anthology.preview.writing.texts import SETTINGS, Closed

TEXT = """# Our yearbook.
[book]
title = "Six Ferries"   # the working title
editors = [
    "Ann Lee",  # since 2020
]

[[source]]
path = "posts"
"""


def test_a_change_leaves_comments_and_order() -> None:
    after = amended(TEXT, [Change("book", "title", "Seven Ferries")])
    assert after == TEXT.replace("Six", "Seven")
    assert difference(TEXT, after, SETTINGS).splitlines()[-3:-1] == [
        '-title = "Six Ferries"   # the working title',
        '+title = "Seven Ferries"   # the working title',
    ]


def test_what_is_new_goes_into_its_table() -> None:
    after = amended(TEXT, [Change("style", "name", "guide"), Change("book", "place", "Bergen")])
    assert '[style]\nname = "guide"' in after
    assert after.index('place = "Bergen"') < after.index("[[source]]")
    assert amended("", [Change("book", "title", "New")]) == '[book]\ntitle = "New"\n'


def test_a_value_is_taken_out() -> None:
    assert "title" not in amended(TEXT, [Change("book", "title", None)]).replace(
        "working title", ""
    )


def test_other_tables_are_not_in_the_form() -> None:
    for table in ("limits", "source", "trade", "nonsense"):
        with pytest.raises(Closed):
            amended(TEXT, [Change(table, "seconds", "9")])


def test_a_broken_file_is_not_made_worse() -> None:
    with pytest.raises(Closed):
        amended("[book\n", [Change("book", "title", "x")])


def test_fields_have_the_values_that_are_written_or_the_defaults() -> None:
    found = {(each.table, each.key): each for each in fields(TEXT)}
    assert found["book", "title"].value == "Six Ferries"
    assert found["book", "editors"].value == "Ann Lee"
    assert found["book", "editors"].kind == "list"
    assert found["book", "layout"].value == "auto"
    assert "guide" in found["book", "layout"].choices
    assert found["book", "release"].value is False
    assert all(each.about for each in found.values())


def test_a_text_is_checked_as_a_build_checks_it(tmp_path: Path) -> None:
    assert objections(TEXT, tmp_path) == ()
    (wrong,) = objections(amended(TEXT, [Change("book", "layout", "sideways")]), tmp_path)
    assert "sideways" in wrong.message
    (unknown,) = objections(amended(TEXT, [Change("book", "titel", "x")]), tmp_path)
    assert "titel" in unknown.message


@pytest.mark.parametrize(
    "given",
    [
        None, {}, [1], [{}], [{"table": "book", "key": 1, "value": ""}],
        [{"table": "book", "key": "title", "value": 5}],
        [{"table": "book", "key": "t", "value": [1]}],
    ],
)  # fmt: skip
def test_nonsense_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match=r"change"):
        changes(given)
