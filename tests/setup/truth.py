"""What a person reads in a manuscript, beside what setup and then the loader read in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from anthology.arrange import arrange
from anthology.book import Review
from anthology.cache import Cache
from anthology.config import Settings
from anthology.load import load
from anthology.pool import Pool
from anthology.setup import propose, read, text

LEAST = 0.95  # of each field are right


@dataclass(frozen=True)
class Truth:
    """What a manuscript says, "" where it says nothing; a year and a rating as numbers."""

    title: str
    reviewer: str = ""
    work: str = ""
    creator: str = ""
    year: str = ""
    rating: str = ""
    best: str = ""
    date: str = ""


def got(review: Review) -> Truth:
    """The fields of a review in the form of the truth."""
    work, rating = review.work, review.rating
    known = rating is not None and rating.value is not None
    return Truth(
        title=review.title,
        reviewer="; ".join(person.name for person in review.reviewers),
        work=work.title if work else "",
        creator="; ".join(creator.name for creator in work.creators) if work else "",
        year=str(work.year or "") if work else "",
        rating=f"{rating.value:f}" if rating and known else "",
        best=f"{rating.best:f}" if rating and rating.best is not None else "",
        date=str(review.date or ""),
    )


def several(names: str) -> str:
    """Names apart, whatever stands between them."""
    return "; ".join(re.split(r"\s*(?:;|,? and |&)\s*", names))


def proposed(root: Path) -> str:
    with Pool(0) as pool:
        return text(propose(read(root, pool)))


def reviews(root: Path, proposal: str) -> dict[str, Review]:
    """The reviews by their paths, as they stand in the arranged book."""
    settings = Settings.model_validate(tomllib.loads(proposal))
    settings = settings.model_copy(
        update={"book": settings.book.model_copy(update={"title": settings.book.title or "Case"})}
    )
    with Pool(0) as pool:
        loaded = load(root, settings, pool, Cache(None))
    book, _ = arrange(loaded, settings)
    return {review.place.path: review for review in book.reviews}


def wrong(truth: Truth, review: Truth) -> Iterator[tuple[str, str, str]]:
    for name in Truth.__dataclass_fields__:
        expected, found = getattr(truth, name), getattr(review, name)
        if name in {"creator", "reviewer"}:
            expected, found = several(expected), several(found)
        if expected != found:
            yield name, expected, found
