"""How long an e-book alone takes, beside pandoc's of the same text, turn by turn in one run.

    python -m benchmarks ebook [N ...]      # default: 500 reviews

Both begin with nothing made. Seconds are medians; the ratio is that of the two medians.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.reviews import WORDS, write_reviews
from benchmarks.speed import ROUNDS, Cost, pandoc_epub, run


def ours(project: Path) -> Cost:
    """The EPUB, built with nothing in the store."""
    shutil.rmtree(project / ".anthology", ignore_errors=True)
    return run(sys.executable, "-m", "anthology", "build", project, "--quiet", "--edition", "epub")


def line(count: int) -> str:
    """What `count` reviews cost, us and pandoc."""
    with tempfile.TemporaryDirectory(prefix="anthology-bench-") as scratch:
        project = Path(scratch) / "book"
        write_reviews(project, count)
        turns = [(ours(project), pandoc_epub(project)) for _ in range(ROUNDS)]
    sides = list(zip(*turns, strict=True))
    seconds = [statistics.median(cost.seconds for cost in costs) for costs in sides]
    peaks = [max(cost.peak_mb for cost in costs) for costs in sides]
    return (
        f"{count} reviews of {WORDS} words to EPUB: {seconds[0]:.1f} s, {peaks[0]:.0f} MB; "
        f"pandoc {seconds[1]:.1f} s, {peaks[1]:.0f} MB; ratio {seconds[0] / seconds[1]:.2f}"
    )


def main(arguments: list[str]) -> None:
    """Print a line for each number of reviews asked for."""
    for count in map(int, arguments or ["500"]):
        print(line(count))
