"""HTML manuscripts: the article of a page, or its body, or the fragment that the file is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape

from lxml import html as pages

from anthology.load.formats import Converted, google_docs
from anthology.load.formats.dialects import with_formulas
from anthology.load.formats.documents.model import to_be_settled
from anthology.load.header.front_matter import FrontMatter
from anthology.report import Problem, note

WHOLE = tuple(
    (
        name,
        re.compile(rf"<{name}(?:\s[^<>]*)?>", re.IGNORECASE),
        re.compile(rf"</{name}\s*>", re.IGNORECASE),
    )
    for name in ("article", "main", "body")
)
HEAD = re.compile(r"<head(?:\s[^<>]*)?>.*?</head\s*>", re.IGNORECASE | re.DOTALL)
TITLE = re.compile(r"<title(?:\s[^<>]*)?>(.*?)</title\s*>", re.IGNORECASE | re.DOTALL)
HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
TITLE_END = re.compile(r"</title\s*>", re.IGNORECASE)
HEADING = re.compile(r"<h1(?:\s[^<>]*)?>(.*?)</h1\s*>", re.IGNORECASE | re.DOTALL)
HEADING_END = re.compile(r"</h1\s*>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
PROLOGUE = re.compile(r"\s*(?:<\?xml[^<>]*\?>\s*)?(?:<!doctype[^<>]*>)?", re.IGNORECASE)
CHARSET = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding=[\"']([\w.:-]+)"
)
LANGUAGE = re.compile(r"<html\s[^<>]*?\blang\s*=\s*[\"']?([A-Za-z-]+)", re.IGNORECASE)


SPOILER = re.compile(r"<spoiler(?:\s[^<>]*)?>", re.IGNORECASE)
SPOILER_END = re.compile(r"</spoiler\s*>", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """What a page is: its text as HTML not yet cleaned, its own title and language."""

    html: str
    title: str = ""
    language: str = ""
    taken: str = ""  # the element whose content was taken, "" for all


def convert(front: FrontMatter) -> Converted:
    """The body of a manuscript in HTML."""
    text, problems = _like_others(front)
    page = read(text)
    if page.taken in {"article", "main"}:
        problems = (
            *problems,
            note(front.place, f"only the <{page.taken}> of this page is printed"),
        )
    converted = Converted(page.html, page.title, page.language, problems=problems, source=page.html)
    return with_formulas(converted, front)


def _like_others(front: FrontMatter) -> tuple[str, tuple[Problem, ...]]:
    """The page, that of Google Docs without its own ways and comments, which are questions."""
    if not google_docs.is_document(front.text):
        return front.body, ()
    root = pages.document_fromstring(front.body.encode(), pages.HTMLParser(encoding="utf-8"))
    found = to_be_settled(google_docs.plain(root), "")
    text = pages.tostring(root, encoding="unicode")
    return text, tuple(replace(each, place=front.place) for each in found)


def read(text: str) -> Page:
    """The part of a page that is its text, found by its tags, so that no word of it moves."""
    head = _first(HEAD, HEAD_END, text)
    title = _first(TITLE, TITLE_END, head[0] if head else text)
    language = LANGUAGE.search(text)
    html, taken = _main_part(text, head)
    words = _plain(title[1]) if title else ""
    if taken in {"article", "main"}:  # above them a first heading may be the site's name
        words = _without_site(words, html)
    return Page(_spoilers(html), words, language[1] if language else "", taken)


def _plain(html: str) -> str:
    """The words without tags."""
    return " ".join(unescape(TAG.sub("", html)).split())


def _without_site(title: str, html: str) -> str:
    """The title of a page as its first heading has it: “Heat” of “Heat – Night Screenings”."""
    heading = _first(HEADING, HEADING_END, html)
    words = _plain(heading[1]) if heading else ""
    return words if words and words.casefold() in title.casefold() else title


def _first(element: re.Pattern[str], end: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first such element; after the last end tag no start tag is followed to the end."""
    ends = [match.end() for match in end.finditer(text)]
    return element.search(text, 0, ends[-1]) if ends else None


def _spoilers(text: str) -> str:
    """The element <spoiler>, which no browser knows, as our own mark."""
    if "poiler" not in text and "POILER" not in text:
        return text
    return SPOILER_END.sub("</span>", SPOILER.sub('<span class="spoiler">', text))


def charset(data: bytes) -> str:
    """The encoding that a page declares in its first 1,024 bytes, "" where it declares none."""
    match = CHARSET.search(data[:1024])
    return (match[1] or match[2]).decode("ascii") if match else ""


def _main_part(text: str, head: re.Match[str] | None) -> tuple[str, str]:
    for name, opening, closing in WHOLE:
        start = opening.search(text, head.end() if head else 0)
        ends = list(closing.finditer(text, start.end())) if start else []
        if start:
            return text[start.end() : ends[-1].start() if ends else len(text)], name
    after = head.end() if head else PROLOGUE.match(text).end()  # type: ignore[union-attr]
    return text[after:], ""
