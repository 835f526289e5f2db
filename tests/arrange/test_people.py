"""One person under several spellings; sort names; doubts about likeness."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_reviews import settings

from anthology import arrange, config, load, people
from anthology.book import Person
from anthology.cache import Cache
from anthology.pool import Pool
from anthology.report import Place, Severity


@pytest.mark.parametrize(
    ("name", "sorted_as"),
    [
        ("Ludwig van Beethoven", "Beethoven, Ludwig van"),
        ("Roger Ebert", "Ebert, Roger"),
        ("Ursula K. Le Guin", "Le Guin, Ursula K."),
        ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
        ("Charles de Gaulle", "Gaulle, Charles de"),
        ("Prince", "Prince"),
        ("Ebert, Roger", "Ebert, Roger"),
        ("李明", "李明"),
        ("박찬욱 감독", "박찬욱 감독"),
    ],
)
def test_sort_name(name: str, sorted_as: str) -> None:
    assert people.sort_name(name) == sorted_as


def test_bands_keep_their_names_but_for_the_article() -> None:
    assert people.creator_sort_name("The Beatles") == "Beatles, The"
    for name in ("Simon & Garfunkel", "Queens Of The Stone Age", "Florence and the Machine"):
        assert people.creator_sort_name(name) == name
    assert people.creator_sort_name("Florian van der Aa") == "Aa, Florian van der"
    register, _ = people.register(settings('[creators]\n"Pink Floyd" = "Pink Floyd"\n'), ())
    assert register.creator_sort_name("Pink Floyd") == "Pink Floyd"
    assert register.creator_sort_name("Nick Drake") == "Drake, Nick"


def test_declared_spellings_are_one_person() -> None:
    register, problems = people.register(
        settings('[reviewers."Ann B. Lee"]\nspellings = ["ABL", "Ann Lee"]\nbio = "A\\n\\n<B>"\n'),
        [Person("ann b lee", "", bio="<p>From the file</p>", url="https://a.example")],
    )
    assert problems == ()
    person = register.person("A.B.L.")
    assert person == register.person("Ann Lee") == register.person("ANN B. LEE")
    assert person.name == "Ann B. Lee"
    assert person.bio == "<p>A</p><p>&lt;B&gt;</p>"
    assert person.url == "https://a.example"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Nora O'Malley", "Nora O’Malley"),
        ("Nora O´Malley", "Nora O’Malley"),
        ("Nora OʼMalley", "Nora O’Malley"),
        ("Jeanne d'Arcy", "Jeanne d’Arcy"),
        ("Gerard 't Hooft", "Gerard ’t Hooft"),
        ("Bob 'Moose' Jones", "Bob 'Moose' Jones"),
        ("Nora O’Malley", "Nora O’Malley"),
    ],
)
def test_an_apostrophe_is_printed_as_one(written: str, printed: str) -> None:
    register, _ = people.register(settings(""), ())
    assert register.person(written).name == printed
    assert register.person(written).sort_name == people.sort_name(printed)
    assert register.creator_sort_name(written) == people.creator_sort_name(printed)


def test_spellings_that_differ_in_marks_alone_are_one_person() -> None:
    register, _ = people.register(settings('[reviewers."Pat D\'Arcy"]\nspellings = ["PD"]'), ())
    register = register.with_names(["J. R. O'Hara", "J.R. O’HARA", "JR O'Hara", "Ann Lee"])
    names = {register.person(name).name for name in ("J. R. O'Hara", "JR O’Hara", "J.R. O’HARA")}
    assert names == {"J. R. O’Hara"}
    assert register.person("PD").name == register.person("Pat D’Arcy").name == "Pat D’Arcy"
    assert register.person("Ann Lee").name == "Ann Lee"


def test_a_spelling_of_two_people_is_an_error_with_its_line() -> None:
    text = (
        '[reviewers."Ann Lee"]\nspellings = ["AL"]\n[reviewers."Abe Lind"]\nspellings = ["A. L."]\n'
    )
    _, problems = people.register(settings(text), ())
    assert [(p.severity, p.place) for p in problems] == [
        (Severity.ERROR, Place("anthology.toml", 4))
    ]


@pytest.mark.parametrize(
    "name", ["Joana Rebelo", "Joanna Rebello", "Rebelo, Joanna", "Jöanna Rebelo"]
)
def test_a_name_like_a_known_one_is_a_doubt(name: str) -> None:
    register, _ = people.register(settings('[reviewers."Joanna Rebelo"]\n'), ())
    doubts = list(people.doubts({name: Place("m/a.md")}, register))
    assert len(doubts) == 1
    assert "“Joanna Rebelo”" in doubts[0].message
    assert f'spellings = ["{name}"]' in doubts[0].hint


@pytest.mark.parametrize(
    ("one", "other"),
    [("J. Lee", "K. Lee"), ("李明", "李鸣"), ("Critic 12", "Critic 13"), ("Ann Lee", "ANN LEE")],
)
def test_names_that_differ_on_purpose_raise_no_doubt(one: str, other: str) -> None:
    register, _ = people.register(settings(""), ())
    assert not list(people.doubts({one: Place("a"), other: Place("b")}, register))


def test_a_portrait_of_anthology_toml_is_taken_like_one_of_a_file(tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><path d="M0 0h9v9z"/></svg>'  # noqa: E501
    (tmp_path / "ann.svg").write_text(drawing)
    (tmp_path / "manuscripts").mkdir()
    (tmp_path / "manuscripts" / "a.md").write_text("---\nreviewer: Ann Lee\n---\n# T\n\nText.\n")
    toml = '[book]\ntitle = "T"\n[reviewers."Ann Lee"]\nportrait = "{}"\n'
    (tmp_path / "anthology.toml").write_text(toml.format("ann.svg"))
    declared, _ = config.read(tmp_path)
    with Pool(0) as pool:
        made = load.load(tmp_path, declared, pool, Cache(None))
        (tmp_path / "anthology.toml").write_text(toml.format("missing.svg"))
        wrong = load.load(tmp_path, config.read(tmp_path)[0], pool, Cache(None))
    book, _ = arrange.arrange(made, declared)
    assert book.reviews[0].reviewers[0].portrait in book.pictures
    assert [str(p.place) for p in wrong.problems] == ["anthology.toml:4"]
