"""Passages of the other direction, wrapped in elements in which they keep their order.

WeasyPrint orders the letters inside an inline box, but it orders the boxes of a line by the
direction of the block: in an English text, a Hebrew phrase with one word in italics gets its
words in the wrong order. An element around the whole phrase, with its own direction, prevents
that. Where a phrase ends in the middle of an element it cannot be wrapped: the passage is
reported as an error, and no PDF is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from lxml.etree import _Element as Element

from anthology.edition import Edition, Section
from anthology.memory import remembered, spared
from anthology.report import Place, Problem, Refused, error
from anthology.text import direction

OTHER = {"ltr": "rtl", "rtl": "ltr"}
INLINE = frozenset(
    "a abbr b cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u "  # noqa: SIM905
    "var".split()
)
ISOLATED = frozenset("bdi bdo img ruby svg".split())  # noqa: SIM905
HINT = "Build only the e-book, which shows it right (--edition epub)."


def in_order(edition: Edition) -> Edition:
    """The edition with such passages wrapped. Raises Refused for what would be set wrong."""
    wrapped = [_wrapped(section) for section in edition.sections]
    problems = [problem for _, found in wrapped for problem in found]
    if problems:
        raise Refused(*problems)
    return replace(edition, sections=tuple(section for section, _ in wrapped))


def _wrapped(section: Section) -> tuple[Section, tuple[Problem, ...]]:
    if section.dir == "ltr" and not _has_other(section.xhtml):
        return section, ()
    root = etree.fromstring(section.xhtml)
    problems = tuple(_problem(section.place, words) for words in _walk(root, section.dir))
    return spared(replace(section, xhtml=etree.tostring(root, encoding="unicode"))), problems


@remembered
def _has_other(xhtml: str) -> bool:
    """Whether some letters run from right to left."""
    return direction.RIGHT_TO_LEFT.search(xhtml) is not None


def _problem(place: Place, words: str) -> Problem:
    message = (
        "this passage changes its direction inside italics, a link or the like and continues "
        f"outside, which WeasyPrint sets in the wrong order: “{words}”"
    )
    hint = (
        "Let the markup begin and end where the direction changes, or build only the e-book "
        "(--edition epub)."
    )
    return error(place, message, hint)


def _walk(element: Element, base: str) -> Iterator[str]:
    """Wrap such passages everywhere inside the element; yields the words that cannot be wrapped."""
    given = element.get("dir")
    if given == "auto":
        base = direction.of_text("".join(map(str, element.itertext())))
    base = given if given in OTHER else base
    for row in _rows(element):
        for run in reversed(_crossing(row, base)):
            if _whole(row, run, base):
                _wrap(row, run, OTHER[base])
            else:
                yield " ".join("".join(item.words for item in row).split())[:80]
    for child in element:
        yield from _walk(child, base)


@dataclass(frozen=True)
class _Item:
    """A piece of a row: the text before the child number `at`, or that child."""

    parent: Element
    at: int
    words: str
    child: Element | None = None


@dataclass(frozen=True)
class _Run:
    """Characters against the base direction, from one item of a row to another."""

    first: int
    start: int
    last: int
    end: int  # the character after it, in the last item


def _rows(element: Element) -> list[list[_Item]]:
    """The element's text and inline children, in one row between each block and the next."""
    rows = [[_Item(element, 0, element.text or "")]]
    for at, child in enumerate(element):
        kind = _name(child)
        own_line = child.get("class") == "line"  # of a title that is divided by its sense
        if (kind in INLINE or kind in ISOLATED) and not own_line:
            rows[-1].append(_Item(element, at, _words(child), child))
        else:
            rows.append([])
        rows[-1].append(_Item(element, at + 1, child.tail or ""))
    return rows


def _words(child: Element) -> str:
    """The words of a child but for those that have a direction of their own."""
    if _name(child) in ISOLATED or child.get("dir"):
        return ""
    return (child.text or "") + "".join(_words(each) + (each.tail or "") for each in child)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _crossing(row: Sequence[_Item], base: str) -> list[_Run]:
    """The runs against the base direction that belong to more than one item."""
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
    """Whether the run can be wrapped: where it ends in a child, it has all of that child's text."""
    first, last = row[run.first], row[run.last]
    outside = first.words[: run.start] if first.child is not None else ""
    outside += last.words[run.end :] if last.child is not None else ""
    return all(direction.of_character(character, "") != base for character in outside)


def _wrap(row: Sequence[_Item], run: _Run, way: str) -> None:
    """Put the run into a span of its own. Runs after it may be wrapped already."""
    first, last = row[run.first], row[run.last]
    parent = first.parent
    span = etree.Element(_in_namespace_of(parent, "span"), {"dir": way})
    if first.child is None:
        _set_text_before(parent, first.at, first.words[: run.start])
        span.text = first.words[run.start :]
    children = [item.child for item in row[run.first : run.last + 1] if item.child is not None]
    tail = children[-1].tail or ""
    end = run.end if last.child is None else 0
    children[-1].tail, span.tail = tail[:end], tail[end:]
    span.extend(children)
    parent.insert(first.at, span)


def _set_text_before(parent: Element, at: int, text: str) -> None:
    """Set the text before the child number `at`."""
    if at == 0:
        parent.text = text
    else:
        parent[at - 1].tail = text


def _in_namespace_of(element: Element, name: str) -> str:
    return str(element.tag).removesuffix(_name(element)) + name
