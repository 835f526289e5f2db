"""The last columns of a flow are as even as WeasyPrint makes them, in far fewer layouts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[3]
PROGRAM = """
import json, sys
from weasyprint import HTML
from weasyprint.layout import block
from anthology.pdf.engine.fast import columns
if sys.argv[1] == "ours":
    block.columns_layout = columns.columns_layout
layouts = 0
lay_out = block.block_box_layout
def counted(context, box, *others, **more):
    global layouts
    layouts += box.is_column
    return lay_out(context, box, *others, **more)
block.block_box_layout = counted
# A head stays with its text, which is in one piece: how much is lacking is not to be seen.
pieces = "".join(
    f"<h2>{n}</h2><p>{'A line.<br>' * lines}</p>" for n, lines in enumerate([2, 14, 14, 2, 3, 14])
)
style = (
    "@page { size: 200px 900px; margin: 20px } * { font-size: 10px; line-height: 14px; margin: 0 }"
    "div { columns: 2; column-gap: 10px } h2 { break-after: avoid } p { break-inside: avoid }"
)
document = HTML(string=f"<style>{style}</style><div>{pieces}</div><p>After.").render()
(page,) = document.pages
boxes = [each for each in page._page_box.descendants() if each.element_tag in ("h2", "p")]
places = [(each.position_x, each.position_y) for each in boxes]
print(json.dumps([layouts, places]))
"""


class LaidOut(NamedTuple):
    """How often a column was laid out, and where each piece stands, in px."""

    layouts: int
    places: list[tuple[float, float]]


def laid_out(whose: str) -> LaidOut:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, whose],
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
        capture_output=True,
        check=True,
    )
    return LaidOut(*json.loads(result.stdout))


def test_columns_are_as_even_in_fewer_layouts() -> None:
    theirs, ours = laid_out("theirs"), laid_out("ours")
    assert len(ours.places) > 12
    assert len({x for x, _ in ours.places}) == 2, "both columns have pieces"
    assert ours.places == theirs.places
    assert ours.layouts < theirs.layouts / 3
