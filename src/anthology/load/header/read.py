"""A header's keys become typed fields; what cannot be read is a problem with its line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from anthology.book import NO_RIGHTS, Found, PartialDate, Publication, Rating, Rights, Work
from anthology.config import SourceTable
from anthology.load.header import foreign, keys
from anthology.load.header.fields import Fields
from anthology.load.header.rating import rating_of
from anthology.load.header.rights import publication_of, rights_of
from anthology.load.header.shape import NO_VALUE, NOTHING, single, something
from anthology.load.header.still import Still, still_of
from anthology.load.header.syntax.tree import Table, Value
from anthology.load.header.work import work_of
from anthology.report import Place, Problem, note, shown, warning

HIDDEN = {"draft", "private", "hidden", "trash", "pending", "scheduled"}
# Beside one of these a bare `author` may well be the author of the work.
SIGNS_OF_A_WORK = {
    "rating",
    "year",
    "isbn",
    "imdb",
    "kind",
    "identifiers",
    "work",
    "season",
    "creator",
}


@dataclass(frozen=True)
class Header:
    """The fields of a header, typed; "", () and None are those that it does not have."""

    title: str = ""
    subtitle: str = ""
    short_title: str = ""
    italics: tuple[str, ...] = ()  # words of title and subtitle
    reviewers: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    work: Work | None = None
    rating: Rating | None = None
    date: PartialDate | None = None
    publication: Publication | None = None
    rights: Rights = NO_RIGHTS
    spoilers: bool = False
    subjects: tuple[str, ...] = ()
    language: str = ""
    dir: str = ""
    order: Decimal | None = None
    still: Still | None = None
    found: Mapping[str, Found] = field(default_factory=dict)  # where these fields are from
    lines: Mapping[str, int] = field(default_factory=dict)  # of the keys, by our names
    withheld: bool = False  # a draft, or not to be published
    author: tuple[str, ...] = ()  # who may be the reviewer, or the author of the work
    ambiguous_author: Place | None = None  # where such an `author` is
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Beside:
    """What is known of a manuscript beside its header."""

    date: PartialDate | None = None  # in the file's name
    date_order: str = ""  # of day and month in the headers of its folder, as in `dates`


NOTHING_BESIDE = Beside()


def read(
    values: Table,
    source: SourceTable,
    path: str,
    language: str = "",
    beside: Beside = NOTHING_BESIDE,
) -> Header:
    """The typed header; `source` decides what the keys leave open, `language` what dates mean."""
    fields = Fields(path, language)
    fields.date_order = beside.date_order
    given = _given(values, source, fields)
    fields.date_language = _language(given) or source.language or language
    fields.open_comments(given.get("open_comments"))
    author = given.get("author")
    meaning = _meaning_of_author(given, values, source) if author else ""
    reviewers = _reviewers(given, meaning, fields)
    date = fields.date("date", given.get("date"))
    header = replace(
        _about_the_text(given, source, fields),
        reviewers=reviewers or source.reviewer,
        work=work_of(given, source, fields, author_is_creator=meaning == "work"),
        rating=rating_of(given, source, fields),
        date=date or beside.date,
        found={
            "reviewers": Found.HEADER if reviewers else Found.SOURCE,
            "date": Found.HEADER if date else Found.FILE_NAME,
        },
        lines=_lines(given),
        withheld=_withheld(given, values, fields),
        author=fields.people("author", author),
        ambiguous_author=fields.place(author) if author and meaning == "ask" else None,
    )
    return replace(header, problems=tuple(dict.fromkeys(fields.problems)))


def _reviewers(given: Table, meaning: str, fields: Fields) -> tuple[str, ...]:
    reviewers = fields.people("reviewer", given.get("reviewer"))
    if meaning == "reviewer" and not reviewers:
        return fields.people("author", given.get("author"))
    return reviewers


def _about_the_text(given: Table, source: SourceTable, fields: Fields) -> Header:
    """The fields that need no more than their own key."""
    return Header(
        title=_title(given.get("title"), fields),
        subtitle=fields.words("subtitle", given.get("subtitle")),
        short_title=fields.words("short_title", given.get("short_title")),
        italics=fields.italics(given.get("title"), given.get("subtitle")),
        translators=fields.people("translator", given.get("translator")),
        publication=publication_of(given.get("published"), fields),
        rights=rights_of(given, fields),
        spoilers=fields.yes("spoilers", given.get("spoilers")),
        subjects=fields.texts("subjects", given.get("subjects")),
        language=fields.language(given.get("language")) or source.language,
        dir=_direction(given.get("dir"), fields),
        order=fields.number("order", given.get("order")),
        still=still_of(given, fields),
    )


def _given(values: Table, source: SourceTable, fields: Fields) -> Table:
    """The header's values under our names for their keys."""
    given: Table = {}
    flat = {**_of_site(values), **values, **_inner(values, "review"), **_in_tables(values, source)}
    meanings = foreign.translated(flat, source.keys)
    present = {foreign.own_name(source.keys.get(raw, raw)) for raw in flat}
    for raw, written in flat.items():
        name = meanings.get(raw, keys.named(source.keys.get(raw, raw)))
        if raw in meanings and name:
            fields.problems.append(foreign.remark(raw, name, fields.place(written)))
        ours = keys.ours(name)
        is_rating = ours is not None and ours.name == "rating"  # “n/a” is one, as a status
        value = something(written, NO_VALUE if is_rating else NOTHING)
        if not name or value is None:
            continue
        if ours is not None:
            _put(given, _meaning(ours.name, name, value), name, value)
        elif keys.known(name):
            given.setdefault(name, value)
        elif name not in {"review", "status", *keys.OF_SITES}:
            fields.problems.append(_unknown(raw, name, fields.place(value), present))
    if "status" in flat:
        given["status"] = flat["status"]
    return given


def _lines(given: Table) -> Mapping[str, int]:
    """The line of each key, those of tables inside them last."""
    lines = {name: value.line for name, value in given.items()}
    for value in given.values():
        if isinstance(value.content, dict):
            for raw, inner in value.content.items():
                ours = keys.ours(keys.named(raw))
                lines.setdefault(ours.name if ours else keys.named(raw), inner.line)
    return lines


def _meaning(ours: str, name: str, value: Value) -> str:
    """Our key, but a `category` or `type` that names no kind of work is a subject or nothing."""
    if ours != "kind" or name == "kind" or (single(value).text or "").lower() in keys.KINDS:
        return ours
    return "subjects" if name == "category" else ""


def _put(given: Table, name: str, raw: str, value: Value) -> None:
    """Our own spelling of a key wins; of several lists of subjects all count."""
    if name == "subjects" and name in given:
        given[name] = Value((*_items(given[name]), *_items(value)), given[name].line)
    elif name not in given or raw == name:
        given[name] = value


def _items(value: Value) -> tuple[Value, ...]:
    if isinstance(value.content, tuple):
        return value.content
    if isinstance(value.content, str):
        return tuple(Value(part.strip(), value.line) for part in value.content.split(","))
    return ()


def _inner(values: Table, name: str) -> Table:
    value = values.get(name)
    return value.content if value and isinstance(value.content, dict) else {}


def _of_site(values: Table) -> Table:
    """What a site's generator wants apart from its own keys."""
    tables = (
        value for raw in values if (value := values[raw]) and keys.named(raw) in keys.OF_SITES
    )
    return {
        raw: inner
        for table in tables
        if isinstance(table.content, dict)
        for raw, inner in table.content.items()
    }


def _in_tables(values: Table, source: SourceTable) -> Table:
    """The values that the source names by their tables: `extra.rating`."""
    paths = ((path, *path.partition(".")[::2]) for path in source.keys if "." in path)
    return {
        path: value
        for path, table, key in paths
        if path not in values and (value := _inner(values, table).get(key))
    }


def _unknown(raw: str, name: str, place: Place, present: Collection[str]) -> Problem:
    """A remark; a doubt where the key seems to be one of ours misspelt, which is not there.

    One of ours with more or fewer letters at its end is another word: “years”, “dated”.
    """
    likely = keys.likely(name)
    is_word = likely.startswith(name) or name.startswith(likely)
    if likely and likely not in present and not is_word:
        hint = (
            f'Correct it, or write keys = {{ {raw} = "{likely}" }} in a [[source]]; "" ignores it.'
        )
        return warning(place, f"unknown key “{raw}”; did you mean “{likely}”?", hint)
    return note(place, f"the key “{raw}” is not known here and was ignored")


def _title(value: Value | None, fields: Fields) -> str:
    """The title; a list of one is a doubt, since the brackets may belong to it: [REC]."""
    title = fields.words("title", value)
    if title and value and isinstance(value.content, tuple) and value.content[0].text is not None:
        message = f"“title” is a list of one; its item is the title: {shown(title)}"
        fields.doubt(value, message, "Put it in quotes if the brackets belong to it.")
    return title


def _language(given: Table) -> str:
    value = given.get("language")
    return (single(value).text or "") if value else ""


def _is_about_a_work(given: Table, values: Table, source: SourceTable) -> bool:
    """Whether keys, empty ones too, a subject or the source say that a work is reviewed."""
    present = {ours.name if (ours := keys.ours(name)) else name for name in map(keys.named, values)}
    subjects = given.get("subjects")
    named = {(item.text or "").lower() for item in _items(subjects)} if subjects else set()
    return bool(
        SIGNS_OF_A_WORK & (given.keys() | present) or named & keys.KINDS.keys() or source.kind
    )


def _meaning_of_author(given: Table, values: Table, source: SourceTable) -> str:
    """Who `author` is: the "reviewer", the maker of the "work", nobody ("ignore"), or "ask"."""
    if source.author:
        return source.author
    if "reviewer" in given:
        return "work"
    if source.reviewer:
        return "work" if _is_about_a_work(given, values, source) else "reviewer"
    if keys.CREATORS.keys() & given.keys():
        return "reviewer"
    return "ask" if _is_about_a_work(given, values, source) else "reviewer"


def _direction(value: Value | None, fields: Fields) -> str:
    text = fields.text("dir", value).lower()
    if value is not None and text not in {"ltr", "rtl"}:
        fields.wrong(value, f"“dir” must be ltr or rtl, not “{text}”")
        return ""
    return text


def _withheld(given: Table, values: Table, fields: Fields) -> bool:
    published = values.get("published")
    status = given.get("status")
    return (
        fields.yes("draft", given.get("draft"))
        or bool(published and (published.text or "").lower() in {"no", "false"})
        or bool(status and (status.text or "").lower() in HIDDEN)
    )
