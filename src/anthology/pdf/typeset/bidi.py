"""Passages of the other direction, put into boxes in which they keep their order.

WeasyPrint orders the letters inside a box, but the boxes of a line only as its block is
written: of a Hebrew phrase in English with one word in italics, the words change places. In a
box around the whole phrase, with its own direction, they do not. Where a phrase ends in the
middle of an element there is no such box: the passage is told, and no page is made of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from lxml.etree import _Element as Element

from anthology.edition import Edition, Section
from anthology.report import NOWHERE, Place, Problem, Refused, error
from anthology.text import direction

OTHER = {"ltr": "rtl", "rtl": "ltr"}
INLINE = frozenset(
    "a abbr b cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u "  # noqa: SIM905
    "var".split()
)
ISOLATED = frozenset("bdi bdo img ruby svg".split())  # noqa: SIM905
HINT = "Build the e-book alone, where it is right (--edition epub)."


def in_order(edition: Edition, language: str) -> Edition:
    """The edition with its passages in boxes. Raises Refused for what would be set wrong.

    `language` is the book's.
    """
    if direction.of_language(language) == "rtl":
        message = (
            f"no PDF can be made of a book whose language, {language}, is written from right to "
            "left: WeasyPrint opens it on the wrong side, and sets its contents from left to right"
        )
        raise Refused(error(NOWHERE, message, f"{HINT}."))
    made = [_boxed(section) for section in edition.sections]
    problems = [problem for _, told in made for problem in told]
    if problems:
        raise Refused(*problems)
    return replace(edition, sections=tuple(section for section, _ in made))


def _boxed(section: Section) -> tuple[Section, tuple[Problem, ...]]:
    if section.dir == "ltr" and not direction.RIGHT_TO_LEFT.search(section.xhtml):
        return section, ()
    root = etree.fromstring(section.xhtml)
    problems = tuple(_problem(section.place, words) for words in _walk(root, section.dir))
    return replace(section, xhtml=etree.tostring(root, encoding="unicode")), problems


def _problem(place: Place, words: str) -> Problem:
    message = (
        "WeasyPrint cannot set text whose direction changes inside italics, a link or the like "
        f"and that goes on outside: “{words}”"
    )
    return error(place, message, f"{HINT}, or let the markup begin and end with the direction.")


def _walk(element: Element, base: str) -> Iterator[str]:
    """Boxes everything below the element; gives the words that cannot be boxed."""
    said = element.get("dir")
    if said == "auto":
        base = direction.of_text("".join(map(str, element.itertext())))
    base = said if said in OTHER else base
    for row in _rows(element):
        for run in reversed(_crossing(row, base)):
            if _whole(row, run, base):
                _box(row, run, OTHER[base])
            else:
                yield " ".join("".join(item.words for item in row).split())[:80]
    for child in element:
        yield from _walk(child, base)


@dataclass(frozen=True)
class _Item:
    """A stretch of a line: the text before the child number `at`, or that child."""

    parent: Element
    at: int
    words: str
    child: Element | None = None


@dataclass(frozen=True)
class _Run:
    """From a character of one item to one of another, both against the base."""

    first: int
    start: int
    last: int
    end: int  # after the last character


def _rows(element: Element) -> list[list[_Item]]:
    """The element's text and inline children, a row for each stretch between blocks."""
    rows = [[_Item(element, 0, element.text or "")]]
    for at, child in enumerate(element):
        kind = _name(child)
        if kind in INLINE or kind in ISOLATED:
            own = kind in ISOLATED or child.get("dir")
            words = "" if own else "".join(map(str, child.itertext()))
            rows[-1].append(_Item(element, at, words, child))
        else:
            rows.append([])
        rows[-1].append(_Item(element, at + 1, child.tail or ""))
    return rows


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _crossing(row: Sequence[_Item], base: str) -> list[_Run]:
    """The runs against the base that more than one item has a part of."""
    runs: list[_Run] = []
    before, run = base, None
    for number, item in enumerate(row):
        for index, character in enumerate(item.words):
            way = direction.of_character(character, before)
            if not way:
                continue
            if way == base:
                runs, run = _with(runs, run), None
            elif run is None:
                run = _Run(number, index, number, index + 1)
            else:
                run = replace(run, last=number, end=index + 1)
            before = way
    return _with(runs, run)


def _with(runs: list[_Run], run: _Run | None) -> list[_Run]:
    return [*runs, run] if run and run.first < run.last else runs


def _whole(row: Sequence[_Item], run: _Run, base: str) -> bool:
    """Whether the run begins and ends in the row's own text, or has all of the element there."""
    first, last = row[run.first], row[run.last]
    outside = first.words[: run.start] if first.child is not None else ""
    outside += last.words[run.end :] if last.child is not None else ""
    return all(direction.of_character(character, "") != base for character in outside)


def _box(row: Sequence[_Item], run: _Run, way: str) -> None:
    """Puts the run into a span of its own; what stands after the run may be boxed already."""
    first, last = row[run.first], row[run.last]
    parent = first.parent
    box = etree.Element(_beside(parent, "span"), {"dir": way})
    if first.child is None:
        _set_text_before(parent, first.at, first.words[: run.start])
        box.text = first.words[run.start :]
    children = [item.child for item in row[run.first : run.last + 1] if item.child is not None]
    tail = children[-1].tail or ""
    end = run.end if last.child is None else 0
    children[-1].tail, box.tail = tail[:end], tail[end:]
    box.extend(children)
    parent.insert(first.at, box)


def _set_text_before(parent: Element, at: int, text: str) -> None:
    """Writes the text that stands before the child number `at`."""
    if at == 0:
        parent.text = text
    else:
        parent[at - 1].tail = text


def _beside(element: Element, name: str) -> str:
    """`name` in the namespace of the element."""
    return str(element.tag).removesuffix(_name(element)) + name
