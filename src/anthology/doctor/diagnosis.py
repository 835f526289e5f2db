"""What is there on this machine and what is missing, thing by thing."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import anthology
from anthology import config, style
from anthology.check.epub.tools import installed
from anthology.config import Settings
from anthology.doctor import needs
from anthology.doctor.needs import Need
from anthology.pdf.engine.version import VERSIONS
from anthology.report import Refused, counted

SECONDS = 120.0  # for a test page; it takes one
PACKAGE = Path(anthology.__file__).parent


class State(StrEnum):
    """How a need is met."""

    OK = "ok"
    MISSING = "missing"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """A need, and what was found: a version, a path, or what is wrong."""

    need: Need
    state: State
    detail: str = ""

    def as_json(self) -> dict[str, object]:
        """The finding as `--json` prints it."""
        return {
            "name": self.need.name,
            "state": self.state.value,
            "detail": self.detail,
            "purpose": self.need.purpose,
            "required": self.need.required,
            "install": {} if self.state is State.OK else dict(self.need.install),
        }


@dataclass(frozen=True)
class Diagnosis:
    """All findings about a machine and a project."""

    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What keeps a book from being built."""
        return tuple(f for f in self.findings if f.need.required and f.state is not State.OK)

    def as_json(self) -> dict[str, object]:
        """The diagnosis as `--json` prints it."""
        return {
            "can_build": not self.faults,
            "system": needs.this_system(),
            "findings": [finding.as_json() for finding in self.findings],
        }


def diagnose(root: Path) -> Diagnosis:
    """What this machine and the project in `root` have, and what is missing."""
    python = f"{platform.python_version()}, {sys.executable}"
    return Diagnosis(
        (
            Finding(needs.PYTHON, State.OK, python),
            Finding(needs.ANTHOLOGY, State.OK, f"{anthology.__version__}, {PACKAGE}"),
            *(_pinned(name, wanted) for name, wanted in VERSIONS.items()),
            *_engine(),
            *_project(root),
            _folder(root),
            *_tools(),
        )
    )


def _pinned(distribution: str, wanted: str) -> Finding:
    """A package whose inside we know, and know in one version only."""
    need = needs.pinned(distribution, wanted)
    try:
        found = version(distribution)
    except PackageNotFoundError:
        return Finding(need, State.MISSING)
    if found != wanted:
        detail = f"{found} is installed, but this version of Anthology needs {wanted}"
        return Finding(need, State.WRONG, detail)
    return Finding(need, State.OK, found)


def _engine() -> Iterator[Finding]:
    """The libraries and a page set with them, tried in another process."""
    report = _probe()
    for need in needs.LIBRARIES.values():
        library = report["libraries"].get(need.name, {})
        if "missing" in library:
            yield Finding(need, State.MISSING, library["missing"])
        elif library:
            yield Finding(need, State.OK, library["version"])
    page = report["page"]
    yield Finding(needs.ENGINE, State.WRONG if page else State.OK, page)


def _probe() -> dict[str, Any]:
    paths = filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH")))
    try:
        done = subprocess.run(
            # -P: nothing is imported from the folder we are in, which may be a stranger's.
            [sys.executable, "-P", "-m", "anthology.doctor.probe"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except subprocess.TimeoutExpired:
        return {"libraries": {}, "page": f"it took longer than {SECONDS:.0f} seconds"}
    except (IndexError, ValueError):
        last = done.stderr.strip().rpartition("\n")[2]
        page = f"its process ended with code {done.returncode} {last}".rstrip()
        return {"libraries": {}, "page": page}
    return report


def _project(root: Path) -> Iterator[Finding]:
    """The settings, and the fonts of the style that they name."""
    settings = Settings()
    try:
        settings, _ = config.read(root)
    except Refused as refused:
        mistakes = counted(len(refused.problems), "mistake")
        detail = f"{mistakes}, which `anthology build` reports"
        yield Finding(needs.SETTINGS, State.WRONG, detail)
    try:
        look = style.load(settings.style.name, root)
    except Refused as refused:
        yield Finding(needs.FONTS, State.WRONG, refused.problems[0].message)
    else:
        detail = f"{counted(len(look.fonts), 'font')} of “{look.name}”"
        yield Finding(needs.FONTS, State.OK, detail)


def _folder(root: Path) -> Finding:
    """Whether files can be written into the project, and into what is there of its folders."""
    for folder in (
        root,
        *(path for path in (root / "books", root / ".anthology") if path.exists()),
    ):
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as fault:
            reason = (fault.strerror or str(fault)).lower()
            return Finding(needs.FOLDER, State.WRONG, f"{folder}: {reason}")
    return Finding(needs.FOLDER, State.OK, str(root.resolve()))


def _tools() -> Iterator[Finding]:
    """The useful programs on PATH; EPUBCheck and Ace wherever `anthology check` finds them."""
    checkers = installed()
    own = {"EPUBCheck": checkers.epubcheck, "Ace": checkers.ace}
    for need in needs.TOOLS:
        found = " ".join(own.get(need.name, ())) or next(
            filter(None, map(shutil.which, need.commands)), ""
        )
        yield Finding(need, State.OK if found else State.MISSING, found)
