"""Names that may be misspellings of one another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from anthology.people.names import identity
from anthology.text.sort_keys import plain

SHORTEST = 6  # letters; in shorter names one letter may make another person


def likenesses(unknown: Iterable[str], declared: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each unknown name that resembles a declared one or an earlier unknown one, and that one."""
    seen: dict[str, str] = {}
    for name in declared:
        for trace in _traces(name):
            seen.setdefault(trace, name)
    for name in unknown:
        traces = _traces(name)
        known = next((seen[t] for t in traces if t in seen and _may_be(name, seen[t])), "")
        if known and known != name:
            yield name, known
        for trace in traces:
            seen.setdefault(trace, name)


def _traces(name: str) -> tuple[str, ...]:
    """Keys that similar names share: the name with one letter left out, its words in any order."""
    words = sorted(re.findall(r"\w+", plain(name)))
    letters = "".join(re.findall(r"\w", plain(name)))
    found = [letters, " ".join(words)]
    if len(letters) >= SHORTEST:
        found += (letters[:i] + letters[i + 1 :] for i in range(len(letters)))
    return tuple(dict.fromkeys(found))


def _may_be(name: str, other: str) -> bool:
    """False for names that differ by a number or an initial: "J. Lee" and "K. Lee"."""
    return _marks(name) == _marks(other) and identity(name) != identity(other)


def _marks(name: str) -> Counter[str]:
    words = re.findall(r"\w+", plain(name))
    return Counter(word for word in words if len(word) == 1 or word.isdecimal())
