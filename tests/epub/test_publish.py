"""The e-book's bytes: text untouched, navigation whole, the same every time."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import nasty_book
import pytest
from lxml import etree

from anthology import epub
from anthology.build import Order, build
from anthology.cache import Cache
from anthology.config import Settings
from anthology.edition import Edition, PageStarts
from anthology.epub import print_run
from anthology.report import Severity

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


def test_a_link_to_nothing_is_reported_and_removed() -> None:
    _, problems = epub.publish(nasty_book.edition(), nasty_book.book(), Settings(), b"", None)
    (problem,) = [problem for problem in problems if problem.severity > Severity.NOTE]
    assert str(problem.place) == "manuscripts/one.md"
    assert "nothing" in problem.message


def published(edition: Edition, page_starts: PageStarts | None) -> bytes:
    return epub.publish(edition, nasty_book.book(), Settings(), b"", page_starts)[0]


def test_the_last_print_run_numbers_an_e_book_built_alone(tmp_path: Path) -> None:
    cache, edition = Cache(tmp_path), nasty_book.edition()
    assert print_run.decode(edition, print_run.last(cache)) is None
    print_run.keep(print_run.encode(edition, nasty_book.printed()), cache)
    alone = published(edition, print_run.decode(edition, print_run.last(cache)))
    assert alone == published(edition, nasty_book.printed())
    assert "page-list" in read(alone, "nav.xhtml")


def test_a_print_run_of_another_text_numbers_nothing() -> None:
    edition = nasty_book.edition()
    run = print_run.encode(edition, nasty_book.printed())
    *rest, last = edition.sections
    later = replace(edition, sections=(*rest, replace(last, xhtml=last.xhtml + " ")))
    assert print_run.decode(later, run) is None
    data = published(later, None)
    assert "page-list" not in read(data, "nav.xhtml")
    assert "pageBreakSource" not in read(data, "content.opf")


@pytest.mark.slow
def test_each_build_says_whose_page_numbers_the_e_book_has(tmp_path: Path) -> None:
    text = tmp_path / "manuscripts" / "heat.md"
    text.parent.mkdir()
    text.write_text("# Heat\n\nGood.\n")

    def page_list(edition: str) -> str:
        return build(Order(tmp_path, editions=(edition,), jobs=1)).page_list

    assert page_list("epub") == "without page numbers"
    page_list("print")
    assert page_list("epub") == "with the last print run's page numbers"
    text.write_text("# Heat\n\nVery good.\n")
    assert page_list("epub") == "without page numbers"


ENVIRONMENTS = (
    {"TZ": "Asia/Tokyo", "LANG": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Lima", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "2", "HOME": "/"},
)


@pytest.mark.slow
def test_the_same_bytes_in_any_zone_locale_umask_and_hash_order(data: bytes) -> None:
    code = (
        "import os, sys, hashlib, nasty_book; os.umask(int(sys.argv[1])); "
        "from anthology import epub; from anthology.config import Settings; "
        "data, _ = epub.publish(nasty_book.edition(), nasty_book.book(), Settings(), "
        "nasty_book.COVER, nasty_book.printed()); print(hashlib.sha256(data).hexdigest())"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry)
    for umask, environment in enumerate(ENVIRONMENTS):
        done = subprocess.run(
            [sys.executable, "-c", code, str(umask * 63)],
            env={**os.environ, **environment, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == hashlib.sha256(data).hexdigest()
