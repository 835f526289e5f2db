"""Where pages end: on their last line, on the same as the page they face, inside no pair."""

from __future__ import annotations

import random
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from setting import Set, Setter, texts, typeset
from weasyprint.formatting_structure import boxes

from anthology.pdf.engine.floats import Floats
from anthology.pdf.engine.lines.page_ends import _State

pytestmark = pytest.mark.slow

__all__ = ["typeset"]

GRID = """
@page { size: 5.5in 8.5in; margin: 58pt 49.5pt 64pt }
html { font-size: 11pt; line-height: 14pt; hyphenate-limit-chars: 5 2 3 }
h2 { font: 13pt/14pt Body; margin: 14pt 0; break-after: avoid; text-align: center }
.note { float: footnote; font-size: 9pt; line-height: 11pt }
"""
LINE = 14 / 0.75  # px
WORDS = """
the of a in to it was that his with for as had but not from they she which this survivor shadow
question audience picture terror journey silence memory evening story character performance
atmosphere imagination remarkable unexpected beautiful director continuing relationship emotional
devastating understanding somewhere between
"""
NOTE = '<span class="note">A note that says a little more about it.</span>'


def story(seed: int, paragraphs: int, note: str = "", headings: bool = False) -> str:
    """Paragraphs of three to nine lines, always the same for a seed."""
    chance = random.Random(seed)
    pieces = []
    for number in range(paragraphs):
        words = chance.choices(WORDS.split(), k=chance.randint(30, 100))
        text = " ".join(words).capitalize() + "."
        heading = "<h2>A Heading</h2>" if headings and number % 4 == 3 else ""
        pieces.append(f"{heading}<p>{text}{note if number % 3 == 0 else ''}</p>")
    return "".join(pieces)


def rows(page: Any) -> list[Any]:
    """The lines of the running text of a page."""

    def inside(box: Any) -> Any:
        if isinstance(box, boxes.LineBox):
            yield box
        elif isinstance(box, boxes.BlockBox):
            for child in box.children:
                yield from inside(child)

    return list(inside(page._page_box.children[0]))


def lacking(document: Set) -> list[int]:
    """By page, but the last, how many lines could still stand below its text."""
    found = []
    for page in document.document.pages[:-1]:
        box = page._page_box
        notes = [c for c in box.children if isinstance(c, boxes.FootnoteAreaBox)]
        bottom = min([box.content_box_y() + box.height, *(area.position_y for area in notes)])
        last = rows(page)[-1]
        found.append(int((bottom - last.position_y - last.height) / LINE + 0.05))
    return found


def spreads(found: list[int]) -> list[tuple[int, int]]:
    """A left page, the second of a document, and the right one that it faces."""
    return list(zip(found[1::2], found[2::2], strict=False))


@pytest.mark.parametrize(("seed", "note"), [(0, ""), (2, ""), (2, NOTE)])
def test_facing_pages_end_on_the_same_line(typeset: Setter, seed: int, note: str) -> None:
    body = story(seed, 60, note)
    even, greedy = typeset(body, GRID), typeset(body, GRID, how="greedy")
    assert len(even.document.pages) > 10
    assert any(left != right for left, right in spreads(lacking(greedy)))
    assert all(left == right for left, right in spreads(lacking(even)))
    assert running(even) == running(greedy)
    assert len({page._page_box.height for page in even.document.pages}) == 1


def test_paragraphs_that_begin_with_a_break_are_no_loop(typeset: Setter) -> None:
    body = story(2, 30).replace("<p>", "<p><br>")
    even, greedy = typeset(body, GRID), typeset(body, GRID, how="greedy")
    assert running(even) == running(greedy)


def running(document: Set) -> str:
    """The running text without white space and the hyphens of divided words."""
    found = [row for page in document.document.pages for row in rows(page)]
    text = "".join(box.text for row in found for box in texts(row))
    return "".join(text.replace("‐", "").split())


@pytest.mark.parametrize("seed", range(3))
def test_no_widow_no_orphan_no_heading_at_the_foot(typeset: Setter, seed: int) -> None:
    document = typeset(story(seed, 60, headings=True), GRID)
    pages = [rows(page) for page in document.document.pages]
    assert len(pages) > 6
    for before, after in pairwise(pages):
        assert before[-1].element_tag != "h2"
        begun = before[-1].resume_at is not None  # the paragraph goes on
        if begun:
            assert before[-2].resume_at is not None and before[-2].element_tag == "p"
            assert after[0].resume_at is not None


def test_last_lines_are_no_runts(typeset: Setter) -> None:
    document = typeset(story(5, 80), GRID)
    found = [row for page in document.document.pages for row in rows(page)]
    last = [after for before, after in pairwise(found) if before.resume_at and not after.resume_at]
    assert len(last) > 60
    widths = [sum(box.width for box in texts(row)) for row in last]
    assert sum(width < 3 * 11 / 0.75 for width in widths) == 0


def test_a_changed_paragraph_runs_one_line_longer_or_shorter(typeset: Setter) -> None:
    document = typeset(story(2, 60), GRID)
    found = [
        row.__dict__.get("paragraph") for page in document.document.pages for row in rows(page)
    ]
    changed = [each for each in dict.fromkeys(found) if each and each.requested]
    assert changed
    for paragraph in changed:
        for first, requested in list(paragraph.requested.items()):
            others = paragraph.other_lengths(first)
            best = min(others, key=lambda more: others[more])
            assert abs(best) == 1
            assert requested == len(list(paragraph._lines_from(first)))


def test_no_note_is_lost(typeset: Setter) -> None:
    inline = [
        box
        for page in typeset(story(2, 60, NOTE), GRID).document.pages
        for box in page._page_box.descendants()
        if isinstance(box, boxes.InlineBox)
    ]
    for part in ("call", "marker"):
        assert sum(box.element_tag.endswith(f"::footnote-{part}") for box in inline) == 20


def test_a_right_page_ends_as_high_as_the_left(typeset: Setter) -> None:
    """Left, 17 paragraphs of two lines and room for 35 lines; right, lines that part anywhere."""
    two = (
        "<p>" + "Nothing can be done about these words of two lines in all, no more. " * 2 + "</p>"
    )
    one = "<p>A line.</p>"
    css = GRID + "p { hyphens: none; text-indent: 0 } section { break-after: page }"
    body = f"<section>{one}</section>{two * 17}{two}{one * 60}"
    found = lacking(typeset(body, css))
    assert found[1:3] == [1, 1]
    assert lacking(typeset(body, css, how="greedy"))[1:3] == [1, 0]


def test_it_is_the_same_every_time(typeset: Setter) -> None:
    body = story(3, 60)
    assert typeset(body, GRID).texts() == typeset(body, GRID).texts()


def test_a_page_that_is_tried_and_given_up_takes_no_figure_with_it() -> None:
    """A figure waits for the page after its call, and is lost where only the trial had no call."""
    figures = Floats(boxes.Box.__new__(boxes.Box), SimpleNamespace(footnotes=[]))
    waiting, other = object(), object()
    figures.placed, figures._after = {id(other): 0}, {0: [waiting]}
    context: Any = SimpleNamespace(
        footnotes=[],
        reported_footnotes=[],
        broken_out_of_flow={},
        page_maker=[({},)],
        floats=figures,
    )
    before = _State(context, 0)
    figures.placed[id(waiting)] = 1
    figures._after[0] = []
    before.restore()
    assert figures.state() == ({id(other): 0}, {0: [waiting]})
