"""What all routes share: how a request is read, and how a refusal is answered."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from anthology.preview.server.gate import LARGEST
from anthology.preview.writing.texts import Closed


class NotFound(Exception):
    """There is nothing at that address."""


class Nonsense(Exception):
    """The request makes no sense; the reason in words."""


MOST = 100_000  # values of a list: the words of a long section

Handler = Callable[[Request], Awaitable[Response]]


def route(path: str, handler: Handler, method: str = "GET") -> Route:
    """A route whose refusals are answers."""
    return Route(path, _guarded(handler), methods=[method])


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


def number(request: Request, name: str, default: float | None = None) -> float:
    """A number of the query. Raises Nonsense."""
    value = request.query_params.get(name, "" if default is None else str(default))
    if not re.fullmatch(r"-?\d{1,9}(\.\d{1,15})?", value):
        raise Nonsense(name)
    return float(value)


async def body(request: Request) -> dict[str, Any]:
    """The object that a request brings. Raises Nonsense."""
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > LARGEST:
            raise Nonsense("too large")
    try:
        found = json.loads(data)
    except RecursionError:
        raise Nonsense("too deep") from None
    if not isinstance(found, dict):
        raise Nonsense("no object")
    return found


def whole(given: dict[str, Any], name: str, default: int) -> int:
    """A whole number of the object that a request brings. Raises Nonsense."""
    value = given.get(name, default)
    if not isinstance(value, int):
        raise Nonsense(name)
    return value


def listed(value: object) -> list[Any]:
    """A list that a request brings. Raises Nonsense."""
    if not isinstance(value, list) or len(value) > MOST:
        raise Nonsense("a list is expected")
    return value
