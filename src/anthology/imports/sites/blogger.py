"""Blogger: its feeds of old and of new shape, and what its programming interface returns."""

from __future__ import annotations

from html import unescape

from anthology.imports import cells, json_files, xml_files
from anthology.imports.json_files import Table, table, tables, word, words
from anthology.imports.model import (
    COMMENT,
    DELETED,
    DRAFT,
    NOT_A_POST,
    Files,
    Importer,
    Member,
    Post,
    Reading,
    Record,
)
from anthology.imports.texts.blocks import tidied
from anthology.imports.xml_files import Element, children, text
from anthology.report import Problem

OLD_KIND = "http://schemas.google.com/g/2005#kind"
NEW = "http://schemas.google.com/blogger/2018"
LABELS = ("http://www.blogger.com/atom/ns#", "tag:blogger.com")
APP = ("http://purl.org/atom/app#", "http://www.w3.org/2007/app")
SIGNS = (OLD_KIND, NEW, "tag:blogger.com")


def knows(member: Member) -> bool:
    """Whether this is a feed of a blog, or posts as JSON."""
    is_feed = "<feed" in member.head and any(sign in member.head for sign in SIGNS)
    return is_feed or '"blogger#post' in member.head


def read(files: Files, paths: tuple[str, ...]) -> Reading:
    """The posts, those too that are drafts, pages or comments, with the reason."""
    records: list[Record] = []
    problems: list[Problem] = []
    for path in paths:
        data = files.read(path)
        if data.lstrip()[:1] in {b"[", b"{"}:
            records += _of_json(data, path)
            continue
        root, doubts = xml_files.parsed(data, path)
        problems += doubts
        title = text(root, "title")
        records += (_record(entry, title) for entry in children(root, "entry"))
    return Reading(tuple(records), problems=tuple(problems))


def _record(entry: Element, site: str) -> Record:
    written = xml_files.day(text(entry, "published"))
    withheld = _why_withheld(entry)
    author = next((text(each, "name") for each in children(entry, "author")), "")
    return Record(
        key=text(entry, "id"),
        title=" ".join(text(entry, "title").split()),
        reviewers=(author,) if author and "@" not in author and author != "Unknown" else (),
        written=written,
        post=Post(site, written, _address(entry)),
        text=tidied("" if withheld else text(entry, "content")),
        tags=_labels(entry),
        withheld=withheld,
    )


def _kind(entry: Element) -> str:
    """post, page, comment, template … An author has a type as well: children alone count."""
    if kind := text(entry, "type", NEW):
        return kind.lower()
    terms = (
        each.get("term") or ""
        for each in children(entry, "category")
        if each.get("scheme") == OLD_KIND
    )
    return next((term.rpartition("#")[2].lower() for term in terms), "post")


def _why_withheld(entry: Element) -> str:
    kind = _kind(entry)
    if kind != "post":
        return COMMENT if kind == "comment" else NOT_A_POST
    status = text(entry, "status", NEW).upper()
    drafts = (text(each, "draft", *APP).lower() for each in children(entry, "control", *APP))
    if "yes" in drafts or status in {"DRAFT", "SCHEDULED"}:
        return DRAFT
    return DELETED if status == "SOFT_TRASHED" or text(entry, "trashed", NEW) else ""


def _labels(entry: Element) -> tuple[str, ...]:
    found = (
        (each.get("term") or "").strip()
        for each in children(entry, "category")
        if (each.get("scheme") or "").startswith(LABELS)
    )
    return tuple(dict.fromkeys(filter(None, found)))


def _address(entry: Element) -> str:
    links = (
        each.get("href") or "" for each in children(entry, "link") if each.get("rel") == "alternate"
    )
    return next((link for link in links if link.startswith("http")), "")


def _of_json(data: bytes, path: str) -> list[Record]:
    found = json_files.parsed(data, path)
    posts = table(found).get("items") if isinstance(found, dict) and "items" in found else found
    return [_of_post(post) for post in tables(posts) if post.get("kind") == "blogger#post"]


def _of_post(post: Table) -> Record:
    author = unescape(word(table(post.get("author")).get("displayName")))
    written = cells.date(word(post.get("published")))
    draft = word(post.get("status")).upper() in {"DRAFT", "SCHEDULED"}
    return Record(
        key=word(post.get("id")),
        title=unescape(word(post.get("title"))),
        reviewers=(author,) if author and "@" not in author else (),
        written=written,
        post=Post("", written, word(post.get("url"))),
        text=tidied("" if draft else word(post.get("content"))),
        tags=tuple(unescape(label) for label in words(post.get("labels"))),
        withheld=DRAFT if draft else "",
    )


BLOGGER = Importer("blogger", "Blogger", knows, read)
