"""WordPress: its export (WXR), with several authors, ratings of plugins and classic texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from anthology.imports import cells, xml_files
from anthology.imports.model import (
    DELETED,
    DRAFT,
    NOT_A_POST,
    PRIVATE,
    Files,
    Importer,
    Member,
    Post,
    Reading,
    Record,
    Score,
    Still,
)
from anthology.imports.sites.shortcodes import as_html
from anthology.imports.texts.blocks import tidied, words_of
from anthology.imports.xml_files import Element, children, text, words
from anthology.report import Place, Problem, warning

# The official theme test file has https; others have versions from 1.0 to 1.2.
WP = ("http://wordpress.org/export/", "https://wordpress.org/export/")
CONTENT = ("http://purl.org/rss/1.0/modules/content/", "https://purl.org/rss/1.0/modules/content/")
CREATOR = ("http://purl.org/dc/", "https://purl.org/dc/")
WITHHELD = {"draft": DRAFT, "auto-draft": DRAFT, "pending": DRAFT, "future": DRAFT,
            "private": PRIVATE, "trash": DELETED}  # fmt: skip
BEST = {"star": "5", "point": "10", "percentage": "100"}  # of the plugin WP Review
# None of them looks beyond the next one that opens: time grows with the length of a text alone.
PARTS = re.compile(
    r"(<!--(?:(?!<!--).)*?-->|<pre\b(?:(?!<pre\b).)*?</pre>|<[^<>]*>)", re.DOTALL | re.IGNORECASE
)
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")


@dataclass(frozen=True)
class _Site:
    """What the channel says of all its posts."""

    title: str
    language: str
    authors: Mapping[str, str]  # display name by login
    pictures: Mapping[str, Still]  # those uploaded, by their numbers


def knows(member: Member) -> bool:
    """Whether this is a WXR file."""
    return "wordpress.org/export" in member.head and "<rss" in member.head


def read(files: Files, paths: tuple[str, ...]) -> Reading:
    """The posts, those too that are drafts, private or pages, with the reason."""
    records: list[Record] = []
    problems: list[Problem] = []
    for path in paths:
        root, doubts = xml_files.parsed(files.read(path), path)
        problems += doubts
        for channel in children(root, "channel"):
            items = list(children(channel, "item"))
            site = _site(channel, items)
            records += (_record(item, site) for item in items)
            problems += _unknown(items, site, path)
    return Reading(tuple(records), problems=tuple(problems))


def _site(channel: Element, items: Iterable[Element]) -> _Site:
    authors = {}
    for author in children(channel, "author", *WP):
        display = text(author, "author_display_name", *WP)
        full = f"{text(author, 'author_first_name', *WP)} {text(author, 'author_last_name', *WP)}"
        name = display if "@" not in display else full.strip()
        authors[text(author, "author_login", *WP)] = name or full.strip()
    language = text(channel, "language")
    pictures = {text(each, "post_id", *WP): still for each in items if (still := _uploaded(each))}
    known = language if LANGUAGE.fullmatch(language) else ""
    return _Site(text(channel, "title"), known, authors, pictures)


def _uploaded(item: Element) -> Still | None:
    """The picture that an attachment is, None for a post."""
    address = text(item, "attachment_url", *WP)
    alt = _metas(item).get("_wp_attachment_image_alt", "") if address else ""
    return Still(address, alt, words_of(text(item, "encoded", *WP))) if address else None


def _record(item: Element, site: _Site) -> Record:
    written = cells.date(text(item, "post_date", *WP)) or xml_files.day(text(item, "pubDate"))
    withheld = _why_withheld(item)
    body = text(item, "encoded", *CONTENT)
    return Record(
        key=text(item, "guid") or text(item, "post_id", *WP) or text(item, "link"),
        title=" ".join(text(item, "title").split()),
        reviewers=_authors(item, site),
        score=_score(item),
        written=written,
        post=Post(site.title, written, _address(text(item, "link"))),
        text=tidied("" if withheld else _html(body)),
        tags=_tags(item),
        language=site.language,
        still=site.pictures.get(_metas(item).get("_thumbnail_id", "")),
        withheld=withheld,
    )


def _why_withheld(item: Element) -> str:
    """Why a post stays out; one of a type of its own is a post if that is called a review."""
    kind = text(item, "post_type", *WP)
    if kind != "post" and "review" not in kind:
        return NOT_A_POST
    if text(item, "post_password", *WP):
        return PRIVATE
    status = text(item, "status", *WP)
    return "" if status == "publish" else WITHHELD.get(status, DRAFT)


def _authors(item: Element, site: _Site) -> tuple[str, ...]:
    """The names that Co-Authors Plus gives, else that of the login."""
    several = (words(each) for each in children(item, "category") if each.get("domain") == "author")
    names = [name for name in dict.fromkeys(several) if name and "@" not in name]
    login = text(item, "creator", *CREATOR)
    name = site.authors.get(login, login)
    return tuple(names) or ((name,) if name and "@" not in name else ())


def _unknown(items: list[Element], site: _Site, path: str) -> list[Problem]:
    """A warning for logins whose names the export does not give."""
    logins = {text(item, "creator", *CREATOR) for item in items if not _why_withheld(item)}
    unknown = sorted(login for login in logins if login and not site.authors.get(login))
    if not unknown:
        return []
    shown = ", ".join(login if "@" not in login else "an e-mail address" for login in unknown)
    message = f"does not say who these authors are, known by their logins: {shown}"
    hint = 'Name them in anthology.toml: [reviewers."Their Name"] spellings = ["login"].'
    return [warning(Place(path), message, hint)]


def _tags(item: Element) -> tuple[str, ...]:
    found = (
        words(each)
        for each in children(item, "category")
        if each.get("domain") in {"category", "post_tag"}
        and each.get("nicename") != "uncategorized"
    )
    return tuple(dict.fromkeys(filter(None, found)))


def _score(item: Element) -> Score | None:
    """The rating of the plugin WP Review: the only one whose scale is written beside it."""
    found = _metas(item)
    best = BEST.get(found.get("wp_review_type", ""))
    return cells.score(found.get("wp_review_total", ""), "0", best) if best else None


def _metas(item: Element) -> dict[str, str]:
    metas = children(item, "postmeta", *WP)
    return {text(each, "meta_key", *WP): text(each, "meta_value", *WP) for each in metas}


def _address(link: str) -> str:
    return link if link.startswith(("http://", "https://")) else ""


def _html(body: str) -> str:
    """The body as HTML: in texts of the classic editor, line ends are breaks."""
    body = as_html(body)
    if "<!-- wp:" in body:
        return body
    parts = PARTS.split(body.replace("\r\n", "\n"))
    return "".join(
        part if number % 2 else part.replace("\n", "<br>") for number, part in enumerate(parts)
    )


WORDPRESS = Importer("wordpress", "WordPress", knows, read)
