"""Checks of any EPUB, reported in plain words: what stores refuse and e-readers show wrong.

EPUBCheck checks conformance; it passes books that open blank on a Kobo, that Kindle refuses or
that cannot be read in dark mode. These checks find that. Where EPUBCheck and Ace are installed,
`tools` runs them too.
"""

from __future__ import annotations

import io
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import IO

from anthology.check.epub import navigation, pictures, shops, style, text
from anthology.check.epub.archive import Unopenable
from anthology.check.epub.file import DC, Epub, open_epub
from anthology.check.epub.tools import NO_TOOLS, Examined, Tools
from anthology.pool import Failure, Pool
from anthology.report import Place, Problem, error, note, ordered, warning

MEMORY_MB = 350
SECONDS = 7.0
SECONDS_A_MB = 1.0  # of the packed file
MOST_PROBLEMS = 10_000
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


def check_epub(book: Path | bytes, tools: Tools = NO_TOOLS, shop: str = "") -> tuple[Problem, ...]:
    """Everything that is wrong with the book, by file and line inside it, or for that shop.

    Raises Refused where there is no such shop.
    It is examined by a process with limits, since anybody may have made it, and the validators
    see it only after it was examined to the end.
    """
    if shop:
        shops.shop(shop)
    with Pool(1) as pool:
        (found,) = pool.run(partial(examine, shop), [book], _seconds(book), MEMORY_MB)
    if isinstance(found, Failure):
        hint = "Make the book again, or download it again."
        return (error(Place(), f"this file cannot be checked: it {found.reason}", hint),)
    own = () if found.is_refused else tools.check(book, found)
    return ordered([*_bounded(found.problems), *own])


def _seconds(book: Path | bytes) -> float:
    """Processor time for a book: a thousand reviews need 4 s."""
    try:
        size = len(book) if isinstance(book, bytes) else book.stat().st_size
    except OSError:
        size = 0
    return SECONDS + SECONDS_A_MB * size / 1_000_000


def examine(shop: str, book: Path | bytes) -> Examined:
    """What our own checks find, in a process that may end of it."""
    try:
        with _opened(book) as file:
            epub = open_epub(file)
            found = chain(_problems(epub), _for_shop(epub, shop, book) if shop else ())
            problems = list(islice(found, MOST_PROBLEMS))
            titles = {name: title for name in epub.manifest if (title := epub.title(name))}
    except OSError as reason:
        hint = "Check the path, and whether you may read the file."
        message = f"this file cannot be read: {reason.strerror or reason}"
        return Examined((error(Place(str(book)), message, hint),), is_refused=True)
    except Unopenable as reason:
        hint = "Make the book again, or download it again."
        message = f"this is not an EPUB that e-readers can open: {reason}"
        return Examined((error(Place(), message, hint),), is_refused=True)
    return Examined(tuple(problems), titles, epub.opf_name.rpartition("/")[0])


def _opened(book: Path | bytes) -> IO[bytes]:
    """The book to read. Raises OSError for what is not a file."""
    if isinstance(book, bytes):
        return io.BytesIO(book)
    handle = os.open(book, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # waits for no pipe
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("it is not a file")
    return os.fdopen(handle, "rb")


def _problems(epub: Epub) -> Iterator[Problem]:
    yield from epub.problems
    yield from _files(epub)
    yield from _metadata(epub)
    yield from text.check(epub)
    yield from navigation.check(epub)
    yield from style.check(epub)
    yield from pictures.check(epub)


def _for_shop(epub: Epub, shop: str, book: Path | bytes) -> Iterator[Problem]:
    name, size = ("", len(book)) if isinstance(book, bytes) else (book.name, book.stat().st_size)
    return shops.check(epub, shops.shop(shop), name, size)


def _bounded(problems: Sequence[Problem]) -> Iterator[Problem]:
    """The problems, and a remark where there may be more."""
    yield from problems
    if len(problems) == MOST_PROBLEMS:
        message = f"there are more than {MOST_PROBLEMS:,} problems; the others are not listed"
        yield note(Place(), message)


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
