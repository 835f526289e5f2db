"""Who `author` is where a header leaves it open: the reviewer, or the author of the work.

The names of a whole folder tell: those who sign a site's reviews are few and return, the authors
of the works that it reviews are many, and the texts speak of them. A folder may hold both: then
films and books are judged apart, or the names that return and the others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from anthology.book import Found, Person
from anthology.load.header import keys
from anthology.load.model import Ambiguous, ParsedManuscript
from anthology.report import Problem, counted, question, shown

REVIEWER, WORK = "reviewer", "work"
SITE = frozenset({"manuscripts", "content", "src", "posts", "source", "docs"})
WITHOUT_AUTHORS = frozenset({"film", "series", "game", "album", "song", "restaurant", "podcast"})
MANY = 8  # names; fewer may be those of a few guests
RETURNS = 5  # reviews by each name, on average, of those who sign a site's reviews
SHARE = 0.2  # of a folder's reviews, at least, have those who sign them written
FEW = 4  # files; of fewer the texts say nothing
OFTEN, SELDOM = 0.5, 0.2  # of the texts have the name: of an author of works, of a reviewer
HINT = 'Write author = "reviewer" or author = "work" in a [[source]] of anthology.toml.'

BOTH = (
    "Write “reviewer:” instead of “author:” in the headers of those who wrote the reviews; then "
    'author = "work" in a [[source]] settles the others.'
)


@dataclass(frozen=True)
class _Case:
    """A manuscript whose author may be either."""

    manuscript: ParsedManuscript
    author: Ambiguous

    @cached_property
    def kind(self) -> str:
        """Of the work, by the header or a subject; "" where nothing says it."""
        review = self.manuscript.review
        known = self.author.work or (review.work if review else None)
        subjects = review.subjects if review else ()
        by_subject = filter(None, (keys.KINDS.get(each.lower()) for each in subjects))
        return (known.kind if known else "") or next(by_subject, "")

    @cached_property
    def mentioned(self) -> bool:
        """Whether the text has the last word of the name, as a review has its author's."""
        review = self.manuscript.review
        text = review.body.xhtml if review else ""
        last = (name.split()[-1] for name in self.author.names if name.strip())
        return any(re.search(rf"\b{re.escape(word)}\b", text) for word in last)


def decided(
    parsed: Sequence[ParsedManuscript], known: Iterable[str]
) -> tuple[list[ParsedManuscript], list[Problem]]:
    """The manuscripts with their authors where these belong, and a question for each guess.

    `known` are the names and logins of people who write for the book.
    """
    cases = [_Case(one, one.ambiguous) for one in parsed if one.ambiguous and one.review]
    if not cases:
        return list(parsed), []
    people = {name.casefold() for name in (*known, *_signed(parsed))}
    signed = [c for c in cases if all(name.casefold() in people for name in c.author.names)]
    open_cases = [case for case in cases if case not in signed]
    meanings = {case.author.place.path: REVIEWER for case in signed}
    problems: list[Problem] = []
    for folder in _folders(open_cases):
        groups = _groups(folder)
        for meaning, group in groups:
            meanings |= {case.author.place.path: meaning for case in group}
            problems.append(_question(group, meaning, HINT if len(groups) == 1 else BOTH))
    return [_with_author(one, meanings) for one in parsed], problems


def _signed(parsed: Iterable[ParsedManuscript]) -> Iterator[str]:
    """The names of reviewers that are sure, and the people that files are about."""
    for one in parsed:
        for person in (*one.everybody, *(one.review.reviewers if one.review else ())):
            yield from (person.name, *person.spellings)


def _folders(cases: Iterable[_Case]) -> Iterable[list[_Case]]:
    """The cases by the outermost folder that is not one of every site."""
    found: dict[str, list[_Case]] = defaultdict(list)
    for case in cases:
        parts = case.author.place.path.split("/")[:-1]
        found[next((part for part in parts if part not in SITE), "")].append(case)
    return found.values()


def _groups(folder: list[_Case]) -> list[tuple[str, list[_Case]]]:
    """The cases that mean one thing, with it: the whole folder, or its parts if they differ."""
    whole = _meaning(folder)
    for parts in (_by_kind(folder), _by_returning(folder)):
        found = [(_meaning(part), part) for part in parts if part]
        if {WORK, REVIEWER} <= {meaning for meaning, _ in found}:
            return found
    return [(whole, folder)]


def _by_kind(folder: Iterable[_Case]) -> Iterable[list[_Case]]:
    found: dict[str, list[_Case]] = defaultdict(list)
    for case in folder:
        found[case.kind].append(case)
    return found.values()


def _by_returning(folder: Sequence[_Case]) -> tuple[list[_Case], ...]:
    """Those signed with a name that returns and no text has, and the others."""
    by_name: dict[tuple[str, ...], list[_Case]] = defaultdict(list)
    for case in folder:
        by_name[case.author.names].append(case)
    returning = {
        names
        for names, cases in by_name.items()
        if len(cases) >= RETURNS and _mentioned(cases) <= SELDOM
    }
    own = [case for case in folder if case.author.names in returning]
    if len(own) < SHARE * len(folder):  # of many authors some are read five times
        return [], list(folder)
    return own, [case for case in folder if case.author.names not in returning]


def _mentioned(cases: Sequence[_Case]) -> float:
    """The share of the texts that have the name."""
    return sum(case.mentioned for case in cases) / max(1, len(cases))


def _meaning(cases: Sequence[_Case]) -> str:
    """What most names of some cases are, "" where nothing says it."""
    names = Counter(name for case in cases for name in case.author.names)
    mentioned = _mentioned(cases) if len(cases) >= FEW else 0
    if mentioned <= OFTEN and all(case.kind in WITHOUT_AUTHORS for case in cases):
        return REVIEWER if len(cases) >= FEW else ""
    if mentioned > OFTEN or (len(names) >= MANY and 2 * len(names) >= len(cases)):
        return WORK
    return REVIEWER if RETURNS * len(names) <= len(cases) else ""


def _question(folder: Sequence[_Case], meaning: str, hint: str) -> Problem:
    place = folder[0].author.place
    if not meaning:
        more = f" (and in {counted(len(folder) - 1, 'more file')})" if len(folder) > 1 else ""
        message = (
            f"is this “author”{more} the reviewer, or the author of the work? "
            "Until you decide, no name is printed"
        )
        return question(place, message, hint)
    names = list(dict.fromkeys(name for case in folder for name in case.author.names))
    first = ", ".join(shown(name) for name in names[:3])
    what = "the authors of the works" if meaning == WORK else "the reviewers"
    if len(names) == 1:
        what = what.replace("authors", "author").replace("the reviewers", "the reviewer")
    message = (
        f"“author” is read as {what}: it has {counted(len(names), 'name')} in "
        f"{counted(len(folder), 'file')} ({first}{' …' if len(names) > 3 else ''})"
    )
    return question(place, message, hint)


def _with_author(one: ParsedManuscript, meanings: Mapping[str, str]) -> ParsedManuscript:
    author, review = one.ambiguous, one.review
    meaning = meanings.get(author.place.path, "") if author else ""
    if not (author and review and meaning):
        return one
    if meaning == WORK:
        return replace(one, review=replace(review, work=author.work))
    reviewers = tuple(Person(name, "") for name in author.names)
    found = {**review.found, "reviewers": Found.HEADER}
    return replace(one, review=replace(review, reviewers=reviewers, found=found))
