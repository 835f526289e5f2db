"""A preview outlives what happens to its project, its processes and its port."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from project import preview, project, text

pytestmark = pytest.mark.slow
PATIENCE = 90  # seconds: the machine may be busy; nothing here measures time


class Asker:
    """Asks a preview as its page does."""

    def __init__(self, address: str, process: subprocess.Popen[str]) -> None:
        parts = urlsplit(address)
        self.token, self.process = parts.path.strip("/"), process
        self.host = parts.netloc

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """The status and the body of an answer."""
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def post(self, path: str, body: str) -> int:
        """The status of the answer to something that is sent."""
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        headers = {"Origin": f"http://{self.host}", "Content-Type": "application/json"}
        try:
            connection.request("POST", f"/{self.token}/{path}", body, headers)
            return connection.getresponse().status
        finally:
            connection.close()

    def state(self) -> dict[str, Any]:
        """The state of now."""
        status, body = self.get(f"/{self.token}/state")
        assert status == 200
        found: dict[str, Any] = json.loads(body)
        return found

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The state as soon as it is as wanted."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            state = self.state()
            if wanted(state):
                return state
            time.sleep(0.05)
        raise AssertionError(state)

    def newer_than(self, number: int) -> dict[str, Any]:
        """The state of a later proof."""
        return self.until(lambda state: state["number"] > number)

    def titles(self) -> list[str]:
        """The titles in the contents."""
        return [entry["title"] for entry in self.state()["book"]["contents"]]


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    return project(tmp_path / "book", reviews=3)


@pytest.fixture(name="asker")
def _asker(root: Path) -> Iterator[Asker]:
    with preview(root) as (address, process):
        asker = Asker(address, process)
        asker.until(lambda state: state["book"] is not None)
        yield asker


def retitle(file: Path, title: str) -> None:
    file.write_text(f"---\ntitle: {title}\n---\n\nA text.\n")


def test_a_folder_that_is_renamed_and_comes_back(asker: Asker, root: Path) -> None:
    away = root.rename(root.with_name("elsewhere"))
    state = asker.until(lambda s: "is gone" in str(s["problems"]))
    assert state["book"]["title"] == "Six Ferries"
    away.rename(root)
    asker.until(lambda s: not s["problems"])
    retitle(root / "manuscripts" / "01.md", "Back Again")
    asker.until(lambda s: "Back Again" in str(s["book"]["contents"]))


def test_many_files_at_once_are_few_proofs(asker: Asker, root: Path) -> None:
    before = asker.state()["number"]
    for number in range(100, 300):
        (root / "manuscripts" / f"{number}.md").write_text(f"# Piece {number}\n\nText.\n")
    asker.until(lambda s: "Piece 299" in str(s["book"]["contents"]))
    assert asker.state()["number"] - before <= 12
    for number in range(100, 300):
        (root / "manuscripts" / f"{number}.md").unlink()
    asker.until(lambda s: "Piece" not in str(s["book"]["contents"]))


def test_a_file_that_is_half_written(asker: Asker, root: Path) -> None:
    file = root / "manuscripts" / "02.md"
    whole = file.read_bytes()
    with file.open("wb") as slowly:
        for start in range(0, len(whole), 200):
            slowly.write(whole[start : start + 200])
            slowly.flush()
            time.sleep(0.03)
    asker.until(lambda s: not s["problems"] and "Ferry 2" in str(s["book"]["contents"]))
    file.write_bytes(b"---\ntitle: [\n")
    state = asker.until(lambda s: bool(s["problems"]))
    assert "Ferry 2" in str(state["book"]["contents"])  # the last good pages
    file.write_bytes(whole)
    asker.until(lambda s: not s["problems"])


def test_a_process_that_is_killed_is_replaced(asker: Asker, root: Path) -> None:
    found = subprocess.run(
        ["pgrep", "-P", str(asker.process.pid), "-f", "spawn_main"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    os.kill(int(found.stdout.split()[0]), signal.SIGKILL)
    retitle(root / "manuscripts" / "01.md", "After the Fall")
    state = asker.until(lambda s: s["number"] > 1 and bool(s["problems"]))
    assert "ended unexpectedly" in str(state["problems"])
    retitle(root / "manuscripts" / "01.md", "Risen")
    asker.until(lambda s: "Risen" in str(s["book"]["contents"]) and not s["problems"])


def test_two_previews_of_one_project(asker: Asker, root: Path) -> None:
    with preview(root) as (address, process):
        other = Asker(address, process)
        other.until(lambda s: s["book"] is not None)
        assert other.host != asker.host
        assert other.get(f"/{asker.token}/state")[0] == 404
        retitle(root / "manuscripts" / "01.md", "Both of Us")
        for each in (asker, other):
            each.until(lambda s: "Both of Us" in str(s["book"]["contents"]))


def test_nonsense_by_the_thousand(asker: Asker) -> None:
    chance = random.Random(4)
    kinds = ("page", "area", "book", "text", "find", "place", "search", "site", "..", "%2e%2e", "")
    for _ in range(1000):
        noise = "".join(chance.choices("abc/.?=&%0:;-~+*", k=chance.randrange(20)))
        path = f"/{asker.token}/{chance.choice(kinds)}/{noise}"
        status, body = asker.get(path.replace(" ", ""))
        assert status in {200, 400, 404, 405, 409}, (path, status)
        assert b"Traceback" not in body
    for _ in range(300):
        assert asker.get(f"/{chance.randrange(10**9)}/state")[0] == 404
    assert asker.titles()


def test_nonsense_that_is_sent(asker: Asker) -> None:
    for path, sent in {
        "text": "[" * 200_000,
        "build": '{"editions": 5}',
        "place-in-ebook": '{"section": "x", "word": 1e9999}',
        "open": '{"path": "manuscripts/01.md", "line": []}',
        "settings": '{"changes": [{"table": "book"}]}',
        "restore": '{"undo": [{"path": "a", "before": {}, "after": null}]}',
        "settle": '{"path": "manuscripts/01.md", "copy": "manuscripts/02.md", "whose": "mine"}',
        "check": "7",
    }.items():
        assert asker.post(path, sent) in {400, 404, 409}, path


def test_no_file_outside_is_served(asker: Asker, root: Path) -> None:
    (root.parent / "secret.md").write_text("secret words")
    (root / "manuscripts" / "link.md").symlink_to(root.parent / "secret.md")
    for path in (
        "../secret.md",
        "manuscripts/link.md",
        "/etc/passwd",
        "manuscripts/../../secret.md",
    ):
        for kind in (f"text?path={path}", f"book/{path}", path):
            assert b"secret words" not in asker.get(f"/{asker.token}/{kind}")[1]
            assert b"root:" not in asker.get(f"/{asker.token}/{kind}")[1]


def test_memory_stays_as_it_is(asker: Asker, root: Path) -> None:
    """It may rise once, by what one proof needs for a moment; what leaks, leaks with each edit."""

    def resident() -> int:
        family = subprocess.run(
            ["ps", "-o", "rss=", "--ppid", str(asker.process.pid), "-p", str(asker.process.pid)],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return sum(map(int, family.stdout.split()))

    def edits(count: int) -> None:
        for number in range(count):
            words = text(1) + f"\nEdit {number} of {count}.\n"
            before = asker.state()["number"]
            (root / "manuscripts" / "01.md").write_text(words)
            sheets = asker.newer_than(before)["book"]["sheets"]
            sheet = next(sheet for sheet in sheets if len(sheet["folios"]) > 1)
            assert asker.get(f"/{asker.token}/page/{sheet['key']}/0?scale=1")[0] == 200

    found = []
    for _ in range(3):
        edits(40)
        found.append(resident())
    risen = [after - before for before, after in pairwise(found)]
    assert min(risen) < 15_000  # kB
    assert max(risen) < 100_000


@pytest.mark.parametrize("moment", [0.4, 0.9, 1.4, 2.0, 3.0, 4.5])
def test_ctrl_c_ends_all_processes_without_a_traceback(root: Path, moment: float) -> None:
    """A terminal interrupts every process of its group at once, whatever each is about."""
    command = [sys.executable, "-m", "anthology", "preview", str(root), "--no-open"]
    running = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    time.sleep(moment)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=PATIENCE)  # ends when the last process closes it
    assert "Traceback" not in said
    assert running.returncode in {0, 130, -signal.SIGINT}  # the last while Python starts
