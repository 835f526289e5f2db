"""Builds book after book for half an hour: no honest text may be refused, or called our bug.

    make soak      # SOAK_SECONDS=600: ten minutes; SOAK_SEED=7: the books of that seed
    .venv/bin/python tests/soak/soak.py [--seconds 1800] [--seed N] [--only shared|cases|random]

First the largest and oddest reviews of ../shared, where it is, then every project of tests/cases,
then random books until the time is over. Each becomes every edition, and each word of them is
compared. A project that went wrong is kept in the folder that is printed.

All of Anthology is imported first: each pool's children have it from the start, and hypothesis,
which draws from the constants of what is imported, makes the same books of the same seed.
"""

from __future__ import annotations

import argparse
import gc
import os
import pkgutil
import random
import re
import shutil
import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

import honest_books
from hypothesis import HealthCheck, Phase, given, seed, settings
from late import noted
from spent import Spent

import anthology
from anthology.build import build
from anthology.load.formats import format_of
from anthology.project import Order
from anthology.report import NOWHERE, Problem, Refused, Severity, error

EDITIONS = ("epub", "print", "screen", "kepub")  # azw3 is calibre's
E_BOOKS = ("epub", "kepub")
LARGEST, TOGETHER = 300, 6  # reviews of ../shared, and how many of them are in one book
BUG = re.compile(r"bug of ours|bug in Anthology|a bug\b")
LIMIT = re.compile(r"\[limits\]|allows more")
# What Anthology says that it cannot do, wherever it is asked to.
STATED = re.compile("no font of the style has|changes its direction inside italics")
LONGEST = 600  # seconds of a processor that a book may take in this process,
WAITED = 10 * LONGEST  # and seconds in all, of which a busy machine may need many
TOLD = 50  # books after which the run says how far it is
SHOWN = 160  # letters of a message's beginning and of its end
ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"  # other people's reviews, where they are
CASES = ROOT / "tests" / "cases"


def main() -> int:
    """Build until the time is over; 1 if anything went wrong."""
    parser = argparse.ArgumentParser(description="Build book after book.")
    parser.add_argument("--seconds", type=float, default=_environment("SOAK_SECONDS", 1800))
    parser.add_argument("--seed", type=int, default=int(_environment("SOAK_SEED", -1)))
    parser.add_argument("--only", choices=("shared", "cases", "random"))
    parser.add_argument("--kept", type=Path, help="where projects that went wrong are kept")
    wanted = parser.parse_args()
    number = wanted.seed if wanted.seed >= 0 else random.SystemRandom().randrange(10**6)
    kept = wanted.kept or Path(tempfile.mkdtemp(prefix="soak-"))
    import_all()
    for over in (signal.SIGALRM, signal.SIGPROF):
        signal.signal(over, _too_long)
    print(f"seed {number}; projects that go wrong are kept in {kept}", flush=True)
    soak = Soak(kept, time.monotonic() + wanted.seconds)
    for name, projects in (("shared", shared_projects), ("cases", cases)):
        if wanted.only in (None, name):
            soak.build_all(name, projects())
    if wanted.only in (None, "random"):
        soak.build_random(number)
    print(soak.summary())
    return int(bool(soak.wrong))


def _too_long(*_: object) -> None:
    raise TimeoutError(f"the book took longer than {LONGEST} seconds")


def import_all() -> None:
    """Import every module of Anthology."""
    for module in pkgutil.walk_packages(anthology.__path__, "anthology."):
        if not module.name.endswith("__main__"):
            import_module(module.name)


def _environment(name: str, default: float) -> float:
    return float(os.environ.get(name) or default)


@dataclass(frozen=True)
class Project:
    """A project to build, in a folder of its own."""

    name: str
    root: Path
    honest: bool  # whether nothing but a limit may be refused
    editions: tuple[str, ...] = EDITIONS
    jobs: int = 1  # 0: the book is built in this process, sooner and without limits


@dataclass
class Soak:
    """A run, and what was found so far."""

    kept: Path
    end: float  # on the monotonic clock
    most: int = 10**9  # books
    books: Counter[str] = field(default_factory=Counter)
    limits: int = 0
    stated: int = 0
    wrong: list[str] = field(default_factory=list)
    spent: Spent = field(default_factory=Spent)

    @property
    def is_over(self) -> bool:
        """Whether the time is over, or all books are built."""
        return time.monotonic() > self.end or self.books.total() >= self.most

    def build_all(self, kind: str, projects: Iterable[Project]) -> None:
        """Build projects until the time is over."""
        for project in projects:
            if self.is_over:
                return
            self._build(kind, project)

    def build_random(self, number: int) -> None:
        """Build random books until the time is over, one a seed: the number's, the next one's …"""
        while not self.is_over:
            book = random_book(number)
            self.spent("drawing")
            with tempfile.TemporaryDirectory() as folder:
                honest_books.write(Path(folder), book.sheets)
                editions = EDITIONS if book.printed else E_BOOKS
                name = f"random-{number}"
                self._build("random", Project(name, Path(folder), True, editions, jobs=0))
            number += 1

    def _build(self, kind: str, project: Project) -> None:
        self.books[kind] += 1
        errors = problems(project, self.spent)
        found = {problem: f"{problem.message} {problem.hint}" for problem in errors}
        limits = {problem for problem, words in found.items() if LIMIT.search(words)}
        stated = {problem for problem, words in found.items() if STATED.search(words)}
        self.limits, self.stated = self.limits + len(limits), self.stated + len(stated)
        others = [problem for problem in found if problem not in limits | stated]
        wrong = [p for p in others if project.honest or p.trace or BUG.search(found[p])]
        if wrong:
            self._keep(project, wrong)
        if self.books.total() % TOLD == 0:
            print(f"up to {project.name}: {self.summary()}", flush=True)

    def _keep(self, project: Project, wrong: Iterable[Problem]) -> None:
        shutil.copytree(project.root, self.kept / project.name, dirs_exist_ok=True, symlinks=True)
        for problem in wrong:
            self.wrong.append(project.name)
            print(f"{project.name}: {problem.place}: {_short(problem.message)}", flush=True)
            if problem.trace:
                print("\n".join(problem.trace.splitlines()[-6:]), flush=True)

    def summary(self) -> str:
        """The figures of the run."""
        books = ", ".join(f"{count} of {kind}" for kind, count in self.books.items())
        projects = len(dict.fromkeys(self.wrong))
        return (
            f"{sum(self.books.values())} books ({books}) in {', '.join(EDITIONS)}; "
            f"{self.limits} refusals by limits, {self.stated} of what cannot be done; "
            f"{len(self.wrong)} other refusals in {projects} books; "
            f"{self.spent.of_each(self.books.total() or 1)}"
        )


def random_book(number: int) -> honest_books.Book:
    """The book of that seed."""
    books = []

    @seed(number)
    @settings(
        max_examples=2,  # the first is always the simplest there is
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(book=honest_books.project())
    def draw(book: honest_books.Book) -> None:
        books.append(book)

    draw()
    return books[-1]


def _short(message: str) -> str:
    whole = len(message) <= 2 * SHOWN
    return message if whole else f"{message[:SHOWN]} … {message[-SHOWN:]}"


def problems(project: Project, spent: Spent) -> tuple[Problem, ...]:
    """Every error of a build of all editions, and every task that took longer than it may."""
    with tempfile.TemporaryDirectory() as folder, noted() as late:
        books = Path(folder) / "books"
        jobs, editions = project.jobs, project.editions
        order = Order(project.root, books, editions, jobs=jobs, keep_going=True)
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        signal.setitimer(signal.ITIMER_REAL, WAITED)
        try:
            found = build(order, progress=spent).problems
            spent("saving")
        except Refused as refused:
            found = refused.problems
        except Exception as fault:  # noqa: BLE001  whatever it is, it is to be seen
            return (error(NOWHERE, repr(fault), trace=traceback.format_exc()),)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)
            gc.unfreeze()  # what the engine of this book keeps, which no other has
            gc.collect()
            spent("collecting")
    errors = (problem for problem in found if problem.severity is Severity.ERROR)
    return (*errors, *(error(NOWHERE, words) for words in late))


def shared_projects() -> Iterator[Project]:
    """The largest and the oddest reviews of ../shared, some in a book."""
    chosen = _chosen()
    for first in range(0, len(chosen), TOGETHER):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for path in chosen[first : first + TOGETHER]:
                _copy(path, root / "manuscripts")
            yield Project(f"shared-{first}", root, True)


def _copy(path: Path, folder: Path) -> None:
    """Copy a review, under a name that keeps it apart, with the pictures beside it."""
    own = folder / "-".join(path.relative_to(SHARED).parts[1:-1]).replace(".", "_")
    own.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, own / path.name)
    for picture in path.parent.iterdir():
        if picture.suffix.lower() in {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"}:
            shutil.copy(picture, own / picture.name)


def _chosen() -> list[Path]:
    """Half of them by size, half by how odd they are."""
    paths = [
        path
        for folder in ("corpus", "samples")
        for path in sorted((SHARED / folder).rglob("*"))
        if path.is_file() and format_of(path.name)
    ]
    largest = sorted(paths, key=lambda path: -path.stat().st_size)[: LARGEST // 2]
    oddest = sorted(set(paths) - set(largest), key=lambda path: (-oddity(path), path))
    return [*largest, *oddest[: LARGEST - len(largest)]]


def oddity(path: Path) -> float:
    """How many of a text's characters are neither letters nor usual, with each kind counted."""
    text = path.read_text("utf-8", "replace")
    odd = [c for c in text if not c.isalnum() and c not in " \n.,'\"-"]
    return len(odd) / (len(text) + 200) + len(set(odd)) / 40


def cases() -> Iterator[Project]:
    """The projects of tests/cases as git has them, without what is made for some of them."""
    for case in sorted(CASES.iterdir()):
        if (case / "src").is_dir():
            with tempfile.TemporaryDirectory() as folder:
                root = Path(folder) / "src"
                shutil.copytree(case / "src", root, symlinks=True)
                yield Project(case.name, root, False)


if __name__ == "__main__":
    raise SystemExit(main())
