"""Who gets in: a browser on this machine that knows the token of the address, and no other page.

A page of any site can make a browser send requests to a port of this machine, and can give
that port a name of its own (DNS rebinding). So each request must name this very host and port,
carry the token, and come from a page of ours or from the address bar; one that writes must say
that it comes from a page of ours.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Scope = Any
Receive = Any
Send = Any
Headers = Mapping[bytes, Sequence[bytes]]

LARGEST = 4 << 20  # bytes of a request
SITES = {b"same-origin", b"none"}  # of Sec-Fetch-Site; browsers since 2023 send it
PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
FRAMED = (  # the e-book: a book of ours, but with a stranger's texts
    "sandbox allow-same-origin; default-src 'none'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def token() -> str:
    """A new token, which nobody can guess."""
    return secrets.token_urlsafe(24)


@dataclass(frozen=True)
class Gate:
    """Lets requests through to `app`, with the token taken off their paths."""

    app: Any
    token: str
    port: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it in a line."""
        if scope["type"] != "http":  # no WebSockets: events come as a stream
            return
        refusal = self._refusal(scope)
        if refusal:
            await _refuse(send, *refusal)
            return
        path = scope["path"].removeprefix(f"/{self.token}") or "/"
        inner = {**scope, "path": path, "raw_path": path.encode(), "root_path": ""}
        framed = path.startswith("/book/")
        await self.app(inner, receive, _with_headers(send, FRAMED if framed else PAGE))

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Why a request is not let in: a status and a line."""
        values: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            values.setdefault(name.lower(), []).append(value)
        host = values.get(b"host", [])
        names = {f"{name}:{self.port}".encode() for name in ("127.0.0.1", "localhost")}
        if len(host) != 1 or host[0] not in names:
            return 421, "This is not the preview's address."
        if not secrets.compare_digest(_first(scope["path"]).encode(), self.token.encode()):
            return 404, "Open the address that `anthology preview` has printed."
        writes = scope["method"] not in {"GET", "HEAD"}
        if not _from_our_page(values, b"http://" + host[0], writes=writes):
            return 403, "Only the preview's own page may do this."
        return _unfit(values) if writes else None


def _from_our_page(values: Headers, ours: bytes, *, writes: bool) -> bool:
    """Whether a request comes from our page, or, if it only reads, from the address bar."""
    origins = values.get(b"origin", [])
    same = origins == [ours] if origins or writes else True
    return same and SITES.issuperset(values.get(b"sec-fetch-site", []))


def _unfit(values: Headers) -> tuple[int, str] | None:
    """Why what a request brings is not read."""
    if values.get(b"content-type") != [b"application/json"]:
        return 415, "JSON is expected."
    length = values.get(b"content-length", [b"0"])[0]
    if not length.isdigit() or int(length) > LARGEST:
        return 413, "That is too large."
    return None


def _first(path: str) -> str:
    """The first part of a path."""
    return path.removeprefix("/").partition("/")[0]


def _with_headers(send: Send, policy: str) -> Send:
    """A `send` that adds the headers which keep other pages out."""
    headers = {**HEADERS, "content-security-policy": policy}
    added = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def sending(message: Any) -> None:
        if message["type"] == "http.response.start":
            ours = [(b"cache-control", b"no-store")]
            if any(name == b"cache-control" for name, _ in message["headers"]):
                ours = []
            message = {**message, "headers": [*message["headers"], *added, *ours]}
        await send(message)

    return sending


async def _refuse(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"application/json"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps({"error": words}).encode()})
