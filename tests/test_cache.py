"""The cache keeps, forgets the oldest, and survives damage and a second build."""

from __future__ import annotations

import dataclasses
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic_core import to_json

from anthology.cache import (
    FOLDER,
    MEGABYTE,
    SHARED,
    Cache,
    buckets,
    fingerprint,
    key,
    key_of,
    libraries,
    of_project,
)
from anthology.cache.buckets import Buckets
from anthology.epub import print_run


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_put_can_be_got(tmp_path: Path) -> None:
    name = key("a", b"b")
    Cache(tmp_path / "x").put(name, b"data")
    assert Cache(tmp_path / "x").get(name) == b"data"
    assert Cache(tmp_path / "x").get(key("b")) is None


def test_keys_tell_their_parts_apart() -> None:
    assert len({key("ab", "c"), key("a", "bc"), key("abc"), key("abc", ""), key(b"abcd")}) == 5
    assert key_of(iter(("ab", b"c"))) == key("ab", b"c")


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 100])
def test_a_damaged_entry_is_no_entry(tmp_path: Path, damage: bytes) -> None:
    cache, name = Cache(tmp_path), key("a")
    cache.put(name, b"data" * 20)
    (path,) = files(tmp_path)
    path.write_bytes(damage)
    assert cache.get(name) is None
    assert files(tmp_path) == []
    cache.put(name, b"again")
    assert cache.get(name) == b"again"


def test_an_entry_under_another_name_is_no_entry(tmp_path: Path) -> None:
    cache, name, other = Cache(tmp_path), key("a"), key("b")
    cache.put(name, b"of a")
    (path,) = files(tmp_path)
    moved = tmp_path / other[:1] / other[1:]
    moved.parent.mkdir(exist_ok=True)
    path.rename(moved)
    assert cache.get(other) is None
    assert files(tmp_path) == []


def test_every_cut_of_an_entry_is_noticed(tmp_path: Path) -> None:
    cache, name = Cache(tmp_path), key("a")
    cache.put(name, b"words")
    (path,) = files(tmp_path)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert cache.get(name) is None


def test_the_oldest_go_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, bound_mb=3.5)
    for number in range(4):
        cache.put(key(str(number)), bytes(MEGABYTE))
        os.utime(cache._path(key(str(number))), (number, number))  # type: ignore[arg-type]
    assert cache.get(key("0")) is not None  # used just now: 1 is the oldest
    (tmp_path / "aa").mkdir(exist_ok=True)
    (tmp_path / "aa" / "rest.part").write_bytes(b"left by a killed build")
    cache.trim()
    assert [cache.get(key(str(n))) is not None for n in range(4)] == [True, False, True, True]
    assert len(files(tmp_path)) == 3


def test_what_a_build_used_stays_for_the_next(tmp_path: Path) -> None:
    names = [key(str(number)) for number in range(4)]
    for name in names:
        Cache(tmp_path).put(name, bytes(MEGABYTE))
        os.utime(Cache(tmp_path)._path(name), (1, 1))  # type: ignore[arg-type]
    build = Cache(tmp_path, bound_mb=1.5)
    assert all(build.get_all(names[1:]))
    build.trim()
    assert build.get(names[0]) is None
    assert all(build.get_all(names[1:]))


def test_a_full_cache_has_space_for_the_next_builds(tmp_path: Path) -> None:
    cache, removed = Cache(tmp_path, bound_mb=10), []
    for number in range(30):
        cache.put(key(str(number)), bytes(MEGABYTE // 2))
        os.utime(cache._path(key(str(number))), (number, number))  # type: ignore[arg-type]
        before = len(files(tmp_path))
        cache.trim()
        removed.append(before - len(files(tmp_path)))
    assert sum(map(bool, removed)) <= sum(removed) / 2
    assert len(files(tmp_path)) > 16


def test_many_writers_of_one_entry(tmp_path: Path) -> None:
    name, cache = key("a"), Cache(tmp_path)
    data = [bytes([n]) * 300_000 for n in range(4)]
    with ThreadPoolExecutor(4) as threads:
        for _ in range(20):
            cache.clean()
            list(threads.map(lambda d: cache.put(name, d), data))
            assert cache.get(name) in data
    assert len(files(tmp_path)) == 1


def test_a_disk_that_refuses_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    cache = Cache(tmp_path / "file")
    cache.put(key("a"), b"data")
    assert cache.get(key("a")) is None
    cache.trim()


def test_clean_and_no_folder(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put(key("a"), b"data")
    cache.clean()
    assert not (tmp_path / "cache").exists()
    for nothing in (cache, Cache(None)):
        assert nothing.get(key("a")) is None
        nothing.trim()
        nothing.clean()


def test_machines_share_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SHARED, str(tmp_path / "drive"))
    monkeypatch.setattr(os, "getpid", lambda: 7)  # of two machines, both may have this number
    name = key("a")
    of_project(tmp_path / "one").put(name, b"data")
    assert of_project(tmp_path / "two").get(name) == b"data"
    (path,) = files(tmp_path / "drive")
    assert path.stat().st_mode & 0o444 == 0o444 & ~umask()
    monkeypatch.delenv(SHARED)
    assert of_project(tmp_path / "one").folder == tmp_path / "one" / FOLDER


def test_another_pango_is_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    here = fingerprint.__wrapped__()
    monkeypatch.setattr(libraries, "versions", lambda: "Pango 1.0, HarfBuzz 2.0")
    assert fingerprint.__wrapped__() != here


def test_each_project_keeps_its_own_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SHARED, str(tmp_path / "drive"))
    rivers, lakes = (of_project(tmp_path / name) for name in ("rivers", "lakes"))
    print_run.keep("the pages of rivers", rivers)
    assert print_run.last(lakes) == ""
    Buckets(rivers, "texts").write({key("a"): b"a text"}, before=())
    Buckets(lakes, "texts").write({}, before=(key("a"),))
    assert Buckets(of_project(tmp_path / "elsewhere" / "rivers"), "texts").read()
    assert print_run.last(of_project(tmp_path / "elsewhere" / "rivers")) == "the pages of rivers"


@dataclasses.dataclass(frozen=True)
class Text:
    words: str
    lines: dict[str, int]


def test_what_keeps_its_name_is_otherwise_as_it_was() -> None:
    text, same = Text("a", {"b": 1}), Text("a", {"b": 1})
    assert buckets.named_once(text) == buckets.named_once(text) == buckets.named(same)
    assert text == same
    assert repr(text) == repr(same)
    assert to_json(text) == to_json(same)
    for other in (dataclasses.replace(text, words="b"), dataclasses.replace(text, lines={})):
        assert buckets.named_once(other) == buckets.named(other) != buckets.named(text)
    assert buckets.named_once(Text("\udcff", {})) == ""  # not Unicode


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_drive_that_is_gone_costs_nothing_but_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv(SHARED, str(tmp_path / "file" / "drive"))
    cache = of_project(tmp_path)
    cache.put(key("a"), b"data")
    cache.trim()
    assert cache.get(key("a")) is None
