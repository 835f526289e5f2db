"""What a manuscript's HTML becomes: closed, well-formed, on the allow-list, no word lost."""

from __future__ import annotations

import pytest
from lxml import etree

from anthology.load.clean.clean import clean
from anthology.report import Place

PLACE = Place("a.md", 1)

CASES = {
    "script": ("<p>a <script>x</script> b</p>", "<p>a  b</p>"),
    "handler": ('<p onclick="x">a</p>', "<p>a</p>"),
    "link": ('<a href=" jav&#x09;ascript:x">a</a>', "<p>a</p>"),
    "old": ("<center><tt>a</tt></center>", '<div class="align-center"><code>a</code></div>'),
    "align": ('<td align="right">', ""),
    "cell": (
        '<table><tr><td align="right" colspan="2">a</td></tr></table>',
        '<table><tbody><tr><td class="align-right" colspan="2">a</td></tr></tbody></table>',
    ),
    "headless": (
        "<table><thead><tr><th></th></tr></thead><tr><td>a</td></tr></table>",
        "<table><tbody><tr><td>a</td></tr></tbody></table>",
    ),
    "font": ('<font color="red">a</font><big>b</big>', "<p>ab</p>"),
    "comment": ("<p>a <!-- b --> c</p>", "<p>a  c</p>"),
    "unclosed comment": ("a <!-- b", "<p>a &lt;!-- b</p>"),
    "unclosed script": ("a <script> b", "<p>a  b</p>"),
    "unclosed tag": ('a <b title="c', '<p>a &lt;b title="c</p>'),
    "unopened": ("</section></body>a", "<p>a</p>"),
    "block in inline": ("<b>a<p>b</p>c</b>", "<p><b>a</b></p>\n<p><b>b</b></p>\n<p><b>c</b></p>"),
    "blocks in inline": (
        '<b id="x">a<p>b</p>c<p>d</p></b>',
        '<p><b id="x">a</b></p>\n<p><b>b</b></p>\n<p><b>c</b></p>\n<p><b>d</b></p>',
    ),
    "nothing in a section": (
        "<b><section class=notes><b>",
        '<section class="notes"></section>',
    ),
    "parted ruby": ("<ruby><dd>a<rt>b", "<div>a</div>\n<p><ruby><rt>b</rt></ruby></p>"),
    "blank in a list": ("<ul>\xa0<li>b</li></ul>", "<ul><li>\xa0</li><li>b</li></ul>"),
    "blank in a list of terms": ("<dl>\xa0</dl>", "<div>\xa0</div>"),
    "list": ("<ul>a<li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
    "bracket": (
        "<ruby>a<rp>[</rp><rt>b</rt></ruby>",
        "<p><ruby>a<rp>[</rp><rt>b</rt><rp>)</rp></ruby></p>",
    ),
    "item": ("<li>a</li><li>b</li>", "<ul><li>a</li><li>b</li></ul>"),
    "main": ("<main>a</main>b", "<div>a</div>\n<p>b</p>"),
    "illegal": ("a&#xFFFF;&#1;b\x0bc\x1cd", "<p>ab c d</p>"),
    "bidi": ("<p>a &#x202B;b</p>", "<p>a \u202bb\u202c</p>"),
    "override": ("<p>a &#x202E;b&#x202C; c</p>", "<p>a b c</p>"),
    "picture": ('<img src="file:///x" onerror="y">', '<p><img src="file:///x" alt=""/></p>'),
    "width": ('<img src="x" width="50%">', '<p><img src="x" style="width: 50%" alt=""/></p>'),
    "place of the text": (
        '<a href="#x">a</a>',
        '<p><a href="#x">a</a></p>',
    ),  # else the body unwraps it
    "manuscript": ('<a href="b.md#x">a</a>', '<p><a href="b.md#x">a</a></p>'),
    "file": ('<a href="b.zip">a</a>', "<p>a</p>"),
    "target": (
        '<a href="#x">a</a> <i id="x">b</i>',
        '<p><a href="#x">a</a> <i id="x">b</i></p>',
    ),
    "twice": ('<p id="x">a</p><p id="x">b</p>', '<p id="x">a</p>\n<p>b</p>'),
    "style": ('<p style="text-align: center; color: red">a</p>', '<p class="align-center">a</p>'),
    "class": ('<p class="cover spoiler">a</p>', "<p>a</p>"),
    "spoiler": ('<div class="x spoiler">a</div>', '<div class="spoiler">a</div>'),
    "heading": ("<h2>a<p>b</p></h2>", "<h2>a b </h2>"),
    "pre": ("<pre>\n\na\n b</pre>", "<pre>a\n b</pre>"),
    "definitions": ("<dl><dd>a</dd></dl>", "<div><div>a</div></div>"),
    "svg": ("<svg><title>a</title></svg>b", "<p>b</p>"),
}


@pytest.mark.parametrize("case", CASES)
def test_becomes(case: str) -> None:
    html, xhtml = CASES[case]
    assert clean(html, place=PLACE).xhtml == xhtml


@pytest.mark.parametrize("case", CASES)
def test_clean_stays_clean(case: str) -> None:
    once = clean(CASES[case][0], place=PLACE)
    twice = clean(once.xhtml, place=PLACE)
    assert twice.xhtml == once.xhtml
    assert not twice.problems
    etree.fromstring(f"<body>{once.xhtml}</body>")


def test_remarks_name_the_line_of_the_manuscript() -> None:
    source = "---\ntitle: <script>\n---\nA.\n\n<script>x</script>\n\n`<script>` <i onclick=a>b</i>"
    html = "<p>A.</p><script>x</script><p><code>&lt;script&gt;</code> <i onclick=a>b</i></p>"
    problems = clean(html, place=Place("a.md", 4), source=source).problems
    assert [p.place.line for p in problems] == [6, 8]
    assert "script" in problems[0].message
    assert "onclick" in problems[1].message


@pytest.mark.parametrize(
    "innocent",
    [
        "<p>JavaScript: a &lt; b, one=1 onclick=x</p>",
        "<p><code>&lt;script&gt;</code></p>",
        '<p><a href="https://example.org/?q=javascript:x">x</a></p>',
        '<p class="wp-block" style="color: red">x</p>',
        "<!-- a comment -->",
    ],
)
def test_innocent_html_gets_no_remark(innocent: str) -> None:
    assert clean(innocent, place=PLACE).problems == ()


def test_many_tags_that_never_end_are_refused() -> None:
    assert clean("a <b\n" * 200, place=PLACE).xhtml.count("&lt;b") == 200
    (problem,) = clean("a\n" + "a <b\n" * 201, place=PLACE, source="a\n" + "a <b\n" * 201).problems
    assert problem.message == "more than 200 tags or comments are opened and never closed"
    assert problem.place.line == 2
    assert "[limits] repeats" in problem.hint


def test_two_things_that_one_tag_asks_for_are_on_its_line() -> None:
    source = '<p onclick="x" onkeyup="y">a</p>\n\n' * 2
    problems = clean(source, place=PLACE, source=source).problems
    assert [p.place.line for p in problems] == [1, 1, 3, 3]


def test_too_deep_is_refused() -> None:
    result = clean("<div>" * 70 + "a", place=PLACE)
    assert "nesting" in result.problems[0].hint
    assert result.xhtml == ""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p><span style="font-style:italic">a</span></p>', "<p><span><em>a</em></span></p>"),
        (
            '<p>x<span style="vertical-align: super">2</span></p>',
            "<p>x<span><sup>2</sup></span></p>",
        ),
        (
            '<p><span style="font-weight:700;text-decoration:line-through">a</span></p>',
            "<p><span><del><strong>a</strong></del></span></p>",
        ),
        (
            '<p><span style="font-variant: small-caps">a</span></p>',
            '<p><span><span class="small-caps">a</span></span></p>',
        ),
        ('<b style="font-weight:normal"><p>a</p></b>', "<p><span>a</span></p>"),
        (
            '<p><a href="https://x.org"><span style="text-decoration:underline">a</span></a></p>',
            '<p><a href="https://x.org"><span>a</span></a></p>',
        ),
    ],
)
def test_looks_of_style_attributes_are_elements(html: str, expected: str) -> None:
    assert clean(html, place=Place("a.html")).xhtml.replace("\n", "") == expected
