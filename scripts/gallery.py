"""Makes docs/gallery: a picture of each built-in style, of the specimen's cover and spreads.

.venv/bin/python scripts/gallery.py [STYLE]...
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from pathlib import Path

import pypdfium2
from PIL import Image

from anthology import style
from anthology.pool import Pool
from anthology.specimen import specimen

FOLDER = Path(__file__).parents[1] / "docs" / "gallery"
HIGH, GAP = 460, 12  # pixels
DESK = "#8c8c8c"
FULL = 500  # letters of a page of text
HEAD = """# The styles

The cover and three spreads of the specimen in each style: contents, an opening, back matter.
`anthology specimen --style NAME` sets the whole of it; `scripts/gallery.py` makes these pictures.
"""


def main(names: list[str]) -> None:
    """Draw each style, and write the page that shows them."""
    FOLDER.mkdir(exist_ok=True)
    with Pool() as pool:
        for name in names or style.built_in():
            _save(_picture(name, pool), FOLDER / f"{name}.png")
    texts = [HEAD]
    for name in style.built_in():
        description = style.load(name, Path()).settings.description
        texts.append(f"## {name}\n\n{description}\n\n![The style {name}]({name}.png)\n")
    (FOLDER / "README.md").write_text("\n".join(texts), "utf-8")


def _picture(name: str, pool: Pool) -> Image.Image:
    with tempfile.TemporaryDirectory() as folder:
        built = specimen(name, Path(folder), pool)
        files = {path.suffix: path.read_bytes() for path in built.files}
    book = pypdfium2.PdfDocument(files[".pdf"])
    parts = [_scaled(_cover(files[".epub"]))]
    parts += [_spread(book, first) for first in _spreads(book)]
    width = sum(part.width for part in parts) + GAP * (len(parts) + 1)
    whole = Image.new("RGB", (width, HIGH + 2 * GAP), DESK)
    left = GAP
    for part in parts:
        whole.paste(part, (left, GAP))
        left += part.width + GAP
    return whole


def _cover(epub: bytes) -> Image.Image:
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith("/cover.jpg"))
        return Image.open(io.BytesIO(archive.read(name))).convert("RGB")


def _scaled(picture: Image.Image) -> Image.Image:
    size = (round(HIGH * picture.width / picture.height), HIGH)
    return picture.resize(size, Image.Resampling.LANCZOS)


def _spreads(book: pypdfium2.PdfDocument) -> list[int]:
    """The left pages of three spreads, counted from 0: contents, text, and back matter."""
    texts = [page.get_textpage().get_text_range() for page in book]
    lefts = list(range(1, len(texts) - 1, 2))
    contents = next(n for n in lefts if "contents" in (texts[n] + texts[n + 1]).casefold())
    later = [n for n in lefts if n > contents]
    text = next(n for n in later if min(len(texts[n]), len(texts[n + 1])) > FULL)
    back = next(n for n in reversed(later) if len(texts[n + 1]) > FULL or len(texts[n]) > FULL)
    return [contents, text, back]


def _spread(book: pypdfium2.PdfDocument, left: int) -> Image.Image:
    pages = [_page(book[number]) for number in (left, left + 1)]
    spread = Image.new("RGB", (sum(page.width for page in pages) + 1, HIGH), DESK)
    spread.paste(pages[0], (0, 0))
    spread.paste(pages[1], (pages[0].width + 1, 0))
    return spread


def _page(page: pypdfium2.PdfPage) -> Image.Image:
    left, bottom, right, top = page.get_trimbox()
    scale = 2 * HIGH / (top - bottom)
    whole = page.render(scale=scale).to_pil().convert("RGB")
    edge = (page.get_height() - (top - bottom)) / 2 * scale
    area = (edge, edge, edge + (right - left) * scale, edge + (top - bottom) * scale)
    return _scaled(whole.crop(tuple(map(round, area))))


def _save(picture: Image.Image, path: Path) -> None:
    picture.quantize(80, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
