"""Unite works: reviews of the same work get equal values of `work`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from anthology.book import Creator, Review, Work
from anthology.people import identity
from anthology.report import Problem, shown, warning
from anthology.text.sort_keys import plain, without_article


def united(reviews: Sequence[Review]) -> tuple[tuple[Review, ...], tuple[Problem, ...]]:
    """The reviews with their works united, and warnings about works that may be the same.

    Works are the same if they share an identifier, or title, year, kind and season. A work
    without year or kind joins the only other one of its title. A united work has what any of
    its works has.
    """
    works = tuple(dict.fromkeys(review.work for review in reviews if review.work))
    whole = {work: _merged(group) for group in _groups(works) for work in group}
    found = tuple(
        replace(review, work=whole[review.work]) if review.work else review for review in reviews
    )
    return found, tuple(_doubts(found))


def _groups(works: Sequence[Work]) -> Iterable[Sequence[Work]]:
    """The works in groups that are the same work, in order of first appearance."""
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
    """Join each work without year or kind to the only other group that agrees with it."""
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
    """One work with the first value that any of them has, field by field."""
    return Work(
        title=works[0].title,
        creators=next((w.creators for w in works if w.creators), ()),
        year=next((w.year for w in works if w.year is not None), None),
        kind=next((w.kind for w in works if w.kind), ""),
        season=next((w.season for w in works if w.season), ""),
        identifiers=tuple(dict.fromkeys(i for w in works for i in w.identifiers)),
    )


def _doubts(reviews: Sequence[Review]) -> Iterator[Problem]:
    """A warning for works that differ only in their year, at the later one's first review."""
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
                f"“{shown(work.title)}” ({work.year or 'no year'}) may be the same work as "
                f"“{shown(other.title)}” ({other.year or 'no year'}) in "
                f"{same_title[other].at('year', 'work', 'title')}",
                "If it is, give both reviews the same year; if not, give each its creator or "
                "season, which makes them differ.",
            )
