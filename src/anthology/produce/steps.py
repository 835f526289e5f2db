"""The steps of production: what this process does of them, and what workers do.

Each imports what it needs in its own body: large modules are imported when they are needed,
or a little ahead, in a process that would only wait (see `pool/imports.py`).
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from anthology.check.tasks import check_press
from anthology.context import Context
from anthology.edition import Edition, PageStarts, Printed, Product
from anthology.pdf.typeset.tasks import cover as draw
from anthology.pdf.typeset.tasks import face as unite_face
from anthology.pdf.typeset.tasks import furniture as typeset_furniture
from anthology.pdf.typeset.tasks import typeset as typeset_section
from anthology.pool import Failure, Pending
from anthology.produce.tomes import Each, of_books
from anthology.report import NOWHERE, Place, Problem, Refused, error

if TYPE_CHECKING:  # a worker starts sooner without them
    from anthology.book import Book
    from anthology.cache import Cache
    from anthology.config import Settings
    from anthology.pdf.model import Face
    from anthology.pdf.pipeline import Furniture, Paginated, Typeset

__all__ = ["draw", "typeset_furniture", "typeset_section", "unite_face"]
Result = TypeVar("Result")
PICTURE = re.compile(r'src="pictures/([^"]+)"')


@dataclass(frozen=True)
class Text:
    """An edition as composed."""

    edition: Edition
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class PageNumbers:
    """The page numbers that an e-book can show."""

    starts: PageStarts | None  # None: none
    print_run: str  # those of this build, encoded; "" where no print book is built


@dataclass(frozen=True)
class Findings:
    """What a check has found."""

    problems: tuple[Problem, ...]


def compose(name: str, context: Context) -> Text:
    """The text of the edition of that name."""
    from anthology.compose import compose as run
    from anthology.produce.strangers import within_limits
    from anthology.produce.texts import remembered

    with remembered(context, name) as shelf:
        work = partial(run, context.book, context.style, context.settings, name, shelf)
        edition, problems = within_limits(context, work)
    return Text(replace(edition, profile=b"" if name == "epub" else context.profile), problems)


def typeset(context: Context, text: Text) -> Pending[Typeset]:
    """The sections that show no page numbers, typeset."""
    from anthology.pdf.pipeline import Job
    from anthology.pdf.pipeline import typeset as run
    from anthology.produce.ahead import keep

    job = Job(text.edition, context.book, context.settings, context.pool, context.cache)
    return run(job).then(partial(keep, context))


def typeset_lists(_: Context, text: Typeset) -> Pending[Typeset]:
    """The sections that show page numbers too, with those that are likely."""
    from anthology.pdf.pipeline import typeset_lists as run

    return run(text)


def furnish_ahead(_: Context, text: Typeset) -> Pending[bool]:
    """Folios and running heads for the pages that the sections are likely to get."""
    from anthology.pdf.pipeline import furnish_ahead as run

    return run(text)


def number(_: Context, text: Typeset) -> Paginated:
    """All sections with true page numbers."""
    from anthology.pdf.pipeline import number as run

    return run(text)


def furnish(_: Context, pages: Paginated, _ahead: bool) -> Pending[Furniture]:
    """Folios and running heads; those set ahead are in the cache."""
    from anthology.pdf.pipeline import furnish as run

    return run(pages)


def fonts(_: Context, pages: Paginated, furniture: Furniture) -> Pending[dict[str, Face]]:
    """The subsets of the fonts that all pages share."""
    from anthology.pdf.pipeline import fonts as run

    return run(pages, furniture)


def bind(
    _: Context, pages: Paginated, furniture: Furniture, faces: dict[str, Face]
) -> Printed | Each[Printed]:
    """The finished PDF, or that of each tome."""
    from anthology.pdf.finish import bind as run

    found, tomes = run(pages, furniture, faces), pages.text.job.tomes
    return Each(found, tomes) if tomes else found[0]


def preflight(context: Context, printed: Printed) -> Pending[Findings]:
    """What a press would object to in the PDF."""
    from anthology.press.rules import page_objections

    press = context.settings.press
    objections = tuple(page_objections(context.settings, printed.pages))
    where = (context.cache, context.volume)
    work = partial(check_press, press.flavour, press.preset, _illustrated(context.book), where)
    checked = context.pool.submit(work, [printed])
    return checked.then(findings).then(lambda found: Findings((*objections, *found.problems)))


def _illustrated(book: Book) -> dict[tuple[int, int], Place]:
    """The manuscripts that have pictures, by the sizes of these in pixels."""
    found = {}
    for review in book.reviews if book.pictures else ():
        for name in PICTURE.findall(review.body.xhtml):
            if picture := book.pictures.get(name):
                found[picture.width, picture.height] = review.place
    return found


def page_numbers(context: Context, text: Text, pages: Paginated | None) -> PageNumbers:
    """The page numbers of the print book of this build, or else of the last that was built."""
    from anthology.epub import print_run

    if pages:
        return PageNumbers(pages.page_starts, print_run.encode(text.edition, pages.page_starts))
    last = print_run.last(context.cache, context.settings.volume)
    return PageNumbers(print_run.decode(text.edition, last), "")


def draw_cover(context: Context, text: Text) -> Pending[bytes]:
    """The cover of the e-book, a JPEG."""
    from anthology.pdf.typeset.cover import draw as run

    return run(text.edition, context.pool, context.cache)


def pack(context: Context, text: Text, numbers: PageNumbers, cover: Pending[bytes]) -> Product:
    """The EPUB; its cover is waited for last."""
    from anthology.epub.pipeline import publish as run

    book, settings, cache = context.book, context.settings, context.cache
    return Product(*run(text.edition, book, settings, cover.result, numbers.starts, cache))


def pack_in_worker(
    context: Context, text: Text, numbers: PageNumbers, cover: Pending[bytes]
) -> Pending[Product]:
    """The EPUB, proved, while this process binds PDFs."""
    work = partial(pack_epub, context.book, text.edition, context.settings, context.cache)
    packing = context.pool.submit(work, [(cover.result(), numbers.starts)])
    return packing.then(lambda results: _succeeded(results[0], "the e-book"))


def pack_epub(
    book: Book,
    edition: Edition,
    settings: Settings,
    cache: Cache,
    task: tuple[bytes, PageStarts | None],
) -> Product:
    """The EPUB with that cover and those page numbers, proved by whoever packs it."""
    from anthology.check.collation.compare import of_epub
    from anthology.check.collation.epub import EpubEdition
    from anthology.check.collation.expected import source_texts
    from anthology.epub.pipeline import publish as run

    cover, starts = task
    data, problems = run(edition, book, settings, cover, starts, cache)
    texts = tuple(source_texts(book, edition))
    found = of_epub(texts, EpubEdition.of(data, edition, texts, settings.volume), cache)
    return Product(data, (*problems, *found))


def kepub(_: Context, epub: Product) -> Product:
    """The EPUB as Kobo's readers like it."""
    from anthology.epub.devices.kepub import converted

    return Product(converted(epub.data))


def azw3(_: Context, epub: Product) -> Product:
    """The EPUB as Kindle's readers take it. Raises Refused without calibre."""
    from anthology.epub.devices.azw3 import calibre, converted

    return Product(*converted(epub.data, calibre()))


def describe(context: Context, printed: Printed | Each[Printed], epub: Product) -> Product:
    """ONIX of the editions with an ISBN, JSON-LD and MARC. Raises Refused where none has one."""
    from anthology.trade import json_ld, marc
    from anthology.trade.onix import Message
    from anthology.trade.product import products

    book, settings = context.book, context.settings
    found = products(book, settings, tuple(of_books(book, printed)), epub)
    beside = {
        json_ld.ENDING: json_ld.encoded(book, found),
        marc.ENDING: marc.encoded(book, found, settings.copyright.edition),
    }
    return Product(Message(book, settings, found).encoded(), beside=beside)


def findings(results: list[tuple[Problem, ...] | Failure]) -> Findings:
    found = (_succeeded(each, "the proof") for each in results)
    return Findings(tuple(problem for problems in found for problem in problems))


def _succeeded(result: Result | Failure, what: str) -> Result:
    """A worker's result. Raises Refused where it failed, which is a bug of ours."""
    if isinstance(result, Failure):
        raise Refused(error(NOWHERE, f"{what} {result.reason}", trace=result.trace))
    return result
