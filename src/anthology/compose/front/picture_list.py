"""The list of pictures: their captions, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from anthology.compose.typography.tags import TAG
from anthology.edition import Section
from anthology.memory import remembered

FEWEST = 10  # pictures with captions from which a book has a list
FIGURE = re.compile(
    r'<figure\b[^>]*\sid="([^"]+)"[^>]*>(?:(?!</figure>).)*?'
    r"<figcaption\b[^>]*>(.*?)</figcaption>",
    re.DOTALL,
)
CALL = re.compile(r'<a class="note-call"[^>]*>.*?</a>', re.DOTALL)
FIRST_SENTENCE = re.compile(r".{12,}?[.!?…](?=\s)")
LONGEST = 120  # characters of a caption that the list shows


@dataclass(frozen=True)
class ListedPicture:
    """A picture with a caption: the id where it stands, and the first words of the caption."""

    id: str
    caption: str


def listed_pictures(sections: Iterable[Section]) -> tuple[ListedPicture, ...]:
    """The pictures with captions in the texts, in the book's order."""
    return tuple(found for section in sections for found in _pictures(section.xhtml))


@remembered
def _pictures(xhtml: str) -> tuple[ListedPicture, ...]:
    return tuple(_captioned(xhtml)) if "<figcaption" in xhtml else ()


def _captioned(xhtml: str) -> Iterator[ListedPicture]:
    for id_, caption in FIGURE.findall(xhtml):
        words = " ".join(unescape(TAG.sub("", CALL.sub("", caption))).split())
        if words:
            yield ListedPicture(id_, _short(words))


def _short(words: str) -> str:
    """The first sentence of a caption, or as many words as a list has room for."""
    first = FIRST_SENTENCE.match(words)
    words = (first[0] if first else words).rstrip(".")
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rpartition(" ")[0].rstrip(",;:–—") + "…"
