"""Spoilers as forums write them: >!on Reddit!< and ||on Discord||."""

from __future__ import annotations

import re

from anthology.load.formats.dialects.findings import Findings

REDDIT = re.compile(r">!(?=\S)((?:[^\n>]|>(?!!)|\n(?!\s*\n)){1,2000}?)(?<=\S)!<")
DISCORD = re.compile(r"(?<![|\w\\])\|\|(?=[^\s|])([^|\n]*[^\s|])\|\|(?![|\w])")
ROW = re.compile(r"^[ >]*\|(?!\|)|[^|]\|[^|]")  # of a table
SPOILER = r'<span class="spoiler">\1</span>'


def read(text: str, _: Findings) -> str:
    """The text with spans for its spoilers."""
    if ">!" in text and "!<" in text:
        text = REDDIT.sub(SPOILER, text)
    if "||" not in text:
        return text
    lines = (DISCORD.sub(SPOILER, s) if not ROW.search(s) else s for s in text.split("\n"))
    return "\n".join(lines)
