"""Obsidian and its like: comments, highlights, embeds, callouts, block ids, task lists."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from anthology.load.formats.dialects.findings import Findings, Kind
from anthology.report import Severity

COMMENT = re.compile(r"(?<![\w%])%%(?!%).*?%%", re.DOTALL)
HIGHLIGHT = re.compile(r"(?<![=\\])==(?=[^=\s])([^=\n]*[^=\s])==(?!=)")
EMBED = re.compile(r"!\[\[([^\[\]|\n]+)((?:\|[^\[\]|\n]*)*)\]\]")
SIZE = re.compile(r"(\d{1,5})(?:x\d{1,5})?$")
BLOCK_ID = re.compile(r"[ ]\^(?=[\w-]*[A-Za-z])[\w-]{2,}[ ]*$", re.MULTILINE)
CALLOUT = re.compile(r"^([ ]*(?:>[ ]?)+)\[!(\w[\w-]*)\][+-]?[ ]*(.*)$", re.MULTILINE)
ENDS = re.compile(  # what ends the line of a title
    r"\n[ >]*(?:(?:[-*+]|\d{1,9}[.)]|#{1,6}|\||```|~~~)[ \w|]|(?:\n|$))"
)
TASK = re.compile(r"^([ >]*(?:[-*+]|\d{1,9}[.)])[ ]+)\[([ xX/><!?~-])\](?=[ ]+\S)", re.MULTILINE)
BOXES = {"x": "☑", "-": "☒", "~": "☒"}  # done, and given up
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".avif"})
QUOTES = frozenset({"quote", "cite"})  # callouts that need no name

COMMENTS = Kind("between %% and not printed", "comment", "", Severity.NOTE, private=True)
EMBEDS = Kind(
    "printed as a link only",
    "embedded note",
    "Copy its text into the manuscript if it is to be read here.",
)


def read(text: str, findings: Findings) -> str:
    """The text without Obsidian's marks."""
    if "%%" in text:
        text = COMMENT.sub(lambda match: _comment(match, findings), text)
    if "==" in text:
        text = HIGHLIGHT.sub(r"<mark>\1</mark>", text)
    if "![[" in text:
        text = EMBED.sub(lambda match: _embed(match, findings), text)
    if "^" in text:
        text = BLOCK_ID.sub(lambda match: findings.leave_out(match[0]), text)
    if "[!" in text:
        text = CALLOUT.sub(lambda match: _callout(match, findings), text)
    return TASK.sub(lambda match: _task(match, findings), text) if "[" in text else text


def _comment(match: re.Match[str], findings: Findings) -> str:
    findings.add(COMMENTS, match[0])
    return findings.leave_out(match[0])


def _embed(match: re.Match[str], findings: Findings) -> str:
    """A picture, or a link to the note that was embedded."""
    name, options = match[1].strip(), [each.strip() for each in match[2].split("|")[1:]]
    if PurePosixPath(name).suffix.lower() not in PICTURES:
        findings.add(EMBEDS, match[0])
        return f"[[{name.partition('#')[0] or name}]]"
    findings.leave_out(match[0])
    sizes = [size[1] for each in options if (size := SIZE.match(each))]
    words = " ".join(each for each in options if not SIZE.match(each))
    width = f"{{width={sizes[0]}px}}" if sizes else ""
    return f"![{words}](<{name}>){width}"


def _task(match: re.Match[str], findings: Findings) -> str:
    findings.leave_out(match[2])
    box = BOXES.get(match[2].lower(), "☐")
    return f"{match[1]}{box}"


def _callout(match: re.Match[str], findings: Findings) -> str:
    """The title of a callout as the first line of the quotation."""
    quote, kind, title = match.groups()
    if title:
        findings.leave_out(kind)
    elif kind.lower() in QUOTES:
        findings.leave_out(kind)
        return str(quote).rstrip()
    name = f"{quote}<strong>{title.strip() or kind.capitalize()}</strong>"
    return f"{name}\n{quote}" if ENDS.match(match.string, match.end()) else f"{name}<br />"
