"""What is computed once comes out as it does where WeasyPrint computes it each time."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from books import WORDS, edition, section
from weasyprint import css
from weasyprint.layout import block

from anthology.config import Settings
from anthology.edition import Asset
from anthology.pdf.engine import originals
from anthology.pdf.engine.fast import columns, shapes
from anthology.pdf.model import Leaves
from anthology.pdf.setup import page_setup
from anthology.pdf.typeset.section import typeset
from anthology.pdf.typeset.typesetter import section_input

ENTRIES = "".join(f"<p>{WORDS[: 20 + n * 37 % 200]} {n}</p>" for n in range(400))
FLOATING = '<p style="float: left; width: 4em">Beside the text.</p>'
NOTE = (
    '<p>A word<a class="note-call" id="one-ref-1" href="#one-note-1">1</a></p>'
    '<section class="notes"><aside class="note" id="one-note-1"><p>Below.</p></aside></section>'
)
STAR = "M10 1 13 7 20 8 15 13 16 20 10 16 4 20 5 13 0 8 7 7Z"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="44" height="20">{}'
    f'<clipPath id="half"><path d="M0 0H10V20H0Z"/></clipPath><path d="{STAR}" fill="#a00"/>'
    f'<g transform="translate(24 0)"><path d="{STAR}" clip-path="url(#half)"/></g></svg>'
)


def leaves(inside: str, **assets: Any) -> Leaves:
    made = edition(section("one", "review", inside), **assets)
    return typeset(page_setup(made, Settings()), section_input(made.sections[0], made.assets))


def operators(pdf: bytes) -> list[str]:
    """The operators of all pages, with their numbers to a thousandth of a point."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = map(pikepdf.parse_content_stream, opened.pages)
        return [
            f"{[*map(_rounded, one.operands)]} {one.operator}" for page in pages for one in page
        ]


def _rounded(value: Any) -> Any:
    try:
        return round(float(value), 3)
    except (TypeError, ValueError):
        return str(value)


def in_columns(inside: str) -> str:
    return f'<h1>One</h1><div style="columns: 2; column-gap: 12pt">{inside}</div>'


@pytest.mark.parametrize("more", ["", FLOATING, NOTE])
def test_columns_stand_where_they_stand_when_laid_out_twice(
    monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    text = in_columns(more + ENTRIES)
    ours = leaves(text)
    monkeypatch.setattr(block, "block_box_layout", columns._theirs)
    theirs = leaves(text)
    assert ours.pages == theirs.pages > 5
    assert ours.starts == theirs.starts
    assert operators(ours.pdf.data) == operators(theirs.pdf.data)


def test_the_columns_of_full_pages_are_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    laid, theirs = [], columns._theirs

    def counted(context: Any, box: Any, *others: Any, **more: Any) -> Any:
        laid.append(box.is_column and others[0] < 10_000)  # not one row, to see how high it is
        return theirs(context, box, *others, **more)

    monkeypatch.setattr(columns, "_theirs", counted)
    pages = leaves(in_columns(ENTRIES)).pages
    monkeypatch.setattr(columns, "_is_plain", lambda _: False)
    once, twice = sum(laid), -sum(laid)
    leaves(in_columns(ENTRIES))
    twice += sum(laid)
    assert twice - once == 2 * (pages - 2)  # not the first, which has a head, nor the last


@pytest.mark.parametrize(
    ("inside", "times"),
    [
        ("", 2),  # the first draws what the page has not yet: its opacities
        ('<text x="0" y="9">a</text>', 30),
        ('<g opacity="0.5"><path d="M0 0H9V9Z"/></g>', 30),
    ],
)
def test_a_drawing_of_shapes_is_computed_twice_at_most(
    monkeypatch: pytest.MonkeyPatch, inside: str, times: int
) -> None:
    drawn, theirs = [], shapes._theirs

    def counted(*arguments: Any) -> None:
        drawn.append(arguments)
        theirs(*arguments)

    stars = Asset(DRAWING.format(inside).encode(), "image/svg+xml")
    text = '<p>Good <img src="stars.svg" alt="two" style="height: 8pt"/></p>' * 30
    monkeypatch.setattr(shapes, "_theirs", counted)
    ours = leaves(text, **{"stars.svg": stars})
    assert len(drawn) == times
    monkeypatch.setattr(shapes, "_is_of_shapes", lambda _: False)
    again = leaves(text, **{"stars.svg": stars})
    assert len(drawn) == times + 30
    assert operators(ours.pdf.data) == operators(again.pdf.data)


def test_elements_with_the_same_rules_share_styles_that_weasyprint_computes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = "<tr><th>One</th><td>two <q>three</q></td></tr>" * 30
    items = '<li>Four<ul><li style="color: #a00">five</li></ul></li>' * 3
    text = f"<h1>One</h1><table>{rows}</table><ul>{items}</ul><ol>{items}</ol>{NOTE}"
    computed, theirs = [], css.StyleFor.set_computed_styles

    def counted(*arguments: Any, **more: Any) -> None:
        computed.append(arguments)
        theirs(*arguments, **more)

    monkeypatch.setattr(css.StyleFor, "set_computed_styles", counted)
    ours, few = leaves(text), len(computed)
    original, _ = originals._replaced[css.StyleFor, "__init__"]
    monkeypatch.setattr(css.StyleFor, "__init__", original)
    assert leaves(text).pdf.data == ours.pdf.data
    assert few < (len(computed) - few) / 2
