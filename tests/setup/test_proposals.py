"""What setup proposes reads at least 95 % of the fields of whole corpora right.

The truth is read from the headers by regular expressions, with a mapping for each corpus that
was written by a person who looked at the files; the code under test has no part in it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from anthology.book import Review
from anthology.cache import Cache
from anthology.config import Settings
from anthology.load import load
from anthology.pool import Pool
from anthology.setup import propose, read, text
from conftest import ROOT, shared

LEAST = 0.95
Header = Mapping[str, str]


@dataclass(frozen=True)
class Truth:
    """What a manuscript says, "" where it says nothing; a year and a rating as numbers."""

    title: str
    reviewer: str = ""
    work: str = ""
    creator: str = ""
    year: str = ""
    rating: str = ""
    best: str = ""
    date: str = ""


def header(path: Path) -> Header:
    """The lines “key: value” of a header; a value that goes on in the next line is joined."""
    found = re.match(r"\s*---\n(.*?)\n---", path.read_text("utf-8"), re.DOTALL)
    lines = re.sub(r"\n(?!\w+[ ]*:|[ ]*-)", " ", found[1]) if found else ""
    pairs = re.findall(r"^(\w+)[ ]*:[ ]*(.*?)\s*$", lines, re.MULTILINE)
    return {key: " ".join(value.strip("\"'").replace('\\"', '"').split()) for key, value in pairs}


def day(written: str) -> str:
    """A date that begins with year, month and day, as ISO 8601 writes it."""
    parts = re.match(r"(\d{4})-0*(\d+)-0*(\d+)", written)
    return f"{parts[1]}-{int(parts[2]):02}-{int(parts[3]):02}" if parts else ""


def book_blog(path: Path, has: Header) -> Truth:
    value, best = has["rating"].split("/")
    title, date = has["title"], day(has["date"])
    return Truth(title, "", title, has["author"], "", value, best, date)


def album_blog(path: Path, has: Header) -> Truth:
    stars = has["rating"]
    title, filled = has["title"], str(stars.count("★"))
    best = str(len(stars)) if "☆" in stars else "5"
    return Truth(title, "", title, has["artist"], has["year"], filled, best, day(path.name))


def book_report(path: Path, has: Header) -> Truth:
    work, _, creator = has["title"].rpartition(" by ")
    work = work or has["title"]
    creator = creator if work != has["title"] else ""
    return Truth(has["title"], "", work, creator, "", has["rating"], "10", day(has["date"]))


def labelled(path: Path, has: Header) -> Truth:
    named = has["title"].partition(": ")[2]
    work, by, creator = named.rpartition(", by ")
    if not by:
        work, comma, creator = named.partition(", ")
        creator = creator if comma else ""
    stars = re.search(r"^(⭐+)/5", path.read_text("utf-8"), re.MULTILINE)
    rating = str(len(stars[1])) if stars else ""
    work, creator = " ".join((work or named).split()), " ".join(creator.split())
    return Truth(has["title"], "", work, creator, "", rating, "5", day(has["date"]))


def essay(path: Path, has: Header) -> Truth:
    return Truth(has["title"], has["reviewer"])


def got(review: Review) -> Truth:
    """The fields of a review in the form of the truth."""
    work, rating = review.work, review.rating
    known = rating is not None and rating.value is not None
    return Truth(
        title=review.title,
        reviewer="; ".join(person.name for person in review.reviewers),
        work=work.title if work else "",
        creator="; ".join(creator.name for creator in work.creators) if work else "",
        year=str(work.year or "") if work else "",
        rating=f"{rating.value:f}" if rating and known else "",
        best=f"{rating.best:f}" if rating and rating.best is not None else "",
        date=str(review.date or ""),
    )


def several(names: str) -> str:
    """Names apart, whatever stands between them."""
    return "; ".join(re.split(r"\s*(?:;|,? and |&)\s*", names))


def proposed(root: Path) -> str:
    with Pool(0) as pool:
        return text(propose(read(root, pool)))


def reviews(root: Path, proposal: str) -> dict[str, Review]:
    settings = Settings.model_validate(tomllib.loads(proposal))
    with Pool(0) as pool:
        return {r.place.path: r for r in load(root, settings, pool, Cache(None)).reviews}


def wrong(truth: Truth, review: Truth) -> Iterator[tuple[str, str, str]]:
    for name in Truth.__dataclass_fields__:
        expected, found = getattr(truth, name), getattr(review, name)
        if name in {"creator", "reviewer"}:
            expected, found = several(expected), several(found)
        if expected != found:
            yield name, expected, found


Mapped = Callable[[Path, Header], Truth]
CORPORA = [
    ("book-blog", "_books/*.md", book_blog, "bryanbraun-books"),
    ("album-blog", "_album/*.md", album_blog, "adelbordbari-albums"),
    ("book-reports", "content/book-reports/*/index.md", book_report, "mtlynch-book-reports"),
    ("labelled-titles", "content/reviews/*/*.md", labelled, "bookishmusings"),
    ("essays", "*.md", essay, "essays"),
]
CASES = [
    *(pytest.param(ROOT / "tests" / "corpora" / name, glob, mapped, id=name)
      for name, glob, mapped, _ in CORPORA),
    *(shared(f"corpus/{name}", glob, mapped) for _, glob, mapped, name in CORPORA),
]  # fmt: skip


@pytest.mark.parametrize(("root", "glob", "mapped"), CASES)
def test_nearly_all_fields_are_right(root: Path, glob: str, mapped: Mapped) -> None:
    files = [path for path in sorted(root.glob(glob)) if not path.name.startswith("_")]
    truths = {str(path.relative_to(root)): mapped(path, header(path)) for path in files}
    found = {path: got(review) for path, review in reviews(root, proposed(root)).items()}
    assert truths, "the corpus has no manuscripts"
    mistakes = [
        (path, *each)
        for path, truth in truths.items()
        for each in (wrong(truth, found[path]) if path in found else [("review", path, "")])
    ]
    for name in Truth.__dataclass_fields__:
        wrong_ones = [each for each in mistakes if each[1] in {name, "review"}]
        assert len(wrong_ones) <= (1 - LEAST) * len(truths), wrong_ones
    assert found.keys() == truths.keys(), "files that are not reviews are left out"


SAMPLES: Mapping[str, Mapping[str, Truth]] = {
    "samples/astro-eleventy": {
        "nested-book-review.md": Truth(
            "A bookshop in Algiers", "", "A bookshop in Algiers", "Kaouther Adimi; Chris Andrews",
            "2017", "4", "5", "2023-01-31",
        ),
    },
    "samples/hugo-yaml": {
        "emoji-rating-in-body-CC0.md": Truth(
            "Backlist: Audition, by Ryū Murakami", "", "Audition", "Ryū Murakami",
            "", "3", "5", "2025-02-28",
        ),
        "strong-towns-rating-of-10.md": Truth(
            "Strong Towns", "", "Strong Towns", "", "", "8", "10", "2024-02-11"
        ),
    },
    "samples/jekyll": {
        "2021-08-24-no-author.md": Truth("This has no author", date="2021-08-24"),
        "2022-03-10-has-html.md": Truth("This post has HTML in it", date="2022-03-10"),
        "2022-06-03-front-matter-tags-cats.md": Truth("This has front matter", date="2022-06-03"),
        "2024-01-13-stars-rtl-words.md": Truth(
            "Me Without You, The Spring Without You", "", "Me Without You, The Spring Without You",
            "Touraj", "2022", "2", "5", "2024-01-13",
        ),
        "blank-line-before-fence.md": Truth(
            "Essentialism", "", "Essentialism", "Greg Mckeown", "", "4", "5", "2019-06-14"
        ),
        "rating-4-of-5-author-is-book-author.md": Truth(
            "The Road to Character", "", "The Road to Character", "David Brooks",
            "", "3", "5", "2025-09-19",
        ),
        "unquoted-date.markdown": Truth("Unquoted Date", "Mark Stosberg", date="2022-06-06"),
    },
    "cases/author-list-is-reviewer/src": {
        "a.md": Truth("A Short History of Soup", "", "A Short History of Soup", "Una Historian"),
        "b.md": Truth("Second Book", "", "Second Book", "Other Writer"),
    },
    "cases/book-series-key/src": {
        "manuscripts/a.md": Truth("The Glass Strain", "", "The Glass Strain", "Max Writer"),
    },
    "cases/one-item-list/src": {
        "manuscripts/a.md": Truth(
            "One", work="Alpha", rating="4", best="5", date="2020-01-02"
        ),
        "manuscripts/b.md": Truth("Two", work="Beta"),
    },
    "cases/year-changed/src": {
        "manuscripts/a.md": Truth("A", work="Philippics", year="-44"),
        "manuscripts/b.md": Truth("B", work="X", year="1922"),
        "manuscripts/c.md": Truth("C", work="The Sopranos", year="1999"),
        "manuscripts/d.md": Truth("D", work="The Iliad", year="-750"),
    },
    "cases/dates-of-other-languages/src": {
        "1.md": Truth("T1", date="2026-06-28"),
        "2.md": Truth("T2", date="2019-05-05"),
        "3.md": Truth("T3", date="2020-03-12"),
        "4.md": Truth("T4", date="2019-03-15"),
        "5.md": Truth("T5", date="2019-05-06"),
    },
    "cases/unfenced-header-acquired/src": {
        "manuscripts/a.md": Truth(
            "Some Book", "", "Some Book", "Ann Author", "2010", date="2011-02-09"
        ),
        "manuscripts/b.md": Truth(
            "Other Book", "", "Other Book", "Ann Author", "2010", date="2011-02-09"
        ),
    },
    "cases/titles-from-file-names/src": {
        f"manuscripts/{path}.md": Truth(title, "", title, "", year, "4", "5")
        for path, title, year in (
            ("300", "300", ""),
            ("1917", "1917", ""),
            ("21-2008", "21", "2008"),
            ("12 Angry Men", "12 Angry Men", ""),
            ("28 Weeks Later", "28 Weeks Later", ""),
            ("10 Cloverfield Lane", "10 Cloverfield Lane", ""),
            ("Avengers - Endgame", "Avengers – Endgame", ""),
            ("the-matrix-reloaded-2003", "The matrix reloaded", "2003"),
            ("2001-a-space-odyssey-1968", "2001 a space odyssey", "1968"),
            ("you-cant-get-away-with-murder-1939", "You cant get away with murder", "1939"),
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("folder", [shared("")])
def test_nearly_all_fields_of_small_folders_are_right(folder: Path) -> None:
    mistakes, fields = [], 0
    for name, truths in SAMPLES.items():
        root = folder / name
        found = {path: got(review) for path, review in reviews(root, proposed(root)).items()}
        assert found.keys() == truths.keys(), name
        fields += len(truths) * len(Truth.__dataclass_fields__)
        mistakes += [
            (name, path, *each) for path in truths for each in wrong(truths[path], found[path])
        ]
    assert len(mistakes) <= (1 - LEAST) * fields, mistakes
