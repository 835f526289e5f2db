"""A table of the demerits of a line, by how far its word spaces are opened or closed."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from anthology.pdf.engine.lines.parameters import PARAMETERS, Parameters

STEPS = 64  # entries of the table of demerits for one word space
WIDEST = 8  # word spaces; looser lines have the demerits of the last entry
TIGHT, EVEN, LOOSE, VERY_LOOSE = range(4)


@dataclass
class Table:
    """Demerits and class of evenness by how much a word space is opened or closed."""

    parameters: Parameters
    costs: array[float] = field(init=False)
    classes: bytes = field(init=False)

    def __post_init__(self) -> None:
        opened = [(step - STEPS) / STEPS for step in range((WIDEST + 1) * STEPS + 1)]
        self.costs = array("d", map(self._cost, opened))
        self.classes = bytes(map(_evenness, opened))

    def _cost(self, opened: float) -> float:
        limit = self.parameters.stretch if opened > 0 else self.parameters.shrink
        badness: float = 100 * abs(opened / limit) ** 3
        return float((self.parameters.line_penalty + badness) ** 2)


def _evenness(opened: float) -> int:
    if opened < -0.12:
        return TIGHT
    if opened < 0.2:
        return EVEN
    return LOOSE if opened < 0.5 else VERY_LOOSE


TABLE = Table(PARAMETERS)


# By class of evenness of a line and of the one before.
UNLIKE = tuple(
    tuple(PARAMETERS.unlike_neighbour * max(0, abs(one - other) - 1) ** 2 for other in range(4))
    for one in range(4)
)
