"""Ghost: its JSON export, and answers of its API; of users, names alone are looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from anthology.imports import cells, json_files
from anthology.imports.json_files import Table, table, tables, word
from anthology.imports.model import (
    DRAFT,
    NOT_A_POST,
    Files,
    Importer,
    Member,
    Post,
    Reading,
    Record,
    Still,
)
from anthology.imports.sites.lexical import html_of_lexical, html_of_mobiledoc
from anthology.imports.texts.blocks import tidied, words_of
from anthology.report import Place, Refused, error

PUBLISHED = frozenset({"published", "sent"})


def knows(member: Member) -> bool:
    """Whether this is an export, with or without the wrapper “db”, or an answer of the API."""
    head = member.head.lstrip()
    has_data = '"db"' in head[:200] or ('"data"' in head and '"meta"' in head)
    is_export = has_data and '"exported_on"' in head
    is_answer = '"posts"' in head[:20] and '"uuid"' in head and '"published_at"' in head
    return head.startswith("{") and (is_export or is_answer)


def read(files: Files, paths: tuple[str, ...]) -> Reading:
    """The posts, those too that are drafts or pages, with the reason."""
    return Reading(tuple(record for path in paths for record in _records(files.read(path), path)))


def _records(data: bytes, path: str) -> list[Record]:
    whole = table(json_files.parsed(data, path))
    inside = next(tables(whole.get("db")), whole)
    found = table(inside.get("data", inside))
    if "posts" not in found:
        raise Refused(error(Place(path), "holds no posts", "Export the content of the site."))
    names = {word(each.get("id")): word(each.get("name")) for each in tables(found.get("users"))}
    tags = {word(each.get("id")): word(each.get("name")) for each in tables(found.get("tags"))}
    site = next(
        (word(each.get("value")) for each in tables(found.get("settings"))
         if each.get("key") == "title"), "",
    )  # fmt: skip
    metas = {word(each.get("post_id")): each for each in tables(found.get("posts_meta"))}
    posts = [{**each, **metas.get(word(each.get("id")), {}), "id": each.get("id")}
             for each in tables(found.get("posts"))]  # fmt: skip
    authors = _inside(posts, "authors") | _joined(found.get("posts_authors"), "author_id", names)
    subjects = _inside(posts, "tags") | _joined(found.get("posts_tags"), "tag_id", tags)
    return [_record(post, site, authors, subjects, names) for post in posts]


def _inside(posts: Sequence[Table], key: str) -> dict[str, tuple[str, ...]]:
    """The names that the API gives with each post."""
    return {
        word(post.get("id")): tuple(word(each.get("name")) for each in tables(post[key]))
        for post in posts
        if key in post
    }


def _joined(rows: object, other: str, names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The names that belong to each post, in their order."""
    ordered = sorted(tables(rows), key=lambda row: word(row.get("sort_order")).zfill(6))
    found: dict[str, tuple[str, ...]] = {}
    for row in ordered:
        name = names.get(word(row.get(other)), "")
        post = word(row.get("post_id"))
        found[post] = (*found.get(post, ()), *((name,) if name and "@" not in name else ()))
    return found


def _record(
    post: Table,
    site: str,
    authors: Mapping[str, tuple[str, ...]],
    subjects: Mapping[str, tuple[str, ...]],
    names: Mapping[str, str],
) -> Record:
    id_ = word(post.get("id"))
    written = cells.date(word(post.get("published_at")) or word(post.get("created_at")))
    withheld = _why_withheld(post)
    alone = names.get(word(post.get("author_id")), "")
    address = word(post.get("canonical_url")) or word(post.get("url"))
    return Record(
        key=id_ or word(post.get("slug")),
        title=word(post.get("title")),
        reviewers=authors.get(id_, (alone,) if alone else ()),
        written=written,
        post=Post(site, written, address),
        text=tidied("" if withheld else _html(post)),
        tags=tuple(tag for tag in subjects.get(id_, ()) if not tag.startswith("#")),
        language=word(post.get("locale")),
        still=_still(post),
        withheld=withheld,
    )


def _why_withheld(post: Table) -> str:
    is_page = (
        word(post.get("type")) == "page"
        or word(post.get("page")) == "1"
        or post.get("page") is True
    )
    if is_page:
        return NOT_A_POST
    # The API for readers names no status: it has only what is published.
    status = word(post.get("status", "published"))
    return "" if status in PUBLISHED else DRAFT


def _still(post: Table) -> Still | None:
    address = word(post.get("feature_image"))
    words = (words_of(word(post.get(f"feature_image_{part}"))) for part in ("alt", "caption"))
    return Still(address, *words) if address else None


def _html(post: Table) -> str:
    """The post's HTML, else what its editor's tree says."""
    return (
        word(post.get("html"))
        or html_of_lexical(word(post.get("lexical")))
        or html_of_mobiledoc(word(post.get("mobiledoc")))
    )


GHOST = Importer("ghost", "Ghost", knows, read)
