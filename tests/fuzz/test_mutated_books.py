"""`anthology check` examines whatever it is given to the end."""

from __future__ import annotations

from pathlib import Path

import mutated_books
import nasty_book
import pytest

from anthology import epub
from anthology.check.epub.check import check_epub
from anthology.config import Settings

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def book() -> bytes:
    parts = nasty_book.edition(), nasty_book.book(), Settings()
    return epub.publish(*parts, nasty_book.COVER, nasty_book.printed())[0]


def test_every_mutated_book_is_examined_to_the_end(book: bytes) -> None:
    for data in mutated_books.mutations([book], seed=16, number=25):
        for problem in check_epub(data):
            assert not problem.trace
            assert "cannot be checked" not in problem.message


def test_a_mutated_book_ends_the_command_well(book: bytes, tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(next(mutated_books.mutations([book], seed=3, number=1)))
    outcome = mutated_books.checked(path)
    assert outcome.code in mutated_books.RIGHT
    assert "bug in Anthology" not in outcome.words
