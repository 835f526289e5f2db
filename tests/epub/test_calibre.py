"""calibre takes the book, turns it into others and back, and has nothing to say against it.

Run by `make calibre`: not everybody who runs the tests has half a gigabyte for a converter.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter

import nasty_book
import projects
import pytest
from lxml import etree

from anthology import epub
from anthology.config import Settings
from anthology.epub import xhtml
from anthology.epub.devices import azw3, kepub
from anthology.epub.devices.azw3 import Conversion, Converter

pytestmark = pytest.mark.calibre


@pytest.fixture(scope="module")
def calibre() -> Converter:
    convert = azw3.calibre()
    if convert is None:
        pytest.skip("calibre is not installed")
    return convert


@pytest.fixture(scope="module", params=[None, *projects.OWN], ids=["nasty", "own", "sample"])
def book(request: pytest.FixtureRequest) -> bytes:
    if request.param:
        return projects.edition_of(request.param)[1]
    parts = nasty_book.edition(), nasty_book.book(), Settings()
    return epub.publish(*parts, nasty_book.COVER, nasty_book.printed())[0]


def clean(conversion: Conversion) -> bytes:
    """The converted book, converted without a remark."""
    if "No plugin to handle" in conversion.log:
        pytest.skip("this calibre is too old for it")
    assert conversion.data, conversion.log
    assert azw3.REMARK.findall(conversion.log) == []
    return conversion.data


def words_of(data: bytes) -> Counter[str]:
    """The words of the text, without those of the navigation; calibre makes drawings files."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if "nav." not in name]
        roots = [etree.fromstring(archive.read(n)) for n in names if n.endswith(("html", "svg"))]
    texts = [root if xhtml.local_name(root) == "svg" else xhtml.body_of(root) for root in roots]
    return Counter(word for text in texts for part in text.itertext() for word in str(part).split())


def test_to_azw3_and_back(book: bytes, calibre: Converter) -> None:
    data, problems = azw3.converted(book, calibre)
    assert problems == ()
    back = clean(calibre(data, ".azw3", ".epub"))
    assert words_of(book) - words_of(back) == Counter()


def test_from_our_kepub(book: bytes, calibre: Converter) -> None:
    plain = clean(calibre(kepub.converted(book), ".kepub.epub", ".epub"))
    assert words_of(kepub.converted(book)) - words_of(plain) == Counter()


def test_to_its_own_kepub_and_back(book: bytes, calibre: Converter) -> None:
    data = clean(calibre(book, ".epub", ".kepub"))
    back = clean(calibre(data, ".kepub", ".epub"))
    assert sum(words_of(back).values()) >= sum(words_of(book).values())


def test_a_book_that_is_none_is_refused(calibre: Converter) -> None:
    conversion = calibre(b"no book", ".epub", ".azw3")
    assert conversion.data == b""
    assert conversion.log
