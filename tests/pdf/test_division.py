"""Where a thick book is divided into tomes, and how their pages are numbered."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.pdf.paginate.divide import Place, divide, fewest
from anthology.pdf.paginate.number import Extent, folios, lengths, paginate
from anthology.pdf.typeset.references import fill

TENS = [Place(f"at-{start}", start) for start in range(10, 100, 10)]


def test_tomes_are_about_equally_thick() -> None:
    assert divide(TENS, 100, [90, 90]) == ("at-50",)
    assert divide(TENS, 100, [40, 40, 40]) == ("at-30", "at-60")


def test_none_has_more_than_it_has_room_for() -> None:
    assert divide(TENS, 100, [30, 80]) == ("at-30",)
    assert divide(TENS, 100, [90, 30]) == ("at-70",)


def test_a_tome_begins_with_a_part_that_is_near() -> None:
    part = Place("part", 42, part=True)
    assert divide([*TENS[:4], part, *TENS[4:]], 100, [90, 90]) == ("part",)
    far = Place("part", 12, part=True)
    assert divide([TENS[0], far, *TENS[1:]], 100, [90, 90]) == ("at-50",)


def test_what_cannot_be_divided_takes_a_tome_of_its_own() -> None:
    long = [Place("at-10", 10), Place("at-90", 90)]
    assert divide(long, 100, [30, 30, 30, 30]) == ("at-10", "at-90")
    assert divide([], 100, [30, 30]) == ()


@given(st.lists(st.integers(1, 30), min_size=1, max_size=60), st.integers(30, 200))
def test_texts_that_fit_never_make_a_tome_too_thick(sizes: list[int], room: int) -> None:
    starts = [sum(sizes[:n]) for n in range(len(sizes) + 1)]
    places = [Place(str(start), start) for start in starts[1:-1]]
    pages, slack = starts[-1], max(sizes)
    rooms = [room] * (fewest(pages, [max(room - slack, 1)] * 1000) if room > slack else len(sizes))
    cuts = [0, *map(int, divide(places, pages, rooms)), pages]
    assert cuts == sorted(set(cuts))
    assert len(cuts) - 1 <= len(rooms)
    if room > slack:
        assert max(b - a for a, b in pairwise(cuts)) <= room


def test_the_fewest_tomes() -> None:
    assert [fewest(pages, [50, 40, 40]) for pages in (50, 51, 90, 130, 131)] == [1, 2, 2, 3, 4]


def extents() -> list[Extent]:
    """Two tomes: two pages of front matter and a text each; the second has an index."""
    front = [Extent(f"front-{tome}", "front", 2, "recto", {}, tome) for tome in (1, 2)]
    text = [Extent(f"text-{t}", "body", 4, "any", {f"text-{t}": 0}, t) for t in (1, 2)]
    index = Extent("index", "back", 1, "any", {"index": 0}, 2)
    return [front[0], text[0], front[1], text[1], index]


@pytest.mark.parametrize("own", [False, True])
def test_each_tome_has_pages_of_its_own(own: bool) -> None:
    spans = paginate(extents(), own=own)
    assert [span.start for span in spans] == [0, 2, 0, 2, 6]
    assert [span.roman for span in spans] == [True, False, True, False, False]
    assert lengths(spans) == {1: 6, 2: 7}


def test_numbers_go_on_from_a_recto() -> None:
    numbers = [(span.number, span.locator(0)) for span in paginate(extents())]
    assert numbers == [(1, "i"), (1, "1"), (1, "i"), (5, "5"), (9, "9")]
    odd = [Extent("a", "body", 3, "any", {}, 1), Extent("b", "body", 3, "any", {}, 2)]
    assert [span.number for span in paginate(odd)] == [1, 5]


def test_own_numbers_name_the_volume_elsewhere() -> None:
    spans = paginate(extents(), own=True)
    assert [span.number for span in spans] == [1, 1, 1, 1, 5]
    assert [span.label(1) for span in spans[1::2]] == ["2", "2"]
    assert [span.locator(1) for span in spans[1::2]] == ["I 2", "II 2"]


def test_a_page_in_the_same_volume_needs_no_volume_but_in_the_index() -> None:
    known = folios(extents(), paginate(extents(), own=True))
    first, second = known.shown_in(1, "body"), known.shown_in(2, "body")
    assert (first["text-1"], first["text-2"]) == ("1", "II\u00a01")
    assert (second["text-1"], second["text-2"]) == ("I\u00a01", "1")
    index = known.shown_in(2, "back")
    assert (index["text-1"], index["text-2"]) == ("I\u00a01", "II\u00a01")


def test_continuous_numbers_need_no_volume() -> None:
    known = folios(extents(), paginate(extents()))
    assert {known.shown_in(tome, "body")["text-2"] for tome in (1, 2)} == {"5"}


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (["I 12", "I 13", "I 30", "II 5"], "I 12–13, 30; II 5"),
        (["I 12", "II 13"], "I 12; II 13"),
        (["II 7", "II 7", "II 8"], "II 7–8"),
        (["12", "13", "30"], "12–13, 30"),
    ],
)
def test_a_volume_is_named_once_for_its_pages(pages: list[str], expected: str) -> None:
    links = ", ".join(f'<a class="folio" href="#{n}"></a>' for n in range(len(pages)))
    text = ET.fromstring(f'<p><span class="folios">{links}</span></p>')
    fill(text, {str(n): page.replace(" ", "\u00a0") for n, page in enumerate(pages)})
    assert "".join(text.itertext()).replace("\u00a0", " ") == expected
