"""A review that did not change is composed once; what it follows from, it follows at once."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from composed import BARE, BOOK, CLASSIC, FULL, composed

from anthology import style
from anthology.book import Body, Book, Part, Review
from anthology.compose import composer, pieces, remembered
from anthology.edition import Edition

STYLES = Path(__file__).parents[2] / "styles"
TEMPLATES = ("review", "capsule", "notice", "cell", "_element", "_described")
LISTS = ("contents", "index", "joint-index", "_index", "_locators", "_plots", "ratings",
         "contributors", "credits")  # fmt: skip
WHOLE = re.compile(r"\{[{%][^}]*\bbook\b")


@pytest.fixture(name="done")
def _done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the reviews that are composed, with nothing in memory at first."""
    monkeypatch.setattr(remembered, "MEMORY", {})
    monkeypatch.setattr(composer, "LISTINGS", {})
    names: list[str] = []
    before = pieces.review

    def counted(composing: object, piece: Review, *others: object) -> object:
        names.append(piece.id)
        return before(composing, piece, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(pieces, "review", counted)
    return names


def with_review(review: Review) -> Book:
    """The book with another text in the place of its last review."""
    first, last = BOOK.parts
    return replace(BOOK, parts=(first, replace(last, reviews=(review,))))


def anew(book: Book, edition: str) -> Edition:
    """As it is composed with nothing in memory."""
    remembered.MEMORY.clear()
    composer.LISTINGS.clear()
    return composed(book, edition)


def test_only_what_changed_is_composed(done: list[str]) -> None:
    composed(BOOK)
    assert done == [FULL.id, BARE.id]
    composed(BOOK)
    composed(with_review(replace(BARE, body=Body("<p>Other words.</p>"))))
    assert done == [FULL.id, BARE.id, BARE.id]
    composed(BOOK, "epub")  # the other edition has a memory of its own
    assert len(done) == 5
    composed(with_review(replace(BARE, body=Body("<p>Other words.</p>"))))
    assert len(done) == 5


@pytest.mark.parametrize("edition", ["print", "epub"])
@pytest.mark.parametrize(
    "book",
    [
        with_review(replace(BARE, title="Another")),  # its links have other names now
        with_review(replace(BARE, lang="de")),
        with_review(replace(BARE, reviewers=FULL.reviewers)),
        replace(BOOK, language="fr"),
        replace(BOOK, parts=(Part("part", "", (FULL, BARE)),)),
        replace(BOOK, parts=(Part("part", "", (FULL, BARE), layout="run-on"),)),
        replace(BOOK, parts=(Part("part", "", (BARE, FULL), layout="guide"),)),
    ],
)
def test_the_result_is_that_of_a_cold_build(book: Book, edition: str, done: list[str]) -> None:
    composed(BOOK, edition)
    warm = composed(book, edition)
    assert warm.sections == anew(book, edition).sections
    assert done


def test_another_style_is_another_look(done: list[str]) -> None:
    composed(BOOK)
    modern = composed(BOOK, style_=style.load("modern", Path()))
    assert len(done) == 4
    remembered.MEMORY.clear()
    composer.LISTINGS.clear()
    assert composed(BOOK, style_=style.load("modern", Path())).sections == modern.sections


def test_a_stranger_s_templates_are_filled_in_each_time(done: list[str]) -> None:
    for _ in range(2):
        composed(BOOK, style_=replace(CLASSIC, foreign=True))
    assert len(done) == 4


def test_a_list_is_filled_in_again_where_it_shows_something_else(done: list[str]) -> None:
    assert not done
    first = composed(BOOK)
    lists = [each for each in first.sections if each.kind in LISTS]
    assert len(lists) > 1
    other = composed(with_review(replace(BARE, body=Body("<p>Other words.</p>"))))
    kept = [each for each in other.sections if each.kind in LISTS]
    assert all(old is new for old, new in zip(lists, kept, strict=True))
    named = composed(with_review(replace(BARE, title="Another")))
    contents = next(each for each in named.sections if each.kind == "contents")
    assert "Another" in contents.xhtml


def test_no_template_of_ours_for_reviews_or_lists_looks_at_the_whole_book() -> None:
    files = [f for name in (*TEMPLATES, *LISTS) for f in STYLES.glob(f"*/templates/{name}*.j2")]
    assert len(files) >= len(TEMPLATES)
    assert [f for f in files if WHOLE.search(f.read_text("utf-8"))] == []
