"""What a book by a proposal would have: its settings are read, and the manuscripts by them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from anthology import load
from anthology.cache import Cache
from anthology.config import Settings
from anthology.load import Loaded
from anthology.load.project.model import left_out_in_short
from anthology.pool import Pool
from anthology.report import Severity, counted


@dataclass(frozen=True)
class Outcome:
    """The manuscripts as they are read by a proposal."""

    loaded: Loaded

    @property
    def errors(self) -> int:
        """How many errors a build would report before it arranges the book."""
        return sum(problem.severity is Severity.ERROR for problem in self.loaded.problems)

    @property
    def counts(self) -> dict[str, int]:
        """How many reviews have which datum."""
        reviews = self.loaded.reviews
        return {
            "a reviewer": sum(bool(review.reviewers) for review in reviews),
            "a work": sum(review.work is not None for review in reviews),
            "its creator": sum(bool(r.work and r.work.creators) for r in reviews),
            "its year": sum(bool(r.work and r.work.year) for r in reviews),
            "a rating": sum(review.rating is not None for review in reviews),
            "a date": sum(review.date is not None for review in reviews),
        }

    def lines(self) -> Iterator[str]:
        """The outcome in a few lines."""
        number = len(self.loaded.reviews)
        yield f"{counted(number, 'review')}, with {', '.join(_counted(self.counts, number))}."
        if left_out := left_out_in_short(self.loaded.skipped):
            yield f"Left out: {left_out}."
        if self.loaded.people:
            yield f"People of the site: {len(self.loaded.people)}."


def _counted(counts: dict[str, int], reviews: int) -> list[str]:
    found = [f"{what}: {number if number < reviews else 'all'}" for what, number in counts.items()]
    return [each for each in found if not each.endswith(": 0")] or ["nothing but their texts"]


def outcome(root: Path, written: str, pool: Pool) -> Outcome:
    """The outcome of the text of a proposal."""
    settings = Settings.model_validate(tomllib.loads(written))
    return Outcome(load.load(root, settings, pool, Cache(None)))
