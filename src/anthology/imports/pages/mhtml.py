"""Web pages saved as one file (MHTML, RFC 2557): the page and its pictures as single files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes, policy
from email.message import Message
from urllib.parse import unquote, urlsplit

from anthology.report import Place, Refused, error

SUFFIXES = frozenset({".mht", ".mhtml"})
PAGE = "page.html"
OF_TYPE = {"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp",
           "image/svg+xml": ".svg", "image/avif": ".avif"}  # fmt: skip


def unpacked(data: bytes, place: Place) -> dict[str, bytes]:
    """The files of a saved page by name: `page.html`, and pictures by their addresses' paths.

    Raises Refused where there is no page in it.
    """
    message = message_from_bytes(data, policy=policy.default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if page is None:
        message_ = "holds no page: it is cut off, or not a saved web page"
        raise Refused(error(place, message_, "Save the page in the browser again."))
    pictures = dict(_pictures(parts))
    named = {cid: name for name, (cid, _) in pictures.items() if cid}
    html = re.sub(r"cid:([^\s\"'<>)]+)", lambda c: named.get(unquote(c[1]), c[0]), _text(page))
    return {PAGE: html.encode(), **{name: data for name, (_, data) in pictures.items()}}


def _text(part: Message) -> str:
    charset = str(part.get_param("charset") or "utf-8")
    data = _data(part)
    try:
        return data.decode(charset, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _data(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _pictures(parts: Sequence[Message]) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """The name of each picture, its Content-ID and its bytes."""
    for number, part in enumerate(parts):
        suffix = OF_TYPE.get(part.get_content_type())
        if suffix is None:
            continue
        path = unquote(urlsplit(str(part.get("Content-Location") or "")).path)
        stem = posixpath.splitext(posixpath.normpath(f"/{path}"))[0].strip("/")
        cid = str(part.get("Content-ID") or "").strip().strip("<>")
        yield f"{stem or f'picture-{number}'}{suffix}", (cid, _data(part))
