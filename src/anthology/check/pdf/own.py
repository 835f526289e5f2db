"""The same rules for the books of a build: its pictures, and the cover as a whole.

What else a page of ours could break is held by the style, or by the preflight of press files.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pikepdf
from pikepdf import Dictionary, Name, Stream

from anthology.check.pdf.check import findings, in_words
from anthology.check.pdf.drawing import drawn
from anthology.check.pdf.facts import Document, Page, Picture
from anthology.check.pdf.graphics import inherited
from anthology.check.pdf.reading import read
from anthology.check.pdf.rules import art
from anthology.check.pdf.rules.cover import Inside
from anthology.check.pdf.rules.finding import Finding
from anthology.check.pdf.wants import Wants
from anthology.press import rules_named
from anthology.report import NOWHERE, Place, Problem

# Rules that a cover of ours keeps by another check, or that its flavour decides.
LEFT_TO_OTHERS = frozenset(
    {"standard", "cut-words", "margin", "rgb", "icc", "transparency", "rich-text"}
)
Sizes = Mapping[tuple[int, int], Place]  # of pictures in pixels -> the manuscript


def of_inside(press: str, places: Sizes, pdf: bytes) -> tuple[Problem, ...]:
    """What is wrong with the pictures of a print book, in the manuscripts that have them."""
    found = list(art.check(Document("", len(pdf), "", tuple(illustrated(pdf))), _wants(press)))
    # Too few pixels are found where pictures get their size.
    return tuple(_at(each, places) for each in found if each.rule.name == "ink")


def of_cover(press: str, inside: Inside, pdf: bytes) -> tuple[Problem, ...]:
    """What a press would object to in the cover of a book of those pages."""
    file = read("", pdf)
    others = LEFT_TO_OTHERS | (frozenset() if inside.isbns else {"no-barcode"})
    found = findings(file, _wants(press), inside)
    left = [each for each in found if each.rule.name not in others]
    return in_words(NOWHERE, left)


def _wants(press: str) -> Wants:
    return Wants(rules_named(press))


def illustrated(pdf: bytes) -> Iterator[Page]:
    """The pages of a print book that have pictures, with nothing else of them."""
    inks: dict[tuple[int, int], float] = {}
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for number, page in enumerate(file.pages, 1):
            if _has_picture(inherited(page.obj, "/Resources"), 0):
                pictures: list[Picture] = drawn(page, inks).pictures
                yield Page(number, (0.0, 0.0, 1.0, 1.0), pictures=tuple(pictures))


def _has_picture(resources: pikepdf.Object | None, depth: int) -> bool:
    things = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    for thing in things.values() if isinstance(things, Dictionary) else ():
        if not isinstance(thing, Stream):
            continue
        if thing.get("/Subtype") == Name.Image:
            return True
        if depth < 3 and _has_picture(thing.get("/Resources"), depth + 1):
            return True
    return False


def _at(finding: Finding, places: Sizes) -> Problem:
    (problem,) = in_words(NOWHERE, [finding])
    return replace(problem, place=places.get(finding.pixels, NOWHERE))
