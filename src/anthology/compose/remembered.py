"""Reviews that were composed before: what has not changed is not composed again.

The section of a review follows from the review, its position, where it leads and what it shows,
and what all reviews share. A preview has its sections in memory, and every process those of an
earlier build in the cache. The templates of a stranger may look at the whole book, so theirs are
filled in each time.
"""

from __future__ import annotations

import re
import weakref
from dataclasses import dataclass, field
from functools import partial

from anthology.book import Review
from anthology.cache.buckets import named_once
from anthology.compose import pieces
from anthology.compose.composer import Composer
from anthology.compose.links import leads_into_book
from anthology.compose.pieces import Position
from anthology.edition import Section
from anthology.memory import is_sparing

MOST = 4096  # sections that a process has in memory, for each edition
PICTURE = re.compile(r'src="pictures/([^"]*)"')


@dataclass
class Memory:
    """The sections of one edition, each with what it was composed from."""

    shared: tuple[object, ...]
    composer: weakref.ref[Composer]  # the last for which `shared` was compared
    sections: dict[str, tuple[tuple[object, ...], Section]] = field(default_factory=dict)


MEMORY: dict[str, Memory] = {}  # by edition


def review(composer: Composer, piece: Review, position: Position, work: str = "line") -> Section:
    """As `pieces.review` composes it."""
    if composer.style.foreign or is_sparing():
        return pieces.review(composer, piece, position, work)
    sections = _memory(composer).sections
    source = (piece, position, work, *_around(composer, piece))
    before = sections.get(piece.id)
    if before and before[0] == source:
        return before[1]
    if len(sections) >= MOST:
        sections.clear()
    make = partial(pieces.review, composer, piece, position, work)
    section = composer.recalled((named_once(piece), *source[1:]), make)
    sections[piece.id] = (source, section)
    return section


def _memory(composer: Composer) -> Memory:
    """What is in memory for this edition; nothing, if anything that all reviews share differs."""
    found = MEMORY.get(composer.edition)
    if found and found.composer() is composer:
        return found
    shared = (composer.templates.environment, *composer.shared)  # one for the same templates
    if found is None or found.shared != shared:
        found = MEMORY[composer.edition] = Memory(shared, weakref.ref(composer))
    found.composer = weakref.ref(composer)
    return found


def _around(composer: Composer, piece: Review) -> tuple[object, ...]:
    """Where the links of a review can lead in this book, and the pictures that it shows."""
    xhtml = piece.body.xhtml
    names = PICTURE.findall(xhtml) if "<img" in xhtml else ()
    shown = (composer.book.pictures.get(name) for name in names)
    sizes = tuple((each.media_type, each.width, each.height) if each else () for each in shown)
    return composer.links.digest if leads_into_book(xhtml) else "", sizes
