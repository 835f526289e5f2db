"""The courier carries entries between the cache of this machine and a store that machines share.

It is a process of its own: a store that never answers is left by ending it, what fsspec imports
does not slow us down, and none of its threads is in this process, so that forking stays safe. It is
asked for one thing at a time; what it has fetched lies in the cache's folder then.
"""

from __future__ import annotations

import multiprocessing
import re
from collections.abc import Callable, Sequence
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from anthology.cache.store import CHUNK, serve
from anthology.pool.life import begin
from anthology.report import NOWHERE, Problem, warning

PATIENCE = 30.0  # seconds in which the store must answer
SLOW = "it did not answer for {:g} seconds"
ENDED = "the process that reads it ended"
HINT = "The books are the same. “An object store” in docs/cluster.md says what it needs."


@cache
def courier_to(address: str, folder: Path) -> Courier:
    """The one courier between a store and a folder: once it has given up, nobody asks again."""
    return Courier(address, folder)


class Courier:
    """A process that fetches and sends, started when it is first asked."""

    def __init__(
        self,
        address: str,
        folder: Path,
        work: Callable[[Connection, str, Path], None] = serve,
        patience: float = PATIENCE,
    ) -> None:
        self.address, self.folder = address, folder
        self._work, self._patience = work, patience
        self._sought: set[str] = set()  # names of entries; what came lies in the folder
        self._process: Any = None
        self._pipe: Connection | None = None
        self._lost = False
        self._problems: tuple[Problem, ...] = ()

    def fetch(self, names: Sequence[str]) -> None:
        """Bring the entries that the store has of these into the folder."""
        new = [name for name in names if name not in self._sought]
        self._sought.update(new)
        for first in range(0, len(new), CHUNK):
            self._ask(new[first : first + CHUNK])

    def send(self) -> None:
        """Carry all entries that are new in the folder to the store."""
        while self._ask(None):
            pass

    def problems(self) -> tuple[Problem, ...]:
        """Why the store is not used any more; it is said once."""
        found, self._problems = self._problems, ()
        return found

    def _ask(self, names: Sequence[str] | None) -> bool:
        """Whether there is more to send. A store that cannot answer is left."""
        if self._lost:
            return False
        try:
            pipe = self._pipe or self._start()
            pipe.send(names)
            slow = SLOW.format(self._patience), HINT
            answer = pipe.recv() if pipe.poll(self._patience) else slow
        except (EOFError, OSError, AssertionError):  # a daemon may not start a process
            answer = ENDED, HINT
        if isinstance(answer, tuple):
            self._leave(*answer)
            return False
        return bool(answer)

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")  # which shares neither locks nor handles
        self._pipe, theirs = context.Pipe()
        arguments = (theirs, self.address, self.folder)
        self._process = context.Process(target=self._work, args=arguments, daemon=True)
        begin(self._process)
        theirs.close()
        return self._pipe

    def _leave(self, reason: str, hint: str) -> None:
        self._lost = True
        if self._process is not None:
            self._process.kill()
        message = f"the shared cache at {shown(self.address)} is not used: {reason}"
        self._problems = (warning(NOWHERE, message, hint or HINT),)


def shown(address: str) -> str:
    """An address without what may be secret in it: names, passwords and what follows a path."""
    return re.sub(r"//.*@", "//", re.sub(r"[?#].*", "", address, flags=re.DOTALL))
