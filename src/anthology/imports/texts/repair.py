"""Text with tags that people typed: closed where they forgot it, and its lines kept.

A real export of Letterboxd closes tags by openers (“<i>title<i>”) in 635 of 913 reviews, each an
even number of times. The rule “an opener of a tag that is open is its closer” left none open and
changed nothing where tags were right.
"""

from __future__ import annotations

import re
from html import escape, unescape

INLINE = frozenset(
    {"i", "b", "em", "strong", "u", "s", "del", "strike", "a", "spoiler", "sub", "sup", "code",
     "small", "cite", "q", "span", "font"}
)  # fmt: skip
BLOCKS = frozenset({"p", "div", "blockquote", "ul", "ol", "li", "pre", "center",
                    *(f"h{n}" for n in range(1, 7))})  # fmt: skip
VOID = frozenset({"br", "hr", "img"})
CLOSED_BY_OPENERS = frozenset({"i", "b", "em", "strong", "u", "s", "blockquote", "spoiler"})
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(\s[^<>]*)?/?>")
BREAK = re.compile(r"\r\n?|\n")


def loose(text: str) -> str:
    """HTML of a text whose line ends are breaks, with its tags repaired; no word is lost.

    What is no tag that we know (“<3”, “<sigh>”) stays as text.
    """
    written: list[str] = []
    is_open: list[str] = []
    at = 0
    for tag in TAG.finditer(text):
        name = tag[2].lower()
        if name not in INLINE | BLOCKS | VOID:
            continue
        written.append(_words(text[at : tag.start()]))
        at = tag.end()
        if name in VOID:
            written.append(f"<{name}{tag[3] or ''}>")
        elif name in is_open and (tag[1] or name in CLOSED_BY_OPENERS):
            written.append(_closed(name, is_open))
        elif not tag[1]:
            written.append(f"<{name}{tag[3] or ''}>")
            is_open.append(name)
    written.append(_words(text[at:]))
    written += (f"</{name}>" for name in reversed(is_open))
    return "".join(written)


def _words(text: str) -> str:
    """Text with entities as they are meant, and each line end a break."""
    return BREAK.sub("<br>", escape(unescape(text), quote=False))


def _closed(name: str, is_open: list[str]) -> str:
    """The tags that close `name`: those inside it are closed first, and opened again after it."""
    at = len(is_open) - 1 - is_open[::-1].index(name)
    inside = is_open[at + 1 :]
    again = [each for each in inside if each in INLINE - {"a"}]
    is_open[at:] = again
    tags = *(f"</{each}>" for each in reversed(inside)), f"</{name}>", *(f"<{n}>" for n in again)
    return "".join(tags)
