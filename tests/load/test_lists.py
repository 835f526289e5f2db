"""Numbered lists keep their numbers, whatever the manuscript is written in."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from anthology.load.clean.body import finish
from anthology.load.clean.clean import clean
from anthology.load.formats import markdown, plain_text
from anthology.report import Place
from anthology.text.list_numbers import counted, marked

STYLE = "list-style-type: "


def tags(html: str) -> str:
    """The tags of lists in a text, and the paragraphs that begin with a number."""
    body = finish(clean(html, place=Place("a.md", 1)).xhtml, "").body.xhtml
    found = re.findall(r"</?(?:ol|ul|li)\b[^>]*>|<p>\d[^<]*</p>", body)
    return "".join(found).replace("</li>", "")


@pytest.mark.parametrize(
    ("source", "lists"),
    [
        ("5. a\n6. b", '<ol start="5"><li><li></ol>'),
        ("3. a\n2. b\n1. c", '<ol start="3"><li><li value="2"><li value="1"></ol>'),
        ("3) a\n2) b", '<ol start="3"><li><li value="2"></ol>'),
        ("3. a\n\n    more\n\n2. b", '<ol start="3"><li><li value="2"></ol>'),
        ("1. a\n1. b\n1. c", "<ol><li><li><li></ol>"),
        ("0. a\n0. b", '<ol start="0"><li><li></ol>'),
        ("1. a\n2. b\n2. c\n4. d", '<ol><li><li><li value="2"><li value="4"></ol>'),
        ("1. a\n\ntext\n\n2. b", '<ol><li></ol><ol start="2"><li></ol>'),
        ("- a\n    4. b\n    3. c", '<ul><li><ol start="4"><li><li value="3"></ol></ul>'),
        ("> 9. a\n> 8. b", '<ol start="9"><li><li value="8"></ol>'),
        ("10. a\n    - b\n9. c", '<ol start="10"><li><ul><li></ul><li value="9"></ol>'),
        ("1986. A great year.", "<p>1986. A great year.</p>"),
        ("1986. a\n1987. b", '<ol start="1986"><li><li></ol>'),
        ("42. The answer.", '<ol start="42"><li></ol>'),
        ("Text\n5. no list", ""),
        ("۱۲. a\n۱۳. b", f'<ol start="12" style="{STYLE}persian"><li><li></ol>'),
        ("١. a\n٢. b", f'<ol style="{STYLE}arabic-indic"><li><li></ol>'),
        ("१. a\n3. b", '<ol><li><li value="3"></ol>'),
        ("۱۳۹۸. A great year.", "<p>۱۳۹۸. A great year.</p>"),
        ('<ol start="4"><li>a</li></ol>', '<ol start="4"><li></ol>'),
    ],
)
def test_of_markdown(source: str, lists: str) -> None:
    assert tags(markdown.to_html(source)) == lists


def test_a_year_may_begin_several_paragraphs() -> None:
    html = markdown.to_html("Text.\n\n1986. A *great* year.\n\n    It rained.")
    assert re.sub(r">\s+<", "><", html) == (
        "<p>Text.</p><div><p>1986. A <em>great</em> year.</p><p>It rained.</p></div>"
    )


@pytest.mark.parametrize(
    ("source", "lists"),
    [
        ("3. a\n2. b\n1. c", '<ol start="3"><li><li value="2"><li value="1"></ol>'),
        ("Text.\n\n5. a\n\n6. b", '<ol start="5"><li><li></ol>'),
        ("1. a\nmore of it\n2. b", '<ol><li></ol><ol start="2"><li></ol>'),
        ("1. a\n1. b", '<ol><li><li value="1"></ol>'),
        ("1986. A great year.", "<p>1986. A great year.</p>"),
        ("• a\n• b", "<ul><li><li></ul>"),
        ("๓. a\n๔. b", f'<ol start="3" style="{STYLE}thai"><li><li></ol>'),
    ],
)
def test_of_plain_text(source: str, lists: str) -> None:
    assert tags(plain_text.read(source).html) == lists


@pytest.mark.parametrize(
    ("source", "lists"),
    [
        ('<ol start=5 type="i"><li>a</ol>', '<ol start="5" type="i"><li></ol>'),
        (
            "<ol reversed><li>a<li>b</ol>",
            '<ol reversed="reversed"><li value="2"><li value="1"></ol>',
        ),
        (
            '<ol reversed start="9"><li>a<li value="4">b<li>c</ol>',
            '<ol reversed="reversed" start="9"><li value="9"><li value="4"><li value="3"></ol>',
        ),
        ('<ol style="list-style-type: upper-alpha"><li>a</ol>', '<ol type="A"><li></ol>'),
        ('<ol style="list-style-type: lower-roman-ish"><li>a</ol>', "<ol><li></ol>"),
        (f'<ol style="{STYLE}Telugu"><li>a</ol>', f'<ol style="{STYLE}telugu"><li></ol>'),
        (f'<ol type="a" style="{STYLE}telugu"><li>a</ol>', '<ol type="a"><li></ol>'),
        ('<li value="4">a<li>b', '<ol><li value="4"><li></ol>'),
        ("<ol><li>a<ol><li>b</ol><li>c</ol>", "<ol><li><ol><li></ol><li></ol>"),
        ("<ol><li>a</li><ol><li>b</li></ol><li>c</li></ol>", "<ol><li><ol><li></ol><li></ol>"),
        ("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "<ul><li><ul><li></ul><li></ul>"),
        ("<ol>x<li>a</li>y<li>b</li><p>z</p></ol>", "<ol><li><li></ol>"),
    ],
)
def test_of_html(source: str, lists: str) -> None:
    assert tags(source) == lists


def in_plain_text(source: str) -> str:
    """The HTML of a plain text, which has no items in items."""
    return plain_text.read(source).html


@pytest.mark.parametrize(
    ("source", "items"),
    [
        ("+ a\n+ b\n- c", ["+ a", "+ b", "− c"]),
        ("+ a\n\n- b\n\n    more", ["+ a", "− b", "more"]),
        ("- a\n    + b\n    - c\n- d", ["a", "+ b", "− c", "d"]),
        ("* a\n+ b\n- c", ["a", "b", "c"]),
        ("+ a\n+ b", ["a", "b"]),
        ("- a\n    + b", ["a", "b"]),
    ],
)
def test_what_is_for_and_against_keeps_its_signs(source: str, items: list[str]) -> None:
    texts = [markdown.to_html(source)]
    texts += [] if "    " in source else [in_plain_text(source)]
    for html in texts:
        xhtml = finish(clean(html, place=Place("a.md", 1)).xhtml, "").body.xhtml
        words = etree.fromstring(f"<body>{xhtml}</body>").itertext()
        assert [each.strip() for each in words if each.strip()] == items
        assert ('<ul class="signs">' in xhtml) == any("−" in item for item in items)


def test_what_is_no_item_keeps_its_place_and_takes_no_number() -> None:
    xhtml = clean("<ol>x<li>a</li>y<li>b</li><p>z</p></ol>", place=Place("a.md", 1)).xhtml
    root = etree.fromstring(f"<body>{xhtml}</body>")
    assert " ".join(map(str, root.itertext())).split() == ["x", "a", "y", "b", "z"]
    assert [child.tag for child in root] == ["div", "ol"]


def test_numbers_are_read_as_html_counts() -> None:
    assert counted(None, [None, None]) == [1, 2]
    assert counted(None, [None] * 3, down=True) == [3, 2, 1]
    assert counted(5, [None, 9, None]) == [5, 9, 10]
    assert counted(5, [None, 9, None], down=True) == [5, 9, 8]


@pytest.mark.parametrize("numbers", [[1], [7, 8], [3, 2, 1], [1, 2, 2, 4], [0, -1, 5], [2, 2, 3]])
def test_numbers_that_are_marked_are_those_that_are_read(numbers: list[int]) -> None:
    assert counted(*marked(numbers, lazy=False)) == numbers
    assert counted(*marked(numbers, lazy=True)) == numbers
