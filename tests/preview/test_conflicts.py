"""Which text stays after an import that found both changed, and how that is taken back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from anthology.imports import Order, carry_out, prepare
from anthology.preview.writing.conflicts import copies, problems, settled
from anthology.preview.writing.revisions import carried_out
from anthology.preview.writing.texts import Closed, Door

OWN = "manuscripts/letterboxd/the-ferryman-2021.md"


def export(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    row = {"Date": "2021-05-02", "Name": "The Ferryman", "Year": "2021", "Rating": "4"}
    row |= {"Letterboxd URI": "https://boxd.it/x1", "Rewatch": "", "Review": text, "Tags": ""}
    row |= {"Watched Date": "2021-05-01"}
    with (folder / "reviews.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    return folder


def conflict(folder: Path) -> Path:
    """A project after an import that found both texts changed."""
    root = folder / "book"
    root.mkdir()
    carry_out(prepare(Order(export(folder / "export", "A good film."), root, "letterboxd")))
    (root / OWN).write_text((root / OWN).read_text().replace("good", "great"))
    carry_out(prepare(Order(export(folder / "export", "A bad film."), root, "letterboxd")))
    return root


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    return conflict(tmp_path)


def files(root: Path) -> dict[str, str]:
    return {str(p.relative_to(root)): p.read_text() for p in sorted(root.rglob("*.md"))}


def test_it_is_found_and_asked(root: Path) -> None:
    found = copies(root, [OWN, "manuscripts/other.md"])
    assert found == {OWN: OWN.replace(".md", "-from-the-export.md")}
    (asked,) = problems(found)
    assert asked.question
    assert asked.place.path == OWN


@pytest.mark.parametrize(("kept", "words"), [("mine", "A great film."), ("theirs", "A bad film.")])
def test_one_text_stays_and_the_other_can_come_back(root: Path, kept: str, words: str) -> None:
    before, door = files(root), Door(root)
    undo = carried_out(settled(door, OWN, copies(root, [OWN])[OWN], kept), door)
    after = files(root)
    assert list(after) == [OWN]
    assert words in after[OWN]
    assert "draft" not in after[OWN]
    assert copies(root, [OWN]) == {}
    carried_out(undo, door)
    assert files(root) == before


def test_the_next_import_finds_nothing_to_ask(root: Path, tmp_path: Path) -> None:
    door = Door(root)
    carried_out(settled(door, OWN, copies(root, [OWN])[OWN], "theirs"), door)
    ready = prepare(Order(export(tmp_path / "export", "A bad film."), root, "letterboxd"))
    assert [step.state.name for step in ready.steps] == ["SAME"]


def test_nothing_is_written_where_one_of_both_has_changed(root: Path) -> None:
    door = Door(root)
    wanted = settled(door, OWN, copies(root, [OWN])[OWN], "theirs")
    (root / wanted[1].path).write_text("Changed meanwhile.\n")
    before = files(root)
    with pytest.raises(Closed, match="another program"):
        carried_out(wanted, door)
    assert files(root) == before


@pytest.mark.parametrize("kept", ["", "both", "mine"])
def test_no_other_file_is_deleted(root: Path, kept: str) -> None:
    with pytest.raises(Closed):
        settled(Door(root), OWN, OWN, kept)
