"""How a planned line is filled to its measure: by its letters first, then its word spaces."""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign

from anthology.pdf.engine.lines.parameters import PARAMETERS, Letters


@dataclass(frozen=True)
class Filling:
    """How far letters and word spaces of a line are changed."""

    tracking: float = 0.0  # em a glyph
    expansion: float = 0.0  # 0.01: letters are drawn 1 % wider
    opened: float = 0.0  # 0.5: a word space is half as wide again


def fill(gap: float, ems: float, width: float, glue: float, able: Letters) -> Filling:
    """How a line of natural `width` that is `gap` px too short is filled.

    Its letters change first, up to their limits, and the word spaces for the rest; where these
    would change too much, the letters go a little further. A line without spaces stays short.
    `ems` and `glue` are the sums of its glyphs' ems and of its word spaces, in px.
    """
    room = ems * able.tracking + width * able.expansion
    share = max(-1.0, min(1.0, gap / room)) if room else 0.0
    letters, wider = share * able.tracking, share * able.expansion
    enough = PARAMETERS.stretch if gap > 0 else PARAMETERS.shrink
    missing = abs(gap) - room - enough * glue
    if missing > 0 and ems:
        more = able.tracking * (PARAMETERS.further - 1)
        letters += copysign(min(more, missing / ems), gap)
    rest = gap - letters * ems - wider * width
    return Filling(letters, wider, rest / glue if glue > 0 else 0.0)
