"""Marks that no book can show, of MultiMarkdown, GitHub and others: they are reported."""

from __future__ import annotations

import re

from anthology.load.formats.dialects.findings import Findings, Kind

CONTENTS = re.compile(
    r"^[ ]{0,3}(?:\{:toc\}|\[toc\]|\[\[_?toc_?\]\]|\{\{toc\}\}|\$\{toc\})[ ]*$",
    re.IGNORECASE | re.MULTILINE,
)
ELSEWHERE = "Copy its text into the manuscript if it is to be read here."
STANDS = "printed as it stands"
KINDS = (  # what a text must have, the mark, and what is said of it
    ("8<", re.compile(r"^[ ]*-+8<-+.*$", re.MULTILINE), Kind(STANDS, "included file", ELSEWHERE)),
    (
        "{{",
        re.compile(r"\{\{[\w./ -]+\.(?:md|txt|markdown|html?)\}\}"),
        Kind(STANDS, "included file", ELSEWHERE),
    ),
    (
        "<%",
        re.compile(r"<%[-_*=]?[^%\n]*%>"),
        Kind(STANDS, "template command", "Write what it stands for, or take it out."),
    ),
    (
        ":",
        re.compile(
            r"(?<![\w:/])(?::[a-z][a-z0-9_]{1,40}:|:\+1:|:-1:|:[a-z]+(?:-[a-z0-9]+)+:)(?![\w:])"
        ),
        Kind(STANDS, "emoji name", "Write the sign itself, or a word."),
    ),
    (
        "[",
        re.compile(
            r"\[#[\w-]+:[\w:-]+\]|(?<![\]\w])\[%[A-Za-z][\w ]*\](?![(\[:])"
            r"|^[ ]{0,3}\[[?>][^\[\]\n]+\]:",  # a word that is explained; [?so] is a reading
            re.MULTILINE,
        ),
        Kind(STANDS, "MultiMarkdown mark", "Write out what it stands for."),
    ),
    (
        "::",
        re.compile(r"[\[(](?!fn::)[\w -]{2,30}::[ ][^\[\]()\n]+[\])]"),
        Kind(STANDS, "Dataview field", "Take it out, or write it into the header."),
    ),
    (
        "#",
        re.compile(r"^[ ]{0,3}#[^\W\d][\w/-]*(?:[ ,]+#[^\W\d][\w/-]*)*[ ]*$", re.MULTILINE),
        Kind(STANDS, "tag line", "Take it out, or write the words into the header: subjects."),
    ),
)


def read(text: str, findings: Findings) -> str:
    """The text without marks for a table of contents; the others are noted."""
    if "toc" in text.lower():
        text = CONTENTS.sub(lambda match: findings.leave_out(match[0]), text)
    for sign, mark, kind in KINDS:
        for match in mark.finditer(text) if sign in text else ():
            findings.add(kind, match[0].strip())
    return text
