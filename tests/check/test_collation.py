"""Collation sees what was done to a finished book, and names it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace

import pikepdf
import pytest

from anthology import arrange, compose, config, epub, load, pdf, style
from anthology.book import Book
from anthology.check.collation import collate
from anthology.check.letters import letters
from anthology.pdf import Printed
from anthology.store import Store
from anthology.workers import Workers

FIRST = """---
title: The First
reviewer: Ann Reader
---
{long}

The house stands alone.[^1] Nobody came.[^2]

## A heading

- one item
- another item

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


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, bytes, Printed]:
    root = tmp_path_factory.mktemp("book")
    (root / "manuscripts").mkdir()
    (root / "manuscripts" / "first.md").write_text(FIRST.format(long=LONG))
    (root / "manuscripts" / "second.md").write_text(SECOND)
    settings, _ = config.read(root)
    with Workers(1) as workers:
        loaded = load.load(root, settings, workers, Store(None))
        book, _ = arrange.arrange(loaded, settings)
        look = style.load(settings.style.name, root)
        print_edition, _ = compose.compose(book, look, settings, "print")
        printed = pdf.publish(print_edition, book, settings, workers, Store(None))
        e_book, _ = compose.compose(book, look, settings, "epub")
        data, _ = epub.publish(e_book, book, settings, b"", printed)
    return book, data, printed


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


def said(book: Book, data: bytes | None, printed: Printed | None) -> list[tuple[str, str]]:
    problems = collate(book, data, printed.pdf if printed else None, printed)
    return [(p.place.path, p.message) for p in problems]


def test_a_whole_book_agrees(made: tuple[Book, bytes, Printed]) -> None:
    book, data, printed = made
    assert said(book, data, printed) == []


EPUB_DAMAGE = {
    "changed word": ("The house stands", "The horse stands", "house"),
    "lost word": ("Nobody came", "came", "Nobody"),
    "lost heading": (r"<h2[^>]*>.*?</h2>", "", "A heading"),
    "lost note": (r"(?s)<aside [^>]*note-2.*?</aside>", "", "note 2"),
    "lost item": (r"<li>one item</li>", "", "one item"),
    "another byline": ("Ann Reader", "Ben Writer", "Ann Reader"),
    "another title": (r"<h1([^>]*)>The First</h1>", r"<h1\1>The Thirst</h1>", "title"),
    "foreign words": (
        "</section>\n*</body>",
        "<p>" + "Foreign words. " * 60 + "</p></section></body>",
        "foreign",
    ),
    "doubled": (r"(?s)<p class=\"first.*</blockquote>", r"\g<0>\g<0>", "“The First”"),
    "heading as text": (r"<h2[^>]*>(.*?)</h2>", r"<p>\1</p>", "headings"),
    "items as text": (r"<li>(.*?)</li>", r"\1", "list items"),
}


@pytest.mark.parametrize("case", EPUB_DAMAGE)
def test_damage_to_an_e_book_is_named(made: tuple[Book, bytes, Printed], case: str) -> None:
    book, data, _ = made
    old, new, words = EPUB_DAMAGE[case]
    changed = repacked(data, lambda name, text: re.sub(old, new, text) if "first" in name else text)
    assert changed != data
    problems = said(book, changed, None)
    assert problems
    assert all(path == "manuscripts/first.md" for path, _ in problems)
    assert any(words in message and "bug of ours" in message for _, message in problems)


def test_swapped_notes_are_named(made: tuple[Book, bytes, Printed]) -> None:
    book, data, _ = made

    def swap(_: str, text: str) -> str:
        return (
            text.replace("The first note says this", "@")
            .replace("The second note says that", "The first note says this")
            .replace("@", "The second note says that")
        )

    problems = said(book, repacked(data, swap), None)
    assert [path for path, _ in problems] == ["manuscripts/first.md"]
    assert "note 1 should be “The first note" in problems[0][1]


def test_swapped_reviews_are_named(made: tuple[Book, bytes, Printed]) -> None:
    book, data, _ = made
    order = replace(
        book, parts=tuple(replace(p, reviews=tuple(reversed(p.reviews))) for p in book.parts)
    )
    assert any("place is taken" in message for _, message in said(order, data, None))


def without_page(data: bytes, number: int) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as book:
        del book.pages[number]
        book.save(stream)
    return stream.getvalue()


def redrawn(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as book:
        for page in book.pages:
            page.contents_coalesce()
            page.Contents = book.make_stream(change(page.obj.Contents.read_bytes()))
        book.save(stream)
    return stream.getvalue()


def lines(content: bytes) -> Iterator[re.Match[bytes]]:
    return re.finditer(rb"\[[^\]]*\] TJ", content)


def page_of(printed: Printed, section: str) -> int:
    with pikepdf.open(io.BytesIO(printed.pdf)) as book:
        labels = [str(page.label) for page in book.pages]
    return labels.index(printed.page_starts[section][0].label)


def damaged(made: tuple[Book, bytes, Printed], data: bytes) -> list[tuple[str, str]]:
    book, _, printed = made
    return said(book, None, replace(printed, pdf=data))


def test_a_lost_page_is_named(made: tuple[Book, bytes, Printed]) -> None:
    book, _, printed = made
    page = page_of(printed, book.reviews[0].id) + 1
    problems = damaged(made, without_page(printed.pdf, page))
    assert problems[0][0] == "manuscripts/first.md"
    assert "missing" in problems[0][1]
    assert "Paragraph" in problems[0][1]


@pytest.mark.parametrize("which", [0, -1])
def test_a_lost_line_is_named(made: tuple[Book, bytes, Printed], which: int) -> None:
    book, _, printed = made
    target = page_of(printed, book.reviews[1].id)

    counted = iter(range(10_000))

    def cut(content: bytes) -> bytes:
        if next(counted) != target:
            return content
        found = list(lines(content))
        line = found[which]
        return content[: line.start()] + b"[] TJ" + content[line.end() :]

    problems = damaged(made, redrawn(printed.pdf, cut))
    assert [path for path, _ in problems] == ["manuscripts/second.md"]


def test_a_line_drawn_twice_is_named(made: tuple[Book, bytes, Printed]) -> None:
    book, _, printed = made
    target = page_of(printed, book.reviews[0].id) + 1
    counted = iter(range(10_000))

    def double(content: bytes) -> bytes:
        if next(counted) != target:
            return content
        line = next(lines(content))
        return content[: line.end()] + b" 1 0 0 1 9 9 Tm " + line[0] + content[line.end() :]

    problems = damaged(made, redrawn(printed.pdf, double))
    assert problems[0][0] == "manuscripts/first.md"


def test_a_changed_letter_is_named(made: tuple[Book, bytes, Printed]) -> None:
    book, _, printed = made
    target = page_of(printed, book.reviews[1].id)
    counted = iter(range(10_000))

    def change(content: bytes) -> bytes:
        if next(counted) != target:
            return content
        line = max(lines(content), key=lambda found: len(found[0]))
        glyphs = re.findall(rb"[0-9a-f]{4}(?=[0-9a-f]*>)", line[0])
        other = next(glyph for glyph in glyphs if glyph != glyphs[0])
        changed = line[0].replace(glyphs[0], other, 1)
        return content[: line.start()] + changed + content[line.end() :]

    problems = damaged(made, redrawn(printed.pdf, change))
    assert [path for path, _ in problems] == ["manuscripts/second.md"]


def test_what_is_left_aside() -> None:
    assert letters("“A --  b…’ ﬁ\u00ad‐x") == letters("a b... fix")
    assert letters("a.b") != letters("ab")
