"""A worker reads the style sheet of the next build before there is a text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from anthology.build import Order, build
from anthology.cache import FOLDER
from anthology.pdf import pipeline
from anthology.pdf.model import PageSetup
from anthology.pdf.typeset.typesetter import Typesetter
from anthology.pool import Limits, Pool

REVIEW = "---\ntitle: Film {}\nreviewer: Ida Moor\n---\n\n{}\n"


@pytest.fixture
def setups(monkeypatch: pytest.MonkeyPatch) -> list[PageSetup]:
    """The page setups with which sections were typeset."""
    found: list[PageSetup] = []

    def noted(setup: PageSetup, *others: Any) -> Typesetter:
        found.append(setup)
        return Typesetter(setup, *others)

    monkeypatch.setattr(pipeline, "Typesetter", noted)
    return found


class Noting(Pool):
    """A pool that notes what is to be done ahead."""

    def __init__(self) -> None:
        super().__init__(1)
        self.tasks: list[object] = []

    def ahead(self, function: Callable[..., object], task: object, limits: Limits) -> None:
        self.tasks.append(task)
        super().ahead(function, task, limits)


def project(folder: Path, settings: str, words: int = 30) -> Path:
    (folder / "manuscripts").mkdir(parents=True)
    (folder / "anthology.toml").write_text(f'[book]\ntitle = "Films"\n{settings}')
    for number in range(8):
        text = REVIEW.format(number, "Quiet rivers run deep. " * (words // 4))
        (folder / f"manuscripts/{number}.md").write_text(text)
    return folder


def built(folder: Path, *editions: str) -> list[object]:
    """Build after an edit; what was done ahead."""
    with (folder / "manuscripts/0.md").open("a") as file:
        file.write("More.\n")
    with Noting() as pool:
        build(Order(folder, editions=editions or ("print",)), pool)
        return pool.tasks


@pytest.mark.parametrize(
    "settings",
    [
        'layout = "essays"',
        'layout = "guide"',
        'layout = "grouped"\nlanguage = "he"',
        'layout = "run-on"\n[style]\nlarge_print = true',
        '[press]\nflavour = "plain"',
        '[press]\nflavour = "x1a"\ncolour = "cmyk"',
    ],
)
def test_the_next_setup_is_that_of_the_last_build(
    tmp_path: Path, setups: list[PageSetup], settings: str
) -> None:
    folder = project(tmp_path / "films", settings)
    assert built(folder) == []  # nothing is known yet
    setups.clear()
    (likely,) = built(folder)
    assert isinstance(likely, PageSetup)
    assert [each.key for each in setups] == [likely.key]


def test_a_wider_inner_margin_is_not_what_is_needed_first(
    tmp_path: Path, setups: list[PageSetup]
) -> None:
    """Where the book is seen to need one is where its text was typeset before."""
    settings = '[press]\npreset = "kdp-paperback"\n[style]\nname = "narrow"\n'
    folder = project(tmp_path / "films", settings, words=800)
    (folder / "styles/narrow").mkdir(parents=True)
    own = 'extends = "classic"\n[page]\nmargins = ["0.6in", "0.5in", "0.6in", "0.3in"]\n'
    (folder / "styles/narrow/style.toml").write_text(own)
    built(folder)
    setups.clear()
    (likely,) = built(folder)
    assert isinstance(likely, PageSetup)
    assert setups[0].key == likely.key


def test_a_book_without_pages_has_no_style_sheet_to_read(tmp_path: Path) -> None:
    folder = project(tmp_path / "films", "")
    built(folder)
    assert built(folder, "epub") == []


def test_a_screen_book_is_known_by_itself(tmp_path: Path, setups: list[PageSetup]) -> None:
    folder = project(tmp_path / "films", "")
    built(folder, "screen")
    setups.clear()
    (likely,) = built(folder, "screen")
    assert isinstance(likely, PageSetup)
    assert [each.key for each in setups] == [likely.key]


def test_other_settings_only_cost_the_time(tmp_path: Path, setups: list[PageSetup]) -> None:
    folder = project(tmp_path / "films", 'layout = "guide"')
    built(folder)
    (folder / "anthology.toml").write_text('[book]\ntitle = "Films"\nlayout = "essays"\n')
    setups.clear()
    (likely,) = built(folder)
    assert isinstance(likely, PageSetup)
    assert setups[-1].key != likely.key
    assert (folder / FOLDER).exists()
