"""Programs that check one file after the other: JVMs and browsers are slow at first."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from threading import Timer

from anthology.check.epub.tools import FRUGAL

SOURCES = Path(__file__).with_name("tools")
PATIENCE = 600  # seconds that an answer may take


def of_java(java: str, name: str, jar: Path) -> Sequence[str | Path]:
    """The command of a program of Java."""
    return java, *FRUGAL.split(), "-cp", jar, SOURCES / f"{name}.java"


class Checker:
    """A program of tests/tools that runs until the tests end."""

    def __init__(self, *command: str | Path, **environment: str) -> None:
        self._said = tempfile.TemporaryFile("w+")  # noqa: SIM115  as long as the program
        self._process = subprocess.Popen(
            [str(part) for part in command],
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
        )

    def ask(self, *words: str | Path) -> Sequence[str]:
        """The lines of its answer; raises AssertionError with what it said if it died."""
        assert self._process.stdin
        assert self._process.stdout
        limit = Timer(PATIENCE, self._process.kill)
        limit.start()
        try:
            print(*words, sep="\t", file=self._process.stdin, flush=True)
            lines: list[str] = []
            for line in self._process.stdout:
                if line == "end\n":
                    return lines
                lines.append(line.removesuffix("\n"))
        finally:
            limit.cancel()
        self._said.seek(0)
        raise AssertionError(f"the checker ended: {self._said.read()}")

    def end(self) -> None:
        """Let it end, as it does without more to read."""
        self._process.communicate()
        self._said.close()
