"""How far production is, for whoever shows it."""

from __future__ import annotations

from collections.abc import Callable

# Called as each step ends, with its name, how many have ended and how many there are.
Progress = Callable[[str, int, int], None]


def silent(_step: str, _ended: int, _all: int) -> None:
    """Progress that nobody shows."""
