"""Whole books as PDFs: every way into them leads where it says, and what validators say of them.

Short essays in parts, a hundred reviews that mention each other, fewer that share pages, and the
essays of ../shared, each shortened to its first paragraphs so that the test is quick.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import other_preflight
import pikepdf
import pypdfium2
import pytest

import essays
from anthology.build import Order, build
from anthology.check.collation.letters import letters
from anthology.report import Severity
from conftest import SHARED, missing, ran

pytestmark = pytest.mark.artefact
PARAGRAPHS = 3  # of an essay
FOLIO = re.compile(r"(\d+|[ivxlcdm]+)(–\d+)?")
UNTITLED = {"Title Page", "Copyright"}  # called so, but printed without
INSIDE = re.compile("Looked at again|Index of ")  # bookmarks in what the contents list
NOTES = re.compile(r"-(ref|note)-")
INKS = [("x1a", "grey"), ("x4", "cmyk"), ("x1a", "cmyk"), ("plain", "grey"), ("plain", "cmyk")]


def shortened(essay: str) -> str:
    """The header, the first paragraphs, and the notes that these call."""
    head, *blocks = re.split(r"\n{2,}", essay)
    text = [block for block in blocks if not block.startswith("[^")][:PARAGRAPHS]
    called = set(re.findall(r"\[\^[^\]]+\]", "".join(text)))
    notes = [block for block in blocks if block.startswith(tuple(f"{c}:" for c in called))]
    return "\n\n".join([head, *text, *notes]) + "\n"


def shortened_essays(root: Path) -> Path:
    """A project of the essays of ../shared."""
    folder = root / "manuscripts"
    folder.mkdir(parents=True)
    for path in sorted((SHARED / "corpus" / "essays").glob("*.md")):
        (folder / path.name).write_text(shortened(path.read_text("utf-8")), "utf-8")
    return in_parts(root)


def own_essays(root: Path, several: int = 30, press: str = "") -> Path:
    """A project of essays that nobody wrote."""
    essays.write(root / "manuscripts", several)
    return in_parts(root, press)


def in_parts(root: Path, press: str = "") -> Path:
    """The project with parts of fifteen manuscripts."""
    names = sorted(path.name for path in (root / "manuscripts").iterdir())
    parts = (names[i : i + 15] for i in range(0, len(names), 15))
    tables = "".join(
        f'[[part]]\ntitle = "Part {number}"\nreviews = {part!r}\n'.replace("'", '"')
        for number, part in enumerate(parts, 1)
    )
    (root / "anthology.toml").write_text(f'[book]\ntitle = "Essays"\n{tables}{press}', "utf-8")
    return root


def reviews(root: Path, several: int = 100) -> Path:
    """A project of reviews, each of which mentions another, with indexes."""
    (root / "manuscripts").mkdir(parents=True)
    (root / "anthology.toml").write_text('[book]\ntitle = "Reviews"\ngroup = "kind"\n')
    for number in range(1, several + 1):
        other = (number * 37) % several + 1
        kind = ("film", "book", "game")[number % 3]
        text = (
            f"---\ntitle: On number {number}\nreviewer: Reviewer {number % 7}\nkind: {kind}\n"
            f"work: {{title: Work {number}, kind: {kind}, year: {1900 + number}, "
            f"creator: Maker {number % 9}}}\nrating: {number % 5 + 1}/5\n---\n\n"
            f"See also [what was said of {other}]({other:03}.md).[^1]\n\n## Looked at again\n\n"
            f"Number {number} stays what it was.\n\n[^1]: Or read number {number} alone.\n"
        )
        (root / "manuscripts" / f"{number:03}.md").write_text(text)
    return root


def run_on(root: Path) -> Path:
    """Reviews that follow one another on the page."""
    return laid_out(reviews(root, 50), "run-on")


def guide(root: Path) -> Path:
    """Reviews in two columns."""
    return laid_out(reviews(root, 90), "guide")


def laid_out(root: Path, layout: str) -> Path:
    """The project with that layout."""
    with (root / "anthology.toml").open("a") as settings:
        settings.write(f'layout = "{layout}"\n')
    return root


@dataclass(frozen=True)
class Books:
    """The files of a build."""

    title: str
    reviews: int
    files: Mapping[str, Path]  # by what follows the book's name: ".pdf", "-screen.pdf"


def books(root: Path, *editions: str) -> Books:
    built = build(Order(root, editions=editions))
    assert not [p for p in built.problems if p.severity is Severity.ERROR]
    book = built.book
    files = {path.name.removeprefix(book.slug): path for path in built.files}
    return Books(book.title, len(book.reviews), files)


@pytest.fixture(
    scope="module",
    params=[
        own_essays,
        reviews,
        run_on,
        guide,
        pytest.param(shortened_essays, marks=pytest.mark.shared),
    ],
)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Both books, and the reading file, of each project."""
    root = tmp_path_factory.mktemp("project") / "book"
    return books(request.param(root), "print", "screen", "epub")


class Pages:
    """A PDF's pages: what stands on them and what they are called."""

    def __init__(self, path: Path) -> None:
        self.pdf = pikepdf.open(io.BytesIO(path.read_bytes()))
        self.drawn = pypdfium2.PdfDocument(path)
        self.labels = [str(page.label) for page in self.pdf.pages]
        self.numbers = {page.obj.objgen: i for i, page in enumerate(self.pdf.pages)}
        names = self.pdf.Root.get("/Names")  # a press file has none
        self.names = dict(pikepdf.NameTree(names.Dests).items()) if names is not None else {}

    def text(self, number: int) -> str:
        text: str = self.drawn[number].get_textpage().get_text_bounded()
        return text.replace("\x02", "")

    def target(self, where: Any) -> tuple[int, float]:
        """Page and height of a destination."""
        array = where if isinstance(where, pikepdf.Array) else self.names[str(where)]
        return self.numbers[array[0].objgen], float(array[3])

    def stands_at(self, words: str, number: int, top: float) -> bool:
        """Whether words stand below a height on a page, no lower than a style opens a section."""
        page = self.drawn[number]
        width = page.get_width()
        shown = page.get_textpage().get_text_bounded(0, top - 230, width, top + 20)
        return letters(words) in letters(shown.replace("\x02", ""))

    def links(self) -> Iterator[tuple[str, str, int, float]]:
        """Words of each link inside the book but notes', the label of its page, and its target."""
        for number, page in enumerate(self.pdf.pages):
            for link in page.obj.get("/Annots", ()):
                if "/Dest" in link and not NOTES.search(str(link.Dest)):
                    yield str(link.Contents), self.labels[number], *self.target(link.Dest)

    def bookmarks(self) -> Iterator[tuple[str, int, float, int]]:
        """Title, target page and height, and depth, in order."""
        with self.pdf.open_outline() as outline:
            waiting = [(item, 0) for item in reversed(outline.root)]
            while waiting:
                item, depth = waiting.pop()
                assert item.destination is not None
                yield item.title, *self.target(item.destination), depth
                waiting += [(child, depth + 1) for child in reversed(item.children)]


def test_every_link_opens_the_page_it_names(built: Books) -> None:
    screen = Pages(built.files["-screen.pdf"])
    contents = next(mark for mark in screen.bookmarks() if mark[0] == "Contents")
    shown: dict[str, set[str]] = {}
    for words, _, page, _ in screen.links():
        if FOLIO.fullmatch(words):
            assert screen.labels[page] == words.partition("–")[0]
            shown.setdefault("folios", set()).add(words)
    entries = list(_contents(screen, contents[1]))
    assert len(entries) >= built.reviews
    for (title, _, page, top), (folio, _, its_page, _) in entries:
        assert page == its_page
        assert folio == screen.labels[page]
        assert screen.stands_at(title, page, top), (title, folio, screen.text(page)[:200])
    assert len(shown["folios"]) > 15  # reviews share pages


def _bare(title: str) -> str:
    """A bookmark's title without the byline that is added to it."""
    return re.sub(r" \([^()]*\)$", "", title)


def _contents(
    screen: Pages, first: int
) -> Iterator[tuple[tuple[str, str, int, float], tuple[str, str, int, float]]]:
    """The entries of the contents: the link from the title, and the one from the folio."""
    roman = [label for label in screen.labels if not label.isdecimal()]
    links = [link for link in screen.links() if link[1] in roman[first:]]
    titles = [link for link in links if not FOLIO.fullmatch(link[0])]
    folios = [link for link in links if FOLIO.fullmatch(link[0])]
    assert len(titles) == len(folios)
    return zip(titles, folios, strict=True)


def test_every_bookmark_opens_where_its_title_stands(built: Books) -> None:
    for name in (".pdf", "-screen.pdf"):
        pages = Pages(built.files[name])
        marks = list(pages.bookmarks())
        assert len(marks) > built.reviews
        for title, page, top, _ in marks:
            if title not in UNTITLED:
                assert pages.stands_at(_bare(title), page, top), (name, title, page)
        assert [page for _, page, _, _ in marks] == sorted(page for _, page, _, _ in marks)


def test_cross_references_show_where_they_lead(built: Books) -> None:
    """A link's words name a review, whose title stands on the page that opens."""
    screen = Pages(built.files["-screen.pdf"])
    found = [link for link in screen.links() if link[0].startswith("what was said of")]
    for words, _, page, top in found:
        assert screen.stands_at(f"On number {words.split()[-1]}", page, top)
    assert len(found) == (built.reviews if built.title == "Reviews" else 0)


def test_the_printed_contents_name_the_pages_that_bookmarks_open(built: Books) -> None:
    pages = Pages(built.files[".pdf"])
    marks = list(pages.bookmarks())
    start = next(page for title, page, _, _ in marks if title == "Contents")
    after = min(page for title, page, _, _ in marks if page > start)
    text = " ".join(pages.text(number) for number in range(start, after))
    shown = letters(re.sub(r"\b[ivxlcdm]+\s*$", "", text, flags=re.MULTILINE))
    entries = [
        (title, page)
        for title, page, _, depth in marks
        if page > start and not (depth and INSIDE.match(title))
    ]
    assert len(entries) >= built.reviews
    at = 0
    for title, page in entries:
        printed = letters(_bare(title))
        at = shown.find(printed, at)
        assert at >= 0, title
        at += len(printed)
        names = letters(title[len(_bare(title)) :].strip(" ()"))
        rest = shown[at : at + 200].removeprefix(names)
        folio = re.match(r"\D*?(\d+)", rest)
        assert folio, title
        assert folio[1] == pages.labels[page], title


def test_pages_are_called_as_they_are_numbered(built: Books) -> None:
    labels = Pages(built.files[".pdf"]).labels
    front = labels.index("1")
    assert labels[:4] == ["i", "ii", "iii", "iv"]
    assert not any(label.isdecimal() for label in labels[:front])
    assert labels[front:] == [str(n + 1) for n in range(len(labels) - front)]


def test_the_reading_file_keeps_pdf_ua(
    built: Books, verapdf: Callable[[Path, str], dict[str, str]]
) -> None:
    assert verapdf(built.files["-screen.pdf"], "ua1") == {}


def test_qpdf_finds_nothing(built: Books) -> None:
    qpdf = shutil.which("qpdf") or missing("qpdf")
    for name in (".pdf", "-screen.pdf"):
        done = ran(qpdf, "--check", built.files[name])
        assert done.returncode == 0, done.stdout + done.stderr
        assert "WARNING" not in done.stdout + done.stderr


def _hard(path: Path, flavour: str) -> list[str]:
    """What the other preflight has against a file, without its remarks."""
    found = other_preflight.check(path, flavour)
    return [f"{code} {text}" for code, text in found if not code.endswith("-W")]


def test_another_preflight_finds_nothing(built: Books) -> None:
    assert _hard(built.files[".pdf"], "x4") == []


def test_text_pages_have_one_ink(built: Books, ink: Callable[[Path], list[float]]) -> None:
    assert max(ink(built.files[".pdf"])) <= 1


@pytest.mark.parametrize(("flavour", "colour"), INKS)
def test_every_flavour_and_colour(
    flavour: str, colour: str, tmp_path: Path, ink: Callable[[Path], list[float]]
) -> None:
    press = f'[press]\nflavour = "{flavour}"\ncolour = "{colour}"\nmarks = true\nbleed = "5mm"\n'
    pdf_file = books(own_essays(tmp_path / "book", 6, press), "print").files[".pdf"]
    if flavour != "plain":
        assert _hard(pdf_file, flavour) == []
    assert max(ink(pdf_file)) <= 1
    done = ran(shutil.which("qpdf") or missing("qpdf"), "--check", pdf_file)
    assert done.returncode == 0, done.stdout + done.stderr
    with pikepdf.open(pdf_file) as pdf:
        page = pdf.pages[0]
        trim, bleed = ([float(side) for side in page.obj[box]] for box in ("/TrimBox", "/BleedBox"))
        assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([396, 612])
        assert bleed[3] - trim[3] == pytest.approx(5 * 72 / 25.4, abs=0.01)
