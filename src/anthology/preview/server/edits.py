"""What a browser may change: texts, headers and settings."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from anthology.press import names
from anthology.preview import looks
from anthology.preview.live import Live
from anthology.preview.server.requests import Handler, Nonsense, body, listed
from anthology.preview.writing import conflicts, forms, headers
from anthology.preview.writing.permissions import with_permission
from anthology.preview.writing.revisions import Revision, carried_out, difference
from anthology.preview.writing.texts import SETTINGS, Door, Text


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
            ("/settle", self.settle),
            ("/restore", self.restore),
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
        styles = await run_sync(lambda: [each.name for each in looks.styles(self.live.root)])
        choices = {"style.name": styles, "press.preset": ["", *names()]}
        form = [asdict(field) for field in forms.fields(text.text, choices)]
        return JSONResponse({"fields": form, "digest": text.digest})

    async def set(self, request: Request) -> Response:
        """What changes of settings alter; they are written where `write` is true."""
        given = await body(request)
        text = await run_sync(self._settings)
        after = forms.amended(text.text, forms.changes(given.get("changes")))
        wrong = await run_sync(forms.objections, after, self.live.root)
        if wrong:
            diff = difference(text.text, after, SETTINGS)
            return JSONResponse({"diff": diff, "problems": [each.as_json() for each in wrong]})
        seen = str(given.get("digest", "")) if given.get("write") is True else text.digest
        before = text.text if text.digest else None
        return await self._answer([Revision(SETTINGS, before, after, seen)], given)

    async def header(self, request: Request) -> Response:
        """The values of a manuscript's header that can be set here: ?path=."""
        path = request.query_params.get("path", "")
        text = await run_sync(self.door.read, path)
        return JSONResponse({"values": headers.values(text.text, path), "digest": text.digest})

    async def set_headers(self, request: Request) -> Response:
        """What changes of headers alter, by manuscript; written where `write` is true."""
        given = await body(request)
        changes = listed(given.get("changes"))
        return await self._answer([await run_sync(self._changed, each) for each in changes], given)

    def _changed(self, change: object) -> Revision:
        """A manuscript with other values in its header."""
        if not isinstance(change, dict) or not isinstance(change.get("values"), dict):
            raise Nonsense("a change has a path and values")
        before = self.door.read(str(change.get("path")))
        values = {str(key): str(value) for key, value in change["values"].items()}
        permission = values.pop("permission", "")
        after = headers.with_values(before.text, before.path, values)
        if permission:
            after = with_permission(after, before.path, permission)
        return Revision.of(before, after)

    async def settle(self, request: Request) -> Response:
        """Let one of two texts stay: {path, copy, whose: "mine" or "theirs"}."""
        given = await body(request)
        own, copy, whose = (str(given.get(name, "")) for name in ("path", "copy", "whose"))
        return await self._answer(
            await run_sync(conflicts.settled, self.door, own, copy, whose), given
        )

    async def restore(self, request: Request) -> Response:
        """Take back what was written, by the `undo` of its answer."""
        given = await body(request)
        revisions = [_revision(each) for each in listed(given.get("undo"))]
        return await self._answer(revisions, {"write": True})

    async def _answer(self, revisions: list[Revision], given: dict[str, Any]) -> Response:
        """What the revisions alter; they are carried out where `write` is true."""
        undo: list[Revision] = []
        if given.get("write") is True:
            undo = await run_sync(carried_out, revisions, self.door)
        diff = "\n".join(each.difference for each in revisions)
        return JSONResponse({"diff": diff, "problems": [], "undo": list(map(asdict, undo))})

    def _settings(self) -> Text:
        """The text of the settings, empty where there are none yet."""
        if not (self.live.root / SETTINGS).exists():
            return Text(SETTINGS, "", "")
        return self.door.read(SETTINGS)


def _revision(given: object) -> Revision:
    """A revision as a browser sends it back. Raises Nonsense."""
    if not isinstance(given, dict):
        raise Nonsense("a revision is an object")
    before, after = (given.get(name) for name in ("before", "after"))
    if not all(text is None or isinstance(text, str) for text in (before, after)):
        raise Nonsense("a revision has texts")
    return Revision(str(given.get("path", "")), before, after, str(given.get("seen", "")))
