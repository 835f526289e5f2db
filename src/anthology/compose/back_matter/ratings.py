"""Ratings at a glance: all ratings of each work as written, and a plot for each scale.

There is no average: no reviewer gave it, and they use the same scale differently.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from anthology.book import Rating, Review
from anthology.compose.back_matter.indexes import reviews_by_work
from anthology.compose.back_matter.locators import Locator, rating_line, signature, to_review
from anthology.compose.composer import Composer
from anthology.compose.dates import decimal
from anthology.compose.opening import RatingLine, in_print
from anthology.compose.typography.isolates import isolated
from anthology.compose.typography.punctuation import smarten
from anthology.config import Settings
from anthology.text import sort_keys

LETTER = re.compile(r"[A-F][+\-−–]?")
FEWEST = 8  # ratings that a plot needs
WIDTH, DOT = 400, 5  # of a plot and of its dots' radius, in px of its own
ROW = 16  # px of a row of labels
EDGE = 20  # px at both ends of the axis, for half of the outermost labels
TICKS = 10  # steps of the longest scale with a label for each
MOST_STEPS = 6  # between the labels of a longer scale
ROOM = 22  # px that a label needs
MOST_DOTS = 10  # in a column; a bar replaces more


@dataclass(frozen=True)
class GivenRating:
    """One rating, with its reviewers and its review."""

    line: RatingLine
    byline: str  # "" where the same people wrote all reviews
    piece: Locator
    share: str  # "90 %" of the scale, "" if its ends are unknown


@dataclass(frozen=True)
class RatedWork:
    """A work and all its ratings."""

    key: sort_keys.Key
    title: str
    details: str  # ", season 2"; the year where two works have the same title
    given: tuple[GivenRating, ...]


def rated_works(composer: Composer, _: Settings) -> tuple[RatedWork, ...]:
    """The works that have a rating, by title."""
    language = composer.book.language
    works = reviews_by_work(composer)
    titles = Counter(work.title.casefold() for work in works)
    found = []
    for work, reviews in works.items():
        given = tuple(_given(composer, r, r.rating) for r in reviews if r.rating)
        year = work.printed_year if titles[work.title.casefold()] > 1 else ""
        details = ", ".join(part for part in (work.season, year) if part)
        title = sort_keys.without_article(work.title, language)
        key = sort_keys.natural(f"{title} {work.season} {work.printed_year}", language)
        shown = f", {smarten(details, language)}" if details else ""
        named = isolated(smarten(work.title, language), composer.words)
        if given:
            found.append(RatedWork(key, named, shown, given))
    return tuple(sorted(found, key=lambda rated: rated.key))


def _given(composer: Composer, review: Review, rating: Rating) -> GivenRating:
    line = rating_line(composer, review)
    assert line is not None  # noqa: S101 - the review has a rating
    share = _share(rating)
    percent = f"{round(share * 100)}\u202f%" if share is not None else ""
    return GivenRating(line, signature(composer, review), to_review(composer, review), percent)


def _share(rating: Rating) -> Decimal | None:
    """(value - worst) / (best - worst); None if one of them is unknown."""
    if rating.value is None or rating.best is None or rating.worst is None:
        return None
    return (rating.value - rating.worst) / (rating.best - rating.worst)


@dataclass(frozen=True)
class PlotScale:
    """A scale; only ratings on the same one are compared."""

    worst: Decimal
    best: Decimal
    letters: bool  # grades


@dataclass(frozen=True)
class Column:
    """The ratings at one place of the axis; lengths in px."""

    x: Decimal  # from the left
    dots: tuple[int, ...]  # of each dot above the axis; () if there are too many
    height: int  # of the bar that replaces too many dots


@dataclass(frozen=True)
class Tick:
    """A label below the axis."""

    x: Decimal  # px from the left
    label: str
    row: int = 0  # the second row is 1


@dataclass(frozen=True)
class Plot:
    """The ratings on one scale above an axis; `spoken` is the same in words."""

    id: str
    title: str
    spoken: str
    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    width: int = WIDTH

    @property
    def height(self) -> int:
        """The height above the axis, in px."""
        return max(column.height for column in self.columns) + DOT

    @property
    def below(self) -> int:
        """The height of the labels below the axis, in px."""
        return ROW * (1 + max(tick.row for tick in self.ticks)) + ROW // 2


def plots(composer: Composer) -> tuple[Plot, ...]:
    """A plot for each scale with at least FEWEST ratings, the most used scale first."""
    by_scale: dict[PlotScale, list[Rating]] = {}
    for review in composer.book.reviews:
        scale = _scale(review.rating)
        if scale and review.rating:
            by_scale.setdefault(scale, []).append(review.rating)
    used = sorted(by_scale.items(), key=lambda item: -len(item[1]))
    plotted = [(scale, ratings) for scale, ratings in used if len(ratings) >= FEWEST]
    return tuple(_plot(composer, n, *each) for n, each in enumerate(plotted, start=1))


def _scale(rating: Rating | None) -> PlotScale | None:
    if not rating or rating.best is None or rating.worst is None or rating.value is None:
        return None
    letters = bool(LETTER.fullmatch(rating.as_written.strip()))
    return PlotScale(rating.worst, rating.best, letters)


def _plot(composer: Composer, number: int, scale: PlotScale, ratings: Sequence[Rating]) -> Plot:
    words = composer.words
    labels = _labels(scale, ratings)
    counted = Counter(r.value for r in ratings if r.value is not None)
    counts = ", ".join(
        words["plot_value"].format(
            value=labels.get(value) or decimal(value, words), count=counted[value]
        )
        for value in sorted(counted)
    )
    form = words["plot_letters"] if scale.letters else words["plot_numbers"]
    title = form.format(worst=decimal(scale.worst, words), best=decimal(scale.best, words))
    return Plot(
        f"ratings-plot-{number}",
        title,
        words["plot_spoken"].format(title=title, counts=counts),
        _columns(scale, ratings),
        _ticks(scale, labels),
    )


def _labels(scale: PlotScale, ratings: Sequence[Rating]) -> Mapping[Decimal, str]:
    """The letter of each number on a scale of letters; {} for other scales."""
    if not scale.letters:
        return {}
    return {r.value: in_print(r) for r in ratings if r.value is not None}


def _place(scale: PlotScale, value: Decimal) -> Decimal:
    """The place of a value, in px from the left."""
    share = (value - scale.worst) / (scale.best - scale.worst)
    return round(EDGE + share * (WIDTH - 2 * EDGE), 1)


def _columns(scale: PlotScale, ratings: Sequence[Rating]) -> tuple[Column, ...]:
    """A dot for each rating, or bars if a column has too many dots to count by eye."""
    stacks = _stacks(_place(scale, r.value) for r in ratings if r.value is not None)
    most = max(map(len, stacks))
    step = 2 * DOT + 1
    high = step * min(most, MOST_DOTS)
    found = []
    for stack in stacks:
        dots = tuple(DOT + 2 + step * n for n in range(len(stack))) if most <= MOST_DOTS else ()
        found.append(Column((stack[0] + stack[-1]) / 2, dots, -(-high * len(stack) // most)))
    return tuple(found)


def _stacks(places: Iterable[Decimal]) -> list[list[Decimal]]:
    """Places grouped where their dots would overlap (Wilkinson, “Dot Plots”, 1999)."""
    found: list[list[Decimal]] = []
    for place in sorted(places):
        if found and place - found[-1][0] < 2 * DOT:
            found[-1].append(place)
        else:
            found.append([place])
    return found


def _ticks(scale: PlotScale, labels: Mapping[Decimal, str]) -> tuple[Tick, ...]:
    """A tick for each number or letter, in a second row if it is too close to the last one."""
    named = labels or {value: _plain(value) for value in _round_numbers(scale)}
    found: list[Tick] = []
    for value in sorted(named):
        x = _place(scale, value)
        close = found and x - found[-1].x < ROOM
        found.append(Tick(x, named[value], 1 - found[-1].row if close else 0))
    return tuple(found)


def _round_numbers(scale: PlotScale) -> list[Decimal]:
    """The ends of a scale and round numbers between them: 1, 20, 40 ... 100."""
    step = _step(scale.best - scale.worst)
    first = -(-scale.worst // step) + (1 if scale.worst % step == 0 else 0)
    between = [step * n for n in range(int(first), int(scale.best // step) + 1)]
    inside = [v for v in between if v - scale.worst >= step / 2 and scale.best - v >= step / 2]
    return [scale.worst, *inside, scale.best]


def _step(span: Decimal) -> Decimal:
    if span <= TICKS:
        return Decimal(1)
    size = Decimal(1).scaleb(span.adjusted())
    steps = (size * part for part in (Decimal("0.2"), Decimal("0.5"), Decimal(1), Decimal(2)))
    return next(step for step in steps if span / step <= MOST_STEPS)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
