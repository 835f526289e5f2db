"""What a page says of itself for search engines: JSON-LD, microdata, <meta> and <time>."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html as pages

from anthology.book import PartialDate, Work
from anthology.imports import cells
from anthology.imports.json_files import Table, table, word
from anthology.imports.model import Score
from anthology.imports.pages.properties import creators

KINDS = {"movie": "film", "book": "book", "tvseries": "series", "tvseason": "series",
         "tvepisode": "series", "videogame": "game", "game": "game", "musicalbum": "album",
         "musicrecording": "song", "restaurant": "restaurant", "foodestablishment": "restaurant",
         "theaterevent": "play", "exhibitionevent": "exhibition",
         "podcastseries": "podcast"}  # fmt: skip
MAKERS = (("author", "author"), ("director", "director"), ("byArtist", "artist"), ("creator", ""))
PIECES = frozenset({"review", "criticreview", "article", "blogposting", "newsarticle",
                    "socialmediaposting"})  # fmt: skip
CDATA = re.compile(r"/\*\s*<!\[CDATA\[\s*\*/|/\*\s*\]\]>\s*\*/|^\s*<!--|-->\s*$")
SITE = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{1,60}$")
DEEPEST = 30  # values inside each other


@dataclass(frozen=True)
class Description:
    """What a page says of its text; "" and None are what it does not say."""

    title: str = ""
    reviewers: tuple[str, ...] = ()
    written: PartialDate | None = None
    site: str = ""
    url: str = ""
    language: str = ""
    score: Score | None = None
    work: Work | None = None


def description(root: pages.HtmlElement) -> Description:
    """What a page says of itself, the surest first: data for programs, then what it shows."""
    found = [*_json(root), *_microdata(root)]
    review = next((each for each in found if _types(each) & {"review", "criticreview"}), {})
    piece = next((each for each in found if _types(each) & PIECES), {})
    both = (review, piece)
    metas = _metas(root)
    return Description(
        title=_first(*(word(each.get("headline")) for each in both), word(review.get("name")),
                     metas.get("og:title", ""), _page_title(root)),
        reviewers=_names(review.get("author")) or _names(piece.get("author"))
        or _shown_author(root, metas),
        written=_date(root, both, metas),
        site=_first(*(_name(each.get("publisher")) for each in both),
                    metas.get("og:site_name", "")),
        url=_url(root, metas),
        language=(root.get("lang") or "").strip(),
        score=_score(table(review.get("reviewRating"))),
        work=_work(table(review.get("itemReviewed"))),
    )  # fmt: skip


def _json(root: pages.HtmlElement) -> Iterator[Table]:
    """The objects of JSON-LD, those of @graph and of lists too."""
    for script in root.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            value = json.loads(CDATA.sub("", script.text_content()), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(value)


def _objects(value: object, deep: int = 0) -> Iterator[Table]:
    if deep > DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for inner in ("@graph", "review", "reviews", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(inner), deep + 1)
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each, deep + 1)


def _microdata(root: pages.HtmlElement) -> Iterator[Table]:
    """The items of microdata and of RDFa, those in them as values of their properties."""
    for element in root.iter():
        if isinstance(element.tag, str) and _is_item(element) and not _property(element):
            yield _item(element)


def _is_item(element: pages.HtmlElement) -> bool:
    return element.get("itemscope") is not None or element.get("typeof") is not None


def _property(element: pages.HtmlElement) -> str:
    return element.get("itemprop") or element.get("property") or ""


def _item(element: pages.HtmlElement, deep: int = 0) -> Table:
    found: dict[str, object] = {"@type": element.get("itemtype") or element.get("typeof") or ""}
    for each in _own(element):
        is_item = _is_item(each) and deep < DEEPEST
        value = _item(each, deep + 1) if is_item else _value(each)
        for name in _property(each).split():
            found.setdefault(name.rpartition(":")[2], value)
    return found


def _own(element: pages.HtmlElement) -> Iterator[pages.HtmlElement]:
    """The properties of an item, and not of the items in it."""
    waiting = list(reversed(element))
    while waiting:
        each = waiting.pop()
        if not isinstance(each.tag, str):
            continue
        if _property(each):
            yield each
        if not _is_item(each):
            waiting += reversed(each)


def _value(element: pages.HtmlElement) -> str:
    given = element.get("content") or element.get("datetime")
    return given or " ".join(element.text_content().split())


def _types(value: Table) -> set[str]:
    found = value.get("@type")
    names = found if isinstance(found, list) else [found]
    return {re.split("[/:#]", word(name))[-1].lower() for name in names}


def _name(value: object) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return word(table(value).get("name")) if isinstance(value, dict) else word(value)


def _names(value: object) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [value]
    names = (" ".join(_name(each).split()) for each in several)
    return tuple(dict.fromkeys(n for n in names if n and "@" not in n and "://" not in n))


def _work(item: Table) -> Work | None:
    """The work under review; one without a name is none."""
    title = _name(item)
    if not title:
        return None
    kind = next((KINDS[each] for each in _types(item) if each in KINDS), "")
    makers = tuple(each for key, role in MAKERS for each in creators(_names(item.get(key)), role))
    given = cells.isbn_of(word(item.get("isbn")))
    year = cells.year(word(item.get("datePublished")) or word(item.get("dateCreated")))
    return Work(title, makers, year, kind, identifiers=(("isbn", given),) if given else ())


def _score(rating: Table) -> Score | None:
    """The rating; Google's documents give 5 and 1 where a page does not say its scale."""
    best = word(rating.get("bestRating")) or "5"
    worst = word(rating.get("worstRating")) or "1"
    try:
        return cells.score(word(rating.get("ratingValue")).replace(",", "."), worst, best)
    except ArithmeticError:
        return None


def _metas(root: pages.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        found.setdefault(name, " ".join((meta.get("content") or "").split()))
    return found


def _shown_author(root: pages.HtmlElement, metas: dict[str, str]) -> tuple[str, ...]:
    """The name in <meta>, or in what a byline is on pages of blogs."""
    given = _names(metas.get("author", "")) or _names(metas.get("article:author", ""))
    if given:
        return given
    paths = (
        '//a[@rel="author"]',
        '//*[contains(@class, "p-author")]',
        '//*[contains(concat(" ", @class, " "), " author ")]//*[contains(@class, "fn")]',
    )
    shown = (each for path in paths for each in root.xpath(path))
    return next((_names(each.text_content()) for each in shown), ())  # fmt: skip


def _date(
    root: pages.HtmlElement, found: tuple[Table, Table], metas: dict[str, str]
) -> PartialDate | None:
    times = (each.get("datetime") or "" for each in root.iter("time"))
    given = (*(word(each.get("datePublished")) for each in found),
             metas.get("article:published_time", ""), metas.get("date", ""), *times)  # fmt: skip
    return next((day for text in given if (day := cells.date(text.strip()))), None)


def _url(root: pages.HtmlElement, metas: dict[str, str]) -> str:
    links = (each.get("href") or "" for each in root.iter("link") if each.get("rel") == "canonical")
    given = (*links, metas.get("og:url", ""))
    return next((each for each in given if each.startswith(("http://", "https://"))), "")


def _page_title(root: pages.HtmlElement) -> str:
    """The title of the page without the name of its site."""
    title = next((" ".join(each.text_content().split()) for each in root.iter("title")), "")
    return SITE.sub("", title)


def _first(*texts: str) -> str:
    return next((" ".join(text.split()) for text in texts if text.strip()), "")
