"""Every style sets every kind of book, on small pages and large ones, in usual and large print.

In CI each style has one book, layout, trim and size of its own; `make styles` sets all of them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import as_file
from itertools import product
from pathlib import Path

import pytest
import tomlkit
from type_area import strays

from anthology import style
from anthology.build import Built, Order, build
from anthology.config import PressTable, StyleTable
from anthology.config.lengths import points
from anthology.pool import Pool
from anthology.press.rules import outer_margin
from anthology.report import Severity
from anthology.specimen import PROJECT
from anthology.style.css import values
from anthology.style.css.large import SMALLEST
from conftest import ROOT, SHARED, Validators
from essays import essay

ALL = style.built_in()
TRIMS = ("4.25x6.87in", "5.5x8.5in", "210x297mm")
LAYOUTS = ("essays", "guide")
HEADS = 44.0  # points of the outer margin that stay white beside the heads of quarterly
BOOKS = ("specimen", "capsules", "first-sight")
# Of pictures of few pixels on a wide page, and of notes that are longer than a small page.
KNOWN = ("pixels per inch", "endnotes")


@dataclass(frozen=True)
class Cell:
    """What a book is set in."""

    style: str
    book: str = "specimen"
    layout: str = ""
    trim: str = TRIMS[1]
    large: bool = False

    def __str__(self) -> str:
        print_ = "large" if self.large else "usual"
        return "-".join((self.style, self.book, self.layout or "as-is", self.trim, print_))


SMALL, USUAL, WIDE = TRIMS
SOME = (
    Cell("classic", "first-sight", "guide", SMALL, large=True),
    Cell("guide", "capsules", "essays", WIDE),
    Cell("marquee", "specimen", "essays", SMALL),
    Cell("modern", "first-sight", "essays", WIDE, large=True),
    Cell("paperback", "capsules", "guide", SMALL, large=True),
    Cell("quarterly", "first-sight", "guide", WIDE),
    Cell("typescript", "specimen", "guide", SMALL),
    Cell("yearbook", "capsules", "guide", WIDE, large=True),
)
SIZES = tuple(Cell(*each) for each in product(ALL, ("specimen",), ("",), TRIMS, (False, True)))
KINDS = tuple(Cell(*each) for each in product(ALL, BOOKS, LAYOUTS))
MATRIX = pytest.mark.matrix


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool() as own:
        yield own


def project(name: str, root: Path) -> None:
    """The manuscripts and settings of a book in `root`."""
    if name == "first-sight":
        shutil.copytree(ROOT / "examples" / name, root)
    elif name == "specimen":
        with as_file(PROJECT) as found:
            shutil.copytree(found, root)
    elif (SHARED / "books" / name).is_dir():
        shutil.copytree(SHARED / "books" / name, root)
    else:
        _write_capsules(root)


def _write_capsules(root: Path) -> None:
    """A book of forty short reviews, each of one paragraph."""
    (root / "manuscripts").mkdir(parents=True)
    for number in range(40):
        text = essay(number, 1).rpartition("---\n")[2]
        head = f'film: "Reel {number}"\nyear: {1920 + number}\nrating: {number % 5 + 1}'
        path = root / "manuscripts" / f"{number:02}.md"
        path.write_text(f"---\n{head}\nreviewer: Ada Lee\n---\n{text}", "utf-8")
    settings = '[book]\ntitle = "In Short"\nlanguage = "en"\nrating_scale = "5"\n'
    (root / "anthology.toml").write_text(settings, "utf-8")


def built(cell: Cell, root: Path, pool: Pool, *editions: str) -> Built:
    """The book of a cell."""
    project(cell.book, root)
    path = root / "anthology.toml"
    settings = tomlkit.parse(path.read_text("utf-8"))
    for table in (settings["book"], *settings.get("part", ())) if cell.layout else ():
        table["layout"] = cell.layout
    settings["style"] = {"name": cell.style, "large_print": cell.large}
    settings["press"] = {"trim": cell.trim}
    path.write_text(tomlkit.dumps(settings), "utf-8")
    return build(Order(root, editions=editions), pool)


def area(cell: Cell) -> tuple[values.Page, float]:
    """Where the text of a cell stands, and how far heads and notes reach into the outer margin."""
    press = PressTable(trim=cell.trim)
    look = style.of(StyleTable(name=cell.style, large_print=cell.large), ROOT)
    look = values.with_clearance(look, outer_margin(press))
    page = values.page(look.settings.page, *press.trim_size)
    notes = points(values.of_page(look, *press.trim_size)["--note-reach"])
    heads = page.outer - HEADS if cell.style == "quarterly" else 0.0
    return page, max(heads, notes)


def doubts(built: Built) -> list[str]:
    """What is wrong with a book: a missing glyph, a preflight's finding, a word that got lost."""
    found = [each.message for each in built.problems if each.severity > Severity.NOTE]
    return [each for each in found if not any(known in each for known in KNOWN)]


def check_pages(cell: Cell, root: Path, pool: Pool) -> None:
    book = built(cell, root, pool, "print")
    assert doubts(book) == []
    (path,) = book.files
    assert misplaced(cell, path) == []


def misplaced(cell: Cell, path: Path) -> list[str]:
    """Letters of a printed book that stand where none should."""
    own, reach = area(cell)
    return strays(path.read_bytes(), own, reach=reach, size=SMALLEST if cell.large else 0.0)


@pytest.mark.slow
@pytest.mark.parametrize("cell", SOME, ids=str)
def test_nothing_stands_outside_the_type_area(cell: Cell, tmp_path: Path, pool: Pool) -> None:
    check_pages(cell, tmp_path / "book", pool)


@MATRIX
@pytest.mark.parametrize("cell", SIZES, ids=str)
def test_no_style_breaks_a_page(cell: Cell, tmp_path: Path, pool: Pool) -> None:
    check_pages(cell, tmp_path / "book", pool)


@MATRIX
@pytest.mark.parametrize("cell", KINDS, ids=str)
def test_every_style_sets_every_book(
    cell: Cell, tmp_path: Path, pool: Pool, outside: Validators
) -> None:
    book = built(cell, tmp_path / "book", pool, "epub", "print", "screen")
    assert doubts(book) == []
    files = {
        path.name.rpartition(path.stem.partition("-screen")[0])[2]: path for path in book.files
    }
    assert misplaced(cell, files[".pdf"]) == []
    found = outside.epubcheck(files[".epub"])
    assert [each for each in found if "Font-face" not in each] == []  # it names any font
    assert outside.ace(files[".epub"]) == []
    assert outside.verapdf(files["-screen.pdf"], "ua1") == {}
    assert max(outside.ink(files[".pdf"])) <= 1.005  # black alone
