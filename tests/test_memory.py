"""What stays in memory between the proofs of a preview, and what is forgotten."""

from __future__ import annotations

import pytest

from anthology import memory


def test_a_pure_function_is_asked_once_for_the_same_values() -> None:
    asked: list[tuple[str, int]] = []

    @memory.remembered
    def repeated(text: str, times: int) -> str:
        asked.append((text, times))
        return text * times

    assert [repeated("ab", 2), repeated("".join(("a", "b")), 2), repeated("ab", 3)] == [
        "abab",
        "abab",
        "ababab",
    ]
    assert asked == [("ab", 2), ("ab", 3)]


def test_what_two_turns_did_not_ask_for_is_forgotten() -> None:
    asked: list[int] = []

    @memory.remembered
    def doubled(number: int) -> int:
        asked.append(number)
        return 2 * number

    for number in (1, 2):
        doubled(number)
    memory.turn()
    doubled(1)
    memory.turn()
    assert (doubled(1), doubled(2)) == (2, 4)
    assert asked == [1, 2, 2]


def test_one_turn_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST", 3)
    asked: list[int] = []

    @memory.remembered
    def doubled(number: int) -> int:
        asked.append(number)
        return 2 * number

    for number in (*range(7), 6, 0):
        assert doubled(number) == 2 * number
    assert asked == [*range(7), 0]
