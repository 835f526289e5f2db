"""Our own checks of any EPUB: a good book passes, each fault is reported."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import nasty_book
import pytest

from anthology import epub
from anthology.check.epub.check import check_epub
from anthology.check.epub.tools import Tools, installed
from anthology.config import Settings
from anthology.report import Severity

ONE = "EPUB/text/review-one.xhtml"
OPF = "EPUB/content.opf"
CSS = "EPUB/style.css"
NAV = "EPUB/nav.xhtml"


@pytest.fixture(scope="module")
def good() -> bytes:
    parts = nasty_book.edition(), nasty_book.book(), Settings()
    return epub.publish(*parts, nasty_book.COVER, nasty_book.printed())[0]


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """The book with `old` replaced in one file; "" as `old` adds to its end."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(stream, "w") as copy:
        for entry in book.infolist():
            content = book.read(entry)
            if entry.filename == name:
                text = content.decode()
                assert old in text
                content = (text.replace(old, new, 1) if old else text + new).encode()
            copy.writestr(entry, content)
    return stream.getvalue()


def reported(data: bytes) -> str:
    return "\n".join(f"{p.severity.name} {p.place}: {p.message}" for p in check_epub(data))


def test_a_good_book_has_nothing_wrong(good: bytes) -> None:
    assert [p for p in check_epub(good) if p.severity > Severity.NOTE] == []


def test_a_file_is_read_too(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(good)
    assert check_epub(path) == check_epub(good)


@pytest.mark.parametrize("data", [b"", b"PK", b"no archive"])
def test_what_is_not_an_epub_is_refused(data: bytes) -> None:
    assert "this is not an EPUB" in reported(data)


CASES = (
    (CSS, "", "\np{width:calc(1px)}", "style.css:6: calc() makes older Kobos drop"),
    (CSS, "", "p{width:var(--x)}", "var() makes older Kobos drop"),
    (CSS, "", "\np{/* calc(\n) */color:red}", "a colour on p makes the text unreadable"),
    (CSS, "", "div{display:flex}", "e-readers ignore display: flex"),
    (CSS, "", "@media print{}", "an empty @media rule"),
    (CSS, "", "div{background:url(http://x.org/a.png)}", "loads http://x.org/a.png"),
    (CSS, "", "h1{margin:2rem}", "the unit rem"),
    (CSS, "", "body{font-family:serif}", "Kindle wants no font-family on body"),
    (CSS, "", "body{padding-top:1em}", "Kobo wants no padding on body"),
    (ONE, "<p>", '<p style="color:#000">', "review-one.xhtml:13: a colour on p makes"),
    (ONE, "<h2", "<script>1</script><h2", "there is a <script>"),
    (ONE, "<h2", '<h2 onclick="x()"', "runs a script"),
    (
        ONE,
        "</h2>",
        "</h3>",
        "ERROR EPUB/text/review-one.xhtml:15: in “The one & only “Heat””: e-readers cannot show",
    ),
    (ONE, 'id="review-one-code"', 'id="review-one-table"', "“review-one-table” is used 2 times"),
    (ONE, "review-two.xhtml#review-two", "#gone", "leads to “gone”"),
    (ONE, "review-two.xhtml", "gone.xhtml", "leads to EPUB/text/gone.xhtml, which is not"),
    (ONE, "https://example.org", "javascript:x", "a link leads to “javascript:"),
    (ONE, 'alt="A photo"', "", "a picture has no alternative text"),
    (ONE, "../pictures/", "http://x.org/", "a picture is loaded from the internet"),
    (ONE, 'epub:type="footnote"', "", "the note “1” will not pop up"),
    (ONE, 'id="page-13"', 'id="page-99"', "the page list must name each page break"),
    (ONE, "<em>dd</em>", "d\u200bd", "zero-width spaces"),
    (OPF, "<dc:language>en</dc:language>", "", "does not name its language"),
    (OPF, "schema:accessibilityHazard", "schema:x", "schema:accessibilityHazard is missing"),
    (OPF, ' properties="nav"', "", "has no navigation document"),
    (OPF, 'href="style.css"', 'href="gone.css"', "lists this file, but it is missing"),
    (OPF, "application/x-dtbncx+xml", "text/xml", "has no NCX"),
    (NAV, 'epub:type="bodymatter"', 'epub:type="x"', "do not name the start of the text"),
    (
        NAV,
        '<li><a href="text/review-two.xhtml">סרט</a></li>',
        "",
        "“סרט” is not in the table of contents",
    ),
    ("mimetype", "zip", "zap", "must contain application/epub+zip"),
)


@pytest.mark.parametrize(("name", "old", "new", "words"), CASES, ids=[c[3][:40] for c in CASES])
def test_each_mistake_is_reported(good: bytes, name: str, old: str, new: str, words: str) -> None:
    assert words in reported(changed(good, name, old, new))


def test_the_review_is_named(good: bytes) -> None:
    bad = changed(good, ONE, "review-two.xhtml#review-two", "#gone")
    assert "in “The one & only “Heat””: a link leads to" in reported(bad)


def test_the_review_is_named_where_nothing_of_it_can_be_read(good: bytes) -> None:
    broken = reported(changed(good, ONE, "</section>", ""))
    assert "in “The one & only “Heat””: e-readers cannot show it" in broken
    assert "page list" not in broken


def test_a_file_that_is_not_there_or_is_a_folder_is_reported(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.epub"):
        (problem,) = check_epub(path)
        assert problem.place.path == str(path)
        assert "cannot be read" in problem.message


def test_a_file_that_the_package_does_not_name(good: bytes) -> None:
    stream = io.BytesIO(good)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("EPUB/left over.txt", b"x")
    assert "not listed in the package file" in reported(stream.getvalue())
    assert "Kobo cannot open a file with such a name" in reported(stream.getvalue())


def test_pictures_against_the_limits_of_stores(good: bytes) -> None:
    big = nasty_book.picture("RGBA", (2000, 2000), (1, 1, 1, 0), "PNG")
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as book, zipfile.ZipFile(stream, "w") as copy:
        for entry in book.infolist():
            is_line = entry.filename.endswith(".png")
            copy.writestr(entry, big if is_line else book.read(entry))
    words = reported(stream.getvalue())
    assert "4.0 megapixels" in words
    assert "the picture is transparent" in words


def test_missing_validators_are_named(good: bytes) -> None:
    problems = check_epub(good, Tools(missing=("Ace",)))
    assert "Ace is not installed, so its checks were skipped" in [p.message for p in problems]


def test_a_validator_that_fails_is_a_note(good: bytes) -> None:
    problems = check_epub(good, Tools(epubcheck=("false",), ace=("/no/such/command",)))
    assert [p.severity for p in problems if "were skipped" in p.message] == [Severity.NOTE] * 2


def test_headings_that_jump(good: bytes) -> None:
    bad = changed(changed(good, ONE, "<h3", "<h5"), ONE, "</h3", "</h5")
    assert "a heading of level 5 follows one of level 2" in reported(bad)


def test_page_numbers_of_no_known_edition(good: bytes) -> None:
    bad = changed(good, OPF, 'property="pageBreakSource"', 'property="x"')
    bad = changed(bad, OPF, "urn:isbn:9780306406157</dc:source>", "</dc:source>")
    assert "the book has page numbers, but does not name the print edition" not in reported(good)
    assert "the book has page numbers, but does not name the print edition" in reported(bad)


@pytest.mark.artefact
@pytest.mark.usefixtures("java")
def test_epubcheck_and_ace_speak_of_the_review(
    good: bytes, node: str, node_modules: Path, chromium: str
) -> None:
    ace = (node, str(node_modules / "@daisy/ace-cli/bin/ace.js"))
    bad = changed(good, ONE, "<h3", "<p><p/></p><h3")
    bad = changed(bad, ONE, 'alt="A photo"', "")
    words = [p.message for p in check_epub(bad, Tools(installed().epubcheck, ace))]
    assert any(w.startswith("in “The one & only “Heat””: EPUBCheck RSC-005") for w in words)
    assert any(w.startswith("in “The one & only “Heat””: Ace image-alt") for w in words)
