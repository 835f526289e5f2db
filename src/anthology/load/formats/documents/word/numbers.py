"""The numbers that Word shows before items and headings, counted as Word counts them."""

from __future__ import annotations

from dataclasses import dataclass, field

from anthology.load.formats.documents.package import Element
from anthology.load.formats.documents.word.parts import child, children, value, whole

LEVELS = 9
BULLETS = frozenset({"bullet", "none"})


@dataclass(frozen=True)
class Level:
    """How the items of a level are numbered."""

    form: str = "bullet"  # "decimal", "lowerLetter" ...
    start: int = 1
    text: str = ""  # "%1.%2"


@dataclass(frozen=True)
class Number:
    """The number of an item: its value, its form, and the whole label as it is shown."""

    value: int
    form: str
    label: str


@dataclass
class Numbers:
    """Counts items in the order of the text."""

    levels: dict[tuple[str, int], Level]  # of an abstract list
    lists: dict[str, str]  # a list -> the abstract one that it is of
    starts: dict[tuple[str, int], int]  # where a list begins anew
    counts: dict[str, list[int]] = field(default_factory=dict)
    entered: set[tuple[str, int]] = field(default_factory=set)

    def form(self, name: str, depth: int) -> str:
        """How such items are numbered; "bullet" where they are not."""
        return self.levels.get((self.lists.get(name, ""), depth), Level()).form

    def next(self, name: str, depth: int) -> Number | None:
        """The number of the next item; None for one without a number."""
        abstract = self.lists.get(name)
        level = self.levels.get((abstract or "", depth))
        if abstract is None or level is None or not 0 <= depth < LEVELS:
            return None
        counts = self.counts.setdefault(abstract, [0] * LEVELS)
        if (name, depth) in self.starts and (name, depth) not in self.entered:
            counts[depth] = self.starts[name, depth] - 1
        elif not counts[depth]:
            counts[depth] = level.start - 1
        self.entered.add((name, depth))
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (LEVELS - depth - 1)
        if level.form in BULLETS:
            return None
        return Number(counts[depth], level.form, _label(level.text, counts))


def _label(text: str, counts: list[int]) -> str:
    for depth, count in enumerate(counts, 1):
        text = text.replace(f"%{depth}", str(count or 1))
    return text


def numbers(root: Element | None) -> Numbers:
    """The lists that a part of numbering declares."""
    levels: dict[tuple[str, int], Level] = {}
    for abstract in children(root, "abstractNum"):
        for level in children(abstract, "lvl"):
            depth = whole(value(level, "ilvl"))
            levels[value(abstract, "abstractNumId"), depth] = _level(level)
    lists: dict[str, str] = {}
    starts: dict[tuple[str, int], int] = {}
    for one in children(root, "num"):
        name = value(one, "numId")
        lists[name] = value(child(one, "abstractNumId"))
        for override in children(one, "lvlOverride"):
            depth = whole(value(override, "ilvl"))
            if (start := child(override, "startOverride")) is not None:
                starts[name, depth] = whole(value(start), 1)
    return Numbers(levels, lists, starts)


def _level(level: Element) -> Level:
    form = value(child(level, "numFmt")) or "decimal"
    return Level(form, whole(value(child(level, "start")), 1), value(child(level, "lvlText")))
