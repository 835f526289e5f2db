"""The arranged book: order, parts, identifier, times, contributors."""

from __future__ import annotations

from decimal import Decimal

import pytest
from made_reviews import loaded, rating, review, settings, work

from anthology.arrange import arrange
from anthology.arrange.globs import matches
from anthology.book import Body, Book, PartialDate, Person, Piece
from anthology.report import Place, Problem, Severity

MADE = loaded(
    review("10-z.md", "The Zoo", by="Ann Lee", date=PartialDate(2020), work=work("B", 1950),
           rating=rating("4/5", "4", "5")),
    review("2-y.md", "An Apple", by="Bo van Cleef", date=PartialDate(2019, 5), work=work("A", 1960),
           rating=rating("9/10", "9", "10", "0")),
    review("sub/1-x.md", "Élan", date=PartialDate(2019), work=work("A", 1940, "book")),
    review("3-w.md", "Zebra", by="Al Zed", rating=rating("3/5", "3", "5"), order=Decimal(1)),
)  # fmt: skip


def titles(book: Book) -> list[list[str]]:
    return [[r.title for r in part.reviews] for part in book.parts]


def errors(problems: tuple[Problem, ...]) -> list[str]:
    return [str(p.place) for p in problems if p.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("file", ["Zebra", "An Apple", "The Zoo", "Élan"]),
        ("title", ["Zebra", "An Apple", "Élan", "The Zoo"]),
        ("date", ["Zebra", "Élan", "An Apple", "The Zoo"]),
        ("reviewer", ["Zebra", "An Apple", "The Zoo", "Élan"]),
        ("work", ["Zebra", "Élan", "An Apple", "The Zoo"]),
        ("rating", ["Zebra", "An Apple", "The Zoo", "Élan"]),
    ],
)
def test_order(order: str, expected: list[str]) -> None:
    book, problems = arrange(MADE, settings(f'[book]\ntitle = "T"\norder = "{order}"'))
    assert titles(book) == [expected]
    assert book.parts[0].title == ""
    assert any("2 scales" in p.message for p in problems) == (order == "rating")


@pytest.mark.parametrize(
    ("group", "headings"),
    [
        ("kind", ["Books", "Films", "Other pieces"]),
        ("work", ["A (1940)", "A (1960)", "B (1950)", "Other pieces"]),
        ("reviewer", ["Bo van Cleef", "Ann Lee", "Al Zed", "Unsigned"]),
        ("year", ["1940", "1950", "1960", "Other pieces"]),
        ("rating", ["9/10", "4/5", "3/5", "Unrated"]),
    ],
)
def test_group(group: str, headings: list[str]) -> None:
    book, _ = arrange(MADE, settings(f'[book]\ntitle = "T"\ngroup = "{group}"'))
    assert [part.title for part in book.parts] == headings
    assert sorted(r.title for r in book.reviews) == ["An Apple", "The Zoo", "Zebra", "Élan"]
    assert len({part.id for part in book.parts}) == len(book.parts)


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("en", ["Film", "Silence", "Other pieces"]),
        ("de-AT", ["Film", "Silence", "Weitere Beiträge"]),
    ],
)
def test_group_by_first_subject_in_the_book_s_language(language: str, headings: list[str]) -> None:
    made = loaded(
        review("a.md", subjects=("silence", "film")),
        review("b.md"),
        review("c.md", subjects=("Film",)),
        review("d.md", subjects=("Silence",)),
    )
    toml = f'[book]\ntitle = "T"\ngroup = "subject"\nlanguage = "{language}"\n'
    book, _ = arrange(made, settings(toml))
    assert [part.title for part in book.parts] == headings
    assert titles(book) == [["c.md"], ["a.md", "d.md"], ["b.md"]]
    kinds, _ = arrange(MADE, settings(toml.replace("subject", "kind")))
    assert kinds.parts[0].title == {"en": "Books", "de-AT": "Bücher"}[language]


PARTS = """[book]
title = "T"
[[part]]
title = "One"
introduction = "Words <here>."
reviews = ["10-z.md", "2-*"]
[[part]]
title = "Two"
introduction = "front/two.md"
reviews = ["sub", "manuscripts/3-w.md"]
"""


def test_parts_by_hand_keep_the_order_of_their_globs() -> None:
    piece = Piece("front-two", Place("front/two.md"), "introduction", "", Body("<p>Two.</p>"))
    made = loaded(*MADE.reviews, front=(piece,))
    book, problems = arrange(made, settings(PARTS))
    assert not errors(problems)
    assert titles(book) == [["The Zoo", "An Apple"], ["Zebra", "Élan"]]
    assert [p.introduction and p.introduction.xhtml for p in book.parts] == [
        "<p>Words &lt;here&gt;.</p>",
        "<p>Two.</p>",
    ]
    assert [p.id for p in book.parts] == ["part-one", "part-two"]
    assert book.front == ()


def test_mistakes_in_parts_each_with_its_line() -> None:
    text = PARTS.replace('"sub"', '"sup/*"').replace("manuscripts/3-w.md", "10*")
    problems = arrange(MADE, settings(text))[1]
    found = {str(p.place): p for p in problems if p.severity is Severity.ERROR}
    assert set(found) == {
        "anthology.toml:9",
        "anthology.toml:10",
        "manuscripts/sub/1-x.md",
        "manuscripts/3-w.md",
    }
    assert found["anthology.toml:10"].hint == "Did you mean “sub/*”?"


def test_a_review_in_two_parts_is_an_error_at_the_second() -> None:
    text = PARTS.replace('"sub"', '"sub", "10-?.md"')
    assert errors(arrange(MADE, settings(text))[1])[:1] == ["anthology.toml:10"]


@pytest.mark.parametrize(
    ("glob", "path", "does"),
    [
        ("films/*", "manuscripts/films/a.md", True),
        ("films", "manuscripts/films/sub/a.md", True),
        ("manuscripts/films/", "manuscripts/films/a.md", True),
        ("**/nosferatu*.md", "manuscripts/nosferatu-1.md", True),
        ("**/nosferatu*.md", "manuscripts/x/y/nosferatu-1.md", True),
        ("*.md", "manuscripts/films/a.md", False),
        ("film[st]/?.md", "manuscripts/films/a.md", True),
        ("film[!st]/?.md", "manuscripts/films/a.md", False),
        ("[", "manuscripts/a.md", False),
        ("a+b.md", "manuscripts/a+b.md", True),
        ("*" * 400, "manuscripts/" + "a" * 400 + "!/b", True),
    ],
)
def test_globs(glob: str, path: str, does: bool) -> None:
    assert matches(glob, path) is does


def test_identifier_is_the_isbn_or_derived_and_stable() -> None:
    by_isbn, _ = arrange(MADE, settings('[book]\ntitle = "T"\nisbn_epub = "978-0-14-143954-9"'))
    assert by_isbn.identifier == "urn:isbn:9780141439549"
    one, _ = arrange(MADE, settings('[book]\ntitle = "T"\ndate = "2020"'))
    other, _ = arrange(loaded(), settings('[book]\ntitle = "T"'))
    assert one.identifier == other.identifier != by_isbn.identifier
    assert one.identifier.startswith("urn:uuid:")


@pytest.mark.parametrize(
    ("table", "epoch", "modified"),
    [
        ("modified = 2024-05-17", "0", "2024-05-17T00:00:00Z"),
        ("modified = 2024-05-17T10:00:00+02:00", "", "2024-05-17T08:00:00Z"),
        ('date = "2023"', "86400", "1970-01-02T00:00:00Z"),
        ('date = "2023-07"', "", "2023-07-01T00:00:00Z"),
        ("", "", "2000-01-01T00:00:00Z"),
    ],
)
def test_modified(table: str, epoch: str, modified: str) -> None:
    book, problems = arrange(MADE, settings(f'[book]\ntitle = "T"\n{table}'), epoch)
    assert book.modified == modified
    assert not errors(problems)


def test_a_senseless_epoch_is_an_error() -> None:
    assert errors(arrange(MADE, settings('[book]\ntitle = "T"'), "yesterday")[1])


def test_contributors_have_their_roles() -> None:
    toml = (
        '[book]\ntitle = "T"\neditors = "Ed It"\ntranslators = "Tra La"\n'
        '[book.contributors]\nillustrators = "Ill Us"\nilustrator = "X"\n'
    )
    piece = Piece("f", Place("front/foreword.md"), "foreword", "Foreword", Body("<p>x</p>"),
                  (Person("Fore Word", ""),))  # fmt: skip
    book, problems = arrange(loaded(front=(piece,)), settings(toml))
    assert [(c.person.sort_name, c.role) for c in book.contributors] == [
        ("La, Tra", "trl"),
        ("Us, Ill", "ill"),
        ("Word, Fore", "aui"),
    ]
    assert errors(problems) == ["anthology.toml:7"]
    assert [p.hint for p in problems] == ["Did you mean “illustrator”?"]
