"""Whatever is handed in: no crash, a valid e-book, and every word in both books."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from manuscripts import ANY_TEXT, MIXED, MUTATED, PLAIN

from anthology import arrange, compose, config, epub, load, pdf, style
from anthology.cache import Cache
from anthology.check.collation import compare
from anthology.check.collation.epub import EpubEdition
from anthology.check.collation.expected import source_texts
from anthology.check.collation.pdf import PdfEdition
from anthology.check.epub.check import check_epub
from anthology.pool import Pool
from anthology.report import Problem, Severity

SLOW = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),  # to make a whole book smaller again and again takes minutes
    report_multiple_bugs=False,
    print_blob=True,
)
REVIEWS = st.lists(MUTATED | MIXED | PLAIN | ANY_TEXT, min_size=3, max_size=9)
SUFFIXES = ("md", "html", "txt")
NO_CACHE = Cache(None)
BUG = re.compile("bug of ours|bug in Anthology")


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(1) as group:
        yield group


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for the last e-book of all."""
    return tmp_path_factory.mktemp("kept")


@pytest.mark.slow
@SLOW
@given(texts=REVIEWS)
def test_every_book_holds_its_manuscripts(texts: list[str], pool: Pool, kept: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, texts)
        problems, data = made(root, pool)
    assert [p for p in problems if p.trace or BUG.search(p.message)] == []
    book = kept / "book.epub"
    book.write_bytes(data)
    assert [p for p in check_epub(book) if p.severity is Severity.ERROR] == []


@pytest.mark.artefact
def test_the_last_of_them_is_valid(kept: Path, epubcheck: Callable[[Path], list[str]]) -> None:
    if not (kept / "book.epub").exists():
        pytest.skip("no book was made")
    usual = "CSS-028 Use of Font-face declaration."  # said of every book that has fonts
    assert [said for said in epubcheck(kept / "book.epub") if said != usual] == []


def write(root: Path, texts: list[str]) -> None:
    (root / "manuscripts").mkdir()
    for number, text in enumerate(texts):
        path = root / "manuscripts" / f"{number}.{SUFFIXES[number % len(SUFFIXES)]}"
        path.write_bytes(text.encode("utf-8", "replace"))
    (root / "manuscripts" / "whole.md").write_text("---\ntitle: Whole\n---\nWhole words.\n")


def made(root: Path, pool: Pool) -> tuple[list[Problem], bytes]:
    """Everything that is said of the book, collation last, and the e-book."""
    chosen, _ = config.read(root)
    limits = chosen.limits
    assert limits.seconds == 10
    loaded = load.load(root, chosen, pool, NO_CACHE)
    book, _ = arrange.arrange(loaded, chosen)
    look = style.load(chosen.style.name, root)
    edition, _ = compose.compose(book, look, chosen, "print")
    printed = pdf.publish(edition, book, chosen, pool, NO_CACHE)
    e_book, _ = compose.compose(book, look, chosen, "epub")
    data, said = epub.publish(e_book, book, chosen, b"", None)
    problems = [*loaded.problems, *printed.problems, *said]
    problems += compare.of_pdf(
        tuple(source_texts(book, edition)), PdfEdition(printed, edition), NO_CACHE
    )
    texts = tuple(source_texts(book, e_book))
    problems += compare.of_epub(texts, EpubEdition.of(data, e_book, texts), NO_CACHE)
    return problems, data
