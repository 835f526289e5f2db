"""The report of a check: one page for a browser, with pictures of the pages and of each spot.

It holds everything in itself and runs nothing; every text in it may come from a stranger.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from anthology.check.pdf.check import MEMORY_MB, Checked, reading
from anthology.check.pdf.facts import Box
from anthology.check.pdf.rules.finding import Finding
from anthology.pool import Failure, Pool
from anthology.report import Severity, counted, shown

SECONDS = 60.0
MOST_PAGES, MOST_SPOTS = 60, 6  # pages of a report, and spots of a page
WIDTH, SPOT = 360, 420  # pixels of a page and of a spot
AROUND = 18.0  # points that are shown round a spot
LARGEST = 14_400.0  # points; a larger page is not drawn
RED = (200, 30, 30)
WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
CSS = """
:root { color-scheme: light dark }
body { font: 16px/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
section { border-top: 1px solid; padding: 1rem 0; display: grid; gap: 1rem;
  grid-template-columns: minmax(8rem, 23rem) 1fr }
img { max-width: 100%; border: 1px solid #888 }
li { margin-bottom: .8rem }
.error strong { color: #c01c1c } .warning strong { color: #9a6700 } .note strong { color: #17639e }
@media (prefers-color-scheme: dark) { .error strong { color: #ff8a8a }
  .warning strong { color: #f0c060 } .note strong { color: #8ac4ff } }
@media (max-width: 40rem) { section { grid-template-columns: 1fr } }
"""
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


@dataclass(frozen=True)
class Drawing:
    """A page and its spots as JPEG, with the numbers of the findings that the spots show."""

    page: int
    whole: bytes
    spots: tuple[tuple[int, bytes], ...]


def report(files: Sequence[Checked], press: str) -> bytes:
    """The report on files as UTF-8; `press` is the preset they were checked for, or ""."""
    with Pool(1) as pool:
        drawings = [_drawings(pool, each) for each in files]
    heading = f"Preflight for {escape(press)}" if press else "Preflight"
    bodies = "".join(_file(each, found) for each, found in zip(files, drawings, strict=True))
    page = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{heading}</title><style>{CSS}</style></head>"
        f"<body><h1>{heading}</h1>{bodies}</body></html>\n"
    )
    return page.encode("utf-8", "replace")


def _drawings(pool: Pool, file: Checked) -> list[Drawing]:
    if not file.findings or file.failure:
        return []
    (result,) = pool.run(draw, [file], SECONDS, MEMORY_MB)
    return [] if isinstance(result, Failure) else result


def draw(file: Checked) -> list[Drawing]:
    """The pages of a file that have findings, drawn in a process with limits."""
    pages: dict[int, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(file.findings):
        if finding.page:
            pages.setdefault(finding.page, []).append((number, finding))
    try:
        document = pypdfium2.PdfDocument(reading(file.path))
    except (OSError, pypdfium2.PdfiumError):
        return []
    few = sorted(pages)[:MOST_PAGES]
    drawn = (_page(document, number, pages[number]) for number in few)
    return [each for each in drawn if each]


def _page(
    document: pypdfium2.PdfDocument, number: int, findings: list[tuple[int, Finding]]
) -> Drawing | None:
    try:
        page = document[number - 1]
        width, height = page.get_size()
        if not (0 < width <= LARGEST and 0 < height <= LARGEST):
            return None
        left, bottom, _, _ = page.get_bbox()
        boxes = [(n, _moved(f.box, left, bottom)) for n, f in findings if f.box][:MOST_SPOTS]
        whole = _rendered(page, WIDTH / max(width, height / 2))
        spots = tuple((n, _spot(page, box, width, height)) for n, box in boxes)
    except (pypdfium2.PdfiumError, IndexError, ValueError, MemoryError):
        return None
    pencil = ImageDraw.Draw(whole)
    scale = whole.width / width
    for _, box in boxes:
        x, y, to_x, to_y = (side * scale for side in box)
        upright = (min(x, to_x) - 3, whole.height - max(y, to_y) - 3)
        pencil.rectangle(
            (*upright, max(x, to_x) + 3, whole.height - min(y, to_y) + 3), None, RED, 2
        )
    return Drawing(number, _jpeg(whole), spots)


def _moved(box: Box, left: float, bottom: float) -> Box:
    return box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom


def _rendered(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    return image


def _spot(page: pypdfium2.PdfPage, box: Box, width: float, height: float) -> bytes:
    """What is round a place, as far as it is on the page."""
    x, y = max(0.0, min(box[0], width - 1) - AROUND), max(0.0, min(box[1], height - 1) - AROUND)
    to_x, to_y = min(width, max(box[2], 1) + AROUND), min(height, max(box[3], 1) + AROUND)
    to_x, to_y = max(to_x, x + 1), max(to_y, y + 1)
    scale = min(4.0, SPOT / max(to_x - x, to_y - y))
    crop = (x, y, max(0.0, width - to_x), max(0.0, height - to_y))
    image = page.render(scale=scale, crop=crop).to_pil().convert("RGB")
    return _jpeg(image)


def _jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=75)
    return file.getvalue()


def _file(file: Checked, drawings: Sequence[Drawing]) -> str:
    counts = [
        counted(sum(f.severity is severity for f in file.findings), word)
        for severity, word in WORDS.items()
    ]
    summary = f"{counted(file.pages, 'page')}: {', '.join(counts)}."
    head = f"<h2>{_text(Path(file.path).name)}</h2><p>{summary}</p>"
    if file.failure:
        return f"{head}<p>It could not be checked: it {_text(file.failure)}.</p>"
    pictures = {drawing.page: drawing for drawing in drawings}
    pages: dict[int, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(file.findings):
        pages.setdefault(finding.page, []).append((number, finding))
    return head + "".join(_section(n, pages[n], pictures.get(n)) for n in sorted(pages))


def _section(page: int, findings: list[tuple[int, Finding]], drawing: Drawing | None) -> str:
    title = f"Page {page}" if page else "The file"
    whole = _image(drawing.whole, title) if drawing else ""
    spots = dict(drawing.spots) if drawing else {}
    items = "".join(_item(finding, spots.get(number)) for number, finding in findings)
    return f"<section><div><h3>{title}</h3>{whole}</div><ul>{items}</ul></section>"


def _item(finding: Finding, spot: bytes | None) -> str:
    rule, word = finding.rule, WORDS[finding.severity]
    detail = f": {_text(finding.detail)}" if finding.detail else ""
    lines = [
        f"<strong>{word}: {_text(rule.message)}</strong>{detail}",
        f"The press: {_text(rule.press)}",
        f"What to do: {_text(rule.hint)}",
        *([_image(spot, rule.message)] if spot else []),
    ]
    return f'<li class="{word}">{"<br>".join(lines)}</li>'


def _image(data: bytes, words: str) -> str:
    encoded = base64.b64encode(data).decode("ascii")
    return f'<img alt="{_text(words)}" src="data:image/jpeg;base64,{encoded}">'


def _text(words: str) -> str:
    return escape(shown(words))
