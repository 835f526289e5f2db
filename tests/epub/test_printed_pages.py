"""The page list names the pages of the PDF that was made of the same book."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from lxml.etree import _Element as Element

from anthology import arrange, compose, config, epub, load, pdf, style
from anthology.epub import xhtml
from anthology.pdf import Printed
from anthology.store import Store
from anthology.workers import Workers

pytestmark = pytest.mark.artefact

ROOT = Path(__file__).parents[2]
# What the PDF's text does not tell: blanks, hyphens at line ends, joiners.
UNTOLD = re.compile("[\\s\u00ad\u2010\u2060\ufffe-]+")
REST = 20  # letters at the end that may be those of a word broken over two pages


@pytest.fixture(scope="module")
def both() -> tuple[Printed, bytes]:
    settings, _ = config.read(ROOT)
    look = style.load(settings.style.name, ROOT)
    with Workers(2) as workers:
        loaded = load.load(ROOT, settings, workers, Store(None))
        book, _ = arrange.arrange(loaded, settings)
        paper, _ = compose.compose(book, look, settings, "print")
        printed = pdf.publish(paper, book, settings, workers, Store(None))
    screen, _ = compose.compose(book, look, settings, "epub")
    return printed, epub.publish(screen, book, settings, b"", printed)[0]


def marked(data: bytes) -> dict[str, str]:
    """The text that follows each mark up to the next, by the page's label."""
    pages: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("EPUB/text/"):
                label = ""
                for piece, mark in pieces(xhtml.body_of(etree.fromstring(archive.read(name)))):
                    label = mark or label
                    pages[label] = pages.get(label, "") + piece
    pages.pop("", None)
    return {label: UNTOLD.sub("", text) for label, text in pages.items()}


def pieces(element: Element) -> Iterator[tuple[str, str]]:
    """The stretches of text without notes, each with the label of the mark before it."""
    if "note-call" in xhtml.classes(element) or "notes" in xhtml.classes(element):
        return
    is_mark = element.get("role") == "doc-pagebreak"
    yield element.text or "", (element.get("id") or "").removeprefix("page-") if is_mark else ""
    for child in element:
        yield from pieces(child)
        yield child.tail or "", ""


def test_each_mark_stands_where_the_pdf_begins_its_page(both: tuple[Printed, bytes]) -> None:
    printed, data = both
    document = pypdfium2.PdfDocument(printed.pdf)
    texts = {
        document.get_page_label(number): UNTOLD.sub(
            "", document[number].get_textpage().get_text_range()
        )
        for number in range(len(document))
    }
    pages = marked(data)
    numbered = {label for label in pages if label.isdecimal()}
    assert len(numbered) >= 8
    for label in numbered:
        first, last = pages[label][:12], pages[label][:-REST][-12:]
        assert first in texts[label], f"page {label} has no “{first}”"
        assert last in texts[label], f"page {label} has no “{last}”"
