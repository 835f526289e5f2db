"""How long 2,000 reviews by 300 reviewers on 800 works take from files to a composed book.

    python -m benchmarks data [REVIEWS REVIEWERS WORKS]

The book is the one of tests/arrange/generated.py, which says that its indexes are right. Beside
the clock's seconds stand those of all processors together, which other programs do not lengthen.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from anthology import arrange, compose, config, load, style
from anthology.book import Review
from anthology.cache import Cache
from anthology.pool import Pool

sys.path.append(str(Path(__file__).parents[1] / "tests" / "arrange"))
from generated import review, work

ROUNDS = 3  # each figure is the median of so many
STAGES = ("load", "arrange", "compose")


def main(arguments: list[str]) -> None:
    """Print the seconds of each stage, by the clock and of all processors."""
    reviews, reviewers, works = map(int, arguments or ("2000", "300", "800"))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _write(root, reviews, reviewers, works)
        rounds = [_timed(root) for _ in range(ROUNDS)]
    clock, busy = (
        [statistics.median(times) for times in zip(*kind, strict=True)]
        for kind in zip(*rounds, strict=True)
    )
    print(f"{reviews:,} reviews, {reviewers} reviewers, {works} works; median of {ROUNDS} runs")
    rows = zip((*STAGES, "all"), (*clock, sum(clock)), (*busy, sum(busy)), strict=True)
    for stage, seconds, processors in rows:
        print(f"{stage:>8} {seconds:6.2f} s {processors:6.2f} s of processors")


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


def _timed(root: Path) -> tuple[list[float], list[float]]:
    """The seconds of each stage: by the clock, and of this process and those it started."""
    times = [_now()]
    settings, _ = config.read(root)
    look = style.load("classic", root)
    with Pool() as pool:
        loaded = load.load(root, settings, pool, Cache(None))
    times.append(_now())
    book, _ = arrange.arrange(loaded, settings)
    times.append(_now())
    edition, _ = compose.compose(book, look, settings, "print")
    times.append(_now())
    assert len(book.reviews) == len(loaded.reviews) > 0
    assert any(section.kind == "subject-index" for section in edition.sections)
    clock, busy = zip(*times, strict=True)
    return [b - a for a, b in pairwise(clock)], [b - a for a, b in pairwise(busy)]


def _now() -> tuple[float, float]:
    return time.perf_counter(), sum(os.times()[:4])
