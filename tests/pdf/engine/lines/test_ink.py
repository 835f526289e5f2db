"""What is written on the page: the text layer and the operators."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest
from setting import Setter, typeset

from anthology.pdf.engine.lines.parameters import LETTERS, PARAMETERS

__all__ = ["typeset"]

TEXT = (
    "Survivors are watched as closely as the infected, and the line between safety and paranoia "
    "grows dangerously thin; extraordinary circumstances notwithstanding, counterrevolutionary "
    "misunderstandings unquestionably characterise international relationships. "
)


def streams(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return b"\n".join(page.Contents.read_bytes() for page in document.pages)


def words(pdf: bytes) -> str:
    """The text as PDFium extracts it, hyphens at line ends taken away."""
    document = pypdfium2.PdfDocument(pdf)
    pages = (page.get_textpage().get_text_range() for page in document)
    return "".join(re.sub("[\ufffe\u00ad]", "", "".join(pages)).split())


@pytest.mark.parametrize("how", ["greedy", "total-fit"])
def test_a_divided_word_is_whole_in_the_text_layer(typeset: Setter, how: str) -> None:
    document = typeset(f"<p>{TEXT * 8}</p>", css="@page { size: 4in 8in }", how=how)
    divided = sum(text.endswith("‐") for text in document.texts())
    pdf = document.document.write_pdf()
    assert divided > 3
    assert streams(pdf).count(b"/ActualText <FEFF00AD>") == divided
    assert words(pdf) == "".join((TEXT * 8).split())


def test_the_marked_hyphens_are_well_formed_in_a_tagged_file(typeset: Setter) -> None:
    document = typeset(f"<p>{TEXT * 8}</p>", css="@page { size: 4in 8in }")
    content = streams(document.document.write_pdf(pdf_tags=True))
    depth = 0
    for operator in re.findall(rb"\b(BDC|BMC|EMC|BT|ET)\b", content):
        depth += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
        assert depth >= 0
    assert depth == 0


def test_letters_give_no_more_than_the_eye_allows(typeset: Setter) -> None:
    document = typeset(f"<p>{TEXT * 12}</p>")
    content = streams(document.document.write_pdf())
    spacing = [float(number) for number in re.findall(rb"([-\d.]+) Tc", content)]
    widths = [float(number) for number in re.findall(rb"([-\d.]+) Tz", content)]
    em = 11 / 0.75
    assert any(spacing)
    assert max(map(abs, spacing)) <= 1.01 * LETTERS.tracking * PARAMETERS.further * em
    assert max(abs(width - 100) for width in widths) <= 100 * LETTERS.expansion + 0.001


def test_a_style_sets_how_far_letters_go(typeset: Setter) -> None:
    css = "p { --tracking-limit: 0; --expansion-limit: 0.4% }"
    content = streams(typeset(f"<p>{TEXT * 12}</p>", css).document.write_pdf())
    widths = [float(number) for number in re.findall(rb"([-\d.]+) Tz", content)]
    assert 0.3 < max(abs(width - 100) for width in widths) <= 0.401


def test_letter_spacing_ends_with_its_line(typeset: Setter) -> None:
    document = typeset(f"<p>{TEXT * 4}</p><p style='text-align: left'>{TEXT}</p>")
    content = streams(document.document.write_pdf())
    assert content.count(b" Tc") % 2 == 0
    assert re.findall(rb"([-\d.]+) Tc ([-\d.]+) Tz", content)[-1] == (b"0", b"100")


def test_ligatures_stay(typeset: Setter) -> None:
    body = f"<p>{'The final office fired affable fishermen in the first fine field. ' * 8}</p>"
    spaced = typeset(body).document.write_pdf()
    plain = typeset(body, how="greedy").document.write_pdf()
    fonts = []
    for pdf in (spaced, plain):
        with pikepdf.open(io.BytesIO(pdf)) as document:
            font = next(iter(document.pages[0].Resources.Font.values()))
            fonts.append(font.ToUnicode.read_bytes().count(b"00660069"))
    assert fonts[0] == fonts[1] > 0


def test_the_same_input_gives_the_same_page(typeset: Setter) -> None:
    body = f"<p>{TEXT * 8}</p>" * 3
    one, other = (streams(typeset(body).document.write_pdf()) for _ in range(2))
    assert one == other
