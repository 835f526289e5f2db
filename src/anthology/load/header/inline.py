"""The plain words of a header's text: entities are letters, markup and links are their words.

Metadata have no place for markup: `*Jaws*` is Jaws there, and what a title emphasises is beside it.
"""

from __future__ import annotations

import html
import re

from anthology.load.clean import characters

TWICE = 2  # “&amp;amp;” comes from a program that escaped what another had escaped
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
TAGS = "a|abbr|b|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|var"
PAIRED_TAG = re.compile(rf"<({TAGS})(?:\s[^<>]*)?>([^<>]*)</\1\s*>", re.IGNORECASE)
LINE_BREAK = re.compile(r"\s*<(?:br|wbr)\s*/?>\s*", re.IGNORECASE)
LINK = re.compile(
    r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\((?:<[^<>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\)"
)
WIKILINK = re.compile(r"!?\[\[([^\[\]]*)\]\]")
EMPHASIS = re.compile(
    r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*]*[^\s*\\])\1(?![\w*])"
    r"|(?<![\w\\])(_{1,3})(?=[^\s_])((?:[^_]|(?<=\w)_(?=\w))*[^\s_\\])\3(?!\w)"
)
CODE = re.compile(r"(?<!`)(`+)(?!`)\s?([^`]+?)\s?\1(?!`)")
ESCAPED = re.compile(r"\\([*_`\[\]\\~#&<>])")
BOLD = 2  # marks of emphasis
NESTED = 4  # emphasis inside emphasis inside a link


def plain(text: str) -> str:
    """The words of a text in Markdown or HTML, on one line."""
    text = without_wikilinks(text)
    text = _without_markup(" ".join(letters(text).split()))
    return " ".join(text.split())


def italics(text: str) -> tuple[str, ...]:
    """The words of a text that Markdown or HTML emphasises, plain and in their order."""
    if not any(mark in text for mark in "*_<"):
        return ()
    found = [
        (match.start(), match[2] or match[4])
        for match in EMPHASIS.finditer(text)
        if len(match[1] or match[3]) != BOLD
    ]
    found += [
        (match.start(), match[2])
        for match in PAIRED_TAG.finditer(text)
        if match[1].lower() in {"em", "i", "cite"}
    ]
    return tuple(plain(words) for _, words in sorted(found))


def letters(text: str) -> str:
    """The text with its entities as letters; what is not an entity stays: “AT&T”, “&more;”."""
    for _ in range(TWICE):
        if "&" not in text:
            break
        text = ENTITY.sub(lambda match: characters.legal(html.unescape(match[0])), text)
    return text


def without_wikilinks(text: str) -> str:
    """The text with the words of Obsidian's links in their place."""
    return WIKILINK.sub(lambda match: of_link(match[1]), text) if "[[" in text else text


def of_link(inner: str) -> str:
    """The words of an Obsidian link: “Books/Alpha#Plot|the plot” are “the plot”."""
    target, bar, shown = inner.partition("|")
    return shown if bar else target.partition("#")[0].rpartition("/")[2] or target


def _without_markup(text: str) -> str:
    if not any(mark in text for mark in "<[*_`\\"):
        return text
    text = LINE_BREAK.sub(" ", text)
    for _ in range(NESTED):
        before = text
        for form, group in ((PAIRED_TAG, r"\2"), (LINK, r"\1"), (CODE, r"\2")):
            text = form.sub(group, text)
        text = EMPHASIS.sub(lambda match: match[2] or match[4], text)
        if text == before:
            break
    return ESCAPED.sub(r"\1", text)
