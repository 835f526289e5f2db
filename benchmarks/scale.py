"""How time and memory grow with the reviews of a book, in print and as an e-book, each by itself.

    python -m benchmarks scale [N ...]    # default: 100, 300 and 1,000 reviews

One worker, nothing in the cache, volumes of 800 pages. Of each process the peak of its resident
memory is read while it lives, and its processor time when it has ended. Prints a row for each N,
and writes the table into docs/benchmarks.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pypdfium2

from benchmarks.reviews import ROOT, write_reviews

REPORT = ROOT / "docs" / "benchmarks.md"
TITLE = "## From a hundred reviews on"
SETTINGS = "split = 800\n"  # of [book]: pages of a volume, at most
EVERY = 0.2  # seconds between two looks at the processes
LOOKS = 3  # after which a process is a worker: others, forked to put books in place, end at once
PROC = Path("/proc")
EDITIONS = ("print", "epub")
COLUMNS = "processor s", "ms a review", "main", "worker"
HEAD = f"""{TITLE}

Written by `python -m benchmarks scale`: each book by itself, cold, with one worker, a thousand
words a review, `split = 800`. “ms a review” is processor time; memory is the peak of the main
process and of the largest worker, which begins with what the main process has, and shares it.

| reviews | pages | print, {" | ".join(COLUMNS)} | e-book, {" | ".join(COLUMNS)} |
{"|---" * 10}|
"""


@dataclass(frozen=True)
class Grown:
    """What an edition cost: seconds of all processors, and MB of the main process and a worker."""

    processor: float
    main: float
    worker: float


@dataclass(frozen=True)
class Row:
    """Both editions of a number of reviews."""

    reviews: int
    volumes: int
    pages: int
    costs: Mapping[str, Grown]


class Peaks:
    """The peaks of the processes below one, looked at again and again until it is left."""

    def __init__(self, root: int) -> None:
        self.root, self.found, self.looks = root, dict[int, float](), Counter[int]()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def worker(self) -> float:
        """That of the largest worker, in MB."""
        return max((mb for one, mb in self.found.items() if self.looks[one] >= LOOKS), default=0.0)

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            for process in below(self.root):
                self.looks[process] += 1
                self.found[process] = max(peak(process), self.found.get(process, 0.0))


def below(process: int) -> Iterator[int]:
    """All processes that a process has started, and those that these have."""
    try:
        listed = (PROC / f"{process}/task/{process}/children").read_text()
    except OSError:  # it has ended
        return
    for child in map(int, listed.split()):
        yield child
        yield from below(child)


def peak(process: int) -> float:
    """The most memory that a process has had resident, in MB; 0 where it has ended."""
    try:
        lines = (PROC / f"{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def built(project: Path, edition: str) -> Grown:
    """One build of an edition with one worker, from nothing. Raises CalledProcessError."""
    command = (sys.executable, "-m", "anthology", "build", project, "-q", "-j", "1", "-e", edition)
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([*map(str, command)], stdout=said, stderr=said)
        with Peaks(process.pid) as peaks:
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.stderr.write(said.read().decode(errors="replace"))
            raise subprocess.CalledProcessError(process.returncode, command)
    return Grown(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, peaks.worker)


def row(count: int) -> Row:
    """Both editions of `count` reviews of a thousand words."""
    costs: dict[str, Grown] = {}
    with tempfile.TemporaryDirectory(prefix="anthology-scale-") as scratch:
        for edition in EDITIONS:
            project = Path(scratch) / edition
            write_reviews(project, count)
            with (project / "anthology.toml").open("a", encoding="utf-8") as settings:
                settings.write(SETTINGS)
            costs[edition] = built(project, edition)
        pdfs = sorted((Path(scratch) / "print" / "books").glob("*.pdf"))
        return Row(count, len(pdfs), sum(len(pypdfium2.PdfDocument(each)) for each in pdfs), costs)


def line(row: Row) -> str:
    """A row of the table."""
    cells = (
        f"{own.processor:.1f} | {own.processor / row.reviews * 1000:.0f} "
        f"| {own.main:.0f} MB | {own.worker:.0f} MB"
        for own in (row.costs[edition] for edition in EDITIONS)
    )
    volumes = f" in {row.volumes}" if row.volumes > 1 else ""
    return f"| {row.reviews:,} | {row.pages:,}{volumes} | {' | '.join(cells)} |"


def kept(report: str) -> str:
    """What of a report is written here; "" for nothing."""
    return report[report.index(TITLE) :] if TITLE in report else ""


def write(lines: Iterable[str]) -> None:
    """Put the table at the end of the report."""
    report = REPORT.read_text("utf-8")
    others = report.removesuffix(kept(report)).rstrip()
    REPORT.write_text(f"{others}\n\n{HEAD}" + "".join(f"{each}\n" for each in lines), "utf-8")


def main(arguments: list[str]) -> None:
    """Print the table, and put it into the report."""
    lines = []
    for count in map(int, arguments or ("100", "300", "1000")):
        lines.append(line(row(count)))
        print(lines[-1], flush=True)
    write(lines)
