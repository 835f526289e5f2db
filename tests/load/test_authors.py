"""Who `author` is where a header does not say it: by the names, the texts and the kinds."""

from __future__ import annotations

import pytest

from anthology.cache import Cache
from anthology.config import Settings
from anthology.load import Loaded, MemoryFiles, load
from anthology.pool import Pool
from anthology.report import Severity

WRITERS = ["Una Hill", "Bo Ferry", "Cy Lake", "Di Shore", "Ed Weir", "Fay Brook"]

CRITICS = ["Jo Grand", "Mo Petit"]


def loaded(files: dict[str, str]) -> Loaded:
    with Pool(0) as pool:
        given = MemoryFiles({name: text.encode() for name, text in files.items()})
        return load(given, Settings(), pool, Cache(None))


def page(title: str, author: str, more: str, text: str = "A quiet one.") -> str:
    return f"---\ntitle: {title}\nauthor: {author}\nrating: 4/5\n{more}\n---\n\n{text}\n"


def people(book: Loaded) -> dict[str, set[str]]:
    """The authors of works and the reviewers."""
    works = {c.name for r in book.reviews if r.work for c in r.work.creators}
    return {"works": works, "reviewers": {p.name for r in book.reviews for p in r.reviewers}}


def questions(book: Loaded) -> list[str]:
    return [p.message for p in book.problems if p.severity is Severity.WARNING]


def test_films_and_books_of_one_folder_are_judged_apart() -> None:
    films = {f"f{n}.md": page(f"Film {n}", "jo", "kind: film") for n in range(12)}
    books = {
        f"b{n}.md": page(f"Book {n}", name, "kind: book", f"{name} writes of rivers.")
        for n, name in enumerate(WRITERS)
    }
    book = loaded(films | books)
    assert people(book) == {"works": set(WRITERS), "reviewers": {"jo"}}
    assert len(questions(book)) == 2  # one for each guess


def test_a_subject_says_the_kind_as_well() -> None:
    films = {f"f{n}.md": page(f"Film {n}", "Jo May", "tags: [film]") for n in range(6)}
    books = {
        f"b{n}.md": page(f"Book {n}", name, "tags: [books]", f"{name} writes of rivers.")
        for n, name in enumerate(WRITERS)
    }
    assert people(loaded(films | books)) == {"works": set(WRITERS), "reviewers": {"Jo May"}}


def test_names_that_return_unmentioned_sign_the_reviews() -> None:
    own = {f"o{n}.md": page(f"Work {n}", CRITICS[n % 2], "year: 1990") for n in range(12)}
    others = {
        f"x{n}.md": page(f"Other {n}", name, "year: 1980", f"What {name} does is slow.")
        for n, name in enumerate(WRITERS)
    }
    assert people(loaded(own | others)) == {
        "works": set(WRITERS),
        "reviewers": set(CRITICS),
    }


def test_a_writer_who_is_reviewed_often_is_no_reviewer() -> None:
    favourite = {
        f"o{n}.md": page(f"Work {n}", "Una Hill", "isbn: 9780141439549", "Hill is at her best.")
        for n in range(9)
    }
    others = {
        f"x{n}.md": page(f"Other {n}", name, "year: 1980", f"What {name} does is slow.")
        for n, name in enumerate(WRITERS)
    }
    assert people(loaded(favourite | others)) == {"works": set(WRITERS), "reviewers": set()}


def test_of_many_authors_one_is_read_five_times() -> None:
    files = {
        f"{n}.md": page(
            f"Work {n}", f"Writer {chr(65 + n)}" if n < 25 else "Una Hill", "year: 1980"
        )
        for n in range(30)
    }
    assert people(loaded(files))["reviewers"] == set()


@pytest.mark.parametrize("kind", ["film", "album"])
def test_a_guest_each_week_signs_what_has_no_author(kind: str) -> None:
    files = {
        f"{n}.md": page(f"Work {n}", name, f"kind: {kind}") for n, name in enumerate(WRITERS * 2)
    }
    assert people(loaded(files)) == {"works": set(), "reviewers": set(WRITERS)}


def test_two_files_say_nothing() -> None:
    book = loaded({f"{n}.md": page(f"W{n}", WRITERS[n], "year: 1980") for n in range(2)})
    assert people(book) == {"works": set(), "reviewers": set()}
    (words,) = questions(book)
    assert "is this “author” (and in 1 more file) the reviewer, or the author of the work?" in words
