"""The page numbers of the last print run, kept for e-books that are built later.

They belong to a text: when a word of any section has changed since, the book has no page
list rather than a wrong one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from anthology.cache import Cache, key
from anthology.edition import Edition

LAST = key("epub print run", "2")  # one a project: a later run takes the place of the former


class PageStart(Protocol):
    """Where a printed page begins: its folio, and the characters that stand before it."""

    @property
    def label(self) -> str:
        """The folio as printed: "xii", "12"; "" where the page has none."""

    @property
    def offset(self) -> int:
        """Counted characters of the section before the page's first."""


class Printed(Protocol):
    """What the e-book wants to know of the print edition."""

    @property
    def page_starts(self) -> Mapping[str, Sequence[PageStart]]:
        """The pages of each section, by its id."""


@dataclass(frozen=True)
class KeptStart:
    """Where a printed page began: see PageStart."""

    label: str
    offset: int


@dataclass(frozen=True)
class PrintRun:
    """The pages of a print run: see Printed."""

    page_starts: Mapping[str, tuple[KeptStart, ...]]


def written(edition: Edition, printed: Printed) -> str:
    """A print run of the text of `edition`, as it is kept."""
    starts = printed.page_starts.items()
    pages = {id_: [[start.label, start.offset] for start in own] for id_, own in starts}
    return json.dumps({"text": _text(edition), "pages": pages}, sort_keys=True)


def of(edition: Edition, run: str) -> PrintRun | None:
    """The pages of a kept run, None where it is none ("") or of another text."""
    kept = json.loads(run or "{}")
    if kept.get("text") != _text(edition):
        return None
    pages = kept["pages"].items()
    return PrintRun({id_: tuple(KeptStart(*start) for start in own) for id_, own in pages})


def keep(run: str, cache: Cache) -> None:
    """Keeps a run in place of the last one; "" is none and leaves it."""
    if run:
        cache.put(LAST, run.encode())


def last(cache: Cache) -> str:
    """The last run, "" where there was none."""
    return (cache.get(LAST) or b"").decode()


def _text(edition: Edition) -> str:
    return key(*(part for section in edition.sections for part in (section.id, section.xhtml)))
