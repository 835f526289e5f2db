"""Words of a manuscript that its body lacks are named; markup is no word."""

from __future__ import annotations

import pytest

from anthology.load.formats.lost_words import lost
from anthology.report import Place

PLACE = Place("a.md", 5)


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("A *word* and `code`.", "<p>A <em>word</em> and <code>code</code>.</p>"),
        ("un*believ*able", "<p>un<em>believ</em>able</p>"),
        ('[text](https://e.org/x "Title")', "<p><a>text</a></p>"),
        ('[a "text"](https://e.org/x#Lee\'s_Tale,_"B"_(1)\'s) of', "<p><a>a text</a> of</p>"),
        ("[text](x'y.md 'Lee’s title') of", "<p><a>text</a> of</p>"),
        ("[text][ref]\n\n[ref]: https://e.org", "<p><a>text</a></p>"),
        ("Note.[^1]\n\n[^1]: Words of it.", "<p>Note.</p><aside>Words of it.</aside>"),
        ("![alt words](x.png){: .wide }", '<p><img src="p" alt="alt words"/></p>'),
        ("<!-- silent --> R&amp;D <b class='x'>bold</b>", "<p>R&amp;D <b>bold</b></p>"),
        ("1. one\n2. two\n\n```python\ncode\n```", "<ol><li>one</li><li>two</li></ol>code"),
        ("# Title\n\nText", "<p>Text</p>"),
        ("a <SCRIPT>bad\n</Script> b <iframe src=x>none</iframe> c", "<p>a b c</p>"),
        ("a <svg>never closed", "<p>a never closed</p>"),
    ],
)
def test_markup_is_no_word(source: str, body: str) -> None:
    assert lost(source, PLACE, (body, "Title")) == ()


def test_lost_words_are_named_with_their_line() -> None:
    (problem,) = lost("First.\n\nThe second paragraph.", PLACE, ("<p>First.</p>",))
    assert problem.place == Place("a.md", 7)
    assert "“second”" in problem.message


def test_the_line_of_lost_words_has_most_of_them() -> None:
    source = "Of words again.\n\nThe second words again."
    (problem,) = lost(source, PLACE, ("<p>Of words again.</p>",))
    assert problem.place == Place("a.md", 7)


def test_a_word_lost_once_is_named() -> None:
    assert lost("again and again", PLACE, ("<p>again and</p>",))
