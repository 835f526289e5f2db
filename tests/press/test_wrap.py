"""What may be on a printed cover: a picture over all of it, flaps, praise, portraits."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from anthology.build import Built, build
from anthology.project import Order
from anthology.report import Refused

SETTINGS = """
[book]
title = "Rivers"
editors = ["Ada Moor"]
isbn_print = "9780306406157"
description = "What was seen of them."
[reviewers."Ada Moor"]
portrait = "ada.png"
[style]
name = "{style}"
[press]
trim = "6x9in"
preset = "{press}"
leaf = "0.5mm"
[cover]
{cover}
"""
TEXT = "Nobody in the picture asks why, and that is the first of its good ideas. " * 400
RED, FACE = (200, 20, 20), (20, 160, 40)
FLAPS = """flaps = "80mm"
flap_front = "On the flap at the front."
flap_back = "On the flap at the back."
portraits = true"""


def project(folder: Path, cover: str, press: str = "own", style: str = "classic") -> Path:
    (folder / "manuscripts").mkdir(exist_ok=True)
    settings = SETTINGS.format(cover=cover, press=press, style=style)
    (folder / "anthology.toml").write_text(settings)
    for number in range(3):
        header = f"---\ntitle: River {number}\nreviewer: Cai Penn\n---\n\n"
        (folder / "manuscripts" / f"{number}.md").write_text(f"{header}{TEXT}\n")
    Image.new("RGB", (300, 375), FACE).save(folder / "ada.png")
    wrap = Image.new("RGB", (4200, 2850), (230, 230, 230))
    ImageDraw.Draw(wrap).rectangle((0, 2250, 4200, 2400), fill=RED)
    wrap.save(folder / "wrap.png")
    return folder


def built(folder: Path) -> tuple[Built, Path]:
    made = build(Order(folder, editions=("cover",), jobs=0))
    return made, next(iter(made.files))


def drawn(pdf: Path) -> Image.Image:
    picture: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil()
    return picture.convert("RGB")


def is_like(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 60 for a, b in zip(pixel, colour, strict=True))


def words(pdf: Path, left: float, right: float) -> str:
    """The words between two distances from the left edge, in inches."""
    page = pypdfium2.PdfDocument(pdf)[0]
    height = page.get_height()
    text = page.get_textpage().get_text_bounded(left * 72, 0, right * 72, height)
    return " ".join(text.split())


@pytest.mark.parametrize("style", ["classic", "modern", "marquee"])
def test_a_picture_goes_on_from_part_to_part(style: str, tmp_path: Path) -> None:
    _, path = built(project(tmp_path, 'wrap = "wrap.png"', style=style))
    picture = drawn(path)
    row = int(picture.height * (2325 / 2850))
    bare = [x for x in range(picture.width) if is_like(picture.getpixel((x, row)), RED)]
    assert len(bare) > 0.75 * picture.width  # all but words and barcode
    assert {0, picture.width - 1} <= set(bare)
    fold = (picture.width / 2 - 9) / 72  # the spine is some 4 mm on both sides of the middle
    assert "What was seen of them." in words(path, 0, fold)


def test_a_jacket_has_flaps_with_their_texts(tmp_path: Path) -> None:
    _, path = built(project(tmp_path, FLAPS))
    wide = 80 / 25.4
    with pikepdf.open(path) as file:
        whole = float(file.pages[0].mediabox[2]) / 72
    assert whole > 12.25 + 2 * wide
    assert words(path, 0, 0.125 + wide) == "On the flap at the back. Ada Moor"
    assert words(path, whole - 0.125 - wide, whole) == "On the flap at the front."
    assert "What was seen" in words(path, 0.125 + wide, 0.125 + wide + 6)
    flap = drawn(path).crop((0, 0, int((0.125 + wide) * 72), 600))
    assert any(is_like(colour, FACE) for _, colour in flap.getcolors(10**6) or ())


def test_praise_and_portraits_stand_on_the_back(tmp_path: Path) -> None:
    praise = 'portraits = true\nendorsements = [{text = "Seen well.", by = "Bo Lind, author"}]'
    _, path = built(project(tmp_path, praise))
    back = words(path, 0, 6)
    assert "“Seen well.” Bo Lind, author Ada Moor" in back
    assert any(is_like(colour, FACE) for _, colour in drawn(path).getcolors(10**6) or ())


def test_a_coarse_picture_is_named_and_a_press_without_flaps_refuses_them(tmp_path: Path) -> None:
    folder = project(tmp_path, 'wrap = "wrap.png"')
    Image.new("RGB", (1400, 950)).save(folder / "wrap.png")
    made, _ = built(folder)
    assert any("too few pixels" in problem.message for problem in made.problems)
    with pytest.raises(Refused, match="prints no flaps"):
        built(project(tmp_path, FLAPS, press="lulu"))


def test_too_much_ink_in_a_picture_is_refused_by_the_press(tmp_path: Path) -> None:
    folder = project(tmp_path, 'wrap = "wrap.jpg"', press="ingram-paperback")
    Image.new("CMYK", (4200, 2850), (230, 220, 220, 200)).save(folder / "wrap.jpg")
    with pytest.raises(Refused) as refused:
        built(folder)
    assert "where 240% is allowed" in str(refused.value)
