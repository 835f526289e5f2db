"""The page numbers of the last print run, kept for e-books that are built alone.

They belong to a text, so they are kept under the hash of it: when a word of any section has
changed since, they are not found, and the book has no page list rather than a wrong one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from anthology.edition import Edition
from anthology.epub.page_list import Printed
from anthology.report import NOWHERE, Problem, note
from anthology.store import Store, key

VERSION = "1"


@dataclass(frozen=True)
class KeptStart:
    """Where a printed page began: see page_list.PageStart."""

    label: str
    offset: int


@dataclass(frozen=True)
class PrintRun:
    """The pages of a print run: see page_list.Printed."""

    page_starts: Mapping[str, tuple[KeptStart, ...]]


def current(
    edition: Edition, printed: Printed | None, store: Store
) -> tuple[Printed | None, tuple[Problem, ...]]:
    """The print run whose pages the e-book may name, and what there is to say of it."""
    if printed is not None:
        store.put(_name(edition), _written(printed))
        return printed, ()
    kept = store.get(_name(edition))
    if kept is None:
        hint = "build the print edition with it: --edition epub --edition print"
        return None, (note(NOWHERE, "the e-book has no page numbers of the print edition", hint),)
    return _read(kept), (note(NOWHERE, "the e-book has the page numbers of the last print run"),)


def _name(edition: Edition) -> str:
    texts = [part for section in edition.sections for part in (section.id, section.xhtml)]
    return key("epub print run", VERSION, *texts)


def _written(printed: Printed) -> bytes:
    starts = printed.page_starts.items()
    pages = {id_: [[start.label, start.offset] for start in own] for id_, own in starts}
    return json.dumps(pages, sort_keys=True).encode()


def _read(kept: bytes) -> PrintRun:
    pages = json.loads(kept)
    return PrintRun({id_: tuple(KeptStart(*start) for start in own) for id_, own in pages.items()})
