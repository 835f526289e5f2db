"""Markdown becomes HTML: Python-Markdown with the marks that reviews use."""

from __future__ import annotations

import re
import string
from functools import cache, cached_property
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.inlinepatterns import InlineProcessor as InlinePattern
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

from anthology.load.formats import (
    Converted,
    markdown_notes,
    shortcodes,
)
from anthology.load.formats.blocks import figures, lists, quotations, tables
from anthology.load.formats.dialects import translated, without_pretended_code
from anthology.load.formats.markdown_code import Code, without_code
from anthology.load.formats.markdown_notes import Notes
from anthology.load.formats.markdown_tidy import tidied
from anthology.load.header.front_matter import FrontMatter
from anthology.report import Problem, warning

EXTENSIONS = ("tables", "def_list", "abbr", "attr_list", "fenced_code", "md_in_html", "sane_lists")
SIGNS = {  # inline pattern -> what a text must contain for it to match
    "backtick": "`", "escape": "\\", "footnote": "[^", "marked": "]{", "reference": "[",
    "link": "[", "image_link": "![", "image_reference": "![", "short_reference": "[",
    "short_image_ref": "![", "autolink": "<", "automail": "<", "linebreak": "  \n",
    "html": "<", "entity": "&", "del": "~~",
}  # fmt: skip
BRACES = r"\{(?=:|[#.]\w|[\w-]+=)\:?[ ]*([^\}\n ][^\n{}]*)\}"
MARKED = r"\[(?P<text>[^\[\]]+)\]\{\s*\.(?P<kind>index|spoiler)(?P<rest>[^{}]*)\}"


def convert(front: FrontMatter) -> Converted:
    """The body of a manuscript in Markdown."""
    before = without_pretended_code(front.body, front.place)
    text, code = without_code(before.text)
    text, tags = shortcodes.without_tags(text, front.place)
    text, twice = markdown_notes.checked(text, front.place) if "[^" in text else (text, ())
    meant = translated(text, code, front.place)
    html = to_html(meant.text, code)
    uncalled = markdown_notes.uncalled(html, front)
    found = (*before.problems, *tags, *twice, *meant.problems)
    captions = ("Table:",) * html.count("<caption>")
    left_out = (*before.left_out, *meant.left_out, *captions)
    problems = (*found, *uncalled, *_open_spoiler(front))
    return Converted(html, problems=problems, left_out=left_out)


def to_html(text: str, code: Code | None = None) -> str:
    """The HTML of a manuscript's body; notes are as in `book.Body`, nothing is cleaned yet.

    `code` was set aside before; None: it is set aside here.
    """
    if code is None:
        text, code = without_code(text)
    converter = _converter()
    converter.reset()
    return code.put_back(converter.convert(tidied(text, code)))


@cache
def _converter() -> Markdown:
    """One converter a process: `reset` empties all that a text leaves in it (tested)."""
    return Markdown(
        extensions=[*EXTENSIONS, Notes(), Marks()],
        output_format="xhtml",
        tab_length=4,
    )


class Marks(Extension):
    """~~struck~~ text, [index marks]{.index} and [spoilers]{.spoiler}."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Registers the inline patterns."""
        md.inlinePatterns.register(
            SimpleTagInlineProcessor(r"(~~)(?!\s)(.+?)(?<!\s)~~", "del"), "del", 65
        )
        md.inlinePatterns.register(_Marked(MARKED), "marked", 172)
        md.treeprocessors.register(_Attributes(md), "attr_list", 8)
        md.treeprocessors.register(_Inline(md), "inline", 20)
        for each in (figures, lists, quotations, tables):
            each.register(md)
        md.ESCAPED_CHARS = list(string.punctuation)  # as CommonMark has it (0.31, 2.4)


class _Inline(InlineProcessor):
    """Python-Markdown's inline pass, which tries only the patterns that a text can match.

    Most texts contain no mark of Markdown at all, and trying seventeen patterns on each of them
    takes a quarter of the time. Without this method the result is the same (tested).
    """

    def _InlineProcessor__handleInline(  # noqa: N802  the method that it replaces
        self,
        data: str,
        patternIndex: int = 0,  # noqa: N803
    ) -> str:
        if isinstance(data, AtomicString):
            return data
        index, start = patternIndex, 0
        while index < len(self.signs):
            matched = False
            if self.signs[index] in data:
                data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                    self.inlinePatterns[index], data, index, start
                )
            else:
                start = 0
            index += not matched
        return data

    @cached_property
    def signs(self) -> list[str]:
        """For each pattern in order, what a text must contain for it to match; "" is anything."""
        patterns = self.md.inlinePatterns
        signs = [""] * len(patterns)
        for name, sign in SIGNS.items():
            signs[patterns.get_index_for_name(name)] = sign
        return signs


class _Attributes(AttrListTreeprocessor):
    """Attribute lists `{#id .class key=value}`; other words in braces are words and stay."""

    BASE_RE = BRACES  # type: ignore[misc]
    HEADER_RE = re.compile(rf"[ ]+{BRACES}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{BRACES}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{BRACES}")  # type: ignore[misc]


class _Marked(InlinePattern):
    """`[text]{.index entry="Zombies!fast"}` as a span; without entry the text is the entry."""

    def handleMatch(  # type: ignore[override] # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[ElementTree.Element, int, int]:
        span = ElementTree.Element("span", {"class": m["kind"]})
        span.text = m["text"]
        if m["kind"] == "index":
            entry = re.search(r"(?:\bentry\s*=\s*|^\s*)[\"“”']([^\"“”']+)[\"“”']", m["rest"])
            span.set("data-entry", entry[1] if entry else " ".join(m["text"].split()))
            see = re.search(r"see\s*=\s*[\"“”']([^\"“”']+)[\"“”']", m["rest"])
            if see:
                span.set("data-see", see[1])
        return span, m.start(0), m.end(0)


def _open_spoiler(front: FrontMatter) -> tuple[Problem, ...]:
    """A spoiler that is opened and not closed, or the other way round."""
    opened, closed = front.body.count("{spoiler}"), front.body.count("{/spoiler}")
    if opened == closed:
        return ()
    message = f"{opened} spoilers are opened with {{spoiler}} and {closed} closed with {{/spoiler}}"
    return (warning(front.find("spoiler}"), message, "Close each of them."),)
