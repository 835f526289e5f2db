"""The tilings of a section: the likeliest, and, where that has a difference, others.

The first lines of a section may belong to its head, or to the text already.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import accumulate, chain, compress, groupby, islice, pairwise
from operator import not_

from anthology.check.collation.choices import Choices, attempts
from anthology.check.collation.expected import Expected
from anthology.check.collation.letters import (
    drawn_with,
    letter_counts,
    letters,
    missing_from_head,
    reordered,
)
from anthology.check.collation.matcher import PAGE, Line, Sought
from anthology.check.collation.numbers import ITEM, NOTE_NUMBER
from anthology.check.collation.tables import drawn_without, page_of, table_of, without
from anthology.check.collation.tiling import Tiling

_OPENING = 12  # lines that usually come before the text on its first page
_LONGEST_HEAD = 1200  # lines: of ten values of a header as long as they may be
_FEWEST = 3  # letters of a line that is no number, nor one of a style's ornaments
_LARGEST = 100  # pages of a section, and tables, of which each can be read whole
_ENDS = f"{string.punctuation}{string.digits}…"  # what may stand at the ends of words
_READINGS = 3  # of its tables
_MARKS = 0x100000  # the first of the letters for private use that stand for them
_MOST_LINES = 60_000  # laid in all other tilings of a section


@dataclass(frozen=True)
class DrawnSection:
    """What a section must show, and the lines of its pages."""

    expected: Expected
    pages: Sequence[list[Line]]
    drawn: frozenset[str]  # every letter that a glyph of the book's fonts stands for

    @cached_property
    def sought(self) -> Sought:
        """What its lines are matched with."""
        return Sought(self.expected, self.drawn)

    @cached_property
    def cells(self) -> frozenset[int]:
        """How many letters of the text come before each cell of its tables."""
        spans, raw = self.expected.table_spans, self.expected.text
        starts = {at for at, _ in self.expected.cell_spans if any(a <= at < b for a, b in spans)}
        between = pairwise((0, *sorted(starts)))
        sizes = (len(drawn_with(letters(raw[a:b]), self.drawn)) for a, b in between)
        return frozenset(accumulate(sizes))

    @cached_property
    def skips(self) -> tuple[int, ...]:
        """How many lines may belong to the head, the likely numbers first; it may fill pages."""
        text = self.sought.text
        start = islice(chain.from_iterable(self.pages), _LONGEST_HEAD)
        fits = [number for number, line in enumerate(start) if text.fit(0, line)]
        some = range(min(_OPENING, len(self.pages[0])) + 1) if self.pages else ()
        return tuple(dict.fromkeys((0, *fits[:_OPENING], *some)))

    def upcoming(self, page: int) -> Sequence[Line]:
        """The lines of the page after that one."""
        return self.pages[page + 1] if page + 1 < len(self.pages) else ()


@dataclass(frozen=True)
class _Stage:
    """A tiling before a page."""

    page: int
    tiling: Tiling
    questions: int  # that it has been asked


def likeliest(section: DrawnSection) -> Tiling:
    """The tiling that is right for nearly every section: the best of those with likely choices."""
    best: Tiling | None = None
    expected = section.expected
    for skipped in section.skips:
        tiling = Tiling(section.sought, skipped)
        for page, lines in enumerate(section.pages):
            tiling.page(lines, section.upcoming(page))
        tiling.finish()
        if not tiling.difference and not any(
            missing_from_head(expected.title, expected.names, tiling.head_words)
        ):
            return tiling
        if best is None or _goodness(tiling) > _goodness(best):
            best = tiling
    return best or tiling


def _goodness(tiling: Tiling) -> tuple[bool, int]:
    return not tiling.difference, tiling.reached


def others(section: DrawnSection, likely: Tiling) -> Iterator[Tiling]:
    """Other tilings that are not lost on the way, but may have a difference; a bounded number."""
    tables = section.expected.table_spans
    if tables and max(len(section.pages), len(tables)) <= _LARGEST:
        yield from map(likeliest, islice(_read(section), _READINGS))
    yield from _searched(section, likely)
    for own in _with_uncalled_in_text(section):
        yield (first := likeliest(own))
        yield from others(own, first)


def _with_uncalled_in_text(section: DrawnSection) -> Iterator[DrawnSection]:
    """The section with the notes that nothing calls at the end of its text, if it has some.

    There they stand in print, before the notes at the foot of that page and of the next.
    """
    expected = section.expected
    if expected.uncalled:
        called = len(expected.notes) - expected.uncalled
        own = replace(
            expected,
            text=" ".join((expected.text, *expected.notes[called:])),
            notes=expected.notes[:called],
            labels=expected.labels[:called],
            numbers_in_notes=(*expected.numbers_in_notes, *expected.labels[called:]),
            calls=tuple(note for note in expected.calls if note < called),
            uncalled=0,
        )
        yield replace(section, expected=own)


def _read(section: DrawnSection, number: int = 0) -> Iterator[DrawnSection]:
    """The section with a letter in place of what each page has of a table, from that number on.

    There may be several ways to read its tables, or none. A table that is not to be read stays.
    """
    expected, pages = section.expected, section.pages
    if number == len(expected.table_spans):
        yield section
        return
    table = table_of(expected, number, section.drawn)
    if table is None:
        yield from _read(section, number + 1)
        return
    for runs in table.runs([page_of(section.sought, number, lines) for lines in pages]):
        marks = "".join(chr(_MARKS + number * len(pages) + run.page) for run in runs)
        words = without(expected, number, f" {marks} ")
        drawn = section.drawn.union(marks)
        yield from _read(DrawnSection(words, drawn_without(pages, runs, marks), drawn), number + 1)


def _searched(section: DrawnSection, likely: Tiling) -> Iterator[Tiling]:
    """Tilings with other choices than the likely ones.

    What they have in common with one before them is not laid again.
    """
    expected, first = section.expected, Choices()
    start = _Stage(0, Tiling(section.sought, likely.offset), 0)
    stages = {first: [*_stages(section, start, first)]}
    most = _MOST_LINES
    for choices, before in attempts(first):
        question = len(choices.questions)
        known = [stage for stage in stages[before] if stage.questions <= question]
        del choices.questions[known[-1].questions :]
        new = [*_stages(section, known[-1], choices)]
        stages[choices] = [*known[:-1], *new]
        whole = (stage.tiling for stage in new if stage.page == len(section.pages))
        yield from (tiling for tiling in whole if _are_whole(tiling.heads, expected.table_heads))
        most -= sum(len(section.pages[stage.page]) for stage in new[:-1])
        if most < 0:
            return


def _stages(section: DrawnSection, start: _Stage, choices: Choices) -> Iterator[_Stage]:
    """The tiling with some choices before each page, and after the last one, if it is not lost."""
    tiling = start.tiling.copied()
    for page in range(start.page, len(section.pages)):
        yield _Stage(page, tiling.copied(), len(choices.questions))
        if not page:
            skips = (tiling.offset, *section.skips)
            tiling.skipped = choices.of(section.skips[0], partial(tuple, skips), strained=True)
        tiling.page(section.pages[page], section.upcoming(page), choices)
        choices.reached = tiling.reached
        if tiling.is_lost:
            return
    tiling.finish()
    yield _Stage(len(section.pages), tiling, len(choices.questions))


def _are_whole(lines: Sequence[Line], heads: Sequence[str]) -> bool:
    """Whether lines that are left over on some pages are whole heads of tables."""
    known = "|".join(filter(None, map(_words, heads)))
    pages = groupby(sorted(lines, key=lambda line: line.place), lambda line: line.place // PAGE)
    left = (_words(" ".join(line.drawn for line in own)) for _, own in pages)
    return all(re.fullmatch(f"(?:{known})*", each) for each in left)


def _words(text: str) -> str:
    """The letters of a text, without its numbers and without those that change places."""
    return "".join(c for c in letters(text) if c.isalpha() and not reordered(c))


def all_drawn(section: DrawnSection) -> bool:
    """Whether the letters of a section that mixes directions are all there, and no others.

    Where a line mixes scripts that run both ways, its words cannot be separated, but the letters
    of the whole section can be counted, and the lines that run one way be in their order.
    """
    expected, drawn = section.expected, section.drawn
    whole = " ".join((expected.text, *expected.notes))
    if not reordered(whole) and expected.dir != "rtl":
        return False
    wanted = _counted(drawn_with(letters(whole) + expected.before + expected.after, drawn))
    every = [line for own in section.pages for line in own]
    # What may be the number of an item may be a word as well: “ich.”
    items = [bool(ITEM.fullmatch(line.drawn.strip())) for line in every]
    keys = [line.key for line in every]
    sure = _counted("".join(compress(keys, map(not_, items))))
    most = sure + _counted("".join(compress(keys, items)))
    for head in filter(None, map(_counted, map(letters, expected.table_heads))):
        while not sure <= wanted and wanted + head <= most:
            wanted += head
    return sure <= wanted <= most and _in_order(section)


def _in_order(section: DrawnSection) -> bool:
    """Whether the lines that can have but one place in the text are in the order of their places.

    Those of each page come after those of the pages before, captions and tables aside, which may
    float; and the cells of a table begin one after another.
    """
    sought, reached = section.sought, 0
    for lines in section.pages:
        places = [*_certain(sought, lines)]
        fixed = [at for at, _ in places if not any(a <= at < b for a, b in sought.movable.items())]
        if min(fixed, default=reached) < reached:
            return False
        reached = max(fixed, default=reached)
        for table in sought.spans:
            cells = [*_cells(section, table, lines, places)]
            if cells != sorted(cells):
                return False
    return True


def _certain(sought: Sought, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where the lines of a page are in the text whose words are nowhere else, and which they are.

    They are in the order in which they are drawn. What runs from right to left by its markup alone
    has the signs and figures of one end at the other, and is known without them.
    """
    ends = _ENDS if sought.expected.dir == "rtl" else ""
    shown = "\0".join((sought.text.letters, sought.notes.letters, sought.before, sought.after))
    keys = Counter(line.key for line in lines)
    for number, line in enumerate(lines):
        few = sum(map(str.isalpha, line.key)) < _FEWEST
        if few or keys[line.key] > 1 or line.in_margin or reordered(line.drawn):
            continue
        at = sought.text.letters.find(line.key)
        if at >= 0 and shown.count(line.key.strip(ends)) == 1:
            yield at, number


def _cells(
    section: DrawnSection,
    table: tuple[int, int],
    lines: Sequence[Line],
    places: Sequence[tuple[int, int]],
) -> Iterator[int]:
    """Where the cells are in the text with which lines of a page begin that the table has once.

    Those lines are of the table: from its first line of a certain place on, and before another's.
    It may have others above, such as those of its head, which is drawn again, and notes below.
    """
    start, end = table
    first = next((number for at, number in places if start <= at < end), len(lines))
    others = [number for at, number in places if not start <= at < end]
    above = max((number + 1 for number in others if number < first), default=0)
    below = min((number for number in others if number > first), default=len(lines))
    keys = Counter(line.key for line in lines[above:below])
    words, noted = section.sought.text.letters[start:end], section.sought.notes.letters
    for line in lines[first:below]:
        once = keys[line.key] == words.count(line.key) == 1
        at = start + words.find(line.key)
        is_number = NOTE_NUMBER.fullmatch(line.drawn) is not None
        known = any(map(str.isalnum, line.key)) and line.key not in noted and not is_number
        if once and known and at in section.cells and not reordered(line.drawn):
            yield at


def _counted(text: str) -> Counter[str]:
    """How often each letter occurs."""
    return Counter({c: n for c, n in letter_counts(text).items() if c.isalpha()})
