"""What a manuscript says about the size of its pictures, as one safe length."""

from __future__ import annotations

import pytest

from anthology.load.clean.clean import clean
from anthology.report import Place


@pytest.mark.parametrize(
    ("attributes", "style"),
    [
        ('width="50%"', "width: 50%"),
        ('width="33.3%"', "width: 33.3%"),
        ('width="120%"', "width: 100%"),
        ('width="300"', "width: 300px"),
        ('width="300" height="200"', "width: 300px"),
        ('height="200"', "height: 200px"),
        ('width=" 10 cm "', "width: 378px"),
        ('width="2in"', "width: 192px"),
        ('width="12em"', "width: 12em"),
        ('style="width: 40%; color: red"', "width: 40%"),
        ('style="width:250px;height:auto" width="1024"', "width: 250px"),
        ('style="max-width: 60%"', "max-width: 60%"),
        ('style="max-width: 100%; height: auto"', ""),
        ('style="max-width: 300px"', "width: 300px"),
        ('style="width: calc(100% + 5em)"', ""),
        ('style="width: expression(alert(1))"', ""),
        ('style="position: fixed; width: 99999999px"', ""),
        ('width="auto"', ""),
        ('width="0"', ""),
        ('width="-5"', ""),
        ('height="50%"', ""),
        ("", ""),
    ],
)
def test_a_size_is_one_length(attributes: str, style: str) -> None:
    xhtml = clean(f'<img src="x.png" {attributes}>', place=Place("a.html", 1)).xhtml
    wanted = f' style="{style}"' if style else ""
    assert xhtml == f'<p><img src="x.png"{wanted} alt=""/></p>'
