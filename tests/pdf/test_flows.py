"""Flows: reviews that share pages, typeset galley by galley."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from books import WORDS, contents, edition, printed, section

from anthology.check.collation.shared_pages import owner
from anthology.config import Settings
from anthology.edition import Asset, Edition, Printed, Section
from anthology.pdf.cuts import Page, Pages, cut, lines
from anthology.pdf.galleys import Galley, galleys
from anthology.pdf.model import Leaves, SectionPdf, Spot
from anthology.pdf.reading import reading
from anthology.pdf.setup import page_setup
from anthology.pdf.shared_pages import heads
from anthology.pdf.typeset.section import typeset
from anthology.pdf.typeset.spacing import spread
from anthology.pdf.typeset.typesetter import section_input
from anthology.report import NOWHERE

CSS = """
section.review { break-before: auto !important }
.review + .review { margin-top: 28pt }
.review + .spaced-1 { margin-top: 42pt }
.review + .spaced-2 { margin-top: 56pt }
.review + .closer { margin-top: 14pt }
.review h1 { font-size: 14pt; line-height: 14pt; margin: 0 }
"""
HEAD = "h1 { break-after: avoid }"


def capsule(number: int, words: int = 1, more: str = "") -> Section:
    """A review of a few lines that follows the one before it."""
    text = f"<h1>Review {number}</h1>" + f"<p>{number}. {WORDS}{more}</p>" * words
    found = section(f"review-{number}", "review", text, flow="part", layout="run-on")
    return replace(found, title=f"Review {number}", running_head=f"Review {number}")


def capsules(count: int) -> Edition:
    """So many capsules after their contents."""
    reviews = (capsule(number, 1 + number % 4) for number in range(1, count + 1))
    return edition(contents(count), *reviews, css=CSS)


def lines_of(book: Printed) -> list[tuple[str, tuple[str, ...]]]:
    """The label and the lines of each page."""
    with reading(book.pdf) as reader:
        return [(page.label, page.content.lines) for page in reader.pages]


def test_reviews_of_a_flow_share_pages() -> None:
    book = printed(capsules(40))
    own = [label for label, lines in lines_of(book) if any("Review" in line for line in lines)]
    assert len(own) < 20
    assert not book.problems


def test_every_review_is_on_the_page_that_the_foundname() -> None:
    book = printed(capsules(60))
    pages = dict(lines_of(book))
    for number in range(1, 61):
        assert f"Review {number}" in pages[book.folios[f"review-{number}"]]


def test_every_page_begins_in_one_review() -> None:
    book = printed(capsules(60))
    begun = [
        start.label for number in range(1, 61) for start in book.page_starts[f"review-{number}"]
    ]
    assert begun == [str(page) for page in range(1, len(begun) + 1)]
    for number in range(1, 61):
        for start in book.page_starts[f"review-{number}"]:
            lines = dict(lines_of(book))[start.label]
            assert start.offset == 0 or lines[0] != f"Review {number}"


def test_running_heads_name_the_first_and_the_last_review_of_a_page() -> None:
    parts = tuple(capsule(number) for number in range(1, 7))
    galley = Galley(replace(parts[0], id="flow"), parts)
    spots = {f"review-{n}": Spot(page, 0, 0) for n, page in enumerate((0, 0, 1, 3, 3, 3), 1)}
    leaves = Leaves(SectionPdf(b"", {}), 4, spots, (), "any", (), 0.0)
    found = [(head.byline, head.section) for head in heads(galley, leaves, "Rivers")]
    ran = [("Review 1", "Review 2"), ("Review 3", "Review 3"), ("Review 3", "Review 3")]
    assert found == [*ran, ("Review 4", "Review 6")]


def test_the_last_page_of_a_galley_is_about_full() -> None:
    sections = capsules(120).sections
    assert len(galleys(sections, Pages())) > 3
    book = printed(capsules(120))
    pages = [lines for label, lines in lines_of(book) if label.isdecimal()]
    ends = [galley.parts[-1].title for galley in galleys(sections, Pages())[1:-1]]
    assert ends
    for end in ends:
        page = next(lines for lines in pages if end in lines)
        assert len(page) >= 20, page


def test_nothing_has_white_above_it_at_the_head_of_a_column() -> None:
    whole = f"{CSS} {HEAD} .flow {{ columns: 2 }} .review {{ break-inside: avoid }}"
    book = printed(edition(*(capsule(number) for number in range(90)), css=whole))
    with reading(book.pdf) as reader:
        found = [page.content for page in reader.pages]
    heads = [
        place.y
        for page in found[:-1]
        for before, place in pairwise(page.line_places)
        if place.y < before.y
    ]
    assert len(heads) >= len(found) - 1
    assert {round(y) for y in heads} == {round(found[0].line_places[0].y)}


def test_no_page_has_but_a_few_lines_of_a_flow() -> None:
    for count in range(10, 18):
        pages = [lines for _, lines in lines_of(printed(capsules(count))) if lines]
        assert len(pages[-1]) > 5, (count, pages[-1])


def test_letters_of_the_alphabet_have_lines_to_spare() -> None:
    letter = '<div><p class="initial">A</p></div>'
    flow = f"<div>{f'<section>{letter}</section><section/>' * 4}</div>"
    spaced = {more: ET.fromstring(flow) for more in (-2, 2)}
    for more, content in spaced.items():
        spread(content, more)
    found = {
        more: [number for number, own in enumerate(content) if own.get("class")]
        for more, content in spaced.items()
    }
    assert found == {-2: [2, 4], 2: [4, 7]}  # even ones have a letter


def test_galleys_are_of_several_pages() -> None:
    found = galleys([capsule(number, 2) for number in range(1000)], Pages())
    assert all(8 <= len(galley.parts) <= 60 for galley in found[:-1])
    assert [part.id for galley in found for part in galley.parts] == [
        f"review-{number}" for number in range(1000)
    ]
    assert [galley.opens for galley in found] == [True] + [False] * (len(found) - 1)
    assert [galley.goes_on for galley in found] == [True] * (len(found) - 1) + [False]


def test_an_edit_of_one_review_changes_one_galley() -> None:
    reviews = [capsule(number, 1 + number % 4) for number in range(1000)]
    before = {galley.section for galley in galleys(reviews, Pages())}
    for edited in range(3, 1000, 50):
        changed = [*reviews[:edited], _edited(reviews[edited]), *reviews[edited + 1 :]]
        assert len({galley.section for galley in galleys(changed, Pages())} - before) == 1, edited


def test_a_longer_review_changes_few_galleys() -> None:
    reviews = [capsule(number, 1 + number % 4) for number in range(1000)]
    before = {galley.section for galley in galleys(reviews, Pages())}
    counts = []
    for edited in range(3, 1000, 50):
        longer = capsule(edited, 2 + edited % 4)
        changed = [*reviews[:edited], longer, *reviews[edited + 1 :]]
        counts.append(len({galley.section for galley in galleys(changed, Pages())} - before))
    assert sum(counts) / len(counts) < 3, counts
    assert max(counts) < len(before) / 3, counts


def in_guide(number: int, words: int) -> Section:
    """A capsule of a guide; one of a few words stands whole in its column."""
    kind = "text short" if words == 1 else "text"
    text = (
        f'<div class="opening"><h1>Review {number}</h1></div>'
        f'<div class="{kind}">{f"<p>{WORDS}</p>" * words}</div><p class="signed">Ada Lee</p>'
    )
    return section(f"review-{number}", "review", text, flow="part", layout="guide")


def test_columns_are_filled_one_after_the_other() -> None:
    page = Page(10, letters=1000, columns=2)
    short, long = (lines(in_guide(1, words), page) for words in (1, 3))
    assert (short.head, short.text, short.whole) == (1, 2, True)
    assert (long.head, long.text, long.whole) == (1, 4, False)
    assert len(list(cut([in_guide(number, 1) for number in range(400)], page))) > 5


@pytest.mark.parametrize(
    ("size", "classes", "more", "taken"),
    [
        ((278, 278), "", "", 8 + 2),  # pixels: 100 pt, on lines of 14 pt
        ((2500, 833), "", "", 8 + 2),  # no wider than its column of 300 pt
        ((2500, 833), "", 'style="width: 200px"', 4 + 2),
        ((833, 2500), "", "", 24 + 2),  # no higher than a page has room for
        ((833, 2500), "", 'class="poster"', 12 + 2),
        ((833, 833), "small", "", 9 + 2),
        ((833, 833), "pair", "", 11 + 2),
        ((833, 833), "beside", "", 5),  # the text goes on beside it
        ((833, 833), "full-page", "", 35),
        ((0, 0), "", "", 13 + 2),  # nobody knows
    ],
)
def test_a_picture_takes_as_many_lines_as_it_is_high(
    size: tuple[int, int], classes: str, more: str, taken: int
) -> None:
    figure = f'<figure class="{classes}"><img src="pictures/a.png" {more}/></figure>'
    pictures = {"pictures/a.png": Asset(b"", "image/png", size)}
    page = Page(letters=1000, width=300.0, pictures=pictures)
    text = f'<div class="text"><p>{WORDS}</p>{figure}</div>'
    assert lines(section("review-1", "review", text, layout="run-on"), page).text == 1 + taken


def test_a_still_stands_above_its_capsule_in_a_column() -> None:
    still = '<figure><img src="pictures/a.svg"/></figure>'
    drawing = Asset(b"", "image/svg+xml", (400, 200))
    page = Page(letters=1000, width=150.0, leading=10.0, pictures={"pictures/a.svg": drawing})

    def head(layout: str, inside: str) -> int:
        opening = f'<div class="opening">{inside}<p>1922</p></div>'
        text = f'{opening}<div class="text"><p>{WORDS}</p></div>'
        return lines(section("review-1", "review", text, layout=layout), page).head

    assert head("guide", still) == head("guide", "") + 8 + 2
    assert head("run-on", still) == 6  # beside the title


def test_a_longer_capsule_changes_few_galleys() -> None:
    chance = random.Random(4)
    lengths = [chance.randint(1, 6) for _ in range(1000)]
    flow = [in_guide(number, words) for number, words in enumerate(lengths)]
    before = set(map(tuple, cut(flow, Pages().guide)))
    counts = []
    for edited in range(3, 1000, 40):
        changed = [*flow[:edited], in_guide(edited, 1 + lengths[edited]), *flow[edited + 1 :]]
        found = set(map(tuple, cut(changed, Pages().guide))) - before
        counts.append(sum(map(len, found)))
    assert sum(counts) / len(counts) < 100, counts  # sections that are typeset again


def _edited(review: Section) -> Section:
    return replace(review, xhtml=review.xhtml.replace("river gone", "pond gone"))


def test_a_second_build_typesets_only_the_galley_that_changed(tmp_path: Path) -> None:
    first = capsules(100)
    printed(first, cache=tmp_path)
    before = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    sections = [
        replace(each, xhtml=each.xhtml.replace("town", "city")) if each.id == "review-50" else each
        for each in first.sections
    ]
    book = printed(replace(first, sections=tuple(sections)), cache=tmp_path)
    assert "city" in "".join("".join(lines) for _, lines in lines_of(book))
    added = {path.name for path in tmp_path.rglob("*") if path.is_file()} - before
    assert len(added) <= 3  # the galley, its furniture or the fonts, and the book


def listed(*reviews: Section) -> Edition:
    """Reviews between their contents and an index of two columns."""
    entries = "".join(f'<p>{r.title} <a class="folio" href="#{r.id}"></a></p>' for r in reviews)
    index = section("index", "index", f"<h1>Index</h1><div>{entries}</div>", matter="back")
    columns = "#index div { columns: 2; column-gap: 12pt }"
    return edition(contents(len(reviews)), *reviews, index, css=CSS + columns)


@pytest.mark.slow
def test_a_book_is_the_same_whatever_it_was_before_its_edits(tmp_path: Path) -> None:
    reviews = [capsule(number, 1 + number % 4) for number in range(1, 151)]
    for edited, paragraphs in ((40, 9), (90, 12), (40, 2)):
        printed(listed(*reviews), cache=tmp_path)
        reviews[edited] = capsule(edited + 1, paragraphs)
    assert printed(listed(*reviews), cache=tmp_path).pdf == printed(listed(*reviews)).pdf


def test_pages_are_moved_only_where_they_were_typeset_for_the_other_side() -> None:
    galley = galleys(capsules(20).sections[1:], Pages())[0]
    book = capsules(20)
    setup = page_setup(book, Settings())
    plain = section_input(galley.section, book.assets)
    recto = replace(plain, places=(NOWHERE,) * 20)
    found = [typeset(setup, each).mirror for each in (recto, replace(recto, side="verso"), plain)]
    assert found == [-9.0, None, None]


def _with_picture(before: int, after: int) -> Edition:
    """A review with a picture that its page has no room for, among others of three lines."""
    high = '<figure><div style="height: 300pt"></div><figcaption>The shot.</figcaption></figure>'
    parts = [capsule(number) for number in range(1, before + 1)]
    own = capsule(before + 1)
    rest = "".join(f"<p>Rest {n}. {WORDS}</p>" for n in range(after))
    own = replace(own, xhtml=own.xhtml.replace("</section>", f"{high}{rest}</section>"))
    others = (capsule(number) for number in range(before + 2, before + 12))
    return edition(
        *parts, own, *others, css=f"{CSS} figure {{ margin: 14pt 0; break-inside: avoid }}"
    )


def _page_of(book: Printed, words: str) -> tuple[int, str]:
    """The page, from 0, on which a line begins with these words, and the section there."""
    with reading(book.pdf) as reader:
        for number, page in enumerate(reader.pages):
            content = page.content
            for line, place in zip(content.lines, content.line_places, strict=True):
                if line.startswith(words):
                    return number, owner(place, book.marks[number])
    raise AssertionError(words)


def test_the_text_of_a_flow_runs_on_before_a_picture() -> None:
    """It stands at the head of the next page, where its review goes on."""
    book = printed(_with_picture(3, 6))
    found = [_page_of(book, words) for words in ("Rest 1", "The shot", "Rest 3", "Review 5")]
    assert found == [(0, "review-4"), (1, "review-4"), (1, "review-4"), (2, "review-5")]


def test_a_picture_above_the_text_of_another_review_belongs_to_its_own() -> None:
    """It goes there where its review ends too early for it, so that there is no hole."""
    book = printed(_with_picture(3, 1))
    wanted = {"Rest 0": 0, "Review 5": 0, "The shot": 1, "Review 6": 1}
    assert {words: _page_of(book, words)[0] for words in wanted} == wanted
    assert [_page_of(book, words)[1] for words in wanted] == [
        "review-4", "review-5", "review-4", "review-6"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "words", "height", "earlier", "later"),
    [(2, 1, 260, 1, 0), (1, 2, 140, 4, 2), (3, 3, 300, 4, 3), (5, 2, 230, 3, 0)],
)
def test_pictures_of_a_flow_keep_their_order(
    before: int, words: int, height: int, earlier: int, later: int
) -> None:
    shots = "".join(
        f'<figure><div style="height: {height}pt"></div><figcaption>Shot {n}.</figcaption></figure>'
        for n in "abc"
    )
    text = [f"<p>Rest {n}. {WORDS}</p>" for n in range(max(earlier, later))]
    inside = "".join([*text[:earlier], shots, *text[:later]])
    parts = [capsule(number, words) for number in range(1, before + 8)]
    own = parts[before].xhtml.replace("</section>", f"{inside}</section>")
    parts[before] = replace(parts[before], xhtml=own)
    book = printed(edition(*parts, css=f"{CSS} figure {{ margin: 14pt 0; break-inside: avoid }}"))
    found = [_page_of(book, f"Shot {n}")[0] for n in "abc"]
    assert found == sorted(found)


def test_a_picture_at_the_head_of_a_page_comes_before_what_goes_on_there() -> None:
    """The review that goes on below it has lines there, and they are its own."""
    pieces = [capsule(1, 3), *_with_picture(2, 0).sections[1:3], capsule(9, 4), *_capsules(20, 6)]
    book = printed(edition(*pieces, css=f"{CSS} figure {{ margin: 14pt 0; break-inside: avoid }}"))
    page, own = _page_of(book, "The shot")
    assert (page, own) == (1, "review-3")
    marks = [mark.section for mark in book.marks[1]]
    assert marks[:3] == ["review-9", "review-3", "review-9"]


def _capsules(first: int, count: int) -> list[Section]:
    return [capsule(number) for number in range(first, first + count)]


@pytest.mark.parametrize("columns", [1, 2])
def test_a_wide_table_of_a_flow_turns_on_its_side(columns: int) -> None:
    """It has a page of its own, on which all is its review's; the others run on before it."""
    cells = "".join(f"<td>Incomprehensibly{cell}</td>" for cell in range(7))
    table = f"<table>{f'<tr>{cells}</tr>' * 6}</table>"
    own = capsule(3)
    own = replace(own, xhtml=own.xhtml.replace("</section>", f"{table}<p>Rest.</p></section>"))
    css = f"{CSS} .flow {{ columns: {columns} }}"
    book = printed(edition(capsule(1), capsule(2), own, *_capsules(4, 12), css=css))
    assert not book.problems
    with reading(book.pdf) as reader:
        found = [page.content for page in reader.pages]
    (side,) = (n for n, each in enumerate(found) if "Incompre" in str(each.lines))
    content, before = found[side], " ".join(found[side - 1].lines)
    assert {owner(place, book.marks[side]) for place in content.line_places} == {"review-3"}
    assert sum("Incompre" in line for line in content.lines) == 42
    assert "Rest." in before
    assert "Review 4" in before


BESIDE = (
    '<div class="text"><figure style="float: right; width: 45%; break-inside: avoid; margin: 0">'
    '<p>A river</p><div style="height: 120pt"></div><figcaption>The shot</figcaption></figure>'
)


@pytest.mark.parametrize("before", range(2, 6))
def test_a_figure_beside_the_text_is_whole_on_its_page(before: int) -> None:
    own = capsule(before)
    text = own.xhtml.replace("<p>", f"{BESIDE}<p>", 1).replace("</section>", "</div></section>")
    book = edition(*map(capsule, range(1, before)), replace(own, xhtml=text), css=f"{CSS} {HEAD}")
    pages = [lines for _, lines in lines_of(printed(book))]
    (page,) = (lines for lines in pages if "A river" in lines)
    assert {"The shot", own.title} <= set(page)
