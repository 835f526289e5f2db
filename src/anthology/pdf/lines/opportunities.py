"""Where a paragraph may be broken, by Pango's rules and Pyphen's patterns, and what it costs.

The result is the plain numbers that `plan` works on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyphen
from weasyprint.text.ffi import ffi
from weasyprint.text.line_break import get_log_attrs

from anthology.pdf.lines.measure import Leaf, advances
from anthology.pdf.lines.parameters import PARAMETERS
from anthology.pdf.lines.plan import Paragraph

SOFT_HYPHEN = "\u00ad"
LONG_DASHES = "\u2013\u2014\u2015"
IDEOGRAPH = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
WORD = re.compile(r"(?<![\w\u2010-])[^\W\d_]+(?:['’\u00ad][^\W\d_]+)*(?![\w\u2010-])")


@dataclass(frozen=True)
class Break:
    """A place to end a line: after `byte` bytes (UTF-8) of that leaf's text."""

    leaf: int
    byte: int
    hyphenated: bool = False


@dataclass(frozen=True)
class Stretch:
    """A part of a paragraph without a forced break: its numbers, and what they stand for."""

    paragraph: Paragraph
    breaks: tuple[Break, ...]  # one a break opportunity
    starts: tuple[int, ...]  # the first character of the line after each


@lru_cache(maxsize=16)
def _patterns(lang: str, left: int, right: int) -> Any:
    return pyphen.Pyphen(lang=lang, left=left, right=right)


@lru_cache(maxsize=65536)
def divisions(word: str, lang: str, left: int, right: int) -> tuple[int, ...]:
    """Where a word may be divided without a change of its spelling."""
    found = _patterns(lang, left, right).positions(word)
    return tuple(int(place) for place in found if not getattr(place, "data", None))


def places(leaves: tuple[Leaf, ...], text: str, lang: str | None) -> dict[int, float]:
    """Characters before which a line may begin, with the penalty; negative: a hyphen is added."""
    found = dict(_written(leaves, text, lang))
    for position, penalty in _in_words(leaves, text):
        found.setdefault(position, penalty)
    return dict(sorted(found.items()))


def _written(leaves: tuple[Leaf, ...], text: str, lang: str | None) -> Iterator[tuple[int, float]]:
    """The places that Pango finds, soft hyphens among them."""
    flags = memoryview(ffi.buffer(get_log_attrs(text, lang))).cast("I")
    tied = [leaf for leaf in leaves if leaf.box.style["white_space"] in ("nowrap", "pre")]
    for position in range(1, len(text)):
        if flags[position] & 1 and not any(leaf.first < position < leaf.last for leaf in tied):
            yield position, _penalty(text[position - 1], text[position])


def _penalty(before: str, after: str) -> float:
    if before == " ":
        return PARAMETERS.before_dash_penalty if after in LONG_DASHES else 0.0
    if before == SOFT_HYPHEN:
        return -PARAMETERS.soft_hyphen_penalty
    if before in "-\u2010":
        return PARAMETERS.dash_penalty
    if after in LONG_DASHES:
        return PARAMETERS.before_dash_penalty
    return PARAMETERS.slash_penalty if before in "/\\" else 0.0


def _in_words(leaves: tuple[Leaf, ...], text: str) -> Iterator[tuple[int, float]]:
    """The places that the patterns of each leaf's language find inside its words."""
    firsts = [leaf.first for leaf in leaves]
    for word in WORD.finditer(text):
        letters = word.group()
        style = leaves[bisect_right(firsts, word.start()) - 1].box.style
        total, left, right = style["hyphenate_limit_chars"]
        lang = style["lang"] and pyphen.language_fallback(style["lang"])
        if (
            len(letters) < total
            or style["hyphens"] != "auto"
            or not lang
            or SOFT_HYPHEN in letters
            or letters.isupper()
        ):
            continue
        for place in divisions(letters, lang, left, right):
            yield word.start() + place, -PARAMETERS.hyphen_penalty


def stretch(leaves: tuple[Leaf, ...], text: str, found: dict[int, float], first: int) -> Stretch:
    """The numbers from that character to the next forced break, or to the end."""
    limit = text.find("\n", first)
    end = first + len(text[first : limit if limit >= 0 else None].rstrip(" "))
    inside = [place for place in found if first < place < end]
    points = list(_points(leaves, text, [first, *inside, end]))
    penalties = [0.0, *(found[place] for place in inside), 0.0]
    ends, starts, glue_ends, glue_starts, ems_ends, ems_starts, hyphens = (
        list(column) for column in zip(*(point.row for point in points), strict=True)
    )
    added = [penalty < 0 for penalty in penalties]
    ideographs = len(IDEOGRAPH.findall(text, first, end))
    size = leaves[points[0].leaf].box.style["font_size"]
    paragraph = Paragraph(
        [x + hyphen if add else x for x, hyphen, add in zip(ends, hyphens, added, strict=True)],
        starts,
        glue_ends,
        glue_starts,
        ems_ends,
        ems_starts,
        [penalty * penalty for penalty in penalties],
        [
            int(add or text[point.position - 1] in "-\u2010")
            for add, point in zip(added, points, strict=True)
        ],
        PARAMETERS.runt_width * size,
        PARAMETERS.ideograph_tracking if 2 * ideographs > end - first else PARAMETERS.tracking,
    )
    breaks = (Break(p.leaf, p.byte, add) for p, add in zip(points, added, strict=True))
    return Stretch(paragraph, tuple(breaks), tuple(point.position for point in points))


@dataclass(frozen=True)
class _Point:
    """A place on the endless line; `row` is (end, next start) of x, glue and ems, and hyphen."""

    position: int
    leaf: int
    byte: int
    row: tuple[float, float, float, float, float, float, float]


def _points(leaves: tuple[Leaf, ...], text: str, positions: list[int]) -> Iterator[_Point]:
    """The places before those characters, each in the leaf of the character before it."""
    glue = ems = 0.0
    hyphens: dict[int, float] = {}
    waiting = iter(positions)
    position = next(waiting, None)
    for index, leaf in enumerate(leaves):
        style, measured = leaf.box.style, leaf.advances
        size = style["font_size"]
        space = _space(leaf)
        if id(style) not in hyphens:
            hyphens[id(style)] = advances(style["hyphenate_character"], style).width
        hyphen = hyphens[id(style)]
        before, byte = leaf.first, 0
        while position is not None and position <= leaf.last:
            piece = text[before:position]
            byte += len(piece.encode())
            glue += space * (piece.count(" ") + piece.count("\u00a0"))
            before = position
            spaces = len(piece) - len(piece.rstrip(" "))
            x, glyphs = measured.at(byte - spaces)
            next_x, next_glyphs = measured.at(byte)
            start = leaf.closed if position == leaf.last else leaf.x + next_x
            row = (
                leaf.x + x,
                start if position else 0.0,
                glue - spaces * space,
                glue,
                ems + glyphs * size,
                ems + next_glyphs * size,
                hyphen,
            )
            yield _Point(position, index, byte, row)
            position = next(waiting, None)
        piece = text[before : leaf.last]
        glue += space * (piece.count(" ") + piece.count("\u00a0"))
        ems += measured.glyphs[-1] * size


def _space(leaf: Leaf) -> float:
    """The px of a word space in that leaf's font, 0 where it has none."""
    place = leaf.text.find(" ")
    if place < 0:
        place = leaf.text.find("\u00a0")
    if place < 0:
        return 0.0
    byte = len(leaf.text[:place].encode())
    return leaf.advances.at(byte + len(leaf.text[place].encode()))[0] - leaf.advances.at(byte)[0]
