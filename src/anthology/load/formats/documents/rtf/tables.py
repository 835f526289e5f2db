"""What an RTF file says before its text: fonts, styles, authors of changes; and its pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from anthology.load.formats.documents.rtf.tokens import (
    CHARSETS,
    PAGES,
    Token,
    code_page,
    decoded,
    paired,
    tokens,
)
from anthology.load.formats.documents.word.styles import HEADING, KINDS
from anthology.report import Place, Refused, error

GROUPS = frozenset({"fonttbl", "stylesheet", "info", "revtbl"})
SUFFIXES = {"pngblip": ".png", "jpegblip": ".jpg"}
HEX = re.compile(rb"[^0-9a-fA-F]")
DESCRIPTION = "wzDescription"


@dataclass(frozen=True)
class Picture:
    """A picture in the file; one of another form than PNG or JPEG is None in `Tables`."""

    suffix: str
    data: bytes = field(repr=False)
    alternative: str = ""


@dataclass(frozen=True)
class Style:
    """A style of paragraphs: what it makes of them, and how all of their letters look."""

    kind: str = ""  # "heading-2", "quote" ...
    bold: bool = False
    italic: bool = False


NO_STYLE = Style()


@dataclass
class Tables:
    """What the text refers to by numbers."""

    page: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)  # code pages
    styles: dict[int, Style] = field(default_factory=dict)
    authors: dict[int, str] = field(default_factory=dict)  # of tracked changes
    author: str = ""  # of the file, by its properties
    pictures: list[Picture | None] = field(default_factory=list)


@lru_cache(maxsize=1)  # each picture of a file is found in its own reading
def read(data: bytes) -> Tables:
    """The tables of a file. Raises Refused where it cannot be read."""
    found = Tables()
    for group in _groups(data):
        READERS[group[0].name](group, found)
    return found


def _groups(data: bytes) -> Iterator[list[Token]]:
    """The tokens of each group that begins with a word of ours; words of the head alone."""
    inside: list[Token] = []
    depth = start = 0
    before = Token("open")
    for token in tokens(data):
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if start:
            inside.append(token)
            if depth < start:
                yield inside
                start = 0
        elif token.name in GROUPS | {"pict"} and before.kind in {"open", "symbol"}:
            start, inside = depth, [token]
        elif depth == 1 and token.name in OF_HEAD:
            yield [token]
        before = before if token.kind == "text" and not token.data.strip() else token


def _text(group: list[Token], page: str) -> Iterator[str]:
    for token in group:
        if token.kind in {"text", "byte"}:
            yield decoded(token.data, page)
        elif token.name == "u" and token.number:
            yield chr(token.number % 0x10000)


def _fonts(group: list[Token], found: Tables) -> None:
    number = 0
    for token in group:
        if token.name == "f" and token.number is not None:
            number = token.number
        elif token.name == "fcharset" and token.number:
            found.fonts[number] = CHARSETS.get(token.number, "")


def _styles(group: list[Token], found: Tables) -> None:
    """The styles of paragraphs by their names, or by those of the styles that they are based on."""
    names: dict[int, tuple[str, int]] = {}
    words: dict[int, dict[str, int | None]] = {}
    for entry in _entries(group):
        given = {token.name: token.number for token in entry if token.kind == "word"}
        name = "".join(_text(entry, found.page)).partition(";")[0]
        number = given.get("s") or 0
        names[number] = (name.strip().lower(), given.get("sbasedon") or 0)
        words[number] = given
    for number, given in words.items():
        bold, italic = (name in given and given[name] != 0 for name in "bi")
        found.styles[number] = Style(_kind(names, number), bold, italic)


def _entries(group: list[Token]) -> Iterator[list[Token]]:
    """The tokens of each group in a group; those of characters' and tables' styles are extra."""
    entry: list[Token] = []
    depth = 0
    for token in group[1:]:
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if depth == 1 and token.kind != "open":
            entry.append(token)
        elif depth == 0 and entry:
            if not any(each.kind == "symbol" and each.name == "*" for each in entry):
                yield entry
            entry = []


def _kind(names: dict[int, tuple[str, int]], number: int) -> str:
    for _ in range(20):
        name, base = names.get(number, ("", 0))
        if heading := HEADING.fullmatch(name):
            return f"heading-{heading[1]}"
        if name in KINDS or not base or base == number:
            return KINDS.get(name, "")
        number = base
    return ""


def _author(group: list[Token], found: Tables) -> None:
    at = next((n for n, token in enumerate(group) if token.name == "author"), len(group))
    end = next((n for n, token in enumerate(group[at:], at) if token.kind == "close"), at)
    found.author = paired(" ".join("".join(_text(group[at:end], found.page)).split()))


def _authors_of_changes(group: list[Token], found: Tables) -> None:
    names = paired("".join(_text(group, found.page))).split(";")
    found.authors = dict(enumerate(name.strip() for name in names))


def _code_page(group: list[Token], found: Tables) -> None:
    word = group[0]
    found.page = PAGES.get(word.name) or code_page(word.number)


def _pictures(group: list[Token], found: Tables) -> None:
    found.pictures.append(_picture(group, found.page))


OF_HEAD = frozenset({*PAGES, "ansicpg"})
READERS: Mapping[str, Callable[[list[Token], Tables], None]] = {
    "fonttbl": _fonts,
    "stylesheet": _styles,
    "revtbl": _authors_of_changes,
    "info": _author,
    "pict": _pictures,
    **dict.fromkeys(OF_HEAD, _code_page),
}


def _picture(group: list[Token], page: str) -> Picture | None:
    suffix = next((SUFFIXES[token.name] for token in group if token.name in SUFFIXES), "")
    binary = b"".join(token.data for token in group if token.kind == "binary")
    depth, written, described = 1, b"", ""
    for token in group[1:]:
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if token.kind == "text" and depth == 1:
            written += token.data
        elif token.kind in {"text", "byte"}:
            described += decoded(token.data, page)
    if not suffix:
        return None
    digits = HEX.sub(b"", written)
    data = binary or bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
    alternative = described.partition(DESCRIPTION)[2]
    return Picture(suffix, data, paired(" ".join(alternative.split())))


def picture(data: bytes, name: str, place: Place, most: int) -> bytes:
    """A picture inside a file, up to `most` bytes. Raises Refused at `place`."""
    number = int("".join(filter(str.isdecimal, name)) or 0)
    known = read(data).pictures
    found = known[number - 1] if 0 < number <= len(known) else None
    if found is None:
        raise Refused(error(place, f"the picture {name} inside the document cannot be read"))
    if len(found.data) > most:
        hint = "[limits] picture_mb in anthology.toml allows more."
        raise Refused(error(place, f"the picture {name} is too large", hint))
    return found.data
