"""Whole projects as e-books: valid, and nothing of their text re-spelled or re-indented."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import projects
import pytest
from lxml import etree
from lxml.etree import _Element as Element

from anthology.check.epub.check import check_epub
from anthology.edition import Edition
from anthology.epub import names, xhtml
from anthology.report import Severity
from conftest import ROOT

pytestmark = pytest.mark.artefact

# EPUBCheck remarks on every line of @font-face, that fonts are embedded. They are.
EMBEDS_FONTS = "CSS-028"


@pytest.fixture(scope="module", params=projects.EVERY, ids=lambda path: path.name)
def book(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Edition, Path]:
    edition, data = projects.edition_of(request.param)
    path = tmp_path_factory.mktemp("books") / "book.epub"
    path.write_bytes(data)
    return edition, path


def test_epubcheck_has_nothing_to_say(
    book: tuple[Edition, Path], epubcheck: Callable[[Path], list[str]]
) -> None:
    messages = [message for message in epubcheck(book[1]) if not message.startswith(EMBEDS_FONTS)]
    assert messages == []


def test_kobofix_has_nothing_to_mend(book: tuple[Edition, Path]) -> None:
    command = [sys.executable, "-m", "kobofix", "--check", "--report", "json", str(book[1])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["kobo_findings"] == []


def test_our_own_checks_find_nothing(book: tuple[Edition, Path]) -> None:
    assert [p for p in check_epub(book[1]) if p.severity > Severity.NOTE] == []


def test_every_letter_and_every_space_is_as_it_was_composed(book: tuple[Edition, Path]) -> None:
    edition, path = book
    documents = files(path)
    for section in edition.sections:
        if section.kind == "cover":
            continue
        before = etree.fromstring(section.xhtml)
        after = list(of_section(documents, section.id))
        assert words(after) == words([before]), section.id
        assert spaces(after) == spaces([before]), section.id


def files(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}


def of_section(documents: dict[str, bytes], section: str) -> Iterator[Element]:
    """The documents of a section, or its element in one that it shares with others."""
    number = 1
    while (name := names.text_name(section, number)) in documents:
        root = etree.fromstring(documents[name])
        shared = root.findall(".//{*}body/{*}section")
        own = [each for each in shared if each.get("id") == section]
        yield own[0] if len(shared) > 1 and own else root
        number += 1
    if number == 1:
        yield next(found for each in documents.items() for found in _elements(section, each))


def _elements(section: str, document: tuple[str, bytes]) -> list[Element]:
    name, data = document
    if not name.endswith("xhtml"):
        return []
    return etree.fromstring(data).findall(f".//*[@id='{section}']")


def words(roots: list[Element]) -> list[str]:
    """The words in order, those of a divided section's notes put last; nothing of ours."""
    text, notes = "", ""
    for root in roots:
        start = next((e for e in root.iter() if xhtml.local_name(e) == "body"), root)
        for own in [e for e in start.iter() if is_ours(e)]:
            xhtml.drop(own)
        for group in [e for e in start.iter() if "notes" in xhtml.classes(e)]:
            notes += "".join(str(part) for part in group.itertext())
            xhtml.drop(group)
        text += "".join(str(part) for part in start.itertext())
    return [word.strip(",;") for word in f"{text} {notes}".split() if word.strip(",;")]


def is_ours(element: Element) -> bool:
    """Whether it is a way back, a folio or the words under which a spoiler is folded."""
    marks = {"note-back", "folio"} & set(xhtml.classes(element))
    return bool(marks) or xhtml.local_name(element) == "summary"


def spaces(roots: list[Element]) -> list[str]:
    """The preformatted texts, whole."""
    return [
        "".join(str(part) for part in pre.itertext())
        for root in roots
        for pre in root.iter()
        if xhtml.local_name(pre) == "pre"
    ]


@pytest.fixture(scope="module")
def own_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own") / "book.epub"
    path.write_bytes(projects.edition_of(ROOT)[1])
    return path


def test_ace_finds_no_violation(ace: Callable[[Path], list[str]], own_book: Path) -> None:
    assert ace(own_book) == []


def test_a_reader_shows_every_section(reader: Callable[[Path], Any], own_book: Path) -> None:
    assert reader(own_book)["complaints"] == []


def test_a_long_address_stays_on_the_screen(reader: Callable[[Path], Any], tmp_path: Path) -> None:
    (tmp_path / "manuscripts").mkdir()
    word = "unwieldybookaddress" * 4
    review = f"---\ntitle: One\nreviewer: A\n---\nRead {word} here.\n\n> And {word}.\n"
    (tmp_path / "manuscripts" / "one.md").write_text(review)
    book = tmp_path / "book.epub"
    book.write_bytes(projects.edition_of(tmp_path)[1])
    assert reader(book)["complaints"] == []
