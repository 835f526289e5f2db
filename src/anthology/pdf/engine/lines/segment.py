"""Text as the plain numbers that `plan` works on: a row for each break opportunity."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from anthology.pdf.engine.fast.layouts import pango_style
from anthology.pdf.engine.lines.measure import Advances, TextRun, advances
from anthology.pdf.engine.lines.opportunities import HYPHENS
from anthology.pdf.engine.lines.parameters import (
    HANGING_LEFT,
    HANGING_RIGHT,
    LETTERS,
    PARAMETERS,
    RIGID,
    Letters,
)
from anthology.pdf.engine.lines.search import SAME, Opportunities

IDEOGRAPH = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
NO_BREAK_SPACE = "\u00a0"
ITEM = "__list_item"  # floor.css sets --list-item in the items of lists
TRACKING, EXPANSION = "__tracking_limit", "__expansion_limit"  # set by styles: see `Letters`


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
class Setting:
    """How a paragraph is set: in a list, ragged, and how far its letters may change."""

    item: bool = False  # its first line hangs nothing over its bullet
    ragged: bool = False
    letters: Letters = LETTERS


@dataclass(frozen=True)
class Segment:
    """The text between two forced breaks: its break opportunities, and where they are."""

    opportunities: Opportunities
    rows: Sequence[tuple[Any, ...]]  # of each opportunity

    def line_end(self, index: int) -> LineEnd:
        """Where the opportunity of that index is."""
        return LineEnd(*self.rows[index][NUMBERS:])


def segment(
    runs: tuple[TextRun, ...], text: str, found: dict[int, float], first: int, setting: Setting
) -> Segment:
    """The segment from that character to the next forced break, or to the end of the text.

    `found` has the penalties of the opportunities by character; where one is negative, a hyphen
    is added.
    """
    limit = text.find("\n", first)
    end = first + len(text[first : limit if limit >= 0 else None].rstrip(" "))
    inside = [(place, penalty) for place, penalty in found.items() if first < place < end]
    wanted = [(first, 0.0), *inside, (end, 0.0)]
    rows = list(_rows(runs, text, wanted, setting))
    ends, starts, glue_ends, glue_starts, ems_ends, ems_starts, *line_ends = zip(*rows, strict=True)
    _, indexes, _, hyphenated, rights, _ = line_ends
    ideographs = len(IDEOGRAPH.findall(text, first, end))
    size = runs[indexes[0]].box.style["font_size"]
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
        PARAMETERS.runt_width * size,
        PARAMETERS.item_runt if setting.item else PARAMETERS.runt,
        replace(setting.letters, tracking=PARAMETERS.ideograph_tracking)
        if 2 * ideographs > end - first
        else setting.letters,
    )
    return Segment(_ragged(opportunities, size) if setting.ragged else opportunities, rows)


def _ragged(numbers: Opportunities, size: float) -> Opportunities:
    """The numbers where nothing but the ends of lines can be wider, by the same for each line."""
    count = len(numbers)
    return replace(
        numbers,
        end=[x - SAME for x in numbers.end],
        glue_end=[PARAMETERS.rag * size] * count,
        glue_start=[0.0] * count,
        letters=RIGID,
        least_space=0.0,
    )


# One function: it runs for every opportunity, and calls would cost more than what they do.
def _rows(  # noqa: C901
    runs: tuple[TextRun, ...], text: str, wanted: list[tuple[int, float]], setting: Setting
) -> Iterator[tuple[Any, ...]]:
    """The numbers and the `LineEnd` of each wanted opportunity, as a row.

    The numbers are those of `Opportunities`: end, start, glue_end, glue_start, ems_end,
    ems_start. What hangs outside the margins does not count: `end` is where the line would end
    without it, `start` where the next one would begin.
    """
    glue = ems = 0.0
    item, hanging = setting.item, not setting.ragged
    waiting = iter(wanted)
    position, penalty = next(waiting, (len(text) + 1, 0.0))
    for index, run in enumerate(runs):
        measured, size, last = run.advances, run.box.style["font_size"], run.last
        starts, xs, counts = measured.starts, measured.xs, measured.glyphs
        space, narrow, tied = _space(run), run.text.isascii(), NO_BREAK_SPACE in run.text
        before, byte, at = run.first, 0, 0
        while position <= last:
            piece = text[before:position]
            before, byte = position, byte + (len(piece) if narrow else len(piece.encode()))
            glue += space * (piece.count(" ") + (piece.count(NO_BREAK_SPACE) if tied else 0))
            spaces = len(piece) - len(piece.rstrip(" "))
            at = bisect_left(starts, byte, at)
            whole = starts[at] == byte
            x, glyphs = next_x, next_glyphs = (xs[at], counts[at]) if whole else measured.at(byte)
            if spaces and whole and at >= spaces and starts[at - spaces] == byte - spaces:
                x, glyphs = xs[at - spaces], counts[at - spaces]
            elif spaces:
                x, glyphs = measured.at(byte - spaces)
            start, left = run.x + next_x, 0.0
            if position == last:
                start = run.outer_end
            elif hanging and text[position] in HANGING_LEFT and (position or not item):
                left = _width(measured, byte, text[position]) * HANGING_LEFT[text[position]]
            added = right = 0.0
            if penalty < 0:
                added = _hyphen(run.box.style)
                right = added * HANGING_RIGHT["-"] if hanging else 0.0
            elif hanging and position - spaces > run.first:
                character = text[position - spaces - 1]
                if character in HANGING_RIGHT:
                    from_ = byte - spaces - len(character.encode())
                    right = _width(measured, from_, character) * HANGING_RIGHT[character]
            yield (
                run.x + x + added - right,
                (start if position else 0.0) + left,
                glue - spaces * space,
                glue,
                ems + glyphs * size,
                ems + next_glyphs * size,
                position,
                index,
                byte,
                penalty < 0,
                right,
                left,
            )
            position, penalty = next(waiting, (len(text) + 1, 0.0))
        rest = text[before:last]
        glue += space * (rest.count(" ") + rest.count(NO_BREAK_SPACE))
        ems += measured.glyphs[-1] * size


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


def setting_of(style: Any) -> Setting:
    """What the style of a line box says of its lines."""
    ragged = style["text_align_all"] != "justify"
    tracking = _share(style[TRACKING], LETTERS.tracking)
    expansion = _share(style[EXPANSION], LETTERS.expansion)
    letters = LETTERS
    if (tracking, expansion) != (LETTERS.tracking, LETTERS.expansion):
        letters = Letters(tracking, expansion)
    return Setting(bool(style[ITEM]), ragged, letters)


def _share(tokens: Any, usual: float) -> float:
    """The value of a custom property such as `--tracking-limit: 0.8%`, as a share of 1."""
    return max(0.0, number(tokens, usual))


def number(tokens: Any, usual: float) -> float:
    """The value of a custom property; `usual` where that is not set, or no number."""
    for token in tokens or ():
        if token.type in ("percentage", "number"):
            return float(token.value) / (100 if token.type == "percentage" else 1)
    return usual
