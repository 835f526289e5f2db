"""Pictures in columns: where one has no room, paragraphs of its review stand before it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from books import WORDS, edition, printed
from test_flows import CSS, HEAD, capsule

from anthology.edition import Printed
from anthology.pdf.engine import floats
from anthology.pdf.reading import reading
from anthology.pdf.typeset.figures.columns import shift

COLUMNS = ".flow { columns: 2; column-gap: 20pt } figure { margin: 14pt 0; break-inside: avoid }"
MIDDLE, FOLIO = 264, 760  # px from the left and from above: between columns, above the folio
LINE = 14 / 0.75  # px
HIGH = '<figure><div style="height: 240pt"></div><figcaption>The shot.</figcaption></figure>'


def _with_picture(before: int, earlier: int, later: int) -> Printed:
    """A review with a picture among others, with so many paragraphs before and after it."""
    own = capsule(before + 1)
    texts = [f"<p>Rest {n}. {WORDS}</p>" for n in range(earlier + later)]
    inside = "".join([*texts[:earlier], HIGH, *texts[earlier:]])
    own = replace(own, xhtml=own.xhtml.replace("</section>", f"{inside}</section>"))
    first = (capsule(number) for number in range(1, before + 1))
    others = (capsule(number) for number in range(before + 2, before + 14))
    return printed(edition(*first, own, *others, css=CSS + HEAD + COLUMNS))


def _feet(book: Printed) -> list[float]:
    """Where, in px from above, each column ends but those of the last page."""
    with reading(book.pdf) as reader:
        pages = [page.content.line_places for page in reader.pages]
    return [
        max(place.y for place in places if (place.x > MIDDLE) == right and place.y < FOLIO)
        for places in pages[:-1]
        for right in (False, True)
    ]


@pytest.mark.parametrize(
    ("before", "earlier", "later"), [(2, 2, 1), (3, 1, 2), (4, 3, 0), (4, 0, 3)]
)
def test_paragraphs_close_the_hole_before_a_picture(before: int, earlier: int, later: int) -> None:
    feet = _feet(_with_picture(before, earlier, later))
    assert all(abs(a - b) < LINE for a, b in pairwise(feet)), feet


@pytest.mark.parametrize(
    ("shifts", "moved"),
    [
        ({0: 1}, "p0 f0 f1 p1 p2"),
        ({1: 1}, "p0 f0 p1 f1 p2"),
        ({1: -2}, "p0 f0 f1 p1 p2"),
        ({0: -1}, "f0 p0 f1 p1 p2"),
        ({0: -1, 1: 2}, "f0 p0 p1 p2 f1"),
    ],
)
def test_no_picture_moves_past_another(shifts: dict[int, int | None], moved: str) -> None:
    content = ET.Element("div")
    for name in ["p0", "f0", "f1", "p1", "p2"]:
        tag = "p" if name.startswith("p") else "figure"
        ET.SubElement(content, tag, {floats.NUMBER: name[1:], "id": name})
    shift(content, shifts)
    assert " ".join(str(each.get("id")) for each in content) == moved


def test_a_picture_among_words_keeps_its_place() -> None:
    item = ET.fromstring("<li><figure/> Seen <a>2</a> <b>Owl</b></li>")
    item[0].set(floats.NUMBER, "0")
    content = ET.Element("ul")
    content.append(item)
    shift(content, {0: 1})
    assert [each.tag for each in item] == ["figure", "a", "b"]
