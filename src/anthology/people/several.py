"""One line with several names: “A and B”, “A & B”, “A, B”, “A / B”, “A feat. B”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from anthology.people.names import OF_SURNAME, SURNAMES

GUEST = re.compile(r"\s*[(\[]?\s*\b(?:feat\.?|ft\.?|featuring)\s+", re.IGNORECASE)
SURE = re.compile(r"\s+/\s+|\s*[;、，]\s*|\s*\|\s*")  # signs that no name of one person has
AND = re.compile(r"\s+(?:and|&|\+|und|et|och|og|en|и|та|y|e|i|with|mit|avec)\s+")
UNSURE_AND = re.compile(r"\s(?:y|e|i|en)\s")  # also inside one name: “Santiago Ramón y Cajal”
# “Joel and Ethan Coen”: two first names before one last name, in scripts with capitals.
FAMILY = re.compile(
    r"(?P<one>[^\W\d_]+(?:-[^\W\d_]+)?)\s+(?:and|&|\+|und|et|och|og|en|и|y|e)\s+"
    r"(?P<other>[^\W\d_]+(?:-[^\W\d_]+)?)\s+(?P<name>[^\W\d_][\w'’-]+)"
)
DID = re.compile(r"\A(?:illustrated|translated|edited|narrated|photographed|read)\s+by\s+")
COMMA = re.compile(r"\s*,\s*(?:(?:and|und|et|y|e)\s+)?")
# How the second part of a band's name begins or ends: “and the Machine”, “& Sons”.
OF_BAND = re.compile(
    r"\A(?:the|his|her|their|das|die|der|les|los|las)\b"
    r"|\b(?:band|brothers|club|collective|company|co\.?|ensemble|experience|family|friends|group"
    r"|inc\.?|ltd\.?|machine|orchestra|press|project|quartet|records|sisters|sons|studios?|trio)\Z",
    re.IGNORECASE,
)
ENDING = re.compile(r"\A(?:[JS]r\.?|I{2,3}|IV|M\.?D\.?|Ph\.?D\.?)\Z")


@dataclass(frozen=True)
class Names:
    """The people that a line names; `guests` follow “feat.”, `sure` is False for a guess."""

    people: tuple[str, ...]
    guests: tuple[str, ...] = ()
    sure: bool = True


@lru_cache(maxsize=100_000)
def separated(line: str) -> Names:
    """The names in a line. A band, or one person's name, is a single name."""
    head, *rest = GUEST.split(line)
    guests = [name for part in rest for name in _names(part.rstrip(")] "))[0]]
    people, sure = _names(head)
    return Names(tuple(people), tuple(guests), sure=sure)


def _names(line: str) -> tuple[list[str], bool]:
    found: list[str] = []
    sure = True
    for part in filter(None, SURE.split(line.strip())):
        names, certain = _joined(part)
        found += names
        sure = sure and certain
    return found, sure


def _joined(line: str) -> tuple[list[str], bool]:
    """The names between “and” and commas, if each part may be a person's whole name."""
    inverted = AND.split(line)
    if len(inverted) > 1 and all(part.count(", ") == 1 for part in inverted):
        return inverted, True  # “Marx, Karl & Engels, Friedrich”
    by_comma = [part for part in COMMA.split(line) if part]
    parts = [part for each in by_comma for part in AND.split(each)]
    parts = [DID.sub("", part) for part in parts]
    if len(parts) < 2 or not all(_is_person(part) for part in parts):
        return _family(line)
    if len(parts) == 2 == len(by_comma):  # “Karl Marks, Fred Engel” or “Le Guin, Ursula K.”
        return ([line], True) if _is_inverted(*parts) else (parts, False)
    return parts, not UNSURE_AND.search(line)


def _family(line: str) -> tuple[list[str], bool]:
    """Two people of one family name, which is a guess; else the line as one name."""
    match = FAMILY.fullmatch(line)
    if match and all(part[0].isupper() for part in match.groups()) and not OF_BAND.search(line):
        name = match["name"]
        second = f"{match['other']} {name}"
        if _is_person(second) and match["other"].lower() != "the":
            return [f"{match['one']} {name}", second], False
    return [line], True


def _is_person(part: str) -> bool:
    """Whether the part has a first and a last name, and not those of a band or a firm."""
    words = part.split()
    capital = [word for word in words if word[0].isupper()]
    return len(words) > 1 < len(capital) + (len(words) > 2) and not OF_BAND.search(part)


def _is_inverted(first: str, second: str) -> bool:
    """Whether “first, second” is one name with its surname first."""
    start, *_, end = first.split()
    given = second.split()
    initials = all(len(word.rstrip(".")) == 1 for word in given[1:])
    return (
        start.lower() in OF_SURNAME
        or (start.lower() in SURNAMES and end.lower() not in SURNAMES | {start.lower()})
        or (start.lower() in SURNAMES and given[0].lower() not in SURNAMES)
        or initials
        or bool(ENDING.match(second))
    )
