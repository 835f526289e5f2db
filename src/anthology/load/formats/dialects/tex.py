"""TeX: formulas are printed as they stand, to the letter, and reported once."""

from __future__ import annotations

import re

from anthology.load.formats.dialects.findings import Findings, Kind
from anthology.load.formats.markdown_code import Code
from anthology.report import Severity

# As pandoc reads it: no space inside a single dollar, no digit after it; and some sign of TeX,
# since “$5 and $10” is money.
FORMULA = re.compile(
    r"(?<![\\$])\$\$(?P<display>[^$]{1,4000}?)\$\$"
    r"|\\\[(?P<brackets>[^\n]{1,2000}?)\\\]"
    r"|\\\((?P<round>[^\n]{1,1000}?)\\\)"
    r"|(?<![\\$\w])\$(?P<inline>(?![\s$])[^$\n]{0,500}?(?<![\s\\]))\$(?![\w$])"
)
SIGN = re.compile(r"[\\^_{}=]|^[A-Za-z]$")

COMMAND = re.compile(r"\\[A-Za-z]")
PLAIN = Kind("printed as it stands", "formula", severity=Severity.NOTE)  # $x^2$ reads well
FORMULAS = Kind(
    "printed as it stands in TeX",
    "formula",
    "Write it in words or letters, or put a picture of it.",
)


def set_aside(text: str, code: Code, findings: Findings) -> str:
    """The text with marks for its formulas, which no pass over Markdown changes then."""
    if "$" not in text and "\\(" not in text and "\\[" not in text:
        return text

    formulas: list[str] = []

    def marked(match: re.Match[str]) -> str:
        inside = next(group for group in match.groups() if group is not None)
        if not SIGN.search(inside) or (match["brackets"] and "\\" not in inside):
            return match[0]  # money, or a bracket that is not to be a link
        formulas.append(match[0])
        return "\n".join(map(code.set_aside, match[0].split("\n")))

    text = FORMULA.sub(marked, text)
    kind = FORMULAS if any(map(COMMAND.search, formulas)) else PLAIN
    for formula in formulas:
        findings.add(kind, formula)
    return text
