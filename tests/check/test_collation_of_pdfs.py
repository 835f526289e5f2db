"""Damage to a finished PDF is named; and what collation does not compare."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from collated import Books, make

from anthology.cache import Cache
from anthology.check.collation import pdf
from anthology.check.collation.expected import Expected
from anthology.check.collation.letters import each, letters
from anthology.check.collation.matcher import Line
from anthology.check.collation.tiling import Tiling
from anthology.check.collation.tilings import DrawnSection
from anthology.pdf.reading import PdfReader
from anthology.report import Place


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    return make(tmp_path_factory.mktemp("book"))


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


def page_of(books: Books, review: int) -> int:
    with pikepdf.open(io.BytesIO(books.printed.pdf)) as book:
        labels = [str(page.label) for page in book.pages]
    return labels.index(books.printed.page_starts[books.book.reviews[review].id][0].label)


def test_a_lost_page_is_named(books: Books) -> None:
    page = page_of(books, 0) + 1
    problems = books.problems(
        pdf=repaged(books.printed.pdf, lambda book: book.pages.remove(p=page + 1))
    )
    assert problems[0][0] == "manuscripts/first.md"
    assert "missing" in problems[0][1]
    assert "Paragraph" in problems[0][1]
    assert any("pages; there are" in message for _, message in problems) or len(problems) > 5


FORMULA = re.compile(
    rb"/Span\n<</ActualText <feff[0-9a-f]+>>>\nBDC\n/Drawing\nBMC.*?EMC\nEMC", re.DOTALL
)


def test_a_lost_formula_is_named(books: Books) -> None:
    with pikepdf.open(io.BytesIO(books.printed.pdf)) as book:
        for each in book.pages:
            each.contents_coalesce()
        drawn = [FORMULA.search(each.obj.Contents.read_bytes()) for each in book.pages]
    page = next(number for number, match in enumerate(drawn) if match)
    lost = redrawn(books.printed.pdf, page, lambda old: FORMULA.sub(b"", old))
    problems = books.problems(pdf=lost)
    assert "E = mc^2" in problems[0][1]


def test_swapped_pages_are_named(books: Books) -> None:
    page = page_of(books, 0) + 1

    def swap(book: pikepdf.Pdf) -> None:
        one, other = book.pages[page].obj, book.pages[page + 1].obj
        one.Contents, other.Contents = other.Contents, one.Contents

    problems = books.problems(pdf=repaged(books.printed.pdf, swap))
    assert [path for path, _ in problems] == ["manuscripts/first.md"]


def test_a_reference_to_another_page_is_named(books: Books) -> None:
    first = books.book.reviews[0].id
    assert books.printed.folios[first] == "1"
    folios = {**books.printed.folios, first: "2"}
    other = replace(books, printed=replace(books.printed, folios=folios))
    ((path, message),) = other.problems()
    assert path == "manuscripts/second.md"
    assert "the words “2) . Quite" in message


def test_a_doubled_section_is_named(books: Books) -> None:
    page = page_of(books, 1)

    def double(book: pikepdf.Pdf) -> None:
        book.pages.insert(page, book.pages[page])

    problems = books.problems(pdf=repaged(books.printed.pdf, double))
    assert any("pages; there are" in message for _, message in problems)


def test_a_page_of_no_section_is_named(books: Books) -> None:
    page = page_of(books, 1)

    def add(book: pikepdf.Pdf) -> None:
        book.pages.append(book.pages[page])

    problems = books.problems(pdf=repaged(books.printed.pdf, add))
    assert any("belongs to no section" in message for _, message in problems)


@pytest.mark.parametrize("which", [0, -1])
def test_a_lost_line_is_named(books: Books, which: int) -> None:
    def cut(content: bytes) -> bytes:
        line = lines(content)[which]
        return content[: line.start()] + b"[] TJ" + content[line.end() :]

    problems = books.problems(pdf=redrawn(books.printed.pdf, page_of(books, 1), cut))
    assert problems
    assert {path for path, _ in problems} == {"manuscripts/second.md"}


@pytest.mark.parametrize("later", [0, 1])
@pytest.mark.parametrize("which", [0, 3, -1])
def test_a_line_drawn_twice_is_named(books: Books, which: int, later: int) -> None:
    def double(content: bytes) -> bytes:
        line = lines(content)[which]
        return content[: line.end()] + b" 1 0 0 1 9 9 Tm " + line[0] + content[line.end() :]

    problems = books.problems(pdf=redrawn(books.printed.pdf, page_of(books, 0) + later, double))
    assert {path for path, _ in problems} == {"manuscripts/first.md"}


def test_a_changed_letter_is_named(books: Books) -> None:
    def change(content: bytes) -> bytes:
        line = max(lines(content), key=lambda found: len(found[0]))
        glyphs = re.findall(rb"[0-9a-f]{4}(?=[0-9a-f]*>)", line[0])
        other = next(glyph for glyph in glyphs if glyph != glyphs[0])
        changed = line[0].replace(glyphs[0], other, 1)
        return content[: line.start()] + changed + content[line.end() :]

    problems = books.problems(pdf=redrawn(books.printed.pdf, page_of(books, 1), change))
    assert [path for path, _ in problems] == ["manuscripts/second.md"]


def swapped(data: bytes, one: str, other: str, *, last: bool = False) -> bytes:
    """The PDF with two lines of one of its pages in each other's places.

    They are the first on the page that are so, or the `last`, where notes are.
    """

    def swap(book: pikepdf.Pdf) -> None:
        reader = PdfReader(book)
        for page in book.pages:
            page.contents_coalesce()
            content = page.obj.Contents.read_bytes()
            shown: dict[str, re.Match[bytes]] = {}
            for text, line in decoded(content, page, reader):
                shown[text] = line if last else shown.get(text, line)
            if one in shown and other in shown:
                first, second = sorted((shown[one], shown[other]), key=lambda line: line.start())
                between = content[first.end() : second.start()]
                middle = second[0] + between + first[0]
                new = content[: first.start()] + middle + content[second.end() :]
                page.Contents = book.make_stream(new)
                return
        raise AssertionError(f"no page has {one} and {other}")

    return repaged(data, swap)


def decoded(
    content: bytes, page: pikepdf.Page, reader: PdfReader
) -> Iterator[tuple[str, re.Match[bytes]]]:
    """The text of each line of a page, and where it is drawn."""
    glyphs: dict[int, str] = {}
    for match in re.finditer(rb"(/\S+) [-\d.]+ Tf|\[[^\]]*\] TJ", content):
        if match[1]:
            glyphs = reader.letters(page.obj.Resources.Font[match[1].decode()])
        else:
            codes = re.findall(rb"[0-9a-f]{4}(?=[0-9a-f]*>)", match[0])
            yield "".join(glyphs[int(code, 16)] for code in codes).strip(), match


@pytest.mark.parametrize("edition", ["print", "screen"])
@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("8.", "7.", "the 2nd number of its lists should be 8; it is 7"),
        ("3", "5", "the cells of a table are in another order: “Owl” after “3”"),
        ("Fox", "Owl", "the cells of a table are in another order"),
        ("1.", "2.", "note 1 is printed with the number “2”"),
    ],
)
def test_a_number_in_the_place_of_another_is_named(
    books: Books, edition: str, one: str, other: str, words: str
) -> None:
    last = "note" in words
    if edition == "print":
        problems = books.problems(pdf=swapped(books.printed.pdf, one, other, last=last))
    else:
        problems = books.problems(screen=swapped(books.screen.pdf, one, other, last=last))
    assert {path for path, _ in problems} == {"manuscripts/first.md"}
    assert words in problems[0][1]


@pytest.mark.parametrize("mark", [rb"/i[0-9a-f]+ Do", rb"/Drawing\s+BMC"])
def test_a_lost_picture_is_named(books: Books, mark: bytes) -> None:
    last = page_of(books, 1) - 1
    with pikepdf.open(io.BytesIO(books.printed.pdf)) as book:
        for each_page in book.pages:
            each_page.contents_coalesce()
        contents = [page.obj.Contents.read_bytes() for page in book.pages]
    page = next(n for n in range(last, 0, -1) if re.search(mark, contents[n]))
    problems = books.problems(
        pdf=redrawn(books.printed.pdf, page, lambda c: re.sub(mark, b"/Span BMC EMC", c))
    )
    assert "manuscripts/first.md" in {path for path, _ in problems}


def test_a_lost_heading_is_named(books: Books) -> None:
    def forget(book: pikepdf.Pdf) -> None:
        with book.open_outline() as outline:
            for item in outline.root:
                item.children.clear()

    problems = books.problems(pdf=repaged(books.printed.pdf, forget))
    assert [path for path, _ in problems] == ["manuscripts/first.md"]
    assert "outline" in problems[0][1]


def test_another_reviewer_is_named(books: Books) -> None:
    """The right book under wrong names: as if the composer had taken them from elsewhere."""
    first, second = books.book.reviews
    swapped = (replace(first, reviewers=second.reviewers), replace(second, reviewers=()))
    parts = (replace(books.book.parts[0], reviews=swapped),)
    wrong = replace(books, book=replace(books.book, parts=parts))
    for problems in (wrong.problems(), wrong.problems(epub=books.epub)):
        assert [path for path, _ in problems] == ["manuscripts/first.md"]
        assert "the name “Ben Writer” is not printed" in problems[0][1]


def test_a_section_composed_without_its_text_is_named(books: Books) -> None:
    sections = tuple(
        replace(s, xhtml=s.xhtml.replace("Nobody came", "came")) for s in books.e_book.sections
    )
    wrong = replace(books, e_book=replace(books.e_book, sections=sections))
    ((path, message),) = wrong.problems(epub=books.epub)
    assert path == "manuscripts/first.md"
    assert "its text is not whole" in message


def test_what_agreed_is_not_read_again(
    books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    assert books.problems(cache=cache) == []
    read: list[str] = []

    def differences(_: object, expected: Expected) -> Iterator[str]:
        read.append(expected.id)
        return iter(())

    monkeypatch.setattr(pdf.FinishedPdf, "differences", differences)
    assert books.problems(cache=cache) == []
    assert read == []
    page = page_of(books, 1)
    books.problems(
        pdf=redrawn(books.printed.pdf, page, lambda content: content + b" "), cache=cache
    )
    assert read == [books.book.reviews[1].id]


def test_what_is_left_aside() -> None:
    assert letters("“A --  b…’ ﬁ\u00ad‐x") == letters("a b... fix")
    assert letters("a.b") != letters("ab")
    assert letters("İstanbul ışık") == letters("istanbul IŞIK") == letters("İSTANBUL IŞIK")
    assert letters("Το «Όσκαρ» ἀρχή ᾳ ΐ") == letters("ΤΟ «ΟΣΚΑΡ» ΑΡΧΗ ΑΙ Ι")
    assert letters("η") != letters("ε")
    assert letters("é") != letters("e")
    assert each(["A b", "ﬁ", ""]) == (letters("A b"), letters("ﬁ"), "")


def test_a_letter_alone_is_looked_for_where_longer_lines_leave_it() -> None:
    """The head of a group, D, is drawn after a long title, which is divided where it is narrow."""
    before, after = "ddampfschifffahrtsges", "habdampfschifffahrtsges"
    wanted = Expected("a", Place("a.md"), "", "Text.", before=before, after=after)
    drawn = ["dampfschiff", "fahrtsges", "d", "habdampf", "schifffahrtsges"]

    def unexplained(*more: str) -> list[str]:
        lines = [Line(key, key, place) for place, key in enumerate([*drawn, *more])]
        section = DrawnSection(wanted, [lines], frozenset("".join(drawn)))
        tiling = Tiling(section.sought)
        tiling.head = lines
        finished = object.__new__(pdf.FinishedPdf)
        finished._generated = []
        return finished._unexplained(wanted, tiling, section.drawn)

    assert unexplained() == []
    assert unexplained("fahrtsges") == ["fahrtsges"]
