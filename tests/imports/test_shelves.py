"""Each export of a shelf becomes records with the right values."""

from __future__ import annotations

from pathlib import Path

import exports
import pytest
from exports import listed, records_of, run

from anthology.book import Creator, PartialDate, Work
from anthology.imports import Order, prepare
from anthology.imports.model import COMMENT, DELETED, NO_TEXT, Post, Score

SHARED = Path(__file__).parents[3] / "shared" / "samples"
DAY = PartialDate


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    return folder


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_letterboxd(tmp_path: Path, project: Path) -> None:
    source = exports.zipped(tmp_path / "letterboxd.zip", exports.LETTERBOXD)
    ready = prepare(Order(source, project))
    found = {record.key.rpartition("/")[2]: record for record in ready.reading.records}
    assert (ready.importer.name, ready.reviewer) == ("letterboxd", "Ann Lee")
    assert dict(ready.left_out) == {NO_TEXT: 1, DELETED: 1}
    first = found["aa1"]
    assert first.work == Work("Nosferatu", year=1922, kind="film")
    assert first.score == Score("4.5", "0.5", "5")
    assert (first.written, first.met) == (DAY(2024, 5, 17), (DAY(2024, 5, 16),))
    assert first.tags == ("silent", "vampires")
    assert first.post == Post("Letterboxd", DAY(2024, 5, 17), "https://boxd.it/aa1")
    assert first.text.html == (
        "<p>I liked <i>Nosferatu</i> &amp; <b>how</b> it moves.<br>\nA second line.</p>\n\n"
        "<p>After a gap &lt;3.</p>"
    )
    assert found["aa2"].score == Score("5", "0.5", "5")
    assert found["aa3"].score is None
    assert found["aa3"].text.html == "<blockquote>\n<p>Zither.</p>\n</blockquote>"
    assert found["aa5"].text.html == "<p>=SUM(A1) is no sum; [x](y) &amp; *stars*.</p>"
    assert found["aa6"].text.html == "<p>It's fine.</p>"
    assert found["dd1"].withheld == DELETED
    assert not found["dd1"].text.html


def test_the_table_that_letterboxd_imports(tmp_path: Path, project: Path) -> None:
    text = (
        "LetterboxdURI,tmdbID,imdbID,Title,Year,Directors,Rating,Rating10,WatchedDate,Rewatch,"
        "Tags,Review\n,653,tt0013442,Nosferatu,1922,F. W. Murnau,,9,2024-05-16,,,He rises.\n"
    )
    (found,) = records_of(written(tmp_path, "films.csv", text), project).values()
    assert found.work == Work(
        "Nosferatu",
        (Creator("F. W. Murnau", "director"),),
        1922,
        kind="film",
        identifiers=(("imdb", "tt0013442"), ("tmdb", "653")),
    )
    assert (found.score, found.written) == (Score("9", "1", "10"), DAY(2024, 5, 16))


def test_goodreads(tmp_path: Path, project: Path) -> None:
    found = records_of(written(tmp_path, "library.csv", exports.GOODREADS), project)
    assert found["11"].work == Work(
        "Kokoro",
        (Creator("Natsume Soseki", "author"), Creator("Ann Lee")),
        1914,
        kind="book",
        identifiers=(("isbn", "9780306406157"), ("goodreads_id", "11")),
    )
    assert found["11"].series == ("Penguin Modern", "2")
    assert found["11"].text.html == (
        '<p>First.</p>\n\n<p>Second, Replay too.<br>\n<span class="spoiler">He dies.</span></p>'
    )
    assert (found["11"].spoilers, found["11"].tags) == (True, ("classics", "japan"))
    assert (found["11"].written, found["11"].met) == (None, (DAY(2020, 12, 23),))
    assert found["12"].score is None
    assert not found["12"].text.html
    assert (found["13"].score, found["13"].spoilers) == (None, True)
    assert found["13"].text.html == "<p><b>No rating</b> here.</p>"


def test_storygraph(tmp_path: Path, project: Path) -> None:
    found = records_of(written(tmp_path, "export.csv", exports.STORYGRAPH), project)
    emma = found["Emma by Jane Austen"]
    assert emma.work == Work(
        "Emma",
        (Creator("Jane Austen", "author"), Creator("Ann Lee", "translator")),
        kind="book",
        identifiers=(("isbn", "9780306406157"),),
    )
    assert emma.score == Score("3.75", "0.25", "5")
    assert emma.met == (DAY(2021, 9, 14), DAY(2022, 11, 28))
    assert (emma.warnings, emma.tags) == ("death, war", ("old", "love"))
    solo = found["Solo by A. B."]
    assert solo.work == Work("Solo", (Creator("A. B.", "author"),), kind="book")
    assert (solo.score, solo.met, solo.text.html) == (None, (), "<p>No stars.</p>")


def test_bookwyrm(tmp_path: Path, project: Path) -> None:
    (found,) = records_of(written(tmp_path, "b.csv", exports.BOOKWYRM), project).values()
    assert found.work == Work(
        "Emma",
        (Creator("Jane Austen", "author"),),
        kind="book",
        identifiers=(("isbn", "0306406152"), ("olid", "OL1M")),
    )
    assert (found.title, found.warnings, found.spoilers) == (
        "On Emma",
        "Spoilers for the end",
        True,
    )
    assert (found.written, found.met) == (DAY(2022, 11, 10), (DAY(2022, 10, 10),))
    assert (found.score, found.tags) == (Score("4", "0.5", "5"), ())


def test_rate_your_music(tmp_path: Path, project: Path) -> None:
    found = records_of(written(tmp_path, "rym.txt", exports.RATE_YOUR_MUSIC), project)
    assert found["40"].work == Work(
        "Nests", (Creator("The Sparrows", "artist"),), 2026, kind="album"
    )
    assert (found["40"].title, found["40"].score) == ("My Title", Score("9", "1", "10"))
    assert found["40"].text.html == (
        '<p><b>One</b></p>\n\n<p><i>two</i> <a href="https://x.org">link</a></p>'
    )
    assert found["41"].score is None
    assert found["41"].work == Work("Zero", (Creator("Ünnamed", "artist"),), 1999, kind="album")


def test_librarything(tmp_path: Path, project: Path) -> None:
    source = written(tmp_path, "lt.tsv", exports.LIBRARYTHING.encode("latin-1"))
    (found,) = records_of(source, project).values()
    assert found.work == Work(
        "Café",
        (Creator("Natsume Soseki", "author"), Creator("Ann Lee")),
        1914,
        kind="book",
        identifiers=(("isbn", "0306406152"),),
    )
    assert found.text.html == "<p>A café.</p>\n\n<p>Two.</p>"
    assert (found.score, found.met) == (Score("4.5", "0.5", "5"), (DAY(2007, 4, 16),))


def test_imdb_has_no_texts(tmp_path: Path, project: Path) -> None:
    source = written(tmp_path, "ratings.csv", exports.IMDB)
    (found,) = records_of(source, project).values()
    assert found.score == Score("8", "1", "10")
    assert found.work == Work(
        "Nosferatu",
        (Creator("F. W. Murnau", "director"),),
        1922,
        kind="film",
        identifiers=(("imdb", "tt0013442"),),
    )
    assert f"1  {NO_TEXT}" in run("import", source, project)[1]
    run("import", source, project, "--without-text")
    text = (project / "manuscripts" / "imdb" / "nosferatu-1922.md").read_text("utf-8")
    assert "rating: 8/10\nrating_scale: 1-10\n" in text


def test_trakt(tmp_path: Path, project: Path) -> None:
    files = {
        "ratings-movies.json": exports.TRAKT_RATINGS,
        "comments-all.json": exports.TRAKT_COMMENTS,
    }
    ready = prepare(Order(exports.zipped(tmp_path / "trakt.zip", files), project))
    (step,) = ready.steps
    assert step.record.score == Score("8", "1", "10")
    assert step.record.text.html == "<p>He rises.</p>\n\n<p>He falls.</p>"
    assert (step.record.written, step.record.spoilers) == (DAY(2024, 5, 18), True)
    assert dict(ready.left_out) == {COMMENT: 1}


def test_google_maps(tmp_path: Path, project: Path) -> None:
    found = records_of(written(tmp_path, "Reviews.json", exports.GOOGLE_MAPS), project)
    first, second, third = (found[f"https://x/{number}"] for number in (1, 2, 3))
    assert first.work == Work("Trattoria Ada", kind="restaurant")
    assert (first.score, first.written) == (Score("4", "1", "5"), DAY(2023, 4, 5))
    assert first.text.html == "<p>Good soup.<br>\nNice.</p>"
    assert (second.score, second.text.html) == (Score("5", "1", "5"), "")
    assert third.work == Work("Book Shop")
    assert (third.score, third.written) == (Score("5", "1", "5"), DAY(2022, 1, 2))
    assert third.text.html == "<p>Many books.</p>"


def test_what_is_written_is_understood(tmp_path: Path, project: Path) -> None:
    source = exports.zipped(tmp_path / "export.zip", exports.LETTERBOXD)
    assert run("import", source, project)[0] == 0
    found = listed(project)
    assert len(found) == 5
    first = found["nosferatu-1922.md"]
    assert (first["work"]["title"], first["work"]["year"]) == ("Nosferatu", 1922)
    assert first["work"]["kind"] == "film"
    assert first["reviewers"][0]["name"] == "Ann Lee"
    assert (first["rating"]["value"], first["rating"]["best"]) == ("4.5", "5")
    assert first["rating"]["worst"] == "0.5"
    assert (first["date"], first["subjects"]) == ("2024-05-17", ["silent", "vampires"])
    assert first["publication"] is None
    path = project / "manuscripts" / "letterboxd" / "nosferatu-1922.md"
    assert '\nlink: "https://boxd.it/aa1"\n' in path.read_text("utf-8")
    assert found["nosferatu-1922-2024-06-01.md"]["date"] == "2024-06-01"
    assert found["emile-a-life-2001.md"]["work"]["title"] == "Émile: A “Life”"
    assert found["zhizn-1952.md"]["body"]["xhtml"] == (
        "<p>=SUM(A1) is no sum; [x](y) &amp; *stars*.</p>"
    )
    code, _, err = run("build", project, "--edition", "epub", "--strict", "--quiet")
    assert code == 0, err


@pytest.mark.parametrize("name", ["letterboxd", "goodreads", "librarything", "trakt", "maps"])
def test_private_things_stay_out(tmp_path: Path, project: Path, name: str) -> None:
    sources: dict[str, dict[str, str | bytes]] = {
        "letterboxd": dict(exports.LETTERBOXD),
        "goodreads": {"g.csv": exports.GOODREADS},
        "librarything": {"l.tsv": exports.LIBRARYTHING.encode("latin-1")},
        "trakt": {"c.json": exports.TRAKT_COMMENTS},
        "maps": {"Takeout/Maps/Reviews.json": exports.GOOGLE_MAPS},
    }
    assert run("import", exports.unpacked(tmp_path / "export", sources[name]), project)[0] == 0
    written = [path.read_text("utf-8") for path in project.rglob("*") if path.is_file()]
    assert len(written) > 1
    assert not [text for text in written if "secret" in text.lower()]
