"""The tags of clean XHTML, whose attribute values stand in double quotes."""

from __future__ import annotations

import re
from functools import lru_cache

TAG = re.compile(r'(<(?:[^>"]|"[^"]*")*>)')
NAME = re.compile(r"[A-Za-z][\w:.-]*")
LANG = re.compile(r'\s(?:xml:)?lang="([^"]*)"')
VERBATIM = frozenset({"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "tt"})
VOID = frozenset({"br", "hr", "img", "col", "wbr"})


@lru_cache(4096)
def read(tag: str) -> tuple[str, int, str]:
    """A tag's name, whether it opens (1), closes (-1) or is empty (0), and its language."""
    match, lang = NAME.search(tag), LANG.search(tag)
    name = match[0] if match else ""
    way = 0 if name in VOID or tag.endswith("/>") or not name else -1 if tag[1] == "/" else 1
    return name, way, lang[1] if lang else ""


def in_language(tag: str, languages: list[str]) -> str:
    """The language after a tag; the list holds those of the elements that are open."""
    _, way, lang = read(tag)
    if way > 0:
        languages.append(lang or languages[-1])
    elif way < 0 and len(languages) > 1:
        languages.pop()
    return languages[-1]
