"""The margins and baselines that are laid over pages are those on which the text stands."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from project import project

from anthology import style
from anthology.config import StyleTable, read
from anthology.pool import Pool
from anthology.preview.pictures import _bound
from anthology.preview.proof import Proof
from anthology.preview.proving import Proving
from anthology.preview.type_area import layout_of, type_area


def test_lines_of_text_stand_on_the_grid(tmp_path: Path) -> None:
    root = project(tmp_path / "book", reviews=1)
    with Pool(0) as pool:
        proof = Proving(root, "", pool).proof(lambda _: None)
    assert isinstance(proof, Proof)
    area, lines = proof.area, proof.area.lines[""]
    sheet = next(sheet for sheet in proof.sheets if sheet.section.span.id.startswith("review"))
    pdf = pypdfium2.PdfDocument(_bound(proof, sheet, furnished=False))
    text = pdf[0].get_textpage()
    letters = [i for i in range(text.count_chars()) if text.get_text_range(i, 1) in "aeiou"]
    boxes = [text.get_charbox(i) for i in letters]
    last = min(bottom for _, bottom, _, _ in boxes)
    from_first = proof.geometry.height - last - area.top - lines.first
    assert from_first / lines.leading == pytest.approx(round(from_first / lines.leading), abs=0.04)
    assert min(left for left, *_ in boxes) >= area.inner - 1
    assert max(right for _, _, right, _ in boxes) <= proof.geometry.width - area.outer + 2


@pytest.mark.parametrize("name", ["classic", "guide", "modern"])
def test_layouts_have_lines_of_their_own(tmp_path: Path, name: str) -> None:
    settings, _ = read(project(tmp_path / "book", reviews=1), "")
    look = style.of(StyleTable(name=name), tmp_path)
    area = type_area(look, settings, 90.0)
    assert area.inner == 90
    assert area.lines[""].leading == look.settings.page.leading
    assert area.lines["guide"].leading == look.settings.page.guide_leading
    for lines in area.lines.values():
        assert 0.5 * lines.leading < lines.first < lines.leading


def test_a_section_names_its_layouts() -> None:
    assert [layout_of(each) for each in ("", "run-on", "guide", "run-on grid")] == [
        "",
        "",
        "guide",
        "grid",
    ]
