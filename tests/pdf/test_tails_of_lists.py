"""The last page of the contents, or of another list, has more than a few lines."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from books import edition, printed, section
from pypdfium2 import PdfDocument

from anthology.pdf.typeset import tails
from anthology.pdf.typeset.tails import lists

LINE = '<div class="line"><a href="#a">Pilots</a> <a class="folio" href="#a"/>{}</div>'
NAMED = LINE.format(' <span class="byline">Ann Lee</span>')


@pytest.mark.parametrize("count", [28, 30, 31])
def test_entries_go_over_to_a_last_page_with_few(count: int) -> None:
    items = "".join(f"<li>Review {number:03}</li>" for number in range(count))
    words = f'<h1>Contents</h1><ol style="list-style: none; padding: 0">{items}</ol>'
    found = printed(edition(section("list", "contents", words)), flavour="plain")
    pages = [page.get_textpage().get_text_bounded().split() for page in PdfDocument(found.pdf)]
    shown = [[word for word in page if word.isdigit() and len(word) == 3] for page in pages]
    assert [number for page in shown for number in page] == [f"{n:03}" for n in range(count)]
    last = [len(page) for page in shown if page][-1]
    assert last > lists.FEW


def test_names_are_put_beside_titles() -> None:
    entry = f'<section><ol class="lines"><li>{NAMED}</li><li>{LINE.format("")}</li></ol></section>'
    content = ET.fromstring(entry)
    lists.fit(content, lists.BESIDE)
    lines = [[each.get("class", each.tag) for each in line] for line in content.iter("div")]
    assert lines == [["a", "byline", "folio"], ["a", "folio"]]
    assert "".join(content.itertext()).split() == ["Pilots", "Ann", "Lee", "Pilots"]


def test_a_part_goes_over_with_its_reviews() -> None:
    part = f'<li class="part">{LINE.format("")}<ol>{f"<li>{NAMED}</li>" * 4}</ol></li>'
    content = ET.fromstring(f"<section><ol>{part * 3}<li>{LINE.format('')}</li></ol></section>")
    numbers = list(lists._turns(content))
    lists.fit(content, f"{lists.OVER}{numbers[0]}")
    parts = content.findall("ol/li")
    assert [each.get("style") is not None for each in parts] == [False, False, True, False]


def test_an_index_is_known_by_the_end_of_its_class() -> None:
    section = ET.fromstring('<section class="works-index"/>')
    tails.fit(section, "raised highest", {})
    assert section.get("class") == "raised highest works-index"
