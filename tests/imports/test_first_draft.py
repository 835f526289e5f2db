"""A folder that holds exports alone becomes a draft; nothing is imported."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from exports import GOODREADS, LETTERBOXD, run, unpacked, zipped

from anthology import Order, Refused, build
from anthology.cli.screen.console import summary
from anthology.project import survey
from anthology.report import Severity

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
NO_TEXTS = "Book Id,Title,Author,My Rating,My Review\n1,Emma,Jane Austen,4,\n"


def reviews(folder: Path) -> dict[str, tuple[str, ...]]:
    """The reviews that `anthology list` shows: their places, and who wrote them."""
    catalogue, _ = survey(folder)
    return {r.place.path: tuple(p.name for p in r.reviewers) for r in catalogue.book.reviews}


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {".anthology"}


def test_an_export_builds_a_draft(tmp_path: Path) -> None:
    (tmp_path / "my books.csv").write_text(GOODREADS)
    code, out, err = run("build", tmp_path, "--edition", "epub", "--jobs", "0")
    assert (code, "error" in err) == (0, False)
    *_, first, last = out.splitlines()
    assert first == "This is a draft, made from the export my books.csv."
    assert last.startswith(f"`anthology import '{tmp_path}/my books.csv' {tmp_path}` writes")
    assert "1 review without text" in out
    assert files(tmp_path) == {"books", "my books.csv"}


def test_the_list_shows_its_reviews(tmp_path: Path) -> None:
    (tmp_path / "books.csv").write_text(GOODREADS)
    assert reviews(tmp_path) == {"books.csv/kokoro-1914.md": (), "books.csv/emma-1815.md": ()}
    code, out, err = run("list", tmp_path)
    assert (code, err) == (0, "")
    assert "made from the export books.csv" in out.splitlines()[-2]


@pytest.mark.parametrize("is_zip", [True, False])
def test_what_is_deleted_stays_out_and_the_owner_is_known(tmp_path: Path, *, is_zip: bool) -> None:
    if is_zip:
        zipped(tmp_path / "films.zip", LETTERBOXD)
    else:
        unpacked(tmp_path, LETTERBOXD)
    found = reviews(tmp_path)
    assert set(found.values()) == {("Ann Lee",)}
    assert {path.split(".")[0] for path in found} == {"films" if is_zip else "reviews"}
    assert len(found) == 5
    assert "dracula" not in str(found)


def test_several_exports_and_the_same_one_twice(tmp_path: Path) -> None:
    zipped(tmp_path / "films.zip", LETTERBOXD)
    for name in ("books.csv", "books (1).csv"):
        (tmp_path / name).write_text(GOODREADS)
    found = reviews(tmp_path)
    assert len(found) == 7
    built = build(Order(tmp_path, editions=("epub",), jobs=0))
    assert [p for p in built.problems if p.severity is not Severity.NOTE] == []
    first, last = list(summary(built))[-2:]
    assert first.startswith("This is a draft, made from 2 exports: books (1).csv, films.zip.")
    assert last.startswith(f"`anthology import FILE {tmp_path}` writes")


def test_one_that_is_damaged_is_named_beside_the_others(tmp_path: Path) -> None:
    (tmp_path / "books.csv").write_text(GOODREADS)
    head = '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2'
    (tmp_path / "posts.xml").write_text(f"{head}</wp:wxr_version><item><title>Cut</ti")
    built = build(Order(tmp_path, editions=("epub",), jobs=0))
    wrong = {p.place.path for p in built.problems if p.severity is Severity.ERROR}
    assert wrong == {"posts.xml"}
    assert len(built.book.reviews) == 3  # a placeholder among them


def test_ratings_without_a_text_are_refused_as_before(tmp_path: Path) -> None:
    (tmp_path / "books.csv").write_text(NO_TEXTS)
    with pytest.raises(Refused, match="no review here yet"):
        build(Order(tmp_path, editions=("epub",), jobs=0))
    assert run("list", tmp_path)[0] == 1


@pytest.mark.parametrize("option", ["strict", "release"])
def test_strict_and_release_want_manuscripts(tmp_path: Path, option: str) -> None:
    (tmp_path / "books.csv").write_text(GOODREADS)
    with pytest.raises(Refused, match="only exports"):
        build(Order(tmp_path, editions=("epub",), jobs=0, **{option: True}))  # type: ignore[arg-type]


def test_settings_want_manuscripts(tmp_path: Path) -> None:
    (tmp_path / "books.csv").write_text(GOODREADS)
    (tmp_path / "anthology.toml").write_text('[book]\ntitle = "Rivers"\n')
    with pytest.raises(Refused, match="only exports"):
        build(Order(tmp_path, editions=("epub",), jobs=0))


def test_a_review_beside_an_export_is_the_book(tmp_path: Path) -> None:
    (tmp_path / "books.csv").write_text(GOODREADS)
    (tmp_path / "delta.md").write_text("---\ntitle: Delta\nreviewer: Ada Moor\n---\n\nQuiet.\n")
    assert set(reviews(tmp_path)) == {"delta.md"}


def test_programs_get_the_remark(tmp_path: Path) -> None:
    (tmp_path / "books.csv").write_text(GOODREADS)
    for command in (("build", tmp_path, "-e", "epub", "-j", "0"), ("list", tmp_path)):
        code, out, _ = run(*command, "--json")
        assert code == 0
        assert "made from the export" in json.loads(out)["remarks"][0]


def test_front_matter_and_people_stay(tmp_path: Path) -> None:
    (tmp_path / "books.csv").write_text(GOODREADS)
    (tmp_path / "front").mkdir()
    (tmp_path / "front" / "foreword.md").write_text("Why these books.\n")
    catalogue, _ = survey(tmp_path)
    assert [piece.kind for piece in catalogue.book.front] == ["foreword"]
    assert len(catalogue.book.reviews) == 2


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="needs the samples")
@pytest.mark.parametrize(
    ("name", "number"), [("goodreads-csv", 9), ("storygraph-csv", 1), ("bookwyrm-csv", 1)]
)
def test_real_exports(tmp_path: Path, name: str, number: int) -> None:
    folder = shutil.copytree(SAMPLES / name, tmp_path / name)
    assert len(reviews(folder)) == number
