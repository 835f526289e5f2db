"""Ellipses and dashes: what a typewriter has no key for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anthology.compose.typography.block import Block, Edit
from anthology.compose.typography.languages import EM_DASH, EN_DASH, NBSP

_ELLIPSIS = re.compile(r"\.\.\.(?<!\.\.\.\.)(?!\.\.)|\. \. \.(?<!\.\. \. \.)(?! ?\.)")
_TYPED = re.compile(r"---(?<!----)(?!-)|--(?<![-!<]--)(?![->])")
_SPACED = re.compile(r"[ \u00a0](?<=\S.)([-–—])(?=\s\S|»)")
_FIRST = re.compile(r"\s*([-–—]) (?=\S)")
_YEARS = re.compile(r"-(?<=\b[12]\d\d\d-)(?<![\w-]\d{4}-)(?=[12]\d\d\d(?![\w-]))")


def with_dashes(block: Block) -> Block:
    """The block with ellipses and dashes, and unbreakable spaces before those between spaces."""
    text = block.text
    if "..." in text or ". ." in text:
        block = block.edited((m.start(), m.end(), "…") for m in _ELLIPSIS.finditer(text))
        text = block.text
    if "--" in text:
        block = block.edited(_typed(block))
        text = block.text
    if "-" in text or "–" in text or "—" in text:
        block = block.edited([*_spaced(block), *_years(text)])
    return block


def _typed(block: Block) -> Iterator[Edit]:
    """A dash for two or three hyphens; those around an insertion become dashes of one kind."""
    text, inside = block.text, False
    for match in _TYPED.finditer(text):
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        clear = (not before.strip(), not after.strip())
        if match[0] == "---":
            dash = EM_DASH
        elif all(clear):
            dash = block.rules_at(match.start()).dash
        elif before.isdigit() and not after.isalpha() and not (inside and not after.isdigit()):
            dash = EN_DASH  # from 12 to 14, or from 1999 on
        else:
            dash = EM_DASH
        inside = clear[0] and not clear[1]
        yield match.start(), match.end(), dash


def _spaced(block: Block) -> Iterator[Edit]:
    """The dash of the language for a hyphen between spaces, and such a dash where speech begins."""
    for match in _SPACED.finditer(block.text):
        dash = block.rules_at(match.start(1)).dash if match[1] == "-" else match[1]
        yield match.start(), match.end(), NBSP + dash
    first = _FIRST.match(block.text)
    if first and block.rules_at(first.start(1)).dash == EM_DASH:
        dash = EM_DASH if first[1] == "-" else first[1]
        yield first.start(1), first.end(), dash + NBSP


def _years(text: str) -> Iterator[Edit]:
    return ((m.start(), m.end(), EN_DASH) for m in _YEARS.finditer(text))
