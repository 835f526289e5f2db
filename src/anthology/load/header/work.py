"""The work that is reviewed, from the keys of a header or from a title of a declared pattern."""

from __future__ import annotations

import re
from functools import lru_cache

from anthology.book import Creator, Work
from anthology.config import SourceTable
from anthology.load.header import keys
from anthology.load.header.fields import Fields
from anthology.load.header.shape import single
from anthology.load.header.syntax.tree import Table, Value
from anthology.load.header.years import Year
from anthology.report import note, shown, warning
from anthology.text import isbn

# Beside these, `series` is the series that a book belongs to.
OF_A_BOOK = frozenset({"isbn", *keys.NUMBERS_IN_A_SERIES, "bookauthor", "book_author"})
BETWEEN_NAMES = re.compile(r"\s+(?:and|&)\s+")


def work_of(
    given: Table, source: SourceTable, fields: Fields, *, author_is_creator: bool
) -> Work | None:
    """The work, None where the header names none.

    A header that gives a work's year or creator but not its title, has the work's title as its own.
    """
    title, kind, table = _named_work(given, source, fields)
    parts = {**given, **table}
    parsed = by_pattern(fields.words("title", given.get("title")), source.title)
    creators = _creators(parts, table, fields, author_is_creator=author_is_creator)
    identifiers = _identifiers(parts, fields)
    about_a_work = creators or identifiers or any(name in parts for name in ("year", "season"))
    if not title and (source.title == ("work",) or (about_a_work and not source.title)):
        title = fields.words("title", given.get("title"))
    title = title or parsed.get("work", "")
    if not title:
        return None
    year = fields.year(parts.get("year")) or Year(int(parsed.get("year") or 0))
    return Work(
        title=title,
        creators=creators or _split_names(parsed.get("creator", "")),
        year=year.number or None,
        year_as_written=year.written,
        kind=_kind(parts, fields) or kind or source.kind,
        season=fields.words("season", parts.get("season")),
        identifiers=identifiers,
    )


def _named_work(given: Table, source: SourceTable, fields: Fields) -> tuple[str, str, Table]:
    """Title and kind by the key that names the work, and the table that it may hold."""
    for name in ("work", *keys.WORKS):
        value = single(given[name]) if name in given else None
        if value is None or (name == "series" and _is_of_several(value, given, source, fields)):
            continue
        if isinstance(value.content, dict):
            table = _table(value.content)
            return fields.words(name, table.get("title")), keys.WORKS.get(name, ""), table
        return fields.words(name, value), keys.WORKS.get(name, ""), {}
    return "", "", {}


def _is_of_several(value: Value, given: Table, source: SourceTable, fields: Fields) -> bool:
    """Whether `series` is what a book or film belongs to, and not the series that is reviewed."""
    kind = _kind(given, fields) or source.kind
    titled = "title" in given and source.title == ("work",)
    is_of_several = titled or bool(OF_A_BOOK & given.keys()) or kind not in {"", "series"}
    if is_of_several:
        message = "the key “series” was taken for what the work belongs to, and is not printed"
        fields.problems.append(note(fields.place(value), message))
    return is_of_several


def _table(content: Table) -> Table:
    """A work's table under our names for its keys."""
    table: Table = {}
    for raw, value in content.items():
        ours = keys.ours(keys.named(raw))
        name = ours.name if ours else keys.named(raw)
        table.setdefault("title" if name == "work" else name, value)
    return table


def _creators(
    parts: Table, table: Table, fields: Fields, *, author_is_creator: bool
) -> tuple[Creator, ...]:
    found: list[Creator] = []
    for key, role in keys.CREATORS.items():
        if key in parts and key != "creator":
            found += [Creator(name, role) for name in fields.people(key, parts[key])]
    found += _with_roles(parts.get("creator"), fields)
    author = table.get("author") or (parts.get("author") if author_is_creator else None)
    found += [Creator(name, "author") for name in fields.people("author", author)]
    return tuple(dict.fromkeys(found))


def _with_roles(value: Value | None, fields: Fields) -> list[Creator]:
    """Creators as names, or as tables with name and role."""
    if value is None:
        return []
    items = value.content if isinstance(value.content, tuple) else (value,)
    found = []
    for item in items:
        table = item.content if isinstance(item.content, dict) else {}
        role = fields.text("role", table.get("role")).lower()
        found += [Creator(name, role) for name in fields.people("creator", item)]
    return found


def _kind(parts: Table, fields: Fields) -> str:
    value = single(parts["kind"]) if "kind" in parts else None
    if value is None or isinstance(value.content, tuple):
        return ""
    text = fields.text("kind", value)
    return keys.KINDS.get(text.lower(), text.lower())


def _identifiers(parts: Table, fields: Fields) -> tuple[tuple[str, str], ...]:
    """The identifiers by scheme, without placeholders; an invalid ISBN is reported."""
    found: list[tuple[str, str]] = [("isbn", _isbn(parts.get("isbn"), fields))]
    if re.fullmatch(r"(?:tt|nm)\d+", imdb := _plain(parts.get("imdb"))):
        found.append(("imdb", imdb))
    found += [(key.removesuffix("_id"), _plain(parts.get(key))) for key in keys.IDENTIFIERS]
    if table := parts.get("identifiers"):
        others = fields.table("identifiers", table)
        found += [_identifier(scheme, value, fields) for scheme, value in others.items()]
    return tuple(dict.fromkeys((scheme, value) for scheme, value in found if value))


def _identifier(scheme: str, value: Value, fields: Fields) -> tuple[str, str]:
    if keys.named(scheme) in {"isbn", "isbn10", "isbn13", "isbn_10", "isbn_13"}:
        return "isbn", _isbn(value, fields)
    return scheme, isbn.given(fields.text(scheme, value))


def _isbn(value: Value | None, fields: Fields) -> str:
    """The digits of a valid ISBN; "" otherwise, and a doubt for a text that is not one."""
    text = isbn.given(fields.text("isbn", value))
    found = isbn.digits(text)
    if text and not found and value is not None:
        rounded = re.fullmatch(r"[\d.,]+E\+?\d+", text, re.IGNORECASE)
        why = "a spreadsheet rounded it" if rounded else "a digit of it is wrong or missing"
        message = f"“{shown(text)}” is not an ISBN, and is left out: {why}"
        fields.problems.append(warning(fields.place(value), message, "Write the whole number."))
    return found


def _plain(value: Value | None) -> str:
    return isbn.given(value.text or "") if value else ""


def by_pattern(title: str, patterns: tuple[str, ...]) -> dict[str, str]:
    """What the first matching pattern finds in a title: {"work": ..., "creator": ...}."""
    for pattern in patterns:
        if "{" in pattern and (match := _compiled(pattern).fullmatch(title)):
            return {name: " ".join(value.split()) for name, value in match.groupdict().items()}
    return {}


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    """“{work} by {creator}” as an expression; `work` takes as much, a label as little as it can."""
    parts = re.split(r"\{([a-z]+)\}", pattern)
    expression = [_between(parts[0])]
    seen = {"label"}  # what nobody needs later, and may come again
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        what = r"\d{4}" if name == "year" else ".+" if name == "work" else ".+?"
        group = f"(?:{what})" if name in seen else f"(?P<{name}>{what})"
        seen.add(name)
        expression += [group, _between(text)]
    return re.compile("".join(expression))


def _between(words: str) -> str:
    """The words of a pattern as an expression: a blank is any, a hyphen a dash of any length."""
    return re.escape(words).replace(r"\ ", r"\s+").replace(r"\-", "[-–—]")


def _split_names(names: str) -> tuple[Creator, ...]:
    return tuple(Creator(name) for name in BETWEEN_NAMES.split(names) if name)
