"""The addresses of links, which paper does not show: listed after the text, if the style wants."""

from __future__ import annotations

import re
from html import unescape

LINK = re.compile(r'<a(?=\s[^>]*?\bhref="(https?://[^"]+)")[^>]*>(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
ADDRESS = re.compile(r"\w\.\w")
SCHEME = re.compile(r"https?://(?:www\.)?|/$")


def with_list(xhtml: str) -> str:
    """The text and, below it, a list of its links' words and addresses, each address once.

    A link whose words are its address is left out.
    """
    found: dict[str, str] = {}
    for match in LINK.finditer(xhtml):
        words = " ".join(TAG.sub("", match[2]).split())
        if words and not (ADDRESS.search(words) and _bare(match[1]).startswith(_bare(words))):
            found.setdefault(match[1], words)
    if not found:
        return xhtml
    items = "".join(
        f'<li>{words}: <a href="{address}"><span class="address">{address}</span></a></li>'
        for address, words in found.items()
    )
    return f'{xhtml}\n<ul class="addresses">{items}</ul>'


def _bare(address: str) -> str:
    return SCHEME.sub("", unescape(address)).casefold()
