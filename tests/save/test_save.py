"""Whatever happens, the folder holds the old books or the new ones."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from anthology.report import Refused
from anthology.save import output, save

OLD = {"b.epub": b"old epub", "b.pdf": b"old pdf"}
NEW = {"b.epub": b"new epub", "b.pdf": b"new pdf"}
SOURCE = Path(__file__).parents[2] / "src"


def held(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != "build.json"}


def test_saves_and_records(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "books"
    save(OLD, folder)
    paths = save(NEW, folder)
    assert paths == (folder / "b.epub", folder / "b.pdf")
    assert held(folder) == NEW
    record = json.loads((folder / "build.json").read_text())["sha256"]
    assert record == {n: hashlib.sha256(d).hexdigest() for n, d in NEW.items()}


def test_one_edition_leaves_the_other_on_record(tmp_path: Path) -> None:
    save(OLD, tmp_path)
    save({"b.epub": b"new"}, tmp_path)
    assert held(tmp_path) == {"b.epub": b"new", "b.pdf": b"old pdf"}
    assert set(json.loads((tmp_path / "build.json").read_text())["sha256"]) == {"b.epub", "b.pdf"}


@pytest.mark.parametrize("call", ["fsync", "replace", "fdopen"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("when", [1, 2, 3])
def test_a_fault_leaves_the_old_books(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, when: int
) -> None:
    save(OLD, tmp_path)
    owner = Path if call == "replace" else os
    real, calls = getattr(owner, call), []

    def failing(*arguments: object, **named: object) -> object:
        calls.append(1)
        if len(calls) == when:
            raise OSError(code, os.strerror(code))
        return real(*arguments, **named)

    monkeypatch.setattr(owner, call, failing)
    with pytest.raises(Refused) as caught:
        save(NEW, tmp_path)
    assert os.strerror(code).lower() in caught.value.problems[0].message
    monkeypatch.undo()
    assert held(tmp_path) == OLD
    save(NEW, tmp_path)
    assert held(tmp_path) == NEW


def test_a_dead_builds_remains_are_swept_and_links_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "x").write_text("x")
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / ".anthology-1").mkdir()
    (folder / ".anthology-1" / "b.pdf").write_text("half")
    (folder / ".anthology-2").symlink_to(precious)
    (folder / "b.epub").symlink_to(precious / "x")
    save(NEW, folder)
    assert held(folder) == NEW
    assert not (folder / "b.epub").is_symlink()
    assert (precious / "x").read_text() == "x"


def test_a_persons_own_file_is_kept_and_named(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").write_bytes(b"mine")
    with pytest.raises(Refused, match=r"b\.pdf was not written by Anthology"):
        save(NEW, tmp_path)
    assert held(tmp_path) == {"b.pdf": b"mine"}
    save(NEW, tmp_path, force=True)
    assert held(tmp_path) == NEW
    (tmp_path / "b.epub").write_bytes(b"changed")
    with pytest.raises(Refused, match=r"b\.epub was not written by Anthology"):
        save(OLD, tmp_path)
    assert held(tmp_path) == {**NEW, "b.epub": b"changed"}


@pytest.mark.parametrize("words", ["{}", "[]", '{"sha256": {"b.pdf": 3}}', '{"scripts": {}}', ""])
def test_a_persons_own_record_is_kept_and_named(tmp_path: Path, words: str) -> None:
    (tmp_path / "build.json").write_text(words)
    with pytest.raises(Refused, match=r"build\.json was not written by Anthology"):
        save(NEW, tmp_path)
    assert (tmp_path / "build.json").read_text() == words


def test_books_that_a_killed_build_put_in_place_are_ours(tmp_path: Path) -> None:
    save(OLD, tmp_path)
    stage = tmp_path / ".anthology-1"
    stage.mkdir()
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in NEW.items()}
    (stage / "build.json").write_text(json.dumps({"sha256": hashes}))
    (tmp_path / "b.epub").write_bytes(NEW["b.epub"])
    save(OLD, tmp_path)
    assert held(tmp_path) == OLD


def test_a_process_that_is_killed_as_it_renames_is_no_error_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace
    monkeypatch.setattr(Path, "replace", lambda *_: os.kill(os.getpid(), 9))
    with pytest.raises(Refused, match="the process that puts them in place was killed"):
        save(NEW, tmp_path)
    monkeypatch.setattr(Path, "replace", real)
    save(NEW, tmp_path)


def test_a_second_build_says_who_holds_the_folder(tmp_path: Path) -> None:
    with output(tmp_path), pytest.raises(Refused) as caught:
        save(NEW, tmp_path)
    assert f"process {os.getpid()}" in caught.value.problems[0].message
    save(NEW, tmp_path)


def test_a_build_that_comes_to_nothing_leaves_no_folder(tmp_path: Path) -> None:
    with output(tmp_path / "project" / "books"):
        assert (tmp_path / "project" / "books").is_dir()
    assert not (tmp_path / "project").exists()
    with output(tmp_path / "books"):
        (tmp_path / "books" / "mine.txt").write_text("x")
    assert (tmp_path / "books" / "mine.txt").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(Refused) as caught:
        save(NEW, tmp_path)
    assert "permission denied" in caught.value.problems[0].message


def test_a_file_in_the_folders_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "books").write_text("x")
    with pytest.raises(Refused) as caught:
        save(NEW, tmp_path / "books")
    assert "cannot be written" in caught.value.problems[0].message


@pytest.mark.parametrize("delay", (0, 3, 11, 29))
def test_killed_at_any_moment_the_books_are_of_one_build(tmp_path: Path, delay: int) -> None:
    save(OLD, tmp_path)
    program = """
        import sys
        from pathlib import Path
        from anthology.save import save
        folder = Path(sys.argv[1])
        print("ready", flush=True)
        for _ in range(10_000):
            save({"b.epub": b"new epub", "b.pdf": b"new pdf"}, folder)
            save({"b.epub": b"old epub", "b.pdf": b"old pdf"}, folder)
    """
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    child.stdout.readline()
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(delay / 1000)
    child.kill()
    child.communicate()  # its pipe closes when the process that renames is done, too
    found = {name: (tmp_path / name).read_bytes() for name in OLD}
    assert found in (OLD, NEW)
    save(NEW, tmp_path)
    assert held(tmp_path) == NEW
