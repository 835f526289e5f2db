"""Substack: `posts.csv` and a file of HTML for each post; lists of readers are never opened."""

from __future__ import annotations

from html import unescape

from anthology.imports import cells
from anthology.imports.model import (
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
from anthology.load.clean import tables
from anthology.load.clean.tables import Row
from anthology.report import Place, warning

COLUMNS = (
    "post_id|post_date|is_published|email_sent_at|inbox_sent_at|type|audience|title|subtitle|"
    "podcast_url"
)
TEXTS = frozenset({"newsletter", "podcast"})
# What Substack puts into a text for its readers: buttons, forms, digests, polls.
FURNITURE = frozenset(
    {"button-wrapper", "subscription-widget-wrap", "subscription-widget-wrap-editor",
     "subscription-widget", "paywall-jump", "digest-post-embed", "poll-embed",
     "install-substack-app-embed",
     "community-chat", "embedded-post-wrap", "captioned-button-wrap", "image-link-expand"}
)  # fmt: skip


def knows(member: Member) -> bool:
    """Whether this is the list of posts."""
    return {"post_id", "post_date", "is_published"} <= set(tables.columns_of(member.head))


def read(files: Files, paths: tuple[str, ...]) -> Reading:
    """The posts, those too that are drafts or pages, with the reason."""
    found = [tables.read(files.read(path), path) for path in paths]
    records = tuple(_record(row, files) for table in found for row in table.rows)
    alone = [each.title for each in records if not each.withheld and not each.text.html]
    problems = [problem for table in found for problem in table.problems]
    if alone:
        hint = "Import the whole archive, or its folder, and not posts.csv alone."
        message = f"{len(alone):,} posts of the list have no file in posts/"
        problems.append(warning(Place(paths[0]), message, hint))
    columns = (name for table in found for name in table.not_read(COLUMNS))
    return Reading(records, not_read=tuple(dict.fromkeys(columns)), problems=tuple(problems))


def _record(row: Row, files: Files) -> Record:
    written = cells.date(row["post_date"])
    withheld = _why_withheld(row)
    paths = files.named(f"{row['post_id']}.html".lower()) if row["post_id"] else ()
    html = files.read(paths[0]).decode("utf-8", "replace") if paths and not withheld else ""
    return Record(
        key=row["post_id"] or row["title"],
        title=_plain(row["title"]),
        subtitle=_plain(row["subtitle"]),
        written=written,
        post=Post("", written),
        text=tidied(html, FURNITURE),
        withheld=withheld,
    )


def _plain(cell: str) -> str:
    """A title as it is meant: cells hold entities (“&#x201C;”)."""
    return " ".join(unescape(cell).split())


def _why_withheld(row: Row) -> str:
    if row["type"].lower() not in TEXTS:
        return NOT_A_POST
    return "" if row["is_published"].lower() == "true" else DRAFT


SUBSTACK = Importer("substack", "Substack", knows, read)
