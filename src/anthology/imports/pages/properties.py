"""Properties that somebody has named freely (“Date finished: May 5, 2024”) as a record's values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from anthology.book import Creator, PartialDate, Work
from anthology.imports import cells
from anthology.imports.model import DRAFT, Record, Score
from anthology.load.header import keys, ratings
from anthology.text import isbn

MET = frozenset({"date_read", "date_completed", "date_finished", "finished", "watched_date",
                 "date_watched", "watched", "read_date", "completed", "read", "read_on",
                 "finished_on", "watched_on", "seen", "dates_read", "date_played",
                 "listened"})  # fmt: skip
WRITTEN = frozenset({"date", "date_reviewed", "reviewed", "review_date", "pubdate", "published",
                     "publish_date", "publishdate", "date_published", "written",
                     "posted"})  # fmt: skip
# What programs write by themselves, or what a book does not print.
PASSED_OVER = frozenset({"status", "state", "progress", "cover", "poster", "image", "link", "url",
                         "created", "created_time", "last_edited_time", "created_by",
                         "last_edited_by"})  # fmt: skip
DRAFTS = frozenset({"draft", "in draft", "writing", "idea", "unpublished", "not published"})
ARROW = re.compile(r"\s*(?:→|–>|->)\s*")
LINK = re.compile(r"\s*\((?:https?://|[^()\s]*\.(?:md|html)\b)[^()]*\)")  # after a page's name
NO = frozenset({"no", "false", "unchecked", "☐"})
YES = frozenset({"yes", "true", "checked", "☑"})


def unread(names: Iterable[str]) -> tuple[str, ...]:
    """The names of properties that mean nothing here, once each."""
    return tuple(dict.fromkeys(name for name in names if name and not _is_known(keys.named(name))))


def _is_known(name: str) -> bool:
    known = (MET, WRITTEN, PASSED_OVER, keys.CREATORS, keys.WORKS, keys.IDENTIFIERS)
    return keys.ours(name) is not None or any(name in each for each in known)


def described(record: Record, given: Mapping[str, str], place: str = "") -> Record:
    """The record with what the properties say; its title is the work's where they describe one.

    `place` is the name of the table or folder that it is in: “Films 2024” says what they are.
    """
    values = {keys.named(name): LINK.sub("", value).strip() for name, value in given.items()}
    values = {name: value for name, value in values.items() if value}
    named = _by_key(values)
    kind = _kind(named.get("kind", ""), values, place)
    work = _work(values, named, kind)
    found = replace(
        record,
        work=replace(work, title=work.title or record.title) if work else None,
        title=named.get("title", "") if work and not work.title else record.title,
        subtitle=named.get("subtitle", record.subtitle),
        reviewers=_people(named.get("reviewer", "")) or record.reviewers,
        author=() if kind == "book" else _people(named.get("author", "")),
        score=score(named.get("rating", ""), named.get("rating_scale", "")),
        written=_last(values, WRITTEN) or record.written,
        met=_dates(values, MET),
        tags=cells.tags(named.get("subjects", "")),
        language=named.get("language", ""),
        spoilers=named.get("spoilers", "").lower() in YES,
    )
    return replace(found, withheld=found.withheld or _withheld(values))


def _by_key(values: Mapping[str, str]) -> dict[str, str]:
    """The values by the names that we have for them; the first of several."""
    found: dict[str, str] = {}
    for name, value in values.items():
        key = keys.ours(name)
        if key and name not in MET | WRITTEN:
            found.setdefault(key.name, value)
    return found


def _kind(given: str, values: Mapping[str, str], place: str) -> str:
    by_name = (kind for name, kind in keys.WORKS.items() if name in values)
    words = (given, *given.split(","), place, *re.findall(r"\w+", place))
    by_word = (keys.KINDS.get(word.strip().lower(), "") for word in words)
    return next(filter(None, (*by_word, *by_name)), "") or ("book" if "isbn" in values else "")


def _work(values: Mapping[str, str], named: Mapping[str, str], kind: str) -> Work | None:
    """The work; one that only its properties suggest has no title yet."""
    title = next((values[name] for name in keys.WORKS if name in values), named.get("work", ""))
    makers = [
        each
        for name, role in keys.CREATORS.items()
        if name in values
        for each in cells.names(values[name], role=role)
    ]
    makers += cells.names(named.get("creator", ""))
    if kind == "book":
        makers += cells.names(named.get("author", ""), role="author")
    work = Work(title, tuple(dict.fromkeys(makers)), cells.year(named.get("year", "")), kind,
                identifiers=tuple(_identifiers(values, named)))  # fmt: skip
    is_one = makers or work.year or kind or title or work.identifiers or "rating" in named
    return work if is_one else None


def _identifiers(values: Mapping[str, str], named: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    if number := isbn.digits(isbn.given(named.get("isbn", ""))):
        yield "isbn", number
    if "imdb" in named:
        yield "imdb", named["imdb"]
    yield from ((name, values[name]) for name in keys.IDENTIFIERS if name in values)


def score(text: str, scale: str = "") -> Score | None:
    """The rating that somebody wrote, in their words: its scale may be open."""
    try:
        known = ratings.scale(scale) if scale else None
        found = ratings.parse(text, known) if text else None
    except ValueError:
        return None
    if found is None or found.status == "unrated":
        return None
    worst, best = (_plain(each) for each in (found.worst, found.best))
    return Score(_plain(found.value), worst, best, " ".join(text.split()))


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _people(text: str) -> tuple[str, ...]:
    """The names in a property; an address of mail is none."""
    return tuple(each.name for each in cells.names(text) if "@" not in each.name)


def _dates(values: Mapping[str, str], names: frozenset[str]) -> tuple[PartialDate, ...]:
    """The dates of these properties; of “May 1, 2024 → May 5, 2024” the last."""
    parts = (ARROW.split(values[name])[-1].lstrip("@") for name in values if name in names)
    return cells.all_dates(parts)


def _last(values: Mapping[str, str], names: frozenset[str]) -> PartialDate | None:
    found = _dates(values, names)
    return found[-1] if found else None


def _withheld(values: Mapping[str, str]) -> str:
    """Whether the properties call it a draft."""
    status = next((values[name] for name in ("status", "state") if name in values), "").lower()
    is_held_back = any(values.get(name, "").lower() in NO for name in ("published", "publish",
                                                                       "public"))  # fmt: skip
    is_draft = values.get("draft", "").lower() in YES
    return DRAFT if status in DRAFTS or is_held_back or is_draft else ""


def creators(names: Iterable[str], role: str) -> tuple[Creator, ...]:
    """People who made a work, once each."""
    return tuple(dict.fromkeys(Creator(name, role) for name in names if name))
