"""Planned lines in WeasyPrint's pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from setting import Set, Setter, typeset
from weasyprint.formatting_structure import boxes

from anthology.pdf.engine.lines.measure import advances
from anthology.pdf.engine.lines.parameters import HANGING_RIGHT

__all__ = ["typeset"]

SENTENCE = (
    "When All of Us Are Dead first premiered, it electrified audiences with its relentless pace, "
    "emotional weight, and terrifying vision of a school consumed by the undead; now the nightmare "
    "doesn’t just continue—it escalates, expanding into a sprawling, blood-soaked survival epic. "
)


def full(document: Set) -> list[Any]:
    return [row for row in document.rows() if row.__dict__.get("planned")]


def right(row: Any) -> float:
    last = [box for box in row.descendants() if isinstance(box, boxes.TextBox)][-1]
    return float(last.position_x + last.width)


def hanging(row: Any) -> float:
    """The px by which the last character of a line hangs outside."""
    last = [box for box in row.descendants() if isinstance(box, boxes.TextBox)][-1]
    share = HANGING_RIGHT.get(last.text[-1], 0.0)
    return share * advances(last.text[-1], last.style).width if share else 0.0


def test_planned_lines_end_at_the_margin(typeset: Setter) -> None:
    document = typeset(f"<p>{SENTENCE * 6}</p>")
    rows = full(document)
    assert len(rows) > 15
    assert {round(right(row) - hanging(row) - rows[0].position_x, 1) for row in rows} == {396.0}


def test_word_spaces_are_more_even_than_greedy(typeset: Setter) -> None:
    def worst(how: str) -> float:
        document = typeset(f"<p>{SENTENCE * 6}</p>", how=how)
        texts = [b for row in document.rows() for b in row.descendants()]
        return max(float(b.justification_spacing) for b in texts if isinstance(b, boxes.TextBox))

    assert worst("total-fit") < 0.7 * worst("greedy")


def test_greedy_is_left_as_it_was(typeset: Setter) -> None:
    document = typeset(f"<p>{SENTENCE * 3}</p>", how="greedy")
    assert not full(document)
    assert document.tally.planned == 0


def test_the_words_are_those_of_greedy(typeset: Setter) -> None:
    body = f"<p>{SENTENCE * 3}<em>{SENTENCE}</em>un<b>usu</b>ally <i>long</i>, {SENTENCE}</p>" * 9
    assert typeset(body).words() == typeset(body, how="greedy").words()


def test_laid_out_twice_it_is_the_same(typeset: Setter) -> None:
    body = f"<p>{SENTENCE * 9}</p>" * 8
    assert typeset(body).texts() == typeset(body).texts()


def test_what_cannot_be_planned_is_greedy_and_counted(typeset: Setter) -> None:
    block = '<span style="display: inline-block; width: 1em"></span>'
    document = typeset(f"<p>{SENTENCE * 2}{block}{SENTENCE}</p><p>{SENTENCE}</p>")
    assert document.tally.greedy == {"an inline block": 1}
    assert document.tally.planned == 1


def test_no_page_ends_inside_a_word(typeset: Setter) -> None:
    def divided(how: str) -> int:
        texts = "".join(f"<p>{SENTENCE * n}</p>" for n in (4, 5, 3, 6, 4, 7, 5, 3) * 4)
        document = typeset(texts, css="@page { size: 4.6in 5in }", how=how)
        assert len(document.document.pages) > 12
        return sum(text.endswith("‐") for text in document.last_lines())

    assert divided("total-fit") < divided("greedy") / 3


NARROW = "html { text-align: left } body { overflow-wrap: break-word } p { width: 120pt }"


@pytest.mark.parametrize("how", ["total-fit", "greedy"])
def test_a_number_in_a_link_is_not_broken(typeset: Setter, how: str) -> None:
    numbers = [str(number) for number in range(1001, 1400, 7)]
    links = ", ".join(f'<a href="#a">{number}</a>' for number in numbers)
    document = typeset(f"<p id=a>Some One <span> {links}</span></p>", css=NARROW, how=how)
    lines = document.texts()
    assert len(lines) > 10
    assert [n for line in lines for n in re.findall("[0-9]+", line)] == numbers


def test_a_word_longer_than_the_line_breaks_also_in_a_tag(typeset: Setter) -> None:
    css = NARROW.replace("120pt", "60pt") + "em { padding-left: 3pt }"
    long = "immeasurable" * 4
    document = typeset(f"<p>A <em>{long}</em> <b><i>{long}</i></b></p>", css=css)
    assert document.words() == f"A{long}{long}"
    assert all(box.position_x + box.width < 66 + 80 for row in document.rows() for box in [row])
