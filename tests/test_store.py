"""A cache that machines share through an object store: it saves time, and can cost nothing else."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, ClassVar

import pytest
from fsspec import register_implementation
from fsspec.implementations.memory import MemoryFileSystem

from anthology import Order, build
from anthology.cache import DIGEST, FOLDER, SHARED, Cache, key, of_project
from anthology.cache.courier import Courier, courier_to
from anthology.cache.store import CHUNK, Store, why
from anthology.cache.unsent import Unsent
from anthology.pdf.typeset.typesetter import Typesetter
from anthology.report import Severity

ADDRESS = "memory://bucket/books"
NAMES = [key(str(number)) for number in range(3)]


class Breaking(MemoryFileSystem):  # type: ignore[misc]
    """A file system on which what the next calls are to raise can be said."""

    protocol = "breaking"
    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]
    faults: ClassVar[list[Exception | None]] = []

    def cat_file(self, path: str, *args: Any, **options: Any) -> bytes:
        self._break()
        data: bytes = super().cat_file(path, *args, **options)
        return data

    def pipe_file(self, path: str, value: bytes, *args: Any, **options: Any) -> None:
        fault = self.faults and self.faults.pop(0)
        super().pipe_file(path, value[: len(value) // 2] if fault else value)
        if fault:
            raise fault

    def _break(self) -> None:
        if self.faults and (fault := self.faults.pop(0)):
            raise fault


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    register_implementation("breaking", Breaking, clobber=True)
    yield
    for files in (MemoryFileSystem, Breaking):
        files.store.clear()
        files.pseudo_dirs[:] = [""]
    Breaking.faults.clear()


def machine(folder: Path, address: str = ADDRESS) -> tuple[Cache, Store]:
    """The cache of a machine as workers have it, and its way to the store."""
    cache = Cache(folder)
    cache._unsent = Unsent(folder)
    return cache, Store(address, folder)


def sent(folder: Path, address: str = ADDRESS) -> None:
    """A machine has made an entry for each name, and they are in the store."""
    cache, store = machine(folder, address)
    for name in NAMES:
        cache.put(name, f"data of {name}".encode())
    assert not store.send()


def test_what_one_machine_sends_another_fetches(tmp_path: Path) -> None:
    sent(tmp_path / "one")
    cache, store = machine(tmp_path / "two")
    store.fetched([*NAMES, key("nobody has it")])
    assert [cache.get(name) for name in NAMES] == [f"data of {name}".encode() for name in NAMES]
    assert Unsent(tmp_path / "two").taken() == ()  # nobody sends back what came from there


@pytest.mark.parametrize("damage", ["cut", "longer", "another's", "foreign", "empty"])
def test_what_is_not_whole_is_never_used(tmp_path: Path, damage: str) -> None:
    sent(tmp_path / "one")
    first, second = (f"/bucket/books/{name[0]}/{name[1:]}" for name in NAMES[:2])
    files = MemoryFileSystem()
    whole = files.cat_file(first)
    damaged = {
        "cut": whole[:-1],
        "longer": whole + b"!",
        "another's": files.cat_file(second),
        "foreign": b"a page of another program" * 9,
        "empty": b"",
    }
    files.pipe_file(first, damaged[damage])
    cache, store = machine(tmp_path / "two")
    store.fetched(NAMES)
    assert cache.get(NAMES[0]) is None
    assert cache.get(NAMES[1]) is not None
    cache.put(NAMES[0], b"made anew")  # which takes its place
    store.send()
    three, store = machine(tmp_path / "three")
    store.fetched(NAMES)
    assert three.get(NAMES[0]) == b"made anew"


def test_every_cut_is_noticed(tmp_path: Path) -> None:
    cache, name = Cache(tmp_path), NAMES[0]
    cache.put(name, b"words")
    whole = cache.entry(name)
    assert whole is not None
    for length in range(len(whole)):
        Cache(tmp_path / "other").accept(name, whole[:length])
        assert Cache(tmp_path / "other").get(name) is None
    assert len(whole) == DIGEST + len(b"words")


def test_nobody_reads_half_of_an_entry_that_is_being_written(tmp_path: Path) -> None:
    Breaking.faults[:] = [None, ConnectionResetError("in the middle")]
    with pytest.raises(ConnectionResetError):
        sent(tmp_path / "one", "breaking://bucket")
    cache, store = machine(tmp_path / "two", "breaking://bucket")
    store.fetched(NAMES)
    assert [cache.get(name) is not None for name in NAMES] == [True, False, False]
    names = [path for path in Breaking.store if not path.endswith(".part")]
    assert [name.rpartition("/")[2] for name in names] == [NAMES[0][1:]]


def test_one_entry_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    sent(tmp_path / "one", "breaking://bucket")
    Breaking.faults[:] = [None, PermissionError("key AKIA123 may not")]
    _, store = machine(tmp_path / "two", "breaking://bucket")
    with pytest.raises(PermissionError) as raised:
        store.fetched(NAMES)
    assert why(raised.value, "breaking://bucket") == ("access is denied", "")


def test_many_entries_go_in_several_turns(tmp_path: Path) -> None:
    cache, store = machine(tmp_path / "one")
    names = [key("many", str(number)) for number in range(CHUNK + 1)]
    for name in names:
        cache.put(name, name.encode())
    assert [store.send(), store.send(), store.send()] == [True, False, False]
    other, store = machine(tmp_path / "two")
    store.fetched(names)
    assert all(other.get(name) == name.encode() for name in names)


def test_two_machines_at_once(tmp_path: Path) -> None:
    address = f"local://{tmp_path}/bucket"
    with ThreadPoolExecutor(4) as threads:
        for _ in range(10):
            list(threads.map(lambda n: sent(tmp_path / n, address), "abcd"))
    cache, store = machine(tmp_path / "e", address)
    store.fetched(NAMES)
    assert all(cache.get(name) for name in NAMES)
    assert not list((tmp_path / "bucket").rglob("*.part"))


def test_only_names_of_entries_are_sent(tmp_path: Path) -> None:
    sent(tmp_path)
    (tmp_path / "unsent").write_text(f"../../secret\n{NAMES[0]}\n\u00e9\n{NAMES[0]}\n")
    assert Unsent(tmp_path).taken() == (NAMES[0],)
    (tmp_path / "own").write_text("")
    (tmp_path / "unsent").symlink_to(tmp_path / "own")
    Unsent(tmp_path).add(NAMES[0])
    assert (tmp_path / "own").read_text() == ""


# ── the courier ─────────────────────────────────────────────────────────────────────────────


def hang(pipe: Connection, address: str, folder: Path) -> None:
    time.sleep(600)


def die(pipe: Connection, address: str, folder: Path) -> None:
    pipe.recv()
    os._exit(3)


@pytest.mark.parametrize(("work", "reason"), [(hang, "did not answer"), (die, "ended")])
def test_a_store_that_fails_is_left(tmp_path: Path, work: Any, reason: str) -> None:
    courier = Courier("s3://bucket", tmp_path, work, patience=1 if work is hang else 60)
    courier.fetch(NAMES)
    courier.fetch([key("more")])
    courier.send()
    (problem,) = courier.problems()
    assert problem.severity is Severity.WARNING
    assert reason in problem.message
    assert courier.problems() == ()
    courier._process.join(10)
    assert courier._process.exitcode


@pytest.mark.parametrize(
    ("address", "message", "hint"),
    [
        (
            "gs://me:secret@word@bucket/books?token=secret",
            "at gs://bucket/books is not used: a package for it is not installed",
            "pip install 'review-anthology[store]' gcsfs.",
        ),
        (
            "nothing://secret@bucket",
            "nothing://bucket is not used: there is no such kind of address",
            "docs/cluster.md",
        ),
    ],
)
def test_what_is_missing_is_named_and_no_secret(
    tmp_path: Path, address: str, message: str, hint: str
) -> None:
    courier = Courier(address, tmp_path)
    courier.fetch(NAMES)
    (problem,) = courier.problems()
    assert message in problem.message
    assert hint in problem.hint
    assert "secret" not in problem.message + problem.hint


def test_without_fsspec_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    monkeypatch.setitem(sys.modules, "fsspec.registry", None)
    with pytest.raises(ImportError) as raised:
        Store(ADDRESS, tmp_path)
    reason, hint = why(raised.value, ADDRESS)
    assert "not installed" in reason
    assert hint == "Install it: pip install 'review-anthology[store]'."


def test_what_a_store_says_is_not_repeated() -> None:
    reason, hint = why(OSError("https://bucket/?X-Signature=secret"), "s3://bucket")
    assert "secret" not in reason + hint
    assert "OSError" in reason


# ── books ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "book" / "manuscripts").mkdir(parents=True)
    for name in ("One", "Two"):
        text = f"---\ntitle: {name}\nreviewer: Ada Ferry\n---\nA review of rivers, {name}.\n"
        (tmp_path / "book" / "manuscripts" / f"{name}.md").write_text(text)
    (tmp_path / "book" / "anthology.toml").write_text('[book]\ntitle = "Rivers"\n')
    return tmp_path / "book"


def on_machine(name: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The books of a machine with a disk of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(project.parent / name))
    built = build(Order(project, force=True, jobs=1))
    assert not [p for p in built.problems if p.severity]
    return {path.name: path.read_bytes() for path in built.files}


@pytest.fixture
def typeset(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the sections that were not in the cache."""
    found: list[str] = []
    run = Typesetter.typeset

    def watched(self: Typesetter, sections: Any) -> Any:
        pending = run(self, sections)
        found.extend(self.uncached)
        return pending

    monkeypatch.setattr(Typesetter, "typeset", watched)
    return found


@pytest.mark.slow
def test_what_one_machine_has_typeset_another_need_not(
    project: Path, typeset: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = on_machine("alone", project, monkeypatch)
    shutil.rmtree(project / FOLDER)
    monkeypatch.setenv(SHARED, f"file://{project.parent}/bucket")
    first = on_machine("one", project, monkeypatch)
    typeset.clear()
    assert on_machine("two", project, monkeypatch) == first == alone
    assert typeset == []
    text = project / "manuscripts" / "One.md"
    text.write_text(text.read_text() + "\nAn edit.\n")
    edited = on_machine("three", project, monkeypatch)
    assert any("one" in name for name in typeset)
    assert not any("two" in name for name in typeset)
    assert edited != first
    assert not (project / FOLDER).exists()


@pytest.mark.slow
def test_a_store_out_of_reach_costs_one_message(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.parent / "file").write_bytes(b"")
    monkeypatch.setenv(SHARED, f"file://{project.parent}/file/bucket")
    monkeypatch.setenv("XDG_CACHE_HOME", str(project.parent / "one"))
    first = build(Order(project, jobs=1))
    (problem,) = (p for p in first.problems if p.severity)
    assert "the shared cache at file://" in problem.message
    assert first.files
    again = build(Order(project, jobs=1))
    assert not [p for p in again.problems if p.severity]


def test_where_nothing_is_new_no_process_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SHARED, f"file://{tmp_path}/bucket")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "one"))
    cache = of_project(tmp_path)
    assert cache.courier
    cache.put(NAMES[0], b"data")
    assert cache.get(NAMES[0]) == b"data"
    assert cache.courier._process is None
    assert cache.share() == ()
    assert cache.courier._process is not None
    monkeypatch.setattr(cache.courier, "send", lambda: pytest.fail("nothing is new"))
    assert cache.share() == ()


def test_a_workers_copy_asks_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SHARED, ADDRESS)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cache = of_project(tmp_path)
    assert cache.folder is not None
    assert cache.courier is courier_to(ADDRESS, cache.folder)
    copy = pickle.loads(pickle.dumps(cache))
    assert copy.courier is None
    assert copy.get(NAMES[0]) is None
    copy.put(NAMES[0], b"data")
    assert Unsent(cache.folder).taken() == (NAMES[0],)
