"""Web pages saved by a browser: the article of each, without what the site puts around it."""

from __future__ import annotations

import re

from lxml import html as pages
from lxml.etree import ParserError

from anthology.imports.model import Files, Importer, Member, Post, Reading, Record
from anthology.imports.pages import article
from anthology.imports.pages.schema_org import description
from anthology.imports.source import OWN_FILES
from anthology.imports.texts.blocks import tidied
from anthology.load.formats import google_docs
from anthology.load.formats.html import charset
from anthology.report import Place, Problem, counted, question, shown

FEW = 3  # comments that a message shows
LONG = 60  # letters of each
SUFFIXES = (".html", ".htm", ".xhtml")
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s>]+)", re.IGNORECASE)


def knows(member: Member) -> bool:
    """Whether this is a page: it has a head or a body."""
    is_page = re.search(r"<(?:!doctype html|html|head|body)\b", member.head[:3000], re.IGNORECASE)
    own = member.path.rpartition("/")[0].endswith(OWN_FILES)
    return member.name.endswith(SUFFIXES) and is_page is not None and not own


def read(files: Files, paths: tuple[str, ...]) -> Reading:
    """A record for each page."""
    pages_ = [(path, _decoded(files.read(path))) for path in paths]
    records = tuple(record for path, text in pages_ if (record := _record(text, path)))
    return Reading(records, problems=tuple(_open(record) for record in records if record.comments))


def _open(record: Record) -> Problem:
    """A question for a page with comments, whose words are not imported."""
    found = record.comments
    words = "; ".join(f"“{shown(each[:LONG])}”" for each in found[:FEW])
    more = f" and {len(found) - FEW:,} more" if len(found) > FEW else ""
    hint = "They are left out. Answer them, and delete “open_comments” in the review's header."
    message = f"{counted(len(found), 'comment')} open: {words}{more}"
    return question(Place(record.origin), message, hint)


def _record(text: str, path: str) -> Record | None:
    try:
        root = pages.document_fromstring(text.encode(), pages.HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError):
        return None
    comments = google_docs.plain(root) if google_docs.is_document(text) else ()
    page = description(root)
    match = SAVED_FROM.search(text[:2000])
    url = page.url or (match[1] if match else "")
    body = article.found(root)
    heading = article.without_title(body, page.title)
    article.tidy(body)
    return Record(
        key=url or path,
        work=page.work,
        title=heading or page.title,
        reviewers=page.reviewers,
        score=page.score,
        written=page.written,
        post=Post(page.site, page.written, url),
        text=tidied(pages.tostring(body, encoding="unicode", with_tail=False)),
        language=page.language,
        comments=tuple(each.words for each in comments),
        origin=path,
    )


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8", charset(data) or "cp1252"):
        try:
            return data.decode(encoding).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


SAVED_PAGES = Importer("pages", "a saved web page", knows, read, last=True)
