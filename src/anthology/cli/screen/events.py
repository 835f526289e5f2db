"""Events of a build for the program that runs it: JSON objects, one a line, as they happen.

    {"event": "step", "volume": "", "step": "pages:print", "done": 4, "of": 17}
    {"event": "problem", "volume": "", "severity": "warning", "path": "a.md", "line": 3, ...}
    {"event": "file", "volume": "", "path": "books/rivers.epub", "bytes": 441210, "pages": null}
    {"event": "end", "volume": "", "exit": 0, "draft": false}

`volume` is "" for the book of the whole project. New keys and events may be added.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anthology.cli.screen.streams import reader_may_leave
from anthology.report import Problem

if TYPE_CHECKING:
    from anthology.build import Built


@dataclass(frozen=True)
class Events:
    """The events of one book."""

    volume: str

    def step(self, step: str, done: int, of: int) -> None:
        """A step of the plan has ended."""
        self._emit("step", step=step, done=done, of=of)

    def problems(self, problems: Iterable[Problem]) -> None:
        """What was found, each by itself."""
        for problem in problems:
            self._emit("problem", **problem.as_json())

    def saved(self, built: Built) -> None:
        """The files that were written."""
        for path, size in built.files.items():
            self._emit("file", path=str(path), bytes=size, pages=built.pages.get(path.name))

    def end(self, code: int, *, draft: bool = False) -> None:
        """The build has ended with this exit code."""
        self._emit("end", exit=code, draft=draft)

    def _emit(self, event: str, **values: object) -> None:
        line = json.dumps({"event": event, "volume": self.volume, **values}, ensure_ascii=True)
        with reader_may_leave(sys.stdout):
            print(line, flush=True)
