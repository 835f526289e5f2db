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


@pytest.mark.parametrize(
    ("before", "last", "is_source"),
    [
        ("So it goes.", "— <em>Blue</em>, third reel", True),
        ("So it goes.", "—\u2060Act II, Scene 2.", True),
        ("So it goes.", "-- from “Blue” by Ann Lee", True),
        ("So it goes.", "― Ann Lee (2004)", True),
        ("She looked up.", "— No!", False),  # talk
        ("She looked up.", "“— No,” she said.", False),
        ("— Where to", "— The river", False),
        ("So it goes.", "Ann Lee", False),
        ("So it goes.", "— " + "and on " * 30, False),
    ],
)
def test_a_last_line_after_a_dash_is_a_source(before: str, last: str, is_source: bool) -> None:
    html = f"<blockquote><p>{before}</p><p>{last}</p></blockquote>"
    assert ('<p class="source">' in clean(html, place=Place("a.html", 1)).xhtml) == is_source


def test_a_line_after_a_dash_that_is_all_is_the_quotation() -> None:
    html = "<blockquote><p>— Ann Lee</p></blockquote>"
    assert clean(html, place=Place("a.html", 1)).xhtml == html


def test_outside_of_quotations_a_cite_is_a_title() -> None:
    assert clean(f"<p>{A}</p>", place=Place("a.html", 1)).xhtml == f"<p>{A}</p>"


def test_a_figure_with_a_quotation_has_its_caption() -> None:
    html = f"<figure><blockquote><p>a</p></blockquote><figcaption>{B}</figcaption></figure>"
    assert clean(html, place=Place("a.html", 1)).xhtml == html
