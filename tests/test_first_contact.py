"""A folder that nobody prepared is listed and becomes a draft, whatever is wrong in it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from anthology import Order, Refused, build
from anthology.cli import main
from anthology.cli.screen.console import summary
from anthology.project import survey
from anthology.report import Severity

GOOD = "---\ntitle: {}\nreviewer: Ada Moor\n---\n\nA quiet film about a river.\n"
BROKEN = "---\ntitle: [never closed\n---\n\nWords.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reviews, one whose header cannot be read, and no settings."""
    for name in ("One", "Two"):
        (tmp_path / f"{name}.md").write_text(GOOD.format(name))
    (tmp_path / "broken.md").write_text(BROKEN)
    return tmp_path


def test_the_list_shows_what_can_be_read(folder: Path) -> None:
    catalogue, problems = survey(folder)
    assert [review.title for review in catalogue.book.reviews] == ["One", "Two"]
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    assert {problem.place.path for problem in errors} == {"broken.md"}


def test_nothing_to_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.md").write_text(BROKEN)
    with pytest.raises(Refused):
        survey(tmp_path)


def test_a_bare_folder_builds_a_draft(folder: Path) -> None:
    built = build(Order(folder, editions=("epub",), jobs=0))
    assert built.left_out
    assert [path.suffix for path in built.files] == [".epub"]
    assert "broken.md" in {problem.place.path for problem in built.problems}


@pytest.mark.parametrize("option", ["strict", "release"])
def test_strict_and_release_refuse_it(folder: Path, option: str) -> None:
    with pytest.raises(Refused):
        build(Order(folder, editions=("epub",), jobs=0, **{option: True}))  # type: ignore[arg-type]
    assert not (folder / "books").exists()


def test_with_settings_an_error_ends_the_build(folder: Path) -> None:
    (folder / "anthology.toml").write_text('[book]\ntitle = "Rivers"\n')
    with pytest.raises(Refused):
        build(Order(folder, editions=("epub",), jobs=0))


def test_the_list_for_programs_has_the_problems(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["anthology", "list", str(folder), "--json"])
    with pytest.raises(SystemExit) as ended:
        main()
    found = json.loads(capsys.readouterr().out)
    assert ended.value.code == 1
    assert len(found["book"]["parts"][0]["reviews"]) == 2
    assert any(problem["path"] == "broken.md" for problem in found["problems"])


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.md", "# [[Stalker]]\n\nA zone.\n", "Stalker"),
        ("a.md", "# [[films/Ran|Ran, again]]\n\nA storm.\n", "Ran, again"),
        ("L&#39;Avventura.md", "An island with much sea around it.\n", "L'Avventura"),
        ("a.txt", "The Third Man\n\nVienna in the rain, and a zither.\n", "The Third Man"),
        ("a.txt", "ONE\n\nIt rains here.\n\nTWO\n\nIt rains still.\n", "A"),
    ],
)
def test_titles_are_words(tmp_path: Path, name: str, text: str, title: str) -> None:
    (tmp_path / name).write_text(text)
    (tmp_path / "empty.md").write_text(" \n")
    catalogue, problems = survey(tmp_path)
    assert [review.title for review in catalogue.book.reviews] == [title]
    assert not [problem for problem in problems if problem.severity is Severity.ERROR]
    assert [each.path for each in catalogue.skipped] == ["empty.md"]


STRANGE = (
    "---\ntitle: Tablets\nreviewer: Ada Moor\n---\n\n𐀀𐀁𐀂𐀃𐀄 𐀅𐀆𐀇𐀈 𐀉𐀊𐀋.\n"  # Linear B: no style has it
)


def e_book(folder: Path) -> str:
    with zipfile.ZipFile(next((folder / "books").glob("*.epub"))) as archive:
        names = [name for name in archive.namelist() if name.startswith("EPUB/text")]
        return " ".join(archive.read(name).decode() for name in names)


def printed(folder: Path) -> str:
    with pypdfium2.PdfDocument(next((folder / "books").glob("*.pdf"))) as pdf:
        return " ".join(page.get_textpage().get_text_bounded() for page in pdf)


@pytest.mark.artefact
def test_a_folder_that_no_font_draws_becomes_an_e_book(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(STRANGE)
    built = build(Order(tmp_path, jobs=1))
    assert sorted(path.suffix for path in built.files) == [".epub", ".pdf"]
    assert "𐀀𐀁𐀂𐀃𐀄" in e_book(tmp_path)
    assert "without page numbers" in " ".join(summary(built))
    assert "This piece is missing from this draft." in " ".join(printed(tmp_path).split())


@pytest.mark.artefact
def test_what_no_font_draws_is_missing_in_print_alone(folder: Path) -> None:
    (folder / "strange.md").write_text(STRANGE)
    built = build(Order(folder, jobs=1))
    assert sorted(path.suffix for path in built.files) == [".epub", ".pdf"]
    text = e_book(folder)
    assert "𐀀𐀁𐀂𐀃𐀄" in text
    assert text.count("This piece is missing from this draft.") == 1  # broken.md
    assert " ".join(printed(folder).split()).count("This piece is missing from this draft.") == 2


def test_with_settings_it_is_refused_and_the_e_book_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(STRANGE)
    (tmp_path / "anthology.toml").write_text('[book]\ntitle = "Tablets"\n')
    with pytest.raises(Refused) as refused:
        build(Order(tmp_path, jobs=0))
    (wrong,) = (p for p in refused.value.problems if p.severity is Severity.ERROR)
    assert "anthology build -e epub" in wrong.hint
    assert build(Order(tmp_path, editions=("epub",), jobs=0)).page_list == "without page numbers"


def test_a_draft_reads_what_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("Une soirée au cinéma, déjà oubliée.".encode("windows-1252"))
    order = Order(tmp_path, editions=("epub",), jobs=0)
    built = build(order)
    assert not built.left_out
    assert "soirée" in e_book(tmp_path)
    (tmp_path / "anthology.toml").write_text("")
    with pytest.raises(Refused):
        build(order)


WRONG = '[book]\ntitel = "Rivers"\n[press]\npreset = "kpd"\n[style]\nname = "none"\n'


def test_wrong_settings_do_not_hide_what_is_wrong_in_manuscripts(folder: Path) -> None:
    (folder / "anthology.toml").write_text(WRONG)
    for keep_going in (False, True):
        with pytest.raises(Refused) as refused:
            build(Order(folder, editions=("epub",), jobs=0, keep_going=keep_going))
        words = " ".join(f"{p.place}: {p.message}" for p in refused.value.problems)
        assert "anthology.toml:2: unknown key “titel”" in words
        assert "anthology.toml:4: there is no press “kpd”" in words
        assert "there is no style “none”" in words
        assert "broken.md:" in words
    assert not (folder / "books").exists()


def test_wrong_settings_do_not_hide_the_list(folder: Path) -> None:
    (folder / "anthology.toml").write_text(WRONG)
    catalogue, problems = survey(folder)
    assert [review.title for review in catalogue.book.reviews] == ["One", "Two"]
    assert {"anthology.toml", "broken.md"} == {problem.place.path for problem in problems}


def test_a_draft_does_without_pictures_that_are_missing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A still ![A ship](ship.jpg) and more words.\n")
    built = build(Order(tmp_path, editions=("epub",), jobs=0))
    assert not built.left_out
    (doubt,) = (p for p in built.problems if p.severity is Severity.WARNING)
    assert doubt.message == "ship.jpg was not found; it is left out"
    assert "A still A ship and more" in e_book(tmp_path)
    (tmp_path / "anthology.toml").write_text("")
    with pytest.raises(Refused):
        build(Order(tmp_path, editions=("epub",), jobs=0))
