"""An e-book of which most was packed before: the same bytes as if all of it were new."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import nasty_book
import pytest
from lxml.etree import _Element as Element

from anthology import epub
from anthology.book import Book
from anthology.cache import Cache
from anthology.config import Settings
from anthology.edition import Asset, Edition, PageStart, PageStarts, Section
from anthology.epub.content import documents, split
from anthology.epub.content.page_list import PageBreak

BOOK = Book("Rivers", "rivers", (), identifier="urn:x-rivers")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the sections whose documents were made."""
    names: list[str] = []
    theirs = documents._Source.trees

    def noted(source: documents._Source) -> tuple[list[Element], tuple[PageBreak, ...]]:
        names.append(source.section.id)
        return theirs(source)

    monkeypatch.setattr(documents._Source, "trees", noted)
    return names


def review(number: int, text: str = "", flow: str = "") -> Section:
    name = f"review-{number}"
    xhtml = f'<section id="{name}" class="review"><h1>T</h1><p>{number} {text}</p></section>'
    return Section(name, "review", "body", "T", xhtml, flow=flow)


def packed(
    cache: Cache,
    sections: Sequence[Section],
    pages: PageStarts | None = None,
    book: Book = BOOK,
    **assets: bytes,
) -> bytes:
    files = {f"{name}.jpg": Asset(data, "image/jpeg") for name, data in assets.items()}
    edition = Edition("epub", tuple(sections), "", files)
    return epub.publish(edition, book, Settings(), b"", pages, cache=cache)[0]


def test_only_a_section_that_changed_is_made_again(tmp_path: Path, made: list[str]) -> None:
    sections = [review(number, "Wörter") for number in range(4)]
    first = packed(Cache(tmp_path), sections)
    assert packed(Cache(tmp_path), sections) == first
    assert len(made) == 4
    sections[2] = review(2, "other words ⊕")
    edited = packed(Cache(tmp_path), sections)
    assert made[4:] == ["review-2"]
    assert edited == packed(Cache(None), sections) != first


def test_a_link_leads_to_the_file_where_its_place_is_now(tmp_path: Path) -> None:
    leading = review(1, '<a href="#review-2-end">there</a>')
    before = [leading, review(2, '<b id="review-2-end">end</b>')]
    long = "</p><p>".join("x" * 1000 for _ in range(split.LIMIT // 1000 + 1))
    after = [leading, review(2, f'{long}<b id="review-2-end">end</b>')]
    gone = [leading, review(2)]
    for sections in (before, after, gone, before):
        assert packed(Cache(tmp_path), sections) == packed(Cache(None), sections)


def test_a_picture_that_changed_is_shown(tmp_path: Path) -> None:
    sections = [review(1, '<img src="a.jpg" alt="A river"/>')]
    for colour in (1, 2):
        picture = nasty_book.picture("RGB", (4, 4), (colour, 9, 9), "JPEG")
        assert packed(Cache(tmp_path), sections, a=picture) == packed(
            Cache(None), sections, a=picture
        )


def test_pages_that_moved_and_labels_of_another_language_are_new(tmp_path: Path) -> None:
    sections = [review(1, "words"), review(2, "words")]
    german = dataclasses.replace(BOOK, language="de")
    for label, book in (("7", BOOK), ("8", BOOK), ("8", german)):
        pages = {"review-2": (PageStart(label, 2),)}
        assert packed(Cache(tmp_path), sections, pages, book) == packed(
            Cache(None), sections, pages, book
        )


def test_sections_of_a_flow_are_joined_anew(tmp_path: Path) -> None:
    for flows in (("", ""), ("f", "f"), ("", "f")):
        sections = [review(number, flow=flow) for number, flow in enumerate(flows)]
        assert packed(Cache(tmp_path), sections) == packed(Cache(None), sections)


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_damaged_e_book_is_made_anew(tmp_path: Path, made: list[str], damage: str) -> None:
    sections = [review(1), review(2)]
    first = packed(Cache(tmp_path), sections)
    for path in tmp_path.glob("*/*"):
        path.write_bytes(path.read_bytes()[:-1] if damage == "cut" else b"")
    assert packed(Cache(tmp_path), sections) == first
    assert len(made) == 4


def test_a_whole_book_comes_back_as_it_was(tmp_path: Path, made: list[str]) -> None:
    edition: Edition = nasty_book.edition()
    given = (edition, nasty_book.book(), Settings(), nasty_book.COVER, nasty_book.printed())
    first = epub.publish(*given, cache=Cache(tmp_path))
    made.clear()
    assert epub.publish(*given, cache=Cache(tmp_path)) == first
    assert len(made) < len(edition.sections) / 2
