"""Pages as pictures, and the words on them with their places: each sheet is bound by itself."""

from __future__ import annotations

import io
import re
from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import groupby
from threading import Lock
from typing import NamedTuple

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from anthology.pdf.alone import alone
from anthology.pdf.model import Geometry
from anthology.preview.proof import Proof, Sheet

OPEN = 24  # sheets held open, each a PDF of some 2 MB with its fonts
PICTURES = 64 << 20  # bytes of pictures held for a browser that asks again
SCALES = (0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0)  # pixels in a point
HYPHENS = "\u00ad\u0002\ufffe"  # how PDFium reads a hyphen at the end of a line


class Word(NamedTuple):
    """A word on a page; its box in points from the upper left corner of the trimmed page."""

    text: str
    page: int  # in its sheet
    left: float
    top: float
    right: float
    bottom: float


@dataclass
class Pictures:
    """Draws the pages of proofs. PDFium may only be used by one thread at a time."""

    _lock: Lock = field(default_factory=Lock)
    _open: OrderedDict[str, pypdfium2.PdfDocument] = field(default_factory=OrderedDict)
    _drawn: OrderedDict[tuple[str, int, float], bytes] = field(default_factory=OrderedDict)
    _size: int = 0
    _words: OrderedDict[str, tuple[Word, ...]] = field(default_factory=OrderedDict)

    def png(self, proof: Proof, sheet: Sheet, page: int, scale: float) -> bytes:
        """A page with its bleed, `scale` pixels a point, one of SCALES. Raises IndexError."""
        name = (sheet.key, page, scale)
        with self._lock:
            if name in self._drawn:
                self._drawn.move_to_end(name)
                return self._drawn[name]
            data = _png(self._document(proof, sheet)[page], scale)
            self._drawn[name] = data
            self._size += len(data)
            while self._size > PICTURES:
                self._size -= len(self._drawn.popitem(last=False)[1])
            return data

    def of_pdf(self, pdf: bytes, scale: float) -> bytes:
        """The first page of a finished PDF as a PNG."""
        with self._lock:
            document = pypdfium2.PdfDocument(pdf)
            try:
                return _png(document[0], scale)
            finally:
                document.close()

    def words(self, proof: Proof, sheet: Sheet) -> tuple[Word, ...]:
        """The words of a sheet without its running heads and folios, in their order."""
        with self._lock:
            if sheet.key not in self._words:
                self._words[sheet.key] = _words(_bound(proof, sheet, furnished=False), proof)
                if len(self._words) > 4 * OPEN:
                    self._words.popitem(last=False)
            return self._words[sheet.key]

    def _document(self, proof: Proof, sheet: Sheet) -> pypdfium2.PdfDocument:
        if sheet.key not in self._open:
            self._open[sheet.key] = pypdfium2.PdfDocument(_bound(proof, sheet, furnished=True))
            if len(self._open) > OPEN:
                self._open.popitem(last=False)[1].close()
        self._open.move_to_end(sheet.key)
        return self._open[sheet.key]


def _bound(proof: Proof, sheet: Sheet, *, furnished: bool) -> bytes:
    """The PDF of a sheet alone."""
    fonts = {path: proof.fonts[name] for path, name in sheet.fonts.items()}
    return alone(sheet.section, fonts, proof.geometry, furnished=furnished)


def _png(page: pypdfium2.PdfPage, scale: float) -> bytes:
    picture = page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
    data = io.BytesIO()
    _smaller(picture).save(data, "PNG", compress_level=1)
    return data.getvalue()


def _smaller(picture: Image.Image) -> Image.Image:
    """The same; one without colour with one channel, which a browser decodes sooner."""
    red, green, blue = picture.split()
    return red if red.tobytes() == green.tobytes() == blue.tobytes() else picture


def _words(pdf: bytes, proof: Proof) -> tuple[Word, ...]:
    document = pypdfium2.PdfDocument(pdf)
    found: list[Word] = []
    for number, page in enumerate(document):
        found += _of_page(page, number, proof.geometry)
    document.close()
    return tuple(_joined(found))


def _of_page(page: pypdfium2.PdfPage, number: int, geometry: Geometry) -> list[Word]:
    """The runs of characters between spaces and ends of lines."""
    text = page.get_textpage()
    letters = [_letter(text, index) for index in range(text.count_chars())]
    found: list[Word] = []
    for ends, run in groupby(enumerate(letters), key=lambda each: each[1].isspace()):
        word = [(index, letter) for index, letter in run if letter]
        if not ends and word:
            found.append(_word(word, text, number, geometry.height))
    return found


def _word(
    letters: list[tuple[int, str]], text: pypdfium2.PdfTextPage, page: int, height: float
) -> Word:
    """A word with its box: of one that is divided, that of its beginning."""
    words = "".join(letter for _, letter in letters)
    first = re.split(f"(?<=[{HYPHENS}])", words)[0]
    boxes = [text.get_charbox(index) for index, _ in letters[: len(first)]]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    clean = words.translate(dict.fromkeys(map(ord, HYPHENS)))
    going_on = HYPHENS[0] if words[-1] in HYPHENS else ""
    box = (min(lefts), height - max(tops), max(rights), height - min(bottoms))
    return Word(clean + going_on, page, *box)


def _letter(text: pypdfium2.PdfTextPage, index: int) -> str:
    """A character as PDFium reads it; "" for a space that it has put between spaced letters."""
    letter = chr(raw.FPDFText_GetUnicode(text.raw, index) or 0xFFFD)
    return "" if letter == " " and raw.FPDFText_IsGenerated(text.raw, index) == 1 else letter


def _joined(words: list[Word]) -> list[Word]:
    """The words, those divided at the end of a page as one with the place of its beginning."""
    found: list[Word] = []
    for word in words:
        if found and found[-1].text.endswith(HYPHENS[0]):
            begin = found.pop()
            found.append(begin._replace(text=begin.text[:-1] + word.text))
        else:
            found.append(word)
    return found


def nearest_scale(wanted: float) -> float:
    """The least of SCALES that is sharp enough."""
    return min((scale for scale in SCALES if scale >= wanted), default=SCALES[-1])
