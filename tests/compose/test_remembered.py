"""A review that did not change is composed once; what it follows from, it follows at once."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from composed import BARE, BOOK, CLASSIC, FULL, composed
from pydantic import TypeAdapter

from anthology import style
from anthology.book import Body, Book, Part, Picture, Review
from anthology.cache import Cache
from anthology.cache.buckets import Buckets, Shelf
from anthology.compose import composer, pieces, remembered
from anthology.edition import Edition, Section
from anthology.style import Style

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
    forget()
    return composed(book, edition)


def forget() -> None:
    """Begin as another process does."""
    remembered.MEMORY.clear()
    composer.LISTINGS.clear()


def later(folder: Path, book: Book, edition: str = "print", style_: Style = CLASSIC) -> Edition:
    """As another process composes it, with what the one before has left in a cache."""
    forget()
    shelf = Shelf(Buckets(Cache(folder), edition), TypeAdapter(Section))
    found = composed(book, edition, style_, shelf)
    shelf.write()
    return found


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


LINKED = replace(FULL, body=Body(f'{FULL.body.xhtml}<p><a href="bare.md">There</a> [[Bare]]</p>'))
OTHERS = pytest.mark.parametrize(
    "book",
    [
        with_review(replace(BARE, title="Another")),  # its links have other names now
        with_review(replace(BARE, lang="de")),
        with_review(replace(BARE, reviewers=FULL.reviewers)),
        replace(BOOK, language="fr"),
        replace(BOOK, parts=(Part("part", "", (FULL, BARE)),)),
        replace(BOOK, parts=(Part("part", "", (FULL, BARE), layout="run-on"),)),
        replace(BOOK, parts=(Part("part", "", (BARE, FULL), layout="guide"),)),
        replace(BOOK, pictures={"p.png": Picture("p.png", b"png", "image/png", 900, 100)}),
        replace(BOOK, parts=(Part("part-1", "Screens", (LINKED,)), BOOK.parts[1])),
        replace(BOOK, parts=(Part("part-1", "Screens", (LINKED,)),)),
    ],
)


@pytest.mark.parametrize("edition", ["print", "epub"])
@OTHERS
def test_the_result_is_that_of_a_cold_build(book: Book, edition: str, done: list[str]) -> None:
    composed(BOOK, edition)
    warm = composed(book, edition)
    assert warm.sections == anew(book, edition).sections
    assert done


@pytest.mark.parametrize("edition", ["print", "epub"])
@OTHERS
def test_so_it_is_after_another_process(
    book: Book, edition: str, done: list[str], tmp_path: Path
) -> None:
    for each in (BOOK, book, BOOK):
        assert later(tmp_path, each, edition).sections == anew(each, edition).sections
    assert done


def test_another_process_composes_only_what_changed(done: list[str], tmp_path: Path) -> None:
    later(tmp_path, BOOK)
    later(tmp_path, BOOK)
    assert done == [FULL.id, BARE.id]
    later(tmp_path, with_review(replace(BARE, title="Another")))
    assert done == [FULL.id, BARE.id, BARE.id]
    later(tmp_path, BOOK)  # what the build before did not ask for is gone
    assert len(done) == 4
    later(tmp_path, BOOK, style_=style.load("modern", Path()))
    later(tmp_path, BOOK, style_=replace(CLASSIC, foreign=True))
    assert len(done) == 8


def test_a_link_to_a_review_is_made_again_with_it(done: list[str], tmp_path: Path) -> None:
    book = replace(BOOK, parts=(Part("part-1", "Screens", (LINKED, BARE)),))
    other = replace(BOOK, parts=(Part("part-1", "Screens", (LINKED, replace(BARE, title="B"))),))
    later(tmp_path, book)
    changed = later(tmp_path, other)
    assert done == [FULL.id, BARE.id] * 2
    assert changed.sections == anew(other, "print").sections


def test_a_path_that_is_not_unicode_is_composed_each_time(done: list[str], tmp_path: Path) -> None:
    strange = replace(BARE, place=replace(BARE.place, path="manuscripts/\udcff.md"))
    for _ in range(2):
        later(tmp_path, with_review(strange))
    assert done == [FULL.id, BARE.id, BARE.id]


def test_a_damaged_entry_is_composed_again(done: list[str], tmp_path: Path) -> None:
    first = later(tmp_path, BOOK)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1])
    assert later(tmp_path, BOOK).sections == first.sections
    assert done == [FULL.id, BARE.id] * 2


def test_another_style_is_another_look(done: list[str]) -> None:
    composed(BOOK)
    modern = composed(BOOK, style_=style.load("modern", Path()))
    assert len(done) == 4
    forget()
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
