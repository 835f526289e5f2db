"""Style sheets for text and pages that are read from right to left."""

from __future__ import annotations

import pytest

from anthology.style.css.mirrored import mirrored


def plain(css: str) -> str:
    return css.replace(" ", "").replace("\n", "")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("p { padding-left: 1em }", "p{padding-right:1em;}"),
        ("p { margin: 1pt 2pt 3pt calc(2 * 4pt) }", "p{margin:1ptcalc(2*4pt)3pt2pt;}"),
        ("p { margin: 0 1em !important }", "p{margin:01em!important;}"),
        ("p { text-align: left; float: right }", "p{text-align:right;float:left;}"),
        ("p { left: 0; border-left: 2pt solid }", "p{right:0;border-right:2ptsolid;}"),
        ("p { text-align: justify }", "p{text-align:justify;}"),
        ("p { --left: left }", "p{--left:left;}"),
        (".align-right { text-align: right }", ".align-right{text-align:right;}"),
        ("@media print { p { left: 0 } }", "@mediaprint{p{right:0;}}"),
        ("p { break-before: left }", "p{break-before:left;}"),
        ("@page :left { margin-left: 1pt }", "@page:left{margin-left:1pt}"),
        ("@font-face { font-family: A }", ""),
    ],
)
def test_the_left_of_text_is_its_right(given: str, wanted: str) -> None:
    assert plain(mirrored(given, text=True, pages=False)) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (
            "@page a:left { margin: 1pt 2pt 3pt 4pt; @top-left { content: 'left'; left: 0 } }",
            "@pagea:right{margin:1pt4pt3pt2pt;@top-right{content:'left';right:0;}}",
        ),
        ("p { break-before: left; left: 0 }", "p{break-before:right;left:0;}"),
    ],
)
def test_pages_at_the_left_are_at_the_right(given: str, wanted: str) -> None:
    assert plain(mirrored(given, text=False, pages=True)).replace('"', "'") == wanted
