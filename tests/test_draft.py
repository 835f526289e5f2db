"""With --keep-going a draft is built that says on a page what is missing; never a release."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from anthology.book import Body, Book, Part, Review
from anthology.draft import MISSING, book
from anthology.report import NOWHERE, Place, Refused, error, warning

GOOD = "---\ntitle: The Good One\nreviewer: Ann\n---\nGood words stay as they are.\n"
MANUSCRIPTS: dict[str, str | bytes] = {
    "good.md": GOOD,
    "latin.md": b"caf\xe9",
    "open.md": "---\ntitle: Never closed\n",
    # Past our own limit of nesting, which is raised for it, and too deep for the engine.
    "deep.md": GOOD.replace("Good", "Deep") + "<div>" * 190 + "at the bottom" + "</div>" * 190,
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "manuscripts").mkdir()
    (tmp_path / "front").mkdir()
    (tmp_path / "front" / "foreword.md").write_bytes(b"caf\xe9")
    (tmp_path / "anthology.toml").write_text("[limits]\nnesting = 220\n")
    for name, text in MANUSCRIPTS.items():
        data = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "manuscripts" / name).write_bytes(data)
    return tmp_path


def built(project: Path, *options: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "anthology", "build", str(project), "--jobs", "1", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def texts(folder: Path) -> tuple[str, str]:
    """The words of both books."""
    with zipfile.ZipFile(next(folder.glob("*.epub"))) as archive:
        names = [name for name in archive.namelist() if name.startswith("EPUB/text")]
        documents = " ".join(archive.read(name).decode() for name in names)
    with pypdfium2.PdfDocument(next(folder.glob("*.pdf"))) as pdf:
        pages = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    return " ".join(re.sub(r"<[^>]*>", " ", documents).split()), " ".join(pages.split())


def test_a_refused_manuscript_stops_the_build(project: Path) -> None:
    code, out = built(project)
    assert code == 1
    for name in ("latin.md", "open.md", "foreword.md"):
        assert name in out
    assert not (project / "books").exists()


@pytest.mark.artefact
def test_a_draft_says_what_is_missing(project: Path) -> None:
    code, out = built(project, "--keep-going")
    assert code == 3
    assert re.search(r"deep\.md: error: .*nested too deeply", out)
    assert "Draft: placeholder pages say what is missing" in out
    for text in texts(project / "books"):
        assert text.count("This piece is missing from this draft.") == 4
        assert "This is a draft, not for publication." in text
        assert "they are" in text
        assert "at the bottom" not in text
        for name in ("latin.md", "open.md", "deep.md", "foreword.md"):
            assert name in text


@pytest.mark.artefact
@pytest.mark.parametrize("options", [(), ("--keep-going",)])
def test_a_whole_book_is_no_draft(project: Path, options: tuple[str, ...]) -> None:
    for name in ("front/foreword.md", *(f"manuscripts/{name}" for name in MANUSCRIPTS)):
        if name != "manuscripts/good.md":
            (project / name).unlink()
    code, out = built(project, *options)
    assert code == 0
    assert "Draft:" not in out
    assert not any("This is a draft" in text for text in texts(project / "books"))


def test_a_draft_is_never_released(project: Path) -> None:
    code, out = built(project, "--keep-going", "--release")
    assert code == 1
    assert "cannot be released" in out
    assert not (project / "books").exists()


def test_what_is_wrong_with_the_whole_book_has_no_draft(project: Path) -> None:
    (project / "anthology.toml").write_text("[book]\ntitel = 'x'\n")
    assert built(project, "--keep-going")[0] == 1
    assert not (project / "books").exists()


def test_a_placeholder_is_not_replaced_again() -> None:
    review = Review("review-a", Place("a.md"), "A", Body("<p>Words.</p>"))
    whole = Book("B", "b", (Part("part", "", (review,)),))
    wrong = error(Place("a.md", 3), "it <crashed> the engine")
    draft = book(whole, [wrong])
    assert "&lt;crashed&gt;" in draft.reviews[0].body.xhtml
    assert draft.reviews[0].id == "review-a"
    for problem in (wrong, error(NOWHERE, "no fonts"), error(Place("b.md"), "x"),
                    warning(Place("a.md"), "x")):  # fmt: skip
        with pytest.raises(Refused):
            book(draft, [problem])


def test_a_review_that_quotes_a_placeholder_is_not_taken_for_one() -> None:
    review = Review("review-a", Place("a.md"), "A", Body(f"<p>It said: {MISSING}</p>"))
    whole = Book("B", "b", (Part("part", "", (review,)),))
    draft = book(whole, [error(Place("a.md", 3), "it crashed")])
    assert draft.reviews[0].body.placeholder
    assert "it crashed" in draft.reviews[0].body.xhtml
