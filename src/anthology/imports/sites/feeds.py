"""RSS and Atom files of any site, Letterboxd's with its films and ratings among them."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml.etree import tostring

from anthology.book import Work
from anthology.imports import cells, xml_files
from anthology.imports.model import NOT_A_POST, Files, Importer, Member, Post, Reading, Record
from anthology.imports.sites import blogger, wordpress
from anthology.imports.texts.blocks import Text, tidied
from anthology.imports.xml_files import Element, children, name, text, words
from anthology.report import Place, Problem, warning

CONTENT = wordpress.CONTENT
LETTERBOXD = ("https://letterboxd.com", "http://letterboxd.com")
SPOILERS = re.compile(
    r"\A\s*<p>(?:<em>|<i>)?This review may contain spoilers\.(?:</em>|</i>)?</p>\s*"
)
POSTER = re.compile(r"\A\s*<p>\s*<img[^>]*>\s*</p>\s*")
MAIL = re.compile(r"\S+@\S+\s*(?:\(([^)]*)\))?")
TEASER = re.compile(r"(?:\[…\]|\[\.\.\.\]|…|\.\.\.|Read more|Continue reading)\s*\Z", re.IGNORECASE)


def knows(member: Member) -> bool:
    """Whether this is a feed, and not an export of WordPress or Blogger."""
    is_feed = re.search(r"<(?:\w+:)?(?:rss|feed|RDF)[\s>]", member.head) is not None
    return is_feed and not wordpress.knows(member) and not blogger.knows(member)


def read(files: Files, paths: tuple[str, ...]) -> Reading:
    """The entries; of Letterboxd's, reviews alone have a text."""
    records: list[Record] = []
    problems: list[Problem] = []
    for path in paths:
        root, doubts = xml_files.parsed(files.read(path), path)
        channel = next(children(root, "channel"), root)
        entries = [each for each in root.iter() if name(each) in {"item", "entry"}]
        found = [_record(each, text(channel, "title")) for each in entries]
        language = text(channel, "language")
        if wordpress.LANGUAGE.fullmatch(language):
            found = [replace(each, language=language) for each in found]
        records += found
        problems += (*doubts, *_teasers(found, path))
    return Reading(tuple(records), problems=tuple(problems))


def _teasers(records: list[Record], path: str) -> list[Problem]:
    """A warning where texts end as beginnings of texts do."""
    cut = [each for each in records if TEASER.search(re.sub(r"<[^>]*>", "", each.text.html))]
    if not cut:
        return []
    message = f"{len(cut):,} texts of this feed seem to be no more than beginnings"
    hint = "Export the site itself, or set its feed to full texts."
    return [warning(Place(path), message, hint)]


def _record(entry: Element, site: str) -> Record:
    written = xml_files.day(text(entry, "pubDate") or text(entry, "published")
                            or text(entry, "date") or text(entry, "updated"))  # fmt: skip
    address = _address(entry)
    found = Record(
        key=text(entry, "guid") or text(entry, "id") or address or text(entry, "title"),
        title=" ".join(text(entry, "title").split()),
        reviewers=_authors(entry),
        written=written,
        post=Post(site, written, address),
        text=_text(entry),
        tags=_tags(entry),
    )
    return _of_letterboxd(entry, found) if text(entry, "filmTitle", *LETTERBOXD) else found


def _text(entry: Element) -> Text:
    """The full text, else the description."""
    full = text(entry, "encoded", *CONTENT)
    body = next(children(entry, "content"), None)
    if not full and body is not None and body.get("type") == "xhtml":
        full = tostring(body, encoding="unicode", with_tail=False)
    full = full or text(entry, "content") or text(entry, "description") or text(entry, "summary")
    return tidied(POSTER.sub("", full))


def _authors(entry: Element) -> tuple[str, ...]:
    """The names; of “mail@example.org (Ann Lee)” the name alone."""
    authors = (text(each, "name") or words(each) for each in children(entry, "author"))
    found = (text(entry, "creator", *wordpress.CREATOR), *authors)
    names = ((match[1] or "") if (match := MAIL.fullmatch(each)) else each for each in found)
    return tuple(dict.fromkeys(each for each in names if each))


def _tags(entry: Element) -> tuple[str, ...]:
    found = (
        each.get("label") or each.get("term") or words(each) for each in children(entry, "category")
    )
    return tuple(dict.fromkeys(each for each in found if each and "://" not in each))


def _address(entry: Element) -> str:
    links = [text(entry, "link"), *(each.get("href") or "" for each in children(entry, "link")
                                    if each.get("rel") in {None, "alternate"})]  # fmt: skip
    return next((link for link in links if link.startswith(("http://", "https://"))), "")


def _of_letterboxd(entry: Element, found: Record) -> Record:
    """The film, its rating, the day it was seen; diary entries have no text of their own."""
    seen = cells.date(text(entry, "watchedDate", *LETTERBOXD))
    is_review = "-review-" in found.key
    body = POSTER.sub("", text(entry, "description"))
    spoils = bool(SPOILERS.match(body)) or found.title.endswith("(contains spoilers)")
    number = text(entry, "movieId")
    return replace(
        found,
        title="",
        work=Work(
            text(entry, "filmTitle", *LETTERBOXD),
            year=cells.year(text(entry, "filmYear", *LETTERBOXD)),
            kind="film",
            identifiers=(("tmdb", number),) if number else (),
        ),
        score=cells.score(text(entry, "memberRating", *LETTERBOXD), "0.5", "5"),
        written=seen or found.written,
        met=(seen,) if seen else (),
        post=Post("Letterboxd", found.written, found.post.url if found.post else ""),
        text=tidied(SPOILERS.sub("", body) if is_review else ""),
        spoilers=spoils,
        withheld="" if is_review else NOT_A_POST,
    )


FEEDS = Importer("feed", "RSS or Atom", knows, read)
