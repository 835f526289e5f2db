"""Which pages stand on each sheet of a booklet: sheets lie in one another and are folded once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from anthology.config import PressTable
from anthology.config.lengths import POINTS, page_size
from anthology.press.preset import Paper, Preset

MOST = 16  # sheets that an office stapler takes and a fold bears
PAGES = 4  # of a sheet
METRIC = ("mm", "cm")

Pair = tuple[int, int]  # the pages on the left and on the right of the fold, from 1


@dataclass(frozen=True)
class Sheet:
    """A sheet, printed on both sides. Pages after the last of the book are blank."""

    front: Pair
    back: Pair
    within: int  # how many sheets of its booklet lie outside it


@dataclass(frozen=True)
class Fold:
    """A book as sheets to be folded, and how thick a leaf is, in points."""

    pages: int
    paper: str
    size: tuple[float, float]  # of a sheet, wider than high, in points
    booklets: tuple[tuple[Sheet, ...], ...]
    leaf: float

    @property
    def sheets(self) -> int:
        """How many sheets it takes."""
        return sum(map(len, self.booklets))


def fold(pages: int, paper: Paper, leaf: float = 0.0, binding: str = "left") -> Fold:
    """A book of so many pages on that paper; `leaf` points thick where it is not the usual one."""
    booklets = tuple(_booklets(pages))
    if binding == "right":
        booklets = tuple(tuple(map(_turned, booklet)) for booklet in booklets)
    return Fold(pages, paper.name, lying(paper.sheet), booklets, leaf or 2 * paper.page)


def lying(sheet: str | None) -> tuple[float, float]:
    """The width and height in points of a sheet of paper, the longer side first."""
    width, height = sorted(page_size(sheet or ""), reverse=True)
    return width, height


def _booklets(pages: int) -> Iterator[tuple[Sheet, ...]]:
    first = 1
    for count in shares(ceil(pages / PAGES)):
        yield tuple(_sheets(first, count))
        first += PAGES * count


def reduced(sheet: tuple[float, float], trim: tuple[float, float]) -> float:
    """How large pages of that trim are printed on half a sheet that is wider than high, up to 1."""
    return min(1.0, sheet[0] / 2 / trim[0], sheet[1] / trim[1])


def is_stapled(pages: int) -> bool:
    """Whether a staple holds a book of so many pages: it is one booklet, and has no spine."""
    return pages <= MOST * PAGES


def shares(sheets: int, most: int = MOST) -> Sequence[int]:
    """The sheets of each booklet: as many as can be held together, all nearly alike."""
    count = max(1, ceil(sheets / most))
    each, more = divmod(sheets, count)
    return [each + (number < more) for number in range(count)]


def _sheets(first: int, count: int) -> Iterator[Sheet]:
    last = first + PAGES * count - 1
    for within in range(count):
        low, high = first + 2 * within, last - 2 * within
        yield Sheet((high, low), (low + 1, high - 1), within)


def _turned(sheet: Sheet) -> Sheet:
    """The sheet of a book that is bound at the right."""
    return replace(sheet, front=sheet.front[::-1], back=sheet.back[::-1])


def sheet_named(press: Preset, own: PressTable) -> str:
    """The paper whose sheets suit the trim that is set: A4 where it is metric; "" for the first."""
    metric = "trim" in own.model_fields_set and own.trim.strip().lower().endswith(METRIC)
    sheets = (each for each in press.paper if each.sheet)
    alike = (each.name for each in sheets if (each.sheet or "").endswith(METRIC) == metric)
    return next(alike, "")


def half(sheet: str) -> str:
    """The size of a page that is half a sheet, upright, in the unit of the sheet."""
    width, height = page_size(sheet)
    unit = sheet.strip()[-2:].lower()
    return f"{height / 2 / POINTS[unit]:g}x{width / POINTS[unit]:g}{unit}"


def plan(fold: Fold, title: str, scale: float = 1.0) -> str:
    """How to print, fold and staple the sheets, and the pages on each, as a plain text."""
    return "\n".join((*_head(fold, title, scale), *_tables(fold), ""))


def _head(fold: Fold, title: str, scale: float) -> Iterator[str]:
    several, sheets = len(fold.booklets), _counted(fold.sheets, "sheet")
    yield f"{title}: {fold.pages} pages on {sheets} of {fold.paper} paper"
    yield ""
    yield "1. Print on both sides, flipped on the short edge, at “actual size” (100 %), not"
    yield "   “fit to page”. Try the first two pages of the PDF: they are one sheet."
    if scale < 1:
        yield f"   The pages of the book are already reduced to {scale:.0%} to fit the sheets."
    if several > 1:
        yield f"2. Sort the sheets into {several} booklets, as below."
    else:
        yield "2. Leave the sheets in the order in which they were printed."
    yield "3. Lay the first sheet on the table, its front down, and each other one upon it, alike."
    yield "4. Fold the sheets of a booklet together, and staple them twice in the fold."
    yield "5. Cut along the lines, if there are any, and the outer edge, if it is uneven."
    if several > 1:
        yield "6. Glue or sew the booklets together at their backs, in their order."
        yield "   A cover is folded along the broken lines and glued round them before you cut."
    else:
        yield "   A cover is one more sheet, printed on one side: in step 3 it is the first one."


def _tables(fold: Fold) -> Iterator[str]:
    number = 1
    for count, booklet in enumerate(fold.booklets, 1):
        yield ""
        if len(fold.booklets) > 1:
            yield f"Booklet {count}: {_counted(len(booklet), 'sheet')}"
        yield "sheet   front        back"
        for sheet in booklet:
            front, back = (_pair(side, fold.pages) for side in (sheet.front, sheet.back))
            yield f"{number:5}   {front:11}  {back:11}".rstrip()
            number += 1


def _pair(side: Pair, pages: int) -> str:
    left, right = (str(page) if page <= pages else "–" for page in side)
    return f"{left:>4} | {right:<4}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count != 1)}"
