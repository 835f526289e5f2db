"""A paragraph as the plain numbers that `plan` works on: one row a break opportunity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from anthology.pdf.lines.measure import Leaf, advances
from anthology.pdf.lines.parameters import HANGING_LEFT, HANGING_RIGHT, PARAMETERS
from anthology.pdf.lines.plan import Paragraph

IDEOGRAPH = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
NO_BREAK_SPACE = "\u00a0"


class Place(NamedTuple):
    """Where a line may end and the next begin; px and ems are counted on one endless line.

    What hangs outside the margins is left out of both lines: `end` is where the line would
    end without it, `start` where the next one would begin.
    """

    position: int  # the character before which the next line begins
    leaf: int
    byte: int  # of the leaf's text, before that character
    hyphenated: bool
    end: float
    start: float
    glue_end: float
    glue_start: float
    ems_end: float
    ems_start: float
    hangs_right: float  # px, of this line
    hangs_left: float  # px, of the next


@dataclass(frozen=True)
class Stretch:
    """A part of a paragraph without a forced break: its numbers, and what they stand for."""

    paragraph: Paragraph
    places: tuple[Place, ...]  # one a break opportunity


def stretch(leaves: tuple[Leaf, ...], text: str, found: dict[int, float], first: int) -> Stretch:
    """The numbers from that character to the next forced break, or to the end.

    `found` has the penalties of the opportunities by character; below 0, a hyphen is added.
    """
    limit = text.find("\n", first)
    end = first + len(text[first : limit if limit >= 0 else None].rstrip(" "))
    inside = [place for place in found if first < place < end]
    wanted = [(first, 0.0), *((place, found[place]) for place in inside), (end, 0.0)]
    placer = _Placer(leaves, text)
    stops = _stops(leaves, text, [place for place, _ in wanted])
    places = tuple(
        placer.place(stop, penalty) for stop, (_, penalty) in zip(stops, wanted, strict=True)
    )
    ideographs = len(IDEOGRAPH.findall(text, first, end))
    paragraph = Paragraph(
        [place.end for place in places[:-1]] + [places[-1].end + places[-1].hangs_right],
        [place.start for place in places],
        [place.glue_end for place in places],
        [place.glue_start for place in places],
        [place.ems_end for place in places],
        [place.ems_start for place in places],
        [penalty * penalty for _, penalty in wanted],
        [int(place.hyphenated or text[place.position - 1] in "-\u2010") for place in places],
        PARAMETERS.runt_width * leaves[places[0].leaf].box.style["font_size"],
        PARAMETERS.ideograph_tracking if 2 * ideographs > end - first else PARAMETERS.tracking,
    )
    return Stretch(paragraph, places)


@dataclass(frozen=True)
class _Stop:
    """A break opportunity come to: its leaf, the bytes of it before, and what was passed."""

    position: int
    leaf: int
    byte: int
    spaces: int  # just before it
    space: float  # px of one of them
    glue: float
    ems: float  # of the leaves before


def _stops(leaves: tuple[Leaf, ...], text: str, wanted: list[int]) -> Iterator[_Stop]:
    """The opportunities at the wanted characters, each in the leaf of the character before."""
    glue = ems = 0.0
    waiting = iter(wanted)
    position = next(waiting, None)
    for index, leaf in enumerate(leaves):
        space = _space(leaf)
        before, byte = leaf.first, 0
        while position is not None and position <= leaf.last:
            piece = text[before:position]
            before, byte = position, byte + len(piece.encode())
            glue += space * (piece.count(" ") + piece.count(NO_BREAK_SPACE))
            spaces = len(piece) - len(piece.rstrip(" "))
            yield _Stop(position, index, byte, spaces, space, glue, ems)
            position = next(waiting, None)
        rest = text[before : leaf.last]
        glue += space * (rest.count(" ") + rest.count(NO_BREAK_SPACE))
        ems += leaf.advances.glyphs[-1] * leaf.box.style["font_size"]


def _space(leaf: Leaf) -> float:
    """The px of a word space in that leaf's font, 0 where it has none."""
    place = leaf.text.find(" ")
    if place < 0:
        return 0.0
    byte = len(leaf.text[:place].encode())
    return leaf.advances.at(byte + 1)[0] - leaf.advances.at(byte)[0]


class _Placer:
    """Turns the opportunities come to into places with their numbers."""

    def __init__(self, leaves: tuple[Leaf, ...], text: str) -> None:
        self.leaves = leaves
        self.text = text
        self.hyphens: dict[int, float] = {}  # px by the id of the style

    def place(self, stop: _Stop, penalty: float) -> Place:
        leaf = self.leaves[stop.leaf]
        size = leaf.box.style["font_size"]
        x, glyphs = leaf.advances.at(stop.byte - stop.spaces)
        next_x, next_glyphs = leaf.advances.at(stop.byte)
        at_end = stop.position == leaf.last
        start = leaf.closed if at_end else leaf.x + next_x
        added, right = self._line_end(leaf, stop, penalty < 0)
        left = 0.0 if at_end else self._width(leaf, stop.position, stop.byte, HANGING_LEFT)
        return Place(
            stop.position,
            stop.leaf,
            stop.byte,
            penalty < 0,
            leaf.x + x + added - right,
            (start if stop.position else 0.0) + left,
            stop.glue - stop.spaces * stop.space,
            stop.glue,
            stop.ems + glyphs * size,
            stop.ems + next_glyphs * size,
            right,
            left,
        )

    def _line_end(self, leaf: Leaf, stop: _Stop, hyphenated: bool) -> tuple[float, float]:
        """The px of the hyphen that a line ending there gets, and what hangs outside."""
        if not hyphenated:
            last = stop.position - stop.spaces - 1
            if last < leaf.first or self.text[last] not in HANGING_RIGHT:
                return 0.0, 0.0
            byte = stop.byte - stop.spaces - len(self.text[last].encode())
            return 0.0, self._width(leaf, last, byte, HANGING_RIGHT)
        style = leaf.box.style
        if id(style) not in self.hyphens:
            self.hyphens[id(style)] = advances(style["hyphenate_character"], style).width
        hyphen = self.hyphens[id(style)]
        return hyphen, hyphen * HANGING_RIGHT["-"]

    def _width(self, leaf: Leaf, position: int, byte: int, hanging: dict[str, float]) -> float:
        """The px of the character at that position that hang outside the margin."""
        character = self.text[position]
        if character not in hanging:
            return 0.0
        after = leaf.advances.at(byte + len(character.encode()))[0]
        return (after - leaf.advances.at(byte)[0]) * hanging[character]
