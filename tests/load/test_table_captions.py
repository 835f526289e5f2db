"""Tables with captions, and tables drawn with characters, are tables in the book."""

from __future__ import annotations

import re

import pytest

from anthology.config import Settings
from anthology.load.formats.read import Text, read
from anthology.load.header.front_matter import split
from anthology.report import Severity

TABLE = "| a | b |\n|---|---|\n| 1 | 2 |"
ROWS = "<tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"


def text(markdown: str) -> Text:
    front = split(f"---\ntitle: T\n---\n{markdown}", "a.md")
    return read(front, "T", Settings().limits)


def body(markdown: str) -> str:
    """The body in one line; there is no warning."""
    found = text(markdown)
    assert [p.message for p in found.problems if p.severity > Severity.NOTE] == []
    return re.sub(r"\n", "", found.finished.body.xhtml)


@pytest.mark.parametrize(
    "markdown",
    [
        f"{TABLE}\n\n: Ten *words* {{#tbl:one .center}}",
        f"{TABLE}\n: Ten *words* {{#tbl:one .center}}",
        f"Table: Ten *words* {{#tbl:one .center}}\n\n{TABLE}",
        f"{TABLE}\n[Ten *words*][tbl:one]\n{{: .center}}",
        f"[Ten *words*][tbl:one]\n{TABLE}\n{{: .center}}",
    ],
)
def test_a_caption_is_one(markdown: str) -> None:
    head = '<table class="align-center" id="tbl:one"><caption>Ten <em>words</em></caption><thead>'
    link = '<p>See <a href="#tbl:one">it</a>.</p>'
    assert body(f"{markdown}\n\nSee [it](#tbl:one).") == f"{head}{ROWS}{link}"


def test_captions_of_neighbours_and_notes() -> None:
    both = body(f"{TABLE}\n\nTable: One[^1]\n\nTable: Two\n\n{TABLE}\n\n[^1]: Note.")
    assert '<caption>One<a class="note-call" href="#note-1"' in both
    assert "<caption>Two</caption>" in both
    quoted = "\n".join(f"> {line}" for line in f"{TABLE}\n\n: Cap".split("\n"))
    assert "<blockquote><table><caption>Cap</caption>" in body(quoted)


def test_what_is_no_caption_stays() -> None:
    assert "<p>Table: words.</p>" in body("Table: words.\n\nMore.")
    assert "<dt>Term</dt>" in body("Term\n\n: words")
    assert "<p>[sic]</p>" in body(f"[sic]\n\n{TABLE}")


@pytest.mark.parametrize(
    "drawn",
    [
        "+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+",
        "| a | b |\n|---+---|\n| 1 | 2 |",
        "|---|---|\n| a | b |\n|---|---|\n| 1 | 2 |\n|===|===|",
        "a    b\n---- ----\n1    2",
    ],
)
def test_drawn_tables_are_tables(drawn: str) -> None:
    found = body(f"Before.\n\n{drawn}\n\n: Cap")
    assert re.sub(r' class="align-left"', "", found) == (
        f"<p>Before.</p><table><caption>Cap</caption><thead>{ROWS}"
    )


def test_a_multiline_table() -> None:
    line = "-" * 24
    found = body(
        f"{line}\n Head    Right\n  two       er\n------- ------\n"
        f"A b        1\nc d\n\ne          2\n{line}"
    )
    assert '<th class="align-center">Head two</th><th class="align-right">Right er</th>' in found
    assert '<td class="align-center">A b c d</td>' in found


def test_lines_across_are_no_tables_and_others_are_reported() -> None:
    assert "<table" not in body("One.\n\n--- ---\n\nTwo.\n\n--- ---\n\nThree.")
    assert "<h2" in body("Title\n-----\n\nWords.")
    (problem,) = text("+---+---+\n| a | b |\n|   +---+\n|   | c |\n+---+---+").problems
    assert "printed as it stands: 1 table drawn with characters" in problem.message
