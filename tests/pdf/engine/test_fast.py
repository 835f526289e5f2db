"""The faster functions set every word where WeasyPrint itself sets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).parents[3]
PROGRAM = """
import sys
from dataclasses import replace
from anthology.config import Settings
from anthology.pdf.engine import patches
from anthology.pdf.engine.fast import drawing
from weasyprint.draw import text
from weasyprint.layout import LayoutContext
if sys.argv[1] == "plain":
    patches.PATCHES = [
        each for each in patches.PATCHES if each.during or not each.ours.startswith("fast.")
    ]
    drawing.draw_first_line = text.draw_first_line
    # Notes have room in an area that may grow; rounding errors of 1e-13 px deny it at times.
    rounded = LayoutContext._update_footnote_area
    def update(context):
        notes = context.current_page_footnotes
        context.current_page_footnotes = list(notes)  # ours seem to be none
        rounded(context)
        context.current_page_footnotes = notes
        return False
    LayoutContext._update_footnote_area = update
from anthology.pdf.pipeline import page_setup
from anthology.pdf.typeset.typesetter import section_input
from anthology.pdf.typeset.section import typeset
from books import edition, review
inside = (
    "<p>Von <b>Äpfeln</b> und <i>fi fl</i> Büchern 1234,\\u00a0so: <code>a\\tb  c</code></p>"
    "<pre>one\\ttwo\\n  three\\n</pre><p style='letter-spacing: 0.1em'>Spaced A.V.</p>"
    "<p style='word-spacing: 3pt'>More <u>word</u> spaced text, twice over, and a line to fill.</p>"
    "<p style='text-align: left'>A long one: " + "https://example.org/" * 9 + "</p>"
    "<table><tr><th style='width: 30%'>a</th><td>b c d</td></tr></table>"
    "<p style='width: 50%; float: right; margin-left: 5%'>Floating in a stream.</p>"
)
calls = "".join(
    f"a word or two{'.' * (n % 5)} <a class='note-call' href='#n{n}'>{n}</a> " for n in range(70)
)
notes = "".join(
    f"<aside class='note' id='n{n}' style='margin: {n % 3 * 4}px 0 {n % 4 * 3}px'>"
    f"<p>A note {'that is long ' * (n % 7 * 2)}</p><p>and has an end.</p></aside>"
    for n in range(70)
)
inside += f"<p>{calls}</p><section class='notes'>{notes}</section>"
made = edition(review(1, inside=inside))
setup = replace(page_setup(made, Settings()), fonts=(), line_breaking=sys.argv[2])
sys.stdout.buffer.write(typeset(setup, section_input(made.sections[0], made.assets)).pdf.data)
"""


def characters(pdf: bytes) -> list[tuple[str, float, float]]:
    """Each character that is no space with the lower left corner of its box."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        for i in range(text.count_chars()):
            character = text.get_text_range(i, 1)
            if character.strip():
                found.append((character, *text.get_charbox(i)[:2]))
    return found


def typeset(*arguments: str) -> bytes:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests/pdf'}", "PATH": ""},
        capture_output=True,
        check=True,
    )
    return result.stdout


@pytest.mark.slow
@pytest.mark.parametrize("how", ["greedy", "total-fit"])
def test_every_character_stands_where_weasyprint_sets_it(how: str) -> None:
    theirs, ours = characters(typeset("plain", how)), characters(typeset("fast", how))
    assert len(ours) > 2000
    assert [c for c, *_ in ours] == [c for c, *_ in theirs]
    # WeasyPrint cuts each kerning to a whole thousandth of an em, and tabs by a fortieth.
    assert max(abs(x - u) for (_, x, _), (_, u, _) in zip(ours, theirs, strict=True)) < 1
    assert max(abs(y - v) for (*_, y), (*_, v) in zip(ours, theirs, strict=True)) < 0.01


@pytest.mark.parametrize("entrance", ["engine.session", "engine.laid_out", "typeset.section"])
def test_weasyprint_finds_its_libraries_without_other_programs(entrance: str) -> None:
    program = (
        "import sys; started = []\n"
        "sys.addaudithook(lambda event, given: started.append(given) "
        "if event == 'subprocess.Popen' else None)\n"
        f"import anthology.pdf.{entrance}\n"
        "assert 'weasyprint' in sys.modules; print(len(started))"
    )
    run = [sys.executable, "-c", program]
    assert subprocess.run(run, capture_output=True, check=True).stdout.strip() == b"0"


ENTRANCES = ("engine.floats", "engine.ink_stream", "engine.laid_out", "typeset.section")


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_a_worker_that_sets_pages_imports_nothing_slow(entrance: str) -> None:
    slow = "{'fontTools.subset', 'fontTools.varLib', 'anthology.style.table', 'pydantic'}"
    code = f"import sys, anthology.pdf.{entrance}; print(*{slow} & sys.modules.keys())"
    run = [sys.executable, "-c", code]
    assert not subprocess.run(run, capture_output=True, check=True).stdout.strip()


@pytest.mark.parametrize("entrance", ["anthology.pdf.pipeline", "anthology.project"])
def test_the_process_that_waits_imports_no_engine(entrance: str) -> None:
    code = f"import sys, {entrance}; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
