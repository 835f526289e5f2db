"""Marks of Org in a text in Markdown: links, notes, lines of keywords."""

from __future__ import annotations

import re

from anthology.load.formats.dialects.findings import Findings, Kind

LINK = re.compile(
    r"\[\[(?P<to>(?:https?|mailto|file):[^\[\]\n]+)\](?:\[(?P<words>[^\[\]\n]+)\])?\]"
)
PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg)$", re.IGNORECASE)
LABEL = re.compile(r"\[(fn:[\w-]*)")
NOTE = re.compile(r"\[fn:(?P<label>[\w-]+)\]")
DEFINITION = re.compile(r"^\[fn:(?P<label>[\w-]+)\][ ]+(?=\S)", re.MULTILINE)
INLINE_NOTE = re.compile(r"\[fn:[\w-]*:[ ]*(?P<words>[^\[\]\n]+)\]")
KEYWORD = re.compile(r"^[ ]{0,3}#\+[A-Za-z]\w*(?::.*|[ ].*)?$", re.MULTILINE)

KEYWORDS = Kind(
    "printed as it stands",
    "Org line",
    "Give the file the ending .org, so that it is read as that, or write it in Markdown.",
)


def read(text: str, findings: Findings) -> str:
    """The text with links and notes of Markdown for those of Org."""
    if "[[" in text:
        text = LINK.sub(lambda match: _link(match, findings), text)
    if "[fn:" in text:
        findings.leave_out(" ".join(LABEL.findall(text)))
        text = INLINE_NOTE.sub(r"^[\g<words>]", text)
        text = DEFINITION.sub(r"[^\g<label>]: ", text)
        text = NOTE.sub(r"[^\g<label>]", text)
    if "#+" in text:
        for match in KEYWORD.finditer(text):
            findings.add(KEYWORDS, match[0].strip())
    return text


def _link(match: re.Match[str], findings: Findings) -> str:
    to, words = match["to"].removeprefix("file:"), match["words"]
    findings.leave_out(match["to"])
    if PICTURE.search(to) and not words:
        return f"![](<{to}>)"
    return f"[{words or to}](<{to}>)"
