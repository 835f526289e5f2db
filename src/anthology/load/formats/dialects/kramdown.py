"""kramdown (Jekyll) and the attributes in braces of others: their spellings made one."""

from __future__ import annotations

import re

from anthology.load.formats.dialects.findings import Findings, Kind, until_last
from anthology.report import Severity

COMMENT = re.compile(r"\{::comment\}.*?\{:/(?:comment)?\}", re.DOTALL)
MDX = re.compile(r"\{/\*.*?\*/\}", re.DOTALL)
OPTION = re.compile(
    r"\{::?(?:/?nomarkdown|options|/options|/)[^{}\n]*/?\}|^\{:toc\}[ ]*$", re.MULTILINE
)
SPACED = re.compile(
    r"(?<=[)\]\w*_`])\{[ ]+([.#\w][^{}\n]*?)[ ]*\}|(?<=[)\]])\{([.#\w][^{}\n]*?)[ ]+\}"
)
AFTER_WORDS = re.compile(r"(?<=[\w.,;!?])[ ]?\{:[ ]*[.#][^{}\n]*\}(?=[ ]*\S)")  # they do nothing
UNNUMBERED = re.compile(
    r"^([ ]{0,3}#{1,6}[ ].*?)[ ]*\{[ ]*(?:-|\.unnumbered)[ ]*\}[ ]*$", re.MULTILINE
)
BEFORE = re.compile(  # a list in a line of its own, and the lines of the block after it
    r"(?P<gap>^|\n[ ]*\n)(?P<list>\{(?::|[ ]?[.#]\w)[^{}\n]*\})[ ]*\n"
    r"(?P<block>(?![ ]*\n|[ ]*\{)[^\n]+(?:\n(?![ ]*\n|[ ]*\{[:.#])[^\n]+)*)"
)
GUILLEMETS = re.compile(r"(?<![<\w])<<(?=[\s\u00a0]*[^\s<>])([^<>\n|]*(?:\n[^<>\n|]+)*)>>(?![>\w])")
LISTED = re.compile(r"\{[ ]?[:.#]")
HEADING = re.compile(r"#{1,6}[ ]")

COMMENTS = Kind("not printed", "comment", "", Severity.NOTE, private=True)


def comments(text: str, findings: Findings) -> str:
    """The text without comments of kramdown and MDX."""
    if "{::comment}" not in text and "{/*" not in text:
        return text

    def without(match: re.Match[str]) -> str:
        findings.add(COMMENTS, match[0])
        return findings.leave_out(match[0])

    text = until_last("{:/", text, lambda part: COMMENT.sub(without, part), 12)
    return until_last("*/}", text, lambda part: MDX.sub(without, part))


def read(text: str, findings: Findings) -> str:
    """The text with attributes where Python-Markdown wants them, and without options."""
    if "<<" in text and ">>" in text:
        text = GUILLEMETS.sub(_quoted, text)
    if "{" not in text:
        return text
    text = OPTION.sub(lambda match: findings.leave_out(match[0]), text)
    text = AFTER_WORDS.sub(lambda match: findings.leave_out(match[0]), text)
    text = UNNUMBERED.sub(r"\1", text)
    text = SPACED.sub(lambda match: f"{{{match[1] or match[2]}}}", text)
    return BEFORE.sub(_after, text) if LISTED.search(text) else text


def _quoted(match: re.Match[str]) -> str:
    """Words in guillemets; numbers are a formula."""
    return f"«{match[1]}»" if any(map(str.isalpha, match[1])) else match[0]


def _after(match: re.Match[str]) -> str:
    """An attribute list before a block, put after it."""
    block, attributes = match["block"], match["list"]
    if HEADING.match(block):
        heading, newline, rest = block.partition("\n")
        return f"{match['gap']}{heading} {attributes}{newline}{rest}"
    return f"{match['gap']}{block}\n{attributes}"
