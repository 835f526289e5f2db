"""Collation sees what was done to a finished book, and names it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from anthology import arrange, compose, config, epub, load, pdf, style
from anthology.book import Book
from anthology.check import collated_pdf, collation, told
from anthology.check.letters import each, letters
from anthology.check.told import Told
from anthology.edition import Edition
from anthology.pdf import Printed
from anthology.store import SHELVES, Store
from anthology.workers import Workers

NO_STORE = Store(None)
FIRST = """---
title: The First
reviewer: Ann Reader
---
{long}

The house stands alone.[^1] Nobody came.[^2]

## A heading

- one item
- another item

A picture ![of red](red.png) and ![a drawing](drawing.svg).

> A quoted "line" -- with a dash... and an end.

[^1]: The first note says this.
[^2]: The second note says that.
"""
SECOND = (
    "---\ntitle: The Second\nreviewer: Ben Writer\n---\nQuite another text, with its last line.\n"
)
LONG = "\n\n".join(
    f"Paragraph {n} is long enough to fill some lines of a page. " * 8 for n in range(12)
)


DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="9" height="9"/>'
    '<text y="20">Words in a drawing</text></svg>'
)


@dataclass(frozen=True)
class Made:
    """A finished book and all that it was made from."""

    book: Book
    print_edition: Edition
    e_book: Edition
    epub: bytes
    printed: Printed

    def said(
        self, epub: bytes = b"", pdf: bytes = b"", store: Store = NO_STORE
    ) -> list[tuple[str, str]]:
        """What collation says of one of the books, as it is or as it was damaged."""
        if epub:
            problems = collation.of_epub(self.book, self.e_book, epub, store)
        else:
            printed = replace(self.printed, pdf=pdf or self.printed.pdf)
            problems = collation.of_pdf(self.book, self.print_edition, printed, store)
        return [(p.place.path, p.message) for p in problems]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("book")
    (root / "manuscripts").mkdir()
    (root / "manuscripts" / "first.md").write_text(FIRST.format(long=LONG))
    (root / "manuscripts" / "second.md").write_text(SECOND)
    (root / "manuscripts" / "drawing.svg").write_text(DRAWING)
    Image.new("RGB", (40, 30), "red").save(root / "manuscripts" / "red.png")
    settings, _ = config.read(root)
    with Workers(1) as workers:
        loaded = load.load(root, settings, workers, NO_STORE)
        book, _ = arrange.arrange(loaded, settings)
        look = style.load(settings.style.name, root)
        print_edition, _ = compose.compose(book, look, settings, "print")
        printed = pdf.publish(print_edition, book, settings, workers, NO_STORE)
        e_book, _ = compose.compose(book, look, settings, "epub")
        data, _ = epub.publish(e_book, book, settings, b"", printed)
    return Made(book, print_edition, e_book, data, printed)


def repacked(data: bytes, change: Callable[[str, str], str]) -> bytes:
    """The EPUB with each review's document changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if "review-" in name:
                content = change(name, content.decode()).encode()
            new.writestr(name, content)
    return stream.getvalue()


def test_a_whole_book_agrees(made: Made) -> None:
    assert made.said(epub=made.epub) == []
    assert made.said() == []


EPUB_DAMAGE = {
    "changed word": ("The house stands", "The horse stands", "house"),
    "lost word": ("Nobody came", "came", "Nobody"),
    "lost heading": (r"<h2[^>]*>.*?</h2>", "", "A heading"),
    "lost note": (r"(?s)<aside [^>]*note-2.*?</aside>", "", "note 2"),
    "lost item": (r"<li>one item</li>", "", "one item"),
    "another byline": ("Ann Reader", "Ben Writer", "Ann Reader"),
    "another title": (r"<h1([^>]*)>The First</h1>", r"<h1\1>The Thirst</h1>", "title"),
    "foreign words": ("</section>\n*</body>", "<p>Alien.</p></section></body>", "foreign"),
    "foreign words above": (r"(<h1[^>]*>)", r"<p>Alien.</p>\1", "foreign"),
    "lost last line": (" and an end.", "", "an end"),
    "lost picture": (r"<img [^>]*red[^>]*>", "", "pictures"),
    "doubled": (r"(?s)<p class=\"first.*</blockquote>", r"\g<0>\g<0>", "“The First”"),
    "heading as text": (r"<h2[^>]*>(.*?)</h2>", r"<p>\1</p>", "headings"),
    "items as text": (r"<li>(.*?)</li>", r"\1", "list items"),
}


@pytest.mark.parametrize("case", EPUB_DAMAGE)
def test_damage_to_an_e_book_is_named(made: Made, case: str) -> None:
    old, new, words = EPUB_DAMAGE[case]
    changed = repacked(
        made.epub, lambda name, text: re.sub(old, new, text) if "first" in name else text
    )
    assert changed != made.epub
    problems = made.said(epub=changed)
    assert problems
    assert all(path == "manuscripts/first.md" for path, _ in problems)
    assert any(words in message and "bug of ours" in message for _, message in problems)


@pytest.mark.parametrize("parts", [2, 3, 40])
def test_shares_find_together_what_one_finds(made: Made, parts: int) -> None:
    changed = repacked(made.epub, lambda _, text: text.replace("</section>", "Alien.</section>"))
    whole = collation.of_epub(made.book, made.e_book, changed, NO_STORE)
    shares = [
        collation.of_epub(made.book, made.e_book, changed, NO_STORE, told.Share(number, parts))
        for number in range(parts)
    ]
    assert len(whole) > 1
    assert sorted(p.message for share in shares for p in share) == sorted(p.message for p in whole)


def test_what_agreed_once_is_not_read_again(made: Made, tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert made.said(epub=made.epub, store=store) == []
    noted = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert 0 < len(noted) <= SHELVES
    changed = repacked(made.epub, lambda _, text: text.replace("The house", "The horse"))
    assert made.said(epub=changed, store=store)
    assert made.said(epub=made.epub, store=store) == []


def test_swapped_notes_are_named(made: Made) -> None:
    def swap(_: str, text: str) -> str:
        return (
            text.replace("The first note says this", "@")
            .replace("The second note says that", "The first note says this")
            .replace("@", "The second note says that")
        )

    problems = made.said(epub=repacked(made.epub, swap))
    assert [path for path, _ in problems] == ["manuscripts/first.md"]
    assert "note 1 should be “The first note" in problems[0][1]


def test_swapped_calls_are_named(made: Made) -> None:
    def swap(_: str, text: str) -> str:
        return text.replace("note-1", "@").replace("note-2", "note-1").replace("@", "note-2")

    def only_calls(name: str, text: str) -> str:
        return re.sub(r'href="[^"]*note-\d"', lambda match: swap("", match[0]), text)

    problems = made.said(epub=repacked(made.epub, only_calls))
    assert [path for path, _ in problems] == ["manuscripts/first.md"]
    assert "called from other places" in problems[0][1]


def respined(data: bytes, change: Callable[[str], str], extra: str = "") -> bytes:
    """The EPUB with its spine changed, and a further document in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".opf"):
                content = change(content.decode()).encode()
                place = name.rpartition("/")[0]
            new.writestr(name, content)
        if extra:
            new.writestr(f"{place}/extra.xhtml", extra)
    return stream.getvalue()


def test_sections_in_another_order_are_named(made: Made) -> None:
    def swap(package: str) -> str:
        first, second = re.findall(r"<itemref [^>]*review-[^>]*>", package)
        return package.replace(first, "@").replace(second, first).replace("@", second)

    problems = made.said(epub=respined(made.epub, swap))
    assert any("its place is taken by review-second" in message for _, message in problems)


@pytest.mark.parametrize("inside", ["<p>Strange.</p>", '<section id="x"><p>Strange.</p></section>'])
def test_a_foreign_document_is_named(made: Made, inside: str) -> None:
    def added(package: str) -> str:
        item = '<item id="extra" href="extra.xhtml" media-type="application/xhtml+xml"/></manifest>'
        reference = '<itemref idref="extra"/></spine>'
        return package.replace("</manifest>", item).replace("</spine>", reference)

    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{inside}</body></html>'
    problems = made.said(epub=respined(made.epub, added, page))
    assert len(problems) == 1
    assert "extra.xhtml" in problems[0][1]


def repaged(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The PDF, changed."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as book:
        change(book)
        book.save(stream)
    return stream.getvalue()


def redrawn(data: bytes, number: int, change: Callable[[bytes], bytes]) -> bytes:
    """The PDF with one page's content changed."""

    def draw(book: pikepdf.Pdf) -> None:
        page = book.pages[number]
        page.contents_coalesce()
        old = page.obj.Contents.read_bytes()
        new = change(old)
        assert new != old
        page.Contents = book.make_stream(new)

    return repaged(data, draw)


def lines(content: bytes) -> list[re.Match[bytes]]:
    return list(re.finditer(rb"\[[^\]]*\] TJ", content))


def page_of(made: Made, review: int) -> int:
    with pikepdf.open(io.BytesIO(made.printed.pdf)) as book:
        labels = [str(page.label) for page in book.pages]
    return labels.index(made.printed.page_starts[made.book.reviews[review].id][0].label)


def test_a_lost_page_is_named(made: Made) -> None:
    page = page_of(made, 0) + 1
    problems = made.said(pdf=repaged(made.printed.pdf, lambda book: book.pages.remove(p=page + 1)))
    assert problems[0][0] == "manuscripts/first.md"
    assert "missing" in problems[0][1]
    assert "Paragraph" in problems[0][1]
    assert any("pages in the place of" in message for _, message in problems) or len(problems) > 5


def test_swapped_pages_are_named(made: Made) -> None:
    page = page_of(made, 0) + 1

    def swap(book: pikepdf.Pdf) -> None:
        one, other = book.pages[page].obj, book.pages[page + 1].obj
        one.Contents, other.Contents = other.Contents, one.Contents

    problems = made.said(pdf=repaged(made.printed.pdf, swap))
    assert [path for path, _ in problems] == ["manuscripts/first.md"]


def test_a_doubled_section_is_named(made: Made) -> None:
    page = page_of(made, 1)

    def double(book: pikepdf.Pdf) -> None:
        book.pages.insert(page, book.pages[page])

    problems = made.said(pdf=repaged(made.printed.pdf, double))
    assert any("pages in the place of" in message for _, message in problems)


def test_a_page_of_no_section_is_named(made: Made) -> None:
    page = page_of(made, 1)

    def add(book: pikepdf.Pdf) -> None:
        book.pages.append(book.pages[page])

    problems = made.said(pdf=repaged(made.printed.pdf, add))
    assert any("is of no section" in message for _, message in problems)


@pytest.mark.parametrize("which", [0, -1])
def test_a_lost_line_is_named(made: Made, which: int) -> None:
    def cut(content: bytes) -> bytes:
        line = lines(content)[which]
        return content[: line.start()] + b"[] TJ" + content[line.end() :]

    problems = made.said(pdf=redrawn(made.printed.pdf, page_of(made, 1), cut))
    assert problems
    assert {path for path, _ in problems} == {"manuscripts/second.md"}


@pytest.mark.parametrize("later", [0, 1])
@pytest.mark.parametrize("which", [0, 3, -1])
def test_a_line_drawn_twice_is_named(made: Made, which: int, later: int) -> None:
    def double(content: bytes) -> bytes:
        line = lines(content)[which]
        return content[: line.end()] + b" 1 0 0 1 9 9 Tm " + line[0] + content[line.end() :]

    problems = made.said(pdf=redrawn(made.printed.pdf, page_of(made, 0) + later, double))
    assert {path for path, _ in problems} == {"manuscripts/first.md"}


def test_a_changed_letter_is_named(made: Made) -> None:
    def change(content: bytes) -> bytes:
        line = max(lines(content), key=lambda found: len(found[0]))
        glyphs = re.findall(rb"[0-9a-f]{4}(?=[0-9a-f]*>)", line[0])
        other = next(glyph for glyph in glyphs if glyph != glyphs[0])
        changed = line[0].replace(glyphs[0], other, 1)
        return content[: line.start()] + changed + content[line.end() :]

    problems = made.said(pdf=redrawn(made.printed.pdf, page_of(made, 1), change))
    assert [path for path, _ in problems] == ["manuscripts/second.md"]


@pytest.mark.parametrize("mark", [rb"/i[0-9a-f]+ Do", rb"/Drawing\s+BMC"])
def test_a_lost_picture_is_named(made: Made, mark: bytes) -> None:
    last = page_of(made, 1) - 1
    with pikepdf.open(io.BytesIO(made.printed.pdf)) as book:
        for each_page in book.pages:
            each_page.contents_coalesce()
        contents = [page.obj.Contents.read_bytes() for page in book.pages]
    page = next(n for n in range(last, 0, -1) if re.search(mark, contents[n]))
    problems = made.said(
        pdf=redrawn(made.printed.pdf, page, lambda c: re.sub(mark, b"/Span BMC EMC", c))
    )
    assert "manuscripts/first.md" in {path for path, _ in problems}


def test_a_lost_heading_is_named(made: Made) -> None:
    def forget(book: pikepdf.Pdf) -> None:
        with book.open_outline() as outline:
            for item in outline.root:
                item.children.clear()

    problems = made.said(pdf=repaged(made.printed.pdf, forget))
    assert [path for path, _ in problems] == ["manuscripts/first.md"]
    assert "outline" in problems[0][1]


def test_another_reviewer_is_named(made: Made) -> None:
    """The right book under wrong names: as if the composer had taken them from elsewhere."""
    first, second = made.book.reviews
    swapped = (replace(first, reviewers=second.reviewers), replace(second, reviewers=()))
    parts = (replace(made.book.parts[0], reviews=swapped),)
    wrong = replace(made, book=replace(made.book, parts=parts))
    for problems in (wrong.said(), wrong.said(epub=made.epub)):
        assert [path for path, _ in problems] == ["manuscripts/first.md"]
        assert "the name “Ben Writer” is not printed" in problems[0][1]


def test_a_section_composed_without_its_text_is_named(made: Made) -> None:
    sections = tuple(
        replace(s, xhtml=s.xhtml.replace("Nobody came", "came")) for s in made.e_book.sections
    )
    wrong = replace(made, e_book=replace(made.e_book, sections=sections))
    ((path, message),) = wrong.said(epub=made.epub)
    assert path == "manuscripts/first.md"
    assert "its text is not whole" in message


def test_what_agreed_is_not_read_again(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    assert made.said(store=store) == []
    read: list[str] = []

    def differences(_: object, measure: Told) -> Iterator[str]:
        read.append(measure.id)
        return iter(())

    monkeypatch.setattr(collated_pdf.Shown, "differences", differences)
    assert made.said(store=store) == []
    assert read == []
    page = page_of(made, 1)
    made.said(pdf=redrawn(made.printed.pdf, page, lambda content: content + b" "), store=store)
    assert read == [made.book.reviews[1].id]


def test_what_is_left_aside() -> None:
    assert letters("“A --  b…’ ﬁ\u00ad‐x") == letters("a b... fix")
    assert letters("a.b") != letters("ab")
    assert each(["A b", "ﬁ", ""]) == (letters("A b"), letters("ﬁ"), "")
