"""Other people's exports in ../shared: each row of each, and that nothing private is written.

What is right was read in the samples by eye: a row for each review that may be taken, in order,
as title | work's creators | rating of its scale | date | reviewers | language | first words.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from exports import listed, run

from anthology.imports import Order, prepare
from anthology.imports.model import Record
from conftest import SHARED

MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


@dataclass(frozen=True)
class Sample:
    """What is right of one: its rows, and what must never leave it."""

    rows: str
    secrets: tuple[str, ...] = ()


GOODREADS_2020 = """
Warbreaker|Brandon Sanderson|4 of 1-5|2014-04-05|||This is an other great Brandon Sanderson book,
Rhythm of War|Brandon Sanderson|5 of 1-5|2020-12-23|||This was a great addition to The Stormlight
The Starless Sea|Erin Morgenstern|5 of 1-5|2020-11-14|||Ambience is the one word I would use
All Clear|Connie Willis|4 of 1-5|2020-10-10|||Blackout/All Clear was a pretty good pair of books
The Name of the Wind|Patrick Rothfuss|5 of 1-5|2011-02-03|||This is an excellent book with lots
Harrow the Ninth|Tamsyn Muir|5 of 1-5|2020-08-23|||Holy shit this was an incredible book.
The Last Days of New Paris|China Miéville|3 of 1-5|2020-08-04|||This was quite an interesting ride.
To Say Nothing of the Dog: or, How We Found the Bishop's Bird Stump at Last|Connie Willis|5 of 1-5|\
2020-07-28|||This was an excellent book. I had some initial hesitation
"""
GOODREADS_2025 = """
A Dance with Dragons|George R.R. Martin|||||
The Wild Robot Protects|Peter Brown|||||
Play Nice: The Rise, Fall, and Future of Blizzard Entertainment|Jason Schreier|||||
Mastery|Robert Greene|||||
A Feast for Crows|George R.R. Martin|||||
Everyday Mindfulness for OCD: Tips, Tricks, and Skills for Living Joyfully|\
C. Alec Pollard; Jon Hershfield; Shala Nicely|||||
Everything Is F*cked: A Book About Hope|Mark Manson|||||
"""
GOODREADS_BY_HAND = """
Tales from Earthsea|Ursula K. Le Guin|4 of 1-5|2026-04-02|||bold plain text
Brave New World|Aldous Huxley|5 of 1-5|2026-03-15|||
The Left Hand of Darkness|Ursula K. Le Guin||2026-02-01|||
Foundation|Isaac Asimov|||||
Dune|Frank Herbert|||||
The Dispossessed|Ursula K. Le Guin|||||
A Random Book|Some Author|||||
Fahrenheit 451|Ray Bradbury|3 of 1-5|2025-12-20|||
The Lathe of Heaven|Ursula K. Le Guin|5 of 1-5|2026-05-10|||
Nonexistent Book|Unknown Author|1 of 1-5|2026-01-01|||
"""
STORYGRAPH = """
Brave New World|Aldous Huxley|4 of 0.25-5|2022-06-15|||
1984|George Orwell; Szíjgyártó László|||||
The Little Prince|Antoine de Saint-Exupéry; Richard Howard|||||
Fahrenheit 451|Ray Bradbury|||||
Tales from Earthsea|Ursula K. Le Guin|3.5 of 0.25-5|2026-04-02|||A great short story collection
Unknown Book|Unknown Author|2 of 0.25-5|2024-01-02|||
The Hobbit|J.R.R. Tolkien|4.5 of 0.25-5|2023-06-01|||
Fantastic Mr Fox|Roald Dahl|||||
The Memory Police|Yoko Ogawa; Stephen Snyder|4 of 0.25-5|2024-03-15|||
"""
RATE_YOUR_MUSIC = """
Are You Experienced?|The Jimi Hendrix Experience|10 of 1-10||||bold review
OK Computer|Radiohead|9 of 1-10||||
Planet Frog|Action Bronson|||||
My Review|Panopticon|9 of 1-10||||BB III
Tragedy|The Vehicle Birth|||||
"""
BOOKWYRM = """
我穿我自己|琅俨|||||
Too much tahini|Yotam Ottolenghi|4 of 0.5-5|2022-11-10|||...in his hummus
The Blue Bedspread|Raj Kamal Jha|5 of 0.5-5|2001-07-10|||
"""
BLOGGER = """
Lorem|||2017-06-20|Important Author & Co.||Lorem content
Ipsum|||2017-06-05|Important Author||Ipsum content
Dolor|||2017-05-21|Important Author||Lorem ipsum dolor sit amet, consectetur
"""
GHOST = """
Post 1|||2025-01-01|Alice Johnson||Hello world More text
Post 2|||2025-01-02|Bob Smith||Post with inline image
Post 3 - Lexical|||2025-01-03|||
"""
MEDIUM = """
Advanced Post Title|||2018-08-11|Joe Bloggs||This is an image caption This is a subtitle of some
Basic Post Title|||2018-08-11|Joe Bloggs||This is a paragraph of text and stuff. This is a another
No Date Post||||Joe Bloggs||First paragraph. Second paragraph.
Quote Post Title|||2018-08-11|Joe Bloggs||This is a paragraph of text and stuff. “Lorem Ipsum”
"""
SUBSTACK = """
Plain Text|||2019-07-26|||Lorem Ipsum Lorem ipsum dolor sit amet, consectetur
Comment Buttons|||2022-08-12|||Podcast Episode Dolore magna aliqua. Dolor sit amet.
"""
CO_AUTHORS = """
Multi-Author Post|||2024-11-02|Alice Smith; Bob Jones|en-US|This post has two authors
Three Author Post|||2024-11-03|Alice Smith; Bob Jones; Carol White|en-US|This post has three
Single Co-Author Post|||2024-11-04|Bob Jones|en-US|This post has one author
Duplicate Author Entries Post|||2024-11-05|Alice Smith; Bob Jones|en-US|This post has duplicate
"""
SMALL_EXPORT = """
Hello world!|||2011-01-18|author|en|Welcome to WordPress. This is your first post.
Foo-child|||2011-01-18|editor|en|Post associated with the Foo category that is a child of Bar.
Top-level Foo|||2011-01-18|admin|en|Post associated with the top-level Foo category.
Non-standard post format|||2011-01-18|admin|en|This is an aside.
Many Categories|||2011-01-18|admin|en|This post has a lot of categories.
"""
NAMESPACES = """
Mixed Namespaces||||||Content with namespace conflicts
No Prefix||||||Testing default namespace
Empty Namespace||||||Empty namespace test
Unicode Namespace||||||Unicode namespace URI test
Namespace Bomb||||||&lol1;&lol1;&lol1;
"""
OTHER_BLOG = """
Basic Post|||2013-06-07|Hermione Granger|en-US|My excerpt in content We're not testing HTML
Another Post|||2012-06-07|Hermione Granger|en-US|My excerpt in content We're not testing HTML
"""
SAMPLES = {
    "goodreads-csv/31-columns-2020-MIT.csv": Sample(
        GOODREADS_2020, ("4.26", "4.69", "3.85", "_SY75_", "Self-published")
    ),
    "goodreads-csv/24-columns-2025.csv": Sample(GOODREADS_2025, ("4.34", "4.18", "3.68")),
    "goodreads-csv/24-columns-neodb-fixture.csv": Sample(GOODREADS_BY_HAND, ("4.09", "3.98")),
    "storygraph-csv/storygraph-neodb-fixture.csv": Sample(STORYGRAPH, ("fbdd6b7c",)),
    "rateyourmusic-csv/rym_export.csv": Sample(RATE_YOUR_MUSIC, ("2026-04-01", "Artist577519")),
    "bookwyrm-csv/bookwyrm.csv": Sample(BOOKWYRM),
    "blogger/api-response.json": Sample(BLOGGER, ("19203947420298040620",)),
    "ghost-json/ghost-db-export.json": Sample(
        GHOST, ("alice@example.com", "bob@example.com", "alice-profile", "site-logo")
    ),
    "ghost-json/ghost-api-posts.json": Sample(
        "Welcome|||2012-11-27|Ghost||👋 Welcome, it's great to have you here.",
        ("ghost@example.com", "The professional publishing platform"),
    ),
    "medium": Sample(MEDIUM, ("This is a comment", "Draft Post", "Exported from")),
    "substack": Sample(SUBSTACK, ("Talk to Us", "About Us", "Sign up now", "Leave a comment")),
    "wordpress-wxr/co-authors-plus.xml": Sample(CO_AUTHORS, ("carol@example.com", "carol-white")),
    "wordpress-wxr/small-export.xml": Sample(
        SMALL_EXPORT,
        ("local@host.null", "Private Post", "Tagged with some tags", "this is a comment",
         "Mr WordPress", "bike messenger"),
    ),
    "wordpress-wxr/namespace-edge-cases.xml": Sample(
        NAMESPACES, ("conflict@example.com", "fake_ns_user", "hijack", "malicious", "normal_value")
    ),
    "wordpress-wxr/ghost-migrate-sample.xml": Sample(
        OTHER_BLOG, ("harry@example.com", "Draft Post", "Services", "exc-5134")
    ),
    "wordpress-wxr/crazy-cdata-escaped.xml": Sample(
        "Hello world!|||2012-01-05|admin||Content with nested tags :)", ("Alot of CDATA",)
    ),
    "wordpress-wxr/wxr-simple.xml": Sample(
        '"The Road Not Taken" by Robert Frost|||2024-06-05|admin|en-US|Two roads diverged',
        ("admin@localhost.com", "_pingme", "navigation-link"),
    ),
}  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("path", SAMPLES)
def test_each_row_of_a_sample(path: str, tmp_path: Path) -> None:
    records = prepare(Order(SHARED / "samples" / path, tmp_path)).reading.records
    found = [_of_record(each) for each in records if not each.withheld]
    rows = [row.split("|") for row in SAMPLES[path].rows.strip().split("\n")]
    _compare(found, rows)
    code, _, err = run("import", SHARED / "samples" / path, tmp_path, "--without-text")
    assert code == 0, err
    texts = [[*row[:5], row[5] or "en", row[6]] for row in rows if row[6]]
    reviews = listed(tmp_path).values() if texts else ()
    there = {each["title"]: _of_list(each) for each in reviews}
    _compare([there[title] for title, *_ in texts], texts)


def _compare(found: list[list[str]], right: list[list[str]]) -> None:
    assert [row[:6] for row in found] == [row[:6] for row in right]
    for (*_, words), (*_, first) in zip(found, right, strict=True):
        assert first in words if first else not words


def _of_record(record: Record) -> list[str]:
    makers = [each.name for each in record.work.creators] if record.work else []
    score = (
        f"{record.score.value} of {record.score.worst}-{record.score.best}" if record.score else ""
    )
    return [
        record.title or (record.work.title if record.work else ""),
        "; ".join(makers),
        score,
        str(record.written or (record.met[-1] if record.met else "")),
        "; ".join(record.reviewers),
        record.language,
        _words(record.text.html),
    ]


def _of_list(review: dict[str, Any]) -> list[str]:
    """The same of a review as `anthology list` reads what was written."""
    makers = [each["name"] for each in (review["work"] or {"creators": []})["creators"]]
    rating = review["rating"]
    return [
        review["title"],
        "; ".join(makers),
        f"{rating['value']} of {rating['worst']}-{rating['best']}" if rating else "",
        review["date"] or "",
        "; ".join(each["name"] for each in review["reviewers"]),
        review["lang"],
        _words(review["body"]["xhtml"]),
    ]


def _words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


@pytest.mark.shared
@pytest.mark.parametrize("path", [path for path, each in SAMPLES.items() if each.secrets])
def test_nothing_private_of_a_sample_is_written(path: str, tmp_path: Path) -> None:
    source = SHARED / "samples" / path
    files = [source] if source.is_file() else [each for each in source.rglob("*") if each.is_file()]
    there = "\n".join(each.read_text("utf-8") for each in files)
    assert [secret for secret in SAMPLES[path].secrets if secret not in there] == []
    code, out, err = run("import", source, tmp_path, "--without-text", "--json")
    assert code == 0, err
    written = [each.read_text("utf-8") for each in tmp_path.rglob("*") if each.is_file()]
    whole = "\n".join((out, err, *written))
    assert [secret for secret in SAMPLES[path].secrets if secret in whole] == []
    assert MAIL.findall(whole) == []


@pytest.mark.shared
def test_a_sample_that_is_cut_off_is_refused_whole(tmp_path: Path) -> None:
    source = SHARED / "samples/wordpress-wxr/malformed-simple.xml"
    code, _, err = run("import", source, tmp_path)
    assert code == 1
    assert "malformed-simple.xml:14: error: is cut off or damaged" in err
    assert not list(tmp_path.iterdir())
