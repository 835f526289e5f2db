"""The tokens of RTF: groups, control words and text, decoded by the code pages that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from anthology.report import NOWHERE, Refused, error

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])"
    rb"|([^\\{}\r\n]+)",
    re.DOTALL,
)
CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
DEEPEST = 200  # groups in each other; Word writes a dozen
START = b"{\\rtf"
# Code pages by the numbers that fonts name; 2 is that of symbols.
CHARSETS = {77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5",
            161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
            186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437"}  # fmt: skip
PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


@dataclass(frozen=True)
class Token:
    """A control word or symbol with its number, "{", "}", a byte of text, or text."""

    kind: str  # "word", "symbol", "open", "close", "byte", "text", "binary"
    name: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file. Raises Refused where it is none, is cut off, or nested too deep."""
    start = data.find(START)
    if not 0 <= start < 64:  # some programs write a mark or a line before it
        message = "this is not RTF, whatever its name says"
        raise Refused(error(NOWHERE, message, "Open it in its program, and save it again."))
    at, depth = start, 0
    while at < len(data):
        match = TOKEN.match(data, at)
        if match is None:  # a line end, or a \ at the end of the file
            at += 1
            continue
        at = match.end()
        if match[1] == b"bin" and match[2]:
            length = max(0, int(match[2]))
            yield Token("binary", data=data[at : at + length])
            at += length
            continue
        token = _token(match)
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if depth > DEEPEST:
            raise Refused(error(NOWHERE, "the document is nested too deep"))
        yield token
        if not depth:
            return  # what follows the last group is no part of the document
    message = "the document is cut off: its last group is not closed"
    hint = "Ask for it again, or open it in its program and save it again."
    raise Refused(error(NOWHERE, message, hint))


def _token(match: re.Match[bytes]) -> Token:
    if match[1]:
        number = int(match[2]) if match[2] else None
        return Token("word", match[1].decode(), number)
    if match[3]:
        return Token("byte", data=bytes.fromhex(match[3].decode()))
    if match[4]:
        return Token("symbol", match[4].decode("latin-1"))
    if match[5]:
        return Token("open" if match[5] == b"{" else "close")
    return Token("text", data=match[6])


def decoded(data: bytes, page: str) -> str:
    """Bytes as text; what the code page does not have is a replacement character."""
    try:
        return data.decode(page, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def paired(text: str) -> str:
    """The text with the halves of letters beyond the first plane put together.

    Control characters, which no text has, are left out.
    """
    if CONTROL.search(text) is None:
        return text
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return CONTROL.sub("", whole)


def code_page(number: int | None) -> str:
    r"""The encoding of \ansicpg, "cp1252" for one that is not known."""
    name = {10000: "mac_roman", 65001: "utf-8", 936: "gbk", 950: "big5"}.get(
        number or 0, f"cp{number}"
    )
    try:
        b"".decode(name)
    except LookupError:
        return "cp1252"
    return name
