"""The process in which proofs are made: it may die or be killed, and another takes its place.

The parent asks by a pipe, one thing at a time. A sheet or a font that was sent before is not
sent again: of a book of a thousand reviews, one edit sends one section.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import Any

from anthology.pdf.span import Span
from anthology.pool import Pool
from anthology.pool.life import INTERRUPTS, be_silent, begin
from anthology.pool.stack import with_room
from anthology.preview.looks import Look
from anthology.preview.proof import CoverSheet, Failed, Proof, Saved, Sheet
from anthology.report import NOWHERE, error

DIED = error(
    NOWHERE,
    "the program that typesets the preview ended unexpectedly",
    "It is started again with the next change; `anthology build` shows what is wrong.",
)

REST = 0.5  # seconds after a proof before its garbage is collected, if nobody asks for another
MANY = 4  # proofs after which it is collected in any case
PATIENCE = 5  # seconds that it has to end in


@dataclass(frozen=True)
class Sent:
    """A proof on its way, without what was sent before.

    Of a sheet that stayed the same it has the section's name, and where that lies now if it
    has moved.
    """

    proof: Proof  # its fonts are new ones
    sheets: tuple[str | tuple[str, Span] | Sheet, ...]
    fonts: tuple[str, ...]


class Child:
    """The process, started when it is first asked. Only one thread asks at a time."""

    def __init__(self, root: Path, volume: str = "") -> None:
        self.root, self.volume = root, volume
        self._lock = Lock()
        self._closed = False
        self._process: Any = None
        self._pipe: Connection | None = None
        self._sheets: dict[str, Sheet] = {}
        self._fonts: dict[str, bytes] = {}

    def proof(self, tell: Callable[[str], None]) -> Proof | Failed:
        """The project as it is now. `tell` is called with what is being done."""
        answer = self._ask(("proof", None), tell)
        if not isinstance(answer, Sent):
            return answer if isinstance(answer, Failed) else Failed((DIED,))
        sheets = list(map(self._received, answer.sheets))
        self._sheets = {sheet.section.span.id: sheet for sheet in sheets}
        fonts = {**self._fonts, **answer.proof.fonts}
        self._fonts = {name: fonts[name] for name in answer.fonts}
        return replace(answer.proof, sheets=tuple(sheets), fonts=self._fonts)

    def _received(self, sent: str | tuple[str, Span] | Sheet) -> Sheet:
        if isinstance(sent, Sheet):
            return sent
        if isinstance(sent, str):
            return self._sheets[sent]
        name, span = sent
        known = self._sheets[name]
        return replace(known, section=replace(known.section, span=span))

    def ebook(self) -> bytes | Failed:
        """The EPUB of the last proof."""
        answer = self._ask(("ebook", None), lambda _: None)
        return answer if isinstance(answer, bytes | Failed) else Failed((DIED,))

    def cover(self) -> CoverSheet | Failed:
        """The printed cover of the last proof."""
        answer = self._ask(("cover", None), lambda _: None)
        return answer if isinstance(answer, CoverSheet | Failed) else Failed((DIED,))

    def sample(self, look: Look) -> Proof | Failed:
        """A few reviews of the last proof's book in another style or layout."""
        answer = self._ask(("sample", look), lambda _: None)
        return answer if isinstance(answer, Proof | Failed) else Failed((DIED,))

    def build(self, editions: tuple[str, ...], tell: Callable[[str], None]) -> Saved | Failed:
        """The books, built and saved. Editions: none for those that are built by default."""
        answer = self._ask(("build", editions), tell)
        return answer if isinstance(answer, Saved | Failed) else Failed((DIED,))

    def close(self) -> None:
        """End the process, and with it its workers, for good."""
        self._closed = True
        self._end()

    def _end(self) -> None:
        """End the process; two threads may come to it at once."""
        process, self._process = self._process, None
        pipe, self._pipe = self._pipe, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.terminate()
            process.join(PATIENCE)
            process.kill()
            process.join()

    def _ask(self, what: tuple[str, Any], tell: Callable[[str], None]) -> object:
        with self._lock:
            if self._closed:
                return None
            try:
                pipe = self._pipe or self._start()
                pipe.send(what)
                while isinstance(answer := pipe.recv(), str):
                    tell(answer)
            except (EOFError, OSError):
                self._end()
                self._sheets, self._fonts = {}, {}
                return None
            return answer

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        arguments = (theirs, self.root, self.volume)
        process = context.Process(target=_serve, args=arguments)
        begin(process)  # before another thread may end it
        self._process = process
        theirs.close()
        return self._pipe


def _serve(pipe: Connection, root: Path, volume: str) -> None:
    """Answer until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the parent, which ends us
    signal.signal(signal.SIGTERM, _end_in_silence)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, INTERRUPTS)  # they were held back until here
    with suppress(EOFError, OSError):
        with_room(_answer, pipe, root, volume)


def _end_in_silence(*_: object) -> None:
    """End. A library in C may meet this in the midst of its import, and complain of it."""
    be_silent()
    raise SystemExit(0)


def _answer(pipe: Connection, root: Path, volume: str) -> None:
    from anthology.preview.proving import Proving  # noqa: PLC0415  large

    with Pool() as pool:
        proving, sent, proofs = Proving(root, volume, pool), _Sender(), 0
        while True:
            what, more = pipe.recv()
            if what == "ebook":
                pipe.send(proving.ebook())
            elif what == "cover":
                pipe.send(proving.cover())
            elif what == "sample":
                pipe.send(proving.sample(more))
            elif what == "build":
                pipe.send(proving.build(more, pipe.send))
            else:
                gc.disable()  # a tenth of a proof's time
                proof = proving.proof(pipe.send)
                pipe.send(proof if isinstance(proof, Failed) else sent.only_new(proof))
                del proof
                gc.enable()
                proofs += 1
                if not pipe.poll(REST) or proofs % MANY == 0:  # the browser needs the processor now
                    gc.collect()


@dataclass
class _Sender:
    """Knows what the parent has."""

    sheets: dict[str, Sheet] = field(default_factory=dict)  # by the names of their sections
    fonts: set[str] = field(default_factory=set)

    def only_new(self, proof: Proof) -> Sent:
        sheets = tuple(map(self._only_new, proof.sheets))
        fonts = _without(proof.fonts, self.fonts)
        self.sheets = {sheet.section.span.id: sheet for sheet in proof.sheets}
        self.fonts = {*proof.fonts}
        return Sent(replace(proof, sheets=(), fonts=fonts), sheets, tuple(proof.fonts))

    def _only_new(self, sheet: Sheet) -> str | tuple[str, Span] | Sheet:
        span = sheet.section.span
        known = self.sheets.get(span.id)
        if known is None or (known.key, known.layout) != (sheet.key, sheet.layout):
            return sheet
        return span.id if known.section.span == span else (span.id, span)


def _without(files: Mapping[str, bytes], names: Iterable[str]) -> dict[str, bytes]:
    return {name: files[name] for name in files.keys() - names}
