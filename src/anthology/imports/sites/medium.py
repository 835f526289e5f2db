"""Medium: a page for each post; answers to others are pages of the same form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html as pages
from lxml.etree import ParserError

from anthology.imports import cells
from anthology.imports.model import (
    COMMENT,
    DRAFT,
    Files,
    Importer,
    Member,
    Post,
    Reading,
    Record,
)
from anthology.imports.texts.blocks import tidied

FURNITURE = frozenset({"section-divider", "aspectRatioPlaceholder-fill", "graf--mixtapeEmbed"})
NUMBER = re.compile(r"[0-9a-f]{8,14}$")  # Medium's own, at the end of an address


def knows(member: Member) -> bool:
    """Whether this is a page of a post."""
    return 'class="h-entry"' in member.head and 'data-field="body"' in member.head


def read(files: Files, paths: tuple[str, ...]) -> Reading:
    """The posts, those too that are drafts or answers, with the reason."""
    found = (_record(files.read(path).decode("utf-8", "replace"), path) for path in paths)
    return Reading(tuple(each for each in found if each))


def _record(page: str, path: str) -> Record | None:
    try:
        root = pages.document_fromstring(page, pages.HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError):
        return None
    body = _first(root, '//section[@data-field="body"]')
    title = _words(_first(root, '//*[contains(@class, "p-name")]'))
    subtitle = _words(_first(root, '//section[@data-field="subtitle"]'))
    when = _first(root, '//time[contains(@class, "dt-published")]')
    written = cells.date(when.get("datetime") or "") if when is not None else None
    link = _first(root, '//a[contains(@class, "p-canonical")]')
    address = (link.get("href") or "") if link is not None else ""
    author = _words(_first(root, '//a[contains(@class, "p-author")]'))
    withheld = "" if written or address else DRAFT
    if not withheld and body is not None and _is_answer(body, title, subtitle):
        withheld = COMMENT
    if body is not None:
        _take_out_titles(body, title, subtitle)
    text = pages.tostring(body, encoding="unicode") if body is not None else ""
    number = NUMBER.search(address)
    return Record(
        key=number[0] if number else path.rpartition("/")[2],
        title=title,
        subtitle=subtitle,
        reviewers=(author,) if author else (),
        written=written,
        post=Post("Medium", written, address),
        text=tidied("" if withheld else text, FURNITURE),
        tags=tuple(_words(each) for each in _all(root, '//a[contains(@class, "p-tag")]')),
        withheld=withheld,
    )


def _first(root: pages.HtmlElement, path: str) -> pages.HtmlElement | None:
    return next(_all(root, path), None)


def _all(root: pages.HtmlElement, path: str) -> Iterator[pages.HtmlElement]:
    found = root.xpath(path)
    yield from found if isinstance(found, list) else ()


def _words(element: pages.HtmlElement | None) -> str:
    return " ".join(element.text_content().split()) if element is not None else ""


def _is_answer(body: pages.HtmlElement, title: str, subtitle: str) -> bool:
    """Whether this is an answer: it has no title of its own, but for its first words."""
    first = _first(body, './/*[contains(@class, "graf--leading")]')
    if first is None or first.tag != "p" or subtitle:
        return False
    return bool(title) and _words(first).startswith(title.rstrip("…. "))


def _take_out_titles(body: pages.HtmlElement, title: str, subtitle: str) -> None:
    """Remove the title and subtitle from the text where they are repeated at its start."""
    for name, words in (("graf--title", title), ("graf--subtitle", subtitle)):
        element = _first(body, f'.//*[contains(@class, "{name}")]')
        if element is not None and _words(element) == words:
            element.drop_tree()


MEDIUM = Importer("medium", "Medium", knows, read)
