"""Works find each other; works that differ only in year are a doubt."""

from __future__ import annotations

from typing import Any

from made_reviews import review, work

from anthology.arrange import works
from anthology.book import Creator, Work


def united(*given: Work) -> tuple[list[Work | None], list[str]]:
    reviews, problems = works.united([review(f"{n}.md", work=w) for n, w in enumerate(given)])
    return [r.work for r in reviews], [str(p.place) for p in problems]


def test_the_same_title_year_and_kind_is_one_work_whatever_its_letters() -> None:
    found, problems = united(
        work("The General", 1926), work("general", 1926), work("“The General”", 1926)
    )
    assert len(set(found)) == 1
    assert not problems


def test_an_identifier_joins_other_titles_and_fills_gaps() -> None:
    isbn = (("isbn", "978-0-14-143954-9"),)
    found, _ = united(
        work("Middlemarch", None, "", identifiers=isbn),
        Work("Middlemarch: A Study", (Creator("George Eliot", "author"),), 1871, "book",
             identifiers=(("ISBN", "9780141439549"),)),
    )  # fmt: skip
    assert found[0] == found[1]
    assert found[0] is not None
    assert (found[0].title, found[0].year, found[0].kind) == ("Middlemarch", 1871, "book")


def test_a_work_without_year_joins_the_only_one_of_its_title() -> None:
    found, problems = united(work("Metropolis", 1927), work("Metropolis", None, ""))
    assert found[0] == found[1]
    assert not problems


def test_a_work_without_year_does_not_choose_between_two() -> None:
    found, problems = united(
        work("Nosferatu", 1922), work("Nosferatu", 1979), work("Nosferatu", None)
    )
    assert len(set(found)) == 3
    assert problems


def test_kinds_and_seasons_differ_without_a_warning() -> None:
    found, problems = united(
        work("Emma", 1815, "book"), work("Emma", 1996, "film"),
        work("Dark", 2017, "series", season="1"), work("Dark", 2017, "series", season="2"),
    )  # fmt: skip
    assert len(set(found)) == 4
    assert not problems


def test_works_that_differ_only_in_year_are_doubted_at_the_second() -> None:
    found, problems = united(work("The General", 1926), work("The General", 1927))
    assert len(set(found)) == 2
    assert problems == ["manuscripts/1.md"]


def by(title: str, name: str, role: str = "", **given: Any) -> Work:
    return work(title, given.pop("year", 2020), creators=(Creator(name, role),), **given)


def test_the_same_title_by_two_creators_is_two_works() -> None:
    found, problems = united(
        by("Home", "Ann Alder"), by("Home", "Bob Birch"), by("Home", "Alder, Ann")
    )
    assert found[0] == found[2] != found[1]
    assert not problems


def test_a_work_without_creator_joins_the_only_one_of_its_title() -> None:
    found, _ = united(work("Home", 2020), by("Home", "Ann Alder"))
    assert found[0] == found[1]
    found, _ = united(work("Home", 2020), by("Home", "Ann Alder"), by("Home", "Bob Birch"))
    assert len(set(found)) == 3


def test_creators_in_different_roles_are_of_one_work() -> None:
    found, _ = united(by("Home", "Ann Alder", "director"), by("Home", "Bob Birch", "writer"))
    assert found[0] == found[1]


def test_a_misspelt_creator_does_not_make_two_works() -> None:
    found, _ = united(by("Cleo", "Agnès Vardin"), by("Cleo", "Agnes Vardinn"))
    assert found[0] == found[1]


def test_an_isbn_does_not_join_unlike_titles_and_is_doubted() -> None:
    number = (("isbn", "9780306406157"),)
    found, problems = united(
        work("Alpha", 1990, identifiers=number),
        work("Omega", 1991, identifiers=(("isbn", "0306406152"),)),
        work("Alpha: A Life", None, identifiers=number),
    )
    assert found[0] == found[2] != found[1]
    assert [w.title for w in found if w] == ["Alpha", "Omega", "Alpha"]
    assert problems == ["manuscripts/1.md"]


def test_an_isbn_does_not_join_titles_with_other_numbers() -> None:
    number = (("isbn", "9780306406157"),)
    titles = (
        ("Volume 1 of Tales", "Volume 2 of Tales"),
        ("Alien", "Alien 3"),
        ("Dune", "Dune Messiah"),
    )
    for one, other in titles:
        found, problems = united(
            work(one, 1990, identifiers=number), work(other, 1990, identifiers=number)
        )
        assert [w.title for w in found if w] == [one, other]
        assert problems == ["manuscripts/1.md"]


def test_other_identifiers_join_translated_titles_but_not_kinds_or_seasons() -> None:
    number = (("imdb", "tt0050976"),)
    found, _ = united(
        work("The Seventh Seal", 1957, identifiers=number),
        work("Det sjunde inseglet", 1957, identifiers=number),
        work("Seal", 1957, "album", identifiers=number),
        work("Dark", 1957, "film", season="2", identifiers=number),
    )
    assert found[0] == found[1]
    assert len(set(found)) == 3


def test_a_song_and_its_album_are_two() -> None:
    found, problems = united(by("Halo", "Nia", kind="song"), by("Halo", "Nia", kind="album"))
    assert len(set(found)) == 2
    assert not problems
