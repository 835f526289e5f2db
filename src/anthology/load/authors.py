"""Who `author` is where a header leaves it open: the reviewer, or the author of the work.

The names of a whole folder tell: those who sign a site's reviews are few and return, the authors
of the works that it reviews are many.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from anthology.book import Found, Person
from anthology.load.model import Ambiguous, ParsedManuscript
from anthology.report import Problem, counted, question, shown

REVIEWER, WORK = "reviewer", "work"
SITE = frozenset({"manuscripts", "content", "src", "posts", "source", "docs"})
MANY = 8  # names; fewer may be those of a few guests
RETURNS = 5  # reviews by each name, on average, of those who sign a site's reviews
HINT = 'Write author = "reviewer" or author = "work" in a [[source]] of anthology.toml.'


@dataclass(frozen=True)
class _Case:
    """A manuscript whose author may be either."""

    manuscript: ParsedManuscript
    author: Ambiguous


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
        meaning = _meaning([case.author for case in folder])
        meanings |= {case.author.place.path: meaning for case in folder}
        problems.append(_question(folder, meaning))
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


def _meaning(authors: Sequence[Ambiguous]) -> str:
    """What most names of a folder are, "" where they do not say."""
    names = Counter(name for author in authors for name in author.names)
    if len(names) >= MANY and 2 * len(names) >= len(authors):
        return WORK
    if RETURNS * len(names) <= len(authors):
        return REVIEWER
    return ""


def _question(folder: Sequence[_Case], meaning: str) -> Problem:
    place = folder[0].author.place
    if not meaning:
        more = f" (and {len(folder) - 1} more files)" if len(folder) > 1 else ""
        message = (
            f"is this “author”{more} the reviewer, or the author of the work? "
            "Until you decide, no name is printed"
        )
        return question(place, message, HINT)
    names = list(dict.fromkeys(name for case in folder for name in case.author.names))
    first = ", ".join(shown(name) for name in names[:3])
    what = "the authors of the works" if meaning == WORK else "the reviewers"
    if len(names) == 1:
        what = what.replace("authors", "author").replace("the reviewers", "the reviewer")
    message = (
        f"“author” is read as {what}: it has {counted(len(names), 'name')} in "
        f"{counted(len(folder), 'file')} ({first}{' …' if len(names) > 3 else ''})"
    )
    return question(place, message, HINT)


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
