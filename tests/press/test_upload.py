"""What a press is sent: inside, cover, a sheet for its form, and checksums, in one folder."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pikepdf
import pytest

from anthology.build import Built, build
from anthology.project import Order
from anthology.report import Refused

SETTINGS = """
[book]
title = "Rivers"
subtitle = "And what was seen of them"
editors = ["Ada Moor"]
contributors = { illustrator = "Bo Lind" }
publisher = "The Lamp Press"
isbn_print = "0-306-40615-2"
description = "What was seen of them."
subjects = ["water", { term = "Film: reviews", authority = "BISAC", code = "PER004030" }]
[press]
trim = "6x9in"
"""
TEXT = "Nobody in the picture asks why, and that is the first of its good ideas. " * 400


def project(folder: Path, settings: str = SETTINGS, reviews: int = 3) -> Path:
    (folder / "manuscripts").mkdir(exist_ok=True)
    (folder / "anthology.toml").write_text(settings)
    for number in range(reviews):
        header = f"---\ntitle: River {number}\nreviewer: Cai Penn\n---\n\n"
        (folder / "manuscripts" / f"{number}.md").write_text(f"{header}{TEXT}\n")
    return folder


def built(folder: Path, press: str = "lulu", *editions: str) -> Built:
    return build(Order(folder, editions=editions or ("upload",), press=press, jobs=0))


def test_all_that_a_press_is_sent_lies_in_its_folder(tmp_path: Path) -> None:
    made = built(project(tmp_path))
    books = tmp_path / "books" / "lulu"
    names = {"rivers.pdf", "rivers-cover-lulu.pdf", "rivers-upload.txt", "rivers-upload.json"}
    assert {path.name for path in made.files} == {*names, "rivers.sha256"}
    sums = dict(
        line.split("  ")[::-1] for line in (books / "rivers.sha256").read_text().split("\n")[:-1]
    )
    assert sums == {name: hashlib.sha256((books / name).read_bytes()).hexdigest() for name in names}


def test_the_sheet_says_what_the_files_are(tmp_path: Path) -> None:
    made = built(project(tmp_path))
    books = tmp_path / "books" / "lulu"
    sheet = json.loads((books / "rivers-upload.json").read_text())
    assert sheet["title"] == "Rivers"
    assert sheet["isbn"] == "9780306406157"
    assert sheet["contributors"] == [
        {"name": "Ada Moor", "role": "editor"},
        {"name": "Bo Lind", "role": "illustrator"},
        {"name": "Cai Penn", "role": "author"},
    ]
    assert sheet["keywords"] == ["water"]
    assert sheet["categories"] == [
        {"scheme": "BISAC", "code": "PER004030", "term": "Film: reviews"}
    ]
    assert (sheet["press"], sheet["paper"], sheet["ink"]) == ("Lulu, paperback", "cream", "black")
    assert sheet["pages"] == made.pages["rivers.pdf"]
    with pikepdf.open(books / "rivers-cover-lulu.pdf") as cover:
        width = float(cover.pages[0].mediabox[2]) / 72
    assert sheet["cover"]["in"][0] == pytest.approx(width, abs=0.001)
    assert sheet["spine"]["in"] == pytest.approx(width - 12.25, abs=0.001)
    text = (books / "rivers-upload.txt").read_text()
    assert "ISBN          9780306406157\n" in text
    assert "Trim          6 × 9 in = 152.4 × 228.6 mm\n" in text
    assert all(len(line) <= 96 for line in text.splitlines())


def test_what_forms_ask_for_and_is_not_set_is_named(tmp_path: Path) -> None:
    made = built(project(tmp_path, '[book]\ntitle = "Rivers"\n[press]\ntrim = "6x9in"\n'))
    notes = {problem.hint for problem in made.problems}
    assert "Set isbn_print in [book]." in notes
    assert "(not set: description in [book])" in next(iter(made.files)).read_text()


def test_a_new_inside_brings_a_new_sheet_and_drops_covers_of_other_presses(tmp_path: Path) -> None:
    books = tmp_path / "books"
    folder = project(tmp_path)
    built(folder)
    first = json.loads((books / "lulu" / "rivers-upload.json").read_text())
    project(tmp_path, reviews=8)
    made = build(Order(folder, editions=("print",), press="lulu", apart=True, jobs=0))
    second = json.loads((books / "lulu" / "rivers-upload.json").read_text())
    assert second["pages"] == made.pages["rivers.pdf"] > first["pages"]
    assert second["spine"]["in"] > first["spine"]["in"]
    built(folder, "lulu", "print", "cover")
    made = built(folder, "ingram-paperback", "print", "cover")
    assert {path.name for path in books.glob("*.pdf")} == {
        "rivers.pdf",
        "rivers-cover-ingram-paperback.pdf",
    }
    assert any("rivers-cover-lulu.pdf was removed" in problem.message for problem in made.problems)


def test_a_cover_that_somebody_changed_is_left(tmp_path: Path) -> None:
    folder = project(tmp_path)
    built(folder, "lulu", "print", "cover")
    changed = tmp_path / "books" / "rivers-cover-lulu.pdf"
    changed.write_bytes(changed.read_bytes() + b"\n")
    built(folder, "ingram-paperback", "print")
    assert changed.exists()


@pytest.mark.parametrize(
    ("press", "words"),
    [("", "no press is named"), ("screen", "is not a press"), ("lulo", "no press “lulo”")],
)
def test_an_upload_needs_a_press(press: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=words):
        built(project(tmp_path), press)
    assert not (tmp_path / "books").exists()
