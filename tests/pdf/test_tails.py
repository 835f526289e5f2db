"""Last pages of texts: none has a few lines where paragraphs can be set in a line more or less."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from books import edition, section

from anthology import style
from anthology.compose.stylesheet import of_edition
from anthology.config import Settings
from anthology.pdf.engine.flows.rows import Irregular
from anthology.pdf.engine.laid_out import LaidOut
from anthology.pdf.model import PageSetup
from anthology.pdf.setup import page_setup
from anthology.pdf.typeset import tails
from anthology.pdf.typeset.document import Fit, document
from anthology.pdf.typeset.section import ready
from anthology.pdf.typeset.spacing import columns, spaced
from anthology.pdf.typeset.tails.lists import FEW
from anthology.pdf.typeset.typesetter import section_input

WORDS = re.findall(
    r"\w+",
    "the river had been long in the valley before anybody built a house there and nobody who "
    "came later would say why it was called after a saint whose name is in no book while the "
    "painter went on with a patience that looked like stubbornness from afar",
)
LAST = "<blockquote><p>A short one.</p></blockquote>"


def paragraph(start: int, count: int) -> str:
    """A paragraph of so many words."""
    words = " ".join(WORDS[(start + number * 7) % len(WORDS)] for number in range(count))
    return f"<p>{words.capitalize()}.</p>"


@cache
def classic() -> PageSetup:
    built_in = style.load("classic", Path())
    plain = edition(section("r", "review", ""))
    css = of_edition(built_in, "print")
    whole = replace(plain, css=css, assets=built_in.assets, fonts=built_in.fonts)
    return page_setup(whole, Settings())


def tries(number: int, last: str = LAST) -> list[tuple[str, dict[int, str], LaidOut]]:
    """How a text of some paragraphs is laid out until its last page is good, and with what."""
    text = (paragraph(number + each, 45 + number + 5 * (each * number % 7)) for each in range(5))
    return tried("".join(text) + last)


def tried(text: str) -> list[tuple[str, dict[int, str], LaidOut]]:
    """How a text is laid out until its last page is good, and with what; at last the one kept."""
    inside = f'<header class="opening"><h1>T</h1></header><div class="text">{text}</div>'
    whole = edition(section("r", "review", inside))
    part = section_input(whole.sections[0], whole.assets)
    found: list[tuple[str, dict[int, str], LaidOut]] = []

    def lay_out(classes: str, changes: tails.Changes) -> LaidOut:
        root = document(part, Fit(classes=classes, changes=changes))
        found.append((classes, dict(changes), ready(classic()).lay_out(root, {})))
        return found[-1][2]

    kept = tails.fitted(lay_out("", {}), part.xhtml, lay_out)
    assert any(kept is laid for *_, laid in found)
    return [*found, next(each for each in found if each[2] is kept)]


@pytest.mark.parametrize(
    ("number", "classes", "changes"),
    [
        (3, "higher", {}),
        (15, "higher highest", {4: "--more-lines: -1"}),
        (10, "", {1: "--more-lines: 1"}),
        (6, "", {4: "widows: 3"}),  # of the paragraph that the page's end divides
    ],
)
def test_a_few_lines_are_pulled_back_or_get_more(
    number: int, classes: str, changes: dict[int, str]
) -> None:
    found = tries(number)
    first, kept = found[0][2], found[-1][2]
    (used,) = (each[:2] for each in found[:-1] if each[2] is kept)
    assert used == (classes, changes)
    assert 0 < first.tail() <= FEW
    assert len(kept.pages) == 1 or kept.tail() > FEW


POEM = '<div class="verse whole"><p class="stanza">One<br/>two<br/>three<br/>four</p></div>'


@pytest.mark.parametrize(
    ("number", "spare", "classes", "change"),
    [
        (1, 3, "higher", ""),  # the page before has room for lines of it already
        (2, 2, "higher highest", ""),
        (3, 0, "", "widows: 2; break-after: avoid"),  # lines of the text go over to it
    ],
)
def test_what_stays_whole_is_pulled_back_or_gets_lines_of_the_text(
    number: int, spare: int, classes: str, change: str
) -> None:
    first, (used, changes, kept), *_ = tries(number, POEM)
    assert first[2].spare(0) == spare
    assert (used, "".join(changes.values())) == (classes, change)
    assert len(kept.pages) == 1 or kept.tail() > FEW


HEADED = "<h2>Then</h2><p>A line.</p><h2>And then</h2><p>Another.</p>"


@pytest.mark.parametrize(("count", "moved"), [(30, True), (33, False)])
def test_a_last_page_begins_with_an_earlier_heading_where_no_paragraph_helps(
    count: int, moved: bool
) -> None:
    text = '<p style="break-after: page">First.</p>' + "<p>A line.</p>" * count + HEADED
    first, *_, (classes, changes, kept) = tried(text)
    assert (0 < first[2].tail() <= FEW) == moved
    assert (first[2].tail() <= FEW) == moved
    assert (classes, list(changes.values())) == ("", ["break-before: page"] * moved)
    assert kept.tail() > FEW
    assert len(kept.pages) == len(first[2].pages) == 3


def test_a_last_page_of_more_lines_is_left_as_it_is() -> None:
    found = tries(40)
    assert len(found) == 2
    assert found[0][2].tail() > FEW


def test_of_few_lines_each_paragraph_is_one_shorter_or_longer_at_most() -> None:
    changes = [each[1] for number in range(22) for each in tries(number)[1:-1] if each[1]]
    assert {len(each) <= tails.MOST for each in changes} == {True}


@dataclass(frozen=True)
class Tried:
    """What is asked of a text that has been laid out, without its pages."""

    pages: tuple[int, ...]
    own: int  # lines of its last page
    pictures: int = 0  # that came to no page

    def tail(self) -> int:
        """The lines of its last page."""
        return self.own

    def lines(self) -> int:
        """Those of a full page."""
        return 35

    def spare(self, _: int) -> int:
        """Its pages are full."""
        return 0

    def lost(self) -> int:
        """The pictures that came to no page."""
        return self.pictures


def test_no_picture_is_lost_for_a_better_last_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture at the head of the last page has none when that is pulled back."""
    monkeypatch.setattr(tails, "_pushing_over", lambda *_: iter([("over", {}), ("far-over", {})]))
    ways = {
        "higher": Tried((1, 2), 30, pictures=1),
        "higher highest": Tried((1, 2), 31, pictures=1),
        "over": Tried((1, 2, 3), 8, pictures=1),
        "far-over": Tried((1, 2, 3), 9),
    }
    monkeypatch.setattr(tails, "_lengths", lambda *_: {})
    monkeypatch.setattr(tails, "_breaking_before", lambda *_: iter(()))
    first = cast("LaidOut", Tried((1, 2, 3), 2))
    found = tails.fitted(first, tails.OPENING, lambda names, _: cast("LaidOut", ways[names]))
    assert found is cast("LaidOut", ways["far-over"])
    ways["far-over"] = Tried((1, 2, 3), 9, pictures=1)
    assert tails.fitted(first, tails.OPENING, lambda n, _: cast("LaidOut", ways[n])) is first


@dataclass(frozen=True)
class Shared(Tried):
    """The same of a galley in one column."""

    columns: int = 1

    def short(self) -> int:
        """The room on its last page."""
        return self.lines() - self.own


def test_no_table_is_lost_for_a_better_last_page_of_a_flow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table on its side comes to a page of its own after its place, if there is one."""

    def irregular(*_: object, **__: object) -> None:
        raise Irregular

    monkeypatch.setattr(columns, "filled", irregular)
    first = cast("LaidOut", Shared((1, 2, 3), 2))
    without, whole = (cast("LaidOut", Shared((1, 2), 35, pictures=lost)) for lost in (1, 0))
    assert spaced(first, lambda *_: without, 9, goes_on=True) is first
    assert spaced(first, lambda *_: whole, 9, goes_on=True) is whole
