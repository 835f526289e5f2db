"""Ratings at a glance: per work all its ratings as written, and a plot for each scale.

No average is made: reviewers who use a scale differently did not give it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from anthology import alphabet
from anthology.book import Rating, Review
from anthology.compose.back_matter.indexes import reviews_by_work
from anthology.compose.back_matter.locators import Locator, to_review
from anthology.compose.opening import RatingLine, byline, opening
from anthology.compose.setting import Setting
from anthology.compose.typography import smarten
from anthology.config import Settings

LETTER = re.compile(r"[A-F][+\-−–]?")
FEWEST = 2  # ratings that a plot needs
WIDTH, DOT = 400, 5  # of a plot and of its dots' radius, in px of its own
EDGE = 20  # px beside the axis, where half of the outermost numbers stand
TICKS = 10  # steps of a scale that each get a number
BINS = 50  # places along the axis; dots of one place stand on one another
MOST_DOTS = 10


@dataclass(frozen=True)
class Given:
    """One rating and who gave it where."""

    line: RatingLine
    byline: str
    piece: Locator
    share: str  # "90 %" of the scale, for editors who ask for it; else ""


@dataclass(frozen=True)
class RatedWork:
    """A work and all its ratings."""

    key: alphabet.Key
    title: str
    details: str
    given: tuple[Given, ...]


def rated_works(setting: Setting, _: Settings) -> tuple[RatedWork, ...]:
    """The works that somebody rated, by title."""
    found = []
    for work, reviews in reviews_by_work(setting).items():
        given = tuple(_given(setting, r, r.rating) for r in reviews if r.rating)
        year = "" if work.year is None else str(work.year)
        details = ", ".join(part for part in (work.season, year) if part)
        title = smarten(work.title, setting.book.language)
        key = alphabet.natural(
            f"{alphabet.without_article(work.title, setting.book.language)} {details}"
        )
        if given:
            found.append(RatedWork(key, title, f", {details}" if details else "", given))
    return tuple(sorted(found, key=lambda rated: rated.key))


def _given(setting: Setting, review: Review, rating: Rating) -> Given:
    drawn = setting.style.settings.stars == "drawn"
    line = opening(review, setting.words, drawn=drawn).rating
    assert line is not None  # noqa: S101 - the review has a rating
    share = _share(rating)
    percent = f"{round(share * 100)}\u202f%" if share is not None else ""
    return Given(line, byline(review, setting.words), to_review(review), percent)


def _share(rating: Rating) -> Decimal | None:
    """(value - worst) / (best - worst); None where they are not known."""
    if rating.value is None or rating.best is None or rating.worst is None:
        return None
    return (rating.value - rating.worst) / (rating.best - rating.worst)


@dataclass(frozen=True)
class Scale:
    """What ratings must share to be compared: ends, and whether letters stand for numbers."""

    worst: Decimal
    best: Decimal
    letters: bool


@dataclass(frozen=True)
class Column:
    """The ratings of one value, in px: its place from the left, and its dots or its height."""

    x: int
    dots: tuple[int, ...]  # how far each is above the axis; () where there are too many
    height: int


@dataclass(frozen=True)
class Tick:
    """A place on the axis with its label, in px from the left."""

    x: int
    label: str


@dataclass(frozen=True)
class Plot:
    """The ratings on one scale over an axis; `spoken` says the same in words."""

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


def plots(setting: Setting) -> tuple[Plot, ...]:
    """A plot for each scale on which at least two ratings were given, the most used first."""
    by_scale: dict[Scale, list[Rating]] = {}
    for review in setting.book.reviews:
        scale = _scale(review.rating)
        if scale and review.rating:
            by_scale.setdefault(scale, []).append(review.rating)
    used = sorted(by_scale.items(), key=lambda item: -len(item[1]))
    kept = [(scale, ratings) for scale, ratings in used if len(ratings) >= FEWEST]
    return tuple(_plot(setting, n, scale, ratings) for n, (scale, ratings) in enumerate(kept, 1))


def _scale(rating: Rating | None) -> Scale | None:
    if not rating or rating.best is None or rating.worst is None or rating.value is None:
        return None
    letters = bool(LETTER.fullmatch(rating.as_written.strip()))
    return Scale(rating.worst, rating.best, letters)


def _plot(setting: Setting, number: int, scale: Scale, ratings: Sequence[Rating]) -> Plot:
    words = setting.words
    labels = _labels(scale, ratings)
    counted = Counter(r.value for r in ratings if r.value is not None)
    told = ", ".join(
        words["plot_value"].format(value=labels.get(value) or _plain(value), count=counted[value])
        for value in sorted(counted)
    )
    name = words["plot_letters"] if scale.letters else words["plot_numbers"]
    title = name.format(worst=_plain(scale.worst), best=_plain(scale.best))
    return Plot(
        f"ratings-plot-{number}",
        title,
        words["plot_spoken"].format(title=title, count=len(ratings), told=told),
        _columns(scale, ratings),
        _ticks(scale, labels),
    )


def _labels(scale: Scale, ratings: Sequence[Rating]) -> Mapping[Decimal, str]:
    """The letters that stand for numbers, none on a scale of numbers."""
    if not scale.letters:
        return {}
    return {r.value: r.as_written.strip() for r in ratings if r.value is not None}


def _x(scale: Scale, value: Decimal) -> int:
    """The place of a value, in px from the left."""
    share = (value - scale.worst) / (scale.best - scale.worst)
    step = (WIDTH - 2 * EDGE) / Decimal(BINS)
    return round(EDGE + round(share * BINS) * step)


def _columns(scale: Scale, ratings: Sequence[Rating]) -> tuple[Column, ...]:
    """A dot for each rating, or bars where a column has too many to count by eye."""
    counted = Counter(_x(scale, r.value) for r in ratings if r.value is not None)
    most = max(counted.values())
    step = 2 * DOT + 1
    if most <= MOST_DOTS:
        return tuple(
            Column(x, tuple(DOT + 2 + step * n for n in range(count)), step * count)
            for x, count in sorted(counted.items())
        )
    high = step * MOST_DOTS
    return tuple(Column(x, (), -(-high * count // most)) for x, count in sorted(counted.items()))


def _ticks(scale: Scale, labels: Mapping[Decimal, str]) -> tuple[Tick, ...]:
    if labels:
        return tuple(Tick(_x(scale, value), labels[value]) for value in sorted(labels))
    span = scale.best - scale.worst
    step = Decimal(1) if span <= TICKS else span / 5
    values = [scale.worst + step * n for n in range(int(span / step) + 1)]
    if values[-1] != scale.best:
        values.append(scale.best)
    return tuple(Tick(_x(scale, value), _plain(value)) for value in values)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
