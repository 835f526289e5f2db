"""The contents, landmarks and page list for new readers (nav) and old ones (NCX, guide)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count

from anthology.epub import names, xhtml
from anthology.epub.words import Words

NAV = "nav.xhtml"


@dataclass(frozen=True)
class Entry:
    """A line of the contents: words, where it leads (relative to the package), what is below."""

    label: str
    href: str
    below: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Landmark:
    """A place that readers offer by name: epub:type, its EPUB 2 name ("" for none)."""

    kind: str
    guide: str
    label: str
    href: str


@dataclass(frozen=True)
class Navigation:
    """All three lists; `pages` may be empty."""

    entries: tuple[Entry, ...]
    landmarks: tuple[Landmark, ...]
    pages: tuple[Entry, ...] = ()


def nested(lines: Sequence[tuple[int, str, str]]) -> tuple[Entry, ...]:
    """Lines of (level, label, href) as a tree; a level that jumps hangs under the nearest."""
    made: list[Entry] = []
    index = 0
    while index < len(lines):
        level, label, href = lines[index]
        end = index + 1
        while end < len(lines) and lines[end][0] > level:
            end += 1
        made.append(Entry(label, href, nested(lines[index + 1 : end])))
        index = end
    return tuple(made)


def nav(navigation: Navigation, words: Words, lang: str, direction: str, style: str) -> bytes:
    """The EPUB 3 navigation document."""
    body = [_toc(navigation.entries, words), _landmarks(navigation.landmarks, words)]
    if navigation.pages:
        body.append(_page_list(navigation.pages, words))
    head = xhtml.Head(words.contents, lang, direction, style)
    source = xhtml.document(head, "\n".join(body))
    return (xhtml.DECLARATION + source + "\n").encode()


def _toc(entries: tuple[Entry, ...], words: Words) -> str:
    return (
        f'<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-title">\n'
        f'<h1 id="toc-title">{escape(words.contents)}</h1>\n{_list(entries)}</nav>'
    )


def _landmarks(landmarks: Iterable[Landmark], words: Words) -> str:
    lines = "".join(
        f'<li><a epub:type="{mark.kind}" href="{_href(mark.href)}">{escape(mark.label)}</a></li>\n'
        for mark in landmarks
    )
    return (
        f'<nav epub:type="landmarks" id="landmarks" aria-label="{escape(words.landmarks)}"'
        f' hidden="hidden">\n<ol>\n{lines}</ol>\n</nav>'
    )


def _page_list(pages: tuple[Entry, ...], words: Words) -> str:
    return (
        f'<nav epub:type="page-list" role="doc-pagelist" id="pages"'
        f' aria-label="{escape(words.pages)}" hidden="hidden">\n{_list(pages)}</nav>'
    )


def _list(entries: tuple[Entry, ...]) -> str:
    return f"<ol>\n{''.join(map(_line, entries))}</ol>\n"


def _line(entry: Entry) -> str:
    below = f"\n{_list(entry.below)}" if entry.below else ""
    return f'<li><a href="{_href(entry.href)}">{escape(entry.label)}</a>{below}</li>\n'


def _href(href: str) -> str:
    return escape(names.relative(href, NAV))


def ncx(navigation: Navigation, title: str, identifier: str, lang: str) -> bytes:
    """The EPUB 2 navigation, for readers that know no other."""
    orders: dict[str, int] = {}  # href -> playOrder: the same place must have the same number
    ids = count(1)
    points = "".join(_point(entry, orders, ids) for entry in navigation.entries)
    pages = "".join(_target(page, orders, ids) for page in navigation.pages)
    page_list = f'<pageList id="pages" class="pages">\n{pages}</pageList>\n' if pages else ""
    depth = _depth(navigation.entries)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n'
        f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"'
        f' xml:lang="{escape(lang)}">\n<head>\n'
        f'<meta name="dtb:uid" content="{escape(identifier)}"/>\n'
        f'<meta name="dtb:depth" content="{depth}"/>\n'
        f'<meta name="dtb:totalPageCount" content="{len(navigation.pages)}"/>\n'
        f'<meta name="dtb:maxPageNumber" content="{_highest(navigation.pages)}"/>\n'
        f"</head>\n<docTitle><text>{escape(title)}</text></docTitle>\n"
        f"<navMap>\n{points}</navMap>\n{page_list}</ncx>\n"
    ).encode()


def _point(entry: Entry, orders: dict[str, int], ids: Iterator[int]) -> str:
    order = orders.setdefault(entry.href, len(orders) + 1)
    head = (
        f'<navPoint id="point-{next(ids)}" playOrder="{order}">'
        f"<navLabel><text>{escape(entry.label)}</text></navLabel>"
        f'<content src="{escape(entry.href)}"/>'
    )
    below = "".join(_point(child, orders, ids) for child in entry.below)
    return f"{head}\n{below}</navPoint>\n" if below else f"{head}</navPoint>\n"


def _target(page: Entry, orders: dict[str, int], ids: Iterator[int]) -> str:
    order = orders.setdefault(page.href, len(orders) + 1)
    kind, value = ("normal", f' value="{page.label}"') if page.label.isdecimal() else ("front", "")
    return (
        f'<pageTarget id="target-{next(ids)}" type="{kind}"{value} playOrder="{order}">'
        f"<navLabel><text>{escape(page.label)}</text></navLabel>"
        f'<content src="{escape(page.href)}"/></pageTarget>\n'
    )


def _depth(entries: tuple[Entry, ...]) -> int:
    return max((1 + _depth(entry.below) for entry in entries), default=0)


def _highest(pages: tuple[Entry, ...]) -> int:
    return max((int(page.label) for page in pages if page.label.isdecimal()), default=0)
