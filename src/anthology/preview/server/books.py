"""The books on the disk: built, checked, and gathered for a press."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from anthology.preview.live import Live
from anthology.preview.proof import Saved
from anthology.preview.server.requests import Handler, body, listed
from anthology.save import FOLDER
from anthology.save.record import recorded

KINDS = (".epub", ".pdf")
CHECK = ("-m", "anthology", "check", "--json")


@dataclass(frozen=True)
class Books:
    """The handlers of what is done with finished books."""

    live: Live

    @property
    def get(self) -> list[tuple[str, Handler]]:
        """The addresses that are read."""
        return [("/books", self.books)]

    @property
    def post(self) -> list[tuple[str, Handler]]:
        """The addresses that do something."""
        return [("/build", self.build), ("/check", self.check)]

    async def books(self, _: Request) -> Response:
        """The files that builds have saved, with their sizes in bytes."""
        found = await run_sync(self._files)
        files = [(name, file.stat().st_size) for name, file in found]
        return JSONResponse({"folder": str(self.live.root / FOLDER), "files": files})

    async def build(self, request: Request) -> Response:
        """Build the books: what was saved, or why not."""
        given = await body(request)
        editions = tuple(map(str, listed(given.get("editions", []))))
        result = await self.live.build(editions)
        problems = [problem.as_json() for problem in result.problems]
        saved = result.files if isinstance(result, Saved) else ()
        return JSONResponse({"files": saved, "problems": problems})

    async def check(self, request: Request) -> Response:
        """What `anthology check` says of the saved books, for the press of {press} if there is one.

        It runs in a process of its own, beside the next proof.
        """
        given = await body(request)
        names = {name: file for name, file in await run_sync(self._files) if file.suffix in KINDS}
        press = str(given.get("press", ""))
        words = [*map(str, names.values()), *([f"--press={press}"] if press else [])]
        found = await _checked(words) if names else {"problems": []}
        root = f"{self.live.root}/"
        problems = [{**p, "path": p["path"].removeprefix(root)} for p in found["problems"]]
        return JSONResponse({"files": list(names), "problems": problems})

    def _files(self) -> list[tuple[str, Path]]:
        """What builds have saved, by its path in the project."""
        folder = self.live.root / FOLDER
        folders = [folder, *sorted(path for path in folder.glob("*") if path.is_dir())]
        files = (each / name for each in folders for name in sorted(recorded(each) or ()))
        return [(str(f.relative_to(self.live.root)), f) for f in files if f.is_file()]


async def _checked(words: list[str]) -> Any:
    """What the command prints."""
    running = await asyncio.create_subprocess_exec(
        sys.executable, *CHECK, *words, stdout=PIPE, stderr=DEVNULL
    )
    try:
        output, _ = await running.communicate()
        return json.loads(output)
    finally:
        if running.returncode is None:
            running.kill()
            await running.wait()
