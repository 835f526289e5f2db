"""The picture that a header gives: a still or a poster, with which the review opens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from anthology.load.header import inline, keys
from anthology.load.header.fields import Fields
from anthology.load.header.shape import single
from anthology.load.header.syntax.tree import Table, Value
from anthology.load.model import OPENING_FIGURE

KEY = "still"
PARTS = {
    "file": "file", "src": "file", "path": "file", "image": "file", "url": "file",
    "alt": "alt", "caption": "caption", "credit": "credit", "source": "credit",
}  # fmt: skip
_REMOTE = re.compile(r"(?:[a-z]{2,}:)?//", re.IGNORECASE)


@dataclass(frozen=True)
class Still:
    """A picture for the opening of a review."""

    src: str  # its address as written
    alt: str = ""
    caption: str = ""  # XHTML, with the credit; "" for none
    line: int = 0
    needed: bool = True  # whether it must be there


def still_of(given: Table, fields: Fields) -> Still | None:
    """The picture that a header gives, None where it gives none.

    One on the web, under a site's name for it, is none: nothing is fetched.
    """
    for name in (KEY, *keys.STILLS_OF_SITES):
        still = _read(name, given, fields) if name in given else None
        if still and still.src and (still.needed or not _REMOTE.match(still.src)):
            return still
    return None


def figure(still: Still, number: int) -> str:
    """The figure that begins the text, of the picture with that number in it."""
    image = f'<img src="pictures/@{number}" alt="{escape(still.alt)}"/>'
    caption = f"<figcaption>{still.caption}</figcaption>" if still.caption else ""
    return f"{OPENING_FIGURE}{image}{caption}</figure>"


def _read(name: str, given: Table, fields: Fields) -> Still | None:
    value = single(given[name])
    needed = name == KEY
    if isinstance(value.content, tuple):  # a gallery
        return _read(name, {**given, name: value.content[0]}, fields) if value.content else None
    if isinstance(value.content, dict):
        parts = _parts(value.content, fields, strict=needed)
    else:
        parts = {**_beside(given, keys.STILL if needed else (name,)), "file": value}
    return Still(
        fields.text(name, parts.get("file")),
        fields.words("alt", parts.get("alt")),
        _caption(parts, fields),
        value.line,
        needed,
    )


def _beside(given: Table, names: Sequence[str]) -> Table:
    """What keys of their own say of a picture: `image_alt`."""
    return {
        part: given[f"{name}_{part}"]
        for part in ("alt", "caption", "credit")
        for name in names
        if f"{name}_{part}" in given
    }


def _parts(table: Table, fields: Fields, *, strict: bool) -> Table:
    """The table's values under our names; a site has more of them."""
    parts: Table = {}
    for raw, value in table.items():
        part = PARTS.get(keys.named(raw))
        if part:
            parts.setdefault(part, value)
        elif strict:
            names = ", ".join(dict.fromkeys(PARTS.values()))
            fields.wrong(value, f"unknown key “{raw}” in {KEY}", f"Known are {names}.")
    return parts


def _caption(parts: Table, fields: Fields) -> str:
    caption = _with_emphasis(fields.words("caption", parts.get("caption")), parts.get("caption"))
    credit = escape(fields.words("credit", parts.get("credit")), quote=False)
    source = f'<span class="source">{credit}</span>' if credit else ""
    return f"{caption} {source}".strip()


def _with_emphasis(words: str, value: Value | None) -> str:
    text = escape(words, quote=False)
    written = (single(value).text if value else None) or ""
    for phrase in inline.italics(written):
        plain = escape(phrase, quote=False)
        text = text.replace(plain, f"<em>{plain}</em>", 1)
    return text
