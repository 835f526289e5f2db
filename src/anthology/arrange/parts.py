"""Parts: by hand from [[part]] tables, or by a field of the reviews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from anthology import people
from anthology.arrange.globs import HOME, matches
from anthology.arrange.headings import Headings, headings
from anthology.arrange.order import by_reviewer, by_work, scaled
from anthology.book import Body, Part, Piece, Review, Work
from anthology.config import PartTable, Settings
from anthology.report import Place, Problem, error, shown
from anthology.text import sort_keys

Found = tuple[tuple[Part, ...], tuple[Problem, ...]]


@dataclass(frozen=True)
class Pile:
    """The reviews that a book takes, in their order, and what the project has besides."""

    reviews: Sequence[Review]
    all_reviews: Sequence[Review]  # of the project
    introductions: Mapping[str, Piece]  # of parts, by path


def parts(pile: Pile, settings: Settings) -> Found:
    """The parts, with reviews in the given order, and problems; none is empty."""
    reviews = pile.reviews
    if settings.part:
        return _by_hand(pile, settings)
    if settings.book.group:
        return _by_field(reviews, settings.book.group, headings(settings.book.language)), ()
    return (Part(id="part", title="", reviews=tuple(reviews)),), ()


@dataclass
class OpenPart:
    """A part that is being filled: reviews with the number of the glob that matches them."""

    table: PartTable
    reviews: list[tuple[int, Review]] = field(default_factory=list)


def _by_hand(pile: Pile, settings: Settings) -> Found:
    reviews = pile.reviews
    open_parts = [OpenPart(table) for table in settings.part]
    problems = [p for review in reviews for p in _put(review, open_parts, settings)]
    problems += _empty(open_parts, [r.place.path for r in pile.all_reviews], settings)
    if settings.book.order == "file":  # then the editor orders reviews by the globs
        for part in open_parts:
            part.reviews.sort(key=_by_glob)
    ids = _ids([part.table.title for part in open_parts])
    found = []
    for number, (part, id_) in enumerate(zip(open_parts, ids, strict=True)):
        place = settings.place("part", number, "introduction")
        introduction, missing = _introduction(part.table.introduction, pile.introductions, place)
        problems += missing
        own = tuple(review for _, review in part.reviews)
        if own:
            found.append(Part(id_, part.table.title, own, introduction))
    return tuple(found), tuple(problems)


def _by_glob(match: tuple[int, Review]) -> tuple[bool, int]:
    glob, review = match
    return review.order is None, glob if review.order is None else 0


def _put(review: Review, open_parts: Sequence[OpenPart], settings: Settings) -> Iterator[Problem]:
    """Put a review into the first part that matches it; a problem unless exactly one does."""
    matching = [(n, part, glob) for n, part in enumerate(open_parts)
             if (glob := _first_match(review, part.table)) is not None]  # fmt: skip
    if not matching:
        yield _in_no_part(review, open_parts)
        return
    _, first, glob = matching[0]
    first.reviews.append((glob, review))
    if len(matching) > 1:
        titles = " and ".join(f"“{shown(part.table.title)}”" for _, part, _ in matching)
        yield error(
            settings.place("part", matching[1][0], "reviews"),
            f"{shown(review.place.path)} is in several parts: {titles}",
            "Change the globs under reviews so that only one part matches it.",
        )


def _in_no_part(review: Review, open_parts: Sequence[OpenPart]) -> Problem:
    """The error of a review in no part, with a hint at the part that has its folder."""
    path = review.place.path.removeprefix(HOME)
    folder = path.rpartition("/")[0]
    near = (part.table.title for part in open_parts for glob in part.table.reviews
            if folder and glob.removeprefix(HOME).rpartition("/")[0] == folder)  # fmt: skip
    title = next(near, "")
    part = f"the part “{shown(title)}”" if title else "a [[part]]"
    hint = f'Add "{shown(path)}" to the reviews of {part} in anthology.toml.'
    return error(review.at("title"), "this review is in no part", hint)


def _first_match(review: Review, table: PartTable) -> int | None:
    """The number of the first glob that matches the review."""
    globs = enumerate(table.reviews)
    return next((n for n, glob in globs if matches(glob, review.place.path)), None)


def _empty(
    open_parts: Sequence[OpenPart], paths: Sequence[str], settings: Settings
) -> Iterator[Problem]:
    """An error for each part without globs, and for each glob that matches no review."""
    for number, part in enumerate(open_parts):
        if not part.table.reviews:
            place = settings.place("part", number)
            title = shown(part.table.title)
            yield error(place, f"the part “{title}” has no reviews", 'Add reviews = ["…"].')
        for position, glob in enumerate(part.table.reviews):
            if not any(matches(glob, path) for path in paths):
                place = settings.place("part", number, "reviews", position)
                yield error(place, f"no review matches “{shown(glob)}”", _nearest(glob, paths))


def _nearest(glob: str, paths: Iterable[str]) -> str:
    """A hint at the most similar file or folder."""
    names: dict[str, None] = {}
    for path in paths:
        short = path.removeprefix("manuscripts/")
        names[short] = None
        names.update({f"{folder}/*": None for folder in _folders(short)})
    near = get_close_matches(glob.removeprefix("manuscripts/"), names, 1, 0.5)
    return f"Did you mean “{shown(near[0])}”?" if near else "Globs are relative to manuscripts/."


def _folders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _introduction(
    words: str, inside: Mapping[str, Piece], place: Place
) -> tuple[Body | None, tuple[Problem, ...]]:
    """The introduction: the text of the file that `words` name, or the words themselves."""
    if not words:
        return None, ()
    if words in inside:
        return inside[words].body, ()
    if words.endswith((".md", ".txt", ".html")) and " " not in words:
        problem = error(
            place,
            f"there is no file {shown(words)} for the introduction",
            "Give the path of a file in front/, or write the introduction itself here.",
        )
        return None, (problem,)
    return Body(people.paragraphs(words), words=len(words.split())), ()


def _ids(titles: Iterable[str]) -> list[str]:
    """An id for each part, from its title, so that it stays the same when parts are moved."""
    taken: dict[str, int] = defaultdict(int)
    found = []
    for title in titles:
        name = "part-" + sort_keys.slug(title, "untitled")
        taken[name] += 1
        found.append(name if taken[name] == 1 else f"{name}-{taken[name]}")
    return found


Group = tuple[Hashable, str, Any]  # the value that its reviews share, heading, sort key


def _by_field(reviews: Iterable[Review], name: str, words: Headings) -> tuple[Part, ...]:
    groups: dict[Hashable, list[Review]] = defaultdict(list)
    headed: dict[Hashable, Group] = {}
    for review in reviews:
        group = GROUPINGS[name](review, words)
        headed.setdefault(group[0], group)
        groups[group[0]].append(review)
    known = sorted((g for same, g in headed.items() if same is not None), key=lambda g: g[2])
    in_order = [*known, *(g for same, g in headed.items() if same is None)]
    ids = _ids(heading for _, heading, _ in in_order)
    return tuple(
        Part(id_, heading, tuple(groups[same]), work=same if isinstance(same, Work) else None)
        for id_, (same, heading, _) in zip(ids, in_order, strict=True)
    )


def _work(review: Review, words: Headings) -> Group:
    work = review.work
    if work is None:
        return None, words.others, ()
    parts_ = (work.title, f", {work.season}" if work.season else "",
              f" ({work.printed_year})" if work.year else "")  # fmt: skip
    return work, "".join(parts_), by_work(review)


def _kind(review: Review, words: Headings) -> Group:
    kind = review.work.kind if review.work else ""
    heading = words.kind(kind)
    return (kind, heading, sort_keys.natural(heading)) if kind else (None, words.others, ())


def _year(review: Review, words: Headings) -> Group:
    """The year of the work, or else of the review."""
    date = review.date or (review.publication and review.publication.date)
    year = (review.work and review.work.year) or (date and date.year)
    if review.work and year and year < 0:
        return year, review.work.printed_year, year
    return (year, str(year), year) if year else (None, words.others, ())


def _reviewer(review: Review, words: Headings) -> Group:
    names = tuple(person.name for person in review.reviewers)
    return (names, words.names(names), by_reviewer(review)) if names else (None, words.unsigned, ())


def _rating(review: Review, words: Headings) -> Group:
    share = scaled(review.rating)
    rating = review.rating
    if share is None or rating is None:
        return None, words.unrated, ()
    return (rating.value, rating.best, rating.worst), rating.as_written, (-share, rating.best)


def _subject(review: Review, words: Headings) -> Group:
    if not review.subjects:
        return None, words.others, ()
    subject = review.subjects[0]
    return people.identity(subject), subject[:1].upper() + subject[1:], sort_keys.natural(subject)


GROUPINGS: dict[str, Callable[[Review, Headings], Group]] = {
    "work": _work,
    "kind": _kind,
    "year": _year,
    "reviewer": _reviewer,
    "rating": _rating,
    "subject": _subject,
}
