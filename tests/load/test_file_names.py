"""Titles, dates and years of works that files' names give."""

from __future__ import annotations

import pytest

from anthology.book import Creator, Work
from anthology.cache import Cache
from anthology.config import Settings, SourceTable
from anthology.load import MemoryFiles, load
from anthology.load.project.file_names import in_title_case, name_alone, read
from anthology.pool import Pool


def titles(*names: str) -> list[str]:
    """The titles of files that are in one folder."""
    return [name.title for name in read(f"films/{name}.md" for name in names).values()]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("28 Years Later", "28 Years Later"),
        ("12-angry-men", "12 angry men"),
        ("2001", "2001"),
        ("300", "300"),
        ("01-alien", "Alien"),
        ("001 Alien", "Alien"),
        ("1. Alien", "Alien"),
        ("3) Alien", "Alien"),
        ("01 - Alien - The Return", "Alien – The Return"),
        ("2024-05-17-the-wire", "The wire"),
        ("20240517_the_wire", "The wire"),
        ("the-wire-2024-05-17", "The wire"),
        ("2024-05-17", "2024-05-17"),
        ("202405171230 The Wire", "The Wire"),
        ("20240517235959-the-wire", "The wire"),
        ("20240517-1917", "1917"),
        ("2024-13-17-the-wire", "2024 13 17 the wire"),
        ("99999999-the-wire", "99999999 the wire"),
        ("Avengers - Endgame", "Avengers – Endgame"),
        ("avengers--endgame", "Avengers – endgame"),
        ("Spider-Man Far From Home", "Spider-Man Far From Home"),
        ("spider-man_far_from_home", "Spider-man far from home"),
        ("Wall-E", "Wall-E"),
        ("The-Wire", "The Wire"),
        ("Dune_ Part Two", "Dune: Part Two"),
        ("élan", "Élan"),
        ("3.5 Weeks", "3.5 Weeks"),
    ],
)
def test_a_title_keeps_its_numbers_and_dashes(name: str, title: str) -> None:
    assert titles(name) == [title]


@pytest.mark.parametrize(
    ("name", "work", "year"),
    [
        ("the-matrix-reloaded-2003", "The matrix reloaded", 2003),
        ("21-2008", "21", 2008),
        ("2001-a-space-odyssey-1968", "2001 a space odyssey", 1968),
        ("blade_runner_2049_2017", "Blade runner 2049", 2017),
        ("Alien (1979)", "Alien", 1979),
        ("1917 [2019]", "1917", 2019),
        ("1984, 1956", "1984", 1956),
        ("1917", "1917", 0),
        ("blade-runner-2049", "Blade runner 2049", 0),
        ("class-of-1984", "Class of 1984", 0),
        ("Wonder Woman 1984", "Wonder Woman 1984", 0),
        ("28 Years Later (2025)", "28 Years Later", 2025),
        ("Area 51 (2015)", "Area 51", 2015),
        ("Solaris - 1972", "Solaris", 1972),
        ("dune_2021", "Dune", 2021),
        ("best-films-2019", "Best films 2019", 0),
        ("reading_log_january_2020", "Reading log january 2020", 0),
        ("2010-2011", "2010 2011", 0),
        ("Dune (1984) vs Dune (2021)", "Dune (1984) vs Dune (2021)", 0),
        ("2020-02-03-parasite-2019", "Parasite", 2019),
    ],
)
def test_the_year_that_ends_a_name_is_the_work_s(name: str, work: str, year: int) -> None:
    found = name_alone(f"films/{name}.md")
    assert (found.work, found.year) == (work, year)


def review_of(
    name: str, text: str = "A film.", title: str | list[str] = ""
) -> tuple[str, Work | None]:
    """The title and the work of the only review of a folder."""
    with Pool(0) as pool:
        files = MemoryFiles({f"{name}.md": text.encode()})
        source = SourceTable.model_validate({"title": title} if title else {})
        (review,) = load(files, Settings(source=(source,)), pool, Cache(None)).reviews
    return review.title, review.work


@pytest.mark.parametrize(
    ("name", "text", "title", "work"),
    [
        ("28 Years Later (2025)", "A film.", "28 Years Later", ("28 Years Later", 2025)),
        ("Solaris - 1972", "A film.", "Solaris", ("Solaris", 1972)),
        ("2024-05-01_dune_2021", "A film.", "Dune", ("Dune", 2021)),
        ("dune_2021", "# Dune\n\nA film.", "Dune", ("Dune", 2021)),
        ("dune_2021", "---\ntitle: Dune\n---\nA film.", "Dune", ("Dune", 2021)),
        ("dune_2021", "# Of sand\n\nA film.", "Of sand", None),
        ("dune_2021", "---\ndate: 2019-01-01\n---\nA film.", "Dune 2021", None),
        ("wonder_woman_1984", "I saw Wonder Woman 1984.", "Wonder woman 1984", None),
        ("Blade Runner 2049", "A film.", "Blade Runner 2049", None),
        ("1984", "A book.", "1984", None),
    ],
)
def test_a_year_at_the_end_names_a_work(
    name: str, text: str, title: str, work: tuple[str, int] | None
) -> None:
    found, reviewed = review_of(name, text)
    assert found == title
    assert (reviewed and (reviewed.title, reviewed.year)) == work


def test_patterns_of_titles_are_those_of_names_too() -> None:
    by = ["{work} by {creator}", "{work} - {creator}"]
    for name in ("Dune by Frank Herbert (1965)", "Dune - Frank Herbert, 1965"):
        title, work = review_of(name, title=by)
        assert title.startswith("Dune")
        assert title.endswith("Frank Herbert")
        assert work == Work("Dune", (Creator("Frank Herbert"),), 1965)
    assert review_of("Dune (1965)", title="{work} ({year})") == ("Dune", Work("Dune", year=1965))
    assert review_of("Dune (1965)", title="review") == ("Dune (1965)", None)


def test_dates_stand_before_or_after_a_title() -> None:
    for name in ("2024-05-17-a", "2024.05.17 a", "20240517-a", "a-2024-05-17", "a (2024-05-17)"):
        assert str(name_alone(f"{name}.md").date) == "2024-05-17", name
    assert name_alone("2024-the-wire.md").date is None
    assert name_alone("2024-13-17-the-wire.md").date is None


def test_numbers_that_all_files_have_are_their_order() -> None:
    assert titles("1-alien", "2-brazil", "4-clue") == ["Alien", "Brazil", "Clue"]
    assert titles("10 Alien", "20 Brazil", "30 Clue") == ["Alien", "Brazil", "Clue"]
    assert titles("7-alien", "8-brazil", "9-clue") == ["Alien", "Brazil", "Clue"]
    assert titles("01-alien", "02-12-angry-men", "99") == ["Alien", "12 angry men", "99"]


def test_numbers_without_an_order_are_the_titles_own() -> None:
    kept = ["10 Cloverfield Lane", "12 Angry Men", "28 Weeks Later"]
    assert titles(*kept) == kept
    assert titles("1-alien", "brazil") == ["1 alien", "Brazil"]
    assert titles("7 Samurai", "8 Mile") == ["7 Samurai", "8 Mile"]
    assert titles("007-goldfinger", "dr-no") == ["007 goldfinger", "Dr no"]


def test_years_end_names_with_spaces_where_most_have_one() -> None:
    found = read(f"{name}.md" for name in ("Alien 1979", "Brazil 1985", "Clue"))
    assert [name.year for name in found.values()] == [1979, 1985, 0]


def test_hyphens_stay_among_names_with_spaces() -> None:
    assert titles("Spider-Man", "The Wire") == ["Spider-Man", "The Wire"]


def test_an_index_has_the_name_of_its_folder() -> None:
    paths = ["posts/01-alien/index.md", "posts/02-brazil/index.md", "index.md"]
    assert [name.title for name in read(paths).values()] == ["Alien", "Brazil", "Index"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("the-matrix-reloaded", "The Matrix Reloaded"),
        ("lord-of-the-rings", "Lord of the Rings"),
        ("what-we-live-for", "What We Live For"),
        ("2001-a-space-odyssey", "2001 A Space Odyssey"),
        ("Avengers - the end", "Avengers – The End"),
        ("iPhone and the McCoys", "IPhone and the McCoys"),
    ],
)
def test_capitals_of_titles_are_by_choice(name: str, title: str) -> None:
    assert in_title_case(name_alone(f"{name}.md")).title == title
