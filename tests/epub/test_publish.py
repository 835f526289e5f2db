"""The e-book's bytes: text untouched, navigation whole, the same every time."""

from __future__ import annotations

import io
import zipfile

import nasty_book
import pytest
from lxml import etree

from anthology import epub
from anthology.config import Settings

XHTML = {"h": "http://www.w3.org/1999/xhtml", "e": "http://www.idpf.org/2007/ops"}


@pytest.fixture(scope="module")
def data() -> bytes:
    return epub.publish(
        nasty_book.edition(),
        nasty_book.book(),
        Settings(),
        nasty_book.COVER,
        nasty_book.printed(),
    )[0]


def read(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(f"EPUB/{name}").decode()


def text_of(xml: str) -> str:
    return "".join(str(part) for part in etree.fromstring(xml.encode()).itertext())


def test_the_archive_has_no_clock_owner_or_system(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "mimetype"
    assert entries[0].compress_type == zipfile.ZIP_STORED
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {3}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}


def test_same_input_same_bytes(data: bytes) -> None:
    again, _ = epub.publish(
        nasty_book.edition(),
        nasty_book.book(),
        Settings(),
        nasty_book.COVER,
        nasty_book.printed(),
    )
    assert again == data


def test_preformatted_text_keeps_every_blank(data: bytes) -> None:
    root = etree.fromstring(read(data, "text/review-one.xhtml").encode())
    pre = root.find(".//h:pre", XHTML)
    assert pre is not None
    assert "".join(str(part) for part in pre.itertext()) == nasty_book.PRE


def test_words_are_not_split_and_svg_keeps_its_case(data: bytes) -> None:
    page = read(data, "text/review-one.xhtml")
    assert "o<em>dd</em><strong>ly</strong> split" in page
    assert "viewBox=" in page
    assert "<linearGradient" in page


def test_a_link_to_nothing_is_told_and_taken_out() -> None:
    _, problems = epub.publish(nasty_book.edition(), nasty_book.book(), Settings(), b"", None)
    assert [str(problem.place) for problem in problems] == ["manuscripts/one.md"]
    assert "nothing" in problems[0].message
