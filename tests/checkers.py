"""Java programs that check one file after the other: a JVM is slow in its first seconds only."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from threading import Timer

from anthology.check.epub.tools import FRUGAL

SOURCES = Path(__file__).with_name("tools")
PATIENCE = 600  # seconds that an answer may take


class Checker:
    """A program of tests/tools that runs until the tests end."""

    def __init__(self, java: str, name: str, jar: Path) -> None:
        self._said = tempfile.TemporaryFile("w+")  # noqa: SIM115  as long as the program
        self._process = subprocess.Popen(
            (java, *FRUGAL.split(), "-cp", jar, SOURCES / f"{name}.java"),
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
