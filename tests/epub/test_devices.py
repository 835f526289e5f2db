"""The editions for devices: Kobo's spans around an unchanged text, Kindle's by calibre."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import nasty_book
import pytest
from lxml import etree
from lxml.etree import _Element as Element

from anthology import epub
from anthology.config import Settings
from anthology.epub import xhtml
from anthology.epub.devices import azw3, kepub
from anthology.epub.devices.azw3 import Conversion
from anthology.report import Refused


@pytest.fixture(scope="module")
def book() -> bytes:
    parts = nasty_book.edition(), nasty_book.book(), Settings()
    return epub.publish(*parts, nasty_book.COVER, nasty_book.printed())[0]


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(document: bytes) -> Element:
    return xhtml.body_of(etree.fromstring(document))


def text_of(element: Element) -> str:
    return "".join(str(part) for part in element.itertext())


def test_a_kepub_has_the_same_text_and_the_same_files(book: bytes) -> None:
    plain, marked = files(book), files(kepub.converted(book))
    assert list(plain) == list(marked)
    for name, data in plain.items():
        if name.endswith(".xhtml"):
            assert text_of(body(marked[name])) == text_of(body(data)), name
        else:
            assert marked[name] == data, name


def test_every_sentence_outside_pre_has_its_span(book: bytes) -> None:
    page = body(files(kepub.converted(book))["EPUB/text/review-one.xhtml"])
    assert [div.get("id") for div in page.iter(xhtml.tag("div"))] == ["book-columns", "book-inner"]
    spans = list(xhtml.of_class(page, "span", "koboSpan"))
    ids = [span.get("id") for span in spans]
    assert len(ids) == len(set(ids))
    for element in page.iter():
        inside = [xhtml.local_name(e) for e in (element, *element.iterancestors())]
        if not {"pre", "svg"} & set(inside) and "koboSpan" not in xhtml.classes(element):
            stray = (element.text or "") + "".join(child.tail or "" for child in element)
            assert not stray.strip(), element.tag


def test_sentences_are_separated() -> None:
    sentences = kepub.SENTENCE.findall("He ran. “Why?” she said: 8.5 of 10! 映画。評論。 The end")
    assert sentences == [
        "He ran. ",
        "“Why?” ",
        "she said: ",
        "8.5 of 10! ",
        "映画。",
        "評論。 ",
        "The end",
    ]


def test_pictures_are_marked(book: bytes) -> None:
    page = body(files(kepub.converted(book))["EPUB/text/review-one.xhtml"])
    parents = [img.getparent() for img in page.iter(xhtml.tag("img"))]
    assert all(p is not None and p.get("class") == "koboSpan" for p in parents)


def test_a_kepub_is_the_same_each_time(book: bytes) -> None:
    assert kepub.converted(book) == kepub.converted(book)


@pytest.mark.artefact
def test_epubcheck_passes_a_kepub(
    book: bytes, epubcheck: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    path = tmp_path / "odd.kepub.epub"
    path.write_bytes(kepub.converted(book))
    assert epubcheck(path) == []


def test_without_calibre_it_says_what_to_do(book: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        azw3.converted(book, None)
    assert "not installed" in refusal.value.problems[0].message
    assert "Install calibre" in refusal.value.problems[0].hint


def test_what_calibre_remarks_is_a_warning(book: bytes) -> None:
    log = "1% Parsing\nWARNING: bad CSS in x.css\n34% done"
    data, problems = azw3.converted(book, lambda *_: Conversion(b"azw3", log))
    assert data == b"azw3"
    assert [problem.message for problem in problems] == ["calibre: WARNING: bad CSS in x.css"]


def test_a_failed_conversion_is_refused_with_its_reason(book: bytes) -> None:
    with pytest.raises(Refused, match="no room"):
        azw3.converted(book, lambda *_: Conversion(b"", "1%\nno room"))
