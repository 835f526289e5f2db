"""Verse: stanzas whose lines end where the author ended them, each line in an element.

A style can then indent what is too long for a line, centre a poem by its longest line and
keep a stanza together. Marked is what an author calls verse, and what cannot be anything else:
a quotation, or several lines of text, all of whose lines end in a break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from statistics import median

from anthology.compose.typography.tags import TAG, read

# A quotation without another in it, what the author calls verse, and paragraphs with breaks.
QUOTATION = re.compile(r"<blockquote\b([^>]*)>((?:(?!</?blockquote\b).)*)</blockquote>", re.DOTALL)
DIVISION = re.compile(r'<div class="verse"([^>]*)>((?:(?!</?div\b).)*)</div>', re.DOTALL)
CALLED = re.compile(r'(?:<p class="verse">(?:(?!</p>).)*</p>\s*)+', re.DOTALL)
PARAGRAPHS = re.compile(r"(?:<p>(?:(?!</p>|<br/>).)*<br/>(?:(?!</p>).)*</p>\s*)+", re.DOTALL)
PARAGRAPH = re.compile(r"<p\b([^>]*)>(.*?)</p>", re.DOTALL)
ONLY_PARAGRAPHS = re.compile(r"\s*(?:<p\b[^>]*>(?:(?!</p>).)*</p>\s*)+", re.DOTALL)
ID = re.compile(r'\sid="[^"]*"')
CLASS = re.compile(r'\sclass="([^"]*)"')
LABEL = re.compile(r"[^:]{1,30}: ?\S")  # "Director: Ida Lupino"
SOURCE = re.compile(r"\s*[–—―]\s?\w")  # "— Emily Dickinson"
BREAK = "<br/>"
HOLDS_PROSE = 75  # characters: lines that are mostly longer are sentences
PLAIN_LINES, PLAIN_LENGTH = 4, 60  # lines at least, and characters at most, outside quotations
WHOLE = 14  # lines of the longest poem that stays on one page: a sonnet

Paragraph = tuple[str, str]  # the attributes of its tag, and what is in it


def with_verse(xhtml: str) -> str:
    """The fragment with verse as `.verse` > `.stanza` > `.verse-line`, and breaks between lines.

    A poem that a page should hold as a whole has the class `whole` as well.
    """
    called = '"verse"' in xhtml
    if BREAK not in xhtml and not called:
        return xhtml
    if "<blockquote" in xhtml:
        xhtml = QUOTATION.sub(_quotation, xhtml)
    if called:
        xhtml = CALLED.sub(_called, DIVISION.sub(_division, xhtml))
    return PARAGRAPHS.sub(_plain, xhtml) if BREAK in xhtml else xhtml


def _quotation(match: re.Match[str]) -> str:
    attributes, inside = match.groups()
    if not ONLY_PARAGRAPHS.fullmatch(inside):
        return match[0]
    paragraphs = [(each[1], each[2]) for each in PARAGRAPH.finditer(inside)]
    if len(paragraphs) > 1 and SOURCE.match(paragraphs[-1][1]) and BREAK not in paragraphs[-1][1]:
        paragraphs[-1] = (_with_class(paragraphs[-1][0], "source"), paragraphs[-1][1])
    called = "verse" in _classes(attributes)
    if not called and not _is_verse([inner for given, inner in paragraphs if not _apart(given)]):
        return match[0]
    return _poem("blockquote", attributes, paragraphs)


def _division(match: re.Match[str]) -> str:
    paragraphs = [(each[1], each[2]) for each in PARAGRAPH.finditer(match[2])]
    if not paragraphs and "<" in match[2].replace(BREAK, ""):
        return match[0]
    return _poem("div", match[1], paragraphs or [("", match[2])])


def _called(match: re.Match[str]) -> str:
    return _poem("div", "", [("", each[2]) for each in PARAGRAPH.finditer(match[0])])


def _plain(match: re.Match[str]) -> str:
    stanzas = [each[2] for each in PARAGRAPH.finditer(match[0])]
    lines = [line for stanza in stanzas for line in _texts(stanza)]
    short = len(lines) >= PLAIN_LINES and all(len(line) <= PLAIN_LENGTH for line in lines)
    labelled = sum(LABEL.match(line) is not None for line in lines)
    if not short or 2 * labelled >= len(lines) or "<img" in match[0] or not _is_verse(stanzas):
        return match[0]
    return _poem("div", "", [("", stanza) for stanza in stanzas])


def _is_verse(stanzas: Sequence[str]) -> bool:
    """Whether all lines end in breaks, and are as short as lines are."""
    broken = [stanza.split(BREAK) for stanza in stanzas]
    if not any(len(lines) > 1 for lines in broken):
        return False
    if any("\n" in line.strip() for lines in broken for line in lines):
        return False
    return median(len(line) for stanza in stanzas for line in _texts(stanza)) <= HOLDS_PROSE


def _texts(stanza: str) -> list[str]:
    return [unescape(TAG.sub("", line)).strip() for line in stanza.split(BREAK)]


def _poem(tag: str, attributes: str, paragraphs: Sequence[Paragraph]) -> str:
    """An element of class `verse` with the paragraphs as stanzas."""
    rows = [(given, [] if _apart(given) else _lines(inner), inner) for given, inner in paragraphs]
    whole = " whole" if sum(len(lines) for _, lines, _ in rows) <= WHOLE else ""
    inside = "\n".join(_stanza(given, lines, inner) for given, lines, inner in rows)
    return f"<{tag}{_with_class(attributes, f'verse{whole}')}>\n{inside}\n</{tag}>"


def _stanza(attributes: str, lines: Sequence[str], inner: str) -> str:
    if not lines:  # the source of a quotation
        return f"<p{attributes}>{inner}</p>"
    spans = BREAK.join(f'<span class="verse-line">{line}</span>' for line in lines)
    return f"<p{_with_class(attributes, 'stanza')}>{spans}</p>"


def _lines(inner: str) -> list[str]:
    """The lines of a stanza; markup that goes over several lines is closed and opened again."""
    inner = inner if BREAK in inner else inner.strip().replace("\n", BREAK)
    return [line for line in _broken(inner) if TAG.sub("", line).strip()]


def _broken(inner: str) -> Iterator[str]:
    line, open_ = "", list[str]()
    for number, part in enumerate(TAG.split(inner)):
        name, way, _ = read(part) if number % 2 else ("", 0, "")
        if name == "br":
            yield line.strip(" \n\t") + "".join(f"</{read(tag)[0]}>" for tag in reversed(open_))
            line = "".join(ID.sub("", tag) for tag in open_)
            continue
        line += part if line or part.strip(" \n\t") else ""
        if way > 0:
            open_.append(part)
        elif way < 0 and open_:
            open_.pop()
    yield line.strip(" \n\t")


def _apart(attributes: str) -> bool:
    """Whether a paragraph is no stanza: the source or the signature below a poem."""
    return not {"source", "signature"}.isdisjoint(_classes(attributes))


def _classes(attributes: str) -> list[str]:
    match = CLASS.search(attributes)
    return match[1].split() if match else []


def _with_class(attributes: str, name: str) -> str:
    classes = [each for each in _classes(attributes) if each not in name.split()]
    return f'{CLASS.sub("", attributes)} class="{" ".join([*classes, name])}"'
