"""The page numbers of an index in the narrow columns of the built-in style, read in its PDF."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from books import edition, printed, section

from anthology import style
from anthology.compose.stylesheet import of_edition
from anthology.edition import Edition

PAGES = 1100

ROWS = [range(1, 7 * count, 7) for count in range(2, 40)]
ROWS += [range(1, 58 * count, 58) for count in range(8, 20)]  # of one to four figures
ROWS += [range(1000, 1000 + 7 * count, 7) for count in range(2, 14)]


def book() -> Edition:
    """A section of many pages, and an index of reviewers that names some in each row."""
    text = "".join(f'<p id="p-{page}" class="leaf">A</p>' for page in range(1, PAGES + 1))
    lines = ""
    for row, pages in enumerate(ROWS):
        links = ", ".join(f'<a class="folio" href="#p-{page}"></a>' for page in pages)
        name = "Abcdefgh"[: row % 8 + 1]
        lines += f'<li><p>{name}, Ann\u00a0\u00a0\u00a0<span class="folios">{links}</span></p></li>'
    listed = f'<h1>Index</h1><div class="entries"><ul class="letter">{lines}</ul></div>'
    classic = style.load("classic", Path())
    plain = edition(
        section("text", "review", text), section("index", "reviewers-index", listed, matter="back")
    )
    css = of_edition(classic, "print") + ".leaf + .leaf { break-before: page }"
    return Edition("print", plain.sections, css, classic.assets, classic.fonts)


@pytest.mark.slow
def test_no_page_number_is_divided() -> None:
    whole = printed(book())
    label = whole.page_starts["index"][0].label
    pdf = pypdfium2.PdfDocument(whole.pdf)
    first = next(n for n in range(len(pdf)) if pdf.get_page_label(n) == label)
    text = "\n".join(pdf[n].get_textpage().get_text_bounded() for n in range(first, len(pdf)))
    own = {pdf.get_page_label(n) for n in range(first, len(pdf))}  # the folios of these pages
    lines = [line.strip() for line in text.splitlines() if line.strip() not in own]
    numbers = [int(number) for line in lines for number in re.findall(r"\d+", line)]
    assert sorted(numbers) == sorted(page for row in ROWS for page in row)
    assert all(line[-1] in ",0123456789" or not re.search(r"\d", line) for line in lines)
