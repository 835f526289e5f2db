"""Names and titles of the other direction, kept in order within a line of the book's words.

In “שלום, 2001, by Dana Cohen” a page would take the year for a part of the Hebrew title. Each such
value is put between two marks where it enters a line, and the marks become elements (`bdi`) when
the section is composed, or Unicode's isolates where there are no elements: in the navigation and
in bookmarks (UAX #9, 2.4).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from anthology.text import direction
from anthology.text.names import joined
from anthology.text.words import Words

# Code points that are never characters (Unicode, 23.7) and that XML allows.
LTR, RTL, END = "\U0001fffe", "\U0001ffff", "\U0002fffe"
PAIR = re.compile(f"([{LTR}{RTL}])([^{LTR}{RTL}{END}]*){END}")
TAG = re.compile(r"(<[^>]*>)")
FROM_LEFT = re.compile(r"[A-Za-z\u00c0-\u058f\u1e00-\u1fff]")
IN_LANGUAGE = re.compile(r'<\w+(?=[^<>]*\slang="([^"]+)")(?![^<>]*\sdir=)')
ISOLATES = (
    direction.LEFT_TO_RIGHT_ISOLATE + direction.RIGHT_TO_LEFT_ISOLATE + direction.END_OF_ISOLATE
)
CONTROLS = str.maketrans(LTR + RTL + END, ISOLATES)
MARKS = str.maketrans(ISOLATES, LTR + RTL + END)
NOTHING = str.maketrans(dict.fromkeys((LTR, RTL, END), ""))


def isolated(text: str, words: Words, way: str = "") -> str:
    """The text between marks where a line of the book's words would change its order.

    `way` is its direction where that is known, else that of most of its letters.
    """
    base = words["direction"]
    other = direction.RIGHT_TO_LEFT if base == "ltr" else FROM_LEFT
    if not text or not ((way and way != base) or other.search(text)):
        return text
    way = way or direction.of_text(text)
    return f"{RTL if way == 'rtl' else LTR}{text}{END}"


def names(people: Sequence[str], words: Words) -> str:
    """The names as a language lists them, each kept in order."""
    return joined([isolated(name, words) for name in people], words)


def in_elements(xhtml: str) -> str:
    """XHTML with an element for each pair of marks; those in attributes are taken out."""
    if END not in xhtml:
        return xhtml
    pieces = TAG.split(xhtml)
    pieces[::2] = (PAIR.sub(_element, text) for text in pieces[::2])
    return "".join(pieces).translate(NOTHING)


def _element(pair: re.Match[str]) -> str:
    return f'<bdi dir="{"rtl" if pair[1] == RTL else "ltr"}">{pair[2]}</bdi>'


def in_controls(text: str) -> str:
    """Plain words with Unicode's isolates in the place of the marks."""
    return text.translate(CONTROLS)


def marked(text: str) -> str:
    """The same with marks again."""
    return text.translate(MARKS)


def without(text: str) -> str:
    """The text without marks."""
    return text.translate(NOTHING)


def directed(xhtml: str, lang: str) -> str:
    """A text in `lang` whose passages in a language of the other direction have that direction."""
    if ' lang="' not in xhtml:
        return xhtml
    base = direction.of_language(lang)

    def tag(start: re.Match[str]) -> str:
        way = direction.of_language(start[1])
        return start[0] if way == base else f'{start[0]} dir="{way}"'

    return IN_LANGUAGE.sub(tag, xhtml)
