"""Each switch of style.toml changes the style sheets or the sections; unset, it changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from anthology import style
from anthology.compose import bodies, stylesheet
from anthology.config import StyleTable
from anthology.config.lengths import points
from anthology.style import Style
from anthology.style.css import switches, values
from anthology.text.built_in import BUILT_IN

CODE = BUILT_IN / "classic/fonts/LibertinusMono-Regular.ttf"


def of(root: Path, toml: str) -> Style:
    folder = root / "mine"
    (folder / "fonts").mkdir(parents=True)
    (folder / "fonts" / "Code.ttf").write_bytes(CODE.read_bytes())
    (folder / "style.toml").write_text(f'extends = "classic"\n{toml}\n', "utf-8")
    return style.load("mine", root)


FACE = '[[font]]\nfamily = "Code"\nfile = "fonts/Code.ttf"\nuse = '


def test_unset_switches_have_no_rules(tmp_path: Path) -> None:
    classic = style.load("classic", tmp_path)
    assert [switches.rules(classic, edition) for edition in ("print", "epub")] == ["", ""]


@pytest.mark.parametrize(
    ("toml", "printed", "epub"),
    [
        ("drop_caps = 3", "line-height: 42pt; height: 42pt; margin: -1.200613pt", "3.45em"),
        ('alignment = "ragged"', "body, aside.note, .part-introduction", ""),
        ('paragraphs = "spaced"', ".text p + p { margin-top: 14pt }", "{ margin-top: 0.8em }"),
        ('heads = "left"', ".ornament { text-align: left }", ".ornament { text-align: left }"),
        ('figures = "lining"', "font-variant-numeric: lining-nums prop", "lining-nums"),
        ('section_break = "❧"', 'hr::before { content: "❧"', ""),
        ('section_break = "a \\" b"', 'content: "a\\2003\\"\\2003b"', ""),
        ('section_break = ""', "hr { height: 0; margin: 14pt 0 0 }", "height: 0"),
        ('section_break = "x.svg"', 'url("style/x.svg")', 'background: url("style/x.svg")'),
        ('running_heads = "book"', ":left { @top-center { content: string(book) } }", ""),
        ('running_heads = "none"', ":right { @top-center { content: none } }", ""),
        ('folios = "none"', "@page front { @bottom-center { content: none } }", ""),
        ('folios = "outer"', "@page :right { @bottom-center { width: 100%; text-align: right", ""),
        (
            'folios = "head"\nrunning_heads = "none"',
            "@page :right { @top-center { content: counter(page); text-align: right",
            "",
        ),
        ('folios = "head"', 'front:left { @top-center { content: counter(page, lower-roman)', ""),
        (
            'folios = "foot-line"\nrunning_heads = "titles"',
            '@bottom-left { content: counter(page) "\\2003" string(section); width: 100%',
            "",
        ),
        (
            'folios = "foot-line"\nrunning_heads = "none"',
            "@page :right { @bottom-right { content: counter(page); width: 100%",
            "",
        ),
        ('ratings = "end"', ".review > .rating { margin-top: 14pt", "margin-top: 1em"),
        ('contents_with = ["rating"]', ".contents .more", ".contents .more"),
        ('small_caps = "capitals"', "text-transform: uppercase", ""),
        (f'{FACE}"text"', "text-transform: uppercase", ""),
        (f'{FACE}"small-caps"', "text-transform: lowercase", "text-transform: lowercase"),
        (f'{FACE}"heading"', '.work-heading, .guide .initial { font-family: "Code"', "h6"),
        (f'{FACE}"figures"', '.folio, .folios, .as-written { font-family: "Code"', ""),
        ('notes = "margin"', "aside.note { --note-in-margin: 0pt }", ""),  # no room
        (
            'notes = "margin"\n[page]\nmargins = "58pt 120pt 64pt 54pt"',
            "aside.note { --note-in-margin: 86pt }",
            "",
        ),
        ("[page]\ncolumns = 2", ".review > .text { columns: 2; column-gap: 14pt }", ""),
    ],
)  # fmt: skip
def test_a_switch_has_its_rules(tmp_path: Path, toml: str, printed: str, epub: str) -> None:
    mine = of(tmp_path, toml)
    assert printed in stylesheet.of_edition(mine, "print")
    assert epub in stylesheet.of_edition(mine, "epub")


@pytest.mark.parametrize(("heads", "place"), [("centred", "center"), ("left", "left")])
def test_letters_above_capsules_stand_where_heads_do(
    tmp_path: Path, heads: str, place: str
) -> None:
    mine = of(tmp_path, f'heads = "{heads}"')
    for edition in ("print", "epub"):
        lines = stylesheet.of_edition(mine, edition, ("guide",)).splitlines()
        (rule,) = (line for line in lines if line.startswith(".guide .opening .initial"))
        assert f"text-align: {place}" in rule


def test_a_styles_own_rules_come_after_those_of_its_switches(tmp_path: Path) -> None:
    of(tmp_path, 'heads = "left"')
    (tmp_path / "mine" / "print.css").write_text(".ornament { text-align: right }")
    sheet = stylesheet.of_edition(style.load("mine", tmp_path), "print")
    assert sheet.endswith(".ornament { text-align: left }\n.ornament { text-align: right }")


@pytest.mark.parametrize(
    ("trim", "clearance", "large", "width"),
    [
        ((306, 495), 0, False, 0),  # 4.25 x 6.87 in
        ((396, 612), 0, False, 60.4),
        ((396, 612), 36, False, 0),  # the press wants half an inch
        ((432, 648), 36, False, 73.4),
        ((595, 842), 0, False, 110),
        ((595, 842), 0, True, 0),
    ],
)
def test_notes_stand_in_the_margin_where_it_has_room(
    tmp_path: Path, trim: tuple[float, float], clearance: float, large: bool, width: float
) -> None:
    own = style.of(StyleTable(name="quarterly", large_print=large), tmp_path)
    found = values.of_page(values.with_clearance(own, clearance), *trim)
    assert points(found["--note-width"]) == pytest.approx(width, abs=0.1)
    assert points(found["--note-reach"]) == pytest.approx(width and width + 10, abs=0.1)


@pytest.mark.parametrize(
    ("xhtml", "dropped"),
    [
        (f"<p>{'A word or two. ' * 20}</p>", True),
        (f'<p class="first"><span class="first-words">A wo</span>{"rd or two. " * 20}</p>', True),
        ("<p>No.</p>", False),
        (f"<p>“{'A word or two. ' * 20}”</p>", False),
        (f"<p>{'a word or two. ' * 20}</p>", False),
        (f"<p>{'Шум и ярость. ' * 20}</p>", False),
        (f'<p class="dateline">{"A word or two. " * 20}</p>', False),
        (f"<h2>A word</h2><p>{'A word or two. ' * 20}</p>", False),
    ],
)
def test_a_capital_is_dropped_where_there_is_room(xhtml: str, dropped: bool) -> None:
    assert ("dropped" in bodies.with_drop_cap(xhtml, 3)) is dropped
    assert bodies.with_drop_cap(xhtml, 0) == xhtml
