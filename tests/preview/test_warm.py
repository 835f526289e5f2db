"""A preview that has made proofs before makes the same as one that begins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from project import text

from anthology.preview.child import Child
from anthology.preview.proof import Change, Proof

REVIEWS = 12
STEP = 6  # edits after which a fresh process is asked, which takes seconds
SETTINGS = """[book]
title = "Twelve Ferries"
editors = ["Ann Lee"]

[back]
credits = true
contributors = true
works_index = true
creators_index = true
reviewers_index = true
subject_index = true
"""
HEAD = """work: {{ title: The {number} Lamps, year: 19{number:02}, director: Ida Moor }}
subjects: [ferries, lamps {number}]
rights: {{ holder: Tobias Renck, licence: CC BY 4.0 }}
"""


def project(folder: Path) -> Path:
    """Reviews with all that indexes and credits list, and a link from one to another."""
    (folder / "manuscripts").mkdir(parents=True)
    (folder / "anthology.toml").write_text(SETTINGS)
    for number in range(1, REVIEWS + 1):
        written = text(number, 8).replace("rating:", HEAD.format(number=number) + "rating:")
        (folder / "manuscripts" / f"{number:02}.md").write_text(written)
    last = folder / "manuscripts" / "12.md"
    last.write_text(last.read_text() + "\nSee [the third](03.md), and a *garden* of [[Ferry 4]].\n")
    return folder


def _in(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        file = root / name
        before = file.read_text()
        assert old in before
        file.write_text(before.replace(old, new, 1))

    return edit


EDITS: dict[str, Callable[[Path], object]] = {
    "a word": _in("manuscripts/05.md", ".\n", " and lamps.\n"),
    "a title": _in("manuscripts/03.md", "Ferry 3", "An “Old” Ferry"),
    "a reviewer": _in("manuscripts/06.md", "Tobias Renck", "Mina Aoki"),
    "a work": _in("manuscripts/07.md", "The 7 Lamps", "The 8 Lamps"),
    "a rating": _in("manuscripts/08.md", "rating: 4/5", "rating: 1/5"),
    "a subject": _in("manuscripts/09.md", "lamps 9", "bridges"),
    "another alphabet": _in("manuscripts/10.md", ".\n", " שלום and 漢.\n"),
    "many more pages": _in("manuscripts/02.md", ".\n", ".\n\n" + "A long night. " * 600 + "\n\n"),
    "the book's title": _in("anthology.toml", "Twelve Ferries", "Twelve Boats"),
    "the style": _in("anthology.toml", "[back]", '[style]\nname = "quarterly"\n[back]'),
    "no more review": lambda root: (root / "manuscripts/04.md").unlink(),
    "a new name": lambda root: (root / "manuscripts/01.md").rename(root / "manuscripts/99.md"),
    "all back": lambda root: (root / "anthology.toml").write_text(SETTINGS),
}


def _proof(child: Child) -> Proof:
    found = child.proof(lambda _: None)
    assert isinstance(found, Proof), found
    return found


def _cold(root: Path) -> Proof:
    """The proof of a preview that has just begun."""
    cold = Child(root)
    try:
        return _proof(cold)
    finally:
        cold.close()


@pytest.mark.slow
def test_a_warm_proof_is_what_a_cold_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project(tmp_path / "book")
    warm = Child(root)
    try:
        first = before = _proof(warm)
        for name, edit in EDITS.items():
            edit(root)
            now = _proof(warm)
            assert now != before, name
            if list(EDITS).index(name) % STEP == 0:
                assert _cold(root) == now, name
            before = now
        assert first.title == before.title
        monkeypatch.setenv("ANTHOLOGY_CACHE", str(tmp_path / "empty"))
        assert _cold(root) == before
    finally:
        warm.close()


@pytest.mark.slow
def test_a_sheet_that_only_moves_is_where_it_is_now(tmp_path: Path) -> None:
    root = project(tmp_path / "book")
    (root / "anthology.toml").write_text(f'{SETTINGS}[style]\nname = "right"\n')
    (root / "styles" / "right").mkdir(parents=True)
    (root / "styles" / "right" / "style.toml").write_text(
        'extends = "classic"\nopenings = "recto"\n'
    )
    warm = Child(root)
    try:
        before = _proof(warm)
        file = root / "manuscripts" / "02.md"
        for more in (200, 500, 800):
            file.write_text(f"{file.read_text()}\n\n{'A long night. ' * more}\n")
            now = _proof(warm)
            assert now == _cold(root)
            moved = Change.between(before, now)
            assert moved is not None
            shown = [*before.sheets[: moved.start], *moved.sheets, *before.sheets[moved.stop :]]
            assert [sheet.section.span for sheet in shown] == [s.section.span for s in now.sheets]
            before = now
    finally:
        warm.close()
