"""Typographic punctuation by language: quotes, dashes, ellipses and unbreakable spaces.

Changes the text between the tags of clean XHTML, but neither code, addresses nor words; text
that is typographic already stays the same. A block is looked at as a whole: a quotation
may hold tags, and a tag half a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from typing import NamedTuple

from anthology.compose.typography.block import STAND_IN, Block
from anthology.compose.typography.dashes import with_dashes, with_spaced_dashes
from anthology.compose.typography.languages import Language, language
from anthology.compose.typography.quotes import with_quotes
from anthology.compose.typography.spaces import with_spaces
from anthology.compose.typography.tags import TAG, VERBATIM, in_language, read
from anthology.memory import remembered

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl"}
    | {"dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"}
    | {"li", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th"}
    | {"thead", "tr", "ul"}
)
STANDING = {"br": "\n", "img": STAND_IN}  # what a rule sees of such a tag
CALL = re.compile(r'<a\s[^>]*class="note-call"')

# Each pattern starts with a rare character, so that the search for it is fast.
CANDIDATE = re.compile(r"""["'&«»;:!?–—]|\.\.|\. |--| - |\d[- '"]| \d|[№§]""")


def typeset(xhtml: str, lang: str) -> str:
    """Clean XHTML with typographic punctuation; `lang` is the language outside lang attributes."""
    parts = TAG.split(xhtml)  # text, tag, text, tag ... text
    words = "".join(parts[::2])  # a tag inside them changes nothing
    if not (CANDIDATE.search(words) or language(lang).one_letter or "lang=" in xhtml):
        return xhtml
    return "".join(_Setter(parts, lang).run())


@remembered
def smarten(text: str, lang: str) -> str:
    """The same for plain text such as a title or a name."""
    rules = language(lang)
    return _set(Block(text, (0,), (rules,))).text if _concerns(text, (rules,)) else text


def _concerns(text: str, rules: Sequence[Language]) -> bool:
    """Whether any rule may change the text."""
    return CANDIDATE.search(text) is not None or any(each.one_letter for each in rules)


def _set(block: Block) -> Block:
    return with_spaces(with_spaced_dashes(with_quotes(with_dashes(block))))


class _Part(NamedTuple):
    """A part of the block at hand: its number, or -1 for what only stands for something."""

    number: int
    text: str
    rules: Language


@dataclass
class _Setter:
    """One pass through the parts; its state is the context at the current position."""

    parts: list[str]
    lang: str
    block: list[_Part] = field(default_factory=list)
    verbatim: int = 0  # the depth of such elements
    call: bool = False  # whether the text is the number of a note

    def run(self) -> list[str]:
        """The parts with typographic punctuation."""
        rules, languages = language(self.lang), [self.lang]
        for index, part in enumerate(self.parts):
            if index % 2:
                self._tag(part, rules)
                rules = language(in_language(part, languages))
            elif part and not self.verbatim and not self.call:
                self.block.append(_Part(index, unescape(part) if "&" in part else part, rules))
        self._end()
        return self.parts

    def _tag(self, tag: str, rules: Language) -> None:
        """Ends the block where a tag does, or notes what stands in it instead of text."""
        name, way, _ = read(tag)
        if name in BLOCKS:
            self._end()
        if name in STANDING and not self.verbatim:
            self.block.append(_Part(-1, STANDING[name], rules))
        if name == "a":
            self.call = way > 0 and CALL.match(tag) is not None
        if name in VERBATIM:
            if not self.verbatim:
                self.block.append(_Part(-1, STAND_IN, rules))
            self.verbatim += way

    def _end(self) -> None:
        """Sets the block at hand and begins another one."""
        parts, self.block = self.block, []
        text = "".join(part.text for part in parts)
        rules = [part.rules for part in parts]
        if not text or not _concerns(text, rules):
            return
        starts, at = [], 0
        for part in parts:
            starts.append(at)
            at += len(part.text)
        block = _set(Block(text, tuple(starts), tuple(rules)))
        for part, new in zip(parts, block.parts(), strict=True):
            if part.number >= 0 and new != part.text:
                self.parts[part.number] = escape(new, quote=False)
