"""Made-up sites of many habits: what setup proposes for each, and how little it guesses."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from anthology.pool import Pool
from anthology.project import survey
from anthology.setup import propose, read, text

ENGLISH = "The words of this text are only here so that there is something to read in a test."
GERMAN = "Das ist ein Text, der nur dazu da ist, dass man etwas zu lesen hat, und nicht mehr."
SPANISH = (
    "Este es un texto que solo sirve para que haya algo que leer, y fue escrito para una prueba."
)
JAPANESE = "この本はとても面白かった。主人公が町を出て、海を見る場面がいちばん好きだ。"
NAMES = (
    "Orla Quist", "Teodor Malm", "Ida Brandvold", "Pavel Orsk", "Hanne Osk", "Per Lund",
    "Gro Hall", "Lena Vik",
)  # fmt: skip
WORKS = (
    "The Long Table", "Nine Kinds of Rain", "Harvest", "Winter School", "Two Spoons",
    "Plain Figures", "A Lamp in the Harbour", "Paper Moons",
)  # fmt: skip
BOTH = tuple(enumerate(zip(WORKS, NAMES, strict=True)))
Files = Mapping[str, str]


def page(body: str = ENGLISH, **header: object) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in header.items())
    return f"---\n{lines}---\n{body}\n"


def day(number: int) -> str:
    return f"2021-03-0{number + 1}"


def proposal(root: Path, files: Files) -> dict[str, Any]:
    for path, words in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(words, "utf-8")
    with Pool(0) as pool:
        return tomllib.loads(text(propose(read(root, pool))))


GERMAN_KEYS = {
    f"posts/{i}.md": page(GERMAN, Titel=work, Autor=name, Bewertung=f"{i % 5 + 1}/5",
                          Erscheinungsjahr=1990 + i, Datum=f"{i + 1}.3.2021", Verlag="Ufer")
    for i, (work, name) in BOTH
}  # fmt: skip
SPANISH_KEYS = {
    f"peliculas/{i}.md": page(SPANISH, titulo=work, direccion=name, puntuacion=5 + i / 2,
                              fecha=day(i))
    for i, (work, name) in BOTH
}  # fmt: skip
JAPANESE_KEYS = {
    f"{i}.md": page(JAPANESE * 3, タイトル=work, 著者=name, 評価=i + 1)
    for i, (work, name) in enumerate(
        [("海辺の町", "田中花"), ("雨の音", "佐藤葉"), ("夜の舟", "鈴木風"), ("白い家", "高橋月")]
    )
}  # fmt: skip
CAMEL_CASE = {
    f"books/{i}.md": page(bookTitle=work, bookAuthor=name, myRating=i % 5 + 1, dateRead=day(i))
    for i, (work, name) in BOTH
}
OTHERS_RATINGS = {
    f"films/{i}.md": page(title=work, imdb_score=i, metacritic_rating=50 + i, my_score=i + 2)
    for i, (work, _) in BOTH
}


IN_A_TABLE = {
    f"{i}.md": f'+++\ntitle = "{work}"\n[more]\nscore = {i + 1}\nwriter = "{name}"\n+++\n{ENGLISH}'
    for i, (work, name) in BOTH
}


@pytest.mark.parametrize(
    ("files", "keys"),
    [
        pytest.param(
            GERMAN_KEYS,
            {
                "Titel": "title",
                "Autor": "author",
                "Bewertung": "rating",
                "Erscheinungsjahr": "year",
                "Datum": "date",
            },
            id="German",
        ),
        pytest.param(
            SPANISH_KEYS,
            {"titulo": "title", "direccion": "director", "puntuacion": "rating", "fecha": "date"},
            id="Spanish",
        ),
        pytest.param(
            JAPANESE_KEYS, {"タイトル": "title", "著者": "author", "評価": "rating"}, id="Japanese"
        ),
        pytest.param(
            IN_A_TABLE, {"more.score": "rating", "more.writer": "writer"}, id="in a table"
        ),
        pytest.param(OTHERS_RATINGS, {"my_score": "rating"}, id="ratings of others"),
    ],
)
def test_foreign_keys_are_mapped(tmp_path: Path, files: Files, keys: dict[str, str]) -> None:
    assert proposal(tmp_path, files)["source"][0]["keys"] == keys


@pytest.mark.parametrize(
    ("files", "language"),
    [(GERMAN_KEYS, "de"), (SPANISH_KEYS, "es"), (JAPANESE_KEYS, "ja"), (CAMEL_CASE, "en")],
)
def test_the_language_is_that_of_most_texts(tmp_path: Path, files: Files, language: str) -> None:
    assert proposal(tmp_path, files)["book"]["language"] == language


@pytest.mark.parametrize(
    ("form", "folder", "patterns"),
    [
        ("{work} by {creator}", "posts", ["{work} by {creator}"]),
        ("Review: {work}, by {creator}", "posts", ["{label}: {work}, by {creator}"]),
        ("Rezension: {work} von {creator}", "posts", ["{label}: {work} von {creator}"]),
        ("{work} review", "films", ["{work} review"]),
        ("{work} – Film Review", "films", ["{work} – Film Review"]),
        ("{work} - {creator}", "books", ["{work} - {creator}"]),
        ("{creator} – {work}", "music", ["{creator} – {work}"]),
        ("“{work}” by {creator}: a gem", "posts", ["“{work}” by {creator}: {label}"]),
        ("{work} ({year})", "films", ["{work} ({year})"]),
    ],
)
def test_patterns_of_titles_are_found(
    tmp_path: Path, form: str, folder: str, patterns: list[str]
) -> None:
    files = {
        f"{folder}/{i}.md": page(title=f"'{form.format(work=work, creator=name, year=1990 + i)}'")
        for i, (work, name) in BOTH
    }
    found = proposal(tmp_path, files)["source"][0]["title"]
    assert found == [*patterns, "{work}"]


def test_one_title_in_quotation_marks_makes_no_pattern(tmp_path: Path) -> None:
    files = {
        f"books/{i}.md": page(title=f"{WORKS[i % 8]} {i}", author=f"{NAMES[i % 8]} {i}")
        for i in range(30)
    }
    files["books/30.md"] = page(title="\"'Small' Things\"", author="Ann Lee")
    files["books/31.md"] = page(title="\"The 'Great' One\"", author="Bo Lee")
    assert proposal(tmp_path, files)["source"][0]["title"] == "work"


def test_works_that_begin_alike_have_no_label(tmp_path: Path) -> None:
    titles = ["Star Ways: One", "Star Ways: Two", "Star Ways: Three", "Ember", "Stand by Me", "Up"]
    files = {
        f"films/{i}.md": page(title=f'"{title}"', year=1990 + i, rating="4/5")
        for i, title in enumerate(titles)
    }
    assert proposal(tmp_path, files)["source"][0]["title"] == "work"


def test_titles_of_essays_are_the_reviews(tmp_path: Path) -> None:
    files = {
        f"{i}.md": page(title=f"On {work}, and what comes after it", author="Ann Lee")
        for i, work in enumerate(WORKS)
    }
    (source,) = proposal(tmp_path, files)["source"]
    assert source["author"] == "reviewer"
    assert "title" not in source


def test_folders_of_different_works_have_sources_of_their_own(tmp_path: Path) -> None:
    files: dict[str, str] = {}
    for i, (work, name) in BOTH:
        words = f"{ENGLISH} {name} knows."
        book = page(words, title=work, rating=i % 5 + 1, author=name)
        film = page(words, title=work, rating=i + 3, author="Ann Lee")
        files |= {f"content/books/{i}.md": book, f"content/films/{i}.md": film}
    found = proposal(tmp_path, files)
    assert found["book"]["group"] == "kind"
    by_path = {source["path"]: source for source in found["source"]}
    assert {path: s["author"] for path, s in by_path.items()} == {
        "content/books": "work",
        "content/films": "reviewer",
    }
    assert [(s["kind"], s["scale"]) for s in by_path.values()] == [("book", "5"), ("film", "10")]


def test_the_people_of_a_site_are_its_reviewers(tmp_path: Path) -> None:
    files = {
        "_config.yml": "title: Late Shows\nlang: en_GB\n",
        "_data/authors.yml": "jdorn:\n  name: John Dorn\nannl:\n  name: Ann Lerch\n",
        **{
            f"_posts/2021-03-0{i + 1}-x.md": page(title=work, film=work, author=login)
            for i, (work, login) in enumerate(zip(WORKS, ["jdorn", "annl"] * 4, strict=True))
        },
    }
    found = proposal(tmp_path, files)
    assert found["book"]["title"] == "Late Shows"
    assert found["book"]["language"] == "en-GB"
    people, posts = found["source"]
    assert people["people"] == "_data/authors.yml"
    assert posts["author"] == "reviewer"


def test_what_is_no_review_beside_reviews_is_left_out_as_a_guess(tmp_path: Path) -> None:
    files = {f"_posts/{i}.md": page(title=f"News {i}", author="Ann Lee") for i in range(8)}
    files |= {f"seen/{i}.md": page(title=w, director=n, rating="4/5") for i, (w, n) in BOTH}
    files["seen/list.md"] = page(title="What I saw this year")
    files["seen/9.md"] = page(title="Ember", director="Gro Hall", rating="3/5")
    root, reviews = proposal(tmp_path, files)["source"]
    assert root["exclude"] == "_posts"
    assert reviews["exclude"] == "seen/list.md"


def test_a_folder_named_for_reviews_loses_none(tmp_path: Path) -> None:
    files = {f"reviews/{i}.md": page(title=w, director=n, rating="4/5") for i, (w, n) in BOTH}
    files |= {f"reviews/{i}{i}.md": page(title=f"Ember {i}", director="A. Lee") for i in range(5)}
    files["reviews/bare.md"] = page(title="Frost")
    assert all("exclude" not in source for source in proposal(tmp_path, files)["source"])


def test_the_finished_pages_of_a_site_are_left_out(tmp_path: Path) -> None:
    files = {f"content/reviews/w{i}.md": page(title=w, rating="4/5") for i, (w, _) in BOTH}
    files |= {
        f"docs/reviews/w{i}/index.html": f"<title>{w}</title><p>{ENGLISH}</p><p>Rating: 4/5</p>"
        for i, (w, _) in BOTH
    }
    root, reviews = proposal(tmp_path, files)["source"]
    assert root["exclude"] == "docs"
    assert reviews["path"] == "content/reviews"


def test_files_to_leave_out_are_named_by_the_folders_that_hold_no_others(tmp_path: Path) -> None:
    files = {f"seen/{i}.md": page(title=w, director=n, rating="4/5") for i, (w, n) in BOTH}
    files |= {f"places/{i % 3}/{i}.md": page(title=f"Town {i}", zip=1000 + i) for i in range(9)}
    files |= {"one.md": page(title="One", zip=1), "two.md": page(title="Two", zip=2)}
    root, _ = proposal(tmp_path, files)["source"]
    assert root["exclude"] == ["one.md", "places", "two.md"]


def test_numbers_in_dates_tell_the_region(tmp_path: Path) -> None:
    files = {f"{i}.md": page(title=work, date=f"03/{13 + i}/2021") for i, work in enumerate(WORKS)}
    assert proposal(tmp_path, files)["book"]["language"] == "en-US"


def test_years_of_works_and_names_of_pages_are_seen(tmp_path: Path) -> None:
    files = {
        f"books/{i}.md": page(title=work, author=name, published=1990 + i, date=day(i),
                              name=work.replace(" ", "_"))
        for i, (work, name) in BOTH
        if " " in work
    }  # fmt: skip
    (source,) = proposal(tmp_path, files)["source"]
    assert source["keys"] == {"published": "year", "name": ""}
    assert source["title"] == "work"


def test_letter_grades_wait_for_their_worth(tmp_path: Path) -> None:
    grades = ["A", "B+", "B-", "C", "A-", "B", "F", "D"]
    files = {f"{i}.md": page(title=WORKS[i], year=1990, grade=g) for i, g in enumerate(grades)}
    assert "grades" not in proposal(tmp_path, files)["source"][0]
    with Pool(0) as pool:
        written = text(propose(read(tmp_path, pool)))
    assert '# grades = { A = 8, A- = 7, "B+" = 6, B = 5, B- = 4, C = 3, D = 2, F = 1 }' in written


def test_the_encoding_of_what_is_not_utf_8_is_named(tmp_path: Path) -> None:
    words = f"{GERMAN} Für München und das Café ist das schön, und für die Straße auch."
    for i, work in enumerate(WORKS):
        (tmp_path / f"{i}.md").write_bytes(page(words, title=work).encode("cp1252"))
    with Pool(0) as pool:
        (source,) = tomllib.loads(text(propose(read(tmp_path, pool))))["source"]
    assert source["encoding"] == "windows-1252"
    (tmp_path / "9.md").write_text(page(words, title="Ember"), "utf-8")
    with Pool(0) as pool:
        (source,) = tomllib.loads(text(propose(read(tmp_path, pool))))["source"]
    assert source["encoding"] == "windows-1252"  # of the files that are not UTF-8


def test_each_file_has_the_encoding_of_its_bytes(tmp_path: Path) -> None:
    words = f"{GERMAN} Für München und das Café ist das schön, und für die Straße auch."
    for i, work in enumerate(WORKS):
        (tmp_path / f"{i}.md").write_bytes(page(words, title=work).encode("cp1252"))
    russian = "Этот фильм я видел три раза, и каждый раз он был другим. " * 5
    (tmp_path / "r[1].md").write_bytes(page(russian, title="Ран").encode("cp1251"))
    with Pool(0) as pool:
        sources = tomllib.loads(text(propose(read(tmp_path, pool))))["source"]
    assert [source["encoding"] for source in sources] == ["windows-1252", "windows-1251"]
    assert sources[1]["path"] == "r[[]1].md"
    with Pool(0) as pool:
        (tmp_path / "anthology.toml").write_text(text(propose(read(tmp_path, pool))), "utf-8")
    book = survey(tmp_path)[0].book
    assert "Этот фильм" in next(r.body.xhtml for r in book.reviews if r.title == "Ран")


def test_who_signs_and_who_is_reviewed_may_stand_under_one_key(tmp_path: Path) -> None:
    films = {f"f{n}.md": page(title=f"Film {n}", author="Jo Grand") for n in range(9)}
    writers = ("Una Hill", "Bo Ferry", "Cy Lake", "Di Shore", "Ed Weir")
    books = {
        f"b{n}.md": page(f"What {name} writes is slow.", title=f"Book {n}", author=name)
        for n, name in enumerate(writers)
    }
    assert "author" not in proposal(tmp_path, films | books)["source"][0]
    with Pool(0) as pool:
        written = text(propose(read(tmp_path, pool)))
    assert "“Jo Grand” signed 9 of 14 files" in written


def test_the_tables_of_a_site_need_no_setting(tmp_path: Path) -> None:
    files = {
        f"content/reviews/{i}.md": f'+++\ntitle = "{work}"\n[params]\nstars = {i + 1}\n'
        f'book_author = "{name}"\n+++\n{ENGLISH}'
        for i, (work, name) in BOTH
    }
    (source,) = proposal(tmp_path, files)["source"]
    assert (source["title"], source["kind"], source["scale"]) == ("work", "book", "10")
    assert "keys" not in source


def in_folders(*names: str) -> Files:
    return {
        f"{name}/{i}.md": page(title=WORKS[i], rating="4/5") for name in names for i in range(3)
    }


def test_a_folder_for_each_person_says_who_signs(tmp_path: Path) -> None:
    files = in_folders("texts/Ann Lee", "texts/Bo van der Ek", "texts/Léa_Roy")
    found = proposal(tmp_path, files)["source"]
    assert [(each["path"], each["reviewer"]) for each in found] == [
        ("texts/Ann Lee", "Ann Lee"),
        ("texts/Bo van der Ek", "Bo van der Ek"),
        ("texts/Léa_Roy", "Léa Roy"),
    ]
    assert {each["title"] for each in found} == {"work"}


@pytest.mark.parametrize(
    "names",
    [
        ("Ann Lee", "Film Noir"),
        ("Science Fiction", "Crime Stories"),
        ("ann lee", "bo ek"),
        ("2019", "Ann Lee"),
    ],
)
def test_other_folders_name_nobody(tmp_path: Path, names: tuple[str, ...]) -> None:
    found = proposal(tmp_path, in_folders(*names)).get("source", [])
    assert not [each for each in found if "reviewer" in each]


def test_years_in_the_names_of_files_are_those_of_works(tmp_path: Path) -> None:
    names = ("Alien - 1979", "Glass Harbour (1982)", "Low Tide 1985", "12 Angry Men", "M")
    (source,) = proposal(tmp_path, {f"{name}.txt": ENGLISH for name in names})["source"]
    assert source["title"] == "work"
