"""Collation finds what was done to a finished book, and names it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from collated import NO_CACHE, Books, make
from lxml import etree

from anthology.cache import BUCKETS, Cache
from anthology.check.collation import compare, expected, numbers
from anthology.check.collation.epub import EpubEdition
from anthology.text.list_numbers import ZEROS


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    return make(tmp_path_factory.mktemp("book"))


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


def test_a_whole_book_agrees(books: Books) -> None:
    assert books.problems(epub=books.epub) == []
    assert books.problems() == []


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
    "lost formula": (r"<math .*?</math>", "", "E = mc^2"),
    "other formula": (r'alttext="E = mc\^2"', 'alttext="E = mc^3"', "E = mc^2"),
    "empty formula": (r"(<math [^>]*>).*?</math>", r"\1</math>", "E = mc^2"),
    "doubled": (r"(?s)<p class=\"first.*</blockquote>", r"\g<0>\g<0>", "“The First”"),
    "heading as text": (r"<h2[^>]*>(.*?)</h2>", r"<p>\1</p>", "headings"),
    "lost start": (r'<ol start="9">', "<ol>", "the 1st number of its lists should be 9; it is 1"),
    "lost value": (r'<li value="8">', "<li>", "the 2nd number of its lists should be 8; it is 10"),
    "other figures": (r'<ol start="9">', '<ol start="9" type="a">', "should be 9; it is i"),
    "other number of a note": (r"1\.</a>", "7.</a>", "note 1 is printed with the number “7”"),
    "other number of a call": (r'(role="doc-noteref">)1<', r"\g<1>2<", "1 Nobody"),
    "other number of a cell": (r"3</td>", "4</td>", "3"),
    "items as text": (r"<li>(.*?)</li>", r"\1", "list items"),
}


@pytest.mark.parametrize("case", EPUB_DAMAGE)
def test_damage_to_an_e_book_is_named(books: Books, case: str) -> None:
    old, new, words = EPUB_DAMAGE[case]
    changed = repacked(
        books.epub, lambda name, text: re.sub(old, new, text) if "first" in name else text
    )
    assert changed != books.epub
    problems = books.problems(epub=changed)
    assert problems
    assert all(path == "manuscripts/first.md" for path, _ in problems[:5])  # "1 more" follows
    assert any(words in message and "bug in Anthology" in message for _, message in problems)


@pytest.mark.parametrize("parts", [2, 3, 40])
def test_shards_find_together_what_one_finds(books: Books, parts: int) -> None:
    changed = repacked(books.epub, lambda _, text: text.replace("</section>", "Alien.</section>"))
    texts = tuple(expected.source_texts(books.book, books.e_book))
    made = EpubEdition.of(changed, books.e_book, texts)
    whole = compare.of_epub(texts, made, NO_CACHE)
    shards = [
        compare.of_epub(each.of(texts), made, NO_CACHE, each) for each in expected.shards(parts)
    ]
    assert len(whole) > 1
    assert sorted(p.message for shard in shards for p in shard) == sorted(p.message for p in whole)


@pytest.mark.parametrize(
    ("figures", "shown"),
    [("persian", "۱۰"), ("khmer", "១០"), ("none", "10"), *((name, "") for name in ZEROS)],
)
def test_the_figures_of_a_script_are_those_of_css(figures: str, shown: str) -> None:
    style = f"list-style-type: {figures}"
    listed = etree.fromstring(f'<body><ol start="10" style="{style}"><li>A</li></ol></body>')
    wanted = "".join(chr(ord(ZEROS.get(figures, "0")) + figure) for figure in (1, 0))
    assert numbers.of_lists(listed) == (shown or wanted,)


def test_damage_is_named_though_the_book_agreed_once(books: Books, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert books.problems(epub=books.epub, cache=cache) == []
    noted = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert 0 < len(noted) <= BUCKETS
    changed = repacked(books.epub, lambda _, text: text.replace("The house", "The horse"))
    assert books.problems(epub=changed, cache=cache)
    assert books.problems(epub=books.epub, cache=cache) == []


def test_swapped_notes_are_named(books: Books) -> None:
    def swap(_: str, text: str) -> str:
        return (
            text.replace("The first note says this", "@")
            .replace("The second note says that", "The first note says this")
            .replace("@", "The second note says that")
        )

    problems = books.problems(epub=repacked(books.epub, swap))
    assert [path for path, _ in problems] == ["manuscripts/first.md"]
    assert "note 1 should be “The first note" in problems[0][1]


def test_swapped_calls_are_named(books: Books) -> None:
    def swap(_: str, text: str) -> str:
        return text.replace("note-1", "@").replace("note-2", "note-1").replace("@", "note-2")

    def only_calls(name: str, text: str) -> str:
        return re.sub(r'href="[^"]*note-\d"', lambda match: swap("", match[0]), text)

    problems = books.problems(epub=repacked(books.epub, only_calls))
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


def test_sections_in_another_order_are_named(books: Books) -> None:
    def swap(package: str) -> str:
        first, second = re.findall(r"<itemref [^>]*review-[^>]*>", package)
        return package.replace(first, "@").replace(second, first).replace("@", second)

    problems = books.problems(epub=respined(books.epub, swap))
    assert any("its place is taken by review-second" in message for _, message in problems)


@pytest.mark.parametrize("inside", ["<p>Strange.</p>", '<section id="x"><p>Strange.</p></section>'])
def test_a_foreign_document_is_named(books: Books, inside: str) -> None:
    def added(package: str) -> str:
        item = '<item id="extra" href="extra.xhtml" media-type="application/xhtml+xml"/></manifest>'
        reference = '<itemref idref="extra"/></spine>'
        return package.replace("</manifest>", item).replace("</spine>", reference)

    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{inside}</body></html>'
    problems = books.problems(epub=respined(books.epub, added, page))
    assert len(problems) == 1
    assert "extra.xhtml" in problems[0][1]
