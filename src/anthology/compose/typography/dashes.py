"""Ellipses and dashes: what a typewriter has no key for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anthology.compose.typography.block import Block, Edit
from anthology.compose.typography.languages import EM_DASH, EN_DASH, NBSP, Language

_ELLIPSIS = re.compile(r"\.\.\.(?<!\.\.\.\.)(?!\.\.)|\. \. \.(?<!\.\. \. \.)(?! ?\.)")
_TYPED = re.compile(r"---(?<!----)(?!-)|--(?<![-!<]--)(?![->])")
_ANY = re.compile(rf"{_TYPED.pattern}|[–—]")
# After an opening dash: the author's own closing one.
_CLOSING = re.compile(r"[^\s–—-][^–—]{0,200}?(?<=\S)([–—])(?!\w)")
_SPACED = re.compile(r"(?:[ \u00a0](?<=\S.)|«)([-–—])(?=\s+\S|»)")
_FIRST = re.compile(r"\s*([-–—]) (?=\S)")
_YEARS = re.compile(r"-(?<=\b[12]\d\d\d-)(?<![\w-]\d{4}-)(?=[12]\d\d\d(?![\w-]))")


def with_dashes(block: Block) -> Block:
    """The block with ellipses, and with dashes for the hyphens that are typed for them."""
    text = block.text
    if "..." in text or ". ." in text:
        block = block.edited((m.start(), m.end(), "…") for m in _ELLIPSIS.finditer(text))
        text = block.text
    if "--" in text:
        block = block.edited(_typed(block))
        text = block.text
    return block.edited(_years(text)) if "-" in text else block


def with_spaced_dashes(block: Block) -> Block:
    """The block with unbreakable spaces before the dashes between spaces; its quotes are set."""
    text = block.text
    return block.edited(_spaced(block)) if "-" in text or "–" in text or "—" in text else block


def _typed(block: Block) -> Iterator[Edit]:
    """A dash for two or three hyphens; those around an insertion become dashes of one kind."""
    text, opened = block.text, ""
    for match in _ANY.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        clear = (not before.strip(), not after.strip())
        hyphens = match[0][0] == "-"
        dash = _dash(match, opened, block.rules_at(match.start())) if hyphens else match[0]
        if hyphens:
            yield start, end, dash
        opened = dash if clear[0] and not clear[1] else ""


def _dash(match: re.Match[str], opened: str, rules: Language) -> str:
    """The dash for hyphens; `opened` is the one that opened an insertion, "" without one."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if match[0] == "---":
        return EM_DASH
    if not before.strip() and not after.strip():
        return rules.dash
    if opened and not after.isalnum() and before.strip():
        return opened
    if before.isdigit() and not after.isalpha():
        return EN_DASH  # from 12 to 14, or from 1999 on
    closing = _CLOSING.match(text, end) if not before.strip() else None
    return closing[1] if closing else EM_DASH


def _spaced(block: Block) -> Iterator[Edit]:
    """The dash of the language for a hyphen between spaces, and such a dash where speech begins."""
    for match in _SPACED.finditer(block.text):
        dash = block.rules_at(match.start(1)).dash if match[1] == "-" else match[1]
        before = "«" if match[0][0] == "«" else NBSP
        yield match.start(), match.end(), before + dash
    first = _FIRST.match(block.text)
    if first and block.rules_at(first.start(1)).dash == EM_DASH:
        dash = EM_DASH if first[1] == "-" else first[1]
        yield first.start(1), first.end(), dash + NBSP


def _years(text: str) -> Iterator[Edit]:
    return ((m.start(), m.end(), EN_DASH) for m in _YEARS.finditer(text))
