"""Links as note-taking programs write them, [[Name#Heading|words]]: replaced in a text."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

WIKI = re.compile(
    r"(?<!!)\[\[([^\[\]|#<>]*)(?:#([^\[\]|<>]*))?(?:\|((?:[^\[\]<>]|</?\w+[^<>]*>)*))?\]\]"
)
UNTOUCHED = re.compile(r"(<code\b.*?</code>|<pre\b.*?</pre>|<a\b.*?</a>)", re.DOTALL)


def without_wiki_links(xhtml: str) -> str:
    """The fragment with each [[link]] replaced by its words, as in print."""
    return linked(xhtml, lambda _name, _heading: "")


def linked(xhtml: str, place_of: Callable[[str, str], str]) -> str:
    """The fragment with links to the ids that `place_of` gives for a name and a heading.

    Where it gives "", the words stand alone.
    """
    if "[[" not in xhtml:
        return xhtml

    def resolve(match: re.Match[str]) -> str:
        shown = (match[3] or match[1] or match[2] or "").strip()
        place = place_of(unescape(match[1]).strip(), unescape(match[2] or "").strip())
        return f'<a href="#{place}">{shown}</a>' if place else shown

    parts = UNTOUCHED.split(xhtml)  # text, code or link, text ...
    parts[::2] = [WIKI.sub(resolve, text) for text in parts[::2]]
    return "".join(parts)
