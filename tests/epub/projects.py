"""Whole projects, from the manuscripts to the finished e-book."""

from __future__ import annotations

from pathlib import Path

import nasty_book

from anthology import arrange, compose, config, epub, load, style
from anthology.cache import Cache
from anthology.edition import Edition
from anthology.pool import Pool
from conftest import ROOT, shared

SAMPLE = ROOT / "examples" / "first-sight"
OWN = [ROOT, SAMPLE]
THEIRS = (
    "adelbordbari-albums",
    "bookishmusings",
    "bryanbraun-books",
    "essays",
    "mtlynch-book-reports",
)
EVERY = [*OWN, *(shared(f"corpus/{name}") for name in THEIRS)]


def edition_of(project: Path) -> tuple[Edition, bytes]:
    """The project's e-book: what it was composed of, and its bytes."""
    settings, _ = config.read(project)
    look = style.load(settings.style.name, project)
    with Pool(1) as pool:
        loaded = load.load(project, settings, pool, Cache(None))
    book, _ = arrange.arrange(loaded, settings)
    edition, _ = compose.compose(book, look, settings, "epub")
    return edition, epub.publish(edition, book, settings, nasty_book.COVER, None)[0]
