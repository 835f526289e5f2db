"""The proof of now: made anew when a file of the project changes, and who wants to know of it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from anyio.to_thread import run_sync
from watchfiles import awatch

from anthology.cache import FOLDER as CACHE
from anthology.preview.child import Child
from anthology.preview.ebook import EBook
from anthology.preview.looks import Look
from anthology.preview.proof import Change, CoverSheet, Failed, Proof, Saved
from anthology.preview.writing.texts import Door
from anthology.report import NOWHERE, Problem, error
from anthology.save import FOLDER as BOOKS

QUIET = 8  # ms without a further change before a proof is made: a program writes in pieces
LONGEST = 400  # ms that changes are gathered at most, while there are more and more of them
RECENT = 4
AWAY = 1.0  # seconds between looks for a folder that was renamed or is not mounted
OURS = {CACHE, BOOKS, ".git", "__pycache__", "node_modules"}
GONE = error(
    NOWHERE,
    "the project's folder is gone",
    "The last pages stay; when the folder is back under its name, the preview goes on.",
)


@dataclass(frozen=True)
class Event:
    """Something that a browser is told: its name, and what there is to know."""

    name: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Live:
    """A project that is watched. Read `proof` and `problems`; `events` says when to."""

    root: Path
    child: Child
    number: int = 0  # of the proof: grows with each
    proof: Proof | None = None
    problems: tuple[Problem, ...] = ()
    # The last proofs: a browser may ask for pages of one that has just been replaced.
    recent: deque[Proof] = field(default_factory=lambda: deque(maxlen=RECENT))
    _ebook: tuple[int, EBook | Failed] | None = None
    _cover: tuple[int, CoverSheet | Failed] | None = None
    _listeners: set[asyncio.Queue[Event]] = field(default_factory=set)
    _making: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def door(self) -> Door:
        """To the texts of the project, among them the manuscripts that lie elsewhere in it."""
        paths = {entry.place.path for entry in self.proof.contents} if self.proof else set()
        return Door(self.root, frozenset(paths - {""}))

    async def run(self) -> None:
        """Make proofs for ever; ends when it is cancelled."""
        while True:
            await self.refresh()
            try:
                async for _ in awatch(self.root, watch_filter=_ours(self.root), **TIMES):
                    if not self.root.exists():
                        break
                    await self.refresh()
            except FileNotFoundError:
                pass
            await self._wait_for_the_folder()

    async def refresh(self) -> None:
        """Make the proof of now, and tell everybody."""
        async with self._making:
            result = await run_sync(self.child.proof, self._teller())
        before, self.problems = self.proof, result.problems
        news: dict[str, Any] = {"after": self.number, "failed": isinstance(result, Failed)}
        if isinstance(result, Proof):
            self.proof = result
            self.recent.append(result)
            news["change"] = Change.between(before, result) if before else None
        self.number += 1
        self.tell(Event("proof", {"number": self.number, **news}))

    async def ebook(self) -> EBook | Failed:
        """The e-book of the last proof, made when it is first asked for."""
        async with self._making:
            if self._ebook is None or self._ebook[0] != self.number:
                data = await run_sync(self.child.ebook)
                book = data if isinstance(data, Failed) else await run_sync(EBook.opened, data)
                self._ebook = (self.number, book)
            return self._ebook[1]

    async def cover(self) -> CoverSheet | Failed:
        """The printed cover of the last proof, made when it is first asked for."""
        async with self._making:
            if self._cover is None or self._cover[0] != self.number:
                self._cover = (self.number, await run_sync(self.child.cover))
            return self._cover[1]

    async def sample(self, look: Look) -> Proof | Failed:
        """A few reviews of the last proof in another style or layout."""
        async with self._making:
            return await run_sync(self.child.sample, look)

    async def build(self, editions: tuple[str, ...]) -> Saved | Failed:
        """The books, built and saved, with progress for everybody."""
        async with self._making:
            return await run_sync(self.child.build, editions, self._teller())

    def _teller(self) -> Callable[[str], None]:
        """What another thread calls with each step."""
        loop = asyncio.get_running_loop()

        def tell(step: str) -> None:
            loop.call_soon_threadsafe(self.tell, Event("step", {"step": step}))

        return tell

    def tell(self, event: Event) -> None:
        """Tell every browser."""
        for queue in self._listeners:
            if queue.qsize() < MANY:  # one that is asleep reads the state when it wakes
                queue.put_nowait(event)

    async def events(self) -> AsyncIterator[Event]:
        """What happens from now on."""
        queue: asyncio.Queue[Event] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield Event("proof", {"number": self.number, "failed": False})
            while True:
                yield await queue.get()
        finally:
            self._listeners.discard(queue)

    async def _wait_for_the_folder(self) -> None:
        if not self.root.exists():
            self.problems = (GONE,)
            self.number += 1
            self.tell(Event("proof", {"number": self.number, "failed": True}))
        while not self.root.exists():
            await asyncio.sleep(AWAY)


MANY = 64  # events that wait for one browser
TIMES: dict[str, Any] = {"debounce": LONGEST, "step": QUIET, "raise_interrupt": False}


def _ours(root: Path) -> Any:
    """Whether a change of a file can change the book: not those that we write ourselves."""

    def wanted(_: object, path: str) -> bool:
        try:
            inside = Path(path).relative_to(root).parts
        except ValueError:
            return False
        return not OURS.intersection(inside[:-1]) and inside[-1:] not in {(n,) for n in OURS}

    return wanted
