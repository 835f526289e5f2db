"""Counts that make parsers slow are refused before a parser sees them, by name and line."""

from __future__ import annotations

import pytest

from anthology.config import LimitsTable
from anthology.load.clean.limits import crowded
from anthology.report import Place

LIMITS = LimitsTable()
GROWN = {
    "brackets": ("[" * 5000, "repeats"),
    "tags": ("<x" * 5000, "repeats"),
    "declarations": ("<!\n\n" * 5000, "repeats"),
    "unclosed": ("<b>x\n\n" * 300, "repeats"),
    "notes": ("[^1]" * 5000, "repeats"),
    "definitions of notes": ("".join(f"[^{i}]: x\n\n" for i in range(5000)), "repeats"),
    "abbreviations": ("".join(f"*[a{i}]: x\n\n" for i in range(5000)), "repeats"),
    "emphasis": ("*a_" * 50_000, "repeats"),
    "quotations": ("> " * 100 + "a", "nesting"),
    "lists": ("- " * 100 + "a", "nesting"),
    "indented lists": ("\n".join("    " * i + "- a" for i in range(100)), "nesting"),
    "rows": ("a|b\n-|-\n" + "a|b\n" * 20_000, "table_cells"),
    "line": ("a" * 300_000, "line_letters"),
    "blanks": ("```" + " " * 5000 + "x", "repeats"),
    "open brackets": (("[" * 300 + "\n\n") * 3, "repeats"),
    "headings in one paragraph": ("# a\n" * 1500, "repeats"),
    "rules in one paragraph": ("---\n" * 1500, "repeats"),
    "indent": ("\t" * 5000 + "a", "repeats"),
    "blanks at the end": ("```\na" + " " * 5000 + "\n```", "repeats"),
    "spans": ('<table><tr><td colspan="100000">', ""),
}


@pytest.mark.parametrize("case", GROWN)
def test_is_refused(case: str) -> None:
    text, setting = GROWN[case]
    problems = crowded("First.\n\n" + text, Place("a.md", 5), LIMITS)
    assert problems
    assert all(p.place.path == "a.md" and p.place.line >= 7 for p in problems)
    assert setting in problems[0].hint


@pytest.mark.parametrize(
    "honest",
    [
        "* * *\n\n" + "-" * 500 + "\n\n" + "*" * 300,
        "> > > deep\n\n" + "        - item\n" * 30,
        "word " * 20_000,
        "a\n" * 50_000,
        "[1]: https://example.org\n\n" * 200,
        "<b>bold</b> and [link](x) " * 500,
        "# Heading\n" * 900,
        "a half-open interval [0, 1) and a list [1, 2] " * 150,
    ],
)
def test_honest_text_passes(honest: str) -> None:
    assert crowded(honest, Place("a.md"), LIMITS) == ()
