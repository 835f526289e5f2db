"""A leaf outside the book: a section set on pages of a size of its own, its fonts embedded."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import partial
from typing import Literal

import pikepdf

from anthology.book import Book
from anthology.cache import Cache, fingerprint
from anthology.edition import Edition, Section
from anthology.pdf.bind.metadata import set_metadata
from anthology.pdf.model import Geometry, Leaves, PageSetup
from anthology.pdf.packing import unpack_leaves
from anthology.pdf.press.finish import to_bytes
from anthology.pdf.typeset import tasks
from anthology.pdf.typeset.cached import Work, submit
from anthology.pdf.typeset.typesetter import section_input
from anthology.pool import Failure, Pending, Pool
from anthology.report import Refused, error

FLAVOUR = "plain"
FLOOR = "html, body { margin: 0; padding: 0; height: 100% }"


@dataclass(frozen=True)
class Paper:
    """What a leaf is set on. Lengths in points."""

    width: float
    height: float
    inks: Literal["rgb", "grey", "cmyk"] = "rgb"
    flat: bool = False  # no transparency
    css: str = ""  # rules for this leaf, after those of the edition


def typeset(
    section: Section, edition: Edition, paper: Paper, pool: Pool, cache: Cache
) -> Pending[Leaves]:
    """The leaf, on as many pages as it needs. Raises Refused where the section cannot be set."""
    setup, page = _setup(edition, paper), section_input(section, edition.assets)
    work = Work(partial(tasks.typeset, setup), [page], [page.key(setup.key)])

    def unpacked(results: list[bytes | Failure]) -> Leaves:
        result = results[0]
        if isinstance(result, Failure):
            raise _refused(section, result)
        return unpack_leaves(result)

    return submit(work, pool, cache).results.then(unpacked)


def finished(leaf: Leaves, book: Book) -> bytes:
    """A leaf as a file of its own, to be printed at home; `book` is what its metadata say."""
    with pikepdf.open(io.BytesIO(leaf.pdf.data)) as pdf:
        set_metadata(pdf, book, FLAVOUR)
        return to_bytes(pdf, FLAVOUR)


def _setup(edition: Edition, paper: Paper) -> PageSetup:
    size = f"{paper.width:g}pt {paper.height:g}pt !important"
    page = f"@page {{ size: {size}; margin: 0; bleed: 0 }}"
    return PageSetup(
        css=f"{FLOOR}\n{edition.css}\n{paper.css}\n{page}",
        assets={path: asset for path, asset in edition.assets.items() if path in edition.css},
        fonts=(),  # so that WeasyPrint embeds the fonts: no binder does it later
        geometry=Geometry(paper.width, paper.height),
        inks=paper.inks,
        profile=edition.profile,
        flat=paper.flat,
        version=fingerprint(),
    )


def _refused(section: Section, failure: Failure) -> Refused:
    message = f"the {section.kind.replace('-', ' ')} could not be set: it {failure.reason}"
    hint = f"Simplify {section.kind}.xhtml.j2 of the style, or its style sheet."
    return Refused(error(section.place, message, hint, trace=failure.trace))
