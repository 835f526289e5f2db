"""Links without words to another manuscript: they get the title, or the words of the heading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from html import escape, unescape
from typing import TypeVar

from anthology.book import CROSS_REFERENCE, Book, Piece, Review
from anthology.compose.links import Links, links, target_id

Text = TypeVar("Text", Review, Piece)
LINK = re.compile(rf'<a class="{CROSS_REFERENCE}" href="([^"]*)"></a>')


def named(book: Book) -> Book:
    """The book with words in such links; one that leads nowhere is reported later.

    A place that is no heading has the title of its review.
    """
    names = {review.id: review.title for review in book.reviews}
    names |= {f"{r.id}-{each.id}": each.text for r in book.reviews for each in r.body.headings}
    change = partial(_filled, known=links(book), names=names)
    parts = (replace(part, reviews=tuple(map(change, part.reviews))) for part in book.parts)
    front, back = tuple(map(change, book.front)), tuple(map(change, book.back))
    return replace(book, parts=tuple(parts), front=front, back=back)


def _filled(text: Text, known: Links, names: Mapping[str, str]) -> Text:
    def link(match: re.Match[str]) -> str:
        address = unescape(match[1])
        target = target_id(address, text.place.path, known)
        whole = target_id(address.partition("#")[0], text.place.path, known)
        words = names.get(target) or names.get(whole, "")
        return f'<a href="{match[1]}">{escape(words, quote=False)}</a>'

    return replace(text, body=replace(text.body, xhtml=LINK.sub(link, text.body.xhtml)))
