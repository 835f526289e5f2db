"""A link inside a printed book is followed by a place for its page."""

from __future__ import annotations

import re

import pytest

from anthology.compose.links.page_references import with_pages
from anthology.text.words import of_language

PLACE = re.compile(
    r'<span class="page-reference"[^>]*>([^<]*)<a class="folio"[^>]*></a>([^<]*)</span>'
)


def shown(xhtml: str, lang: str = "en") -> str:
    return PLACE.sub(r"\1#\2", with_pages(xhtml, "s", of_language(lang)))


@pytest.mark.parametrize(
    ("given", "after"),
    [
        ("See {}.", "See {} (p. #)."),
        ("“{},” she", "“{} (p. #),” she"),
        ("“{}” was", "“{}” (p. #) was"),
        ("<em>{}</em>’s eye", "<em>{}</em>’s (p. #) eye"),
        ("the {}s and", "the {}s (p. #) and"),
        ("l’avis de « {}\u202f» est", "l’avis de « {}\u202f» (p. #) est"),
        ("{}很好", "{} (p. #)很好"),
        ("(as in {})", "(as in {}, p. #)"),
        ("(once) {}", "(once) {} (p. #)"),
        ("(a <b>{}</b> b)", "(a <b>{}</b>, p. # b)"),
    ],
)
def test_the_page_follows_the_word(given: str, after: str) -> None:
    link = '<a href="#review-a">A</a>'
    wanted = after.replace("p. #", "p.\u00a0#")
    assert shown(f"<p>{given.format(link)}</p>") == f"<p>{wanted.format(link)}</p>"


@pytest.mark.parametrize(
    "xhtml",
    [
        '<p>A<a class="note-call" id="s-ref-1" href="#s-note-1">1</a></p>',
        '<p><a href="#s-note-1">the note</a></p>',
        '<h2 id="s-h">On <a href="#review-a">A</a></h2>',
        '<p><a href="#review-a"><img src="a.png" alt="A"/></a></p>',
        '<p><a href="https://example.org/#a">A</a></p>',
    ],
)
def test_no_page_follows(xhtml: str) -> None:
    assert shown(xhtml) == xhtml


def test_the_page_is_in_the_words_of_the_language() -> None:
    link = '<p><a href="#review-a">A</a></p>'
    pages = {lang: shown(link, lang) for lang in ("de", "hu", "ja", "ko")}
    assert pages["de"] == '<p><a href="#review-a">A</a> (S.\u00a0#)</p>'
    assert pages["ja"] == '<p><a href="#review-a">A</a>（#ページ）</p>'
    assert "#." in pages["hu"]


@pytest.mark.parametrize(
    ("given", "lang", "after"),
    [
        ("{} \u05d5", "he", ' <bdi dir="rtl">(\u05e2\u05de\u05f3\u00a0#)</bdi>'),
        ("({} \u05d5)", "he", ', <bdi dir="rtl">\u05e2\u05de\u05f3\u00a0#</bdi>'),
        ("({} \u0648)", "ar", '\u060c <bdi dir="rtl">\u0635\u00a0#</bdi>'),
        ("{} \u05d5", "en", ' <bdi dir="ltr">(p.\u00a0#)</bdi>'),
        ("{}", "he", ' <bdi dir="rtl">(\u05e2\u05de\u05f3\u00a0#)</bdi>'),
        ("{}", "en", " (p.\u00a0#)"),
    ],
)
def test_a_page_beside_words_from_the_right_keeps_its_order(
    given: str, lang: str, after: str
) -> None:
    link = '<a href="#review-a">A</a>'
    folio = '<a class="folio" href="#review-a"></a>'
    reference = f'<span class="page-reference" id="s-see-1">{after.replace("#", folio)}</span>'
    xhtml = with_pages(f"<p>{given.format(link)}</p>", "s", of_language(lang))
    assert xhtml == f"<p>{given.format(link + reference)}</p>"


def test_many_links_take_no_longer_each() -> None:
    paragraph = '<p>See <a href="#review-a">A</a> and (<a href="#review-b">B</a>).</p>'
    assert shown(paragraph * 2000).count("p.\u00a0#)") == 4000
