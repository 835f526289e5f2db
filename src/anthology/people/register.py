"""The register of people: every spelling of a name leads to the same person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape

from anthology.book import Person
from anthology.config import ReviewerTable, Settings
from anthology.memory import remembered
from anthology.people.likeness import likenesses
from anthology.people.names import creator_sort_name, identity, sort_name, typographic
from anthology.report import Place, Problem, error, note, question, shown


@dataclass(frozen=True)
class Register:
    """Every declared spelling of a name and the person it refers to."""

    by_spelling: Mapping[str, Person] = field(default_factory=dict)  # by `identity`
    sort_names: Mapping[str, str] = field(default_factory=dict)  # of creators, by `identity`
    undeclared: Mapping[str, str] = field(default_factory=dict)  # names in use, by `identity`

    def knows(self, name: str) -> bool:
        """Whether the name is declared as that of a reviewer or creator."""
        return identity(name) in self.by_spelling or identity(name) in self.sort_names

    def person(self, name: str) -> Person:
        """The person of that name; a new one if it was not declared."""
        key = identity(name)
        known = self.by_spelling.get(key)
        return known or _person(self.undeclared.get(key, name))

    def with_names(self, names: Iterable[str]) -> Register:
        """The same that knows the names in use: of two spellings of one name the first counts."""
        undeclared = {identity(name): name for name in reversed(list(names))}
        return replace(self, undeclared=undeclared)

    def creator_sort_name(self, name: str) -> str:
        """The creator of a work as an index lists them: people by surname, bands by their name."""
        declared = self.sort_names.get(identity(name))
        known = self.by_spelling.get(identity(name))
        if declared or known:
            return declared or (known.sort_name if known else "")
        return creator_sort_name(typographic(name))


def register(
    settings: Settings, from_files: Iterable[Person]
) -> tuple[Register, tuple[Problem, ...]]:
    """The people declared in anthology.toml and in reviewers/, each once, and errors."""
    people: dict[str, Person] = {}
    for person in from_files:
        people[identity(person.name)] = _complete(person, people.get(identity(person.name)))
    for name, table in settings.reviewers.items():
        people[identity(name)] = _declared(name, table, people.get(identity(name)))
    spellings: dict[str, Person] = dict(people)
    problems = []
    for person in people.values():
        for spelling in person.spellings:
            other = spellings.setdefault(identity(spelling), person)
            if other != person:
                problems.append(_claimed_twice(spelling, person, other, settings))
    names = {identity(name): sort for name, sort in settings.creators.items()}
    return Register(spellings, names), tuple(problems)


@remembered
def _person(name: str) -> Person:
    """Somebody of whom nothing is known but the name."""
    printed = typographic(name)
    return Person(printed, sort_name(printed))


def _complete(person: Person, other: Person | None) -> Person:
    """The person with a sort name, completed by what another file has about them."""
    known = other or _person(person.name)
    return Person(
        name=known.name,
        sort_name=person.sort_name or known.sort_name,
        bio=person.bio or known.bio,
        url=person.url or known.url,
        portrait=person.portrait or known.portrait,
        spellings=tuple(dict.fromkeys((*known.spellings, *person.spellings))),
    )


def _declared(name: str, table: ReviewerTable, file: Person | None) -> Person:
    """The person as in anthology.toml, completed by what their file has about them."""
    known = file or _person(name)
    return Person(
        name=typographic(name),
        sort_name=table.sort_name or known.sort_name,
        bio=paragraphs(table.bio) or known.bio,
        url=table.url or known.url,
        portrait=known.portrait,
        spellings=tuple(dict.fromkeys((*table.spellings, *known.spellings))),
    )


def paragraphs(text: str) -> str:
    """Plain text as XHTML paragraphs, split at blank lines."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in parts if part)


def _claimed_twice(spelling: str, person: Person, other: Person, settings: Settings) -> Problem:
    written = (name for name in settings.reviewers if identity(name) == identity(person.name))
    return error(
        settings.place("reviewers", next(written, person.name), "spellings"),
        f"“{shown(spelling)}” is a spelling of two people: {shown(other.name)} "
        f"and {shown(person.name)}",
        "Keep it for one of them, and write the other's full name in the headers.",
    )


def doubts(used: Mapping[str, Place], register: Register) -> Iterator[Problem]:
    """A warning for each name that may be misspelt, at the place of its first use."""
    declared = {person.name for person in register.by_spelling.values()}
    unknown = {name: place for name, place in used.items()
               if identity(name) not in register.by_spelling}  # fmt: skip
    for name, known in likenesses(unknown, declared):
        yield question(
            used[name],
            f"“{shown(name)}” looks like “{shown(known)}”; the book treats them as two people",
            f"If they are one person, write the name in one way, or add the spelling: "
            f'[reviewers."{shown(known)}"] spellings = ["{shown(name)}"].',
        )


def unused(register: Register, used: Iterable[str], settings: Settings) -> Iterator[Problem]:
    """A note for each declared reviewer who wrote nothing in the book."""
    present = {register.person(name).name for name in used}
    for name in settings.reviewers:
        if register.person(name).name not in present:
            yield note(settings.place("reviewers", name), f"the book has nothing by {shown(name)}")


def uses(names: Iterable[tuple[str, Place]]) -> Mapping[str, Place]:
    """Each name with its first place; the most frequent names first."""
    places: dict[str, list[Place]] = defaultdict(list)
    for name, place in names:
        places[name].append(place)
    ordered = sorted(places, key=lambda name: (-len(places[name]), name))
    return {name: min(places[name]) for name in ordered}
