"""Checks of any EPUB, reported in plain words: what stores refuse and e-readers show wrong.

EPUBCheck checks conformance; it passes books that open blank on a Kobo, that Kindle refuses or
that cannot be read in dark mode. These checks find that. Where EPUBCheck and Ace are installed,
`tools` runs them too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from anthology.check.epub import navigation, pictures, style, text
from anthology.check.epub.file import DC, Epub, Unopenable, open_epub
from anthology.check.epub.tools import NO_TOOLS, Tools
from anthology.report import Place, Problem, error, note, ordered, warning

SAFE_NAME = re.compile(r"[A-Za-z0-9._/-]+")
REQUIRED = {
    "dc:title": "the book has no title (dc:title)",
    "dc:language": "the book does not name its language (dc:language)",
    "dc:identifier": "the book has no identifier (dc:identifier)",
}
ACCESSIBILITY = (
    "schema:accessMode",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
    "schema:accessibilitySummary",
)
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def check_epub(book: Path | bytes, tools: Tools = NO_TOOLS) -> tuple[Problem, ...]:
    """Everything that is wrong with the book, by file and line inside it."""
    try:
        data = book if isinstance(book, bytes) else book.read_bytes()
        epub = open_epub(data)
    except OSError as reason:
        hint = "Check the path, and whether you may read the file."
        return (error(Place(str(book)), f"this file cannot be read: {reason.strerror}", hint),)
    except Unopenable as reason:
        hint = "Make the book again, or download it again."
        return (error(Place(), f"this is not an EPUB that e-readers can open: {reason}", hint),)
    problems = [
        *epub.problems,
        *_files(epub),
        *_metadata(epub),
        *text.check(epub),
        *navigation.check(epub),
        *style.check(epub),
        *pictures.check(epub),
        *tools.check(data, epub),
    ]
    return ordered(problems)


def _files(book: Epub) -> Iterator[Problem]:
    for name in sorted(book.manifest.keys() - book.files.keys()):
        hint = "Add the file, or remove it from the manifest."
        yield error(Place(name), "the package file lists this file, but it is missing", hint)
    for name in sorted(book.files.keys() - book.manifest.keys() - book.own_files):
        hint = "Add it to the manifest, or remove the file."
        yield warning(Place(name), "this file is not listed in the package file", hint)
    folded = Counter(name.casefold() for name in book.files)
    for name in book.files:
        if not SAFE_NAME.fullmatch(name):
            hint = "Use only the letters a to z, digits, hyphens, underscores and dots."
            yield warning(Place(name), "Kobo cannot open a file with such a name", hint)
        if folded[name.casefold()] > 1:
            hint = "Rename one of them: some e-readers take them for the same file."
            yield error(
                Place(name), "another file has this name, but for upper and lower case", hint
            )


def _metadata(book: Epub) -> Iterator[Problem]:
    place = Place(book.opf_name)
    for name, message in REQUIRED.items():
        values = book.opf.iter(DC + name.removeprefix("dc:"))
        if not any((value.text or "").strip() for value in values):
            yield error(place, message)
    meta = book.meta()
    if len(meta.get("dcterms:modified", ())) != 1:
        message = "the date of the last change (dcterms:modified) must be given exactly once"
        yield error(place, message)
    if not book.opf.get(LANG):
        yield warning(place, "the package file does not name its language (xml:lang)")
    if not any("cover-image" in item.properties for item in book.manifest.values()):
        yield note(place, "the book has no cover picture")
    yield from _accessibility(place, meta)


def _accessibility(place: Place, meta: Mapping[str, list[str]]) -> Iterator[Problem]:
    for property_ in ACCESSIBILITY:
        if property_ not in meta:
            yield warning(
                place, f"the accessibility metadata is incomplete: {property_} is missing"
            )
    if "dcterms:conformsTo" in meta and "a11y:certifiedBy" not in meta:
        hint = "Name who checked it (a11y:certifiedBy), or remove the claim."
        yield error(
            place, "the book claims to be accessible, but names nobody who checked it", hint
        )
