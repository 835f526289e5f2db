"""The door lets in regular files of the project and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from anthology.config import LimitsTable
from anthology.load.project.files import Door
from anthology.report import Place, Refused

HERE = Place("reviews/a.md", 5)


@pytest.fixture
def door(tmp_path: Path) -> Door:
    root = tmp_path / "project"
    (root / "reviews").mkdir(parents=True)
    (root / "reviews" / "a.md").write_text("text")
    (tmp_path / "secret.png").write_text("secret")
    return Door(root, LimitsTable())


def refused(door: Door, reference: str) -> str:
    with pytest.raises(Refused) as caught:
        path = door.find("reviews/a.md", reference, HERE)
        door.read(path, HERE)
    assert caught.value.problems[0].place == HERE
    return caught.value.problems[0].message


@pytest.mark.parametrize(
    "reference",
    [
        "../../secret.png",
        "..%2f..%2fsecret.png",
        "%2e%2e/%2e%2e/secret.png",
        "..\\..\\secret.png",
        "/etc/hostname",
        "file:///etc/hostname",
        "FILE://localhost/etc/hostname",
        "\\\\host\\share\\x.png",
        "//host/x.png",
        "C:\\x.png",
    ],
)
def test_outside_is_refused(door: Door, reference: str) -> None:
    assert "outside the project" in refused(door, reference)


def test_nul_is_refused(door: Door) -> None:
    assert "NUL" in refused(door, "a%00.png")


def test_links_out_and_loops_are_refused(door: Door) -> None:
    (door.root / "reviews" / "out.png").symlink_to("../../secret.png")
    (door.root / "reviews" / "loop.png").symlink_to("loop.png")
    (door.root / "reviews" / "folder").symlink_to("/etc")
    assert "outside" in refused(door, "out.png")
    assert "symbolic links" in refused(door, "loop.png")
    assert "outside" in refused(door, "folder/hostname")


def test_a_link_inside_is_read(door: Door) -> None:
    (door.root / "reviews" / "in.md").symlink_to("a.md")
    assert door.read("reviews/in.md") == b"text"


def test_pipes_and_folders_are_refused(door: Door) -> None:
    os.mkfifo(door.root / "reviews" / "pipe.md")
    assert "a pipe" in refused(door, "pipe.md")
    (door.root / "reviews" / "x.md").mkdir()
    assert "a folder" in refused(door, "x.md")


def test_large_files_are_refused(door: Door) -> None:
    (door.root / "big.md").write_bytes(b"x" * 6_000_000)
    with pytest.raises(Refused) as caught:
        door.read("big.md")
    assert "manuscript_mb" in caught.value.problems[0].hint


def test_names_are_found_in_other_composition_and_case(door: Door) -> None:
    (door.root / "reviews" / "Cafe\u0301.PNG").write_text("x")
    assert door.find("reviews/a.md", "Caf\u00e9.PNG", HERE) == "reviews/Cafe\u0301.PNG"
    assert door.find("reviews/a.md", "caf%C3%A9.png", HERE) == "reviews/Cafe\u0301.PNG"


def test_listing(door: Door) -> None:
    for name in (
        "b.txt",
        "README.md",
        "_template.md",
        ".DS_Store",
        "x.xyz",
        "p.png",
        "new\nline.md",
    ):
        (door.root / name).write_text("x")
    (door.root / "twin.md").symlink_to("b.txt")
    (door.root / "folder.md").mkdir()
    (door.root / "folder.md" / "c.md").write_text("x")
    (door.root / ".hidden").mkdir()
    (door.root / ".hidden" / "d.md").write_text("x")
    (door.root / "books").mkdir()
    (door.root / "books" / "build.json").write_text("{}")
    (door.root / "books" / "e.md").write_text("x")
    found = door.listing()
    assert found.manuscripts == ("b.txt", "folder.md/c.md", "new\nline.md", "reviews/a.md")
    assert found.left_out == {
        "README": 1,
        "templates": 1,
        "hidden": 1,
        "of no known kind": 1,
        "links to other manuscripts": 1,
    }
    assert [p.place.path for p in found.problems] == ["folder.md"]


def test_listing_names_what_cannot_be_read(door: Door) -> None:
    os.mkfifo(door.root / "pipe.md")
    (door.root / "out.md").symlink_to("/etc/hostname")
    (door.root / "loop.md").symlink_to("loop.md")
    (door.root / "away").symlink_to("/etc")
    Path(os.fsdecode(os.fsencode(door.root) + b"/caf\xe9.md")).write_text("x")
    paths = [p.place.path for p in door.listing().problems]
    assert paths == ["away", "caf\udce9.md", "loop.md", "out.md", "pipe.md"]


def test_a_manuscripts_folder_that_is_a_link_outside_is_refused(tmp_path: Path) -> None:
    root, outside = tmp_path / "book", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (outside / "a.md").write_text("secret")
    (root / "manuscripts").symlink_to(outside)
    listing = Door(root, LimitsTable()).listing("manuscripts")
    assert listing.manuscripts == ()
    assert "outside the project" in listing.problems[0].message
