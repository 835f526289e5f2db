"""The sample book, built: the page that each index gives is the page where the piece stands."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from anthology import arrange, compose, config, epub, load, pdf, style
from anthology.book import Book, Person
from anthology.build import Order, build
from anthology.cache import Cache
from anthology.config import Settings
from anthology.edition import Section
from anthology.pool import Pool
from anthology.release import release
from anthology.report import Problem, Severity

ROOT = Path(__file__).parents[2] / "examples" / "first-sight"
INDEXES = ("joint-index", "contributors")  # the first with those of works, creators ...


@dataclass(frozen=True)
class Sample:
    book: Book
    settings: Settings
    problems: tuple[Problem, ...]


@pytest.fixture(scope="module")
def sample() -> Sample:
    settings, remarks = config.read(ROOT)
    with Pool(1) as pool:
        loaded = load.load(ROOT, settings, pool, Cache(None))
    book, doubts = arrange.arrange(loaded, settings)
    return Sample(book, settings, (*remarks, *loaded.problems, *doubts))


@pytest.fixture(scope="module")
def printed(sample: Sample) -> tuple[bytes, Mapping[str, Section]]:
    """The print book, and its sections."""
    look = style.load("classic", ROOT)
    edition, _ = compose.compose(sample.book, look, sample.settings, "print")
    with Pool(2) as pool:
        made = pdf.publish(edition, sample.book, sample.settings, pool, Cache(None))
    return made.pdf, {section.id: section for section in edition.sections}


@pytest.fixture(scope="module")
def pages(
    printed: tuple[bytes, Mapping[str, Section]],
) -> Iterator[tuple[list[str], list[str], Mapping[str, Section]]]:
    """The text and the label of each page, and the sections that were printed."""
    data, sections = printed
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in document]
    labels = [document.get_page_label(n) for n in range(len(document))]
    yield texts, labels, sections
    document.close()


def test_the_sample_has_nothing_to_complain_of_and_could_be_released(sample: Sample) -> None:
    assert [p.message for p in sample.problems if p.severity > Severity.NOTE] == []
    assert not [p for p in release(sample.book, ()) if p.severity is Severity.ERROR]


def test_the_sample_shows_what_it_is_to_show(sample: Sample) -> None:
    reviews = sample.book.reviews
    assert len(reviews) >= 12
    assert len({p.name for r in reviews for p in r.reviewers}) == 5
    assert len({r.work for r in reviews}) == 8
    scales = {(r.rating.worst, r.rating.best, r.rating.as_written.isascii())
              for r in reviews if r.rating and r.rating.comparable}  # fmt: skip
    assert len(scales) == 4
    assert [len(part.reviews) for part in sample.book.parts] == [7, 7]
    assert [r for r in reviews if not r.reviewers]
    assert [r for r in reviews if len(r.reviewers) == 2]
    assert [r for r in reviews if r.spoilers]
    assert [r for r in reviews if r.translators]
    assert [r for r in reviews if 'class="notes"' in r.body.xhtml]
    assert all(150 <= r.body.words <= 400 for r in reviews)
    assert len(sample.book.pictures) == 3
    assert len([p for p in _people(sample.book) if p.portrait and p.bio]) == 2
    assert [piece.kind for piece in sample.book.back] == ["afterword"]
    assert [r for r in reviews if r.rating and r.rating.value == Decimal("4.25")]
    assert sample.book.subjects[1] == "BISAC: LIT000000 Literary Criticism / General"


@pytest.mark.artefact
def test_every_page_in_an_index_is_where_the_piece_stands(
    sample: Sample, pages: tuple[list[str], list[str], Mapping[str, Section]]
) -> None:
    texts, labels, sections = pages
    found = {review.id: _opening(review.title, texts, labels) for review in sample.book.reviews}
    found |= _marks(sample.book, texts, labels)
    checked = 0
    for name in INDEXES[:-1]:  # pdfium parts the letterspaced names of the contributors
        printed = " ".join(_of_section(sections[name].title, texts).split())
        root = etree.fromstring(sections[name].xhtml.encode())
        for span in root.iterfind(".//span[@class='folios']"):
            ids = [link.get("href", "")[1:] for link in span]
            parent = span.getparent()
            assert parent is not None
            words = " ".join(str(parent.xpath("string()")).partition(". See also")[0].split())
            entry = re.sub(r"[\s,]+$", "", words)
            numbers = _merged([int(found[target]) for target in ids])
            assert re.search(rf"{re.escape(entry)} {re.escape(numbers)}(?!\d)", printed), (
                name, entry, numbers)  # fmt: skip
            checked += 1
    assert checked >= 50


@pytest.mark.artefact
def test_in_the_e_book_every_entry_is_a_link_to_its_piece(sample: Sample) -> None:
    with zipfile.ZipFile(io.BytesIO(_e_book(sample))) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name.endswith(".xhtml")}
    for name in INDEXES:
        path = next(p for p in files if p.endswith(f"{name}.xhtml"))
        links = etree.fromstring(files[path]).iter("{*}a")
        hrefs = [href for a in links if not (href := a.get("href", "")).startswith("https:")]
        assert hrefs
        for href in hrefs:
            target, _, anchor = href.partition("#")
            there = path.rpartition("/")[0] + "/" + target if target else path
            assert there in files, href
            assert not anchor or f'id="{anchor}"'.encode() in files[there]


def _e_book(sample: Sample) -> bytes:
    look = style.load("classic", ROOT)
    edition, _ = compose.compose(sample.book, look, sample.settings, "epub")
    return epub.publish(edition, sample.book, sample.settings, b"", None)[0]


def _people(book: Book) -> set[Person]:
    return {person for review in book.reviews for person in review.reviewers}


def _opening(title: str, texts: list[str], labels: list[str]) -> str:
    """The label of the page in the body that opens with the title."""
    plain = _letters(title)
    at = [n for n, text in enumerate(texts) if _letters(text).startswith(plain)]
    assert at, title
    return labels[at[-1]]


def _marks(book: Book, texts: list[str], labels: list[str]) -> dict[str, str]:
    """The label of the page on which each index mark's words begin, by the mark's id."""
    found = {}
    pages = [_letters(text) for text in texts]
    bodies = [(review.id, review.body.xhtml) for review in book.reviews]
    bodies += [(piece.id, piece.body.xhtml) for piece in (*book.front, *book.back)]
    for section, xhtml in bodies:
        for mark in re.finditer(r'<span (?=[^>]*class="index")[^>]*id="([^"]+)"[^>]*>', xhtml):
            start, end = (_letters(re.sub(r"<a class=.note-call.*?</a>|<[^>]*>", "", text))
                          for text in (xhtml[: mark.start()], xhtml[mark.end() :]))  # fmt: skip
            at = [n for n, page in enumerate(pages)
                  if start[-9:] + end[:9] in page or end[:24] in page]  # fmt: skip
            assert at, mark[0]
            found[f"{section}-{mark[1]}"] = labels[at[0]]
    return found


def _letters(text: str) -> str:
    return re.sub(r"[^\w]+", "", text).casefold()


def _of_section(title: str, texts: list[str]) -> str:
    """The text of the pages from the one that opens with the title to that of the colophon."""
    start = min(n for n, text in enumerate(texts) if text.strip().startswith(title))
    end = next(n for n, text in enumerate(texts) if text.strip().startswith("Colophon"))
    return "\n".join(texts[start:end])


def _merged(numbers: list[int]) -> str:
    """1, 2, 3, 3, 7 as "1–3, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number - runs[-1][-1] in {0, 1}:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(r[0]) if r[0] == r[-1] else f"{r[0]}–{r[-1]}" for r in runs)


@pytest.mark.artefact
def test_the_sample_is_built_for_release(tmp_path: Path) -> None:
    project = shutil.copytree(ROOT, tmp_path / "book")
    built = build(Order(project, editions=("epub", "print", "screen"), release=True))
    assert [p.message for p in built.problems if p.severity > Severity.NOTE] == []
    assert len(built.files) == 3
    assert not built.book.draft


@pytest.mark.artefact
@pytest.mark.parametrize(
    "traces",
    [
        ("Margit Oyelaran", "Oyelaran, Margit", "Last Orders on New Year’s Eve", "10"),
        ("Ελένη Μαυρίδη", "Μαυρίδη, Ελένη", "Nobody Named Him", "12"),
    ],
)
def test_a_reviewer_s_name_runs_through_both_books(
    sample: Sample,
    printed: tuple[bytes, Mapping[str, Section]],
    pages: tuple[list[str], list[str], Mapping[str, Section]],
    traces: tuple[str, str, str, str],
) -> None:
    texts, labels, sections = pages
    name, filed, title, folio = traces
    assert name in texts[labels.index(folio)]  # in a running head, or in the opening
    review = next(r for r in sample.book.reviews if title == r.title.replace("'", "’"))
    for each in (review.id, "contents", "contributors"):
        assert name in sections[each].xhtml
    assert filed in sections["joint-index"].xhtml
    with pikepdf.open(io.BytesIO(printed[0])) as document:
        with document.open_outline() as outline:
            marks = [mark.title for part in outline.root for mark in part.children]
        assert f"{title} ({name})" in marks
        assert f"<rdf:li>{name}</rdf:li>" in document.Root.Metadata.read_bytes().decode()
    with zipfile.ZipFile(io.BytesIO(_e_book(sample))) as archive:
        package = archive.read("EPUB/content.opf").decode()
        assert f"{title} ({name})" in archive.read("EPUB/nav.xhtml").decode()
    (id_,) = re.findall(rf'<dc:contributor id="([^"]+)">{name}<', package)
    refinements = dict(re.findall(rf'refines="#{id_}" property="([^"]+)"[^>]*>([^<]*)<', package))
    assert (refinements["role"], refinements["file-as"]) == ("aut", filed)
    assert refinements["display-seq"].isdecimal()


@pytest.mark.artefact
def test_the_sample_s_e_book_is_clean(
    sample: Sample,
    tmp_path: Path,
    epubcheck: Callable[[Path], list[str]],
    ace: Callable[[Path], list[str]],
) -> None:
    book = tmp_path / "book.epub"
    book.write_bytes(_e_book(sample))
    assert [each for each in epubcheck(book) if "Font-face" not in each] == []
    assert ace(book) == []
