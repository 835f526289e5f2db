"""Whole projects: what is read, what is left out, what is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest

from anthology.book import Found
from anthology.cache import Cache
from anthology.config import LimitsTable, Settings
from anthology.load import Loaded, load
from anthology.load.project import find
from anthology.load.project.classify import ids
from anthology.load.project.files import ProjectFiles
from anthology.load.project.model import Listing
from anthology.load.project.not_reviews import NOTHING_NAMED, Wanted
from anthology.pool import Pool
from anthology.report import Severity

ROOT = Path(__file__).parents[2]
SEEDS = {
    "751ac6a74bdeadb9b2725d9d30369275427b112f6729208805f7232529889ede",
    "39100b6dc8215f6c111737aba9f40f0c62c57fc628ae8cf93cfb97fdb6bbb209",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def loaded(root: Path, jobs: int = 0, **settings: object) -> Loaded:
    with Pool(jobs) as pool:
        return load(root, Settings.model_validate(settings), pool, Cache(None))


def errors(book: Loaded) -> list[str]:
    return [f"{p.place}: {p.message}" for p in book.problems if p.severity is Severity.ERROR]


def test_the_seeds() -> None:
    book = loaded(ROOT)
    assert book.problems == ()
    living, nightmare = book.reviews
    for review in book.reviews:
        assert review.reviewers == ()
        assert review.work is not None
        assert review.work.title == "All of Us Are Dead"
        assert (review.work.season, review.work.year, review.work.kind) == (
            "season 2",
            2026,
            "series",
        )
    assert nightmare.rating is not None
    assert nightmare.rating.as_written == "9.1/10"
    assert living.rating is None
    assert living.proposed_ratings == ()
    assert living.body.structure.count("7 headings") == 1


def test_the_seeds_stand_word_for_word() -> None:
    """The texts after the headers are those that were handed in, byte for byte."""
    texts = (path.read_bytes() for path in (ROOT / "manuscripts").glob("*.txt"))
    bodies = (text.split(b"\n---\n\n", 1)[1] for text in texts)
    assert {sha256(body).hexdigest() for body in bodies} == SEEDS


def test_what_is_read_and_what_is_left_out(project: Path) -> None:
    write(project, {
        "anthology.toml": "",
        "manuscripts/b.md": "---\ntitle: B\n---\nText.",
        "manuscripts/a/c.txt": "Text of a plain kind.",
        "manuscripts/README.md": "About.",
        "manuscripts/LICENSE": "MIT",
        "manuscripts/_template.md": "Fill in.",
        "manuscripts/.DS_Store": "x",
        "manuscripts/x.xyz": "x",
        "manuscripts/draft.md": "---\ntitle: D\ndraft: true\n---\nText.",
        "notes.md": "Not a manuscript: it lies beside the folder.",
        "front/foreword.md": "---\ntitle: Foreword\nauthor: Eve Editor\n---\nWelcome.",
        "front/01-dedication.md": "To all.",
        "back/afterword.md": "# After\n\nBye.",
        "reviewers/ann.md": "---\nname: Ann Reader\nsort_name: Reader, Ann\n"
        "also: [A. Reader]\n---\nShe *reads*.",
    })  # fmt: skip
    book = loaded(project)
    assert errors(book) == []
    assert [r.place.path for r in book.reviews] == ["manuscripts/a/c.txt", "manuscripts/b.md"]
    assert [(p.kind, p.title) for p in book.front] == [("dedication", ""), ("foreword", "Foreword")]
    assert [a.name for a in book.front[1].authors] == ["Eve Editor"]
    assert [(p.kind, p.title) for p in book.back] == [("afterword", "After")]
    (ann,) = book.people
    assert (ann.name, ann.sort_name, ann.spellings) == ("Ann Reader", "Reader, Ann", ("A. Reader",))
    assert ann.bio == "<p>She <em>reads</em>.</p>"
    assert book.left_out["drafts"] == 1
    assert sum(book.left_out.values()) >= 5


def test_a_bare_folder_is_read_whole(project: Path) -> None:
    write(
        project,
        {
            "films/the-wire.md": "Text.",
            "a.txt": "Text of it.",
            "films/2024-01-02-nope_x.md": "Text.",
        },
    )
    book = loaded(project)
    assert [(r.title, r.title_found) for r in book.reviews] == [
        ("A", Found.FILE_NAME), ("Nope x", Found.FILE_NAME), ("The wire", Found.FILE_NAME),
    ]  # fmt: skip
    assert str(book.reviews[1].date) == "2024-01-02"


def test_ids_are_unique_and_stay(project: Path) -> None:
    names = ["x.md", "a/x.md", "b/x.md", "a-x.md", "日本.md", "中国.md", "Ünïcode.md", "c/index.md"]
    write(project, {f"manuscripts/{name}": "Text." for name in names})
    ids = {r.place.path.removeprefix("manuscripts/"): r.id for r in loaded(project).reviews}
    assert len(set(ids.values())) == len(names)
    assert ids["x.md"] == "review-x"
    assert ids["b/x.md"] == "review-b-x"
    assert ids["Ünïcode.md"] == "review-unicode"
    assert ids["c/index.md"] == "review-c"
    assert all(i.isascii() and i.replace("-", "").isalnum() for i in ids.values())
    write(project, {"manuscripts/another.md": "Text."})
    after = {r.place.path.removeprefix("manuscripts/"): r.id for r in loaded(project).reviews}
    assert {name: after[name] for name in ids} == ids


@pytest.mark.parametrize("files", [{}, {"manuscripts/.keep": ""}, {"manuscripts/README.md": "x"}])
def test_an_empty_project_is_told(project: Path, files: dict[str, str]) -> None:
    write(project, files)
    (problem,) = errors(loaded(project))
    assert "nothing to print" in problem


def test_every_files_mistakes_are_told_at_once(project: Path) -> None:
    write(project, {
        "a.md": "---\ntitle: [x, y]\nspoilers: perhaps\n---\nText.",
        "b.md": "---\ntitle: open\n",
        "c.md": "",
        "d.txt": "Caf\xe9 in the old way, d\xe9j\xe0 vu.".encode("cp1252"),
        "e.doc": b"PK\x03\x04",
        "f.md": "![gone](gone.png)",
        "g.md": "Fine.",
    })  # fmt: skip
    book = loaded(project)
    found = "\n".join(errors(book))
    for said in ("a.md:2: ", "a.md:3: ", "b.md:1: ", "c.md: the file is empty", "d.txt:1: ",
                 "f.md:1: "):  # fmt: skip
        assert said in found
    assert any(each.place.path.endswith("e.doc") and each.question for each in book.problems)
    assert "g.md" not in found
    assert "g.md" in [r.place.path for r in book.reviews]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le"])
def test_another_encoding_is_named_and_may_be_declared(project: Path, encoding: str) -> None:
    text = "Ein schöner, größerer Übeltäter läuft über die Straße und grüßt höflich.\n" * 3
    write(project, {"a.txt": text.encode(encoding)})
    assert "it seems to be" in errors(loaded(project))[0]
    book = loaded(project, source={"encoding": encoding})
    assert errors(book) == []
    assert "größerer" in book.reviews[0].body.xhtml


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_are_understood(project: Path, mark: str) -> None:
    write(project, {"a.md": "---\ntitle: Füße\n---\nText.".encode(mark)})
    book = loaded(project)
    assert errors(book) == []
    assert book.reviews[0].title == "Füße"


def test_crlf(project: Path) -> None:
    write(project, {"a.md": "---\r\ntitle: T\r\n---\r\n\r\nOne\r\ntwo.\r\n\r\nThree.\r\n"})
    (review,) = loaded(project).reviews
    assert review.title == "T"
    assert review.body.xhtml == "<p>One\ntwo.</p>\n<p>Three.</p>"


def test_an_ambiguous_author_is_asked_about_once(project: Path) -> None:
    write(
        project,
        {f"{n}.md": f"---\ntitle: T{n}\nauthor: A{n}\nrating: 4/5\n---\nText." for n in range(5)},
    )
    (asked,) = loaded(project).problems
    assert asked.severity is Severity.WARNING
    assert str(asked.place) == "0.md:3"
    assert "4 more files" in asked.message
    assert loaded(project, source={"author": "work"}).problems == ()


def test_the_source_with_the_longest_path_counts(project: Path) -> None:
    write(
        project, {"a/x.md": "Text.", "a/b/x.md": "Text.", "c/x.md": "Text.", "c/skip.md": "Text."}
    )
    sources = [
        {"reviewer": "Everybody", "exclude": ["c/s*.md"]},
        {"path": "a", "reviewer": "Ann"},
        {"path": "a/b", "reviewer": "Bob", "language": "de"},
    ]
    book = loaded(project, source=sources)
    by_path = {r.place.path: r for r in book.reviews}
    assert {path: r.reviewers[0].name for path, r in by_path.items()} == {
        "a/x.md": "Ann", "a/b/x.md": "Bob", "c/x.md": "Everybody",
    }  # fmt: skip
    assert by_path["a/b/x.md"].lang == "de"
    assert book.left_out == {"excluded": 1}


def test_mistakes_in_sources(project: Path) -> None:
    write(project, {"a.md": "Text."})
    book = loaded(project, source=[{"path": "nowhere", "scale": "five"}])
    assert [p.severity for p in book.problems] == [Severity.ERROR, Severity.WARNING]


def test_a_rating_in_the_text_is_proposed_or_taken_as_the_source_says(project: Path) -> None:
    write(project, {"a.md": "---\ntitle: T\n---\nGood.\n\n⭐⭐⭐⭐/5\n\nAn easy 4 stars."})
    (review,) = loaded(project).reviews
    assert review.rating is None
    assert [(r.as_written, r.place.line) for r in review.proposed_ratings] == [
        ("⭐⭐⭐⭐/5", 6),
        ("4 stars", 8),
    ]
    (review,) = loaded(project, source={"rating": "text"}).reviews
    assert review.rating is not None
    assert (review.rating.as_written, review.rating.found) == ("⭐⭐⭐⭐/5", Found.SOURCE)
    write(project, {"a.md": "⭐⭐⭐⭐/5 for one, 2/5 for the other."})
    book = loaded(project, source={"rating": "text"})
    assert book.reviews[0].rating is None
    assert "which is the rating" in book.problems[0].message


def test_languages_and_directions(project: Path) -> None:
    write(project, {
        "a.md": "Hebrew שלום is only a word in this sentence.",
        "b.md": "---\nlang: ar\n---\nهذا نص عربي كامل مع كلمة English واحدة",
        "c.md": "---\nlanguage: de-AT\n---\nText.",
    })  # fmt: skip
    reviews = loaded(project, book={"language": "en-GB"}).reviews
    assert [(r.lang, r.dir) for r in reviews] == [("en-GB", "ltr"), ("ar", "rtl"), ("de-AT", "ltr")]


def test_a_bomb_is_refused_by_name_and_the_others_load(project: Path) -> None:
    write(
        project,
        {
            "a.md": "> " * 5000 + "deep",
            "b.md": "Fine.",
            "c.md": "---\n" + "a: [" * 3000 + "\n---\n",
        },
    )
    book = loaded(project, jobs=1)
    assert {p.place.path for p in book.problems if p.severity is Severity.ERROR} == {"a.md", "c.md"}
    assert [r.place.path for r in book.reviews] == ["b.md"]


def test_workers_give_the_same(project: Path) -> None:
    write(
        project, {f"{n}.md": f"# Title {n}\n\nText {n}[^1].\n\n[^1]: Note {n}." for n in range(20)}
    )
    assert loaded(project, jobs=2) == loaded(project, jobs=0)


def test_a_review_without_a_title_has_its_works(project: Path) -> None:
    write(project, {"a.md": "---\nbook:\n  title: A Bookshop in Algiers\n---\nText."})
    assert loaded(project).reviews[0].title == "A Bookshop in Algiers"


def test_a_text_of_wide_characters_without_a_mark_is_named(project: Path) -> None:
    write(project, {"a.txt": "Plain words.".encode("utf-16-be")})
    (problem,) = errors(loaded(project))
    assert "it seems to be utf-16-be" in problem


def test_names_that_differ_only_in_composition_get_in_both(tmp_path: Path) -> None:
    found = ids("review", ["caf\u00e9.md", "cafe\u0301.md"], "")
    assert len(set(found)) == 2
    assert found[:1] == ids("review", ["caf\u00e9.md", "cafe\u0301.md", "b.md"], "")[:1]


def test_a_picture_left_out_leaves_its_words_and_no_empty_figure(project: Path) -> None:
    there = "http://example.org/a.png"
    text = f'Before.\n\n![A cat]({there})\n\n![]({there})\n\n![A dog]({there} "Rex")\n\nAfter.\n'
    write(project, {"manuscripts/a.md": f"---\ntitle: One\nreviewer: Ann\n---\n{text}"})
    (found,) = loaded(project).reviews
    assert found.body.xhtml.replace("\n", "") == (
        "<p>Before.</p><figure>A cat</figure>"
        "<figure>A dog<figcaption>Rex</figcaption></figure><p>After.</p>"
    )


@dataclass(frozen=True)
class Forgetful(ProjectFiles):
    """Files of which a walk forgets the last one."""

    def listing(self, folder: str = "", wanted: Wanted = NOTHING_NAMED) -> Listing:
        listing = super().listing(folder, wanted)
        return replace(listing, manuscripts=listing.manuscripts[:-1])


def test_a_file_that_nobody_lists_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "manuscripts").mkdir()
    for name in ("a.md", "b.md"):
        (tmp_path / "manuscripts" / name).write_text("Words.")
    with Pool(0) as pool:
        found = load(Forgetful(tmp_path, LimitsTable()), Settings(), pool, Cache(None))
    (problem,) = [each for each in found.problems if each.severity is Severity.ERROR]
    assert problem.message == "there are 2 files, but the listing has 1"


def test_a_file_that_is_listed_and_forgotten_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text("Words.")
    (tmp_path / "b.pages").write_text("Words.")
    monkeypatch.setattr(find, "named_unread", lambda paths, files: ([], []))
    with Pool(0) as pool:
        loaded = load(tmp_path, Settings(), pool, Cache(None))
    (problem,) = [each for each in loaded.problems if each.severity is Severity.ERROR]
    assert problem.place.path == "b.pages"
    assert "neither read nor left out" in problem.message


def test_the_dates_of_a_folder_say_whether_the_day_is_first(project: Path) -> None:
    header = "---\ntitle: T\ndate: {}\n---\nText."
    dates = {"a/1.md": "17/05/2024", "a/2.md": "03/04/2024", "b/1.md": "05/17/2024",
             "b/2.md": "03/04/2024"}  # fmt: skip
    write(project, {path: header.format(date) for path, date in dates.items()})
    found = {review.place.path: str(review.date) for review in loaded(project).reviews}
    assert (found["a/2.md"], found["b/2.md"]) == ("2024-04-03", "2024-03-04")
