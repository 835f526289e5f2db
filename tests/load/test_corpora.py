"""The corpora with headers load as their headers say, each by a [source] of a few lines."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from anthology.book import Review
from anthology.cache import Cache
from anthology.config import Settings
from anthology.load import Loaded, load
from anthology.pool import Pool
from anthology.report import Severity
from conftest import ROOT, shared

BOOK_BLOG = """
    [source]
    path = "_books"
    reviewer = "{}"
    author = "work"
    title = "work"
    kind = "book"
    """
ALBUM_BLOG = """
    [source]
    path = "_album"
    reviewer = "{}"
    title = "work"
    scale = "0-5"
    kind = "album"
    """
BOOK_REPORTS = """
    [source]
    path = "content"
    reviewer = "{}"
    title = ["{work} by {creator}", "{work}"]
    scale = "1-10"
    kind = "book"
    """
LABELLED_TITLES = """
    [source]
    reviewer = "{}"
    title = ["{label}: {work}, by {creator}", \
             "{label}: {work}, {creator}", "{label}: {work}"]
    rating = "text"
    kind = "book"
    """


def habit(name: str, reviewer: str, reviews: int, theirs: ParameterSet) -> pytest.MarkDecorator:
    """Two corpora of one habit, each with its reviewer and its number of reviews."""
    ours = pytest.param(ROOT / "tests" / "corpora" / name, reviewer, reviews, id=name)
    return pytest.mark.parametrize(("root", "reviewer", "reviews"), [ours, theirs])


def loaded(root: Path, source: str, reviewer: str) -> Loaded:
    text = source.replace("{}", reviewer)
    assert len(text.strip().splitlines()) <= 6
    settings = Settings.model_validate(tomllib.loads(text))
    with Pool(0) as pool:
        return load(root, settings, pool, Cache(None))


def headers(root: Path, folder: str) -> dict[str, dict[str, str]]:
    """The header lines of every file of a corpus, read by the eye of a regular expression."""
    found = {}
    for path in sorted((root / folder).rglob("*.md")):
        header = re.match(r"\s*---\n(.*?)\n---", path.read_text("utf-8"), re.DOTALL)
        if header and not path.name.startswith("_"):
            lines = re.sub(r"\n[ ]*(?![-\s]|\w+:)", " ", header[1])  # a title on two lines
            pairs = re.findall(r"^(\w+):[ ]*(.*?)\s*$", lines, re.MULTILINE)
            relative = path.relative_to(root).as_posix()
            found[relative] = {key: value.strip("\"'") for key, value in pairs}
    return found


def by_path(book: Loaded, folder: str) -> dict[str, Review]:
    return {r.place.path: r for r in book.reviews if r.place.path.startswith(f"{folder}/")}


def padded(date: str) -> str:
    """A date of a header as ISO 8601 writes it."""
    year, month, day = re.match(r"(\d+)-0*(\d+)-0*(\d+)", date).groups()  # type: ignore[union-attr]
    return f"{year}-{int(month):02}-{int(day):02}"


def check_common(book: Loaded, review: Review, reviewer: str, kind: str) -> None:
    assert [person.name for person in review.reviewers] == [reviewer]
    assert review.work is not None
    assert review.work.kind == kind
    assert not [
        p
        for p in book.problems
        if p.place.path == review.place.path and p.severity is Severity.ERROR
    ]


@habit("book-blog", "Nora Vance", 4, shared("corpus/bryanbraun-books", "Bryan Braun", 234))
def test_the_habit_of_a_book_blog(root: Path, reviewer: str, reviews: int) -> None:
    book = loaded(root, BOOK_BLOG, reviewer)
    found = by_path(book, "_books")
    expected = headers(root, "_books")
    assert len(expected) == reviews
    assert found.keys() == expected.keys()
    for path, header in expected.items():
        review = found[path]
        check_common(book, review, reviewer, "book")
        assert review.work is not None
        assert review.work.title == review.title == header["title"].replace('\\"', '"')
        assert [(c.name, c.role) for c in review.work.creators] == [(header["author"], "author")]
        assert str(review.date) == padded(header["date"])
        assert review.rating is not None
        assert review.rating.as_written == header["rating"]
        value, best = header["rating"].split("/")
        assert (review.rating.value, review.rating.best) == (Decimal(value), Decimal(best))


@habit("album-blog", "Milo Tranter", 3, shared("corpus/adelbordbari-albums", "Adel Bordbari", 28))
def test_the_habit_of_an_album_blog(root: Path, reviewer: str, reviews: int) -> None:
    book = loaded(root, ALBUM_BLOG, reviewer)
    found = by_path(book, "_album")
    expected = headers(root, "_album")
    assert len(expected) == reviews
    assert found.keys() == expected.keys()
    for path, header in expected.items():
        review = found[path]
        check_common(book, review, reviewer, "album")
        assert review.work is not None
        assert review.work.title == header["title"]
        assert review.work.year == int(header["year"])
        assert [(c.name, c.role) for c in review.work.creators] == [(header["artist"], "artist")]
        assert str(review.date) == Path(path).name[:10]
        assert review.rating is not None
        assert review.rating.as_written == header["rating"]
        assert review.rating.value == header["rating"].count("★")
        assert review.rating.best == len(header["rating"]) == 5
        assert review.rating.worst == 0


@habit("book-reports", "Ruth Ekdal", 3, shared("corpus/mtlynch-book-reports", "Michael Lynch", 21))
def test_the_habit_of_book_reports(root: Path, reviewer: str, reviews: int) -> None:
    book = loaded(root, BOOK_REPORTS, reviewer)
    found = by_path(book, "content")
    expected = headers(root, "content")
    assert len(expected) == reviews
    assert found.keys() == expected.keys()
    for path, header in expected.items():
        review = found[path]
        check_common(book, review, reviewer, "book")
        assert review.work is not None
        title, by, creators = header["title"].rpartition(" by ")
        title, creators = (title, creators) if by else (creators, "")
        assert review.title == header["title"]
        assert review.work.title == title
        assert " and ".join(c.name for c in review.work.creators) == creators
        assert str(review.date) == header["date"]
        assert review.rating is not None
        assert str(review.rating.value) == header["rating"]
        assert review.rating.best == 10


@habit("labelled-titles", "Sanna Bly", 5, shared("corpus/bookishmusings", "Bookish Musings", 60))
def test_the_habit_of_labelled_titles(root: Path, reviewer: str, reviews: int) -> None:
    book = loaded(root, LABELLED_TITLES, reviewer)
    found = by_path(book, "content")
    expected = headers(root, "content")
    assert len(expected) == reviews
    assert found.keys() == expected.keys()
    for path, header in expected.items():
        review = found[path]
        check_common(book, review, reviewer, "book")
        assert review.work is not None
        text = (root / path).read_text("utf-8")
        creators = [c.name for c in review.work.creators]
        written_title = header["title"].split(": ", 1)[1]
        label = ", by " if creators and ", by " in written_title else ", "
        written = review.work.title + (label + " and ".join(creators) if creators else "")
        assert " ".join(written_title.replace(" & ", " and ").split()) == written.replace(
            " & ", " and "
        )
        assert str(review.date) == padded(header["date"])
        stars = re.search(r"^(⭐+)/5", text, re.MULTILINE)
        assert stars is not None
        assert review.rating is not None
        assert review.rating.as_written == stars[0]
        assert review.rating.value == len(stars[1])
        assert review.rating.best == 5


@habit("essays", "", 3, shared("corpus/essays", "", 74))
def test_essays(root: Path, reviewer: str, reviews: int) -> None:
    assert reviewer == ""  # each essay names its own
    with Pool(0) as pool:
        book = load(root, Settings(), pool, Cache(None))
    expected = headers(root, ".")
    found = {r.place.path: r for r in book.reviews}
    assert len(expected) == reviews
    for path, header in expected.items():
        review = found[path]
        assert review.title == header["title"]
        assert [person.name for person in review.reviewers] == [header["reviewer"]]
        assert review.lang == header["language"]
        assert review.publication is not None
        assert review.work is None
        text = (root / path).read_text("utf-8")
        assert f"\n  in: {review.publication.name}\n" in text
        assert f'\n  date: "{review.publication.date}"\n' in text
        notes = set(re.findall(r"^\[\^(\w+)\]:", text, re.MULTILINE))
        assert review.body.xhtml.count('<aside class="note"') == len(notes)
        assert review.body.xhtml.count('class="note-call"') == len(notes)
    assert not [p for p in book.problems if p.severity >= Severity.WARNING]
