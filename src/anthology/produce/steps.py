"""What workers do at the end: they pack the e-book, and prove what is finished.

Large modules are imported when they are needed; these can be read before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a worker starts sooner without them
    from anthology.book import Book
    from anthology.cache import Cache
    from anthology.check.collation.expected import Shard, SourceText
    from anthology.config import Settings
    from anthology.edition import Edition
    from anthology.epub.print_run import PrintRun
    from anthology.pdf import Printed
    from anthology.report import Problem

PACKER, PROVER = "anthology.epub.pipeline", "anthology.check.collation.compare"
PREFLIGHT = "anthology.pdf.press.preflight"


def packed(
    book: Book,
    edition: Edition,
    settings: Settings,
    cache: Cache,
    waited_for: tuple[bytes, PrintRun | None],
) -> tuple[bytes, tuple[Problem, ...]]:
    """The EPUB with that cover (a JPEG) and that print run's pages, and what is wrong with it."""
    from anthology import epub  # noqa: PLC0415
    from anthology.check.collation import compare  # noqa: PLC0415

    data, said = epub.publish(edition, book, settings, *waited_for, cache=cache)
    return data, (*said, *compare.of_epub(book, edition, data, cache))


def e_book_against_text(
    book: Book, edition: Edition, cache: Cache, task: tuple[Shard, bytes]
) -> tuple[Problem, ...]:
    """What of a share of the text is not in the EPUB."""
    from anthology.check.collation import compare  # noqa: PLC0415

    shard, epub = task
    return compare.of_epub(book, edition, epub, cache, shard)


def against_text(
    edition: Edition,
    outlined: bool,
    cache: Cache,
    task: tuple[Shard, tuple[SourceText, ...], Printed],
) -> tuple[Problem, ...]:
    """What of a share of the text is not in the PDF; of the edition, its style sheet is enough."""
    from anthology.check.collation import compare  # noqa: PLC0415
    from anthology.check.collation.pdf import PdfEdition  # noqa: PLC0415

    shard, sources, printed = task
    return compare.of_pdf(sources, PdfEdition(printed, edition, outlined), cache, shard)


def against_press(flavour: str, pdf: bytes) -> tuple[Problem, ...]:
    """What a press has against the PDF."""
    from anthology.pdf.press.preflight import preflight  # noqa: PLC0415

    return preflight(pdf, flavour)
