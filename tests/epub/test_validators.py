"""The book passes the validators of others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nasty_book
import pytest

from anthology import epub
from anthology.config import Settings

pytestmark = pytest.mark.artefact


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("books") / "odd.epub"
    parts = nasty_book.edition(), nasty_book.book(), Settings()
    path.write_bytes(epub.publish(*parts, nasty_book.COVER, nasty_book.printed())[0])
    return path


def test_epubcheck_has_nothing_to_say(epubcheck: Callable[[Path], list[str]], book: Path) -> None:
    assert epubcheck(book) == []
