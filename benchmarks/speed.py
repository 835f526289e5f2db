"""How long a book takes, beside pandoc, Typst and XeLaTeX on the same text in the same run.

    python -m benchmarks speed [N ...]      # default: 100 reviews

Prints seconds, the ratio to the peers' sum, pages, and the peak memory of the largest
process. Reviews are generated from the sentences of the two manuscripts of this
repository, a thousand words each; trim, face size and measure are the same for all.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypandoc
import pypdfium2

ROOT = Path(__file__).parents[1]
WORDS = 1000  # in a generated review
ROUNDS = 3  # each figure is the median of so many

PANDOC = pypandoc.get_pandoc_path()
FONTS = ROOT / "styles/classic/fonts"
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=sys.argv[3:])"
TYPST_PAGE = """
#set page(width: 5.5in, height: 8.5in, margin: (inside: 0.75in, outside: 0.625in, y: 0.8in),
  numbering: "1")
#set text(font: ("EB Garamond", "Libertinus Serif"), size: 11pt, lang: "en", hyphenate: true)
#set par(justify: true, leading: 0.55em, first-line-indent: 1.2em)
#show heading.where(level: 1): it => { pagebreak(to: "odd", weak: true); it }
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
    """What a command cost: wall-clock seconds and the peak of its largest process in MB."""

    seconds: float
    peak_mb: float


def sentences() -> list[str]:
    """The sentences of the repository's manuscripts, without headers and headings."""
    texts = [p.read_text("utf-8") for p in sorted((ROOT / "manuscripts").glob("*.*"))]
    bodies = " ".join(
        re.sub(r"\A---.*?^---$", "", text, flags=re.DOTALL | re.MULTILINE) for text in texts
    )
    return [s for s in re.split(r"(?<=[.?!])\s+", bodies) if 4 < len(s.split()) < 60]


def write_reviews(folder: Path, count: int) -> None:
    """`count` reviews in `folder`/manuscripts, the same on every machine."""
    chance, pool = random.Random(1), sentences()
    (folder / "manuscripts").mkdir(parents=True)
    (folder / "anthology.toml").write_text(f'[book]\ntitle = "{count} Reviews"\n', "utf-8")
    for number in range(1, count + 1):
        header = f"---\ntitle: Review {number}\nreviewer: Reviewer {number % 17}\n---\n\n"
        body = "\n\n".join(_paragraphs(chance, pool))
        (folder / "manuscripts" / f"{number:05}.md").write_text(header + body + "\n", "utf-8")


def _paragraphs(chance: random.Random, pool: list[str]) -> Iterator[str]:
    words = 0
    while words < WORDS:
        paragraph = " ".join(chance.sample(pool, chance.randint(3, 6)))
        words += len(paragraph.split())
        yield paragraph


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
    return Cost(seconds, usage.ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20))


def anthology(project: Path) -> Cost:
    """One build of both books."""
    return run(sys.executable, "-m", "anthology", "build", project, "--quiet")


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
    return Cost(first.seconds + second.seconds, max(first.peak_mb, second.peak_mb))


def xelatex_pdf(project: Path) -> Cost:
    """The PDF that pandoc makes through XeLaTeX."""
    return run(PANDOC, *_headed(project), *LATEX, "-o", project / "xelatex.pdf")


def _headed(project: Path) -> list[Path]:
    """The reviews as pandoc wants them: a heading each instead of a header."""
    folder = project / "plain"
    if not folder.exists():
        folder.mkdir()
        for path in sorted((project / "manuscripts").iterdir()):
            _, header, body = path.read_text("utf-8").split("---\n", 2)
            title = re.search(r"^title: (.*)$", header, re.MULTILINE)
            assert title
            (folder / path.name).write_text(f"# {title[1]}\n{body}\n", "utf-8")
    return sorted(folder.iterdir())


def median(job: Callable[[Path], Cost], project: Path) -> Cost:
    """The median of `ROUNDS` runs."""
    costs = sorted((job(project) for _ in range(ROUNDS)), key=lambda cost: cost.seconds)
    return costs[ROUNDS // 2]


def table(count: int) -> str:
    """The table for the README: what `count` reviews cost, us and the peers."""
    with tempfile.TemporaryDirectory(prefix="anthology-bench-") as scratch:
        project = Path(scratch) / "book"
        write_reviews(project, count)
        ours = {
            "cold": median(cold, project),
            "nothing changed": median(anthology, project),
            "one review edited": median(edited, project),
        }
        epub, typst = median(pandoc_epub, project), median(typst_pdf, project)
        peers = epub.seconds + typst.seconds
        rows = [(f"Anthology, both books, {name}", cost) for name, cost in ours.items()]
        rows += [("pandoc, EPUB", epub), ("pandoc + Typst, PDF", typst)]
        if shutil.which("xelatex"):
            rows.append(("pandoc + XeLaTeX, PDF", median(xelatex_pdf, project)))
        pages = len(pypdfium2.PdfDocument(next((project / "books").glob("*.pdf"))))
    lines = [
        f"{count} reviews of {WORDS} words, {pages} pages at 5.5 × 8.5 in",
        "",
        "| | seconds | ÷ (pandoc EPUB + Typst PDF) | largest process |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {name} | {cost.seconds:.1f} | {cost.seconds / peers:.2f} | {cost.peak_mb:.0f} MB |"
        for name, cost in rows
    ]
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Print a table for each number of reviews asked for."""
    for count in map(int, arguments or ["100"]):
        print(table(count), end="\n\n")
