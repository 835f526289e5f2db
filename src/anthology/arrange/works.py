"""Unite works: reviews of the same work get equal values of `work`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from anthology.book import Review, Work
from anthology.people import identity, likenesses
from anthology.report import Problem, shown, warning
from anthology.text import isbn
from anthology.text.sort_keys import plain, without_article

NUMBERS = re.compile(r"\d+")
PART = re.compile(r"[:;,–—(\[]|\s-\s|\.\s")  # before a subtitle
SUBTITLE = 4  # words, where nothing sets it apart
LIKE = 0.8  # share of equal letters, above that of misspelt titles


def united(reviews: Sequence[Review]) -> tuple[tuple[Review, ...], tuple[Problem, ...]]:
    """The reviews with their works united, and warnings about works that may be the same.

    Works are the same if they share title, year, kind, season and a creator, or an identifier
    (an ISBN only with a title that is alike). A work without year, kind or creator joins the only
    other one of its title. A united work has what any of its works has.
    """
    works = tuple(dict.fromkeys(review.work for review in reviews if review.work))
    whole = {work: _merged(group) for group in _groups(works) for work in group}
    found = tuple(
        replace(review, work=whole[review.work]) if review.work else review for review in reviews
    )
    return found, tuple(_doubts(found))


def _groups(works: Sequence[Work]) -> Iterable[Sequence[Work]]:
    """The works in groups that are the same work, in order of first appearance."""
    group = list(range(len(works)))
    alike: dict[Hashable, list[int]] = defaultdict(list)
    for number, work in enumerate(works):
        for key in _keys(work):
            for other in alike[key]:
                if _may_join(works[other], work, key):
                    _join(group, other, number)
            alike[key].append(number)
    _join_incomplete(works, group)
    found: dict[int, list[Work]] = defaultdict(list)
    for number, work in enumerate(works):
        found[_head(group, number)].append(work)
    return found.values()


def _keys(work: Work) -> Iterator[tuple[Hashable, ...]]:
    yield (title_key(work), work.year, work.kind, plain(work.season))
    yield from (("identifier", *identifier) for identifier in _identifiers(work))


def _identifiers(work: Work) -> Iterator[tuple[str, str]]:
    """The identifiers as they are compared: an ISBN with 13 digits."""
    for scheme, value in work.identifiers:
        digits = isbn.digits(value) if scheme.lower() == "isbn" else ""
        plain_value = isbn.thirteen(digits) if digits else value.lower().replace("-", "")
        yield scheme.lower(), plain_value


def _may_join(one: Work, other: Work, key: tuple[Hashable, ...]) -> bool:
    """Whether works that share a key are the same: not the same title by two creators."""
    if key[0] != "identifier":
        return bool(one.creators) == bool(other.creators) and _share_maker(one, other)
    same_kind = not one.kind or not other.kind or one.kind == other.kind
    same_season = plain(one.season) == plain(other.season)
    return same_kind and same_season and (key[1] != "isbn" or _titles_alike(one, other))


def _titles_alike(one: Work, other: Work) -> bool:
    """Whether the titles may be one: the same, with and without a subtitle, or misspelt.

    A number is not misspelt: “Alien” and “Alien 3” are two.
    """
    first, second = sorted((title_key(one), title_key(other)), key=len)
    if NUMBERS.findall(first) != NUMBERS.findall(second):
        return False
    return _has_subtitle(one, other) or SequenceMatcher(None, first, second).ratio() >= LIKE


def _has_subtitle(one: Work, other: Work) -> bool:
    """Whether one title is the other and a subtitle: “Dune: a novel”, and not “Dune Messiah”."""
    short, long = sorted((one.title, other.title), key=len)
    key = identity(plain(without_article(short)))
    if any(key == identity(plain(without_article(each))) for each in (long, _main(long))):
        return True
    words, more = plain(without_article(short)).split(), plain(without_article(long)).split()
    return more[: len(words)] == words and len(more) - len(words) >= SUBTITLE


def _main(title: str) -> str:
    return PART.split(title, maxsplit=1)[0]


def title_key(work: Work) -> str:
    """A key without case, accents, punctuation and article: spellings of a title share it."""
    return identity(plain(without_article(work.title)))


def _head(group: list[int], number: int) -> int:
    while group[number] != number:
        number = group[number]
    return number


def _join(group: list[int], one: int, other: int) -> None:
    first, second = sorted((_head(group, one), _head(group, other)))
    group[second] = first


def _join_incomplete(works: Sequence[Work], group: list[int]) -> None:
    """Join each work without year, kind or creator to the only other group that agrees with it."""
    by_title: dict[str, list[int]] = defaultdict(list)
    for number, work in enumerate(works):
        by_title[title_key(work)].append(number)
    for numbers in by_title.values():
        for number in numbers:
            like = {_head(group, n) for n in numbers if _may_complete(works[n], works[number])}
            like -= {_head(group, number)}
            if len(like) == 1:
                _join(group, number, like.pop())


def _may_complete(known: Work, work: Work) -> bool:
    """Whether the first work agrees with one that is incomplete.

    With year and kind, but no creator, it must have that year and kind: of two films of a title,
    one whose year is not known must not become a bridge.
    """
    if work.year is not None and work.kind:
        same = (known.year, known.kind) == (work.year, work.kind)
        return same and not work.creators and bool(known.creators) and _agree(known, work)
    return _agree(known, work)


def _agree(one: Work, other: Work) -> bool:
    return (
        (one.year is None or other.year is None or one.year == other.year)
        and (not one.kind or not other.kind or one.kind == other.kind)
        and plain(one.season) == plain(other.season)
        and _share_maker(one, other)
    )


def _share_maker(one: Work, other: Work) -> bool:
    """Whether both may have the same makers: a name in common, or none known in the same role."""
    if not one.creators or not other.creators:
        return True
    names, others = ({plain(c.name) for c in work.creators} for work in (one, other))
    if {_name(n) for n in names} & {_name(n) for n in others} or any(likenesses(names, others)):
        return True
    roles, other_roles = ({c.role for c in work.creators} for work in (one, other))
    return not ({"", *roles} & other_roles or "" in roles)


def _name(name: str) -> str:
    """A name as it is compared: “Varda, Agnès” is “Agnès Varda”."""
    last, comma, first = name.partition(", ")
    return identity(f"{first} {last}" if comma else name)


def _merged(works: Sequence[Work]) -> Work:
    """One work with the first value that any of them has, field by field."""
    dated = next((w for w in works if w.year is not None), works[0])
    return Work(
        title=works[0].title,
        creators=next((w.creators for w in works if w.creators), ()),
        year=dated.year,
        year_as_written=dated.year_as_written,
        kind=next((w.kind for w in works if w.kind), ""),
        season=next((w.season for w in works if w.season), ""),
        identifiers=tuple(dict.fromkeys(i for w in works for i in w.identifiers)),
    )


def _doubts(reviews: Sequence[Review]) -> Iterator[Problem]:
    """Warnings for works that differ only in their year, or share an ISBN but not their title."""
    first: dict[Hashable, dict[Work, Review]] = defaultdict(dict)
    numbered: dict[str, dict[Work, Review]] = defaultdict(dict)
    for review in reviews:
        work = review.work
        if work:
            key = (title_key(work), work.kind, plain(work.season))
            first[key].setdefault(work, review)
            for scheme, value in _identifiers(work):
                if scheme == "isbn":
                    numbered[value].setdefault(work, review)
    for same_title in first.values():
        yield from _years_apart(same_title)
    for value, same_number in numbered.items():
        yield from _one_isbn(value, same_number)


def _one_isbn(value: str, works: Mapping[Work, Review]) -> Iterator[Problem]:
    (first, before), *others = works.items()
    for work, review in others:
        yield warning(
            review.at("isbn", "identifiers", "work", "title"),
            f"“{shown(work.title)}” has the ISBN of “{shown(first.title)}” in "
            f"{before.at('isbn', 'identifiers', 'work', 'title')} (“{value}”); "
            "the book treats them as two works",
            "Correct the number of the one, or give both the same title.",
        )


def _years_apart(same_title: Mapping[Work, Review]) -> Iterator[Problem]:
    known: list[Work] = []
    for work, review in same_title.items():
        other = next((w for w in known if _share_maker(w, work)), None)
        known.append(work)
        if other:
            yield warning(
                review.at("year", "work", "title"),
                f"“{shown(work.title)}” ({work.printed_year or 'no year'}) may be the same work as "
                f"“{shown(other.title)}” ({other.printed_year or 'no year'}) in "
                f"{same_title[other].at('year', 'work', 'title')}",
                "If it is, give both reviews the same year; if not, give each its creator or "
                "season, which makes them differ.",
            )
