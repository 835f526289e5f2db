"""The numbers of a list's items, as HTML counts them and as authors write them."""

from __future__ import annotations

from collections.abc import Sequence


def counted(start: int | None, values: Sequence[int | None], *, down: bool = False) -> list[int]:
    """The number of each item of a list with that start and those values (HTML, 4.4.5).

    None where none is given: a list begins at 1, or, if it counts down, at its length.
    """
    step = -1 if down else 1
    number = (len(values) if down else 1) if start is None else start
    numbers: list[int] = []
    for value in values:
        number = number if value is None else value
        numbers.append(number)
        number += step
    return numbers


def marked(numbers: Sequence[int], *, lazy: bool) -> tuple[int | None, list[int | None]]:
    """The start and the values with which a list has these numbers; None where none is needed.

    With `lazy`, a list whose items all have one number is counted on from it: in Markdown many
    write 1. before each item.
    """
    if lazy and len(set(numbers)) == 1:
        numbers = range(numbers[0], numbers[0] + len(numbers))
    start = numbers[0] if numbers and numbers[0] != 1 else None
    values: list[int | None] = [None] * len(numbers)
    for place in range(1, len(numbers)):
        if numbers[place] != numbers[place - 1] + 1:
            values[place] = numbers[place]
    return start, values
