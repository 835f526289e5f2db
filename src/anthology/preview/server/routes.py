"""What a browser may ask for. Every address is below the token, which the gate has taken off."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from anthology.preview.ebook import XHTML, EBook
from anthology.preview.editor import Editor
from anthology.preview.live import Event, Live
from anthology.preview.pictures import Pictures, nearest_scale
from anthology.preview.places import Places
from anthology.preview.proof import Failed, Proof, Questions, Sheet
from anthology.preview.server.books import Books
from anthology.preview.server.choices import Choices
from anthology.preview.server.edits import Edits
from anthology.preview.server.requests import NotFound, body, listed, number, route, whole
from anthology.preview.server.state import as_json, news_as_json
from anthology.preview.writing.texts import Closed
from anthology.report import Place

SCRIPTS = (
    "preview", "print", "ebook", "cover", "panes", "state", "editing", "settings", "reviews",
    "writing", "looks", "books",
)  # fmt: skip
SITE = {
    "": ("index.html", "text/html; charset=utf-8"),
    "preview.css": ("preview.css", "text/css; charset=utf-8"),
    **{f"{name}.js": (f"{name}.js", "text/javascript; charset=utf-8") for name in SCRIPTS},
}
COVER_SCALE = 2.0  # pixels in a point
FOR_EVER = {"cache-control": "private, max-age=31536000, immutable"}  # what is named by its hash


@dataclass(frozen=True)
class Routes:
    """The handlers: each takes a request and gives an answer."""

    live: Live
    pictures: Pictures
    editor: Editor | None = None

    def app(self) -> Starlette:
        """The application."""
        get = [
            ("/state", self.state),
            ("/events", self.events),
            ("/page/{key}/{number:int}", self.page),
            ("/review", self.review),
            ("/place", self.place),
            ("/find", self.find),
            ("/search", self.search),
            ("/cover", self.cover),
            ("/cover.png", self.cover_png),
            ("/ebook", self.ebook),
            ("/book/{path:path}", self.file_of_book),
            ("/{name}", self.site),
            ("/", self.site),
        ]
        edits, books = Edits(self.live), Books(self.live)
        choices = Choices(self.live, self.pictures)
        own = [("/place-in-ebook", self.place_in_ebook), ("/open", self.open)]
        post = [*own, *edits.post, *books.post]
        read = [*edits.get, *books.get, *choices.get, *get]
        routes = [route(path, run) for path, run in read]
        routes += [route(path, run, "POST") for path, run in post]
        app = Starlette(routes=routes)
        app.router.redirect_slashes = False  # its redirects would lose the token
        return app

    async def site(self, request: Request) -> Response:
        """The page itself."""
        name, media_type = SITE.get(request.path_params.get("name", ""), ("", ""))
        if not name:
            raise NotFound
        data = files("anthology.preview").joinpath("site", name).read_bytes()
        return Response(data, media_type=media_type)

    async def state(self, _: Request) -> Response:
        """All that is known of the proof of now."""
        return JSONResponse(as_json(self.live, self.editor))

    async def events(self, _: Request) -> Response:
        """What happens, as it happens (text/event-stream)."""
        return StreamingResponse(_stream(self.live.events()), media_type="text/event-stream")

    async def page(self, request: Request) -> Response:
        """A page as a PNG: ?scale= pixels a point."""
        proof, sheet, page = self._leaf(request)
        scale = nearest_scale(number(request, "scale", 1.0))
        png = await run_sync(self.pictures.png, proof, sheet, page, scale)
        return Response(png, media_type="image/png", headers=FOR_EVER)

    async def review(self, request: Request) -> Response:
        """What is known of a review, in rows: ?id= of its section."""
        name, proof = request.query_params.get("id", ""), self._proof()
        rows = [{"label": label, "value": value} for label, value in proof.reviews.get(name, ())]
        questions = proof.questions.get(name, Questions())
        return JSONResponse({"rows": rows, **asdict(questions)})

    async def place(self, request: Request) -> Response:
        """The manuscript at a point of a page: ?page=&x=&y=, in points from the upper left."""
        x, y = number(request, "x"), number(request, "y")
        page = int(number(request, "page"))
        found = await run_sync(self._places().of_click, page, x, y)
        return JSONResponse(_place(found))

    async def place_in_ebook(self, request: Request) -> Response:
        """The manuscript of a word of the e-book, of all words of its section."""
        given = await body(request)
        words = tuple(map(str, listed(given.get("words", []))))
        section, word = str(given.get("section", "")), whole(given, "word", 0)
        found = await run_sync(self._places().of_section, section, word, words)
        return JSONResponse(_place(found))

    async def open(self, request: Request) -> Response:
        """Start the text editor at a line of a text: {path, line}."""
        given = await body(request)
        file = self.live.door.file(str(given.get("path", "")))
        if self.editor is None or not self.editor.command:
            raise NotFound
        try:
            await run_sync(self.editor.start, file, whole(given, "line", 1))
        except OSError as fault:
            raise Closed(f"{self.editor.name} cannot be started: {fault.strerror}") from None
        return JSONResponse({})

    async def find(self, request: Request) -> Response:
        """The place in the book of a line: ?path=&line=."""
        place = Place(request.query_params.get("path", ""), int(number(request, "line", 1)))
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

    async def cover(self, _: Request) -> Response:
        """The printed cover's size and parts, in points, or why there is none."""
        sheet = await self.live.cover()
        if isinstance(sheet, Failed):
            return JSONResponse({"problems": [p.as_json() for p in sheet.problems]})
        names = ("name", "x", "y", "width", "height")
        parts = [dict(zip(names, part, strict=True)) for part in sheet.parts]
        size = {"width": sheet.width, "height": sheet.height}
        return JSONResponse({"number": self.live.number, **size, "parts": parts})

    async def cover_png(self, _: Request) -> Response:
        """The printed cover as a PNG."""
        sheet = await self.live.cover()
        if isinstance(sheet, Failed):
            raise NotFound
        png = await run_sync(self.pictures.of_pdf, sheet.pdf, COVER_SCALE)
        return Response(png, media_type="image/png")

    async def file_of_book(self, request: Request) -> Response:
        """A file of the e-book."""
        book = await self.live.ebook()
        if isinstance(book, Failed) or request.path_params["path"] not in book.files:
            raise NotFound
        media_type, data = book.files[request.path_params["path"]]
        charset = "; charset=utf-8" if media_type in {XHTML, "text/css"} else ""
        return Response(data, media_type=media_type + charset)

    def _proof(self) -> Proof:
        if self.live.proof is None:
            raise NotFound
        return self.live.proof

    def _leaf(self, request: Request) -> tuple[Proof, Sheet, int]:
        """The page that a request is about. Raises NotFound."""
        key, page = request.path_params["key"], request.path_params["number"]
        for proof in reversed(self.live.recent):
            sheet = next((sheet for sheet in proof.sheets if sheet.key == key), None)
            if sheet and page < sheet.section.span.pages:
                return proof, sheet, page
        raise NotFound

    def _places(self) -> Places:
        return Places(self._proof(), self.pictures, self.live.door)


def _spine(book: EBook) -> Iterator[dict[str, Any]]:
    for path in book.spine:
        sections = list(book.sections(path))
        yield {"path": path, "digest": book.digest(path), "sections": sections}


def _place(place: Place | None) -> dict[str, Any]:
    return {"path": place.path, "line": place.line} if place else {}


async def _stream(events: AsyncIterator[Event]) -> AsyncIterator[bytes]:
    async for event in events:
        yield f"event: {event.name}\ndata: {json.dumps(news_as_json(event.data))}\n\n".encode()
