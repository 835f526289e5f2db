"""What a manuscript marks, measured in the finished print book: pictures, alignment, sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument, PdfPage
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from anthology import Order, build

LEFT, RIGHT = 54.0, 351.0  # of the text block from the edge of the sheet, in points
TEXT = """<html><head><title>Marks</title></head><body>
<p>Words before the picture, enough of them to fill a whole line of the page, and then more.</p>
<p><img src="wide.jpg" alt="Wide"></p>
<p><img src="thumb.png" alt="Thumb"> Text after it.</p>
<p><img src="wide.jpg" alt="Half" width="50%"></p>
<p><img src="wide.jpg" alt="Inch" width="96" height="64"></p>
<p><img src="thumb.png" alt="Large" width="900"></p>
<p align="right">To the right</p>
<p class="signature">The signature</p>
<p style="text-align: center">In the centre</p>
<table><tr><th>Film</th><th align="right">Gross</th></tr>
<tr><td>Rivers of the North</td><td align="right">8,811</td></tr>
<tr><td>Nets</td><td align="right">75,000,000</td></tr></table>
<blockquote><p>So for <cite>Blue</cite>, we moved.</p><p><cite>Ann Lee</cite></p></blockquote>
</body></html>"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[PdfPage]]:
    folder = tmp_path_factory.mktemp("marks")
    (folder / "marks.html").write_text(TEXT)
    (folder / "anthology.toml").write_text('[book]\ntitle = "Marks"\n')
    Image.linear_gradient("L").resize((1200, 240)).save(folder / "wide.jpg")
    Image.linear_gradient("L").resize((300, 60)).save(folder / "thumb.png")
    files = build(Order(folder, editions=("print",), jobs=0)).files
    (path,) = (path for path in files if path.suffix == ".pdf" and "cover" not in path.name)
    with PdfDocument(path) as pdf:
        yield list(pdf)


def place(pages: list[PdfPage], words: str) -> tuple[float, float, float]:
    """Where words begin and end, and how high they stand on their page, in points."""
    for page in pages:
        text = page.get_textpage()
        if found := text.search(words).get_next():
            first, last = found[0], found[0] + len(words) - 1
            left, bottom, _, _ = text.get_charbox(first)
            return float(left), float(text.get_charbox(last)[2]), float(bottom)
    pytest.fail(f"{words} is on no page")


def pictures(pages: list[PdfPage]) -> list[tuple[float, ...]]:
    """The left, lower, right and upper edges of each picture, in points."""
    drawn = (image for page in pages for image in page.get_objects([FPDF_PAGEOBJ_IMAGE]))
    return [image.get_bounds() for image in drawn]


def test_pictures_have_the_size_of_the_manuscript(pages: list[PdfPage]) -> None:
    boxes = pictures(pages)
    widths = [round(right - left) for left, _, right, _ in boxes]
    # The measure; 300 pixels at 200 an inch; half the measure; an inch; 300 pixels again.
    assert widths == [297, 108, 148, 72, 108]
    middles = {round((left + right) / 2) for left, _, right, _ in boxes}
    assert middles == {round((LEFT + RIGHT) / 2)}


def test_text_after_a_picture_stands_below_it(pages: list[PdfPage]) -> None:
    _, bottom, _, _ = pictures(pages)[1]
    left, _, height = place(pages, "Text after it.")
    assert left == pytest.approx(LEFT, abs=1)
    assert height < bottom


def test_lines_are_aligned(pages: list[PdfPage]) -> None:
    for words in ("To the right", "The signature"):
        assert place(pages, words)[1] == pytest.approx(RIGHT, abs=1)
    left, right, _ = place(pages, "In the centre")
    assert left + right == pytest.approx(LEFT + RIGHT, abs=2)


def test_columns_are_aligned(pages: list[PdfPage]) -> None:
    ends = {round(place(pages, words)[1]) for words in ("8,811", "75,000,000")}
    assert len(ends) == 1


def test_a_source_has_its_line_and_a_title_has_not(pages: list[PdfPage]) -> None:
    before, title, source = (place(pages, words) for words in ("So for", "Blue", "Ann Lee"))
    assert title[2] == pytest.approx(before[2], abs=1)
    assert source[2] < title[2] - 10
    assert source[1] == pytest.approx(RIGHT - 21, abs=1)


def test_the_first_who_speaks_hangs_like_the_others(tmp_path: Path) -> None:
    long = "I believe every word of it, and so should whoever reads a second line of this. "
    names = ("**Moor:**", "**Renck:**", "**Moor:**", "**Renck:**")
    text = "\n\n".join(f"{name} {long * 2}" for name in names)
    (tmp_path / "talk.md").write_text(f"---\ntitle: Talk\n---\n\n{text}\n")
    (tmp_path / "anthology.toml").write_text('[book]\ntitle = "Talk"\n')
    (path,) = build(Order(tmp_path, editions=("print",), jobs=0)).files
    with PdfDocument(path) as pdf:
        found = list(pdf)
        lefts = [place(found, name)[0] for name in ("Moor:", "Renck:")]
    assert lefts == pytest.approx([LEFT, LEFT], abs=1)
