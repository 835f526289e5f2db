"""The book passes the validators of others, and a real reader has nothing to complain of."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import nasty_book
import pytest

from anthology import epub
from anthology.book import Book
from anthology.config import AccessibilityTable, Settings
from anthology.edition import Edition, Heading, Section

pytestmark = pytest.mark.artefact

CLAIM = AccessibilityTable(
    conforms_to="WCAG 2.1 Level AA",
    certified_by="A Person",
    credential="Checker",
    report="https://example.org/report",
)


def written(folder: Path, edition: Edition, book: Book, **settings: Any) -> Path:
    path = folder / "odd.epub"
    data, _ = epub.publish(
        edition, book, Settings(**settings), nasty_book.COVER, nasty_book.printed()
    )
    path.write_bytes(data)
    return path


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("books")
    return written(folder, nasty_book.edition(), nasty_book.book(), accessibility=CLAIM)


def test_epubcheck_has_nothing_to_say(epubcheck: Callable[[Path], list[str]], book: Path) -> None:
    assert epubcheck(book) == []


def test_a_right_to_left_book_without_a_contents_page_passes_too(
    epubcheck: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    whole = nasty_book.edition()
    sections = tuple(s for s in whole.sections if s.kind != "contents")
    hebrew = replace(nasty_book.book(), language="he", isbn_epub="", isbn_print="")
    assert epubcheck(written(tmp_path, replace(whole, sections=sections), hebrew)) == []


def test_a_divided_section_passes_too(
    epubcheck: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    blocks = "".join(
        f'<h2 id="big-h{n}">H{n}</h2><p>{"word " * 200}<a class="note-call" id="big-ref-{n}" '
        f'href="#big-note-{n}">{n}</a> <a href="#big-h{400 - n}">there</a></p>'
        for n in range(1, 400)
    )
    notes = "".join(
        f'<aside class="note" id="big-note-{n}"><p>Note</p></aside>' for n in range(1, 400)
    )
    source = (
        f'<section id="big" class="review"><h1>Big</h1><div class="text">{blocks}</div>'
        f'<section class="notes">{notes}</section></section>'
    )
    headings = tuple(Heading(2, f"H{n}", f"big-h{n}") for n in range(1, 400))
    big = Section("big", "review", "body", "Big", source, headings=headings)
    whole = nasty_book.edition()
    path = written(tmp_path, replace(whole, sections=(*whole.sections, big)), nasty_book.book())
    with zipfile.ZipFile(path) as archive:
        assert "EPUB/text/big_3.xhtml" in archive.namelist()
    assert epubcheck(path) == []


def test_ace_finds_no_violation(ace: Callable[[Path], list[str]], book: Path) -> None:
    assert ace(book) == []


def test_kobofix_has_nothing_to_mend(book: Path) -> None:
    command = [sys.executable, "-m", "kobofix", "--check", "--report", "json", str(book)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["kobo_findings"] == []


def test_a_reader_shows_every_section(reader: Callable[[Path], Any], book: Path) -> None:
    found = reader(book)
    assert found["complaints"] == []
    assert found["sections"] == 9
    assert found["clicked"] == {"notes": 6, "links": 4, "contents": 10}


def test_the_reader_sees_what_is_wrong(reader: Callable[[Path], Any], tmp_path: Path) -> None:
    css = "p { color: #999; } h1 { width: 3000px; }"
    bad = written(tmp_path, replace(nasty_book.edition(), css=css), nasty_book.book())
    complaints = "\n".join(reader(bad)["complaints"])
    assert "contrast" in complaints
    assert "scrolls sideways" in complaints
