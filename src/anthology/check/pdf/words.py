"""The words of a page and where they stand, as pdfium sees them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from anthology.check.pdf.facts import Words
from anthology.check.pdf.graphics import UPRIGHT, Matrix, moved_box, times

MOST = 20_000  # pieces of a page
DEEP = 8  # forms in forms
INVISIBLE = 3  # text rendering mode
WHITE = 250  # of 255
LONGEST = 60  # letters that are kept of a piece


def words(page: pypdfium2.PdfPage) -> Iterator[Words]:
    """Each piece of text that a page shows, without those of spaces alone."""
    text = pdfium.FPDFText_LoadPage(page.raw)
    try:
        objects = (pdfium.FPDFPage_GetObject(page.raw, n) for n in _range(page.raw))
        for number, (thing, placed) in enumerate(_texts(objects, UPRIGHT, 0)):
            if number > MOST:
                return
            if found := _piece(thing, text, placed):
                yield found
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)


def _range(page: Any) -> range:
    return range(min(MOST, pdfium.FPDFPage_CountObjects(page)))


def _texts(objects: Iterator[Any], placed: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    for thing in objects:
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield thing, placed
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEP:
            count = min(MOST, pdfium.FPDFFormObj_CountObjects(thing))
            inner = (pdfium.FPDFFormObj_GetObject(thing, n) for n in range(count))
            yield from _texts(inner, times(_matrix(thing), placed), depth + 1)


def _piece(thing: Any, text: Any, placed: Matrix) -> Words | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(thing, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    if right - left <= 0 or top - bottom <= 0:
        return None  # spaces
    content = _content(thing, text)
    if not content.strip():
        return None
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(thing, size)
    own = times(_matrix(thing), placed)
    height = size.value * (own[2] ** 2 + own[3] ** 2) ** 0.5
    box = moved_box(placed, (left, bottom, right, top))
    hidden = pdfium.FPDFTextObj_GetTextRenderMode(thing) == INVISIBLE
    return Words(box, height, content, _is_white(thing), hidden)


def _content(thing: Any, text: Any) -> str:
    length = pdfium.FPDFTextObj_GetText(thing, text, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    short = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    pdfium.FPDFTextObj_GetText(thing, text, short, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")[:LONGEST]


def _is_white(thing: Any) -> bool:
    values = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(thing, *values):
        return False
    return min(value.value for value in values[:3]) >= WHITE


def _matrix(thing: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, found)
    return found.a, found.b, found.c, found.d, found.e, found.f
