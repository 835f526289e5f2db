"""The quotation marks of a block: where they stand, and which of them may open or close."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from anthology.compose.typography.primes import after_number, sure

STRAIGHT = frozenset({"'", '"', "''"})
_MARK = re.compile(r"''(?<!''')(?!')|[\"'«»“”„‟‘‚]")
_MARKS = frozenset("\"'«»“”„‟‘‚’")
# An opening mark follows nothing, a space, or one of these.
_BEFORE = frozenset("([{-–—/=«‹„‚“‘¡¿")
_BEGINS = frozenset("([{¡¿…")  # not a word, but what a quotation may begin with
_MOST_TOGETHER = 6  # marks side by side
_PUNCTUATION = frozenset(".,!?…;:)—–")


class Kind(Enum):
    """What a mark turned out to be."""

    OPEN = "open"
    CLOSE = "close"
    APOSTROPHE = "apostrophe"
    PRIME = "prime"


@dataclass(slots=True)
class Mark:
    """One mark, straight or typographic, what stands around it, and the other of its pair."""

    start: int
    text: str
    left: str  # the character before it, "" at the beginning
    right: str  # the character after it, "" at the end
    quoted: str  # the first character after it that is not a mark, "" at the end
    elision: bool  # whether the character before it ends an elision: l', dell'
    kind: Kind | None = None
    partner: Mark | None = None

    @property
    def end(self) -> int:
        """The position after it."""
        return self.start + len(self.text)

    @property
    def double(self) -> bool:
        """Whether it stands for a double quotation mark."""
        return self.text not in {"'", "‘", "‚"}

    @property
    def straight(self) -> bool:
        """Whether it is one of the keyboard's."""
        return self.text in STRAIGHT

    @property
    def leads(self) -> bool:
        """Whether what stands before it lets it open."""
        left = self.left
        return not left or left.isspace() or left in _BEFORE or self.elision

    @property
    def follows(self) -> bool:
        """Whether a quotation could begin after it."""
        return bool(self.quoted) and not self.quoted.isspace()

    @property
    def before_word(self) -> bool:
        """Whether one begins after it for certain."""
        return self.quoted.isalnum() or self.quoted in _BEGINS

    @property
    def may_open(self) -> bool:
        """Whether it stands where marks open."""
        return self.leads and self.follows

    @property
    def sure_to_open(self) -> bool:
        """Whether it stands there and a quotation begins after it for certain."""
        return self.may_open and self.before_word

    @property
    def elides(self) -> bool:
        """Whether a quotation begins after it although a letter stands before: l'"ombre"."""
        return self.left.isalpha() and self.right in _MARKS and self.quoted.isalnum()

    @property
    def strong(self) -> bool:
        """Whether it stands beside a punctuation mark, or at the end."""
        return self.left in _PUNCTUATION or not self.right or self.right in _PUNCTUATION


def marks(text: str) -> list[Mark]:
    """The marks of `text` in their order; those after numbers that are primes are known."""
    measures = dict(sure(text))
    inside = {at for start, end in measures.items() for at in range(start, end)}
    doubled = _typed_as_two(text)
    found: list[Mark] = []
    for match in _MARK.finditer(text):
        start = match.start()
        if start in measures:
            found.append(_mark(text, start, text[start : measures[start]], Kind.PRIME))
        elif start not in inside:
            found += _split(text, start, match[0], doubled=doubled)
    return found


def _split(text: str, start: int, mark: str, *, doubled: bool) -> Iterator[Mark]:
    """The mark, or two single ones for two that stand side by side by chance."""
    if mark != "''" or doubled:
        yield _mark(text, start, mark)
    elif after_number(text, start):
        yield _mark(text, start, mark, Kind.PRIME)
    else:
        yield from (_mark(text, start, "'"), _mark(text, start + 1, "'"))


def _typed_as_two(text: str) -> bool:
    """Whether two straight marks stand for a double one: ''a quotation''."""
    if "''" not in text:
        return False
    found = [_mark(text, m.start(), m[0]) for m in _MARK.finditer(text) if m[0] == "''"]
    return len(found) > 1 and found[0].may_open and not all(mark.may_open for mark in found)


def _mark(text: str, start: int, mark: str, kind: Kind | None = None) -> Mark:
    end = start + len(mark)
    left, before = text[start - 1 : start] if start else "", text[max(0, start - 2) : start]
    elision = before[1:] in {"'", "’"} and before[0].isalpha()
    after = end
    while text[after : after + 1] in _MARKS and after < end + _MOST_TOGETHER:
        after += 1
    return Mark(start, mark, left, text[end : end + 1], text[after : after + 1], elision, kind)
