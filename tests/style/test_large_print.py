"""Large print: no word of the text is smaller than 16 points, in any style and on any page."""

from __future__ import annotations

import shutil
from collections import Counter
from importlib.resources import as_file
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from anthology import style
from anthology.build import Order, build
from anthology.compose import stylesheet
from anthology.config import StyleTable
from anthology.specimen import PROJECT
from anthology.style.css.large import LEADING, SIZE, SMALLEST

FRONT = 8  # pages before the text: titles, copyright, contents


@pytest.mark.parametrize("name", style.built_in())
def test_every_style_has_it(tmp_path: Path, name: str) -> None:
    usual = style.of(StyleTable(name=name), tmp_path)
    large = style.of(StyleTable(name=name, large_print=True), tmp_path)
    page = large.settings.page
    assert page.size >= SIZE
    assert page.leading >= LEADING * page.size
    assert (page.columns, page.guide_columns, page.guide_size) == (1, 1, SIZE)
    printed = stylesheet.of_edition(large, "print", ("guide", "run-on"))
    assert "font-style: normal !important" in printed
    assert "hyphens: manual" in printed.rpartition("body, aside.note")[2]
    assert stylesheet.of_edition(large, "epub") == stylesheet.of_edition(usual, "epub")


def sizes(pdf: bytes) -> Counter[float]:
    """How many letters of the text have each size, in points."""
    found: Counter[float] = Counter()
    for page in list(pypdfium2.PdfDocument(pdf))[FRONT:]:
        text = page.get_textpage()
        for index in range(text.count_chars()):
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(text.raw, index, matrix)
            if chr(raw.FPDFText_GetUnicode(text.raw, index)).isalpha():
                size = raw.FPDFText_GetFontSize(text.raw, index) * abs(matrix.d)
                found[round(size, 1)] += 1
    return found


@pytest.mark.slow
@pytest.mark.parametrize("trim", ["5.5x8.5in", "4.25x6.87in", "210x297mm"])
def test_no_letter_is_small(tmp_path: Path, trim: str) -> None:
    root = tmp_path / "book"
    with as_file(PROJECT) as project:
        shutil.copytree(project, root)
    settings = f'\n[style]\nlarge_print = true\n[press]\ntrim = "{trim}"\n'
    with (root / "anthology.toml").open("a") as file:
        file.write(settings)
    built = build(Order(root, editions=("print",), jobs=0))
    (path,) = built.files
    found = sizes(path.read_bytes())
    assert found[SIZE] > 6_000
    small = sum(count for size, count in found.items() if size < SMALLEST)
    assert small < 150  # of a drawing, and of a table for which a small page has no room
    doubts = [problem.message for problem in built.problems if problem.severity]
    assert all("endnotes" in doubt for doubt in doubts)  # a note longer than a small page
