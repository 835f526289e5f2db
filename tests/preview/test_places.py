"""Any word of a page, or of the e-book, leads to its line; any line leads to its page."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import astuple

import pytest
from lxml import etree
from project import project, text

from anthology.pool import Pool
from anthology.preview.aligned import plain, written
from anthology.preview.ebook import EBook
from anthology.preview.pictures import Pictures, Word
from anthology.preview.places import Places
from anthology.preview.proof import Proof, Sheet
from anthology.preview.proving import Proving
from anthology.preview.writing.texts import Door
from anthology.report import Place

pytestmark = pytest.mark.slow
REVIEWS = 5


@pytest.fixture(scope="module", name="proving")
def _proving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proving]:
    root = project(tmp_path_factory.mktemp("places") / "book", REVIEWS)
    with Pool() as pool:
        yield Proving(root, "", pool)


@pytest.fixture(scope="module", name="places", params=["essays", "run-on", "guide"])
def _places(proving: Proving, request: pytest.FixtureRequest) -> Places:
    settings = proving.root / "anthology.toml"
    settings.write_text(re.sub("layout = .*", f'layout = "{request.param}"', settings.read_text()))
    proof = proving.proof(lambda _: None)
    assert isinstance(proof, Proof)
    return Places(proof, Pictures(), Door(proving.root))


def bodies(places: Places) -> Iterator[tuple[Sheet, Word, Place]]:
    """Every word of the reviews' bodies with its place, by counting: both have the same words.

    The words come from few, in chance order, so that no word tells its place by itself.
    """
    wanted = [
        (word, Place(f"manuscripts/{number:02}.md", line))
        for number in range(1, REVIEWS + 1)
        for word, line in zip(*_of_body(text(number)), strict=True)
    ]
    shown = [
        (part, sheet, word)
        for sheet in places.proof.sheets
        if "review" in sheet.section.span.id
        for word in places.pictures.words(places.proof, sheet)
        for part in plain(word.text)
    ]
    vocabulary = {word for word, _ in wanted}
    titles = {"ferry", "tobias", "renck", "f"}  # the letter of a guide
    at = 0
    for part, sheet, word in shown:
        if at < len(wanted) and part == wanted[at][0]:
            yield sheet, word, wanted[at][1]
            at += 1
        else:
            assert part in titles or part.isdigit() or part in vocabulary, part
    assert at > 0.97 * len(wanted)


def _of_body(manuscript: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    words = written(manuscript)
    first = words.first_of(7)
    return words.words[first:], words.lines[first:]


def test_200_words_of_pages_lead_to_their_lines(places: Places) -> None:
    chosen = random.Random(7).sample(list(bodies(places)), 200)
    for sheet, word, place in chosen:
        page = sheet.section.span.start + word.page
        found = places.of_click(page, (word.left + word.right) / 2, (word.top + word.bottom) / 2)
        assert found is not None
        assert found.path == place.path
        assert abs(found.line - place.line) <= 1, (word, place, found)


def test_lines_lead_to_their_pages(places: Places) -> None:
    for sheet, word, place in random.Random(9).sample(list(bodies(places)), 60):
        spot = places.of_line(place)
        assert spot is not None
        words = places.pictures.words(places.proof, sheet)
        start = sheet.section.span.start
        shown = next(w for w in words if (start + w.page, *w[2:]) == astuple(spot))
        assert abs(words.index(shown) - words.index(word)) <= 12, (place, shown, word)  # a line


def test_200_words_of_the_e_book_lead_to_their_lines(proving: Proving, places: Places) -> None:
    data = proving.ebook()
    assert isinstance(data, bytes)
    book = EBook.opened(data)
    sections = {
        section.get("id"): str(etree.tostring(section, method="text", encoding="unicode")).split()
        for path in book.spine
        for section in etree.fromstring(book.files[path][1]).iter("{*}section")
        if section.get("id", "").startswith("review-")
    }
    chance = random.Random(8)
    for _ in range(200):
        number = chance.randrange(1, REVIEWS + 1)
        words = tuple(sections[f"review-{number:02}"])
        body, lines = _of_body(text(number))
        ahead = len(words) - len(body)  # the title, the byline, the rating
        at = chance.randrange(len(body))
        assert plain(words[ahead + at]) == (body[at],)
        found = places.of_section(f"review-{number:02}", ahead + at, words)
        assert found is not None
        assert found.path == f"manuscripts/{number:02}.md"
        assert abs(found.line - lines[at]) <= 1


def test_white_paper_leads_nowhere(places: Places) -> None:
    page = places.proof.contents[-1].page
    assert places.of_click(page, 1, 1) is None
    assert places.of_click(10_000, 50, 50) is None
    assert places.of_click(-1, 50, 50) is None


def test_a_search_finds_every_place(places: Places) -> None:
    body = " ".join(" ".join(_of_body(text(n))[0]) for n in range(1, REVIEWS + 1))
    wanted = len(re.findall("(?=violin harbour)", body))
    found = list(places.search("Violin Harbour"))
    assert wanted > 3
    assert abs(len(found) - wanted) <= 0.2 * wanted  # some stand over the end of a page
    assert list(places.search("")) == []
    assert list(places.search("xylophone")) == []
