"""A print book in several volumes: built, bound, proved, and all that is made of it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from anthology import memory
from anthology.build import Built, build
from anthology.pool import Pool
from anthology.preview.proof import Proof
from anthology.preview.proving import Proving
from anthology.project import Order, survey
from anthology.report import Refused, Severity

SPLIT = 30
BOOK = """
[book]
title = "Rivers"
subtitle = "And what was seen of them"
editors = ["Ada Moor"]
publisher = "The Lamp Press"
description = "What was seen of them."
layout = "{layout}"
split = {split}
split_numbering = "{numbering}"
{more}
[press]
trim = "5x8in"
"""
ISBNS = (
    'isbn_print = "978-0-306-40615-7"\nisbn_volumes = ["978-1-4028-9462-6", "978-3-16-148410-0"]'
)
WORDS = "Nobody in picture {0} asks why, and that is the first of its good ideas. " * 9
REVIEWS = 12


@dataclass(frozen=True)
class Volumes:
    """The files of a build."""

    root: Path
    built: Built

    def pdf(self, number: int, ending: str = "") -> bytes:
        return (self.root / "books" / f"rivers-{number}{ending}.pdf").read_bytes()

    def pages(self, number: int, ending: str = "") -> list[str]:
        with pypdfium2.PdfDocument(self.pdf(number, ending)) as book:
            return [page.get_textpage().get_text_bounded() for page in book]

    def labels(self, number: int) -> list[str]:
        with pikepdf.open(io.BytesIO(self.pdf(number))) as book:
            return [str(page.label) for page in book.pages]

    @property
    def count(self) -> int:
        return len([name for name in self.built.pages if re.fullmatch(r"rivers-\d\.pdf", name)])


def project(
    root: Path, numbering: str = "own", more: str = "", layout: str = "essays", split: int = SPLIT
) -> Path:
    """Reviews of three pages, each of which leads to another."""
    (root / "manuscripts").mkdir(exist_ok=True)
    values = {"numbering": numbering, "more": more, "layout": layout, "split": split}
    (root / "anthology.toml").write_text(BOOK.format(**values), "utf-8")
    for n in range(1, REVIEWS + 1):
        other = n * 5 % REVIEWS + 1
        header = f"---\ntitle: River {n}\nreviewer: Cai Penn {n % 3}\nwork: Film {n % 6}\n---\n\n"
        text = "\n\n".join([WORDS.format(n)] * 9) + f"\n\nSee [this](m{other:02}.md).\n"
        (root / "manuscripts" / f"m{n:02}.md").write_text(header + text, "utf-8")
    return root


def volumes(root: Path, *editions: str, jobs: int = 0) -> Volumes:
    return Volumes(root, build(Order(root, editions=editions or ("print",), jobs=jobs)))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Volumes:
    root = project(tmp_path_factory.mktemp("own"), more=ISBNS)
    return volumes(root, "print", "epub", "booklet", "galley", "screen", "offprints")


@pytest.fixture(scope="module")
def continuous(tmp_path_factory: pytest.TempPathFactory) -> Volumes:
    return volumes(project(tmp_path_factory.mktemp("continuous"), "continuous"), "print", "epub")


def test_no_volume_is_thicker_than_it_may_be(own: Volumes) -> None:
    assert own.count > 1
    lengths = [own.built.pages[f"rivers-{n}.pdf"] for n in range(1, own.count + 1)]
    assert max(lengths) <= SPLIT
    assert not (own.root / "books" / "rivers.pdf").exists()


def test_each_has_a_title_page_and_contents_of_its_own(own: Volumes) -> None:
    seen: list[str] = []
    for number in range(1, own.count + 1):
        pages = own.pages(number)
        named = ["", "I", "II", "III", "IV"][number]
        assert f"Volume {named} of {'I' * own.count}" in pages[2]
        (contents,) = (page for page in pages if page.startswith("Contents"))
        seen += re.findall(r"River \d+", contents)
    assert seen == [f"River {n}" for n in range(1, REVIEWS + 1)]


def test_each_review_is_in_one_volume_and_whole(own: Volumes) -> None:
    texts = ["\n".join(own.pages(number)) for number in range(1, own.count + 1)]
    for n in range(1, REVIEWS + 1):
        found = [len(re.findall(rf"picture\s+{n}\s+asks", text)) for text in texts]
        assert sorted(found)[-2:] == [0, 81]


def test_pages_are_numbered_from_one_in_each(own: Volumes) -> None:
    for number in range(1, own.count + 1):
        labels = own.labels(number)
        assert labels[0] == "i"
        assert "1" in labels
        assert len(set(labels)) == len(labels)


def test_a_link_names_the_volume_where_it_is_another(own: Volumes) -> None:
    first = " ".join(own.pages(1)).replace("\u00a0", " ")
    assert re.search(r"\(p\. II \d+\)", first)
    assert re.search(r"\(p\. \d+\)", first)
    assert not re.search(r"\(p\. I \d+\)", first)


def test_the_index_is_of_all_volumes(own: Volumes) -> None:
    last = own.pages(own.count)
    index = " ".join(page for page in last if "Film 1" in page).replace("\u00a0", " ")
    for n in range(6):
        assert f"Film {n}" in index
    assert {*re.findall(r"\b([IVX]+) \d", index)} == {"I", "II", "III"}
    assert not any("Index of" in page for page in own.pages(1))


def test_the_e_book_is_one_with_the_pages_of_all(own: Volumes) -> None:
    with zipfile.ZipFile(own.root / "books" / "rivers.epub") as epub:
        nav = epub.read("EPUB/nav.xhtml").decode()
    labels = re.findall(r'href="[^"]*#page-[^"]*">([^<]+)<', nav)
    assert {"I 1", "II 1", "III 1"} <= {*labels}
    assert len(labels) == len({*labels})


def test_continuous_numbers_go_on(continuous: Volumes) -> None:
    known: list[str] = []
    for number in range(1, continuous.count + 1):
        arabic = [label for label in continuous.labels(number) if label.isdecimal()]
        assert int(arabic[0]) % 2 == 1
        assert not known or 1 <= int(arabic[0]) - int(known[-1]) <= 2
        known += arabic
    assert known[0] == "1"
    assert len(known) == len({*known})
    words = " ".join(continuous.pages(1)).replace("\u00a0", " ")
    assert not re.search(r"\(p\. [IVX]+ \d+\)", words)


def test_booklets_proofs_and_offprints_are_of_each_volume(own: Volumes) -> None:
    names = {path.name for path in own.built.files}
    for number in range(1, own.count + 1):
        assert {f"rivers-{number}-{each}.pdf" for each in ("booklet", "galley")} <= names
    assert "rivers-screen.pdf" in names
    listed = (own.root / "books" / "rivers-offprints.txt").read_text()
    assert re.search(r"III \d+ +River 12", listed)


def test_a_wrong_number_of_isbns_is_said(own: Volumes) -> None:
    warnings = [p for p in own.built.problems if p.severity is Severity.WARNING]
    assert [p.message for p in warnings] == [
        "the print book is in 3 volumes, and isbn_volumes has 2 numbers"
    ]


@pytest.mark.parametrize("jobs", [0, 2])
def test_the_same_bytes_each_time(tmp_path: Path, own: Volumes, jobs: int) -> None:
    again = volumes(project(tmp_path, more=ISBNS), "print", "epub", jobs=jobs)
    for number in range(1, own.count + 1):
        assert again.pdf(number) == own.pdf(number)
    assert (tmp_path / "books/rivers.epub").read_bytes() == (
        own.root / "books/rivers.epub"
    ).read_bytes()


def test_with_little_memory_they_are_the_same(
    tmp_path: Path, own: Volumes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "MANY", 1)
    spared = volumes(project(tmp_path, more=ISBNS), "print", jobs=1)
    assert [spared.pdf(n) for n in range(1, own.count + 1)] == [
        own.pdf(n) for n in range(1, own.count + 1)
    ]


def test_an_edit_and_another_edition_find_the_division_in_the_cache(tmp_path: Path) -> None:
    first = volumes(project(tmp_path), "print")
    before = [first.pdf(n) for n in range(1, first.count + 1)]
    second = volumes(tmp_path, "print", "galley")
    assert [second.pdf(n) for n in range(1, second.count + 1)] == before
    path = tmp_path / "manuscripts" / "m12.md"
    path.write_text(path.read_text("utf-8") + "\nOne word more.\n", "utf-8")
    third = volumes(tmp_path, "print")
    assert third.pdf(1) == before[0]
    assert third.pdf(third.count) != before[-1]


def test_files_of_another_division_are_removed(tmp_path: Path) -> None:
    volumes(project(tmp_path))
    assert (tmp_path / "books" / "rivers-3.pdf").exists()
    whole = volumes(project(tmp_path, split=0))
    assert {path.name for path in (tmp_path / "books").glob("*.pdf")} == {"rivers.pdf"}
    removed = [p.message for p in whole.built.problems if "was removed" in p.message]
    assert len(removed) == 3
    volumes(project(tmp_path))
    assert not (tmp_path / "books" / "rivers.pdf").exists()


def test_a_book_that_fits_into_one_volume_is_not_split(tmp_path: Path) -> None:
    built = volumes(project(tmp_path, split=800)).built
    assert [path.name for path in built.files] == ["rivers.pdf"]


@pytest.mark.parametrize("layout", ["run-on", "guide", "grid"])
def test_reviews_that_share_pages_are_split_between_two_of_them(
    tmp_path: Path, layout: str
) -> None:
    made = volumes(project(tmp_path, layout=layout, split=24))
    assert made.count > 1
    assert all(pages <= 24 for pages in made.built.pages.values())


def test_a_volume_begins_with_the_part_that_is_near(tmp_path: Path) -> None:
    halves = {"Early": ["m0[1-6]*"], "Late": ["m0[7-9]*", "m1*"]}
    parts = "".join(f'[[part]]\ntitle = "{k}"\nreviews = {v}\n' for k, v in halves.items())
    root = project(tmp_path, split=44)
    (root / "anthology.toml").write_text((root / "anthology.toml").read_text() + parts)
    made = volumes(root)
    assert made.count == 2
    body = next(n for n, label in enumerate(made.labels(2)) if label == "1")
    assert "Late" in made.pages(2)[body]


def test_a_review_that_is_too_long_for_a_volume_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        volumes(project(tmp_path, split=10))
    (problem,) = refused.value.problems
    assert "volumes of 10 pages at most" in problem.message
    assert "split" in problem.hint


def test_each_volume_has_a_cover_for_its_pages_and_an_isbn(tmp_path: Path) -> None:
    project(tmp_path, more=ISBNS, split=44)
    built = build(Order(tmp_path, editions=("upload",), press="kdp-paperback", jobs=0))
    books = tmp_path / "books" / "kdp-paperback"
    codes = []
    for number in (1, 2):
        sheet = (books / f"rivers-{number}-upload.json").read_text()
        assert f'"volume": "{number} of 2"' in sheet
        assert f'"pages": {built.pages[f"rivers-{number}.pdf"]}' in sheet
        cover = (books / f"rivers-{number}-cover-kdp-paperback.pdf").read_bytes()
        with pypdfium2.PdfDocument(cover) as book:
            assert f"Volume {'I' * number} of II" in book[0].get_textpage().get_text_bounded()
        codes.append(re.findall(r'"isbn": "(\d+)"', sheet))
    assert codes == [["9781402894626"], ["9783161484100"]]
    assert not [p.message for p in built.problems if "ISBN" in p.message]


def test_a_press_s_limits_hold_for_each_volume(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        build(
            Order(project(tmp_path, split=22), editions=("print",), press="kdp-paperback", jobs=0)
        )
    errors = [p.message for p in refused.value.problems if p.severity is Severity.ERROR]
    assert errors
    assert all(re.match(r"volume [IV]+: Amazon KDP.* binds 24 to", each) for each in errors)


def test_the_preview_shows_the_whole(tmp_path: Path) -> None:
    project(tmp_path)
    with Pool(0) as pool:
        proof = Proving(tmp_path, "", pool).proof(lambda _: None)
    assert isinstance(proof, Proof)
    titles = [entry.title for entry in proof.contents]
    assert titles.count("Contents") == 1
    assert len([title for title in titles if title.startswith("River ")]) == REVIEWS


def test_the_list_of_a_project_that_is_split(tmp_path: Path) -> None:
    catalogue, problems = survey(project(tmp_path, more=ISBNS))
    assert len(catalogue.book.reviews) == REVIEWS
    assert not [problem for problem in problems if problem.severity is Severity.ERROR]
