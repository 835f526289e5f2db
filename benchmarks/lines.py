"""How evenly text is set: ours, greedy, Typst and XeLaTeX on the same text, face and measure.

    python -m benchmarks lines [FOLDER_OF_MARKDOWN ...] [--keep FOLDER]

Without folders it sets thirty reviews made of the sentences of this repository's manuscripts,
and the essays and book reports of ../shared/corpus where that is there. XeLaTeX is measured
where it is installed, with the stretch that pandoc gives it, since it leaves lines sticking out
of the margin otherwise. With `--keep` the PDFs stay.

The seconds are the processor's for our layout alone, the least of three runs, and those on the
clock for the whole of a peer's work.
"""

from __future__ import annotations

import gc
import html
import random
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typst
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from anthology.pdf.engine import lines, patches
from benchmarks.evenness import COLUMNS, measure

ROOT = Path(__file__).parents[1]
FONTS = ROOT / "styles/classic/fonts"
FAMILY = "EB Garamond"
SIDE = (5.5 - 4.125) / 2  # in, beside a measure of 4.125 in
SIZE, LEADING = 11, 14.3  # pt
INDENT = 1.3  # em
WORDS = 30_000  # of a folder are enough

SHARED = ROOT.parent / "shared" / "corpus"
CORPORA = ("essays", "mtlynch-book-reports")
ROUNDS = 3

Pieces = list[list[str]]  # the paragraphs of every piece, as plain words
Typesetter = Callable[[Pieces], tuple[bytes, float]]  # the PDF, and the seconds it took

FACE = f"""
@font-face {{ font-family: "{FAMILY}"; src: url({(FONTS / "EBGaramond-Regular.ttf").as_uri()}) }}
@page {{ size: 5.5in 8.5in; margin: 0.75in {SIDE}in }}
html {{ font: {SIZE}pt/{LEADING}pt "{FAMILY}"; widows: 2; orphans: 2 }}
html {{ hyphens: auto; hyphenate-limit-chars: 6 3 3 }}
body {{ margin: 0 }}
section {{ break-before: page }}
p {{ margin: 0; text-align: justify; text-indent: {INDENT}em }}
p:first-child {{ text-indent: 0 }}
"""
# What a careful user of Typst sets, from 0.14 on.
TUNED = """justification-limits: (
  spacing: (min: 80%, max: 130%), tracking: (min: -0.01em, max: 0.02em)),"""
TYPST = f"""
#set page(width: 5.5in, height: 8.5in, margin: (x: {SIDE}in, y: 0.75in))
#set text(font: "{FAMILY}", size: {SIZE}pt, lang: "en", hyphenate: true)
#set par(justify: true, linebreaks: "optimized", first-line-indent: {INDENT}em,
  leading: {LEADING - 7.2}pt, spacing: {LEADING - 7.2}pt)
"""
TEX = rf"""\documentclass[11pt]{{article}}\usepackage{{fontspec}}
\usepackage[paperwidth=5.5in,paperheight=8.5in,hmargin={SIDE}in,vmargin=.75in]{{geometry}}
\setmainfont{{EBGaramond-Regular.ttf}}[Path={FONTS}/]
\setlength\parindent{{{INDENT}em}}\pagestyle{{empty}}
\setlength\emergencystretch{{3em}}
\begin{{document}}\fontsize{{{SIZE}}}{{{LEADING}}}\selectfont
"""


def made_reviews(folder: Path, count: int = 30) -> Pieces:
    """Reviews of some 900 words out of the sentences of a folder's texts, always the same."""
    files = [path for path in sorted(folder.iterdir()) if path.suffix in (".md", ".txt")]
    text = " ".join(_plain(path.read_text("utf-8")) for path in files)
    sentences = re.split(r"(?<=[.!?]) +(?=[A-Z“])", " ".join(text.split()))
    usable = [sentence for sentence in sentences if 4 < len(sentence.split()) < 60]
    chance = random.Random(1938)
    return [_review(chance, usable) for _ in range(count)]


def _review(chance: random.Random, sentences: list[str]) -> list[str]:
    pool = chance.sample(sentences, len(sentences))
    paragraphs: list[str] = []
    while pool and sum(len(paragraph.split()) for paragraph in paragraphs) < 900:
        length = chance.randint(3, 7)
        paragraphs.append(" ".join(pool[:length]))
        pool = pool[length:]
    return paragraphs


def read_folder(folder: Path) -> Pieces:
    """The running text of a folder's Markdown files."""
    pieces: Pieces = []
    words = 0
    for path in sorted(folder.rglob("*.md")):
        paragraphs = [p for p in _plain(path.read_text("utf-8")).split("\n\n") if p]
        words += sum(len(paragraph.split()) for paragraph in paragraphs)
        pieces += [paragraphs] if paragraphs else []
        if words > WORDS:
            break
    return pieces


def _plain(source: str) -> str:
    """The paragraphs of a Markdown file: no header, headings, lists, code, links or marks."""
    source = re.sub(r"\A---\n.*?\n---\n", "", source, flags=re.DOTALL)
    source = re.sub(r"```.*?```|\{\{.*?\}\}|<!--.*?-->|<[^>]*>", "", source, flags=re.DOTALL)
    source = html.unescape(source)
    source = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", source)
    source = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", source)
    blocks = re.split(r"\n\s*\n", source)
    running = [
        " ".join(block.split())
        for block in blocks
        if len(block.split()) >= 12 and not re.match(r"\s*([#>|*+-]|\d+\.|\[|!|    )", block)
    ]
    return "\n\n".join(_curly(re.sub(r"[*_`\\]", "", block)) for block in running)


def _curly(text: str) -> str:
    text = re.sub(r"(?<=\w)'", "’", text)
    text = re.sub(r"(^|[\s(—])\"", r"\1“", text)
    text = re.sub(r"(^|[\s(—])'", r"\1‘", text)
    return text.replace('"', "”").replace("'", "’").replace("--", "—")


def laid_out_by_us(pieces: Pieces, how: str) -> tuple[Any, float]:
    """The document, and the seconds that its layout took."""
    patches.install()
    fonts = FontConfiguration()
    body = "".join(f"<section>{''.join(map(_paragraph, piece))}</section>" for piece in pieces)
    with lines.breaking(how) as tally:
        source = HTML(string=f'<html lang="en"><body>{body}</body></html>')
        sheet = CSS(string=FACE, font_config=fonts)
        gc.collect()
        began = time.process_time()
        document = source.render(stylesheets=[sheet], font_config=fonts)
        seconds = time.process_time() - began
    if tally.greedy:
        print("set greedily all the same:", dict(tally.greedy))
    return document, seconds


def set_by_us(pieces: Pieces, how: str) -> tuple[bytes, float]:
    """The PDF, and the seconds that its layout took."""
    document, seconds = laid_out_by_us(pieces, how)
    return document.write_pdf(), seconds


def layout_times(pieces: Pieces) -> dict[str, float]:
    """The least seconds of our layout by how lines are broken; the two ways take turns."""
    ways = ("greedy", "total-fit")
    runs = [[laid_out_by_us(pieces, how)[1] for how in ways] for _ in range(ROUNDS)]
    return dict(zip(ways, map(min, zip(*runs, strict=True)), strict=True))


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text, quote=False)}</p>"


def set_by_typst(pieces: Pieces, limits: str = "") -> tuple[bytes, float]:
    """The same text, face and measure set by Typst with its optimised line breaks."""
    escaped = [
        "\n\n".join(re.sub(r"([#$*_`<>@\\/=\[\]~+-])", r"\\\1", text) for text in piece)
        for piece in pieces
    ]
    settings = TYPST.replace("justify: true,", f"justify: true, {limits}")
    source = settings + "\n#pagebreak()\n".join(escaped)
    began = time.perf_counter()
    pdf = typst.compile(source.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True)
    return pdf, time.perf_counter() - began


def set_by_tex(pieces: Pieces) -> tuple[bytes, float]:
    """The same text, face and measure set by XeLaTeX."""
    escaped = ["\n\n".join(re.sub(r"([#$%&_{}])", r"\\\1", p) for p in piece) for piece in pieces]
    with tempfile.TemporaryDirectory() as folder:
        source = TEX + "\n\\clearpage\n".join(escaped) + "\n\\end{document}\n"
        Path(folder, "text.tex").write_text(source, "utf-8")
        command = ["xelatex", "-interaction=batchmode", "text.tex"]
        began = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        return Path(folder, "text.pdf").read_bytes(), time.perf_counter() - began


def engines() -> Iterator[tuple[str, Typesetter]]:
    """The engines that are here, by name."""
    yield "greedy", lambda pieces: set_by_us(pieces, "greedy")
    yield "total-fit", lambda pieces: set_by_us(pieces, "total-fit")
    yield "Typst", set_by_typst
    yield "Typst, tuned", lambda pieces: set_by_typst(pieces, TUNED)
    if shutil.which("xelatex"):
        yield "XeLaTeX", set_by_tex


def main(arguments: list[str]) -> None:
    """Print the table for the folders named, or for made reviews."""
    keep = Path(arguments[arguments.index("--keep") + 1]) if "--keep" in arguments else None
    texts: dict[str, Pieces] = {}
    folders = [Path(a) for a in arguments if a != "--keep" and Path(a) != keep]
    if not folders:
        folders = [SHARED / name for name in CORPORA if (SHARED / name).exists()]
        texts = {"made reviews": made_reviews(ROOT / "manuscripts")}
    texts |= {folder.name: read_folder(folder) for folder in folders}
    head = "".join(f"{name:>9}" for name in (*COLUMNS, "seconds"))
    print(f"{'text':<22}{'engine':<14}{head}")
    for name, pieces in texts.items():
        times = layout_times(pieces)
        for engine, typeset in engines():
            pdf, seconds = typeset(pieces)
            if keep:
                keep.mkdir(exist_ok=True)
                (keep / f"{name}-{engine}.pdf").write_bytes(pdf)
            seconds = times.get(engine, seconds)
            found = measure(pdf)
            figures = "".join(f"{found[column]:>9}" for column in COLUMNS)
            print(f"{name:<22}{engine:<14}{figures}{seconds:>9.2f}", flush=True)
        print(f"{'':<22}total-fit takes {times['total-fit'] / times['greedy']:.2f} × greedy")
