"""Quotations in Markdown: where one ends, and those inside the items of a list."""

from __future__ import annotations

import pytest

from anthology.load.formats.markdown import to_html


def html(markdown: str) -> str:
    return to_html(markdown).replace("\n", "")


def quoted(text: str) -> str:
    return f"<blockquote><p>{text}</p></blockquote>"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("> a\n\n> b", quoted("a") + quoted("b")),
        ("> a\n\n\n\n> b", quoted("a") + quoted("b")),
        ("> a\n>\n\n> b", quoted("a") + quoted("b")),
        ("> a\n> - b\n> - c", "<blockquote><p>a</p><ul><li>b</li><li>c</li></ul></blockquote>"),
        (
            "> a\n> 1. b\n>    c\n> 2. d",
            "<blockquote><p>a</p><ol><li>b   c</li><li>d</li></ol></blockquote>",
        ),
        ("> a\n> 1999. b", quoted("a1999. b")),
        ("> a\n>\n> b", quoted("a</p><p>b")),
        ("> > a\n>\n> > b", f"<blockquote>{quoted('a')}{quoted('b')}</blockquote>"),
        ("- a\n  > q\n  > r\n- b", f"<ul><li><p>a</p>{quoted('qr')}</li><li><p>b</p></li></ul>"),
        ("- a\n\n  > q\n\n  > r", f"<ul><li><p>a</p>{quoted('q')}{quoted('r')}</li></ul>"),
        ("- > q\n  > r\n- b", f"<ul><li>{quoted('qr')}</li><li><p>b</p></li></ul>"),
        ("1. a\n   > q\n2. b", f"<ol><li><p>a</p>{quoted('q')}</li><li><p>b</p></li></ol>"),
        ("- a > b\n  c", "<ul><li>a &gt; b    c</li></ul>"),
        ("* x\n> out", f"<ul><li>x</li></ul>{quoted('out')}"),
    ],
)
def test_quotations(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (
            "1. a\n\n   1. b\n2. c",
            "<ol><li><p>a</p><ol><li>b</li></ol></li><li><p>c</p></li></ol>",
        ),
        (
            "- b\n  - > x\n    > y\n  - c\n- d",
            (
                f"<ul><li><p>b</p><ul><li>{quoted('xy')}</li><li><p>c</p></li></ul></li>"
                "<li><p>d</p></li></ul>"
            ),
        ),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    ],
)
def test_an_item_after_a_list_inside_belongs_to_the_outer_one(markdown: str, expected: str) -> None:
    assert html(markdown) == expected
