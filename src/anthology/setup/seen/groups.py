"""Manuscripts of one habit together: those of a folder, or of folders with the same keys."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from anthology.load.header import keys
from anthology.setup.seen.kind_names import kind_in_name
from anthology.setup.seen.sheets import Sheet

INDEX = frozenset({"index", "_index"})
ALIKE = 0.6  # of the usual keys of two folders
USUAL = 0.5  # of the files have a usual key
FEW = 3  # files that say nothing of a habit
SIGNS = frozenset({"work", "rating", "creator", "year", "isbn", "imdb", "reviewer", "verdict"})


@dataclass(frozen=True)
class Group:
    """Manuscripts below one path, and other names of our keys in their headers."""

    path: str  # relative to the project; "" is all of it
    sheets: tuple[Sheet, ...]
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def files(self) -> int:
        """How many manuscripts there are."""
        return len(self.sheets)

    @cached_property
    def names(self) -> Counter[str]:
        """How many manuscripts have a key that is not empty, by our names."""
        return Counter(name for _, row in self.rows for name in row)

    @cached_property
    def rows(self) -> tuple[tuple[Sheet, Mapping[str, tuple[str, ...]]], ...]:
        """Each manuscript with the texts of its header that are not empty, by our names."""
        return tuple((sheet, self._row(sheet)) for sheet in self.sheets)

    @property
    def rated(self) -> float:
        """The part of the manuscripts that have a rating, in the header or in the text."""
        there = sum("rating" in row or bool(sheet.ratings) for sheet, row in self.rows)
        return there / len(self.sheets) if self.sheets else 0.0

    @cached_property
    def usual(self) -> frozenset[str]:
        """The keys that half of the manuscripts have, by our names where we know them."""
        found = Counter(
            name
            for sheet in self.sheets
            for name in {ours(raw, {}) or keys.named(raw) for raw in sheet.values}
        )
        return frozenset(name for name, files in found.items() if files >= USUAL * self.files)

    def column(self, name: str) -> list[tuple[Sheet, tuple[str, ...]]]:
        """The manuscripts that have our key `name`, with its texts."""
        return [(sheet, row[name]) for sheet, row in self.rows if name in row]

    def titles(self) -> list[str]:
        """The title of each manuscript."""
        return [next(iter(row.get("title", ())), sheet.title) for sheet, row in self.rows]

    def share(self, *names: str) -> float:
        """The part of the manuscripts that have any of our keys."""
        there = sum(not row.keys().isdisjoint(names) for _, row in self.rows)
        return there / len(self.sheets) if self.sheets else 0.0

    def _row(self, sheet: Sheet) -> dict[str, tuple[str, ...]]:
        """The texts of a header by our names for its keys."""
        row: dict[str, tuple[str, ...]] = {}
        for raw, texts in sheet.values.items():
            own = ours(raw, self.renamed)
            if own and texts:
                row.setdefault(own, texts)
                if own in keys.CREATORS:
                    row.setdefault("creator", texts)
        return row


def ours(raw: str, renamed: Mapping[str, str]) -> str:
    """Our name of a key: "work" for `book.title`; "" for a key that we do not know."""
    outer, _, inner = renamed.get(raw, raw).partition(".")
    name = keys.named(outer)
    if inner and (name == "review" or name in keys.OF_SITES):
        name, inner = keys.named(inner), ""
    own = keys.ours(name)
    if inner and (name in keys.WORKS or (own and own.name == "work")):
        return _in_work(keys.named(inner))
    if name in keys.WORKS:
        return "work"
    if own:
        return own.name
    return name if name in keys.CREATORS else ""


def _in_work(inner: str) -> str:
    own = keys.ours(inner)
    if inner in keys.CREATORS or inner == "author" or (own and own.name == "author"):
        return "creator"
    name = own.name if own else inner
    return "work" if name == "title" else name if name in {"year", "isbn", "creator"} else ""


def grouped(sheets: Sequence[Sheet]) -> tuple[Group, ...]:
    """The groups of a project, sorted by path."""
    tree: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        tree[folder_of(sheet.path)].append(sheet)
    below: dict[str, set[str]] = defaultdict(set)
    for folder in tree:
        parts = folder.split("/") if folder else []
        for depth in range(1, len(parts) + 1):
            below["/".join(parts[: depth - 1])].add("/".join(parts[:depth]))
    return tuple(sorted(_gathered("", tree, below), key=lambda group: group.path))


def _gathered(
    folder: str, tree: Mapping[str, list[Sheet]], below: Mapping[str, set[str]]
) -> list[Group]:
    """The groups at and below a folder."""
    groups = [Group(folder, tuple(tree[folder]))] if folder in tree else []
    for inner in sorted(below.get(folder, ())):
        groups += _gathered(inner, tree, below)
    clusters: list[list[Group]] = []
    for group in sorted(groups, key=lambda each: (-each.files, each.path)):
        fitting = next((one for one in clusters if all(alike(group, each) for each in one)), None)
        if fitting is None:
            clusters.append([group])
        else:
            fitting.append(group)
    return _merged(folder, clusters)


def _merged(folder: str, clusters: Sequence[list[Group]]) -> list[Group]:
    """A group for each cluster; only one can have the path of the folder, the largest."""
    holders = [one for one in clusters if len(one) > 1 or one[0].path == folder]
    holders.sort(key=lambda one: (all(group.path != folder for group in one), -_files(one)))
    held = {id(one) for one in holders[:1]}
    merged = []
    for cluster in clusters:
        if id(cluster) in held and len(cluster) > 1:
            sheets = tuple(sheet for group in cluster for sheet in group.sheets)
            merged.append(Group(common([group.path for group in cluster]), sheets))
        else:
            merged += cluster
    return merged


def _files(groups: Sequence[Group]) -> int:
    return sum(group.files for group in groups)


def folder_of(path: str) -> str:
    """The folder of a manuscript; that around it where it lies in a folder of its own."""
    parts = path.split("/")
    own = parts[-1].rpartition(".")[0].lower() in INDEX and len(parts) > 1
    return "/".join(parts[:-2] if own else parts[:-1])


def common(paths: Sequence[str]) -> str:
    """The folder around all the paths, "" where only the project holds them."""
    shared = []
    for parts in zip(*(path.split("/") for path in paths), strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return "/".join(shared)


def alike(one: Group, other: Group) -> bool:
    """Whether two groups have one habit: the same kind of works and mostly the same keys."""
    if kind_in_name(one.path) != kind_in_name(other.path):
        return False
    left, right = one.usual, other.usual
    if min(one.files, other.files) < FEW:
        fewer = left if one.files < other.files else right
        return bool(SIGNS & left) == bool(SIGNS & right) and 2 * len(left & right) >= len(fewer)
    return len(left & right) >= ALIKE * len(left | right)
