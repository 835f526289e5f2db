"""Marks of forums: BBCode's tags, spoilers >!on Reddit!< and ||on Discord||."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anthology.load.formats.dialects.findings import Findings

REDDIT = re.compile(r">!(?=\S)((?:[^\n>]|>(?!!)|\n(?!\s*\n)){1,2000}?)(?<=\S)!<")
DISCORD = re.compile(r"(?<![|\w\\])\|\|(?=[^\s|])([^|\n]*[^\s|])\|\|(?![|\w])")
ROW = re.compile(r"^[ >]*\|(?!\|)|[^|]\|[^|]")  # of a table
SPOILER = r'<span class="spoiler">\1</span>'
LINES = r"((?:[^\n\[]|\[(?!/?{0}\b)|\n(?!\s*\n)){{1,2000}}?)"  # of one paragraph
ELEMENTS = {"b": "strong", "i": "em", "u": "u", "s": "del", "strike": "del", "sub": "sub",
            "sup": "sup"}  # fmt: skip
PAIRS = {name: re.compile(rf"\[{name}\]{LINES.format(name)}\[/{name}\]", re.IGNORECASE)
         for name in (*ELEMENTS, "spoiler")}  # fmt: skip
URL = re.compile(
    r"\[url(?:=[\"']?(?P<to>https?://[^\s\"'\]]+)[\"']?)?\](?P<words>[^\[\]\n]+)\[/url\]",
    re.IGNORECASE,
)
IMAGE = re.compile(r"\[img\](\S+?)\[/img\]", re.IGNORECASE)
LOOKS = re.compile(
    r"\[(?:/(?:color|size|font|center)|(?:color|size|font)=[^\[\]\n]+|center)\]", re.IGNORECASE
)
QUOTATION = re.compile(
    r"^(?P<start>\[quote(?:=[\"']?(?P<who>[^\"'\]\n]*)[\"']?)?\])(?P<words>(?:(?!\[/?quote\b).)*?)"
    r"\[/quote\](?=[ ]*$)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)

LIST = re.compile(
    r"^[ ]*\[(?P<name>o?list)(?P<form>=[^\[\]\n]*)?\]\s*\[\*\](?P<items>(?:(?!\[/?o?list\b).)*?)"
    r"\[/(?P=name)\](?=[ ]*$)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
ITEM_START = re.compile(r"(?:\[/\*\]\s*)?\[\*\]")
HEADING = re.compile(r"^[ ]*\[(h[1-6])\]([^\[\]\n]+)\[/\1\][ ]*$", re.IGNORECASE | re.MULTILINE)


def read(text: str, findings: Findings) -> str:
    """The text with elements for the tags of forums, and spans for their spoilers."""
    if "[/" in text:
        text = _bbcode(text, findings)
    if ">!" in text and "!<" in text:
        text = REDDIT.sub(SPOILER, text)
    if "||" not in text:
        return text
    lines = (DISCORD.sub(SPOILER, s) if not ROW.search(s) else s for s in text.split("\n"))
    return "\n".join(lines)


def _bbcode(text: str, findings: Findings) -> str:
    """The text with Markdown and HTML for BBCode."""
    for name, pair in PAIRS.items():
        if f"[/{name}]" not in text.lower():
            continue
        element = ELEMENTS.get(name)
        shown = f"<{element}>\\1</{element}>" if element else SPOILER
        text, count = pair.subn(shown, text)
        findings.leave_out(f"{name} " * 2 * count)
    lower = text.lower()
    if "[/url]" in lower:
        text = URL.sub(lambda match: _link(match, findings), text)
    if "[/img]" in lower:
        text = IMAGE.sub(r"![](<\1>)", text)
    if "[/quote]" in lower:
        text = QUOTATION.sub(lambda match: _quoted(match, findings), text)
    if "list]" in lower:
        text = LIST.sub(lambda match: _listed(match, findings), text)
    if "[/h" in lower:
        text = HEADING.sub(lambda match: _heading(match, findings), text)
    return LOOKS.sub(lambda match: findings.leave_out(match[0]), text)


def _link(match: re.Match[str], findings: Findings) -> str:
    findings.leave_out("url url")
    if match["to"] is None:
        return f"<{match['words'].strip()}>"
    findings.leave_out(match["to"])
    return f"[{match['words']}]({match['to']})"


def _listed(match: re.Match[str], findings: Findings) -> str:
    """A list, with numbers where it is one of them; what goes on is indented as Markdown wants."""
    findings.leave_out(f"{match['name']} {match['form'] or ''} {match['name']}")
    sign = "1." if match["form"] or match["name"].lower() == "olist" else "-"
    items = ITEM_START.split(match["items"].strip().removesuffix("[/*]"))
    blocks = ("\n    ".join(map(str.strip, item.strip().split("\n"))) for item in items)
    return "\n" + "\n".join(f"{sign} {block}".rstrip() for block in blocks) + "\n"


def _heading(match: re.Match[str], findings: Findings) -> str:
    """A heading, below that of the review."""
    findings.leave_out(f"{match[1]} {match[1]}")
    return f"\n{'#' * min(int(match[1][1]) + 1, 6)} {match[2].strip()}\n"


def _quoted(match: re.Match[str], findings: Findings) -> str:
    """A quotation in the lines that it has; who is quoted stands before it."""
    findings.leave_out("quote quote")
    return "\n".join(_quotation(match))


def _quotation(match: re.Match[str]) -> Iterator[str]:
    first, *others = match["words"].split("\n")
    who = f"<cite>{match['who'].strip()}</cite>: " if (match["who"] or "").strip() else ""
    yield f"> {who}{first}".rstrip()
    yield from (f"> {line}".rstrip() for line in others)
