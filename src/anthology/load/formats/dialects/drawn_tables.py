"""Tables drawn with characters: pandoc's grid, simple and multiline tables, Org's and kramdown's.

Each becomes a table with bars, the one that Markdown has; its cells hold words, not blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from anthology.load.formats.dialects.findings import Findings, Kind

GRID = re.compile(r"\+(?::?[-=]+:?\+)+$")
RULE = re.compile(r"\|[ ]*:?[-=]+:?[ ]*(?:[|+][ ]*:?[-=]+:?[ ]*)*\|?$")
DASHES = re.compile(r"-{2,}(?:[ ]+-{2,})+$")
BORDER = re.compile(r"-{5,}$")
START = re.compile(r"[ ]*(?:>[ ]?)*")
MARK = {"left": ":---", "right": "---:", "center": ":---:", "": "---"}
LONGEST = 1000  # lines of a table with empty ones between its rows
Drawn = tuple[list[str], int]  # the table's lines in Markdown, and how many lines it was drawn in

UNREAD = Kind(
    "printed as it stands",
    "table drawn with characters",
    "Its cells have other borders than its first row: write it with | between the cells.",
)


def read(text: str, findings: Findings) -> str:
    """The text with bars for the tables that are drawn otherwise."""
    if "+-" not in text and "-+" not in text and "--" not in text and "\n|=" not in text:
        return text
    lines = text.split("\n")
    output: list[str] = []
    at = 0
    while at < len(lines):
        found = _table(lines, at, findings) if _may_begin(lines, at) else None
        table, length = found or ([lines[at]], 1)
        output += table
        at += length
    return "\n".join(output)


def _may_begin(lines: Sequence[str], at: int) -> bool:
    """Whether a table that is drawn may begin with a line: there is none of it before."""
    line = lines[at].lstrip(" >")
    after = lines[at + 1] if at + 1 < len(lines) else ""
    return (
        line[:1] in {"+", "|"} or "---" in line or bool(DASHES.match(after.lstrip(" >").rstrip()))
    )


def _table(lines: Sequence[str], at: int, findings: Findings) -> Drawn | None:
    """The table that begins with a line; None where none does."""
    start = START.match(lines[at])[0]  # type: ignore[index]
    quote = start.rstrip() if ">" in start else ""
    words = lines[at].lstrip(" >").rstrip()
    if GRID.match(words):
        found = _grid(list(_block(lines, at, quote)), findings)
    elif at and lines[at - 1].strip(" >"):
        found = None
    elif words.startswith("|"):
        found = _ruled(list(_block(lines, at, quote)))
    else:
        found = _simple(list(_block(lines, at, quote, LONGEST)))
    if found is None:
        return None
    table, length = found
    prefix = quote + " " if quote else start
    return [prefix + line for line in table], length


def _block(lines: Sequence[str], at: int, quote: str, most: int = 0) -> Iterator[str]:
    """The lines from one on that are in the same quotation: `most`, or up to an empty one."""
    for number in range(at, min(at + most, len(lines)) if most else len(lines)):
        line = lines[number]
        if not line.startswith(quote) or not (most or line.strip(" >")):
            break
        yield line[len(quote) :].rstrip()


def _grid(block: Sequence[str], findings: Findings) -> Drawn | None:
    """A grid table: rows between lines of +---+."""
    drawn = _while(block, lambda line: line.strip()[:1] in {"+", "|"})
    columns = drawn[0].count("+") - 1
    rows: list[list[list[str]]] = [[]]
    head, aligned = False, drawn[0]
    for line in map(str.strip, drawn[1:]):
        if GRID.match(line) and line.count("+") - 1 == columns:
            if "=" in line and not head and len(rows) == 1:
                head, aligned = True, line
            rows.append([])
        elif line.startswith("|") and len(cells := line.strip("|").split("|")) == columns:
            rows[-1].append([cell.strip() for cell in cells])
        else:
            findings.add(UNREAD, drawn[0].strip())
            return None
    joined = [[_joined(column) for column in zip(*row, strict=True)] for row in rows if row]
    if not joined or len(drawn) < 3:
        return None
    marks = [_alignment(mark) for mark in aligned.strip().strip("+").split("+")]
    return _with_bars(joined, marks, head=head), len(drawn)


def _ruled(block: Sequence[str]) -> Drawn | None:
    """A table with bars and rules that Markdown does not have: at its top, between its rows."""
    drawn = _while(block, lambda line: line.strip().startswith("|"))
    rules = [number for number, line in enumerate(drawn) if RULE.match(line.strip())]
    odd = rules and (rules[0] != 1 or len(rules) > 1 or "+" in drawn[1] or "=" in drawn[1])
    rows = [_cells(line) for number, line in enumerate(drawn) if number not in rules]
    if not odd or not rows:
        return None
    head = any(1 <= number <= 2 and (number == 1 or rules[0] == 0) for number in rules)
    rule = drawn[next((n for n in rules if n), rules[0])]
    marks = [_alignment(mark) for mark in re.split(r"[|+]", rule.strip().strip("|"))]
    return _with_bars(rows, marks, head=head), len(drawn)


def _simple(block: Sequence[str]) -> Drawn | None:
    """A simple or multiline table: columns below dashes."""
    border = bool(BORDER.match(block[0].strip()))  # of a multiline table
    rule = next((n for n, line in enumerate(block[:8]) if DASHES.match(line.strip())), None)
    if rule is None or (not border and rule > 1) or not all(map(str.strip, block[:rule])):
        return None
    body = block[rule + 1 :]
    closed = _end(body, headless=rule == 0, several=border)
    if not closed:
        return None
    end, after = closed
    groups = list(re.finditer(r"-+", block[rule]))
    starts = [0, *(group.start() for group in groups[1:])]
    header = [_sliced(line, starts) for line in block[border:rule]]
    rows = list(_rows([_sliced(line, starts) for line in body[:end]], several=border))
    marks = [_flush(block[rule - 1] if header else body[0], group) for group in groups]
    head = [_joined(column) for column in zip(*header, strict=True)] if header else []
    return _with_bars([head, *rows] if head else rows, marks, head=bool(head)), rule + 1 + after


def _end(body: Sequence[str], *, headless: bool, several: bool) -> tuple[int, int] | None:
    """How many lines of rows there are, and how many with the border below; None for none.

    A table without a head, and one whose rows are of several lines, need that border.
    """
    for number, line in enumerate(body):
        words = line.strip()
        if BORDER.match(words) or DASHES.match(words):
            return (number, number + 1) if number else None
        if not words and not several:
            return (number, number) if number and not headless else None
    return None if headless or several or not body else (len(body), len(body))


def _rows(lines: Sequence[list[str]], *, several: bool) -> Iterator[list[str]]:
    """The rows of cells; in a multiline table, those between empty lines."""
    row: list[list[str]] = []
    for cells in (*lines, []):
        if several and any(cells):
            row.append(cells)
        elif row:
            yield [_joined(column) for column in zip(*row, strict=True)]
            row.clear()
        elif not several and any(cells):
            yield cells


def _sliced(line: str, starts: Sequence[int]) -> list[str]:
    return [line[start:end].strip() for start, end in pairwise((*starts, None))]


def _flush(line: str, group: re.Match[str]) -> str:
    """How a column is aligned, by where the words in a line begin and end below its dashes."""
    words = line.ljust(group.end())[group.start() : group.end()]
    if not words.strip() or (words[:1].strip() and words[-1:].strip()):
        return ""
    if words[:1].strip():
        return "left"
    return "right" if words[-1:].strip() else "center"


def _alignment(mark: str) -> str:
    mark = mark.strip()
    left, right = mark.startswith(":"), mark.endswith(":")
    return "center" if left and right else "left" if left else "right" if right else ""


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _joined(words: Sequence[str]) -> str:
    """The lines of a cell as one; a backslash at the end of a line is a break."""
    return " ".join(filter(None, words)).replace("\\ ", "<br />").removesuffix("\\")


def _while(block: Sequence[str], wanted: Callable[[str], bool]) -> list[str]:
    end = next((n for n, line in enumerate(block) if not wanted(line)), len(block))
    return list(block[:end])


def _with_bars(rows: Sequence[Sequence[str]], marks: Sequence[str], *, head: bool) -> list[str]:
    """The lines of a table in Markdown, whose first row is its head or empty."""
    whole = rows if head else [[""] * len(marks), *rows]
    lines = [f"| {' | '.join(row)} |" for row in whole]
    return [lines[0], f"| {' | '.join(MARK[mark] for mark in marks)} |", *lines[1:]]
