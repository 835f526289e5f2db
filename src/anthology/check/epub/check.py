"""Checks of any EPUB, in plain words: what stores refuse and what readers choke on.

EPUBCheck proves conformance and passes books that open blank on a Kobo, are refused by
Kindle or cannot be read in the dark; these checks are for that. Where EPUBCheck and Ace are
installed, `check.epub_tools` asks them too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from anthology.check.epub import navigation, pictures, style, text
from anthology.check.epub.file import DC, Opened, Unopenable, opened
from anthology.check.epub.tools import NO_TOOLS, Tools
from anthology.report import Place, Problem, error, note, ordered, warning

SAFE_NAME = re.compile(r"[A-Za-z0-9._/-]+")
REQUIRED = {
    "dc:title": "it has no title",
    "dc:language": "it does not say its language",
    "dc:identifier": "it has no identifier",
}
SHOULD_SAY = (
    "schema:accessMode",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
    "schema:accessibilitySummary",
)
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def check_epub(book: Path | bytes, tools: Tools = NO_TOOLS) -> tuple[Problem, ...]:
    """What is wrong with the book, by file and line inside it; () for a good one."""
    try:
        data = book if isinstance(book, bytes) else book.read_bytes()
        read = opened(data)
    except OSError as reason:
        return (error(Place(str(book)), f"this file cannot be read: {reason.strerror}"),)
    except Unopenable as reason:
        return (error(Place(), f"this is no EPUB that a reader can open: {reason}"),)
    problems = [
        *read.problems,
        *_files(read),
        *_metadata(read),
        *text.checked(read),
        *navigation.checked(read),
        *style.checked(read),
        *pictures.checked(read),
        *tools.checked(data, read),
    ]
    return ordered(problems)


def _files(book: Opened) -> Iterator[Problem]:
    for name in sorted(book.manifest.keys() - book.files.keys()):
        yield error(Place(name), "the package names this file, but it is not there")
    for name in sorted(book.files.keys() - book.manifest.keys() - book.own_files):
        yield warning(Place(name), "this file is in the book, but the package does not name it")
    folded = Counter(name.casefold() for name in book.files)
    for name in book.files:
        if not SAFE_NAME.fullmatch(name):
            hint = "Use letters, digits, hyphens and dots only."
            yield warning(Place(name), "Kobo cannot open files with such a name", hint)
        if folded[name.casefold()] > 1:
            yield error(Place(name), "another file differs from this one only in case")


def _metadata(book: Opened) -> Iterator[Problem]:
    place = Place(book.opf_name)
    for name, message in REQUIRED.items():
        values = book.opf.iter(DC + name.removeprefix("dc:"))
        if not any((value.text or "").strip() for value in values):
            yield error(place, message)
    said = book.meta()
    if len(said.get("dcterms:modified", ())) != 1:
        yield error(place, "it does not say once when it was last changed (dcterms:modified)")
    if not book.opf.get(LANG):
        yield warning(place, "the package does not say its language (xml:lang)")
    if not any("cover-image" in item.properties for item in book.manifest.values()):
        yield note(place, "it has no cover picture")
    yield from _accessibility(place, said)


def _accessibility(place: Place, said: Mapping[str, list[str]]) -> Iterator[Problem]:
    for property_ in SHOULD_SAY:
        if property_ not in said:
            yield warning(place, f"nothing is said of its accessibility: {property_} is missing")
    if "dcterms:conformsTo" in said and "a11y:certifiedBy" not in said:
        hint = "Name who looked, or take the claim out."
        yield error(place, "it claims to be accessible, but nobody certified it", hint)
