"""anthology.toml: what is read, and every mistake at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from anthology import config
from anthology.report import Problem, Refused, Severity


def project(tmp_path: Path, text: str) -> Path:
    (tmp_path / "anthology.toml").write_text(text, "utf-8")
    return tmp_path


def refusal(tmp_path: Path, text: str) -> dict[int, Problem]:
    with pytest.raises(Refused) as refused:
        config.read(project(tmp_path, text))
    return {problem.place.line: problem for problem in refused.value.problems}


def test_no_file_gives_defaults_a_title_and_a_note(tmp_path: Path) -> None:
    folder = tmp_path / "late-night_films"
    folder.mkdir()
    settings, problems = config.read(folder)
    assert settings.book.title == "Late Night Films"
    assert settings.press.bleed == 9.0
    assert [p.severity for p in problems] == [Severity.NOTE]
    assert "anthology setup" in problems[0].hint


def test_values_in_every_accepted_form(tmp_path: Path) -> None:
    settings, problems = config.read(
        project(
            tmp_path,
            '[book]\ntitle = "T"\neditors = "Ann"\ndate = 2024-05-17\nseries_number = 3\n'
            'subjects = ["Film", {term = "Silent", authority = "BISAC", code = "PER004030"}]\n'
            '[press]\nbleed = "3mm"\ntrim = "129 x 198mm"\n[source]\nscale = "5"\n'
            "[back]\nworks_index = false\n",
        )
    )
    assert problems == ()
    assert settings.book.editors == ("Ann",)
    assert settings.book.date == "2024-05-17"
    assert settings.book.series_number == "3"
    assert [s.code for s in settings.book.subjects] == ["", "PER004030"]
    assert settings.press.bleed == pytest.approx(8.504, abs=0.001)
    assert settings.press.trim_size == pytest.approx((365.67, 561.26), abs=0.01)
    assert settings.source[0].scale == "5"
    assert settings.back.works_index is False
    assert settings.back.ratings == "auto"


def test_all_mistakes_at_once_each_with_its_line(tmp_path: Path) -> None:
    found = refusal(
        tmp_path,
        '[book]\ntitel = "X"\neditors = ["A",\n  ["b"]]\norder = "titles"\n'
        'isbn_print = "978-3-16-148410-1"\ntrim = "5x8in"\n\n[press]\nbleed = "3"\n'
        '[[part]]\ntitle = "One"\n[[part]]\nreveiws = "x"\n'
        '[reviewers."Ann Lee"]\nsortname = "Lee"\n[limits]\nseconds = 0\n',
    )
    assert sorted(found) == [2, 4, 5, 6, 7, 10, 13, 14, 16, 18]
    assert found[2].hint == "Did you mean “title”?"
    assert found[5].hint == "Did you mean “title”?"
    assert found[7].hint == "It belongs under [press]."
    assert found[14].hint == "Did you mean “reviews”?"
    assert found[16].hint == "Did you mean “sort_name”?"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ('[book]\ntitle = "open\n', 2, "TOML"),
        ('[book]\ntitle = "a"\ntitle = "b"\n', 3, "TOML"),
        ("[book]\n\ntitle = The Book\n", 3, "TOML"),
        ("a = " + "[" * 5000, 0, "nested"),
        ('[book]\ntitle = "\x00"\n', 2, "TOML"),
    ],
)
def test_what_is_not_toml_is_reported_with_its_line(
    tmp_path: Path, text: str, line: int, word: str
) -> None:
    found = refusal(tmp_path, text)
    assert word in found[line].message


def test_other_encodings_are_named(tmp_path: Path) -> None:
    (tmp_path / "anthology.toml").write_bytes('[book]\ntitle = "Müller"\n'.encode("latin-1"))
    with pytest.raises(Refused) as refused:
        config.read(tmp_path)
    assert refused.value.problems[0].place.line == 2
    assert "UTF-8" in refused.value.problems[0].message


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text('[book]\ntitle = "S"\n')
    inside = tmp_path / "book"
    inside.mkdir()
    (inside / "anthology.toml").symlink_to(tmp_path / "secret.toml")
    with pytest.raises(Refused, match="not an ordinary file"):
        config.read(inside)


def test_settings_are_frozen(tmp_path: Path) -> None:
    settings, _ = config.read(tmp_path)
    with pytest.raises(ValueError, match="frozen"):
        settings.book.title = "other"


def test_what_is_right_holds_beside_mistakes(tmp_path: Path) -> None:
    text = (
        '[book]\ntitle = "Rivers"\norder = "titles"\n[press]\nbleed = "3"\n'
        '[[source]]\npath = "films"\nscale = "5"\nauthor = "worck"\n'
        '[style]\nname = "/outside"\n'
    )
    settings, problems = config.read_in_part(project(tmp_path, text))
    assert settings.book.title == "Rivers"
    assert [(one.path, one.scale, one.author) for one in settings.source] == [("films", "5", "")]
    assert settings.style.name == "classic"
    assert {problem.place.line for problem in problems} == {3, 5, 9, 11}
    assert config.is_wrong(problems)
    choices = next(p.message for p in problems if p.place.line == 9)
    assert choices.endswith(
        "“source.author” cannot be “worck”; choose one of: reviewer, work, ignore"
    )


@pytest.mark.parametrize("text", ["title = open\n", '"\\u0001" = 3\n', "book = 3\n", "[book\n"])
def test_settings_that_are_none_leave_the_defaults(tmp_path: Path, text: str) -> None:
    settings, problems = config.read_in_part(project(tmp_path, text))
    assert settings.book.language == "en"
    assert config.is_wrong(problems)
