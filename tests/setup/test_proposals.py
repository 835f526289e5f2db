"""What setup proposes reads at least 95 % of the fields of whole corpora right.

The truth is read from the headers by regular expressions, with a mapping for each corpus that
was written by a person who looked at the files; the code under test has no part in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from truth import LEAST, Truth, got, proposed, reviews, wrong

from conftest import ROOT, shared

Header = Mapping[str, str]


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
