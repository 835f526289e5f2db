"""Decode a manuscript: UTF-8, or what a byte order mark or anthology.toml says."""

from __future__ import annotations

from anthology.load.clean import characters
from anthology.report import Place, Problem, Refused, error

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decode(
    data: bytes, place: Place, encoding: str = "", language: str = "en"
) -> tuple[str, tuple[Problem, ...]]:
    """The text with line feeds as line ends, and what was taken out of it.

    Raises Refused where the bytes are not text in `encoding` ("" is UTF-8); the message names
    the encoding that they are likely in, judged by the letters of the `language`.
    """
    marked = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), "")
    if not (marked or encoding) and data.count(0) > len(data) // 8:
        raise Refused(_wide(data, place))
    try:
        text = data.decode(marked or encoding or "utf-8")
    except LookupError:
        raise Refused(error(place, f"the encoding “{encoding}” is unknown")) from None
    except UnicodeDecodeError as mistake:
        line = data.count(b"\n", 0, mistake.start) + 1
        raise Refused(_undecodable(data, Place(place.path, line), mistake, language)) from None
    return characters.scrub(text, place)


def _undecodable(data: bytes, place: Place, mistake: UnicodeDecodeError, language: str) -> Problem:
    from anthology.load.clean.decode import likely  # noqa: PLC0415  only for a file that cannot be read

    message = (
        f"this is not {mistake.encoding.upper()}: the byte 0x{data[mistake.start]:02x} "
        f"at offset {mistake.start} cannot be read"
    )
    if mistake.encoding.startswith("utf-8") and likely.mixed(data):
        hint = "Other parts of the file are UTF-8: type that character again, and save as UTF-8."
        return error(place, message, hint)
    guess = likely.likely(data, language)
    if not guess:
        return error(place, message, "Open it in a text editor, and save it as UTF-8.")
    return error(
        place,
        f"{message}; it seems to be {guess}",
        f'Save it as UTF-8, or write encoding = "{guess}" in a [[source]] of anthology.toml.',
    )


def _wide(data: bytes, place: Place) -> Problem:
    """A text of two bytes a character without a byte order mark."""
    guess = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
    return error(
        place,
        f"this is not UTF-8: it contains many NUL bytes; it seems to be {guess}",
        f'Save it as UTF-8, or write encoding = "{guess}" in a [[source]] of anthology.toml.',
    )
