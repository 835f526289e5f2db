"""What there is to choose from: styles and layouts, with pictures of this very book."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from anthology.preview import looks
from anthology.preview.live import Live
from anthology.preview.looks import Look
from anthology.preview.pictures import Pictures
from anthology.preview.proof import Failed, Proof
from anthology.preview.server.requests import Handler

PAGES = 2  # of a sample
SCALE = 1.0  # pixels in a point


@dataclass(frozen=True)
class Choices:
    """The handlers of what is chosen by its look."""

    live: Live
    pictures: Pictures

    @property
    def get(self) -> list[tuple[str, Handler]]:
        """The addresses that are read."""
        return [("/looks", self.looks), ("/sample", self.sample)]

    async def looks(self, _: Request) -> Response:
        """The names of styles and layouts, and what each is like."""
        styles = await run_sync(lambda: list(looks.styles(self.live.root)))
        found = {"style": styles, "layout": looks.layouts()}
        return JSONResponse({kind: list(map(asdict, each)) for kind, each in found.items()})

    async def sample(self, request: Request) -> Response:
        """Pages of the book in another look, as addresses of data: ?style=&layout=&review=."""
        look = Look(*(request.query_params.get(key, "") for key in ("style", "layout", "review")))
        proof = await self.live.sample(look)
        if isinstance(proof, Failed):
            return JSONResponse({"pages": [], "problems": [p.as_json() for p in proof.problems]})
        return JSONResponse({"pages": await run_sync(lambda: list(self._drawn(proof)))})

    def _drawn(self, proof: Proof) -> Iterator[str]:
        """The first pages that are not blank."""
        leaves = (leaf for leaf in proof.pages if leaf.sheet)
        for leaf in islice(leaves, PAGES):
            assert leaf.sheet  # noqa: S101
            png = self.pictures.png(proof, leaf.sheet, leaf.number, SCALE)
            yield f"data:image/png;base64,{base64.b64encode(png).decode()}"
