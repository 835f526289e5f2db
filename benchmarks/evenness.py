"""Word spaces, hyphens and tracking of a PDF's justified lines (needs pymupdf).

Lines of the most frequent size that reach the right margin with four words or more count. The
unit is the median word space of the last lines of paragraphs.

loose     % of lines with a mean word space over 1.5 units; very: over 2; tight: under 0.75
sd        standard deviation of the mean word space, in units
hyphens   % of lines that end in a hyphen; ladders: runs of three of them
overfull  lines that stick out of the right margin by more than 2.5 pt
tracking  99th percentile of how far a line's mean gap between letters is from the book's
          median, in % of an em
widows    pages that begin with the last line of a paragraph; orphans: that end with the first
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import mean, median, pstdev
from typing import Any

import pymupdf

COLUMNS = (
    *("lines", "sd", "loose", "very", "tight"),
    *("hyphens", "ladders", "overfull", "tracking", "widows", "orphans"),
)
Char = tuple[float, float, str, float]  # left, right, character, size
BULLETS = "•◦▪–"
HYPHENS = "-\u2010\u00ad"
NEAR = 2.5  # pt: a line this near to the margin reaches it
INSIDE = 0.08  # em: a smaller gap is inside a word
STEP = 0.25  # pt: MuPDF's size is the mean of width and height, so expanded letters have another


@dataclass
class Row:
    """A printed line: its words as (left, right, last character), its gap between letters."""

    words: list[tuple[float, float, str]]
    letters: float | None

    @property
    def spaces(self) -> list[float]:
        """The px between its words."""
        return [after[0] - before[1] for before, after in pairwise(self.words)]


@dataclass
class _Found:
    full: list[float] = field(default_factory=list)
    ragged: list[float] = field(default_factory=list)
    hyphens: int = 0
    ladders: int = 0
    overfull: int = 0
    widows: int = 0
    orphans: int = 0


def measure(pdf: bytes) -> dict[str, float]:
    """The columns of the table for that PDF."""
    document = pymupdf.open(stream=pdf)
    pages = [_characters(page) for page in document]
    sizes = Counter(char[3] for page in pages for row in page for char in row)
    size = sizes.most_common(1)[0][0]
    rows = [[_row(row, size) for row in page if all(c[3] == size for c in row)] for page in pages]
    found = _count([[row for row in page if row.words] for page in rows])
    unit = median(found.ragged) if found.ragged else size / 4
    spaces = [space / unit for space in found.full]
    letters = [row.letters for page in rows for row in page if row.letters is not None]
    middle = median(letters)
    apart = sorted(abs(gap - middle) for gap in letters)
    many = len(spaces) or 1
    share = {
        "loose": sum(s > 1.5 for s in spaces),
        "very": sum(s > 2 for s in spaces),
        "tight": sum(s < 0.75 for s in spaces),
        "hyphens": found.hyphens,
    }
    return {
        "lines": len(spaces),
        "sd": round(pstdev(spaces), 3),
        **{name: round(100 * count / many, 2) for name, count in share.items()},
        "ladders": found.ladders,
        "overfull": found.overfull,
        "tracking": round(100 * apart[int(0.99 * (len(apart) - 1))] / size, 2),
        "widows": found.widows,
        "orphans": found.orphans,
    }


def _characters(page: Any) -> list[list[Char]]:
    """The characters of a page by baseline, each row from left to right."""
    rows = defaultdict(list)
    for block in page.get_text("rawdict", flags=pymupdf.TEXT_PRESERVE_LIGATURES)["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for char in span["chars"]:
                    box, y = char["bbox"], round(char["origin"][1] * 2) / 2
                    rows[y].append((box[0], box[2], char["c"], round(span["size"] / STEP) * STEP))
    return [sorted(chars) for _, chars in sorted(rows.items())]


def _row(chars: list[Char], size: float) -> Row:
    words: list[tuple[float, float, str]] = []
    for left, right, character, *_ in chars:
        if character.isspace():
            continue
        if words and left - words[-1][1] < INSIDE * size:
            words[-1] = (words[-1][0], right, character)
        else:
            words.append((left, right, character))
    if len(words) > 1 and words[0][2] in BULLETS and words[0][1] - words[0][0] < size:
        words = words[1:]  # what follows a bullet is no word space
    gaps = [
        b[0] - a[1]
        for a, b in pairwise(chars)
        if a[2].isalpha() and b[2].isalpha() and b[0] - a[1] < INSIDE * size
    ]
    return Row(words, mean(gaps) if len(gaps) >= 20 else None)


def _count(pages: list[list[Row]]) -> _Found:
    found = _Found()
    sides = {parity: _sides([r for page in pages[parity::2] for r in page]) for parity in (0, 1)}
    run = 0
    for number, page in enumerate(pages):
        left, right = sides[number % 2]
        for row in page:
            full = abs(row.words[-1][1] - right) <= NEAR and len(row.words) >= 4
            found.overfull += row.words[-1][1] - right > NEAR
            if full:
                found.full.append(mean(row.spaces))
            elif len(row.words) >= 4:
                found.ragged += row.spaces
            divided = full and row.words[-1][2] in HYPHENS
            run = run + 1 if divided else 0
            found.hyphens += divided
            found.ladders += run == 3
        if len(page) > 5:
            first, last = page[0].words, page[-1].words
            begins_left = abs(first[0][0] - left) <= NEAR
            found.widows += bool(number and begins_left and abs(first[-1][1] - right) > NEAR)
            found.orphans += last[0][0] - left > 5 and abs(last[-1][1] - right) <= NEAR
    return found


def _sides(rows: list[Row]) -> tuple[float, float]:
    full = [row.words for row in rows if len(row.words) >= 4]
    if not full:
        return 0.0, 0.0
    left = Counter(round(words[0][0]) for words in full).most_common(1)[0][0]
    right = Counter(round(words[-1][1]) for words in full).most_common(1)[0][0]
    return left, right
