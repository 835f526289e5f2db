"""A gallery, however a blog writes it, becomes its pictures, and loses none of them."""

from __future__ import annotations

import pytest

from anthology.load.clean.clean import clean
from anthology.report import Place

PLACE = Place("a.md", 1)
A, B, C = (f'<img src="{name}.jpg" alt=""/>' for name in "abc")
LINKED = f'<a href="https://example.org/">{A}</a>'
WORDS = "<figcaption>Words.</figcaption>"

CASES = {
    "figures in a figure": (
        f"<figure><figure>{A}</figure><figure>{B}</figure></figure>",
        f"<p>{A}{B}</p>",
    ),
    "a list": (
        f"<ul id='g'><li><figure>{A}</figure></li><li>{B}</li><li>{C}</li></ul>",
        f'<p id="g">{A}{B}{C}</p>',
    ),
    "boxes": (f"<div><div>{LINKED}</div><div>{B}</div></div>", f"<p>{LINKED}</p><p>{B}</p>"),
    "captions": (
        f"<figure><figure>{A}{WORDS}</figure><figure>{B}</figure></figure>",
        f"<figure>{A}{WORDS}</figure><p>{B}</p>",
    ),
    "a caption of the whole": (
        f"<figure>{A}{B}{C}{WORDS}</figure>",
        f"<p>{A}</p><p>{B}</p><figure>{C}{WORDS}</figure>",
    ),
    "captions, and one of the whole": (
        f"<figure><figure>{A}{WORDS}</figure><figure>{B}{WORDS}</figure>{WORDS}</figure>",
        f"<figure>{A}{WORDS}</figure><figure>{B}{WORDS}</figure><p>Words.</p>",
    ),
    "among texts": (
        f"<p>One.</p><ul><li>{A}</li><li>{B}</li></ul>Two.",
        f"<p>One.</p><p>{A}{B}</p><p>Two.</p>",
    ),
    "in a quotation": (
        f"<blockquote><ul><li>{A}</li><li>{B}</li></ul></blockquote>",
        f"<blockquote><p>{A}{B}</p></blockquote>",
    ),
    "one picture": (f"<ul><li>{A}</li></ul>", f"<ul><li>{A}</li></ul>"),
    "one figure": (f"<figure>{A}{B}</figure>", f"<figure>{A}{B}</figure>"),
    "words in a list": (
        f"<ul><li>{A}</li><li>Two {B}</li></ul>",
        f"<ul><li>{A}</li><li>Two {B}</li></ul>",
    ),
    "words between": (f"<div>{A}<p>and</p>{B}</div>", f"<div>{A}<p>and</p>{B}</div>"),
    "in a cell": (
        f"<table><tr><td><div><p>{A}</p><p>{B}</p></div></td></tr></table>",
        f"<table><tbody><tr><td><p>{A}</p><p>{B}</p></td></tr></tbody></table>",
    ),
}


@pytest.mark.parametrize(("written", "read"), CASES.values(), ids=list(CASES))
def test_a_gallery_becomes_its_pictures(written: str, read: str) -> None:
    assert clean(written, place=PLACE).xhtml.replace("\n", "") == read


def test_a_deep_gallery_is_opened_at_once() -> None:
    deep = f"{'<div>' * 50}{A}{B}{'</div>' * 50}"
    assert clean(deep, place=PLACE).xhtml.replace("\n", "").count("<img") == 2
