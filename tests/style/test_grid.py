"""The lines of a style with another leading stand on its grid, on both sides of every leaf."""

from __future__ import annotations

import ctypes
import shutil
from collections import Counter
from collections.abc import Iterator
from importlib.resources import as_file
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from anthology import style
from anthology.build import Order, build
from anthology.specimen import PROJECT

SIZE, LEADING, TOP = 9.2, 12.0, 58.0
TOLERANCE = 0.06  # points
RATING = 4 * SIZE / 11  # points by which ratings of openings stand lower
RUN_ON = 4.0  # points by which heads of texts that run on stand nearer to them
OTHER_FACE = 0.8  # points, at most, by which letters of another face stand lower in their line
PICTURED = "The third crossing"  # the caption of a picture, which is as high as it is


def baselines(pdf: bytes, size: float) -> Iterator[tuple[str, Counter[float]]]:
    """Per page, its text, and where the letters of that size stand: points from the first line."""
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        found: Counter[float] = Counter()
        for number in range(text.count_chars()):
            matrix, x, y = raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetMatrix(text.raw, number, matrix)
            raw.FPDFText_GetCharOrigin(text.raw, number, x, y)
            if abs(raw.FPDFText_GetFontSize(text.raw, number) * abs(matrix.d) - size) < 0.02:
                found[round(page.get_height() - y.value, 2)] += 1
        yield text.get_text_range(), found


def strayed(pdf: bytes, size: float, leading: float) -> list[tuple[int, float, float]]:
    """Lines of the text's size beside the grid: the page, the place, and how far, in points."""
    pages = [found for _, found in baselines(pdf, size)]
    phases = Counter(round(y % leading, 1) for found in pages for y in found)
    phase = phases.most_common(1)[0][0]
    off = []
    for number, found in enumerate(pages, start=1):
        for y, letters in found.items():
            away = abs((y - phase + leading / 2) % leading - leading / 2)
            lowered = (RUN_ON, 4 * size / 11)  # heads and ratings
            if letters > 3 and away > OTHER_FACE and all(abs(away - by) > 0.1 for by in lowered):
                off.append((number, y, round(away, 2)))
    return off


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    root = tmp_path_factory.mktemp("grid") / "book"
    with as_file(PROJECT) as project:
        shutil.copytree(project, root)
    for essay in sorted((root / "manuscripts" / "essays").glob("[12]*.md")):
        for number in range(4):
            text = essay.read_text("utf-8").replace(
                "title: ", f"short_title: No. {number}\ntitle: ", 1
            )
            essay.with_name(f"{number + 4}{essay.name}").write_text(text, "utf-8")
    own = root / "styles" / "small"
    own.mkdir(parents=True)
    page = f'[page]\nsize = "{SIZE}pt"\nleading = "{LEADING}pt"\n'
    own.joinpath("style.toml").write_text(f'extends = "classic"\nopenings = "any"\n{page}')
    built = build(Order(root, editions=("print",), style="small", jobs=0))
    (path,) = built.files
    return path.read_bytes()


@pytest.mark.slow
def test_lines_stand_on_the_grid(book: bytes) -> None:
    pages = list(baselines(book, SIZE))
    assert len(pages) >= 40
    phases = Counter(round(y % LEADING, 2) for _, found in pages for y in found)
    phase = phases.most_common(1)[0][0]
    off = []
    for number, (text, found) in enumerate(pages):
        if PICTURED in text:
            continue
        for y, letters in found.items():
            away = abs((y - phase + LEADING / 2) % LEADING - LEADING / 2)
            if away > TOLERANCE and abs(away - RATING) > TOLERANCE and letters > 3:
                off.append((number, y, round(away, 2), letters))
    assert off == []
    assert sum(phases.values()) > 400  # lines, in headings, notes, lists, verse, tables, run-on


@pytest.mark.slow
def test_capsules_stand_on_a_grid_of_their_own(book: bytes) -> None:
    (page,) = (
        found for text, found in baselines(book, 9.0) if "Bluebottle" in text and len(found) > 9
    )
    assert len({round(y % 11.0, 1) for y in page}) == 1


MIXED = """---
title: On Letters
reviewer: Ada Lee
---
In the beginning was ὁ λόγος, and *в начале было Слово*, or בראשית in the oldest book of them, and
there it stood with ★★★ on the wall, → an arrow, 🎬 a camera, and more words for some more lines.

- An item with λόγος in it, long enough to turn and to have a second line which has none of that

And one more paragraph in which there is nothing but plain letters, so that it shows the grid.
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", ["classic", "modern", "typescript"])
def test_letters_of_other_faces_do_not_move_a_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "manuscripts").mkdir()
    (tmp_path / "manuscripts" / "a.md").write_text(MIXED, "utf-8")
    (tmp_path / "anthology.toml").write_text('[book]\ntitle = "T"\nlanguage = "en"\n')
    (path,) = build(Order(tmp_path, editions=("print",), style=name, jobs=0)).files
    page = style.load(name, tmp_path).settings.page
    assert strayed(path.read_bytes(), page.size, page.leading) == []


WORDS = (
    "He writes of rivers and of the towns beside them, slowly, and with an eye for what is gone. "
)


def shared_pages(root: Path, layout: str) -> bytes:
    """The print book of sixty short reviews of forty works, in that layout."""
    (root / "manuscripts").mkdir(parents=True)
    for number in range(60):
        header = f"work: {{type: book, title: Book {number % 40}, creator: Ann Lake}}"
        text = f"---\ntitle: Title {number}\n{header}\nrating: 3/5\nreviewer: Bo Marsh\n---\n"
        path = root / "manuscripts" / f"{number}.md"
        path.write_text(f"{text}Of {number} lives. {WORDS * (3 + number * 7 % 13)}", "utf-8")
    (root / "anthology.toml").write_text(f'[book]\ntitle = "T"\nlayout = "{layout}"\n')
    (path,) = build(Order(root, editions=("print",), jobs=0)).files
    return path.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["run-on", "grouped"])
def test_texts_of_short_reviews_stand_on_the_grid_of_the_pages(tmp_path: Path, layout: str) -> None:
    pages = [found for _, found in baselines(shared_pages(tmp_path, layout), 11.0) if found]
    texts = {y: letters for found in pages for y, letters in found.items() if letters > 30}
    assert len(pages) > 12
    assert len({round(y % 14.0, 1) for y in texts}) == 1


FORMS = """Vienna, 3 May 1921

Dear Ines,

Words of a letter that takes a line or two in the column of a guide, and then some more of them.

The lamps are low\\
the ferry is late\\
the lamps are low\\
and I can wait

The lamps are out\\
the ferry is here

Q: What is it?

A: A ferry.

Q: And that?

A: Water.

- An item
  - below it

Words after all of this, which take a line or two in the column of a guide, and then some more.
— and a last line.

— Padma Zee
"""


@pytest.mark.slow
@pytest.mark.parametrize(("layout", "size", "leading"), [("guide", 9.0, 11.0), ("grid", 8.1, 9.9)])
def test_forms_of_text_take_whole_lines_of_columns(
    tmp_path: Path, layout: str, size: float, leading: float
) -> None:
    (tmp_path / "manuscripts").mkdir()
    header = "---\ntitle: Letter\nreviewer: Bo Marsh\n---\n"
    (tmp_path / "manuscripts" / "a.md").write_text(header + FORMS, "utf-8")
    (tmp_path / "anthology.toml").write_text(f'[book]\ntitle = "T"\nlayout = "{layout}"\n')
    (path,) = build(Order(tmp_path, editions=("print",), jobs=0)).files
    (page,) = (found for text, found in baselines(path.read_bytes(), size) if "Dear Ines" in text)
    assert len(page) > 10
    assert len({round(y % leading / leading, 1) % 1 for y in page}) == 1
