"""Marks that other programs add to Markdown: read where we can, else reported, never in silence.

A dialect is a function: it gets the text, whose code was set aside, and the findings, to
which it adds what it leaves out or leaves as it stands; it returns the text in the Markdown
that we read. A new one is a module and a row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from anthology.load.formats import Converted
from anthology.load.formats.dialects import (
    drawn_tables,
    edits,
    forums,
    html_blocks,
    kramdown,
    not_code,
    obsidian,
    org,
    pandoc,
    reported,
    ruby,
    tex,
    wordpress,
)
from anthology.load.formats.dialects.findings import Findings
from anthology.load.formats.markdown_code import Code
from anthology.load.header.front_matter import FrontMatter
from anthology.report import Place, Problem

# Those that keep every line in its place come first: findings name lines.
DIALECTS: tuple[Callable[[str, Findings], str], ...] = (
    kramdown.comments,
    reported.read,
    tex.commands,
    edits.read,
    forums.read,
    org.read,
    obsidian.read,
    wordpress.read,
    html_blocks.read,
    ruby.read,
    pandoc.links,
    pandoc.read,
    kramdown.read,
    drawn_tables.read,
    pandoc.line_blocks,
)


def with_formulas(converted: Converted, front: FrontMatter) -> Converted:
    """A text of another format than Markdown, with its formulas."""
    findings = Findings(front.body, front.place)
    html = tex.in_html(converted.html, findings)
    return replace(converted, html=html, problems=(*converted.problems, *findings.problems()))


@dataclass(frozen=True)
class Translated:
    """A text in the Markdown that we read."""

    text: str
    problems: tuple[Problem, ...] = ()
    left_out: tuple[str, ...] = ()  # what is not printed on purpose


def without_pretended_code(text: str, place: Place) -> Translated:
    """The text, line for line, without what only looks like code; its code is still in it."""
    findings = Findings(text, place)
    text = not_code.without(text, findings)
    return Translated(text, findings.problems(), tuple(findings.left_out))


def translated(text: str, code: Code, place: Place) -> Translated:
    """The text without the marks of other programs; `place.line` is the line of its first."""
    findings = Findings(text, place)
    text = tex.set_aside(text, code, findings)
    for dialect in DIALECTS:
        text = dialect(text, findings)
    return Translated(text, findings.problems(), tuple(findings.left_out))
