"""What is repeated without end is read in time that grows with it, and not with its square."""

from __future__ import annotations

from time import process_time

import pytest

from anthology.config import LimitsTable, SourceTable
from anthology.load.formats.lost_words import lost
from anthology.load.manuscript import read
from anthology.load.model import Manuscript, ParsedManuscript
from anthology.report import Place, Severity

pytestmark = pytest.mark.slow

SECONDS = 6  # of processor time: some of these once took minutes
GROWN = {
    "same headings": ("md", "# a\n\n" * 30_000 + "b"),
    "changes of direction": ("md", "\u2067a " * 60_000),
    "half a link": ("md", '](a "' * 16_000),
    "paragraphs in bold": ("html", "<b>" + "<p>a</p>\n" * 8000),
    "handlers of one tag": ("html", "<p " + "onx=b " * 30_000 + ">a"),
    "heads": ("html", "<head>\n" * 20_000 + "a"),
    "dead links": ("html", '<a href="javascript:x">a</a>\n' * 30_000),
    "rubies without a gloss": ("html", "<ruby>a</ruby>\n" * 40_000),
    "formulas that are not closed": ("md", "\\(a $$c $d " * 1_900),
    "formulas": ("md", "$x_1$ \\(y_1\\) " * 1_500),
    "MathML that is not closed": ("html", "<math> </mat " * 10_000),
    "keys of a header": ("md", "---\n" + "".join(f"k{i}: v\n" for i in range(20_000)) + "---\na"),
}


def reading(name: str, text: str) -> ParsedManuscript:
    return read(Manuscript(text.encode(), name, "a", SourceTable(), LimitsTable()))


@pytest.mark.parametrize("case", GROWN)
def test_is_read_soon(case: str) -> None:
    suffix, text = GROWN[case]
    start = process_time()
    found = reading(f"a.{suffix}", text)
    assert process_time() - start < SECONDS
    assert found.review
    assert not [p for p in found.problems if p.severity is Severity.ERROR]


def test_words_that_are_lost_are_found_soon() -> None:
    start = process_time()
    words = "\n".join(f"word{i}" for i in range(5000))
    (problem,) = lost("here\n" + words, Place("a.md", 3), ("<p>here</p>",))
    assert process_time() - start < SECONDS
    assert problem.place.line == 4


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "a\n\n" * 20_001),
        ("a.md", "- a\n" * 20_001),
        ("a.txt", "a\n" * 20_001),
        ("a.html", "<p>a\n" * 20_001),
    ],
)
def test_more_paragraphs_than_a_book_has_are_refused(name: str, text: str) -> None:
    errors = [p for p in reading(name, text).problems if p.severity is Severity.ERROR]
    assert [p.message for p in errors] == [
        "the manuscript has more than 20000 paragraphs, headings or items"
    ]
    assert "[limits] repeats" in errors[0].hint


def test_the_paragraphs_of_a_long_novel_pass() -> None:
    found = reading("a.md", "A paragraph.\n\n" * 15_000)
    assert found.problems == ()
