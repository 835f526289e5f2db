"""White between the sections of a flow, tried until its last page is a good one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import pytest

from anthology.pdf.engine import feet
from anthology.pdf.engine.flows.rows import Irregular
from anthology.pdf.engine.laid_out import LaidOut
from anthology.pdf.typeset.spacing import Attempt, columns, spaced

PAGE = 88  # lines, in two columns


@dataclass(frozen=True)
class Columns:
    """A galley in two columns, with so many lines on the last of its pages."""

    count: int
    tail: int
    columns: int = 2

    @property
    def pages(self) -> tuple[None, ...]:
        return (None,) * self.count

    def lines(self) -> int:
        return PAGE

    def short(self) -> int:
        return PAGE - self.tail

    def lost(self) -> int:
        return 0

    @property
    def pitch(self) -> float:
        return 14.0


@pytest.fixture(autouse=True)
def irregular(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has no galley filled column by column."""

    def rows(_pages: object, _pitch: float) -> None:
        raise Irregular

    monkeypatch.setattr(columns, "rows", rows)
    monkeypatch.setattr(feet, "unfilled", lambda *_: 0)


def good(first: Columns, lay_out: Callable[[int], Columns], sections: int = 12) -> Attempt:
    """The galley that is taken, at the end of its flow."""
    found = spaced(
        cast("LaidOut", first),
        lambda more, _=None: cast("LaidOut", lay_out(more)),
        sections,
        goes_on=False,
    )
    return Attempt(found)


@pytest.mark.parametrize("moved", [3, 7, 11])
def test_white_that_moves_nothing_is_not_the_last_that_is_tried(moved: int) -> None:
    found = good(Columns(4, 8), lambda more: Columns(4, 24 if more >= moved else 8))
    assert found.tail == 24


def test_a_few_lines_are_pulled_back_first() -> None:
    found = good(Columns(4, 8), lambda more: Columns(3, 80) if more < 0 else Columns(4, 24))
    assert (found.pages, found.tail) == (3, 80)


def test_white_opens_no_other_page() -> None:
    found = good(Columns(4, 8), lambda more: Columns(5 if more > 5 else 4, 8 + 2 * (more == 3)))
    assert (found.pages, found.tail) == (4, 10)


def test_few_sections_have_room_for_little_white() -> None:
    tried: list[int] = []

    def lay_out(more: int) -> Columns:
        tried.append(more)
        return Columns(4, 8)

    assert good(Columns(4, 8), lay_out, sections=3).tail == 8
    assert tried == [3]
