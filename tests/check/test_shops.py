"""What shops object to in e-books: a good book passes at each, and each fault is found."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import nasty_book
import pytest
from PIL import Image

from anthology import epub
from anthology.check.epub.check import check_epub
from anthology.check.epub.shops import names, shop
from anthology.config import Settings
from anthology.report import Refused, Severity

ISBN = "9780306406157"
OPF, COVER = "EPUB/content.opf", "EPUB/pictures/cover.jpg"
ONE = "EPUB/text/review-one.xhtml"
DRM = '<encryption><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
FONTS = '<encryption><EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/>'

Change = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def good() -> bytes:
    parts = nasty_book.edition(), nasty_book.book(), Settings()
    return epub.publish(*parts, nasty_book.COVER, nasty_book.printed())[0]


def changed(data: bytes, name: str, change: Change) -> bytes:
    """The book with another content of one file; a new one where it has none of that name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(stream, "w") as copy:
        for entry in book.infolist():
            content = book.read(entry)
            copy.writestr(entry, change(content) if entry.filename == name else content)
        if name not in book.namelist():
            copy.writestr(name, change(b""))
    return stream.getvalue()


def found(data: bytes, name: str, severity: Severity = Severity.WARNING) -> str:
    """What is wrong for a shop alone, as bad as that or worse."""
    general = check_epub(data)
    own = [problem for problem in check_epub(data, shop=name) if problem not in general]
    return "\n".join(problem.message for problem in own if problem.severity >= severity)


def replaced(old: str, new: str) -> Change:
    return lambda content: content.replace(old.encode(), new.encode(), 1)


def picture(width: int, height: int, mode: str = "RGB") -> Change:
    def drawn(_: bytes) -> bytes:
        file = io.BytesIO()
        Image.new(mode, (width, height)).save(file, "JPEG")
        return file.getvalue()

    return drawn


@pytest.mark.parametrize("name", names())
def test_every_shop_says_where_its_rules_come_from(name: str, good: bytes) -> None:
    assert shop(name).sources
    (first, *_) = [p for p in check_epub(good, shop=name) if shop(name).sources[0] in p.message]
    assert "Not verified" in first.hint


@pytest.mark.parametrize("name", names())
def test_a_good_book_is_refused_nowhere(name: str, good: bytes) -> None:
    assert found(good, name, Severity.ERROR) == ""


@pytest.mark.parametrize(
    ("name", "file", "change", "words"),
    [
        ("apple", COVER, picture(1000, 1600), "wants at least 1400 on the shorter side"),
        ("kdp", COVER, picture(600, 990), "wants at least 625 on the shorter side and 1000"),
        ("google", COVER, picture(1400, 7300), "takes at most 7200 on a side"),
        ("apple", COVER, picture(1400, 2240, "CMYK"), "the cover is in CMYK"),
        ("kobo", COVER, lambda data: data + bytes(3_000_000), "takes 3 MB"),
        ("kobo", OPF, replaced('properties="cover-image"', ""), "the book has no cover"),
        ("apple", "META-INF/encryption.xml", lambda _: DRM.encode(), "are encrypted"),
        ("kobo", "EPUB/toc.ncx", replaced("urn:", "urn:x"), "the NCX names"),
        (
            "apple",
            ONE,
            replaced("</p>", '<a href="https://www.amazon.co.uk/dp/1">a</a></p>'),
            "1 link to Amazon, another shop, which Apple Books refuses",
        ),
        (
            "kobo",
            ONE,
            replaced("</p>", '<a href="https://play.google.com/x">a</a></p>'),
            "1 link to Google Play, another shop, which Kobo Writing Life is against",
        ),
    ],
)
def test_each_fault_is_found(name: str, file: str, change: Change, words: str, good: bytes) -> None:
    assert words not in found(good, name)
    assert words in found(changed(good, file, change), name)


def test_a_shop_may_be_linked_to_by_what_it_sells(good: bytes) -> None:
    own = replaced("</p>", '<a href="https://www.amazon.de/dp/1">a</a></p>')
    assert "link" not in found(changed(good, ONE, own), "kdp")
    other = replaced("</p>", '<a href="https://amazonian.example/">a</a></p>')
    assert "link" not in found(changed(good, ONE, other), "apple")


def test_scrambled_fonts_are_no_protection(good: bytes) -> None:
    scrambled = changed(good, "META-INF/encryption.xml", lambda _: FONTS.encode())
    assert "encrypted" not in found(scrambled, "apple")


def test_the_name_of_a_file_is_the_isbn_of_the_book(good: bytes, tmp_path: Path) -> None:
    file = tmp_path / "9791234567896.epub"
    file.write_bytes(good)
    assert "but the book's ISBN is" in "".join(p.message for p in check_epub(file, shop="google"))
    file = tmp_path / "book.epub"
    file.write_bytes(good)
    assert "rename it to" in "".join(p.message for p in check_epub(file, shop="google"))


def test_an_unknown_shop_is_refused(good: bytes) -> None:
    with pytest.raises(Refused) as refused:
        check_epub(good, shop="kob")
    assert refused.value.problems[0].hint.startswith("Did you mean “kobo”?")
