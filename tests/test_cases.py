"""Every author's mistake and every attack is a folder: what goes in, what must come of it.

`tests/cases/NAME/src` is a project, `expect.json` says what its build must do. What git cannot
keep (links, pipes, bombs, names that are no UTF-8) stands under "make" and is made first.
"""

from __future__ import annotations

import html
import io
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

CASES = Path(__file__).parent / "cases"
WATCHED = Path(__file__).parent / "watched.py"
SOURCE = str(CASES.parents[1] / "src")
SECRET = "CANARY-OF-THE-EDITOR"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CASES / name / "expect.json").read_text("utf-8"))
    return found


def builds_books(name: str) -> bool:
    return 0 in expected(name)["exit"]


PARAMETERS = [
    pytest.param(name, marks=[pytest.mark.artefact] if builds_books(name) else []) for name in NAMES
]


@pytest.mark.parametrize("name", PARAMETERS)
def test_case(name: str, tmp_path: Path) -> None:
    expect = expected(name)
    project, output = laid_out(name, expect.get("make", {}), tmp_path)
    log = tmp_path / "log"
    with target(expect.get("output", ""), output):
        done = run(log, project, output)
    report = done.stdout + done.stderr
    assert done.returncode in expect["exit"], report
    assert "Traceback" not in report
    assert not log.read_text("utf-8", "replace"), "reached outside the project"
    said(expect, report)
    books = sorted(output.glob("*")) if output.exists() else []
    if done.returncode != 0:
        assert books == []
    else:
        assert {book.suffix for book in books} >= {".epub", ".pdf"}
        read(expect, output)


def laid_out(name: str, made: dict[str, Any], folder: Path) -> tuple[Path, Path]:
    """A copy of the case's project with a secret beside it, and the output folder's path."""
    project = folder / "src"
    shutil.copytree(CASES / name / "src", project)
    for keep in project.rglob(".gitkeep"):
        keep.unlink()
    outside = folder / "outside"
    outside.mkdir()
    (outside / "canary.md").write_text(SECRET)
    Image.new("RGB", (3, 3)).save(outside / "canary.png")
    for path, recipe in made.items():
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


def run(log: Path, project: Path, output: Path) -> subprocess.CompletedProcess[str]:
    log.touch()
    scratch = log.parent / "scratch"
    scratch.mkdir()
    # In this order: the watch's own arguments, then the command line.
    command: list[str | Path] = [sys.executable, WATCHED, log, project, output]
    command += ["build", project, "--output", output, "--jobs", "1"]
    return subprocess.run(
        [os.fspath(part) for part in command],
        env={**os.environ, "PYTHONPATH": SOURCE, "TMPDIR": str(scratch)},
        capture_output=True,
        text=True,
        errors="replace",
        timeout=300,
        check=False,
        stdin=subprocess.DEVNULL,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)),
    )


def said(expect: dict[str, Any], report: str) -> None:
    for pattern in expect.get("warn", []):
        assert re.search(pattern, report), f"nothing says {pattern}:\n{report}"
    for pattern in expect.get("report_must_not_match", []):
        assert not re.search(pattern, report, re.MULTILINE), f"the report says {pattern!r}"
    if expect.get("no_warnings"):
        assert not re.search(r"\b(?:warning|error)\b", report), report


def read(expect: dict[str, Any], output: Path) -> None:
    """Holds both books against what is expected of them."""
    (book,) = output.glob("*.epub")
    (printed,) = output.glob("*.pdf")
    with zipfile.ZipFile(book) as archive:
        names = [n for n in archive.namelist() if n.endswith((".xhtml", ".svg", ".opf", ".ncx"))]
        documents = {n: archive.read(n).decode("utf-8") for n in names}
    texts = [re.sub(r"<[^>]*>", " ", d) for n, d in documents.items() if "nav" not in n]
    with pypdfium2.PdfDocument(printed) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
        assert len(pages) <= expect.get("max_pages", 10_000)
    for text in (html.unescape(" ".join(texts)), " ".join(pages)):
        holds(expect, text)
    tags = "".join(re.findall(r"<[^>]*>", "".join(documents.values())))
    for pattern in expect.get("epub_must_not_match", []):
        assert not re.search(pattern, tags, re.IGNORECASE), pattern


def holds(expect: dict[str, Any], text: str) -> None:
    squeezed = squeeze(text)
    assert SECRET not in text
    for words in expect.get("text_must_contain", []):
        assert squeeze(words) in squeezed, f"{words!r} is lost"
    for words in expect.get("text_must_not_contain", []):
        assert squeeze(words) not in squeezed, f"{words!r} is there"


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
