"""Whole books: pages in order, folios true, bookmarks right, bytes the same."""

from __future__ import annotations

import io
import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from books import BOOK, edition, printed, review, section, small

from anthology.cache import Cache
from anthology.config import Settings
from anthology.pdf import publish
from anthology.pool.executor import ExecutorPool


def texts(pdf: bytes) -> list[str]:
    """The words of each page."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def test_pages_sides_folios_and_heads() -> None:
    result = printed(small())
    pages = texts(result.pdf)
    assert result.problems == ()
    assert len(pages) == result.pages
    assert "Rivers" in pages[0]
    assert "nobody" in pages[1]
    assert "Contents" in pages[2]
    assert pages[3].strip() == ""  # an unprinted blank
    assert pages[4].startswith("Review 1")
    assert "Rivers" not in pages[4]  # an opening page has no head
    assert "Review-1" not in pages[4]
    assert pages[5].split()[-2:] == ["Rivers", "2"]  # a left-hand page
    folios = [re.split(r"[\s\x02]+", text.strip())[-1] for text in pages[4:]]
    assert folios == [str(n + 1) for n in range(result.pages - 4)]


def test_contents_show_the_page_where_each_review_begins() -> None:
    result = printed(small())
    pages = texts(result.pdf)
    lines = [line.split() for line in pages[2].splitlines() if line.startswith("Review ")]
    assert len(lines) == 3
    for _, number, folio in lines:
        assert pages[3 + int(folio)].startswith(f"Review {number}")
        assert result.folios[f"review-{number}"] == folio


def test_labels_and_bookmarks() -> None:
    with pikepdf.open(io.BytesIO(printed(small("screen")).pdf)) as pdf:
        labels = [str(page.label) for page in pdf.pages]
        assert labels[:4] == ["i", "ii", "iii", "1"]
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
            places = [item.destination for item in outline.root]
            inner = [child.title for child in outline.root[1].children]
    assert titles == ["Contents", "Review-1", "Review-2", "Review-3"]
    assert inner == ["On buckets"]
    assert len({str(place) for place in places}) == 4


@pytest.mark.parametrize("name", ["print", "screen"])
def test_one_font_a_face(name: str) -> None:
    with pikepdf.open(io.BytesIO(printed(small(name)).pdf)) as pdf:
        files = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Length1" in o]
        assert len(files) == 3
        assert not pdf.check_pdf_syntax()


@pytest.mark.slow
def test_same_bytes_with_any_number_of_workers(tmp_path: Path) -> None:
    book = small(reviews=5)
    first = printed(book, jobs=0).pdf
    assert printed(book, jobs=2).pdf == first
    assert printed(book, jobs=8, cache=tmp_path).pdf == first
    assert printed(book, jobs=2, cache=tmp_path).pdf == first


@pytest.mark.slow
def test_same_bytes_from_an_executor() -> None:
    book = small(reviews=3)
    with ProcessPoolExecutor(2, get_context("spawn")) as executor, ExecutorPool(executor) as pool:
        result = publish(book, BOOK, Settings(), pool, Cache(None))
    assert result == printed(book)


def test_page_starts_name_the_first_word_of_each_page() -> None:
    inside = "<p>Ein Wort mit weichem Trenn\u00adstrich und é.</p>" * 30
    book = edition(section("one", "review", f"<h1>One</h1>{inside}"), review(2))
    result = printed(book)
    pages = texts(result.pdf)
    sources = {s.id: "".join(_words(s.xhtml)) for s in book.sections}
    for own, first_page in (("one", 0), ("review-2", 2)):
        for number, start in enumerate(result.page_starts[own]):
            page = "".join(pages[first_page + number].split()).replace("\u00ad", "")
            assert page.startswith(sources[own][start.offset : start.offset + 12])
            assert page.endswith(start.label)
    assert len(result.page_starts["one"]) == 2


def _words(xhtml: str) -> list[str]:
    from xml.etree import ElementTree as ET  # noqa: PLC0415

    return "".join(ET.fromstring(xhtml).itertext()).replace("\u00ad", "").split()


def test_brackets_mean_themselves_though_mirrored_elsewhere() -> None:
    mirrored = section("one", "review", '<h1>One</h1><p dir="rtl">(a) [b]</p>')
    straight = section("two", "review", "<h1>Two</h1><p>A town (of water) wakes [early].</p>")
    pages = texts(printed(edition(mirrored, straight)).pdf)
    assert "(of water) wakes [early]" in " ".join(pages)
