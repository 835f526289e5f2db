"""What a browser may ask for. Every address is below the token, which the gate has taken off."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from anthology.preview import forms
from anthology.preview.ebook import XHTML, EBook
from anthology.preview.gate import LARGEST
from anthology.preview.live import Event, Live
from anthology.preview.pictures import Pictures, nearest_scale
from anthology.preview.places import Places
from anthology.preview.proof import Failed, Proof, Saved, Sheet
from anthology.preview.state import as_json
from anthology.preview.texts import SETTINGS, Closed, Door, Text
from anthology.report import Place

SITE = {
    "": ("index.html", "text/html; charset=utf-8"),
    "preview.css": ("preview.css", "text/css; charset=utf-8"),
    **{
        f"{name}.js": (f"{name}.js", "text/javascript; charset=utf-8")
        for name in ("preview", "print", "ebook", "panes", "state", "editing", "settings")
    },
}
FOR_EVER = {"cache-control": "private, max-age=31536000, immutable"}  # what is named by its hash


class NotFound(Exception):
    """There is nothing at that address."""


class Nonsense(Exception):
    """The request makes no sense; the reason in words."""


@dataclass(frozen=True)
class Routes:
    """The handlers: each takes a request and gives an answer."""

    live: Live
    pictures: Pictures

    def app(self) -> Starlette:
        """The application."""
        get = [
            ("/state", self.state),
            ("/events", self.events),
            ("/page/{key}/{number:int}", self.page),
            ("/area/{key}/{number:int}", self.area),
            ("/review", self.review),
            ("/place", self.place),
            ("/find", self.find),
            ("/search", self.search),
            ("/ebook", self.ebook),
            ("/book/{path:path}", self.file_of_book),
            ("/text", self.text),
            ("/settings", self.settings),
            ("/{name}", self.site),
            ("/", self.site),
        ]
        post = [("/text", self.write), ("/place-in-ebook", self.place_in_ebook)]
        post += [("/settings", self.set), ("/build", self.build)]
        routes = [Route(path, _guarded(run), methods=["GET"]) for path, run in get]
        routes += [Route(path, _guarded(run), methods=["POST"]) for path, run in post]
        app = Starlette(routes=routes)
        app.router.redirect_slashes = False  # its redirects would lose the token
        return app

    @property
    def door(self) -> Door:
        """To the texts of the project, among them the manuscripts that lie elsewhere in it."""
        proof = self.live.proof
        paths = {entry.place.path for entry in proof.contents} if proof else set()
        return Door(self.live.root, frozenset(paths - {""}))

    async def site(self, request: Request) -> Response:
        """The page itself."""
        name, media_type = SITE.get(request.path_params.get("name", ""), ("", ""))
        if not name:
            raise NotFound
        data = files(__package__).joinpath("site", name).read_bytes()
        return Response(data, media_type=media_type)

    async def state(self, _: Request) -> Response:
        """All that is known of the proof of now."""
        return JSONResponse(as_json(self.live))

    async def events(self, _: Request) -> Response:
        """What happens, as it happens (text/event-stream)."""
        return StreamingResponse(_stream(self.live.events()), media_type="text/event-stream")

    async def page(self, request: Request) -> Response:
        """A page as a PNG: ?scale= pixels a point."""
        proof, sheet, number = self._leaf(request)
        scale = nearest_scale(_number(request, "scale", 1.0))
        png = await run_sync(self.pictures.png, proof, sheet, number, scale)
        return Response(png, media_type="image/png", headers=FOR_EVER)

    async def area(self, request: Request) -> Response:
        """The area that the text of a page takes, in points from the upper left."""
        proof, sheet, number = self._leaf(request)
        words = await run_sync(self.pictures.words, proof, sheet)
        boxes = [word[2:] for word in words if word.page == number]
        names = ("left", "top", "right", "bottom")
        ends = zip(names, (min, min, max, max), zip(*boxes, strict=True), strict=False)
        return JSONResponse({name: end(values) for name, end, values in ends})

    async def review(self, request: Request) -> Response:
        """What is known of a review, in rows: ?id= of its section."""
        rows = self._proof().reviews.get(request.query_params.get("id", ""), ())
        return JSONResponse({"rows": [{"label": label, "value": value} for label, value in rows]})

    async def place(self, request: Request) -> Response:
        """The manuscript at a point of a page: ?page=&x=&y=, in points from the upper left."""
        x, y = _number(request, "x"), _number(request, "y")
        page = int(_number(request, "page"))
        found = await run_sync(self._places().of_click, page, x, y)
        return JSONResponse(_place(found))

    async def place_in_ebook(self, request: Request) -> Response:
        """The manuscript of a word of the e-book, of all words of its section."""
        given = await _body(request)
        words = tuple(map(str, given.get("words", [])))
        section, word = str(given.get("section", "")), int(given.get("word", 0))
        found = await run_sync(self._places().of_section, section, word, words)
        return JSONResponse(_place(found))

    async def find(self, request: Request) -> Response:
        """The place in the book of a line: ?path=&line=."""
        place = Place(request.query_params.get("path", ""), int(_number(request, "line", 1)))
        found = await run_sync(self._places().of_line, place)
        return JSONResponse(asdict(found) if found else {})

    async def search(self, request: Request) -> Response:
        """The places of some words: ?words=."""
        wanted = request.query_params.get("words", "")
        found = await run_sync(lambda: list(self._places().search(wanted)))
        return JSONResponse([{**asdict(spot), "around": words} for spot, words in found])

    async def ebook(self, _: Request) -> Response:
        """The documents of the e-book in reading order."""
        book = await self.live.ebook()
        if isinstance(book, Failed):
            return JSONResponse({"problems": [p.as_json() for p in book.problems]})
        answer = {"number": self.live.number, "styles": book.styles, "spine": list(_spine(book))}
        return JSONResponse(answer)

    async def file_of_book(self, request: Request) -> Response:
        """A file of the e-book."""
        book = await self.live.ebook()
        if isinstance(book, Failed) or request.path_params["path"] not in book.files:
            raise NotFound
        media_type, data = book.files[request.path_params["path"]]
        charset = "; charset=utf-8" if media_type in {XHTML, "text/css"} else ""
        return Response(data, media_type=media_type + charset)

    async def text(self, request: Request) -> Response:
        """The text of a manuscript, or of the settings: ?path=."""
        path = request.query_params.get("path", "")
        return JSONResponse(asdict(await run_sync(self.door.read, path)))

    async def write(self, request: Request) -> Response:
        """Write a text over the one that was read."""
        given = await _body(request)
        path, text, seen = (str(given.get(name, "")) for name in ("path", "text", "digest"))
        return JSONResponse(asdict(await run_sync(self.door.write, path, text, seen)))

    async def settings(self, _: Request) -> Response:
        """The settings as a form."""
        text = await run_sync(self._settings)
        form = [asdict(field) for field in forms.fields(text.text)]
        return JSONResponse({"fields": form, "digest": text.digest})

    async def set(self, request: Request) -> Response:
        """What changes of settings alter; they are written where `write` is true."""
        given = await _body(request)
        text = await run_sync(self._settings)
        after = forms.amended(text.text, forms.changes(given.get("changes")))
        wrong = await run_sync(forms.objections, after, self.live.root)
        if given.get("write") is True and not wrong:
            await run_sync(self.door.write, SETTINGS, after, str(given.get("digest", "")))
        diff = forms.difference(text.text, after)
        return JSONResponse({"diff": diff, "problems": [each.as_json() for each in wrong]})

    async def build(self, request: Request) -> Response:
        """Build the books: what was saved, or why not."""
        given = await _body(request)
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

    def _proof(self) -> Proof:
        if self.live.proof is None:
            raise NotFound
        return self.live.proof

    def _leaf(self, request: Request) -> tuple[Proof, Sheet, int]:
        """The page that a request is about. Raises NotFound."""
        proof = self._proof()
        key, number = request.path_params["key"], request.path_params["number"]
        sheet = next((sheet for sheet in proof.sheets if sheet.key == key), None)
        if sheet is None or number >= sheet.section.span.pages:
            raise NotFound
        return proof, sheet, number

    def _places(self) -> Places:
        return Places(self._proof(), self.pictures, self.door)


def _spine(book: EBook) -> Iterator[dict[str, Any]]:
    for path in book.spine:
        sections = list(book.sections(path))
        yield {"path": path, "digest": book.digest(path), "sections": sections}


Handler = Callable[[Request], Awaitable[Response]]


def _guarded(handler: Handler) -> Handler:
    """The handler with its refusals as answers."""

    async def guarded(request: Request) -> Response:
        try:
            return await handler(request)
        except NotFound:
            return JSONResponse({"error": "There is nothing here."}, 404)
        except (Nonsense, ValueError):
            return JSONResponse({"error": "That cannot be understood."}, 400)
        except Closed as closed:
            return JSONResponse({"error": str(closed)}, 409)

    return guarded


def _number(request: Request, name: str, default: float | None = None) -> float:
    """A number of the query. Raises Nonsense."""
    value = request.query_params.get(name, "" if default is None else str(default))
    if not re.fullmatch(r"-?\d{1,9}(\.\d{1,15})?", value):
        raise Nonsense(name)
    return float(value)


async def _body(request: Request) -> dict[str, Any]:
    """The object that a request brings. Raises Nonsense."""
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > LARGEST:
            raise Nonsense("too large")
    found = json.loads(data)
    if not isinstance(found, dict):
        raise Nonsense("no object")
    return found


def _place(place: Place | None) -> dict[str, Any]:
    return {"path": place.path, "line": place.line} if place else {}


async def _stream(events: AsyncIterator[Event]) -> AsyncIterator[bytes]:
    async for event in events:
        yield f"event: {event.name}\ndata: {json.dumps(dict(event.data))}\n\n".encode()
