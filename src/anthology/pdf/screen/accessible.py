"""Whether a screen reader can read the bound book: our own checks, besides veraPDF's.

The tests prove with veraPDF that our files conform to PDF/UA-1. That does not show in a build,
and its rules allow, for example, links without text and headings that skip a level. Errors
found here are bugs in Anthology or in the style.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, Name, Object

from anthology.pdf.bind.tags import elements
from anthology.pdf.press.preflight.inventory import contents
from anthology.report import NOWHERE, Problem, error

MCID = re.compile(rb"/MCID (\d+)")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
HEADING = re.compile(r"/H([1-6])")
HINT = "This is a bug in Anthology or in the style; please report it with the book."


def inaccessible(pdf: pikepdf.Pdf) -> tuple[Problem, ...]:
    """Everything that a screen reader could not read or would read wrong."""
    found = [fault for check in CHECKS for fault in dict.fromkeys(check(pdf))]
    return tuple(
        error(NOWHERE, f"the screen PDF is not accessible: {each}", HINT) for each in found
    )


def _catalogue(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    preferences = root.get("/ViewerPreferences")
    if preferences is None or not preferences.get("/DisplayDocTitle", False):
        yield "its window does not show the title"
    if not LANGUAGE.fullmatch(str(root.get("/Lang", ""))):
        yield "its language is not given"
    marked = root.get("/MarkInfo")
    if "/StructTreeRoot" not in root or marked is None or not marked.get("/Marked", False):
        yield "it is not tagged"
    if "/PageLabels" not in root:
        yield "its pages are not labelled with their numbers"
    metadata = root.get("/Metadata")
    xmp = metadata.read_bytes() if metadata is not None else b""
    if b"<pdfuaid:part>1</pdfuaid:part>" not in xmp:
        yield "its metadata does not name PDF/UA-1"


def _elements(pdf: pikepdf.Pdf) -> Iterator[str]:
    names: set[str] = set()
    level = 0
    for element in elements(pdf):
        kind = str(element.S)
        heading = HEADING.fullmatch(kind)
        if heading:
            if int(heading[1]) > level + 1:
                yield f"a heading of level {heading[1]} follows one of level {level}"
            level = int(heading[1])
        elif kind == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "a picture has no alternative text"
        elif kind == "/Note":
            yield from _note(str(element.get("/ID", "")), names)
        if "/Lang" in element and not LANGUAGE.fullmatch(str(element.Lang)):
            yield f"“{element.Lang}” is not a language code"


def _note(name: str, names: set[str]) -> Iterator[str]:
    if not name or name in names:
        yield f"a note has no ID of its own: “{name}”"
    names.add(name)


def _links(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        annotations = page.obj.get("/Annots", Array()).as_list()
        for link in annotations:
            if not str(link.get("/Contents", "")).strip():
                yield f"a link on page {number} has no text"
            if "/StructParent" not in link:
                yield f"a link on page {number} is not part of the tagged text"
        if len(annotations) and page.obj.get("/Tabs") != Name.S:
            yield f"the tab order of page {number} does not follow the text"


def _content(pdf: pikepdf.Pdf) -> Iterator[str]:
    """All marked content of a page belongs to an element, and all content of elements exists."""
    owners = _owners(pdf)
    for number, page in enumerate(pdf.pages, 1):
        data = b"".join(stream.read_bytes() for stream in contents(page.obj))
        marks = {int(mark) for mark in MCID.findall(data)}
        listed = owners.get(int(page.obj.get("/StructParents", -1)), set())
        if marks != listed:
            yield f"the text of page {number} differs from the text that is tagged"


def _owners(pdf: pikepdf.Pdf) -> dict[int, set[int]]:
    root = pdf.Root.get("/StructTreeRoot")
    numbers = list(root.ParentTree.Nums.as_list()) if root is not None else []
    return {
        int(numbers[i]): _filled(numbers[i + 1])
        for i in range(0, len(numbers), 2)
        if isinstance(numbers[i + 1], Array)
    }


def _filled(owners: Object) -> set[int]:
    return {i for i, owner in enumerate(owners.as_list()) if owner is not None}


CHECKS: tuple[Callable[[pikepdf.Pdf], Iterator[str]], ...] = (
    _catalogue,
    _elements,
    _links,
    _content,
)
