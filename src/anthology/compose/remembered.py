"""Reviews that were composed before: in a preview, what has not changed is not composed again.

The section of a review follows from the review, its position, and what all reviews share. The
templates of a stranger may look at the whole book, so theirs are filled in each time.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field

from anthology.book import Review
from anthology.compose import pieces
from anthology.compose.composer import Composer
from anthology.compose.pieces import Position
from anthology.edition import Section
from anthology.memory import is_sparing

MOST = 4096  # sections that a process has in memory, for each edition


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
    sections, source = _memory(composer).sections, (piece, position, work)
    before = sections.get(piece.id)
    if before and before[0] == source:
        return before[1]
    if len(sections) >= MOST:
        sections.clear()
    section = pieces.review(composer, piece, position, work)
    sections[piece.id] = (source, section)
    return section


def _memory(composer: Composer) -> Memory:
    """What is in memory for this edition; nothing, if anything that all reviews share differs."""
    found = MEMORY.get(composer.edition)
    if found and found.composer() is composer:
        return found
    shared = _shared(composer)
    if found is None or found.shared != shared:
        found = MEMORY[composer.edition] = Memory(shared, weakref.ref(composer))
    found.composer = weakref.ref(composer)
    return found


def _shared(composer: Composer) -> tuple[object, ...]:
    """Everything but the review and its position that a section of a review follows from."""
    style, book = composer.style, composer.book
    return (
        composer.templates.environment,  # one for the same templates
        style.settings,
        style.words,
        composer.links,
        composer.grid,
        composer.title_room,
        composer.head_room,
        composer.authors,
        composer.opens_recto,
        composer.ornament,
        book.language,
        book.pictures,
    )
