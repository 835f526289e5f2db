"""Every author's mistake and every attack is a folder: what goes in, what must come of it.

`tests/cases/NAME/src` is a project, `expect.json` says what its build must do: see expectation.py
for its keys. What git cannot keep (links, pipes, bombs, file names that are not UTF-8) is made
first, from the recipes under "make".
"""

from __future__ import annotations

import html
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pydantic import ValidationError

from checkers import Checker
from conftest import running
from expectation import Expectation, expectation

CASES = Path(__file__).parent / "cases"
WATCHED = Path(__file__).parent / "watched.py"
MEASURED = Path(__file__).parent / "measured.py"
SOURCE = str(CASES.parents[1] / "src")
SECRET = "CANARY-OF-THE-EDITOR"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())


EXPECTATIONS = {name: expectation(CASES / name) for name in NAMES}
PARAMETERS = [
    pytest.param(name, marks=pytest.mark.artefact if expect.builds_books else pytest.mark.slow)
    for name, expect in EXPECTATIONS.items()
]


@dataclass(frozen=True)
class Run:
    """A build that ended: its exit code (None: it was too slow and was killed), and its cost."""

    exit: int | None
    seconds: float
    megabytes: float
    report: str


@pytest.fixture(scope="module")
def programs() -> Iterator[Checker]:
    """measured.py, ready for programs."""
    yield from running(sys.executable, MEASURED, PYTHONPATH=SOURCE)


@pytest.mark.parametrize("name", PARAMETERS)
def test_case(name: str, tmp_path: Path, programs: Checker) -> None:
    expect = EXPECTATIONS[name]
    project, output = laid_out(name, expect, tmp_path)
    log = tmp_path / "log"
    with target(expect.output, output):
        done = run(programs, log, project, output, expect)
    check_run(expect, done)
    check_report(expect, done.report)
    assert not log.read_text("utf-8", "replace"), "reached outside the project"
    books = sorted(output.glob("*")) if output.exists() else []
    if done.exit != 0:
        assert books == []
    else:
        check_books(expect, books)


@pytest.mark.parametrize(
    "text",
    ['{"exit": [1], "wran": ["x"]}', '{"exit": [1], "warn": "x"}', '{"must": "There is no exit."}'],
)
def test_an_expectation_that_nobody_checks_is_an_error(text: str, tmp_path: Path) -> None:
    (tmp_path / "expect.json").write_text(text)
    with pytest.raises(ValidationError):
        expectation(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "seconds", "bound"),
    [
        ("import time; time.sleep(9)", 0.5, "seconds"),
        ("import subprocess as s; s.run(['sleep', '9'])", 0.5, "seconds"),
        ("x = b'x' * 500_000_000", 30.0, "MB"),
        ("import os; os.fork() or b'x' * 500_000_000; os._exit(os.wait() and 0)", 30.0, "MB"),
    ],
)
def test_the_bounds_of_a_case_are_enforced(
    code: str, seconds: float, bound: str, tmp_path: Path, programs: Checker
) -> None:
    program = tmp_path / "program.py"
    program.write_text(code)
    done = measured(programs, [program], tmp_path, seconds)
    assert done.seconds < 9
    with pytest.raises(AssertionError, match=bound):
        check_run(Expectation(exit=(0, 1), max_seconds=seconds), done)


def laid_out(name: str, expect: Expectation, folder: Path) -> tuple[Path, Path]:
    """A copy of the case's project with a secret beside it, and the output folder's path."""
    project = folder / expect.folder
    shutil.copytree(CASES / name / "src", project)
    for keep in project.rglob(".gitkeep"):
        keep.unlink()
    outside = folder / "outside"
    outside.mkdir()
    (outside / "canary.md").write_text(SECRET)
    Image.new("RGB", (3, 3)).save(outside / "canary.png")
    for path, recipe in expect.make.items():
        make(project / path, recipe)
    return project, folder / "out" / "books"


@contextmanager
def target(kind: str, output: Path) -> Iterator[None]:
    """The place where the books are to go; a file may stand there, or the disk may be full."""
    output.parent.mkdir()
    if kind == "a full disk":
        command = ("mount", "-t", "tmpfs", "-o", "size=100k", "none", output.parent)
        if subprocess.run(command, check=False, capture_output=True).returncode:
            pytest.skip("only root can make a small disk")
    if kind == "a file":
        output.write_text("mine")
    try:
        yield
        assert kind != "a file" or output.read_text() == "mine"
        assert not kind or [path for path in output.parent.iterdir() if path != output] == []
    finally:
        if kind == "a full disk":
            subprocess.run(("umount", output.parent), check=True)


def make(path: Path, recipe: dict[str, Any]) -> None:
    """A file as a recipe says: a link, a pipe, a picture, or text with repetitions."""
    if "link" in recipe:
        path.symlink_to(recipe["link"])
    elif "pipe" in recipe:
        os.mkfifo(path)
    elif "picture" in recipe:
        stream = io.BytesIO()
        Image.new("1", tuple(recipe["picture"])).save(stream, "PNG")
        path.write_bytes(stream.getvalue()[: -recipe["cut"] if "cut" in recipe else None])
    else:
        pieces = (p if isinstance(p, str) else p[0] * p[1] for p in recipe["text"])
        Path(os.fsdecode(os.fsencode(path))).write_text("".join(pieces), "utf-8")


def run(programs: Checker, log: Path, project: Path, output: Path, expect: Expectation) -> Run:
    """Build a project under the watch of watched.py, which writes to the log."""
    log.touch()
    # In this order: the watch's own arguments, then the command line.
    program: list[str | Path] = [WATCHED, log, project, output]
    program += ["build", project, "--output", output, "--jobs", "1"]
    program += [word for name in expect.editions for word in ("--edition", name)]
    return measured(programs, program, log.parent, expect.max_seconds)


def measured(programs: Checker, program: Sequence[str | Path], folder: Path, seconds: float) -> Run:
    """Run a program with temporary files in a folder, as measured.py does it."""
    words = [os.fspath(word) for word in (folder, *program)]
    (figures,) = programs.ask(json.dumps([words[0], seconds, *words[1:]]))
    return Run(**json.loads(figures), report=(folder / "report").read_text("utf-8", "replace"))


def check_run(expect: Expectation, done: Run) -> None:
    """How the build ended, and within which bounds."""
    about = f"{expect.must}\n{done.report}"
    assert done.exit is not None, f"not done after {expect.max_seconds} seconds\n{about}"
    assert done.exit in expect.exit, about
    assert done.megabytes <= expect.max_rss_mb, f"needed {done.megabytes:.0f} MB\n{about}"


def check_report(expect: Expectation, report: str) -> None:
    """What the build reported; a traceback it may never show."""
    assert "Traceback" not in report, report
    for pattern in expect.warn:
        assert re.search(pattern, report), f"nothing matches {pattern}:\n{expect.must}\n{report}"
    for pattern in expect.report_must_not_match:
        assert not re.search(pattern, report, re.MULTILINE), f"the report matches {pattern!r}"
    if expect.no_warnings:
        assert not re.search(r"\b(?:warning|error)\b", report), report


def check_books(expect: Expectation, books: Sequence[Path]) -> None:
    """Compare the books with what is expected of them."""
    others = ("-cover.pdf", ".json")
    found = {edition_of(book): book for book in books if not book.name.endswith(others)}
    assert found.keys() == set(expect.editions)
    texts = []
    for edition, book in found.items():
        if edition == "epub":
            texts.append(check_epub(expect, book))
        else:
            texts.append(text_of_pdf(expect, book))
            check_patterns(expect, edition, texts[-1])
    for text in texts:
        check_text(expect, text)


def edition_of(book: Path) -> str:
    if book.suffix == ".epub":
        return "epub"
    return "screen" if book.stem.endswith("-screen") else "print"


def check_epub(expect: Expectation, book: Path) -> str:
    """Compare the documents' source; returns their text."""
    with zipfile.ZipFile(book) as archive:
        names = [n for n in archive.namelist() if n.endswith((".xhtml", ".svg", ".opf", ".ncx"))]
        documents = {n: archive.read(n).decode("utf-8") for n in names}
    source = "".join(documents.values())
    for pattern in expect.epub_must_match:
        assert re.search(pattern, source), f"nothing matches {pattern}: {expect.must}"
    tags = "".join(re.findall(r"<[^>]*>", source))
    for pattern in expect.epub_must_not_match:
        assert not re.search(pattern, tags, re.IGNORECASE), pattern
    texts = [re.sub(r"<[^>]*>", " ", d) for n, d in documents.items() if "nav" not in n]
    return html.unescape(" ".join(texts))


def text_of_pdf(expect: Expectation, book: Path) -> str:
    """The text layer, a line a page, with one space for each white space."""
    with pypdfium2.PdfDocument(book) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    assert len(pages) <= expect.max_pages
    return "\n".join(" ".join(page.split()) for page in pages)


def check_patterns(expect: Expectation, edition: str, text: str) -> None:
    """Compare the text of a PDF with the patterns for its edition."""
    printed = edition == "print"
    for pattern in expect.print_must_match if printed else expect.screen_must_match:
        found = re.search(pattern, text, re.MULTILINE)
        assert found, f"nothing matches {pattern}: {expect.must}\n{text}"
    for pattern in expect.print_must_not_match if printed else expect.screen_must_not_match:
        assert not re.search(pattern, text, re.MULTILINE), f"{pattern} matches: {expect.must}"


def check_text(expect: Expectation, text: str) -> None:
    squeezed = squeeze(text)
    assert SECRET not in text
    for words in expect.text_must_contain:
        assert squeeze(words) in squeezed, f"{words!r} is lost"
    for words in expect.text_must_not_contain:
        assert squeeze(words) not in squeezed, f"{words!r} is there"


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
