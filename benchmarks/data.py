"""How long 2,000 reviews by 300 reviewers on 800 works take from files to a composed book.

    python -m benchmarks data [REVIEWS REVIEWERS WORKS]

The book is the one of tests/arrange/generated.py, which says that its indexes are right.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from anthology import arrange, compose, config, load, style
from anthology.book import Review
from anthology.store import Store
from anthology.workers import Workers

sys.path.append(str(Path(__file__).parents[1] / "tests" / "arrange"))
from generated import review, work

ROUNDS = 3  # each figure is the median of so many
STAGES = ("load", "arrange", "compose")


def main(arguments: list[str]) -> None:
    """Print the seconds of each stage."""
    reviews, reviewers, works = map(int, arguments or ("2000", "300", "800"))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _write(root, reviews, reviewers, works)
        rounds = [_timed(root) for _ in range(ROUNDS)]
    medians = [statistics.median(times) for times in zip(*rounds, strict=True)]
    print(f"{reviews:,} reviews, {reviewers} reviewers, {works} works; median of {ROUNDS} runs")
    for stage, seconds in zip((*STAGES, "all"), (*medians, sum(medians)), strict=True):
        print(f"{stage:>8} {seconds:6.2f} s")


def _write(root: Path, reviews: int, reviewers: int, works: int) -> None:
    (root / "anthology.toml").write_text('[book]\ntitle = "Large"\ngroup = "kind"\n', "utf-8")
    for number in range(reviews):
        made = review(number, reviewers, works)
        path = root / made.place.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_manuscript(made, work(number * 7 % works).creators[0].name), "utf-8")


def _manuscript(made: Review, director: str) -> str:
    rating = made.rating.as_written if made.rating else ""
    assert made.work is not None
    return (
        f"---\ntitle: {made.title}\nreviewer: {made.reviewers[0].name}\n"
        f"work:\n  title: {made.work.title}\n  kind: {made.work.kind}\n  year: {made.work.year}\n"
        f"  director: {director}\nrating: {rating}\ndate: {made.date}\n"
        f"subjects: [{made.subjects[0]}]\n---\nWords about it, and more of them, with "
        f"[a mark]{{.index entry=“{made.subjects[0]}!in colour”}}.\n"
    )


def _timed(root: Path) -> list[float]:
    times = [time.perf_counter()]
    settings, _ = config.read(root)
    look = style.load("classic", root)
    with Workers() as workers:
        loaded = load.load(root, settings, workers, Store(None))
    times.append(time.perf_counter())
    book, _ = arrange.arrange(loaded, settings)
    times.append(time.perf_counter())
    edition, _ = compose.compose(book, look, settings, "print")
    times.append(time.perf_counter())
    assert len(book.reviews) == len(loaded.reviews) > 0
    assert any(section.kind == "subject-index" for section in edition.sections)
    return [after - before for before, after in pairwise(times)]
