"""Works: several reviews of one work find each other, so that their `work` is the same value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from anthology.book import Creator, Review, Work
from anthology.people import identity
from anthology.report import Problem, shown, warning
from anthology.text.sort_keys import plain, without_article


def united(reviews: Sequence[Review]) -> tuple[tuple[Review, ...], tuple[Problem, ...]]:
    """The reviews with equal works where they mean the same one, and doubts about the rest.

    Works are the same by an identifier, else by title, year, kind and season. One that lacks
    year or kind joins the only one of its title; what one lacks it takes from the others.
    """
    works = tuple(dict.fromkeys(review.work for review in reviews if review.work))
    whole = {work: _merged(group) for group in _groups(works) for work in group}
    found = tuple(
        replace(review, work=whole[review.work]) if review.work else review for review in reviews
    )
    return found, tuple(_doubts(found))


def _groups(works: Sequence[Work]) -> Iterable[Sequence[Work]]:
    """The works in groups of the same one, in order of first appearance."""
    heads: dict[Hashable, int] = {}
    group = list(range(len(works)))
    for number, work in enumerate(works):
        for key in _keys(work):
            _join(group, heads.setdefault(key, number), number)
    _join_incomplete(works, group)
    found: dict[int, list[Work]] = defaultdict(list)
    for number, work in enumerate(works):
        found[_head(group, number)].append(work)
    return found.values()


def _keys(work: Work) -> Iterator[Hashable]:
    yield (title_key(work), work.year, work.kind, plain(work.season))
    for scheme, value in work.identifiers:
        yield ("identifier", scheme.lower(), value.lower().replace("-", ""))


def title_key(work: Work) -> str:
    """What spellings of a title share: case, marks, punctuation and article passed over."""
    return identity(plain(without_article(work.title)))


def _head(group: list[int], number: int) -> int:
    while group[number] != number:
        number = group[number]
    return number


def _join(group: list[int], one: int, other: int) -> None:
    first, second = sorted((_head(group, one), _head(group, other)))
    group[second] = first


def _join_incomplete(works: Sequence[Work], group: list[int]) -> None:
    """A work without year or kind joins the only other group with which nothing disagrees."""
    by_title: dict[str, list[int]] = defaultdict(list)
    for number, work in enumerate(works):
        by_title[title_key(work)].append(number)
    for numbers in by_title.values():
        for number in numbers:
            if works[number].year is None or not works[number].kind:
                like = {_head(group, n) for n in numbers if _agree(works[n], works[number])}
                like -= {_head(group, number)}
                if len(like) == 1:
                    _join(group, number, like.pop())


def _agree(one: Work, other: Work) -> bool:
    return (
        (one.year is None or other.year is None or one.year == other.year)
        and (not one.kind or not other.kind or one.kind == other.kind)
        and plain(one.season) == plain(other.season)
        and _share_maker(one.creators, other.creators)
    )


def _share_maker(one: tuple[Creator, ...], other: tuple[Creator, ...]) -> bool:
    names = {identity(c.name) for c in one} & {identity(c.name) for c in other}
    return not one or not other or bool(names)


def _merged(works: Sequence[Work]) -> Work:
    """One work with everything that any of them says; the first one's word goes first."""
    return Work(
        title=works[0].title,
        creators=next((w.creators for w in works if w.creators), ()),
        year=next((w.year for w in works if w.year is not None), None),
        kind=next((w.kind for w in works if w.kind), ""),
        season=next((w.season for w in works if w.season), ""),
        identifiers=tuple(dict.fromkeys(i for w in works for i in w.identifiers)),
    )


def _doubts(reviews: Sequence[Review]) -> Iterator[Problem]:
    """A warning for works that differ in nothing but the year, at the later work's first review."""
    first: dict[Hashable, dict[Work, Review]] = defaultdict(dict)
    for review in reviews:
        work = review.work
        if work:
            key = (title_key(work), work.kind, plain(work.season))
            first[key].setdefault(work, review)
    for same_title in first.values():
        yield from _years_apart(same_title)


def _years_apart(same_title: Mapping[Work, Review]) -> Iterator[Problem]:
    known: list[Work] = []
    for work, review in same_title.items():
        other = next((w for w in known if _share_maker(w.creators, work.creators)), None)
        known.append(work)
        if other:
            yield warning(
                review.at("year", "work", "title"),
                f"“{shown(work.title)}” ({work.year or 'no year'}) is also in the book as "
                f"{other.year or 'a work without year'} "
                f"({same_title[other].at('year', 'work', 'title')})",
                "If it is one work, give both reviews the same year; if there are two, "
                "tell them apart by creator or season.",
            )
