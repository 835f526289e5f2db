"""How a chosen line is filled to its measure: its letters give first, then its word spaces."""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign

from anthology.pdf.engine.lines.parameters import PARAMETERS


@dataclass(frozen=True)
class Filling:
    """How a line is filled: px between letters a px of em, width of letters, of a space."""

    tracking: float = 0.0
    expansion: float = 0.0  # 0.01: letters are drawn 1 % wider
    opened: float = 0.0  # 0.5: a word space is half as wide again


def fill(gap: float, ems: float, width: float, glue: float, tracking: float) -> Filling:
    """How a line of natural `width`, `gap` px too short, is filled.

    Its letters give first, up to their limits, the word spaces the rest; where that would be
    too much for these, the letters go a little further. A line without spaces stays short.
    """
    room = ems * tracking + width * PARAMETERS.expansion
    share = max(-1.0, min(1.0, gap / room)) if room else 0.0
    letters, wider = share * tracking, share * PARAMETERS.expansion
    enough = PARAMETERS.stretch if gap > 0 else PARAMETERS.shrink
    lacking = abs(gap) - room - enough * glue
    if lacking > 0 and ems:
        more = tracking * (PARAMETERS.most_tracking / PARAMETERS.tracking - 1)
        letters += copysign(min(more, lacking / ems), gap)
    rest = gap - letters * ems - wider * width
    return Filling(letters, wider, rest / glue if glue > 0 else 0.0)
