"""Offprints: each reviewer has the pages of the book, with its folios, and an e-book."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

import pikepdf
import pypdfium2
import pytest

from anthology import Order, build
from anthology.pdf.reprints.page_labels import labels

LONG = "\n\n".join(
    f"The {n}th scene is long, and so is what {{0}} says of it. " * 9 for n in range(9)
)
SETTINGS = """
[book]
title = "Late Shows"
editors = ["Ines Halvorsen"]
rights = "© the reviewers"
isbn_epub = "978-1-4028-9462-6"
layout = "essays"
[press]
bleed = "0.125in"
"""


@pytest.fixture(scope="module")
def offprints(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    root = tmp_path_factory.mktemp("book")
    (root / "anthology.toml").write_text(SETTINGS, "utf-8")
    (root / "manuscripts").mkdir()
    for number, name in enumerate(["Ann Lee", "Tobias Renck", "Ann Lee"]):
        text = f"---\ntitle: Review {number}\nreviewer: {name}\n---\n{LONG.format(name)}\n"
        (root / f"manuscripts/{number}.md").write_text(text, "utf-8")
    both = (
        "---\ntitle: Both\nreviewers: [Ann Lee, Tobias Renck]\n---\n[Here](https://example.org).\n"
    )
    (root / "manuscripts/9.md").write_text(both, "utf-8")
    built = build(Order(root, editions=("offprints", "print"), jobs=0))
    return {path.name.removeprefix("late-shows"): path.read_bytes() for path in built.files}


def words(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as book:
        return [page.get_textpage().get_text_bounded() for page in book]


def test_each_reviewer_has_a_pdf_and_an_e_book(offprints: Mapping[str, bytes]) -> None:
    of_each = {f"-offprint-{name}" for name in ("ann-lee", "tobias-renck")}
    pdfs, e_books = ({f"{own}.{kind}" for own in of_each} for kind in ("pdf", "epub"))
    assert set(offprints) == {".pdf", "-offprints.txt"} | pdfs | e_books


def test_a_pdf_has_title_rights_and_the_reviewers_pages(offprints: Mapping[str, bytes]) -> None:
    pages = words(offprints["-offprint-tobias-renck.pdf"])
    assert "Late Shows" in pages[0]
    assert "© the reviewers" in pages[1]
    assert "Review 1" in pages[2]
    assert "Both" in pages[-1]
    assert "Ann Lee says" not in " ".join(" ".join(pages).split())
    scenes = re.findall(r"The (\d)th scene", " ".join(" ".join(pages).split()))
    assert set(scenes) == set("012345678")


def test_its_pages_are_those_of_the_book(offprints: Mapping[str, bytes]) -> None:
    whole = dict(zip(labels(offprints[".pdf"]), words(offprints[".pdf"]), strict=True))
    own = offprints["-offprint-ann-lee.pdf"]
    assert [whole[folio] for folio in labels(own)] == words(own)
    assert len(set(labels(own))) == len(labels(own))


def test_its_pages_are_cut_to_the_trim_and_keep_addresses(offprints: Mapping[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(offprints["-offprint-ann-lee.pdf"])) as pdf:
        boxes = {tuple(map(float, page.mediabox)) for page in pdf.pages}
        sizes = {(round(box[2] - box[0]), round(box[3] - box[1])) for box in boxes}
        links = [each for page in pdf.pages for each in page.obj.get("/Annots", [])]
    assert sizes == {(396, 612)}
    assert all(link.A.S == pikepdf.Name.URI for link in links)


def test_an_e_book_has_the_page_numbers_of_the_book(offprints: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(offprints["-offprint-ann-lee.epub"])) as epub:
        files = {name: epub.read(name).decode() for name in epub.namelist() if "." in name[-6:]
                 and not name.endswith((".jpg", ".ttf", ".otf", ".png"))}  # fmt: skip
    text = " ".join(files.values())
    assert "978" not in next(data for name, data in files.items() if name.endswith(".opf"))
    assert "Tobias Renck says" not in text
    nav = next(data for name, data in files.items() if name.endswith("nav.xhtml"))
    found = re.findall(r">(\d+)</a>", nav[nav.index("page-list") :])
    own = [label for label in labels(offprints["-offprint-ann-lee.pdf"]) if label.isdigit()]
    assert found == own


def test_a_list_says_what_is_for_whom(offprints: Mapping[str, bytes]) -> None:
    listed = offprints["-offprints.txt"].decode()
    assert "Ann Lee: late-shows-offprint-ann-lee.pdf and .epub\n     1  Review 0\n" in listed
