"""Decode a manuscript: UTF-8, or what a byte order mark or anthology.toml says."""

from __future__ import annotations

from dataclasses import dataclass

from anthology.load.clean import characters
from anthology.report import Place, Problem, Refused, error, question

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


@dataclass(frozen=True)
class Known:
    """What is known of a text's encoding before it is read."""

    encoding: str = ""  # where it is not UTF-8; "" where nobody said it
    language: str = "en"  # whose letters show what encoding is likely
    guess: bool = False  # whether one that is likely is taken, and reported


ANY = Known()


def decode(data: bytes, place: Place, known: Known = ANY) -> tuple[str, tuple[Problem, ...]]:
    """The text with line feeds as line ends, and what was taken out of it or guessed.

    Raises Refused where the bytes are not text in an encoding that is known; the message names
    the one that they are likely in.
    """
    marked = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), "")
    encoding = marked or ("" if _is_utf_8(data) else known.encoding)
    if not encoding and data.count(0) > len(data) // 8:
        return _guessed(data, place, _wide(data), known)
    try:
        return characters.scrub(data.decode(encoding or "utf-8"), place)
    except LookupError:
        raise Refused(error(place, f"the encoding “{encoding}” is unknown")) from None
    except UnicodeDecodeError as mistake:
        line = data.count(b"\n", 0, mistake.start) + 1
        doubt = _undecodable(data, mistake, known.language)
        return _guessed(data, Place(place.path, line), doubt, known)


def _is_utf_8(data: bytes) -> bool:
    """Whether letters beyond ASCII show it: in another encoding they would not fit by chance."""
    if data.isascii():
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@dataclass(frozen=True)
class _Doubt:
    """Why a text cannot be read, in which encoding it is likely, and what to do where in none."""

    message: str
    likely: str = ""
    hint: str = "Open it in a text editor, and save it as UTF-8."


def _guessed(
    data: bytes, place: Place, doubt: _Doubt, known: Known
) -> tuple[str, tuple[Problem, ...]]:
    """The text in the encoding that is likely, where that may be guessed. Raises Refused."""
    if not doubt.likely:
        raise Refused(error(place, doubt.message, doubt.hint))
    remedy = f'write encoding = "{doubt.likely}" in a [[source]] of anthology.toml.'
    if not known.guess or known.encoding:
        seems = f"{doubt.message}; it seems to be {doubt.likely}"
        raise Refused(error(place, seems, f"Save it as UTF-8, or {remedy}"))
    read = data.decode(doubt.likely, "replace")  # UTF-16 that was cut off has half a character
    text, problems = characters.scrub(read, Place(place.path))
    message = f"this is not UTF-8; it is read as {doubt.likely}, by its letters"
    return text, (question(place, message, f"If that is right, {remedy}"), *problems)


def _undecodable(data: bytes, mistake: UnicodeDecodeError, language: str) -> _Doubt:
    from anthology.load.clean.decode import likely  # noqa: PLC0415  only for a file that cannot be read

    message = (
        f"this is not {mistake.encoding.upper()}: the byte 0x{data[mistake.start]:02x} "
        f"at offset {mistake.start} cannot be read"
    )
    if mistake.encoding.startswith("utf-8") and likely.mixed(data):
        hint = "Other parts of the file are UTF-8: type that character again, and save as UTF-8."
        return _Doubt(message, hint=hint)
    return _Doubt(message, likely.likely(data, language))


def _wide(data: bytes) -> _Doubt:
    """A text of two bytes a character without a byte order mark."""
    guess = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
    return _Doubt("this is not UTF-8: it contains many NUL bytes", guess)
