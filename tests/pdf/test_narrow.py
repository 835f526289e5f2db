"""The pieces of a text that cannot be broken are those that WeasyPrint finds, each found once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from books import edition, section
from weasyprint.formatting_structure import boxes

from anthology.config import Settings
from anthology.pdf.engine.fast import narrow
from anthology.pdf.setup import page_setup
from anthology.pdf.typeset.document import document
from anthology.pdf.typeset.section import ready
from anthology.pdf.typeset.typesetter import section_input

LONG = "Donaudampfschifffahrtsgesellschaft und Kraftfahrzeug-Haftpflicht-Versicherung "
TEXTS = (
    LONG * 9, f"a b c {LONG}", "the the the the", "Über\u00adsetzungs\u00adbüro und mehr",
    "https://example.org/a/very/long/address?x=1&y=2 at last, and then some more words of it",
    "这是一个很长的中文单元格，里面没有空格，因此可以在任何地方断开，直到行尾。" * 9,
    "映画は「良い」。ラーメン、ヴィヴァ", "a–b — c / d-e-f\u2011g ½", "Word", "Word ", "a\u00a0b c",
    "هذا فيلم جيد جدا ولا نهاية له", "x" * 60, "x" * 47 + " y", "x" * 48 + " y", "é" * 30 + " y z",
)  # fmt: skip
LOOKS = (
    "", "hyphens: none", "overflow-wrap: anywhere", "white-space: nowrap", "font-size: 7pt",
    "white-space: pre-wrap", "letter-spacing: 2px", "font-style: italic",
)  # fmt: skip


def styles() -> Iterator[tuple[Any, Any]]:
    """The styles of texts that look so, each with its context."""
    inside = "".join(f'<p lang="de" style="{look}">Text.</p>' for look in LOOKS)
    made = edition(section("one", "review", inside))
    source = section_input(made.sections[0], made.assets)
    laid = ready(page_setup(made, Settings())).lay_out(document(source), {})
    for box in chain.from_iterable(page.descendants() for page in laid.pages):
        if isinstance(box, boxes.TextBox):
            yield box.style, laid.context


def pieces(measure: Any, text: str, style: Any, context: Any) -> list[tuple[Any, float]]:
    """Where the pieces end, counted from the one before, and how wide they are."""
    found, at = list[tuple[Any, float]](), 0
    while not found or found[-1][0] is not None:
        at += found[-1][0] if found else 0
        rest = text.encode()[at:].decode()
        result = measure(rest, style, context, 0, 0, is_line_start=not at, minimum=True)
        found.append((result[2], result[3]))
    return found


def test_they_are_weasyprints(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = 0
    for style, context in styles():
        for text in TEXTS:
            found = [pieces(narrow.split_first_line, text, style, context) for _ in range(2)]
            assert found == 2 * [pieces(narrow._theirs, text, style, context)], (text, style)
            checked += len(found[0])
    assert checked > 1000
    monkeypatch.setattr(narrow, "_theirs", None)  # they are known by now
    for style, context in styles():
        pieces(narrow.split_first_line, TEXTS[2], style, context)
