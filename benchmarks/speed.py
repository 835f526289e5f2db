"""How long a book takes, beside pandoc, Typst and XeLaTeX on the same text in the same run.

    python -m benchmarks speed [N or FOLDER ...]    # default: 100 reviews, and the essays

Prints seconds, the ratio to the peers' sum, pages, and the peak memory of the largest
process, and writes docs/benchmarks.md. Reviews are generated from the sentences of the two
manuscripts of this repository, a thousand words each; FOLDER holds manuscripts in Markdown.
Trim, face size and measure are the same for all, and every program runs in turn.
"""

from __future__ import annotations

import datetime
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import pypandoc
import pypdfium2

from anthology.pool import usable_cores
from benchmarks import scale
from benchmarks.reviews import write_reviews

ROOT = Path(__file__).parents[1]
ROUNDS = 3  # each figure is the median of so many; 1 for a book of more than 150,000 words
LONG = 150_000
QUOTES = "\"'"
ESSAYS = ROOT.parent / "shared" / "corpus" / "essays"
REPORT = ROOT / "docs" / "benchmarks.md"
HEAD = """# How long a book takes

Written by `make bench`, which builds the same manuscripts with Anthology, with
[pandoc](https://pandoc.org/), and with pandoc and [Typst](https://typst.app/) or XeLaTeX, in
turn, on one machine: both of Anthology's books, the e-book and the press file with its proofs,
beside pandoc's EPUB and Typst's PDF. “Seconds” is time on the clock; “processor s” is the
processor time of all processes together, which says more on a machine that is shared.
"""

PANDOC = pypandoc.get_pandoc_path()
FONTS = ROOT / "styles/classic/fonts"
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=sys.argv[3:])"
TYPST_PAGE = """
#set page(width: 5.5in, height: 8.5in, margin: (inside: 0.75in, outside: 0.625in, y: 0.8in),
  numbering: "1")
#set text(font: ("EB Garamond", "Libertinus Serif"), size: 11pt, lang: "en", hyphenate: true)
#set par(justify: true, leading: 0.55em, first-line-indent: 1.2em)
#show heading.where(level: 1): it => { pagebreak(to: "odd", weak: true); it }
#let horizontalrule = line(start: (25%, 0%), end: (75%, 0%))
#outline()
"""
LATEX = (
    "--pdf-engine=xelatex",
    "-V",
    "geometry:paperwidth=5.5in,paperheight=8.5in,margin=0.7in",
    "-V",
    "fontsize=11pt",
    "-V",
    "documentclass=book",
    "--toc",
)


@dataclass(frozen=True)
class Cost:
    """What a command cost: seconds by the clock and of all processors, MB of the largest process.

    `pages` is what its PDF has, 0 for none.
    """

    seconds: float
    processor: float
    peak_mb: float
    pages: int = 0


def run(*command: str | Path, cwd: Path | None = None) -> Cost:
    """Run a command to its end; raises CalledProcessError where it fails."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen([*map(str, command)], cwd=cwd, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, said.read())
    unit = 1024 if sys.platform == "linux" else 1 << 20
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def anthology(project: Path) -> Cost:
    """One build of both books."""
    cost = run(sys.executable, "-m", "anthology", "build", project, "--quiet")
    return _paged(cost, next((project / "books").glob("*.pdf")))


def _paged(cost: Cost, pdf: Path) -> Cost:
    return replace(cost, pages=len(pypdfium2.PdfDocument(pdf)))


def cold(project: Path) -> Cost:
    """A build with nothing in the store."""
    shutil.rmtree(project / ".anthology", ignore_errors=True)
    return anthology(project)


def edited(project: Path) -> Cost:
    """A build after a sentence was added to one review in the middle."""
    files = sorted((project / "manuscripts").iterdir())
    middle = files[len(files) // 2]
    middle.write_text(middle.read_text("utf-8") + f"\nAn edit of {time.perf_counter_ns()}.\n")
    return anthology(project)


def pandoc_epub(project: Path) -> Cost:
    """The EPUB that pandoc makes of the same files."""
    target = project / "pandoc.epub"
    return run(PANDOC, *_headed(project), "-o", target, "--metadata", "title=Reviews")


def typst_pdf(project: Path) -> Cost:
    """One Cost for both steps: pandoc to Typst's markup, and Typst's PDF of it."""
    body, source = project / "body.typ", project / "book.typ"
    first = run(PANDOC, *_headed(project), "-t", "typst", "-o", body)
    source.write_text(TYPST_PAGE + body.read_text("utf-8"), "utf-8")
    second = run(sys.executable, "-c", TYPST, source, project / "typst.pdf", FONTS)
    both = Cost(
        first.seconds + second.seconds,
        first.processor + second.processor,
        max(first.peak_mb, second.peak_mb),
    )
    return _paged(both, project / "typst.pdf")


def xelatex_pdf(project: Path) -> Cost:
    """The PDF that pandoc makes through XeLaTeX."""
    cost = run(PANDOC, *_headed(project), *LATEX, "-o", project / "xelatex.pdf")
    return _paged(cost, project / "xelatex.pdf")


def _headed(project: Path) -> list[Path]:
    """The reviews as pandoc wants them: a heading each instead of a header."""
    folder = project / "plain"
    if not folder.exists():
        folder.mkdir()
        for path in sorted((project / "manuscripts").iterdir()):
            _, header, body = path.read_text("utf-8").split("---\n", 2)
            title = re.search(r"^title: (.*)$", header, re.MULTILINE)
            assert title
            text = f"# {title[1].strip(QUOTES)}\n{body}\n"
            (folder / path.name).write_text(text, "utf-8")
    return sorted(folder.iterdir())


def collect(project: Path, folder: Path) -> None:
    """A project of the manuscripts in a folder."""
    (project / "manuscripts").mkdir(parents=True)
    (project / "anthology.toml").write_text(f'[book]\ntitle = "{folder.name.title()}"\n', "utf-8")
    for path in sorted(folder.glob("*.md")):
        shutil.copyfile(path, project / "manuscripts" / path.name)


XELATEX = "pandoc + XeLaTeX, PDF"
JOBS: dict[str, Callable[[Path], Cost]] = {
    "Anthology, both books, cold": cold,
    "Anthology, nothing changed": anthology,
    "Anthology, one review edited": edited,
    "pandoc, EPUB": pandoc_epub,
    "pandoc + Typst, PDF": typst_pdf,
    XELATEX: xelatex_pdf,
}
PEERS = ("pandoc, EPUB", "pandoc + Typst, PDF")


def measured(project: Path, rounds: int) -> dict[str, Cost]:
    """The median cost of each job that can be done here; in each round all have their turn."""
    jobs = dict(JOBS)
    try:
        jobs[XELATEX](project)
    except subprocess.CalledProcessError as error:
        print(f"without XeLaTeX: {error.output.decode(errors='replace').strip()[:300]}", flush=True)
        del jobs[XELATEX]
    costs: dict[str, list[Cost]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            costs[name].append(job(project))
    by_time = {name: sorted(own, key=lambda cost: cost.seconds) for name, own in costs.items()}
    return {name: own[len(own) // 2] for name, own in by_time.items()}


def table(what: str) -> str:
    """The table for a number of reviews or a folder of manuscripts: us and the peers."""
    with tempfile.TemporaryDirectory(prefix="anthology-bench-") as scratch:
        project = Path(scratch) / "book"
        write_reviews(project, int(what)) if what.isdecimal() else collect(project, Path(what))
        files = list((project / "manuscripts").iterdir())
        words = sum(len(path.read_text("utf-8").split()) for path in files)
        rounds = 1 if words > LONG else ROUNDS
        costs = measured(project, rounds)
    title = f"{len(files)} reviews" if what.isdecimal() else f"{len(files)} {Path(what).name}"
    peers = [sum(getattr(costs[name], kind) for name in PEERS) for kind in ("seconds", "processor")]
    lines = [
        f"## {title}, {words:,} words, 5.5 × 8.5 in",
        "",
        f"Median of {rounds}." if rounds > 1 else "One run.",
        "",
        "| | seconds | ÷ (pandoc EPUB + Typst PDF) | processor s | ÷ | pages | largest process |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(_row(name, cost, peers) for name, cost in costs.items())])


def _row(name: str, cost: Cost, peers: list[float]) -> str:
    return (
        f"| {name} | {cost.seconds:.1f} | {cost.seconds / peers[0]:.2f} "
        f"| {cost.processor:.1f} | {cost.processor / peers[1]:.2f} "
        f"| {cost.pages or '–'} | {cost.peak_mb:.0f} MB |"
    )


def _machine() -> str:
    """What it was measured on, with what."""
    day = datetime.datetime.now(tz=datetime.UTC).date()  # noqa: TID251  a report is of its day
    names = ("weasyprint", "typst", "pypandoc-binary")
    made_with = ", ".join(f"{name} {version(name)}" for name in names)
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return (
        f"Measured on {day}: {usable_cores()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {made_with}{load}."
    )


def main(arguments: list[str]) -> None:
    """Print a table for each book asked for, and write the report."""
    asked = arguments or ["100", *([str(ESSAYS)] if ESSAYS.is_dir() else [])]
    told = [HEAD, _machine()]
    for what in asked:
        told.append("\n" + table(what))
        print(told[-1], flush=True)
    more = scale.kept(REPORT.read_text("utf-8"))
    REPORT.write_text("\n".join(told) + f"\n\n{more}".rstrip() + "\n", "utf-8")
    print(f"\nwritten to {REPORT.relative_to(ROOT)}")
