"""One door leads to the project's texts, and to nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from anthology.preview.writing.texts import Closed, Door


@pytest.fixture(name="door")
def _door(tmp_path: Path) -> Door:
    project = tmp_path / "book"
    (project / "manuscripts").mkdir(parents=True)
    (project / "manuscripts" / "a.md").write_text("# A\n\nText.\n")
    (project / "anthology.toml").write_text("[book]\n")
    (tmp_path / "secret.md").write_text("secret")
    (project / "private.md").write_text("not a manuscript")
    return Door(project, frozenset({"posts/b.md"}))


@pytest.mark.parametrize(
    "path",
    [
        "../secret.md", "manuscripts/../../secret.md", "/etc/passwd", "", ".", "manuscripts/",
        "manuscripts//a.md", "manuscripts/./a.md", "manuscripts\\..\\a.md", "private.md",
        "manuscripts/a.md\0", ".git/config", "books/book.pdf", "manuscripts/a.py",
        ".anthology/x.md", "manuscripts/a.md/../../private.md",
    ],
)  # fmt: skip
def test_other_files_stay_closed(door: Door, path: str) -> None:
    with pytest.raises(Closed):
        door.read(path)
    with pytest.raises(Closed):
        door.write(path, "text", "")


def test_a_link_to_another_place_stays_closed(door: Door) -> None:
    (door.root / "manuscripts" / "link.md").symlink_to(door.root.parent / "secret.md")
    (door.root / "front").symlink_to(door.root.parent)
    for path in ("manuscripts/link.md", "front/secret.md"):
        with pytest.raises(Closed):
            door.read(path)
        with pytest.raises(Closed):
            door.write(path, "text", "")
    assert (door.root.parent / "secret.md").read_text() == "secret"


def test_a_text_is_written_over_the_one_that_was_seen(door: Door) -> None:
    seen = door.read("manuscripts/a.md")
    written = door.write("manuscripts/a.md", "# B\n", seen.digest)
    assert (door.root / "manuscripts" / "a.md").read_text() == "# B\n"
    assert door.read("manuscripts/a.md") == written


def test_what_another_program_saved_is_never_lost(door: Door) -> None:
    seen = door.read("manuscripts/a.md")
    (door.root / "manuscripts" / "a.md").write_text("theirs")
    with pytest.raises(Closed, match="another program"):
        door.write("manuscripts/a.md", "ours", seen.digest)
    assert (door.root / "manuscripts" / "a.md").read_text() == "theirs"


def test_nothing_is_left_of_a_write_that_fails(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    seen = door.read("manuscripts/a.md")
    with pytest.raises(Closed, match="No space left"):
        door.write("manuscripts/a.md", "ours", seen.digest)
    assert [file.name for file in (door.root / "manuscripts").iterdir()] == ["a.md"]
    assert door.read("manuscripts/a.md") == seen


def test_a_manuscript_elsewhere_in_the_project_is_open(door: Door) -> None:
    (door.root / "posts").mkdir()
    (door.root / "posts" / "b.md").write_text("B")
    assert door.read("posts/b.md").text == "B"


def test_line_ends_and_letters_stay_as_they_are(door: Door) -> None:
    text = "\ufeffa\r\nb\u2028é\n"
    seen = door.read("manuscripts/a.md")
    door.write("manuscripts/a.md", text, seen.digest)
    assert door.read("manuscripts/a.md").text == text


@pytest.mark.parametrize(
    "path", ["manuscripts/.hidden.md", ".git/config.toml", "manuscripts/.x/a.md"]
)
def test_what_is_hidden_stays_so(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text("secret")
    with pytest.raises(Closed, match="not the name of a file"):
        Door(tmp_path, frozenset({path})).read(path)


def test_nobody_waits_for_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "manuscripts").mkdir()
    os.mkfifo(tmp_path / "manuscripts" / "pipe.md")
    with pytest.raises(Closed, match="is not a file"):
        Door(tmp_path).read("manuscripts/pipe.md")
