"""Every way into a book, in every layout: each index entry, contents line and link is opened.

The e-book says by an id where a link leads. The words after that id there must stand in the PDF
where its link leads, on the page whose number is printed.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import mixed
import other_preflight
import pikepdf
import pypdfium2
import pytest
from lxml import etree
from lxml.etree import _Element as Element

from anthology.build import Order, build
from anthology.check.collation.letters import letters
from anthology.check.epub.check import check_epub
from anthology.report import Severity

pytestmark = pytest.mark.artefact

FOLIO = re.compile(r"(\d+|[ivxlcdm]+)(–\d+)?")
LISTS = {"contents", "joint-index", "ratings"}
EMBEDS_FONTS = "CSS-028"  # a remark of EPUBCheck on every line of @font-face
KNOWN = 14  # letters by which words are known
ABOVE = 40  # letters of the line above, whose descenders reach the place
LINE = 12.0  # points: a mark's words begin within so many below it
OPENING = 500.0  # points: a section's words begin within so many below its top


@dataclass(frozen=True)
class Link:
    """A link to a place in the book: its words, the section that it is in, and where it leads."""

    words: str
    section: str
    target: str


@dataclass(frozen=True)
class EBook:
    """What an e-book has after each id, in letters, and its links."""

    after: Mapping[str, str]
    links: tuple[Link, ...]


Books = dict[str, Path]  # the files of a build, by what follows the book's name


def _books(root: Path, *layouts: str) -> Books:
    """The finished books of the mixed project, of which nothing was reported."""
    built = build(Order(mixed.write(root, *layouts), editions=("print", "screen", "epub")))
    assert built.problems == ()
    return {path.name.removeprefix(built.book.slug): path for path in built.files}


@pytest.fixture(scope="module", params=mixed.LAYOUTS)
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The books in a layout."""
    return _books(tmp_path_factory.mktemp("layout") / "book", request.param, request.param)


@pytest.fixture(scope="module")
def all_in_one(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The books with a part in each layout."""
    return _books(tmp_path_factory.mktemp("layouts") / "book", *mixed.LAYOUTS)


@pytest.fixture(scope="module")
def e_book(files: Books) -> EBook:
    """The e-book, each of whose links leads to a file and an id that it has."""
    with zipfile.ZipFile(files[".epub"]) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        bodies = {name: _body(archive.read(name)) for name in names}
    after = {name: dict(_after(body)) for name, body in bodies.items()}
    links = [link for name, body in bodies.items() for link in _links(name, body, after)]
    return EBook(
        {id_: words for each in after.values() for id_, words in each.items()}, tuple(links)
    )


def _body(data: bytes) -> Element:
    body = etree.fromstring(data).find("{*}body")
    assert body is not None
    return body


def _after(body: Element) -> Iterator[tuple[str, str]]:
    """Each id, with the first letters of its element."""
    for element in body.iterfind(".//*[@id]"):
        texts = (letters(str(text)) for text in element.itertext())
        yield element.get("id", ""), next(filter(None, texts), "")[:KNOWN]


def _links(name: str, body: Element, after: Mapping[str, Mapping[str, str]]) -> Iterator[Link]:
    for link in body.iterfind(".//{*}a[@href]"):
        file, _, id_ = link.get("href", "").partition("#")
        if "://" in file:
            continue
        there = f"{name.rpartition('/')[0]}/{file}" if file else name
        assert there in after, link.get("href")
        assert not id_ or id_ in after[there], link.get("href")
        section = next((e.get("id", "") for e in link.iterancestors("{*}section")), "")
        yield Link("".join(map(str, link.itertext())), section, id_ or next(iter(after[there]), ""))


class Pages:
    """The pages of a PDF, read as a reader sees them."""

    def __init__(self, path: Path) -> None:
        self.pdf = pikepdf.open(path)
        self.drawn = pypdfium2.PdfDocument(path)
        self.labels = [str(page.label) for page in self.pdf.pages]
        names = self.pdf.Root.get("/Names")  # a press file has none
        self.places = dict(pikepdf.NameTree(names.Dests).items()) if names is not None else {}
        self.numbers = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}

    def text(self, number: int) -> str:
        """The letters of a page."""
        return letters(self.drawn[number].get_textpage().get_text_bounded().replace("\x02", ""))

    def page(self, target: str) -> int:
        """The page of a place, from 0."""
        return self.numbers[self.places[target][0].objgen]

    def has(self, words: str, target: str) -> bool:
        """Whether words stand first at a place: on its line, or where a section opens."""
        heights = (LINE,) if "-mark-" in target else (LINE, OPENING)
        return any(0 <= self._at(target, high).find(words) < ABOVE for high in heights)

    def _at(self, target: str, high: float) -> str:
        """The letters from a place on, and down to so many points below."""
        _, _, left, top, *_ = self.places[target]
        page = self.drawn[self.page(target)]
        right = page.get_width()
        text = page.get_textpage()
        box = (float(left) - 1, float(top) - high, right, float(top) + 2)
        return letters(text.get_text_bounded(*box).replace("\x02", ""))

    def links(self) -> Iterator[tuple[str, str]]:
        """The words of each link to a place in the book, and the place."""
        for page in self.pdf.pages:
            for link in page.obj.get("/Annots", ()):
                if "/Dest" in link:
                    yield str(link.Contents), str(link.Dest)


@pytest.fixture(scope="module")
def screen(files: Books) -> Pages:
    """The reading file."""
    return Pages(files["-screen.pdf"])


def test_each_link_of_the_pdf_leads_where_its_words_stand(screen: Pages, e_book: EBook) -> None:
    links = list(screen.links())
    assert len(links) > 200
    for words, target in links:
        assert screen.has(e_book.after[target], target), (words, target)


def test_each_printed_number_is_that_of_its_page(screen: Pages) -> None:
    for words, target in screen.links():
        if FOLIO.fullmatch(words) and "-note-" not in target:
            assert screen.labels[screen.page(target)] == words.partition("–")[0], target


def test_each_entry_of_an_index_has_its_page(screen: Pages, e_book: EBook) -> None:
    shown = {words for words, _ in screen.links() if FOLIO.fullmatch(words)}
    ranges = [[int(end) for end in words.split("–")] for words in shown if not words.isalpha()]
    pages = {str(page) for run in ranges for page in range(run[0], run[-1] + 1)}
    targets = {link.target for link in e_book.links if link.section in LISTS}
    assert sum("-mark-" in target for target in targets) > mixed.REVIEWS
    texts = [screen.text(number) for number in range(len(screen.labels))]
    for mark in (target for target in targets if "-mark-" in target):
        page = next(n for n, text in enumerate(texts) if e_book.after[mark] in text)
        assert screen.labels[page] in pages, mark


def test_the_press_file_has_the_same_pages(screen: Pages, files: Books) -> None:
    press = Pages(files[".pdf"])
    printed = {label: press.text(number) for number, label in enumerate(press.labels)}
    read = {label: screen.text(number) for number, label in enumerate(screen.labels)}
    assert {label: text for label, text in printed.items() if text} == read  # without blanks


def test_each_link_of_the_e_book_names_the_review_it_opens(e_book: EBook) -> None:
    named = [(re.match(r"On\W+number\W+(\d+)", link.words), link) for link in e_book.links]
    found = [(int(name[1]), link.target) for name, link in named if name]
    assert Counter(number for number, _ in found).keys() == set(range(1, mixed.REVIEWS + 1))
    for number, target in found:
        assert re.match(rf"review-part-\d-{number:02}(-mark-|$)", target), (number, target)


def test_epubcheck_and_ace_find_nothing(
    all_in_one: Books,
    epubcheck: Callable[[Path], list[str]],
    ace: Callable[[Path], list[str]],
) -> None:
    messages = epubcheck(all_in_one[".epub"])
    assert [each for each in messages if not each.startswith(EMBEDS_FONTS)] == []
    assert ace(all_in_one[".epub"]) == []
    assert [each for each in check_epub(all_in_one[".epub"]) if each.severity > Severity.NOTE] == []


def test_the_reading_file_keeps_pdf_ua(
    all_in_one: Books, verapdf: Callable[[Path, str], dict[str, str]]
) -> None:
    assert verapdf(all_in_one["-screen.pdf"], "ua1") == {}


def test_another_preflight_finds_nothing(all_in_one: Books) -> None:
    found = other_preflight.check(all_in_one[".pdf"], "x4")
    assert [each for each in found if not each[0].endswith("-W")] == []
