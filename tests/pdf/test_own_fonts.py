"""A PDF has the fonts of its style and no font of the machine, whatever its letters are."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from anthology import arrange, compose, config, load, pdf, style
from anthology.cache import Cache
from anthology.pdf.bind.pages import _to_unicode
from anthology.pdf.model import FROM_RIGHT, add_glyphs
from anthology.pool import Pool
from anthology.style.fonts import installed

OURS = ("EBGaramond", "LibertinusMono", "AnthologySymbols", "NotoEmoji", "AnthologyBoxes")
NO_CACHE = Cache(None)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">'
    '<text y="20" font-family="DejaVu Sans, Arial">Drawn words</text></svg>'
)
LONG = "この映画はとても静かで、そして長い。" * 8
WORDS = "Armenian Հայերեն, **bold** `code` ☃ in an English text. " + "Words. " * 300
TEXT = f"{WORDS}\n\n{LONG}\n\n![d](d.svg)\n"


@pytest.fixture(scope="module", params=["print", "screen"])
def finished(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    root = tmp_path_factory.mktemp("book")
    (root / "manuscripts").mkdir()
    (root / "manuscripts" / "a.md").write_text(f"---\ntitle: A Title\n---\n{TEXT}", "utf-8")
    (root / "manuscripts" / "d.svg").write_text(DRAWING)
    settings, _ = config.read(root)
    patch = pytest.MonkeyPatch()
    patch.setattr(installed, "FOLDERS", (root / "no fonts",))
    with Pool(1) as pool, patch.context():
        loaded = load.load(root, settings, pool, NO_CACHE)
        book, _ = arrange.arrange(loaded, settings)
        look = style.load("classic", root)
        edition, _ = compose.compose(book, look, settings, request.param)
        data: bytes = pdf.publish(edition, book, settings, pool, NO_CACHE).pdf
    patch.undo()
    return data


def test_only_the_fonts_of_the_style_are_in_it(finished: bytes) -> None:
    with pikepdf.open(io.BytesIO(finished)) as book:
        resources = [page.obj.Resources for page in book.pages if "/Resources" in page.obj]
        names = {
            str(font.BaseFont).partition("+")[2].partition("-")[0]
            for each in resources
            for font in (each.Font.values() if "/Font" in each else ())
        }
    assert names
    assert names <= set(OURS)
    assert "AnthologyBoxes" in names


def test_boxes_keep_the_words_and_stay_on_the_page(finished: bytes) -> None:
    with pypdfium2.PdfDocument(finished) as book:
        text = "".join(page.get_textpage().get_text_bounded() for page in book)
        assert "Հայերեն" in text
        assert text.replace("\r\n", "").count("この映画はとても静かで、そして長い。") == 8
        for page in book:
            width, words = page.get_width(), page.get_textpage()
            for at in range(words.count_chars()):
                left, _, right, _ = words.get_charbox(at)
                assert 30 < left <= right < width - 30 or left == right


def test_a_glyph_of_two_spaces_is_the_one_that_people_search_for() -> None:
    with pikepdf.new() as book:
        assert b"<0003> <0020>" in _to_unicode(book, {3: "\xa0", 4: "a"}).read_bytes()


LEFT, RIGHT = {3: "("}, {3: f"{FROM_RIGHT})"}  # one glyph, in words that run either way


@pytest.mark.parametrize(("first", "then"), [(LEFT, RIGHT), (RIGHT, LEFT)])
def test_a_bracket_is_the_sign_that_it_is_from_the_left(
    first: dict[int, str], then: dict[int, str]
) -> None:
    known = dict(first)
    add_glyphs(known, then)
    assert known == LEFT


def test_a_bracket_of_words_from_the_right_alone_is_the_sign_that_was_written() -> None:
    with pikepdf.new() as book:
        assert b"<0003> <0029>" in _to_unicode(book, RIGHT).read_bytes()
