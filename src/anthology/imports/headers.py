"""Records as manuscripts: a full header (docs/headers.md), and the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from anthology.book import Creator, Work
from anthology.imports.model import Post, Record, Still
from anthology.imports.texts import markdown

PLAIN = re.compile(r"[^\W_](?:[\w .'’/()&★½–-]*[\w.)★½])?")  # needs no quotation marks in YAML
ROLES = {"author": "book_author", "director": "director", "artist": "artist"}
IDENTIFIERS = frozenset({"isbn", "imdb", "tmdb", "goodreads_id", "olid", "asin"})
SEEN = frozenset({"film", "series", "play"})
Value = str | tuple[str, ...] | tuple[Mapping[str, str], ...] | Mapping[str, str]


@dataclass(frozen=True)
class Manuscript:
    """A manuscript's text, and the suffix that says its format."""

    text: str
    suffix: str  # ".md", or ".html" where Markdown cannot say the same

    @property
    def data(self) -> bytes:
        """The file."""
        return self.text.encode()


def manuscript(
    record: Record, source: str, reviewer: str = "", *, draft: bool = False
) -> Manuscript:
    """The manuscript of a record; `reviewer` wrote it where the export does not say who did."""
    text = markdown.of_html(record.text.html)
    suffix = ".html" if record.text.html and not text else ".md"
    lines = [f"id: {_text(f'{source} {record.key}')}"]
    if draft:
        lines.append("draft: yes")
    for key, value in _fields(record, reviewer):
        if value:
            lines.append(f"{key}: {_value(value)}")
    body = text or record.text.html
    return Manuscript("\n".join(("---", *lines, "---", *(("", body) if body else ()), "")), suffix)


def _fields(record: Record, reviewer: str) -> Iterator[tuple[str, Value]]:
    yield "title", record.title
    yield "subtitle", record.subtitle
    yield "reviewer", _one_or_more(record.reviewers) if record.reviewers else reviewer
    yield "author", _one_or_more(record.author)
    if record.work:
        yield from _of_work(record.work)
        yield "series", record.series[0]
        yield "series_number", record.series[1]
    if record.score:
        yield "rating", record.score.shown
        if record.score.best and not record.score.words:
            yield "rating_scale", f"{record.score.worst}-{record.score.best}"
    yield from _dates(record)
    is_entry = record.work and not record.title
    if record.post and is_entry:  # a thousand “First published in Letterboxd” say nothing
        yield "link", record.post.url
    elif record.post:
        yield "published", _published(record.post)
    if record.still and record.still.file:
        yield "still", _still(record.still)
    yield "spoilers", "yes" if record.spoilers else ""
    yield "content_warnings", record.warnings
    yield "subjects", record.tags
    yield "language", record.language
    yield "open_comments", str(len(record.comments) or "")


def _of_work(work: Work) -> Iterator[tuple[str, Value]]:
    yield "work", work.title
    for role, key in ROLES.items():
        yield key, _one_or_more(tuple(each.name for each in work.creators if each.role == role))
    yield "creator", tuple(_creator(each) for each in work.creators if each.role not in ROLES)
    yield "year", str(work.year or "")
    yield "kind", work.kind
    yield "season", work.season
    for scheme, value in work.identifiers:
        if scheme in IDENTIFIERS:
            yield scheme, value


def _creator(each: Creator) -> Mapping[str, str]:
    return {"name": each.name, "role": each.role} if each.role else {"name": each.name}


def _dates(record: Record) -> Iterator[tuple[str, Value]]:
    """When it was written, and when the work was read or seen; the last of several times."""
    kind = record.work.kind if record.work else ""
    if record.written:
        yield "date", str(record.written)
    if record.met:
        yield "watched_date" if kind in SEEN else "date_read", str(record.met[-1])
    if len(record.met) > 1:
        yield "dates_read", tuple(map(str, record.met))


def _published(post: Post) -> Mapping[str, str]:
    parts = {"in": post.site, "date": str(post.date or ""), "url": post.url}
    found = {name: value for name, value in parts.items() if value}
    return found if {"date", "url"} & found.keys() else {}


def _still(still: Still) -> Value:
    parts = {"file": still.file, "alt": still.alt, "caption": still.caption}
    found = {name: value for name, value in parts.items() if value}
    return found if len(found) > 1 else still.file


def _one_or_more(values: tuple[str, ...]) -> Value:
    return values[0] if len(values) == 1 else values


def _value(value: Value) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_text(part)}' for key, part in value.items())}}}"
    return f"[{', '.join(map(_value, value))}]"


def _text(value: str) -> str:
    """A text of a header, in quotation marks wherever YAML could read another thing."""
    line = " ".join(value.split())
    return line if PLAIN.fullmatch(line) else json.dumps(line, ensure_ascii=False)
