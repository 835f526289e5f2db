"""The people of a site: folders and data files that say who wrote the reviews."""

from __future__ import annotations

import pytest

from anthology.cache import Cache
from anthology.config import Settings
from anthology.load import Loaded, MemoryFiles, load
from anthology.pool import Pool
from anthology.report import Severity

REVIEW = "---\ntitle: Film\n{}\nrating: 4/5\n---\nText.\n"


def loaded(files: dict[str, str], *people: str) -> Loaded:
    settings = Settings.model_validate({"source": [{"people": people}] if people else []})
    with Pool(0) as pool:
        memory = MemoryFiles({path: text.encode() for path, text in files.items()})
        return load(memory, settings, pool, Cache(None))


def known(book: Loaded) -> dict[str, tuple[str, ...]]:
    """The people by name, with the other names by which reviews are signed."""
    return {person.name: person.spellings for person in book.people}


def wrong(book: Loaded) -> list[str]:
    return [p.message for p in book.problems if p.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    ("path", "text", "setting"),
    [
        ("_contributors/jo.md", "---\nname: Jo March\nshort_name: jm\n---\n", "_contributors/*.md"),
        ("content/guild/members/jm.md", "---\ntitle: Jo March\n---\nBio.", "content/guild/members"),
        ("team/jm/index.md", "---\ntitle: Jo March\n---\nBio.", "team"),
        ("data/authors.yml", "jm: {name: Jo March}", "data/authors.yml"),
        ("_data/people.json", '[{"slug": "jm", "name": "Jo March"}]', "_data/people.json"),
        ("data/who/a.toml", 'first_name = "Jo"\nlast_name = "March"\nlogin = "jm"', "x"),
        ("site/crew.yaml", "authors:\n  - {id: jm, name: Jo March}\n", "site/crew.yaml"),
    ],
)
def test_a_setting_names_the_people(path: str, text: str, setting: str) -> None:
    if setting == "x":
        path, setting = "data/who.toml", "data/who.toml"
        text = "[jm]\n" + text
    book = loaded({"manuscripts/a.md": REVIEW.format("author: jm"), path: text}, setting)
    assert known(book).keys() == {"Jo March"}
    assert "jm" in known(book)["Jo March"]
    (review,) = book.reviews
    assert [person.name for person in review.reviewers] == ["jm"]  # whom arrange resolves
    assert wrong(book) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("_authors/jm.md", "---\nshort_name: jm\nname: Jo March\n---\n"),
        ("content/critics/jm.md", "---\ntitle: Jo March\n---\nBio.\n"),
        ("_data/authors.yml", "jm:\n  name: Jo March\n"),
    ],
)
def test_people_are_found_without_a_setting(path: str, text: str) -> None:
    book = loaded({"posts/a.md": REVIEW.format("critic: jm"), path: text})
    assert "jm" in known(book)["Jo March"]
    assert [review.title for review in book.reviews] == ["Film"]
    assert book.left_out == {}


def test_a_folder_of_critics_that_have_names_is_of_people() -> None:
    files = {"content/members/jo-march.md": "---\ntitle: Jo March\nimg: /x.png\n---\nWrites."}
    book = loaded({**files, "posts/a.md": REVIEW.format("by: jo-march")})
    assert known(book) == {"Jo March": ("jo-march",)}
    alone = loaded({**files, "posts/a.md": REVIEW.format("")})
    assert [review.title for review in alone.reviews] == ["Film"]
    files = {"members/the-club.md": "---\ntitle: The Club\ndate: 2020\n---\nA film."}
    assert len(loaded({**files, "a.md": REVIEW.format("")}).reviews) == 2


def test_reviews_in_a_folder_of_authors_stay_reviews() -> None:
    book = loaded({"authors/one.md": REVIEW.format("author: A B"), "authors/two.md": "Text."})
    assert len(book.reviews) == 2
    assert not book.people


def test_a_data_file_without_anybody_is_an_error_if_it_is_named() -> None:
    for text in ("[]", "- [1]", "{", "&a b: *a", "x: {y: z}"):
        book = loaded({"a.md": REVIEW.format(""), "data/authors.yml": text})
        assert (wrong(book), book.left_out) == ([], {"of no known kind": 1}), text
    book = loaded({"a.md": REVIEW.format(""), "data/x.yml": "[]"}, "data/x.yml")
    assert wrong(book) == ["no person was found in this file"]


def test_a_setting_that_names_nobody_is_a_warning() -> None:
    book = loaded({"a.md": REVIEW.format("")}, "_writers")
    assert wrong(book) == ["people: there is nobody in “_writers”"]


def test_a_bio_is_cleaned_markdown() -> None:
    files = {"a.md": REVIEW.format(""), "data/authors.yml": "jm: {name: J, bio: 'Is *so*<script>'}"}
    (person,) = loaded(files).people
    assert person.bio == "<p>Is <em>so</em></p>"


def test_many_names_under_author_are_those_of_the_works() -> None:
    files = {f"books/{n}.md": REVIEW.format(f"author: Writer N{n}") for n in range(10)}
    files["books/own.md"] = REVIEW.format("author: jm")
    files["_authors/jm.md"] = "---\nshort_name: jm\nname: Jo March\n---\n"
    book = loaded(files)
    makers = [[c.name for c in r.work.creators] for r in book.reviews if r.work]
    assert makers == [[f"Writer N{n}"] for n in range(10)]
    assert [[p.name for p in r.reviewers] for r in book.reviews][-1] == ["jm"]
    (message,) = wrong(book)
    assert "read as the authors of the works: it has 10 names in 10 files" in message


def test_few_names_that_return_are_reviewers() -> None:
    files = {f"books/{n}.md": REVIEW.format(f"author: Critic N{n % 2}") for n in range(12)}
    book = loaded(files)
    assert {p.name for r in book.reviews for p in r.reviewers} == {"Critic N0", "Critic N1"}
    (message,) = wrong(book)
    assert "read as the reviewers: it has 2 names in 12 files" in message


@pytest.mark.parametrize(
    ("folder", "text"),
    [
        ("kritiker", "Sie lebt in Bremen.\n"),
        ("Rezensenten", "---\ntitle: Jürgen Amsel\n---\nEr lebt in Bremen.\n"),
        ("wir", "# Jürgen Amsel\n\nEr lebt in Bremen.\n"),
    ],
)
def test_a_folder_that_is_called_as_the_reviewers_is_of_people(folder: str, text: str) -> None:
    files = {
        "a.md": REVIEW.format("Rezensent: 'Amsel, Jürgen'"),
        f"{folder}/juergen-amsel.md": text,
    }
    book = loaded({**files, "b.txt": "Titel: T\nRezensentin: Jürgen Amsel\n\nText."})
    assert len(book.reviews) == 2
    (person,) = book.people
    assert person.name == "Jürgen Amsel"
    assert "lebt in Bremen" in person.bio
    assert wrong(book) == []


def test_a_file_called_as_a_reviewer_among_others_is_asked_about() -> None:
    files = {"a.md": REVIEW.format("by: Jo March"), "jo-march.md": "She lives in Rome."}
    book = loaded(files)
    assert not book.people
    assert [p.place.path for p in book.problems if p.question] == ["jo-march.md"]
    assert [person.name for person in loaded(files, "jo-march.md").people] == ["Jo March"]
    signed = {**files, "jo-march.md": "---\nby: Ann Lee\n---\nOn a critic."}
    assert not [p for p in loaded(signed).problems if p.question]
