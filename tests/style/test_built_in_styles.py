"""Every built-in style makes a sound specimen: both books, and a PDF to read on a screen."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_grid import strayed

from anthology import style
from anthology.pool import Pool
from anthology.report import Severity
from anthology.specimen import specimen
from anthology.text.built_in import BUILT_IN
from conftest import Validators

ALL = style.built_in()
EDITIONS = ("epub", "print", "screen")
SMALL = "pixels per inch"  # of the specimen's picture where a page is wide


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool() as own:
        yield own


# Every fourth style in each `make test`: test_matrix.py sets all of them there, without validators.
SPECIMENS = [
    pytest.param(name, marks=[pytest.mark.matrix] * bool(n % 4)) for n, name in enumerate(ALL)
]


@pytest.mark.artefact
@pytest.mark.slow
@pytest.mark.parametrize("name", SPECIMENS)
def test_a_specimen_is_sound(name: str, pool: Pool, tmp_path: Path, outside: Validators) -> None:
    built = specimen(name, tmp_path, pool, EDITIONS)
    doubts = [p for p in built.problems if p.severity > Severity.NOTE and SMALL not in p.message]
    assert [p.message for p in doubts] == []
    files = {path.name.partition("everything")[2]: path for path in built.files}
    assert set(files) == {".epub", ".pdf", "-screen.pdf"}
    found = outside.epubcheck(files[".epub"])
    assert [each for each in found if "Font-face" not in each] == []  # it names any font
    assert outside.ace(files[".epub"]) == []
    assert outside.verapdf(files["-screen.pdf"], "ua1") == {}
    assert max(outside.ink(files[".pdf"])) <= 1.005  # black alone
    page = style.load(name, tmp_path).settings.page
    assert strayed(files[".pdf"].read_bytes(), page.size, page.leading) == []


@pytest.mark.parametrize("name", ALL)
def test_long_titles_are_broken_for_the_size_in_which_they_are_set(name: str) -> None:
    look = style.load(name, Path())
    css = look.css("print.css")

    def size(of: str) -> float:
        value = re.findall(rf"--{of}: (?:calc\(([\d.]+)pt|var\(--size\))", css)[-1]
        return float(value or look.settings.page.size)

    for step, of in zip(look.settings.page.title_steps, ("long", "longest-title"), strict=True):
        assert 0 <= size("title") / size(of) - step < 0.02


@pytest.mark.parametrize("name", ALL)
def test_fonts_have_their_licences_and_their_coverage(name: str) -> None:
    folder = BUILT_IN / name / "fonts"
    fonts = sorted(folder.glob("*.?tf"))
    assert fonts
    for font in fonts:
        licence = folder / f"{font.stem.partition('-')[0]}-OFL.txt"
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text("utf-8")
    assert (folder / "ORIGIN.md").is_file()


def test_no_two_styles_look_alike(tmp_path: Path) -> None:
    looks = [style.load(name, tmp_path) for name in ALL]
    assert len({look.families[0] for look in looks}) == len(ALL)
    assert len({look.settings.colour.ground for look in looks}) == len(ALL)
    assert len({look.settings.description for look in looks}) == len(ALL)


def test_the_fonts_of_all_styles_fit_into_a_wheel(tmp_path: Path) -> None:
    packed = tmp_path / "styles.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(BUILT_IN.rglob("*")):
            if path.is_file():
                archive.write(path)
    assert packed.stat().st_size < 13_000_000  # bytes, of a wheel of 15 MB
