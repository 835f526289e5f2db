"""A permission is written into the header as it is; all else stays to the letter."""

from __future__ import annotations

import pytest

from anthology.preview.writing.permissions import ANSWERS, with_permission
from anthology.preview.writing.texts import Closed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Text.\n", "---\nrights: {permission: refused}\n---\n\nText.\n"),
        ("---\n\nA rule.\n", "---\nrights: {permission: refused}\n---\n\n---\n\nA rule.\n"),
        ("---\ntitle: A\n---\nT\n", "---\ntitle: A\nrights: {permission: refused}\n---\nT\n"),
        ("Title: A\nReviewer: B\n\nT\n",
         "Title: A\nReviewer: B\nrights: {permission: refused}\n\nT\n"),
        ('---\ncopyright: Ann "A" Lee\n---\nT\n',
         '---\ncopyright: {holder: "Ann \\"A\\" Lee", permission: refused}\n---\nT\n'),
        ("---\nrights: {holder: B, permission: requested} # since May\n---\nT\n",
         "---\nrights: {holder: B, permission: refused} # since May\n---\nT\n"),
        ("---\nrights: {holder: B}\n---\nT\n",
         "---\nrights: {permission: refused, holder: B}\n---\nT\n"),
        ("---\nrights:\n  holder: B\n  permission: 'requested'\n  credit: © A\n---\nT\n",
         "---\nrights:\n  holder: B\n  permission: refused\n  credit: © A\n---\nT\n"),
        ("---\nrights:\n  holder: B\n---\nT\n",
         "---\nrights:\n  permission: refused\n  holder: B\n---\nT\n"),
        ('+++\ntitle = "A"\n[extra]\nx = 1\n+++\nT\n',
         '+++\ntitle = "A"\nrights = {permission = "refused"}\n[extra]\nx = 1\n+++\nT\n'),
        ('+++\n[rights]\nholder = "B"\n+++\nT\n',
         '+++\n[rights]\npermission = "refused"\nholder = "B"\n+++\nT\n'),
        ("---\r\ntitle: A\r\n---\r\nT\r\n",
         "---\r\ntitle: A\r\nrights: {permission: refused}\r\n---\r\nT\r\n"),
    ],
)  # fmt: skip
def test_one_line_changes(before: str, after: str) -> None:
    assert with_permission(before, "a.md", "refused") == after


@pytest.mark.parametrize("answer", ANSWERS)
def test_each_answer_takes_the_place_of_any_other(answer: str) -> None:
    text = "---\nrights: {holder: B}\n---\nT\n"
    for other in ANSWERS:
        asked = with_permission(with_permission(text, "a.md", other), "a.md", answer)
        assert asked == with_permission(text, "a.md", answer)


@pytest.mark.parametrize(
    "text",
    [
        "---\nrights: [a, b]\n---\nT\n",
        "---\nrights: >\n  Ann\n  Lee\n---\nT\n",
    ],
)
def test_what_is_written_otherwise_is_left(text: str) -> None:
    with pytest.raises(Closed, match="edit the text"):
        with_permission(text, "a.md", "granted")


def test_nothing_else_is_an_answer() -> None:
    with pytest.raises(Closed, match="is not a permission"):
        with_permission("T\n", "a.md", "unknown")
