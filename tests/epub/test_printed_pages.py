"""The page list names the pages of the PDF of the same book."""

from __future__ import annotations

import io
import random
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from lxml.etree import _Element as Element

import essays
from anthology import arrange, compose, config, epub, load, pdf, style
from anthology.cache import Cache
from anthology.edition import Printed
from anthology.epub import xhtml
from anthology.pool import Pool
from conftest import ROOT, SHARED

pytestmark = pytest.mark.artefact

# What the PDF's text does not contain: spaces, hyphens at line ends, joiners, selectors.
FIGURES = re.compile(r"\d")
UNTOLD = re.compile("[\\s\u00ad\u2010\u2060\ufe0f\ufffe-]+")
REST = 20  # letters at the end that may be those of a word broken over two pages
WORDS = 20  # looked for on each page


def own(_: Path) -> Path:
    """The project of this repository."""
    return ROOT


def invented(folder: Path) -> Path:
    """Three essays that nobody wrote, of several pages each."""
    essays.write(folder / "essays", several=3, paragraphs=12)
    return folder / "essays"


def real(folder: Path) -> Path:
    """Two essays of ../shared, of several pages each, one with notes."""
    for number in ("03", "52"):
        for path in (SHARED / "corpus" / "essays").glob(f"{number}-*.md"):
            shutil.copy(path, folder)
    return folder


@pytest.fixture(
    scope="module", params=[own, invented, pytest.param(real, marks=pytest.mark.shared)]
)
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Printed, bytes]:
    root = request.param(tmp_path_factory.mktemp("project"))
    settings, _ = config.read(root)
    look = style.load(settings.style.name, root)
    with Pool(2) as pool:
        loaded = load.load(root, settings, pool, Cache(None))
        book, _ = arrange.arrange(loaded, settings)
        paper, _ = compose.compose(book, look, settings, "print")
        printed = pdf.publish(paper, book, settings, pool, Cache(None))
    screen, _ = compose.compose(book, look, settings, "epub")
    return printed, epub.publish(screen, book, settings, b"", printed.page_starts)[0]


def marked(data: bytes, kind: str = "") -> dict[str, str]:
    """The text that follows each mark up to the next, by the page's label; of one kind of file."""
    pages: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith(f"EPUB/text/{kind}"):
                label = ""
                for piece, mark in pieces(xhtml.body_of(etree.fromstring(archive.read(name)))):
                    label = mark or label
                    pages[label] = pages.get(label, "") + piece
    pages.pop("", None)
    return pages


def pieces(element: Element) -> Iterator[tuple[str, str]]:
    """The stretches of text without notes, each with the label of the mark before it."""
    if "note-call" in xhtml.classes(element) or "notes" in xhtml.classes(element):
        return
    is_mark = element.get("role") == "doc-pagebreak"
    yield element.text or "", (element.get("id") or "").removeprefix("page-") if is_mark else ""
    for child in element:
        yield from pieces(child)
        yield child.tail or "", ""


def shown(data: bytes) -> dict[str, str]:
    """The text of each page of a PDF by its label, without what it does not contain."""
    document = pypdfium2.PdfDocument(data)
    return {
        document.get_page_label(number): UNTOLD.sub(
            "", document[number].get_textpage().get_text_range()
        )
        for number in range(len(document))
    }


def test_each_mark_stands_where_the_pdf_begins_its_page(both: tuple[Printed, bytes]) -> None:
    printed, data = both
    texts = shown(printed.pdf)
    pages = {label: UNTOLD.sub("", text) for label, text in marked(data).items()}
    numbered = {label for label in pages if label.isdecimal()}
    assert len(numbered) >= 7
    for label in numbered:
        first, last = pages[label][:12], pages[label][:-REST][-12:]
        assert first in texts[label], f"page {label} has no “{first}”"
        assert last in texts[label], f"page {label} has no “{last}”"


def test_the_mark_before_a_word_names_its_page(both: tuple[Printed, bytes]) -> None:
    printed, data = both
    texts, chance, looked = shown(printed.pdf), random.Random(7), 0
    for label, text in marked(data, "review").items():
        words = text.split()
        places = range(max(0, len(words) - 4))
        for at in chance.sample(places, min(WORDS, len(places))):
            around = FIGURES.sub("", UNTOLD.sub("", "".join(words[at : at + 4])))
            on_page = FIGURES.sub("", texts[label])  # without the numbers of notes
            assert around in on_page, f"page {label} has no “{around}”"
            looked += 1
    assert looked >= 100
