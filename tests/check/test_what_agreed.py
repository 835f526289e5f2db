"""What agreed once is compared again as soon as anything changes that the comparison looks at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from collated import Books, make

from anthology.book import Body, Heading
from anthology.check.collation.compare import compared_by
from anthology.check.collation.expected import SourceText, source_texts
from anthology.check.collation.page_references import CLASS
from anthology.check.collation.pdf import FinishedPdf, PdfEdition
from anthology.pdf.bind.files import opened, written
from anthology.pdf.reading import reading
from anthology.report import Place

LINK = f'<span class="{CLASS}" id="x-see-1"> (<a href="#y">0</a>)</span>'
CHANGED: dict[str, Any] = {  # what a comparison looks at in a composed section
    "id": "review-other",
    "xhtml": "<section/>",
    "dir": "rtl",
    "headings": (Heading(2, "Another", "other"),),
    "place": Place("other.md", 3),
    "title": "Another title",
    "byline": "Another Name",
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    return make(tmp_path_factory.mktemp("book"))


@pytest.fixture
def source(books: Books) -> SourceText:
    return next(source_texts(books.book, books.print_edition))


def by(books: Books, source: SourceText, change: Callable[[PdfEdition], PdfEdition]) -> str:
    """What the section is compared by in the printed book, changed."""
    pdf = change(PdfEdition(books.printed, books.print_edition))
    with reading(pdf.printed.pdf) as reader:
        return compared_by(source, FinishedPdf(reader, pdf))


def around(pdf: PdfEdition, before: bytes, after: bytes) -> PdfEdition:
    """The same with these streams around the content of each page."""
    with opened(pdf.printed.pdf) as book:
        for page in book.pages:
            page.contents_add(before, prepend=True)
            page.contents_add(after)
        return replace(pdf, printed=replace(pdf.printed, pdf=written(book)))


def unchanged(pdf: PdfEdition) -> PdfEdition:
    return pdf


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: replace(pdf, outlined=False),
        lambda pdf: replace(pdf, edition=replace(pdf.edition, css=pdf.edition.css + "ol {}")),
        lambda pdf: replace(
            pdf, edition=replace(pdf.edition, css="li { list-style: none }" + pdf.edition.css)
        ),
    ],
)
def test_a_change_of_the_edition(
    books: Books, source: SourceText, change: Callable[[PdfEdition], PdfEdition]
) -> None:
    assert by(books, source, change) != by(books, source, unchanged)


@pytest.mark.parametrize(
    "change",
    [
        lambda source: replace(source, title="Another"),
        lambda source: replace(source, people=()),
        lambda source: replace(source, several=True),
        lambda source: replace(source, bodies=(Body("<p>Other words.</p>"),)),
    ],
)
def test_a_change_of_the_text(
    books: Books, source: SourceText, change: Callable[[SourceText], SourceText]
) -> None:
    assert by(books, change(source), unchanged) != by(books, source, unchanged)


@pytest.mark.parametrize("name", CHANGED)
def test_a_change_of_the_section(source: SourceText, name: str) -> None:
    section = replace(source.section, **{name: CHANGED[name]})
    assert replace(source, section=section).digest() != source.digest()


def test_a_page_that_another_section_moves_to(source: SourceText) -> None:
    refers = replace(source, section=replace(source.section, xhtml=f"<section>{LINK}</section>"))
    assert refers.digest({"y": "12"}) != refers.digest({"y": "13"})
    assert source.digest({"y": "12"}) == source.digest({"y": "13"})


MOVED = b"q 0 0 450 630 re W n\nq 1 0 0 1 9 9 cm\n", b"\nQ Q\nq 0 G 10 0 m 10 8 l S Q\n"


def test_pages_that_are_only_moved_and_marked(books: Books, source: SourceText) -> None:
    """An edit that turns all later leaves around must not cost reading them again."""

    def moved(pdf: PdfEdition) -> PdfEdition:
        return around(pdf, *MOVED)

    assert by(books, source, moved) == by(books, source, unchanged)


def test_pages_that_are_drawn_on(books: Books, source: SourceText) -> None:
    def drawn_on(pdf: PdfEdition) -> PdfEdition:
        return around(pdf, b"q", b"Q BT 1 0 0 1 9 9 Tm [<0012>] TJ ET")

    assert by(books, source, drawn_on) != by(books, source, unchanged)
