"""What a browser may change: texts, headers and settings, and the books on the disk."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from anthology.preview import forms, headers
from anthology.preview.live import Live
from anthology.preview.proof import Saved
from anthology.preview.server.requests import Handler, Nonsense, body
from anthology.preview.texts import SETTINGS, Door, Text


@dataclass(frozen=True)
class Edits:
    """The handlers of everything that writes, and of what is read to be written."""

    live: Live

    @property
    def get(self) -> list[tuple[str, Handler]]:
        """The addresses that are read."""
        return [("/text", self.text), ("/header", self.header), ("/settings", self.settings)]

    @property
    def post(self) -> list[tuple[str, Handler]]:
        """The addresses that are written to."""
        return [
            ("/text", self.write),
            ("/headers", self.set_headers),
            ("/settings", self.set),
            ("/build", self.build),
        ]

    @property
    def door(self) -> Door:
        """To the texts of the project."""
        return self.live.door

    async def text(self, request: Request) -> Response:
        """The text of a manuscript, or of the settings: ?path=."""
        path = request.query_params.get("path", "")
        return JSONResponse(asdict(await run_sync(self.door.read, path)))

    async def write(self, request: Request) -> Response:
        """Write a text over the one that was read."""
        given = await body(request)
        path, text, seen = (str(given.get(name, "")) for name in ("path", "text", "digest"))
        return JSONResponse(asdict(await run_sync(self.door.write, path, text, seen)))

    async def settings(self, _: Request) -> Response:
        """The settings as a form."""
        text = await run_sync(self._settings)
        form = [asdict(field) for field in forms.fields(text.text)]
        return JSONResponse({"fields": form, "digest": text.digest})

    async def set(self, request: Request) -> Response:
        """What changes of settings alter; they are written where `write` is true."""
        given = await body(request)
        text = await run_sync(self._settings)
        after = forms.amended(text.text, forms.changes(given.get("changes")))
        wrong = await run_sync(forms.objections, after, self.live.root)
        if given.get("write") is True and not wrong:
            await run_sync(self.door.write, SETTINGS, after, str(given.get("digest", "")))
        diff = forms.difference(text.text, after)
        return JSONResponse({"diff": diff, "problems": [each.as_json() for each in wrong]})

    async def header(self, request: Request) -> Response:
        """The values of a manuscript's header that can be set here: ?path=."""
        path = request.query_params.get("path", "")
        text = await run_sync(self.door.read, path)
        return JSONResponse({"values": headers.values(text.text, path), "digest": text.digest})

    async def set_headers(self, request: Request) -> Response:
        """What changes of headers alter, by manuscript; written where `write` is true.

        Answers the texts as they were, too, by which the change is undone.
        """
        given = await body(request)
        pairs = [await run_sync(self._changed, each) for each in _list(given.get("changes"))]
        if given.get("write") is True:
            for before, after in pairs:
                await run_sync(self.door.write, before.path, after, before.digest)
        diff = "\n".join(forms.difference(b.text, after, b.path) for b, after in pairs)
        return JSONResponse({"diff": diff, "before": [asdict(before) for before, _ in pairs]})

    def _changed(self, change: object) -> tuple[Text, str]:
        """A manuscript and its text with other values in its header."""
        if not isinstance(change, dict) or not isinstance(change.get("values"), dict):
            raise Nonsense("a change has a path and values")
        before = self.door.read(str(change.get("path")))
        values = {str(key): str(value) for key, value in change["values"].items()}
        return before, headers.with_values(before.text, before.path, values)

    async def build(self, request: Request) -> Response:
        """Build the books: what was saved, or why not."""
        given = await body(request)
        editions = tuple(map(str, given.get("editions", [])))
        result = await self.live.build(editions)
        problems = [problem.as_json() for problem in result.problems]
        saved = result.files if isinstance(result, Saved) else ()
        return JSONResponse({"files": saved, "problems": problems})

    def _settings(self) -> Text:
        """The text of the settings, empty where there are none yet."""
        if not (self.live.root / SETTINGS).exists():
            return Text(SETTINGS, "", "")
        return self.door.read(SETTINGS)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or len(value) > MOST:
        raise Nonsense("a list is expected")
    return value


MOST = 5000  # manuscripts that one change may touch
