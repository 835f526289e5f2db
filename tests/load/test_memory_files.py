"""A project that exists only in memory is read like one on disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from anthology.cache import Cache
from anthology.config import LimitsTable, Settings
from anthology.load import Files, Loaded, MemoryFiles, ProjectFiles, load
from anthology.pool import Pool
from anthology.report import Place, Refused

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'
PROJECT = {
    "manuscripts/delta.md": b"---\ntitle: Slow Water\n---\nA film.\n\n![A buoy](Pictures/buoy.svg)",
    "manuscripts/pictures/buoy.svg": SVG,
    "manuscripts/part/second.txt": b"Second\n\nA paragraph of it.",
    "manuscripts/part.html": b"<p>Third.</p>",
    "manuscripts/README.md": b"Not a review.",
    "manuscripts/x.xyz": b"",
    "manuscripts/report.docx": b"",
    "manuscripts/_drafts/a.md": b"Not finished.",
    "manuscripts/.git/a.md": b"Hidden.",
    "manuscripts/named.md/inner.md": b"Inner.",
    "manuscripts/built/build.json": b"{}",
    "manuscripts/built/a.md": b"A book.",
    "front/foreword.md": b"# Foreword\n\nWords.",
    "reviewers/ada.md": b"---\nname: Ada Moor\n---\nShe writes.",
    "notes/elsewhere.md": b"Not below manuscripts/.",
}


def loaded(project: Path | Files) -> Loaded:
    with Pool(0) as pool:
        return load(project, Settings(), pool, Cache(None))


def write(root: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def test_the_example_of_the_docstring() -> None:
    found = loaded(MemoryFiles({"manuscripts/delta.md": b"A quiet film."}))
    assert [review.title for review in found.reviews] == ["Delta"]


@pytest.mark.parametrize("folder", ["manuscripts/", ""])
def test_the_result_is_that_of_the_same_files_on_disk(tmp_path: Path, folder: str) -> None:
    files = {name.replace("manuscripts/", folder): data for name, data in PROJECT.items()}
    on_disk, in_memory = loaded(write(tmp_path, files)), loaded(MemoryFiles(files))
    assert len(on_disk.reviews) >= 4
    assert len(on_disk.pictures) == len(on_disk.front) == len(on_disk.people) == 1
    assert replace(in_memory, pictures={}) == replace(on_disk, pictures={})
    assert dict(in_memory.pictures) == dict(on_disk.pictures)


def test_an_empty_project_has_no_manuscript() -> None:
    (problem,) = loaded(MemoryFiles({})).problems
    assert "there is no manuscript here" in problem.message


@pytest.mark.parametrize("path", ["/a.md", "../a.md", "a/../b.md", "./a.md", "a//b.md", ""])
def test_paths_are_relative_and_normalised(path: str) -> None:
    with pytest.raises(ValueError, match="not a relative, normalised path"):
        MemoryFiles({path: b""})


@pytest.mark.parametrize("reference", ["../../secret.png", "/etc/hostname", "missing.png", ".."])
def test_references_are_refused_as_on_disk(tmp_path: Path, reference: str) -> None:
    here, files = Place("manuscripts/delta.md", 3), {"manuscripts/delta.md": b"A film."}
    messages = []
    for each in (MemoryFiles(files), ProjectFiles(write(tmp_path, files), LimitsTable())):
        with pytest.raises(Refused) as caught:
            each.find("manuscripts/delta.md", reference, here)
        messages.append(caught.value.problems)
    assert messages[0] == messages[1]


def test_large_and_missing_files_are_refused() -> None:
    files = MemoryFiles({"big.md": b"x" * 6_000_000})
    with pytest.raises(Refused) as caught:
        files.read("big.md")
    assert "manuscript_mb" in caught.value.problems[0].hint
    with pytest.raises(Refused, match=r"missing\.md cannot be read"):
        files.read("missing.md")
