"""Fifty Word files, each compared word by word with a reading of its XML."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from anthology.cache import Cache
from anthology.config import Settings
from anthology.load import MemoryFiles, load
from anthology.pool import Pool

docx = pytest.importorskip("docx")
pytest.importorskip("mammoth")
SHARED = Path(__file__).parents[3] / "shared" / "samples" / "docx"
WORDS = ("ferry", "quiet", "film", "O’Hara", "naïve", "Ærø", "3.5", "<b>", "a&b", "{x}", "[1]",
         "漢字", "שלום", "non-stop", "*star*", "_low_", "§", "½")  # fmt: skip
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES = ("Normal", "Quote", "List Bullet", "List Number", "Heading 2", "Intense Quote")


def made_by_chance(seed: int) -> bytes:
    """A document of paragraphs, lists, tables and headings with runs of all kinds."""
    chance = random.Random(seed)
    document = docx.Document()
    document.add_paragraph("Reviewed here " * 20)
    for _ in range(12):
        paragraph = document.add_paragraph(style=chance.choice(STYLES))
        for _ in range(chance.randint(1, 6)):
            fill(paragraph.add_run(" ".join(chance.choices(WORDS, k=5)) + " "), chance)
    table = document.add_table(2, 3)
    for cell in (cell for row in table.rows for cell in row.cells):
        cell.text = " ".join(chance.choices(WORDS, k=2))
    document.add_paragraph("The end of it is here, and no more.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def fill(run: Any, chance: random.Random) -> None:
    run.italic, run.bold = chance.random() < 0.3, chance.random() < 0.2
    run.font.small_caps = chance.random() < 0.1
    run.font.superscript = chance.random() < 0.05 or None
    if chance.random() < 0.1:
        run.add_break()


def in_xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    etree.strip_elements(root, "{*}Fallback", with_tail=False)  # the same for old programs
    found = root.iter(W + "p", W + "t", W + "br", W + "tab")
    return "".join(str(each.text or "") if each.tag == W + "t" else " " for each in found)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def in_book(data: bytes) -> str:
    with Pool(0) as pool:
        found = load(MemoryFiles({"a.docx": data}), Settings(), pool, Cache(None))
    assert not [each for each in found.problems if "not in the book" in each.message]
    (review,) = found.reviews
    root = html.fragment_fromstring(review.body.xhtml, create_parent="div")
    for call in root.xpath("//a[@class='note-call']"):
        call.text = ""
    for block in root.iter("p", "li", "td", "br", "h2", "h3", "blockquote", "pre"):
        block.tail = f" {block.tail or ''}"
    titled = "" if review.title == "A" else f"{review.title} "
    return titled + "".join(root.itertext())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(50))
def test_documents_made_by_chance(seed: int) -> None:
    data = made_by_chance(seed)
    assert words(in_book(data)) == words(in_xml(data))


@pytest.mark.shared
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.docx")), ids=lambda path: path.stem)
def test_documents_of_others(path: Path) -> None:
    data = path.read_bytes()
    if words(in_xml(data)):
        missing = Counter(words(in_xml(data))) - Counter(words(in_book(data)))
        assert not missing
