"""Lines with several names: persons apart, bands and firms whole."""

from __future__ import annotations

import pytest
from made_reviews import review, settings, work

from anthology import people
from anthology.arrange.signatures import signed
from anthology.book import Creator

WHOLE = [
    "Omar El Akkad", "Simon & Garfunkel", "Florence and the Machine", "Nick Dale & The Good Seeds",
    "Crosby, Stills, Nash & Young", "Earth, Wind & Fire", "Le Guin, Ursula K.", "AC/DC",
    "García Márquez, Gabriel", "García Márquez, José Luis", "van der Aa, Michel", "Tolk, J. R. R.",
    "Santiago Ramón y Cajal", "José Ortega y Gasset", "Luther King, Jr.",
    "Captain Beef and his Magic Band", "Brown Miller and Sons", "Queens Of The Stone Age",
]  # fmt: skip


@pytest.mark.parametrize("line", WHOLE)
def test_one_name(line: str) -> None:
    assert people.separated(line).people == (line,)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Phil Lorde and Chris Mill", ["Phil Lorde", "Chris Mill"]),
        ("Amal Mo & Max Glad", ["Amal Mo", "Max Glad"]),
        ("Lady X / Bruno M", ["Lady X", "Bruno M"]),
        ("Anna Lee, Bob Ray and Cy Dow", ["Anna Lee", "Bob Ray", "Cy Dow"]),
        ("Anna Lee, Bob Ray, and Cy Dow", ["Anna Lee", "Bob Ray", "Cy Dow"]),
        ("Mark, Karl & Engel, Fritz", ["Mark, Karl", "Engel, Fritz"]),
        ("山田太郎、鈴木花子", ["山田太郎", "鈴木花子"]),
        ("Лев Толстов и Антон Чехин", ["Лев Толстов", "Антон Чехин"]),
        ("Max Glad und Jo van der Aa", ["Max Glad", "Jo van der Aa"]),
    ],
)
def test_several_names(line: str, names: list[str]) -> None:
    assert people.separated(line) == people.several.Names(tuple(names))


@pytest.mark.parametrize("line", ["Karl Marks, Fred Engel", "Ana Gil y Juan Pérez"])
def test_a_guess_is_doubted_once(line: str) -> None:
    register, _ = people.register(settings(""), ())
    given = [review(f"{n}.md", work=work("T", creators=(Creator(line),))) for n in range(2)]
    found, doubts = signed(given, register)
    assert [len(r.work.creators) for r in found if r.work] == [2, 2]
    assert len(doubts) == 1


@pytest.mark.parametrize("line", ["Ari Little feat. Lady X", "Ari Little (ft. Lady X)"])
def test_a_guest_has_a_role_of_their_own(line: str) -> None:
    register, _ = people.register(settings(""), ())
    (found,), _ = signed([review(work=work("T", creators=(Creator(line, "artist"),)))], register)
    assert found.work is not None
    assert found.work.creators == (Creator("Ari Little", "artist"), Creator("Lady X", "featuring"))


def test_reviewers_are_divided_but_declared_names_are_not() -> None:
    register, _ = people.register(settings('[reviewers."Ann Ray and Bo Day"]\n'), ())
    given = [review(by="Ann Ray and Bo Day"), review("b.md", by="Cy Fox and Di Gold")]
    found, _ = signed(given, register)
    assert [[p.name for p in r.reviewers] for r in found] == [
        ["Ann Ray and Bo Day"], ["Cy Fox", "Di Gold"],
    ]  # fmt: skip


def test_logins_that_are_declared_are_divided_at_their_commas() -> None:
    tables = (
        '[reviewers."Mia Berg"]\nspellings = "mia"\n[reviewers."Lee Stone"]\nspellings = "lee"\n'
    )
    register, _ = people.register(settings(tables), ())
    found, _ = signed([review(by="mia, lee"), review("b.md", by="mia, Jo")], register)
    assert [person.name for person in found[0].reviewers] == ["mia", "lee"]
    assert [person.name for person in found[1].reviewers] == ["mia, Jo"]


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Gabriel García Márquez", "García Márquez, Gabriel"),
        ("Mario Vargas Lloso", "Vargas Lloso, Mario"), ("Jorge Luis Burgos", "Burgos, Jorge Luis"),
        ("Tahar Ben Jelim", "Ben Jelim, Tahar"), ("Ibn Batta", "Ibn Batta"),
        ("Inés Gómez Rey", "Gómez Rey, Inés"), ("Omar El Akkad", "El Akkad, Omar"),
        ("Santiago Ramón y Cajal", "Ramón y Cajal, Santiago"),
        ("Nawal el-Saadi", "Saadi, Nawal el-"), ("Carlos Lima Neto", "Lima Neto, Carlos"),
        ("João Guimas Rosa", "Rosa, João Guimas"), ("Dirk Van Damm", "Van Damm, Dirk"),
        ("Jeroen van den Berg", "Berg, Jeroen van den"), ("Лев Толстов", "Толстов, Лев"),
        ("Лев Петрович Толстов", "Толстов, Лев Петрович"),
        ("Толстов Лев Петрович", "Толстов, Лев Петрович"), ("עמוס עזר", "עזר, עמוס"),
    ],
)  # fmt: skip
def test_surnames_by_language(name: str, listed: str) -> None:
    assert people.sort_name(name) == listed


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ada and Ben Moor", ("Ada Moor", "Ben Moor")),
        ("Anna-Lena und Ben Müller", ("Anna-Lena Müller", "Ben Müller")),
        ("Marks and Spencer Group", ("Marks and Spencer Group",)),
        ("Belle and Sebastian", ("Belle and Sebastian",)),
        ("Echo and The Bunnymen", ("Echo and The Bunnymen",)),
    ],
)
def test_two_first_names_before_one_family_name_are_a_guess(
    line: str, names: tuple[str, ...]
) -> None:
    found = people.separated(line)
    assert found.people == names
    assert found.sure is (len(names) == 1)


def test_what_somebody_did_is_no_part_of_the_name() -> None:
    assert people.separated("Ada Moor, illustrated by Ben Roe").people == ("Ada Moor", "Ben Roe")
    assert people.separated("Ada Moor ft Ben Roe").guests == ("Ben Roe",)
