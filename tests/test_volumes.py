"""Volumes: several books of one project, each with a choice of its reviews."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from anthology import config
from anthology.arrange import selected
from anthology.book import Body, PartialDate, Person, Rating, Review, Work
from anthology.build import build
from anthology.cli import main
from anthology.config import SelectTable
from anthology.pdf.model import SectionInput
from anthology.pdf.typeset import section
from anthology.project import Order, survey
from anthology.report import Place, Refused

COMMON = """
[book]
title = "Rivers"
isbn_print = "9780306406157"
[[part]]
title = "A"
reviews = ["a*"]
"""
REVIEW = """---
title: {0}
reviewer: {1}
date: {2}
rating: {3}/5
---

A quiet film about {0}.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Four reviews of two people, of two years."""
    (tmp_path / "manuscripts").mkdir()
    (tmp_path / "volumes").mkdir()
    (tmp_path / "anthology.toml").write_text('[book]\ntitle = "Rivers"\neditors = "Ada Moor"\n')
    rows = [("Isar", "Ada Moor", 2024, 5), ("Oder", "Tobias Renck", 2025, 3)]
    rows += [("Glomma", "Ada Moor", 2025, 4), ("Tejo", "Tobias Renck", 2024, 2)]
    for row in rows:
        (tmp_path / "manuscripts" / f"{row[0].lower()}.md").write_text(REVIEW.format(*row))
    return tmp_path


def volume(root: Path, name: str, text: str) -> None:
    (root / "volumes" / f"{name}.toml").write_text(text)


def review(number: int, **more: object) -> Review:
    place = Place(f"manuscripts/{number}.md")
    return Review(f"review-{number}", place, f"Review {number}", Body("<p>Words.</p>"), **more)  # type: ignore[arg-type]


def table(**values: object) -> SelectTable:
    return SelectTable.model_validate(values)


def chosen(reviews: list[Review], **values: object) -> list[int]:
    found = selected(reviews, table(**values))
    return [reviews.index(each) + 1 for each in found]


def rated(written: str, value: int, best: int, worst: int) -> Rating:
    return Rating(written, Decimal(value), Decimal(best), Decimal(worst))


ADA = Person("Ada Moor", "Moor, Ada")
ODER, ISAR = Work("Oder", kind="film"), Work("Isar", kind="book")
PILE = [
    review(1, reviewers=(ADA,), date=PartialDate(2024), subjects=("Film",)),
    review(2, work=ODER, date=PartialDate(2025, 3), rating=rated("4/5", 4, 5, 1)),
    review(3, work=ISAR, date=PartialDate(2025, 5), rating=rated("9/10", 9, 10, 1)),
    review(4, rating=rated("★★", 2, 4, 0), date=PartialDate(2025, 1)),
]


@pytest.mark.parametrize(
    ("conditions", "numbers"),
    [
        ({}, [1, 2, 3, 4]),
        ({"reviewers": "ada moor"}, [1]),
        ({"kinds": ["film", "book"]}, [2, 3]),
        ({"years": 2024}, [1]),
        ({"years": "2025-"}, [2, 3, 4]),
        ({"years": "-2024"}, [1]),
        ({"subjects": "film"}, [1]),
        ({"rating": "4/5+"}, [2, 3]),
        ({"rating": "8/10"}, [2]),
        ({"rating": "1/2"}, [4]),
        ({"newest": 2}, [2, 3]),
        ({"best": 1}, [3]),
        ({"best": 2}, [2, 3]),
        ({"best": 2, "newest": 1}, [3]),
        ({"files": "[12].md"}, [1, 2]),
        ({"kinds": "film", "include": "1.md"}, [1, 2]),
        ({"years": "2025", "exclude": ["3.md", "4.md"]}, [2]),
        ({"words": "1-"}, []),
        ({"words": "-10"}, [1, 2, 3, 4]),
    ],
)
def test_conditions_choose_and_keep_the_order(
    conditions: dict[str, object], numbers: list[int]
) -> None:
    assert chosen(PILE, **conditions) == numbers


@pytest.mark.parametrize(
    "wrong", [{"years": "new"}, {"rating": "good"}, {"words": ""}, {"best": -1}]
)
def test_conditions_that_mean_nothing_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"range|rating|greater"):
        table(**wrong)


def test_a_volume_has_the_common_settings_and_its_own(tmp_path: Path) -> None:
    (tmp_path / "volumes").mkdir()
    (tmp_path / "anthology.toml").write_text(COMMON)
    volume(tmp_path, "one", '[book]\nsubtitle = "One"\n[[part]]\ntitle = "B"\nreviews = ["b*"]\n')
    settings, _ = config.read(tmp_path, "one")
    assert (settings.book.title, settings.book.subtitle) == ("Rivers", "One")
    assert [part.title for part in settings.part] == ["B"]
    assert settings.book.isbn_print == ""  # of the other book
    assert settings.place("book", "title") == Place("anthology.toml", 3)
    assert settings.place("book", "subtitle") == Place("volumes/one.toml", 2)
    assert settings.place("part", 0, "title") == Place("volumes/one.toml", 4)


def test_mistakes_name_the_volume_and_its_line(root: Path) -> None:
    volume(root, "wrong", '[book]\ntitel = "x"\n')
    with pytest.raises(Refused) as refused:
        config.read(root, "wrong")
    assert [problem.place for problem in refused.value.problems] == [Place("volumes/wrong.toml", 2)]
    with pytest.raises(Refused, match="no volume “wrog”"):
        config.read(root, "wrog")


def test_what_is_the_same_in_two_volumes_is_typeset_once(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typeset: list[tuple[str, str]] = []
    original = section.typeset

    def counted(setup: object, one: SectionInput) -> object:
        typeset.append((one.id, one.side))  # a page has its margins by its side
        return original(setup, one)  # type: ignore[arg-type]

    monkeypatch.setattr(section, "typeset", counted)
    volume(root, "both", "")
    volume(root, "one", "[select]\nyears = 2025\n")
    for name in ("both", "one"):
        build(Order(root, editions=("print",), jobs=0, volume=name))
    reviews = [each for each in typeset if each[0].startswith("review-")]
    assert sorted(reviews) == sorted(set(reviews))
    assert len({name for name, _ in reviews}) == 4


def test_all_volumes_are_built_beside_one_another_and_listed(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    volume(root, "ada", '[book]\nsubtitle = "Hers"\n[select]\nreviewers = "Ada Moor"\n')
    volume(root, "best", '[select]\nrating = "4/5+"\nyears = 2024\n')
    volume(root, "none", "[select]\nyears = 1900\n")
    with pytest.raises(SystemExit) as ended:
        main_with(root, "build", "--volume", "all", "-e", "epub", "-j", "0")
    assert ended.value.code == 1
    shown = capsys.readouterr()
    assert "The volume none was not built" in shown.err
    assert "volumes/none.toml:1" in shown.err
    books = sorted(str(path.relative_to(root / "books")) for path in root.glob("books/*/*.epub"))
    assert books == ["ada/rivers.epub", "best/rivers.epub"]
    catalogue, _ = survey(root)
    assert catalogue.volumes == {
        "ada": ("manuscripts/glomma.md", "manuscripts/isar.md"),
        "best": ("manuscripts/isar.md",),
        "none": (),
    }
    assert sum("volumes    ada, best" in row for row in catalogue.rows()) == 1


def test_events_tell_a_program_how_far_each_book_is(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    volume(root, "ada", '[select]\nreviewers = "Ada Moor"\n')
    volume(root, "wrong", "[select]\nyear = 1900\n")
    with pytest.raises(SystemExit):
        main_with(root, "build", "--volume", "all", "-e", "epub", "-j", "0", "--json-lines")
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    steps = [event for event in events if event["event"] == "step"]
    assert [event["done"] for event in steps] == list(range(1, steps[0]["of"] + 1))
    (file,) = (event for event in events if event["event"] == "file")
    assert Path(file["path"]).stat().st_size == file["bytes"]
    wrong = [event for event in events if event["volume"] == "wrong"]
    assert [event["event"] for event in wrong] == ["problem", "end"]
    assert (wrong[0]["path"], wrong[1]["exit"]) == ("volumes/wrong.toml", 1)
    ends = [event["exit"] for event in events if event["event"] == "end"]
    assert ends == [0, 1]


def main_with(root: Path, command: str, *options: str) -> None:
    monkeypatch = pytest.MonkeyPatch()
    with monkeypatch.context() as context:
        context.setattr("sys.argv", ["anthology", command, str(root), *options])
        main()
