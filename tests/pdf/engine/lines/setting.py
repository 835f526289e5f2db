"""Pages set in the style's own face, for the tests of the line breaker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from weasyprint import CSS, HTML
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration

from anthology.pdf.engine import lines, patches

FONT = (Path(__file__).parents[4] / "styles/classic/fonts/EBGaramond-Regular.ttf").as_uri()
BASE = f"""
@font-face {{ font-family: Body; src: url({FONT}) }}
@page {{ size: 5.5in 8.5in; margin: 0.6875in }}
html {{ font: 11pt/1.3 Body, serif; hyphens: auto; text-align: justify; widows: 2; orphans: 2 }}
body {{ margin: 0 }}
p {{ margin: 0; text-indent: 1.3em }}
"""


class Set:
    """A document laid out: its line boxes by page, and what was counted."""

    def __init__(self, document: Any, tally: lines.Tally) -> None:
        self.document = document
        self.tally = tally

    def rows(self) -> Iterator[Any]:
        """The line boxes that are in no other."""
        for page in self.document.pages:
            yield from _rows(page._page_box)

    def texts(self) -> list[str]:
        """The text of each line."""
        return ["".join(box.text for box in texts(row)) for row in self.rows()]

    def last_lines(self) -> list[str]:
        """The text of the last line of each page."""
        pages = (list(_rows(page._page_box)) for page in self.document.pages)
        return ["".join(box.text for box in texts(rows[-1])) for rows in pages]

    def words(self) -> str:
        """All text without white space and the hyphens of divided words."""
        return "".join("".join(self.texts()).replace("‐", "").split())


def _rows(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.LineBox):
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _rows(child)


def texts(box: Any) -> Iterator[Any]:
    """The text boxes of a line, those of a float left out."""
    if isinstance(box, boxes.TextBox):
        yield box
    elif not isinstance(box, boxes.BlockBox):
        for child in getattr(box, "children", ()):
            yield from texts(child)


Setter = Callable[..., Set]


@pytest.fixture
def typeset() -> Setter:
    """A function that lays out a body of HTML, with more CSS where given."""
    patches.install()
    fonts = FontConfiguration()

    def run(body: str, css: str = "", how: str = "total-fit", lang: str = "en") -> Set:
        with lines.breaking(how) as tally:
            html = HTML(string=f'<html lang="{lang}"><body>{body}</body></html>')
            sheets = [CSS(string=BASE + css, font_config=fonts)]
            return Set(html.render(stylesheets=sheets, font_config=fonts), tally)

    return run
