"""What setup proposes reads every field of other people's small folders right.

The truth is what `expected.txt` beside a case says, or what a person reads in the files.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from truth import LEAST, Truth, got, proposed, reviews, wrong

from conftest import shared

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
    "cases/list-with-one-error/src": {
        "manuscripts/a.md": Truth("Good"),
        "manuscripts/c.md": Truth("Typo"),
    },
    "cases/markup-in-header/src": {
        "a.md": Truth("Shōdo", "", "Shōdo", "Patrick Müller", "2003"),
        "b.md": Truth("Blue & Green", "", "Blue & Green", "Mary Fowl"),
    },
    "cases/multi-line-quoted-value/src": {
        "manuscripts/a.md": Truth("One", "", "One", rating="4", best="5"),
        "manuscripts/b.md": Truth("Two", "", "Two", rating="4", best="5"),
    },
    "cases/names-in-indexes/src": {
        f"{number}.md": Truth(f"Book {number}", "", f"Book {number}", creators)
        for number, creators in enumerate(
            ("Ariana Little; Lady X", "Phil Lorde; Chris Mill", "Amal Mo; Max Glad",
             "Gabriel García Márquez", "Omar El Akkad", "Karl Marks; Fred Engel",
             "Lady X; Bruno M"), 1)
    },
    "cases/placeholder-isbn/src": {
        f"manuscripts/{name}.md": Truth(title, "", title, creator, year)
        for name, title, creator, year in (
            ("a", "Alpha", "Ann A", "1990"), ("b", "Beta", "Bob B", "2000"),
            ("c", "Gamma", "Cy C", "2001"), ("d", "Delta", "Di D", "2002"),
        )
    },
    "cases/contributors-folder/src": {
        "_posts/2024-01-01-a.md": Truth("A", "Jo March", date="2024-01-01"),
    },
    "cases/files-of-the-site/src": {"a.md": Truth("A")},
    "cases/reviewer-apostrophe/src": {
        "manuscripts/a.md": Truth("T", "Nora O’Malley"),
        "manuscripts/b.md": Truth("U", "Nora O’Malley"),
    },
    "cases/title-entities/src": {
        "manuscripts/a.md": Truth("It’s Tom & Jerry – café", "A; B", "Café"),
    },
    "cases/isbn-of-a-spreadsheet/src": {
        f"manuscripts/{name}.md": Truth(name.upper(), work=work)
        for name, work in (("a", "X"), ("b", "Y"), ("c", "Z"))
    },
    "cases/capsules/src": {
        f"m/{n}.md": Truth(f"Capsule {n}", "Ann", f"Film {n}", rating="3", best="5")
        for n in range(1, 11)
    },
    "cases/site-root-picture/src": {
        "_posts/2024-01-02-a.md": Truth("One", date="2024-01-02"),
        "c/c.md": Truth("Three"),
        "content/b.md": Truth("Two"),
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
    mistakes, number = [], 0
    for name, truths in SAMPLES.items():
        root = folder / name
        found = {path: got(one) for path, one in reviews(root, proposed(root)).items()}
        assert found.keys() == truths.keys(), name
        number += len(truths)
        mistakes += [
            (name, path, *each) for path in truths for each in wrong(truths[path], found[path])
        ]
    for field in Truth.__dataclass_fields__:
        own = [each for each in mistakes if each[2] == field]
        assert len(own) <= (1 - LEAST) * number, own
