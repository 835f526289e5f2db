"""Which <cite> is the source of a quotation, and which a title in a sentence."""

from __future__ import annotations

import pytest

from anthology.load.clean.clean import clean
from anthology.report import Place

A, B = "<cite>Blue</cite>", "<cite>Ann Lee</cite>"


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        (f"<p>So {A}.</p><p>{B}</p>", f'<p>So {A}.</p><p class="source">{B}</p>'),
        (f"<p>a</p><p>— {B}.</p>", f'<p>a</p><p class="source">— {B}.</p>'),
        (f"<p>a</p><footer>— {B}</footer>", f'<p>a</p><div class="source">— {B}</div>'),
        (
            f"<p>a</p><footer>— Ann in {A}</footer>",
            f'<p>a</p><div class="source">— Ann in {A}</div>',
        ),
        ("<p>a</p><footer>Ann</footer>", '<p>a</p><div class="source">Ann</div>'),
        (f"<p>a</p>{B}", f'<p>a</p>\n<p class="source">{B}</p>'),
        (f"<p>a</p>— {B}", f'<p>a</p>\n<p class="source">— {B}</p>'),
        (f'<p class="align-center">{B}</p>', f'<p class="align-center source">{B}</p>'),
        (f"<p>{A} is good.</p>", f"<p>{A} is good.</p>"),
        (f"<p>{A}, {B}</p>", f"<p>{A}, {B}</p>"),
        (f"<p>a<br>{B}</p>", f"<p>a<br/>{B}</p>"),
        (f"So {A}", f"So {A}"),
    ],
)
def test_only_a_cite_alone_is_a_source(written: str, marked: str) -> None:
    quoted = clean(f"<blockquote>{written}</blockquote>", place=Place("a.html", 1)).xhtml
    assert quoted == f"<blockquote>{marked}</blockquote>"


def test_outside_of_quotations_a_cite_is_a_title() -> None:
    assert clean(f"<p>{A}</p>", place=Place("a.html", 1)).xhtml == f"<p>{A}</p>"


def test_a_figure_with_a_quotation_has_its_caption() -> None:
    html = f"<figure><blockquote><p>a</p></blockquote><figcaption>{B}</figcaption></figure>"
    assert clean(html, place=Place("a.html", 1)).xhtml == html
