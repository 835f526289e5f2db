"""What setup looks at: the header of each manuscript as texts, and a little about its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from anthology.book import Rating
from anthology.load.clean.decode import likely
from anthology.load.header import in_text, inline, keys
from anthology.load.header import read as header
from anthology.load.header.front_matter import FrontMatter
from anthology.load.header.shape import NOTHING, single
from anthology.load.header.syntax.tree import Value
from anthology.load.header.work import OF_A_BOOK
from anthology.load.manuscript import why_of_a_site
from anthology.load.model import Manuscript
from anthology.load.opened import front_matter
from anthology.load.project.classify import NO_SOURCE
from anthology.load.project.file_names import name_alone
from anthology.load.project.not_reviews import DRAFTS, NO_TEXT
from anthology.report import Refused
from anthology.setup.seen import language

HEADING = re.compile(r"^ {0,3}#{1,2}\s+(\S[^\n]*?)\s*#*$", re.MULTILINE)
WORD = re.compile(r"\w+")
UTF_8 = "utf-8"
LONGEST = 200  # characters of a value that the text may mention


@dataclass(frozen=True)
class Sheet:
    """One manuscript: the texts of its header by key, and what its text says of itself."""

    path: str
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # tables as "book.title"
    title: str = ""  # of the header, the first heading or the file's name
    dated: bool = False  # by the file's name
    year_in_name: bool = False  # the file's name has the year of a work, and is the title
    words: int = 0
    language: str = ""  # by its words; "" where they are too few
    ratings: tuple[Rating, ...] = ()  # in the text
    mentioned: frozenset[str] = frozenset()  # keys whose values the text mentions
    encoding: str = ""  # "" is ASCII
    left_out: str = ""  # why the book does not have it
    unread: bool = False  # whether that is because its header cannot be read

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The keys as we compare them, and as they are written."""
        return {keys.named(raw): raw for raw in self.values}

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a key, whatever the case of its letters; () where it has none."""
        return self.values.get(self.names.get(name, ""), ())

    def text(self, name: str) -> str:
        """The first text of a key, "" where it has none."""
        return next(iter(self.texts(name)), "")


def sheet(manuscript: Manuscript) -> Sheet:
    """The sheet of a manuscript; what cannot be read is left out for that reason."""
    encoding = _encoding(manuscript.data)
    known = manuscript.source.model_copy(update={"encoding": encoding.replace(UTF_8, "")})
    try:
        return _sheet(replace(manuscript, source=known), encoding)
    except Refused as refused:
        message = refused.problems[-1].message
        return Sheet(manuscript.path, encoding=encoding, left_out=message, unread=True)


def _encoding(data: bytes) -> str:
    """The encoding of a file as Python calls it, "" where it is ASCII or not known."""
    if data.isascii() or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ""
    try:
        data.decode(UTF_8)
    except UnicodeDecodeError:
        return likely.likely(data, "")
    return UTF_8


def _sheet(manuscript: Manuscript, encoding: str) -> Sheet:
    front, _ = front_matter(manuscript)
    body = _plain(front.body)
    values = {
        raw: texts for key, value in front.values.items() for raw, texts in _texts(key, value)
    }
    name = manuscript.name or name_alone(manuscript.path)
    title = _title(front, values, manuscript)
    return Sheet(
        manuscript.path,
        _without_series(values),
        title=title,
        dated=name.date is not None,
        year_in_name=bool(name.year) and title == name.work,
        words=len(WORD.findall(body)),
        language=language.of_text(body),
        ratings=in_text.proposals(front.body, front.path, front.body_line, in_links=True),
        mentioned=frozenset(_mentioned(values, body)),
        encoding=encoding,
        left_out=_why_left_out(manuscript, front),
    )


def _without_series(values: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """The values but for `series`, where a book belongs to it and it is not what is reviewed."""
    raw = next((raw for raw in values if keys.named(raw) == "series"), "")
    if raw and (_is_of_another_kind(values) or OF_A_BOOK & set(map(keys.named, values))):
        return {key: texts for key, texts in values.items() if key != raw}
    return values


def _is_of_another_kind(values: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the header says that the work is something else than a series."""
    for raw, texts in values.items():
        own = keys.ours(keys.named(raw))
        if own and own.name == "kind" and texts:
            return keys.KINDS.get(texts[0].lower(), "series") != "series"
    return False


def _plain(body: str) -> str:
    """The text without the addresses of its links and the tags of its markup."""
    return re.sub(r"\]\([^)\s]*\)|<[^<>]*>|https?://\S+|\{[{%][^{}]*[%}]\}", " ", body)


def _title(
    front: FrontMatter, values: Mapping[str, tuple[str, ...]], manuscript: Manuscript
) -> str:
    given = next((texts[0] for key, texts in values.items() if texts and _is_title(key)), "")
    if given:
        return given
    heading = HEADING.search(front.body[:2000])
    name = manuscript.name or name_alone(manuscript.path)
    return inline.plain(heading[1]) if heading else name.work


def _is_title(raw: str) -> bool:
    own = keys.ours(keys.named(raw))
    return own is not None and own.name == "title"


def _texts(key: str, value: Value) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The texts of a value under its key; those of a table under “key.inner”."""
    content = single(value).content
    if isinstance(content, dict):
        for inner, part in content.items():
            yield from _texts(f"{key}.{inner}", part)
    elif isinstance(content, tuple):
        yield key, tuple(text for item in content for text in _of_item(item))
    else:
        yield key, _something(content)


def _of_item(item: Value) -> Sequence[str]:
    """The text of an item of a list, or the name in a table."""
    item = single(item)
    if isinstance(item.content, dict):
        item = item.content.get("name") or item.content.get("title") or Value("", item.line)
    return _something(item.content) if isinstance(item.content, str) else ()


def _something(text: str) -> tuple[str, ...]:
    plain = inline.plain(text)
    return () if plain.lower() in NOTHING else (plain,)


def _mentioned(values: Mapping[str, tuple[str, ...]], body: str) -> Iterator[str]:
    """The keys of which the last word, as a surname, is in the text."""
    there = set(WORD.findall(body.lower()))
    for key, texts in values.items():
        words = WORD.findall(texts[0].lower()[-LONGEST:]) if texts else []
        if words and words[-1] in there and not words[-1].isdecimal():
            yield key


def _why_left_out(manuscript: Manuscript, front: FrontMatter) -> str:
    """As the loader decides it; whether pictures are left of a text is not looked at."""
    if header.read(front.values, NO_SOURCE, manuscript.path).withheld:
        return DRAFTS
    if reason := why_of_a_site(manuscript, front):
        return reason
    return "" if front.body.strip() else NO_TEXT
