"""A format of another package: the worked example of docs/examples reads a manuscript."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "anthology-tex"
METADATA = "Metadata-Version: 2.1\nName: anthology-tex\nVersion: 1.0\n"
MANUSCRIPT = r"""\documentclass{article}
\title{Slow Water}
\author{Ada Moor}
\begin{document}
\maketitle

A \emph{quiet} film: ``slow'' and \textbf{wide}. % not printed

\section{After the flood}

Ten \% of it is <rain> & wind.
\end{document}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """One manuscript in TeX."""
    folder = tmp_path / "book"
    (folder / "manuscripts").mkdir(parents=True)
    (folder / "anthology.toml").write_text('[book]\ntitle = "Rivers"\n')
    (folder / "manuscripts" / "delta.tex").write_text(MANUSCRIPT)
    return folder


def install(folder: Path, target: str = "anthology_tex:TEX") -> None:
    """The example as an installed package in a folder: its module and its entry point."""
    info = folder / "anthology_tex-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / "anthology_tex.py").write_text((EXAMPLE / "anthology_tex.py").read_text("utf-8"))
    (info / "METADATA").write_text(METADATA)
    (info / "entry_points.txt").write_text(f"[anthology.formats]\ntex = {target}\n")


def build(project: Path, packages: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(packages), *filter(None, sys.path)])
    command = [sys.executable, "-m", "anthology", "build", str(project), "-e", "epub", "--strict"]
    environment = {**os.environ, "PYTHONPATH": path, "TMPDIR": str(packages.parent)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_the_example_reads_a_manuscript(project: Path, tmp_path: Path) -> None:
    install(tmp_path / "site")
    ended = build(project, tmp_path / "site")
    assert ended.returncode == 0, ended.stderr
    with zipfile.ZipFile(project / "books" / "rivers.epub") as book:
        texts = "".join(book.read(n).decode() for n in book.namelist() if n.endswith(".xhtml"))
    for words in ("Slow Water", "Ada Moor", "<em>quiet</em>", "“slow”", "After the flood"):
        assert words in texts
    assert "Ten % of it is &lt;rain&gt; &amp; wind." in texts
    assert "not printed" not in texts
    assert "maketitle" not in texts


def test_without_the_package_the_file_is_counted(project: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    ended = build(project, tmp_path / "site")
    assert "1 file of a format that cannot be read here: 1 .tex" in ended.stderr
    assert ended.returncode == 1
    assert "there is no review here yet that can be read" in ended.stderr


def test_words_that_a_format_loses_are_reported(project: Path, tmp_path: Path) -> None:
    install(tmp_path / "site")
    module = tmp_path / "site" / "anthology_tex.py"
    module.write_text(module.read_text().replace("words = STYLED", "words = words[:9] or STYLED"))
    ended = build(project, tmp_path / "site")
    assert ended.returncode == 1
    assert "words of the manuscript are not in the book" in ended.stderr


@pytest.mark.parametrize("target", ["anthology_tex:MISSING", "anthology_tex:KEYS"])
def test_a_broken_package_is_named(project: Path, tmp_path: Path, target: str) -> None:
    install(tmp_path / "site", target)
    ended = build(project, tmp_path / "site")
    assert ended.returncode == 1
    assert "the package anthology-tex" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_package_that_fails_on_a_manuscript_is_named(project: Path, tmp_path: Path) -> None:
    install(tmp_path / "site")
    module = tmp_path / "site" / "anthology_tex.py"
    module.write_text(module.read_text().replace("return Converted(", "return Missing("))
    ended = build(project, tmp_path / "site")
    assert "the package anthology-tex failed on this manuscript" in ended.stderr
    assert "report it to the authors of that package" in ended.stderr
    assert "bug of ours" not in ended.stderr


def test_a_package_may_read_the_files_of_word_processors(project: Path, tmp_path: Path) -> None:
    install(tmp_path / "site")
    module = tmp_path / "site" / "anthology_tex.py"
    module.write_text(module.read_text().replace('(".tex",)', '(".tex", ".wps")'))
    (project / "manuscripts" / "delta.tex").rename(project / "manuscripts" / "delta.wps")
    ended = build(project, tmp_path / "site")
    assert ended.returncode == 0, ended.stderr


def test_the_entry_point_of_the_example_is_the_one_tested() -> None:
    assert 'tex = "anthology_tex:TEX"' in (EXAMPLE / "pyproject.toml").read_text()
