"""Ids that belong to their section, and links that lead where the book goes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from anthology.book import Book, Review
from anthology.report import Problem, warning

POINTER = re.compile(r'<[^>]*\s(?:id|href|headers|for|aria-labelledby|aria-describedby)="[^>]*>')
ATTRIBUTE = re.compile(
    r'(\s(?:id|href|headers|for|aria-labelledby|aria-describedby)=")([^"]*)(?=")'
)
ANCHOR = re.compile(r'<a(?=\s[^>]*?\bhref="([^"]*)")([^>]*)>(.*?)</a>', re.DOTALL)
HREF = re.compile(r'\shref="[^"]*"')
WIKI = re.compile(r"(?<!!)\[\[([^\[\]|#<>]*)(?:#([^\[\]|<>]*))?(?:\|([^\[\]<>]*))?\]\]")
KEPT = re.compile(r"(<code\b.*?</code>|<pre\b.*?</pre>|<a\b.*?</a>)", re.DOTALL)
IDS = re.compile(r'<[^>]*\sid="([^"]*)"')
OUTWARD = ("http://", "https://", "mailto:")


@dataclass(frozen=True)
class Links:
    """Where the book's reviews stand: by manuscript, and by what an author may call them."""

    by_path: Mapping[str, str] = field(default_factory=dict)
    by_name: Mapping[str, str] = field(default_factory=dict)
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)  # section -> its ids


def links(book: Book) -> Links:
    """The links that the reviews of `book` can make to each other."""
    by_path = {review.place.path: review.id for review in book.reviews}
    by_name: dict[str, str] = {}
    for review in book.reviews:
        for name in _names(review):
            by_name.setdefault(name.casefold(), review.id)
    anchors = {r.id: frozenset(IDS.findall(r.body.xhtml)) for r in book.reviews}
    return Links(by_path, by_name, anchors)


def _names(review: Review) -> tuple[str, ...]:
    stem = posixpath.splitext(posixpath.basename(review.place.path))[0]
    return (review.title, stem, review.work.title if review.work else review.title)


def resolved(xhtml: str, section: str, path: str, known: Links) -> str:
    """The fragment with its ids made `section`'s own and its links led through the book.

    A link to a review of the book leads there; one to a place that is not in the book
    leaves its words.
    """
    own = frozenset(IDS.findall(xhtml))

    def led(match: re.Match[str]) -> str:
        target = _target(match[1], path, known, own)
        if target == match[1]:
            return match[0]
        attributes = HREF.sub(f' href="{target}"' if target else "", match[2])
        tag = "a" if target else "span"
        left = f"<{tag}{attributes}>{match[3]}</{tag}>"
        return left if attributes else match[3]

    if 'href="' in xhtml:
        xhtml = ANCHOR.sub(led, xhtml)
    xhtml = _wiki(xhtml, lambda name: known.by_name.get(name.casefold(), ""))
    return POINTER.sub(lambda m: _prefixed(m[0], section, own), xhtml)


def astray(book: Book, known: Links) -> Iterator[Problem]:
    """A warning for each link to a manuscript that is not in the book."""
    for review in book.reviews:
        for href, _, _ in ANCHOR.findall(review.body.xhtml):
            own = known.anchors[review.id]
            if not _target(href, review.place.path, known, own):
                yield warning(
                    review.place,
                    f"the link to {href} leads to no review of this book; its words stay",
                    "Check the path, or give a whole address with https://.",
                )


def _prefixed(tag: str, section: str, own: frozenset[str]) -> str:
    def attribute(match: re.Match[str]) -> str:
        start, value = match[1], match[2]
        if start.endswith('href="'):
            local = value.startswith("#") and value[1:] in own
            return f"{start}#{section}-{value[1:]}" if local else f"{start}{value}"
        return start + " ".join(f"{section}-{name}" for name in value.split())

    return ATTRIBUTE.sub(attribute, tag)


def _target(href: str, path: str, known: Links, own: frozenset[str]) -> str:
    """Where a link leads: an address, "#id" in the book, or "" for nowhere."""
    if href.startswith(OUTWARD) or (href.startswith("#") and href[1:] in own):
        return href
    place, _, anchor = href.partition("#")
    if not place:
        return f"#{found}" if (found := known.by_name.get(unquote(anchor).casefold())) else ""
    folder = posixpath.dirname(path)
    reached = posixpath.normpath(posixpath.join(folder, unquote(place).lstrip("/")))
    review = known.by_path.get(reached) or known.by_path.get(f"{reached}.md")
    if review is None:
        return ""
    return f"#{review}-{anchor}" if anchor in known.anchors.get(review, ()) else f"#{review}"


def without_marks(xhtml: str) -> str:
    """The fragment with the words of its [[links]] alone, as they are printed."""
    return _wiki(xhtml, lambda _: "")


def _wiki(xhtml: str, review_of: Callable[[str], str]) -> str:
    if "[[" not in xhtml:
        return xhtml

    def led(match: re.Match[str]) -> str:
        shown = (match[3] or match[1] or match[2] or "").strip()
        review = review_of(match[1].strip())
        return f'<a href="#{review}">{shown}</a>' if review else shown

    kept = KEPT.split(xhtml)  # text, code or link, text ...
    kept[::2] = [WIKI.sub(led, text) for text in kept[::2]]
    return "".join(kept)
