"""Words marked as added or struck out: CriticMarkup, GitLab's marks, ++of pymdown++.

Changes that nobody has accepted yet are printed with their marks, and reported.
"""

from __future__ import annotations

import re
from functools import partial

from anthology.load.formats.dialects.findings import Findings, Kind
from anthology.report import Severity

WORDS = r"((?:[^\n]|\n(?!\s*\n)){1,2000}?)"  # of one paragraph
COMMENT = re.compile(r"\{>>(?:[^\n]|\n(?!\s*\n)){0,2000}?<<\}")
REPLACED = re.compile(rf"\{{~~{WORDS}~>{WORDS}~~\}}")
CHANGES = (
    (re.compile(rf"\{{\+\+{WORDS}\+\+\}}"), "ins"),
    (re.compile(rf"\{{--{WORDS}--\}}"), "del"),
    (re.compile(rf"\{{\+[ ]{WORDS}[ ]\+\}}|\[\+[ ]{WORDS}[ ]\+\](?![(\[])"), "ins"),
    (re.compile(rf"\{{-[ ]{WORDS}[ ]-\}}|\[-[ ]{WORDS}[ ]-\](?![(\[])"), "del"),
)
MARKED = re.compile(rf"\{{=={WORDS}==\}}")
PLUS = re.compile(r"(?<![\w+\\])\+\+(?=[^\s+])([^+\n]*[^\s+\\])\+\+(?![\w+])")
CARET = re.compile(r"(?<![\w^\\\[])\^\^(?=[^\s^\[])([^^\n]*[^\s^\\])\^\^(?![\w^])")
KEYS = re.compile(r"(?<![\w+\\])\+\+([\w-]+(?:\+[\w-]+)+)\+\+(?![\w+])")
# The end of C++, i++ and Notepad++ is no mark.
LANGUAGE = re.compile(r"(?:^|[\s(])(?:[A-Za-z]|clang|notepad|dev-c)$", re.IGNORECASE)

EDITS = Kind(
    "printed as added or struck out",
    "marked change",
    "Accept or reject the changes in your editor, so that the marks go.",
)
COMMENTS = Kind("between {>> and <<} and not printed", "comment", "", Severity.NOTE, private=True)


def read(text: str, findings: Findings) -> str:
    """The text with elements for what is marked as added or struck out."""
    if "{" in text or "[+" in text or "[-" in text:
        text = _changes(text, findings)
    if "++" in text:
        text = PLUS.sub(_added, KEYS.sub(r"<kbd>\1</kbd>", text))
    return CARET.sub(r"<ins>\1</ins>", text) if "^^" in text else text


def _changes(text: str, findings: Findings) -> str:
    def comment(match: re.Match[str]) -> str:
        findings.add(COMMENTS, match[0])
        return findings.leave_out(match[0])

    def replaced(match: re.Match[str]) -> str:
        findings.add(EDITS, match[0])
        return f"<del>{match[1]}</del><ins>{match[2]}</ins>"

    if "{>>" in text:
        text = COMMENT.sub(comment, text)
    if "{~~" in text:
        text = REPLACED.sub(replaced, text)
    for mark, element in CHANGES:
        text = mark.sub(partial(_changed, element, findings), text)
    return MARKED.sub(r"<mark>\1</mark>", text) if "{==" in text else text


def _changed(element: str, findings: Findings, match: re.Match[str]) -> str:
    findings.add(EDITS, match[0])
    words = next(group for group in match.groups() if group is not None)
    return f"<{element}>{words}</{element}>"


def _added(match: re.Match[str]) -> str:
    several = " " in match[1]
    return match[0] if several and LANGUAGE.search(match[1]) else f"<ins>{match[1]}</ins>"
