"""What workers do of the checks of a book. They import the checks when these are needed.

A worker that starts early has little of the program, and imports no more of it than this.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a worker starts sooner without them
    from anthology.cache import Cache
    from anthology.check.collation.epub import EpubEdition
    from anthology.check.collation.expected import Shard, SourceText
    from anthology.check.pdf.own import Sizes
    from anthology.edition import Edition, Printed
    from anthology.report import Problem


def check_press(
    flavour: str,
    preset: str,
    places: Sizes,
    where: tuple[Cache, str],
    printed: Printed,
) -> tuple[Problem, ...]:
    """What a press would object to in the PDF; `where` is the cache, and the volume that it is."""
    from anthology.pdf.press.preflight import Scanned
    from anthology.pdf.press.preflight import preflight as run

    pdf = printed.pdf
    found = run(pdf, flavour, Scanned(*where))
    return (*found, *_of_pictures(preset, places, pdf)) if places else found


def _of_pictures(preset: str, places: Sizes, pdf: bytes) -> tuple[Problem, ...]:
    from anthology.check.pdf.own import of_inside  # large, and not for a book without pictures

    return of_inside(preset, places, pdf)


def collate_pdf(
    edition: Edition,
    outlined: bool,
    volume: str,
    cache: Cache,
    task: tuple[Shard, tuple[SourceText, ...], Printed],
) -> tuple[Problem, ...]:
    """What of a shard of the text is not in the PDF; of the edition only the CSS is needed."""
    from anthology.check.collation.compare import of_pdf
    from anthology.check.collation.pdf import PdfEdition

    shard, texts, printed = task
    return of_pdf(texts, PdfEdition(printed, edition, outlined, volume), cache, shard)


def collate_epub(
    finished: EpubEdition, cache: Cache, task: tuple[Shard, tuple[SourceText, ...]]
) -> tuple[Problem, ...]:
    """What of a shard of the text is not in the EPUB."""
    from anthology.check.collation.compare import of_epub

    shard, texts = task
    return of_epub(texts, finished, cache, shard)
