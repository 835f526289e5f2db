"""A header without a fence, like a letter's: whether the first lines of a text are one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from anthology.load.header import foreign, keys
from anthology.load.header.keys import words
from anthology.load.header.syntax.tree import Table, Value

# “Titre : …” has a space, and “標題：…” a wide colon.
_KEY = r":?[^\W\d_][\w '’.()-]{0,39}?[ \u00a0\u202f]?"
_COLON = r"(?::(?=[ \t\u00a0]|$)|：)"
HEAD = re.compile(
    rf"(?:[ \t]*\n)*((?:{_KEY}{_COLON}[^\n]*\n(?:(?:[ \t]+|- )\S[^\n]*\n)*)+)[ \t]*\n", re.MULTILINE
)
HEADING = re.compile(r"(?:[ \t]*\n)*#[ \t]+\S[^\n]*\n")
LINE = re.compile(rf"^(?P<key>{_KEY}){_COLON}[ \t\u00a0\u3000]*(?P<value>.*)$", re.MULTILINE)
SENTENCE = re.compile(r"\w\w\s?[.!?…]+['\"”’»)]*\s*$|[。！？]」?\s*$")
HELD_OPEN = re.compile(r"[,;:–—-]\s*$")  # the ends of lines of verse
BEFORE_NAME = " \t'\"“”„‘’«»[(*_#"
OF_A_TEXT = frozenset({"title", "work", "reviewer", "rating", "date"})
TWO = 2


@dataclass(frozen=True)
class Head:
    """The first lines of a text that have the form `key: value`, up to an empty one."""

    source: str
    pairs: tuple[tuple[str, str], ...]  # keys and values as written
    start: int  # of the lines in the text
    end: int  # where the text after the empty line begins
    heading: str = ""  # what stands above the lines, as in Notion's exports

    @property
    def as_yaml(self) -> str:
        """The lines with the colons and spaces of YAML."""
        return LINE.sub(lambda line: f"{line['key'].rstrip()}: {line['value']}", self.source)

    @property
    def table(self) -> Table:
        """The values as they stand, for lines that are no YAML; lines from 1."""
        number = self.source.count
        return {
            line["key"].strip(): Value(line["value"].strip(), number("\n", 0, line.start()) + 1)
            for line in LINE.finditer(self.source)
        }


def head_of(text: str) -> Head | None:
    """The first lines, if they have that form; those below a first heading too."""
    heading = HEADING.match(text)
    block = HEAD.match(text, heading.end() if heading else 0)
    if block is None:
        return None
    pairs = tuple((line["key"].strip(), line["value"].strip()) for line in LINE.finditer(block[1]))
    return Head(block[1], pairs, block.start(1), block.end(), heading[0] if heading else "")


def is_header(head: Head, body: str, renamed: Mapping[str, str]) -> bool:
    """Whether such lines are a header: most keys are known and name a work, or one tells enough.

    Talk, verse and a list of credits have the form too. `renamed` are the project's own keys.
    """
    known = dict(_known(head, renamed))
    names = _names(head, renamed)
    telling = any(_tells(name, value) for name, value in known.items())
    is_named = not head.heading and keys.names_something(known.keys() - {""})
    if is_named and TWO * len(known) >= len(names):
        if telling or {"title", "work"} & {*map(foreign.own_name, renamed.values()), *_own(head)}:
            return True
        is_verse = any(HELD_OPEN.search(value) for _, value in head.pairs)
        return len(known) == len(names) and len(names) >= TWO and not is_verse
    return telling and may_be_header(head, body)


def may_be_header(head: Head, body: str) -> bool:
    """Whether such lines are no talk: two keys or more, none of them twice, and no sentences."""
    spoken = sum(bool(SENTENCE.search(value)) for _, value in head.pairs)
    raw = [keys.named(key) for key, _ in head.pairs]
    if len(raw) < TWO or len(set(raw)) < len(raw) or TWO * spoken >= len(raw):
        return False
    again = "|".join(re.escape(key) for key, _ in head.pairs)
    return re.search(rf"^[*_> ]*(?:{again})[*_ ]*{_COLON}", body, re.MULTILINE) is None


def is_repeated(head: Head, body: str, repeated: Collection[str]) -> bool:
    """Whether such lines are a header by the keys that other texts of the folder have as well.

    Credits are none: they are there to be read.
    """
    names = {keys.named(key) for key, _ in head.pairs}
    credit = any((words.meaning(name) or name) in keys.CREATORS for name in names)
    return len(names & {*repeated}) >= TWO and not credit and may_be_header(head, body)


def _own(head: Head) -> Iterator[str]:
    return (foreign.own_name(key) for key, _ in head.pairs)


def _names(head: Head, renamed: Mapping[str, str]) -> set[str]:
    return {keys.named(renamed.get(key, key)) for key, _ in head.pairs}


def _known(head: Head, renamed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The keys that mean something here, by our names, and their values."""
    meanings = foreign.translated({key: Value(value, 0) for key, value in head.pairs}, renamed)
    for key, value in head.pairs:
        name = meanings.get(key, keys.named(renamed.get(key, key)))
        if key in meanings or not name or keys.known(name):
            yield name, value


def _tells(name: str, value: str) -> bool:
    """Whether a key and its value are a header's: a name with a capital, a rating, a date."""
    own = foreign.own_name(name)
    if own not in OF_A_TEXT and own not in keys.WORKS:
        return False
    if own in {"rating", "date"}:
        return bool(value) and foreign.fits(own, value)
    first = value.lstrip(BEFORE_NAME)[:1]
    is_name = bool(first) and not first.islower() and not HELD_OPEN.search(value)
    return is_name and not (own == "reviewer" and SENTENCE.search(value))
