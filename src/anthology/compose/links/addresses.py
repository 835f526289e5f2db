"""The addresses of links, which paper does not show: listed after the text, if the style wants."""

from __future__ import annotations

import re
from html import unescape

NAMED_LINK = re.compile(r'<a(?=\s[^>]*?\bhref="(https?://[^"]+)")[^>]*>(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
ADDRESS = re.compile(r"\w\.\w")
SCHEME = re.compile(r"https?://(?:www\.)?|/$")


def with_list(xhtml: str) -> str:
    """The text and, below it, a list of its links' words and addresses, each address once.

    A link whose words are its address is left out.
    """
    found: dict[str, str] = {}
    for match in NAMED_LINK.finditer(xhtml):
        if not is_address(match[2], match[1]):
            found.setdefault(match[1], _words(match[2]))
    if not found:
        return xhtml
    items = "".join(
        f'<li>{words}: <a href="{address}"><span class="address">{address}</span></a></li>'
        for address, words in found.items()
    )
    return f'{xhtml}\n<ul class="addresses">{items}</ul>'


def is_address(inside: str, address: str) -> bool:
    """Whether what stands in a link to `address` is nothing but this address, or no words."""
    words = _words(inside)
    return not words or bool(ADDRESS.search(words) and _bare(address).startswith(_bare(words)))


def _words(xhtml: str) -> str:
    return " ".join(TAG.sub("", xhtml).split())


def _bare(address: str) -> str:
    return SCHEME.sub("", unescape(address)).casefold()
