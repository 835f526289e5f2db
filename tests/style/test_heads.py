"""Running heads have as many letters as a line of their style holds, and a page its lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from anthology import style
from anthology.config import StyleTable
from anthology.edition import Room
from anthology.style.css.values import of_guide, of_heads, of_text

TRIM = (396.0, 612.0)


def room(name: str, *, large: bool = False) -> float:
    return of_heads(style.of(StyleTable(name=name, large_print=large), Path()), *TRIM)


def test_that_of_classic_is_the_measure() -> None:
    assert room("classic") == pytest.approx(1)


def test_wide_letters_and_large_ones_leave_room_for_fewer() -> None:
    assert room("typescript") < room("paperback") < 1
    assert all(room(name, large=True) < 0.7 for name in style.built_in())


@pytest.mark.parametrize("folios", ["head", "foot-line"])
def test_a_number_beside_the_head_takes_room(tmp_path: Path, folios: str) -> None:
    own = tmp_path / "mine"
    own.mkdir()
    own.joinpath("style.toml").write_text(f'extends = "classic"\nfolios = "{folios}"\n')
    assert 0.85 < of_heads(style.load("mine", tmp_path), *TRIM) < 0.95


@pytest.mark.parametrize(
    ("name", "page"),
    [("classic", (35, 69, 1, 297.0, 14.0)), ("modern", (41, 77, 1, 316.0, 12.0))],
)
def test_a_page_is_guessed_by_size_and_leading(
    name: str, page: tuple[int, int, int, float, float]
) -> None:
    assert of_text(style.load(name, Path()), *TRIM) == Room(*page)


@pytest.mark.parametrize(
    ("name", "large", "page"),
    [
        ("classic", False, Room(44, 40, 2, 141.0, 11.0)),
        ("guide", False, Room(47, 41, 2, 148.5, 10.5)),
        ("guide", True, Room(22, 42, 1, 310.0, 22.5)),
    ],
)
def test_columns_are_guessed_by_their_own_type(name: str, large: bool, page: Room) -> None:
    assert of_guide(style.of(StyleTable(name=name, large_print=large), Path()), *TRIM) == page
