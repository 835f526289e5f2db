"""The printed cover of a built book: its size, its boxes, its spine and its barcode."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import ImageChops, ImageStat
from typer.testing import CliRunner

from anthology.build import Built, build
from anthology.check.pdf.check import check_pdfs
from anthology.cli import app
from anthology.project import Order
from anthology.report import Refused, Severity

ISBN = "9780306406157"
SETTINGS = f"""
[book]
title = "Rivers"
editors = ["Ada Moor"]
publisher = "The Lamp Press"
isbn_print = "{ISBN}"
description = "What was seen of them."
[press]
trim = "{{trim}}"
preset = "{{preset}}"
"""
TEXT = "Nobody in the picture asks why, and that is the first of its good ideas. " * 400


def project(folder: Path, preset: str, reviews: int, trim: str = "5x8in") -> Path:
    (folder / "manuscripts").mkdir(exist_ok=True)
    (folder / "anthology.toml").write_text(SETTINGS.format(preset=preset, trim=trim))
    for number in range(reviews):
        file = folder / "manuscripts" / f"{number}.md"
        file.write_text(f"---\ntitle: River {number}\nreviewer: Ada Moor\n---\n\n{TEXT}\n")
    return folder


def built(folder: Path, *editions: str) -> Built:
    return build(Order(folder, editions=editions, jobs=0))


def width(pdf: Path, box: str = "/MediaBox") -> float:
    with pikepdf.open(pdf) as file:
        left, _, right, _ = (float(side) for side in file.pages[0].obj[box])
    return (right - left) / 72


def test_the_spine_fits_the_pages_and_a_new_inside_brings_a_new_cover(tmp_path: Path) -> None:
    folder = project(tmp_path, "ingram-paperback", 3)
    first = built(folder, "print", "cover")
    cover = folder / "books" / "rivers-cover-ingram-paperback.pdf"
    pages = first.pages["rivers.pdf"]
    assert width(cover, "/TrimBox") == pytest.approx(10 + pages * 0.002252, abs=0.001)
    assert width(cover) == pytest.approx(10.25 + pages * 0.002252, abs=0.001)
    second = built(project(tmp_path, "ingram-paperback", 8), "print")
    assert second.pages["rivers.pdf"] > pages
    assert width(cover, "/TrimBox") == pytest.approx(
        10 + second.pages["rivers.pdf"] * 0.002252, abs=0.001
    )


def test_words_stand_on_it_and_its_barcode_is_read(tmp_path: Path) -> None:
    folder = project(tmp_path, "ingram-paperback", 8)
    made = built(folder, "cover")
    (path,) = made.files
    page = pypdfium2.PdfDocument(path)[0]
    words = page.get_textpage().get_text_range()
    assert words.count("Rivers") == 2  # front and spine
    assert "What was seen of them." in words
    (found,) = zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil(), try_downscale=False)
    assert found.text == ISBN


def test_pages_that_no_paper_of_the_press_holds_end_the_build(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        built(project(tmp_path, "kdp-hardcover", 2, "6x9in"), "print", "cover")
    assert "76 to 550 pages" in str(refused.value)
    assert not list((tmp_path / "books").glob("*.pdf"))


def test_a_back_that_is_too_long_ends_the_build(tmp_path: Path) -> None:
    folder = project(tmp_path, "ingram-paperback", 3)
    with (folder / "anthology.toml").open("a") as settings:
        settings.write(
            '[cover]\nback = "' + "One more word for the back of the book. " * 60 + '"\n'
        )
    with pytest.raises(Refused) as refused:
        built(folder, "cover")
    assert "the text on the back" in str(refused.value)


@pytest.mark.parametrize("style", ["guide", "paperback"])
def test_each_style_keeps_clear_of_the_trim_and_has_fonts_of_pdf_x_1a(
    style: str, tmp_path: Path
) -> None:
    """IngramSpark wants half an inch round all words, and PDF 1.3 has no OpenType."""
    folder = project(tmp_path, "ingram-paperback", 3, "5.5x8.5in")
    with (folder / "anthology.toml").open("a") as settings:
        settings.write(f'[style]\nname = "{style}"\n')
    built(folder, "print", "cover")
    books = [
        folder / "books" / name for name in ("rivers.pdf", "rivers-cover-ingram-paperback.pdf")
    ]
    inside, cover = check_pdfs(books, "ingram-paperback")
    assert not [f for f in inside.findings if f.severity is not Severity.NOTE]
    assert not [f for f in cover.findings if f.severity is Severity.ERROR]


def test_several_presses_have_a_folder_each(tmp_path: Path) -> None:
    folder = project(tmp_path, "lulu", 3, "6x9in")
    presses = ("ingram-paperback", "lulu")
    options = [word for press in presses for word in ("--press", press)]
    run = CliRunner().invoke(
        app, ["build", str(folder), "-e", "print", "-e", "cover", "-j", "0", *options]
    )
    assert run.exit_code == 0, run.output
    spines = []
    for press in presses:
        books = folder / "books" / press
        names = {file.name for file in books.iterdir()}
        assert names == {"rivers.pdf", f"rivers-cover-{press}.pdf", "build.json"}
        spines.append(width(books / f"rivers-cover-{press}.pdf", "/TrimBox") - 12)
    assert spines[1] - spines[0] == pytest.approx(0.06, abs=0.02)
    unknown = CliRunner().invoke(app, ["build", str(folder), "--press", "lulu", "--press", "none"])
    assert unknown.exit_code == 1


def test_the_paper_of_classic_goes_on_over_the_folds(tmp_path: Path) -> None:
    """It repeats every 25 points, from where the front's page begins, at any resolution."""
    (path,) = built(project(tmp_path, "kdp-paperback", 3, "5.5x8.5in"), "cover").files
    page = pypdfium2.PdfDocument(path)[0]
    for scale in (4, 2.2):  # at 2.2 a cell of a pattern of PDF would be of 55 pixels, drawn as 56
        period = high = round(25 * scale)
        whole = page.render(scale=scale).to_pil().convert("L")
        strip = whole.crop((0, 0, whole.width, high))
        ahead = strip.crop((period, 0, strip.width, high))
        moved = ImageChops.difference(strip.crop((0, 0, ahead.width, high)), ahead)
        assert ImageStat.Stat(strip).stddev[0] > 20  # stars on the ground
        assert ImageStat.Stat(moved).mean[0] < 1
