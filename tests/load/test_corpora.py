"""The corpora with headers load as their headers say, each by a [source] of a few lines."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from anthology.book import Review
from anthology.cache import Cache
from anthology.config import Settings
from anthology.load import Loaded, load
from anthology.pool import Pool
from anthology.report import Severity

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
SHARED = next(
    (
        p / "shared/corpus"
        for p in Path(__file__).resolve().parents
        if (p / "shared/corpus").is_dir()
    ),
    CORPUS,
)
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora are not here")

SOURCES = {
    "bryanbraun-books": """
        [source]
        path = "_books"
        reviewer = "Bryan Braun"
        author = "work"
        title = "work"
        kind = "book"
        """,
    "adelbordbari-albums": """
        [source]
        path = "_album"
        reviewer = "Adel Bordbari"
        title = "work"
        scale = "0-5"
        kind = "album"
        """,
    "mtlynch-book-reports": """
        [source]
        path = "content"
        reviewer = "Michael Lynch"
        title = ["{work} by {creator}", "{work}"]
        scale = "1-10"
        kind = "book"
        """,
    "bookishmusings": """
        [source]
        reviewer = "Bookish Musings"
        title = ["{label}: {work}, by {creator}", "{label}: {work}, {creator}", "{label}: {work}"]
        rating = "text"
        kind = "book"
        """,
}


def loaded(name: str) -> Loaded:
    text = SOURCES[name]
    assert len(text.strip().splitlines()) <= 6
    settings = Settings.model_validate(tomllib.loads(text))
    with Pool(0) as pool:
        return load(SHARED / name, settings, pool, Cache(None))


def headers(name: str, folder: str) -> dict[str, dict[str, str]]:
    """The header lines of every file of a corpus, read by the eye of a regular expression."""
    found = {}
    for path in sorted((SHARED / name / folder).rglob("*.md")):
        header = re.match(r"\s*---\n(.*?)\n---", path.read_text("utf-8"), re.DOTALL)
        if header and not path.name.startswith("_"):
            lines = re.sub(r"\n[ ]*(?![-\s]|\w+:)", " ", header[1])  # a title on two lines
            pairs = re.findall(r"^(\w+):[ ]*(.*?)\s*$", lines, re.MULTILINE)
            relative = path.relative_to(SHARED / name).as_posix()
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


def test_bryanbraun() -> None:
    book = loaded("bryanbraun-books")
    reviews = by_path(book, "_books")
    said = headers("bryanbraun-books", "_books")
    assert len(said) == 234
    assert reviews.keys() == said.keys()
    for path, header in said.items():
        review = reviews[path]
        check_common(book, review, "Bryan Braun", "book")
        assert review.work is not None
        assert review.work.title == review.title == header["title"].replace('\\"', '"')
        assert [(c.name, c.role) for c in review.work.creators] == [(header["author"], "author")]
        assert str(review.date) == padded(header["date"])
        assert review.rating is not None
        assert review.rating.as_written == header["rating"]
        value, best = header["rating"].split("/")
        assert (review.rating.value, review.rating.best) == (Decimal(value), Decimal(best))


def test_adelbordbari() -> None:
    book = loaded("adelbordbari-albums")
    reviews = by_path(book, "_album")
    said = headers("adelbordbari-albums", "_album")
    assert len(said) == 28
    assert reviews.keys() == said.keys()
    for path, header in said.items():
        review = reviews[path]
        check_common(book, review, "Adel Bordbari", "album")
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


def test_mtlynch() -> None:
    book = loaded("mtlynch-book-reports")
    reviews = by_path(book, "content")
    said = headers("mtlynch-book-reports", "content")
    assert len(said) == 21
    assert reviews.keys() == said.keys()
    for path, header in said.items():
        review = reviews[path]
        check_common(book, review, "Michael Lynch", "book")
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


def test_bookishmusings() -> None:
    book = loaded("bookishmusings")
    reviews = by_path(book, "content")
    said = headers("bookishmusings", "content")
    assert len(said) == 60
    assert reviews.keys() == said.keys()
    for path, header in said.items():
        review = reviews[path]
        check_common(book, review, "Bookish Musings", "book")
        assert review.work is not None
        text = (SHARED / "bookishmusings" / path).read_text("utf-8")
        creators = [c.name for c in review.work.creators]
        told = header["title"].split(": ", 1)[1]
        label = ", by " if creators and ", by " in told else ", "
        written = review.work.title + (label + " and ".join(creators) if creators else "")
        assert " ".join(told.replace(" & ", " and ").split()) == written.replace(" & ", " and ")
        assert str(review.date) == padded(header["date"])
        stars = re.search(r"^(⭐+)/5", text, re.MULTILINE)
        assert stars is not None
        assert review.rating is not None
        assert review.rating.as_written == stars[0]
        assert review.rating.value == len(stars[1])
        assert review.rating.best == 5


def test_essays() -> None:
    with Pool(0) as pool:
        book = load(SHARED / "essays", Settings(), pool, Cache(None))
    said = headers("essays", ".")
    reviews = {r.place.path: r for r in book.reviews}
    assert len(said) == 74
    for path, header in said.items():
        review = reviews[path]
        assert review.title == header["title"]
        assert [person.name for person in review.reviewers] == [header["reviewer"]]
        assert review.lang == header["language"]
        assert review.publication is not None
        assert review.publication.name in {"Heretics", "Table-Talk", "Essays"}
        assert str(review.publication.date) in {"1905", "1821", "1841"}
        assert review.work is None
        text = (SHARED / "essays" / path).read_text("utf-8")
        notes = set(re.findall(r"^\[\^(\w+)\]:", text, re.MULTILINE))
        assert review.body.xhtml.count('<aside class="note"') == len(notes)
        assert review.body.xhtml.count('class="note-call"') == len(notes)
    assert not [p for p in book.problems if p.severity >= Severity.WARNING]
