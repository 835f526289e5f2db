"""Sections of few words, as their lines are drawn: paragraphs, lists, notes, tables, captions.

Since words are few, many lines fit where only one is right. Tables go on over pages with their
heads, their rows may be parted, and a caption may come with the next page.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from anthology.check.collation.expected import Expected
from anthology.check.collation.letters import letters
from anthology.check.collation.matcher import Line
from anthology.check.collation.tilings import DrawnSection
from anthology.report import Place

WORDS = ("film", "film 2", "film 21", "the", "noir", "ha", "1921", "2", "and", "a")
TITLE, NAME = "A Title", "Ada Moor"


def section(seed: int, column: int = 9) -> DrawnSection:
    """The section of that seed; the columns of its tables are so many letters wide."""
    made = Made(random.Random(seed), column)
    for _ in range(made.chance.randint(2, 6)):
        made.chance.choice(
            (made.text, made.text, made.note, made.listed, made.table, made.figure)
        )()
    return made.section()


def lined(words: str, width: int) -> list[str]:
    """Words in lines of so many letters, broken where they are longer."""
    lines = [""]
    for word in re.findall(f"\\S{{1,{width}}}", words):
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if len(longer) <= width else [*lines, word]
    return [line for line in lines if line]


@dataclass
class Made:
    """A section as far as it is made."""

    chance: random.Random
    column: int  # letters
    words: str = ""
    notes: list[str] = field(default_factory=list)
    heads: list[tuple[int, int]] = field(default_factory=list)
    rows: list[tuple[int, int]] = field(default_factory=list)
    cells: list[tuple[int, int]] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    captions: list[tuple[int, int]] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    pages: list[list[str]] = field(default_factory=list)
    page: list[str] = field(default_factory=lambda: [TITLE, NAME])
    marks: list[str] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)  # captions that come with the next page
    height: int = 0

    def __post_init__(self) -> None:
        self.most = self.chance.randint(6, 20)  # lines of a page

    def some(self, most: int) -> str:
        return " ".join(self.chance.choice(WORDS) for _ in range(self.chance.randint(1, most)))

    def say(self, words: str) -> tuple[int, int]:
        start = len(self.words)
        self.words += f"{words} "
        return start, len(self.words)

    def turn(self) -> None:
        self.pages.append([*self.page, *self.marks, *self.foot])
        self.page, self.height = self.late, len(self.late)
        self.marks, self.foot, self.late = [], [], []

    def draw(self, lines: list[str], height: int = 1) -> None:
        if self.height + height > self.most:
            self.turn()
        self.page += lines
        self.height += height

    def text(self, most: int = 14) -> None:
        words = self.some(most)
        self.say(words)
        for line in lined(words, 14):
            self.draw([line])

    def note(self) -> None:
        self.text()
        self.notes.append(self.some(8))
        number = len(self.notes)
        self.say(str(number))
        self.page.append(str(number))
        self.foot += [f"{number}. ", *lined(self.notes[-1], 20)]
        self.text(5)

    def listed(self) -> None:
        for number in range(1, self.chance.randint(2, 5)):
            self.numbers.append(str(number))
            self.text(6)
            self.marks.append(f"{number}. ")

    def figure(self) -> None:
        caption = self.some(6)
        self.captions.append(self.say(caption))
        lines = lined(caption, 14)
        if self.height + len(lines) + 4 > self.most:
            self.late += lines
        else:
            self.draw(lines, len(lines))

    def table(self) -> None:
        columns = self.chance.randint(2, 3)
        head, *rows = [
            [self.some(3) for _ in range(columns)] for _ in range(self.chance.randint(3, 7))
        ]
        for row in (head, *rows):
            cells = [self.say(cell) for cell in row]
            self.cells += cells
            self.rows.append((cells[0][0], cells[-1][1]))
        self.heads.append(self.rows[-len(rows) - 1])
        self.spans.append((self.heads[-1][0], self.rows[-1][1]))
        drawn = [lined(cell, self.column) for cell in head]
        self.draw([line for cell in drawn for line in cell], max(map(len, drawn)))
        for row in rows:
            self.row([lined(cell, self.column) for cell in row], drawn)

    def row(self, cells: list[list[str]], head: list[list[str]]) -> None:
        room = self.most - self.height
        if 0 < room < max(map(len, cells)) and self.chance.random() < 0.5:
            self.page += [line for cell in cells for line in cell[:room]]
            cells, self.height = [cell[room:] for cell in cells], self.most
        height = max(map(len, cells))
        if self.height + height > self.most:
            self.turn()
            self.draw([line for cell in head for line in cell])
        self.draw([line for cell in cells for line in cell], height)

    def section(self) -> DrawnSection:
        self.turn()
        if self.page:
            self.turn()
        expected = Expected(
            "s", Place("a.md"), TITLE, self.words, names=(NAME,), before=letters(TITLE + NAME),
            notes=tuple(self.notes), labels=tuple(str(n + 1) for n in range(len(self.notes))),
            calls=tuple(range(len(self.notes))), numbers=tuple(self.numbers),
            items=len(self.numbers), tables=" ".join(self.words[a:b] for a, b in self.spans),
            head_spans=tuple(self.heads), row_spans=tuple(self.rows), cell_spans=tuple(self.cells),
            table_spans=tuple(self.spans), captions=tuple(self.captions),
        )  # fmt: skip
        pages = [lines(page) for page in self.pages]
        return DrawnSection(expected, pages, frozenset(letters(" ".join((*WORDS, TITLE, NAME)))))


def lines(page: list[str]) -> list[Line]:
    """The lines of a page."""
    return [Line(drawn, letters(drawn), place) for place, drawn in enumerate(page)]
