"""Text as the plain numbers that `plan` works on: a row for each break opportunity."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from anthology.pdf.engine.fast.layouts import pango_style
from anthology.pdf.engine.lines.measure import Advances, TextRun, advances
from anthology.pdf.engine.lines.opportunities import HYPHENS
from anthology.pdf.engine.lines.parameters import HANGING_LEFT, HANGING_RIGHT, PARAMETERS
from anthology.pdf.engine.lines.search import Opportunities

IDEOGRAPH = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
NO_BREAK_SPACE = "\u00a0"


class LineEnd(NamedTuple):
    """Where a line may end and the next begin."""

    position: int  # the character before which the next line begins
    run: int  # the index of the text run that has the character before it
    byte: int  # of the run's text, before that character
    hyphenated: bool
    hangs_right: float  # px outside the margin, of this line
    hangs_left: float  # px outside the margin, of the next


NUMBERS = 6  # of a row, before its LineEnd: see Opportunities


@dataclass(frozen=True)
class Segment:
    """The text between two forced breaks: its break opportunities, and where they are."""

    opportunities: Opportunities
    rows: Sequence[tuple[Any, ...]]  # of each opportunity

    def line_end(self, index: int) -> LineEnd:
        """Where the opportunity of that index is."""
        return LineEnd(*self.rows[index][NUMBERS:])


def segment(runs: tuple[TextRun, ...], text: str, found: dict[int, float], first: int) -> Segment:
    """The segment from that character to the next forced break, or to the end of the text.

    `found` has the penalties of the opportunities by character; where one is negative, a hyphen
    is added.
    """
    limit = text.find("\n", first)
    end = first + len(text[first : limit if limit >= 0 else None].rstrip(" "))
    inside = [(place, penalty) for place, penalty in found.items() if first < place < end]
    wanted = [(first, 0.0), *inside, (end, 0.0)]
    rows = list(_rows(runs, text, wanted))
    ends, starts, glue_ends, glue_starts, ems_ends, ems_starts, *line_ends = zip(*rows, strict=True)
    _, indexes, _, hyphenated, rights, _ = line_ends
    ideographs = len(IDEOGRAPH.findall(text, first, end))
    opportunities = Opportunities(
        (*ends[:-1], ends[-1] + rights[-1]),
        starts,
        glue_ends,
        glue_starts,
        ems_ends,
        ems_starts,
        [penalty * penalty for _, penalty in wanted],
        [
            int(divided or text[place - 1] in HYPHENS)
            for divided, (place, _) in zip(hyphenated, wanted, strict=True)
        ],
        PARAMETERS.runt_width * runs[indexes[0]].box.style["font_size"],
        PARAMETERS.ideograph_tracking if 2 * ideographs > end - first else PARAMETERS.tracking,
    )
    return Segment(opportunities, rows)


def _rows(
    runs: tuple[TextRun, ...], text: str, wanted: list[tuple[int, float]]
) -> Iterator[tuple[Any, ...]]:
    """The row of each wanted opportunity; it is in the run of the character before it."""
    positions, rows, first = [position for position, _ in wanted], _Rows(text), 0
    for index, run in enumerate(runs):
        end = bisect_right(positions, run.last, first)
        yield from rows.of(index, run, wanted[first:end])
        first = end


class _Rows:
    """The rows of a segment's opportunities, run by run; word spaces and ems add up.

    A row is the numbers of an opportunity, as in `Opportunities` (end, start, glue_end,
    glue_start, ems_end, ems_start), and its `LineEnd`. What hangs outside the margins does not
    count: `end` is where the line would end without it, `start` where the next one would begin.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.glue = self.ems = 0.0

    def of(
        self, index: int, run: TextRun, wanted: list[tuple[int, float]]
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of the opportunities in a run: those after its first character."""
        text, glue, ems, size = self.text, self.glue, self.ems, run.box.style["font_size"]
        measured, starts, xs = run.advances, run.advances.starts, run.advances.xs
        space, narrow, tied = _space(run), run.text.isascii(), NO_BREAK_SPACE in run.text
        before, byte, at = run.first, 0, 0
        for position, penalty in wanted:
            piece = text[before:position]
            before, byte = position, byte + (len(piece) if narrow else len(piece.encode()))
            glue += space * (piece.count(" ") + (piece.count(NO_BREAK_SPACE) if tied else 0))
            spaces = len(piece) - len(piece.rstrip(" "))
            at = bisect_left(starts, byte, at)
            whole = starts[at] == byte
            x, glyphs = next_x, next_glyphs = (
                (xs[at], measured.glyphs[at]) if whole else measured.at(byte)
            )
            if spaces and whole and at >= spaces and starts[at - spaces] == byte - spaces:
                x, glyphs = xs[at - spaces], measured.glyphs[at - spaces]
            elif spaces:
                x, glyphs = measured.at(byte - spaces)
            start, left, right, added = run.x + next_x, 0.0, 0.0, 0.0
            if position == run.last:
                start = run.outer_end
            elif text[position] in HANGING_LEFT:
                left = _width(measured, byte, text[position]) * HANGING_LEFT[text[position]]
            if penalty < 0:
                added = _hyphen(run.box.style)
                right = added * HANGING_RIGHT["-"]
            elif position - spaces > run.first and text[position - spaces - 1] in HANGING_RIGHT:
                right = _hanging_right(measured, byte - spaces, text[position - spaces - 1])
            yield (
                run.x + x + added - right, (start if position else 0.0) + left,
                glue - spaces * space, glue, ems + glyphs * size, ems + next_glyphs * size,
                position, index, byte, penalty < 0, right, left,
            )  # fmt: skip
        rest = text[before : run.last]
        self.glue = glue + space * (rest.count(" ") + rest.count(NO_BREAK_SPACE))
        self.ems += measured.glyphs[-1] * size


def _space(run: TextRun) -> float:
    """The px of a word space in that run's font, 0 where the run has none."""
    place = run.text.find(" ")
    if place < 0:
        return 0.0
    return _width(run.advances, len(run.text[:place].encode()), " ")


def _width(measured: Advances, byte: int, character: str) -> float:
    """The px of the character at that byte."""
    after, _ = measured.at(byte + len(character.encode()))
    return after - measured.at(byte)[0]


def _hanging_right(measured: Advances, end: int, character: str) -> float:
    """The px by which the character that ends at that byte hangs outside the margin."""
    start = end - len(character.encode())
    return _width(measured, start, character) * HANGING_RIGHT[character]


def _hyphen(style: Any) -> float:
    """The px of the hyphen that is added to a divided word, cached by all that it depends on."""
    widths: dict[Any, float] = style.font_config.__dict__.setdefault("hyphens", {})
    character = style["hyphenate_character"]
    key = (pango_style(style), character)
    try:
        if key not in widths:
            widths[key] = advances(character, style).width
        return widths[key]
    except TypeError:  # an unhashable value
        return advances(character, style).width
