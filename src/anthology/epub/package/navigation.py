"""Contents, landmarks and page list, for e-readers of EPUB 3 (nav) and EPUB 2 (NCX)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count

from anthology.epub import names, xhtml
from anthology.epub.labels import Labels

NAV = "nav.xhtml"


@dataclass(frozen=True)
class NavPoint:
    """An entry of the contents or of the page list, with the entries below it."""

    label: str
    href: str  # relative to the package
    children: tuple[NavPoint, ...] = ()


@dataclass(frozen=True)
class Landmark:
    """A place that e-readers offer by name."""

    kind: str  # epub:type
    guide: str  # its type in the guide of EPUB 2, "" for none
    label: str
    href: str


@dataclass(frozen=True)
class Navigation:
    """All three lists; `pages` may be empty."""

    contents: tuple[NavPoint, ...]
    landmarks: tuple[Landmark, ...]
    pages: tuple[NavPoint, ...] = ()


def nested(lines: Sequence[tuple[int, str, str]]) -> tuple[NavPoint, ...]:
    """Lines of (level, label, href) as a tree; levels may be skipped."""
    points: list[NavPoint] = []
    index = 0
    while index < len(lines):
        level, label, href = lines[index]
        end = index + 1
        while end < len(lines) and lines[end][0] > level:
            end += 1
        points.append(NavPoint(label, href, nested(lines[index + 1 : end])))
        index = end
    return tuple(points)


def nav(navigation: Navigation, labels: Labels, lang: str, direction: str, style: str) -> bytes:
    """The EPUB 3 navigation document."""
    body = [_toc(navigation.contents, labels), _landmarks(navigation.landmarks, labels)]
    if navigation.pages:
        body.append(_page_list(navigation.pages, labels))
    head = xhtml.Head(labels.contents, lang, direction, style)
    source = xhtml.document(head, "\n".join(body))
    return (xhtml.DECLARATION + source + "\n").encode()


def _toc(entries: tuple[NavPoint, ...], labels: Labels) -> str:
    return (
        f'<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-title">\n'
        f'<h1 id="toc-title">{escape(labels.contents)}</h1>\n{_list(entries)}</nav>'
    )


def _landmarks(landmarks: Iterable[Landmark], labels: Labels) -> str:
    lines = "".join(
        f'<li><a epub:type="{mark.kind}" href="{_href(mark.href)}">{escape(mark.label)}</a></li>\n'
        for mark in landmarks
    )
    return (
        f'<nav epub:type="landmarks" id="landmarks" aria-label="{escape(labels.landmarks)}"'
        f' hidden="hidden">\n<ol>\n{lines}</ol>\n</nav>'
    )


def _page_list(pages: tuple[NavPoint, ...], labels: Labels) -> str:
    return (
        f'<nav epub:type="page-list" role="doc-pagelist" id="pages"'
        f' aria-label="{escape(labels.pages)}" hidden="hidden">\n{_list(pages)}</nav>'
    )


def _list(entries: tuple[NavPoint, ...]) -> str:
    return f"<ol>\n{''.join(map(_line, entries))}</ol>\n"


def _line(entry: NavPoint) -> str:
    below = f"\n{_list(entry.children)}" if entry.children else ""
    return f'<li><a href="{_href(entry.href)}">{escape(entry.label)}</a>{below}</li>\n'


def _href(href: str) -> str:
    return escape(names.relative(href, NAV))


def ncx(navigation: Navigation, title: str, identifier: str, lang: str) -> bytes:
    """The navigation of EPUB 2, for e-readers without EPUB 3."""
    orders: dict[str, int] = {}  # href -> playOrder, which is the same for the same place
    ids = count(1)
    points = "".join(_point(entry, orders, ids) for entry in navigation.contents)
    pages = "".join(_target(page, orders, ids) for page in navigation.pages)
    page_list = f'<pageList id="pages" class="pages">\n{pages}</pageList>\n' if pages else ""
    depth = _depth(navigation.contents)
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


def _point(entry: NavPoint, orders: dict[str, int], ids: Iterator[int]) -> str:
    order = orders.setdefault(entry.href, len(orders) + 1)
    head = (
        f'<navPoint id="point-{next(ids)}" playOrder="{order}">'
        f"<navLabel><text>{escape(entry.label)}</text></navLabel>"
        f'<content src="{escape(entry.href)}"/>'
    )
    below = "".join(_point(child, orders, ids) for child in entry.children)
    return f"{head}\n{below}</navPoint>\n" if below else f"{head}</navPoint>\n"


def _target(page: NavPoint, orders: dict[str, int], ids: Iterator[int]) -> str:
    order = orders.setdefault(page.href, len(orders) + 1)
    kind, value = ("normal", f' value="{page.label}"') if page.label.isdecimal() else ("front", "")
    return (
        f'<pageTarget id="target-{next(ids)}" type="{kind}"{value} playOrder="{order}">'
        f"<navLabel><text>{escape(page.label)}</text></navLabel>"
        f'<content src="{escape(page.href)}"/></pageTarget>\n'
    )


def _depth(entries: tuple[NavPoint, ...]) -> int:
    return max((1 + _depth(entry.children) for entry in entries), default=0)


def _highest(pages: tuple[NavPoint, ...]) -> int:
    return max((int(page.label) for page in pages if page.label.isdecimal()), default=0)
