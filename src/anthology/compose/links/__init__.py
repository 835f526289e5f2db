"""Links between reviews, resolved; ids prefixed with the id of their section."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from anthology.book import Book, Review
from anthology.cache import key
from anthology.memory import remembered
from anthology.report import Problem, warning
from anthology.text.slugs import folded, heading_slugs
from anthology.text.wiki_links import linked

POINTER = re.compile(r'<[^>]*\s(?:id|href|headers|for|aria-labelledby|aria-describedby)="[^>]*>')
ATTRIBUTE = re.compile(
    r'(\s(?:id|href|headers|for|aria-labelledby|aria-describedby)=")([^"]*)(?=")'
)
ANCHOR = re.compile(r'<a(?=\s[^>]*?\bhref="([^"]*)")([^>]*)>(.*?)</a>', re.DOTALL)
HREF = re.compile(r'\shref="[^"]*"')
IDS = re.compile(r'<[^>]*\sid="([^"]*)"')
EXTERNAL = ("http://", "https://", "mailto:")


@dataclass(frozen=True)
class Links:
    """The ids of the book's reviews, by manuscript and by the names an author may use for them."""

    by_path: Mapping[str, str] = field(default_factory=dict)
    by_name: Mapping[str, str] = field(default_factory=dict)  # names are case-folded
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)  # section -> its ids
    slugs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # section -> heading ids

    @cached_property
    def digest(self) -> str:
        """A hash of all of them."""
        anchors = {section: sorted(ids) for section, ids in self.anchors.items()}
        return key(repr((self.by_path, self.by_name, anchors, self.slugs)))


def links(book: Book) -> Links:
    """The targets that a link in a review of `book` can have."""
    by_path = {folded(review.place.path): review.id for review in book.reviews}
    by_path |= {review.place.path: review.id for review in book.reviews}
    by_name: dict[str, str] = {}
    for review in book.reviews:
        for name in _names(review):
            by_name.setdefault(name.casefold(), review.id)
    anchors = {r.id: _ids(r.body.xhtml) for r in book.reviews}
    slugs = {
        review.id: heading_slugs((each.id, each.text) for each in review.body.headings)
        for review in book.reviews
    }
    return Links(by_path, by_name, anchors, slugs)


@remembered
def _ids(xhtml: str) -> frozenset[str]:
    return frozenset(IDS.findall(xhtml))


@remembered
def _addresses(xhtml: str) -> tuple[str, ...]:
    """Where the links of a text lead, in their order."""
    return tuple(match[1] for match in ANCHOR.finditer(xhtml))


def leads_into_book(xhtml: str) -> bool:
    """Whether a text has a link whose target depends on what else is in the book."""
    own = _ids(xhtml)
    return "[[" in xhtml or not all(_is_settled(href, own) for href in _addresses(xhtml))


def _is_settled(href: str, own: frozenset[str]) -> bool:
    """Whether a link leads to the same place in every book: an address, or an id of its text."""
    return href.startswith(EXTERNAL) or (href.startswith("#") and href[1:] in own)


def _names(review: Review) -> tuple[str, ...]:
    stem = posixpath.splitext(posixpath.basename(review.place.path))[0]
    return (review.title, stem, review.work.title if review.work else review.title)


def resolved(xhtml: str, section: str, path: str, known: Links) -> str:
    """The fragment with its ids prefixed by `section`, and its links to manuscripts resolved.

    A link to a manuscript becomes a link to its review; if that is not in the book, only
    the link's words stay.
    """
    own = _ids(xhtml)

    def resolve(match: re.Match[str]) -> str:
        target = _target(match[1], path, known, own)
        if target == match[1]:
            return match[0]
        attributes = HREF.sub(f' href="{target}"' if target else "", match[2])
        tag = "a" if target else "span"
        return f"<{tag}{attributes}>{match[3]}</{tag}>" if attributes else match[3]

    if 'href="' in xhtml:
        xhtml = ANCHOR.sub(resolve, xhtml)
    xhtml = linked(xhtml, lambda name, heading: _named(name, heading, section, known))
    return POINTER.sub(lambda m: _prefixed(m[0], section, own), xhtml)


def broken_links(book: Book, known: Links) -> Iterator[Problem]:
    """A warning for each link to a place that is not in the book."""
    for review in book.reviews:
        for href in _addresses(review.body.xhtml):
            own = known.anchors[review.id]
            if not _target(href, review.place.path, known, own):
                yield warning(
                    review.place,
                    f"the link to {href} leads nowhere in this book; only its words are printed",
                    "Correct the path, or write the full address, starting with https://.",
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
    """The target of a link: an address, "#id" in the book, or "" if there is none."""
    if _is_settled(href, own):
        return href
    place, _, anchor = href.partition("#")
    if not place:
        return f"#{found}" if (found := known.by_name.get(unquote(anchor).casefold())) else ""
    folder = posixpath.dirname(path)
    reached = posixpath.normpath(posixpath.join(folder, unquote(place).lstrip("/")))
    spellings = (reached, folded(reached), f"{reached}.md", folded(f"{reached}.md"))
    review = next((known.by_path[name] for name in spellings if name in known.by_path), None)
    if review is None:
        return ""
    anchor = known.slugs.get(review, {}).get(folded(unquote(anchor)), anchor)
    return f"#{review}-{anchor}" if anchor in known.anchors.get(review, ()) else f"#{review}"


def target_id(href: str, path: str, known: Links) -> str:
    """The id that a link of the manuscript at `path` leads to; "" for none."""
    target = _target(href, path, known, frozenset())
    return target[1:] if target.startswith("#") else ""


def _named(name: str, heading: str, section: str, known: Links) -> str:
    """The id of a note, or of a heading in it, by Obsidian's names; "" where there is none."""
    last = posixpath.basename(name).removesuffix(".md")
    names = (name.casefold(), last.casefold())
    review = next((known.by_name[each] for each in names if each in known.by_name), "")
    review = review if name else section
    slugs = known.slugs.get(review, {})
    words = heading_slugs([("", heading.rpartition("#")[2])])
    place = next((slugs[slug] for slug in words if slug in slugs), "")
    if not name and not place:
        return ""
    return f"{review}-{place}" if place else review
