"""Addresses, of the web, of mail and of documents, which no rule of typography may change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from anthology.compose.typography.tags import TAG, VERBATIM, read

_MAYBE = re.compile(r"[@/=]|www\.")
# What each form of an address holds; quick, since it begins with rare characters.
_LIKELY = re.compile(r"[@:.](?:(?<=@)|//|(?<=[wW]\.)|(?<=[oO]:)|(?<=10\.)|[A-Za-z]{2,}[/?#:])")
_ADDRESS = re.compile(
    r"""(?:(?:https?|ftp)://|www\.|(?<![\w.])10\.\d{4,9}/"""
    r"""|(?<![\w.-])(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}(?::\d+)?(?:/|[?#]\w+=)|mailto:|(?<!\w)(?:[\w.+-]*o['’])?[\w.+-]{1,64}@(?=\w))"""
    r"""[^\s<>"«»“”„]*(?<![.,;:!?…'’)\]*])""",
    re.IGNORECASE,
)


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """The first character of each address in `text`, and the one after its last.

    The marks that end a sentence do not belong to it.
    """
    return (match.span() for match in _ADDRESS.finditer(text)) if _MAYBE.search(text) else iter(())


def with_addresses(xhtml: str) -> str:
    """Clean XHTML with each address in a span, which styles keep whole: no hyphen comes in."""
    if not _LIKELY.search(xhtml) or not _ADDRESS.search(xhtml):
        return xhtml
    parts, verbatim = TAG.split(xhtml), 0
    for index, part in enumerate(parts):
        if index % 2:
            name, way, _ = read(part)
            verbatim += way if name in VERBATIM else 0
        elif not verbatim and _MAYBE.search(part):
            parts[index] = _in_spans(unescape(part))
    return "".join(parts)


def _in_spans(text: str) -> str:
    marked, at = "", 0
    for start, end in addresses(text):
        before, address = (escape(each, quote=False) for each in (text[at:start], text[start:end]))
        marked += f'{before}<span class="address">{address}</span>'
        at = end
    return marked + escape(text[at:], quote=False)
