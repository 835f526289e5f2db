"""The editions of a book, made: each step begins as soon as it can and is waited for late.

While workers set the pages, this process composes the e-book; while they make the furniture
and pack the e-book, it binds the PDFs; then they prove what is finished.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module

from anthology import compose, finishing, pdf
from anthology.book import Book
from anthology.edition import Edition
from anthology.epub import print_run
from anthology.epub.print_run import PrintRun
from anthology.pdf import cover
from anthology.report import NOWHERE, Problem, Refused, error
from anthology.shelf import Published
from anthology.workers import Failure
from anthology.workers.child import Result
from anthology.workshop import Workshop

FILE_NAMES = {  # after the book's slug
    "print": ".pdf",
    "screen": "-screen.pdf",
    "epub": ".epub",
    "kepub": ".kepub.epub",
    "azw3": ".azw3",
}
PDFS = ("print", "screen")
TOLD = "anthology.check.told"
WORK = (finishing.PACKER, finishing.PROVER)  # that waits for workers at the end
E_BOOKS = {"epub", "kepub", "azw3"}

_Proof = Callable[[], list[tuple[Problem, ...] | Failure]]  # begun in a worker


@dataclass(frozen=True)
class _Text:
    """An edition as composed, and what there is to say of it."""

    edition: Edition
    said: tuple[Problem, ...]


@dataclass(frozen=True)
class _Made:
    """Finished files by edition, and what there is to say of them."""

    files: dict[str, bytes] = field(repr=False)
    pages: int
    said: Callable[[], Iterator[Problem]]  # waits for their proofs; may raise Refused


def made(book: Book, editions: tuple[str, ...], shop: Workshop) -> Published:
    """Every edition asked for. Raises Refused where one cannot be made."""
    shop.workers.prepare(pdf.ENGINE)
    texts, settling = {}, {}
    for name in (name for name in PDFS if name in editions):
        texts[name], settling[name] = _begun(book, name, shop)
    shop.workers.prepare(*(WORK if texts else WORK[1:]))
    text = _composed(book, "epub", shop)
    packing = _begun_e_books(book, text, editions, shop) if E_BOOKS & set(editions) else None
    if texts:
        shop.workers.meanwhile(*(partial(import_module, name) for name in (*pdf.BINDER, TOLD)))
    placed = {name: settling.pop(name)() for name in texts}  # what was only on the way is let go
    own = print_run.written(text.edition, placed["print"]) if "print" in placed else ""
    run = print_run.of(text.edition, own or print_run.last(shop.store))
    e_books = packing(run) if packing else None
    all_ = [_bound(book, texts[name], placed.pop(name), shop) for name in texts]
    if e_books:
        all_.append(e_books())
    numbered = _page_list(run is not None, bool(own)) if own or packing else ""
    return _published(book, all_, numbered, own)


def _published(book: Book, all_: list[_Made], numbered: str, run: str) -> Published:
    names = {edition: book.slug + ending for edition, ending in FILE_NAMES.items()}
    return Published(
        {names[edition]: data for one in all_ for edition, data in one.files.items()},
        {names[edition]: one.pages for one in all_ if one.pages for edition in one.files},
        tuple(problem for one in all_ for problem in one.said()),
        numbered,
        run,
    )


def _composed(book: Book, name: str, shop: Workshop) -> _Text:
    edition, said = compose.compose(book, shop.style, shop.settings, name)
    return _Text(replace(edition, profile=b"" if name == "epub" else shop.profile), said)


def _begun(book: Book, name: str, shop: Workshop) -> tuple[_Text, Callable[[], pdf.Placed]]:
    """A PDF's text, and its pages, which workers have begun to set."""
    text = _composed(book, name, shop)
    return text, pdf.begun(text.edition, book, shop.settings, shop.workers, shop.store)


def _bound(book: Book, text: _Text, placed: pdf.Placed, shop: Workshop) -> _Made:
    """A PDF, and the proofs of it, which workers have begun."""
    from anthology.check import told  # noqa: PLC0415  while the pages are set

    printed, begin, is_new = placed.bound(), shop.workers.begin, placed.waits
    del placed  # its leaves are much for the workers to inherit
    parts = max(1, shop.workers.jobs) if is_new else 1  # much is new, or little
    edition = replace(text.edition, assets={}, sections=())  # much to send to a worker
    outlined = edition.name == "screen" or shop.settings.press.flavour in pdf.OUTLINED
    hold = partial(finishing.against_text, edition, outlined, shop.store)
    claimed = tuple(told.claims(book, text.edition))
    shares = [told.Share(number, parts) for number in range(parts)]
    tasks = [(share.of(claimed), share, printed) for share in shares]
    proofs = [begin(hold, tasks, modules=(finishing.PROVER,))]
    if edition.name == "print":
        proofs.append(
            begin(partial(finishing.against_press, shop.settings.press.flavour), [printed.pdf])
        )

    def said() -> Iterator[Problem]:
        yield from (*text.said, *printed.problems)
        for found in (found for proof in proofs for found in proof()):
            yield from _result(found, "the proof")

    return _Made({edition.name: printed.pdf}, printed.pages, said)


def _begun_e_books(
    book: Book, text: _Text, editions: tuple[str, ...], shop: Workshop
) -> Callable[[PrintRun | None], Callable[[], _Made]]:
    """The e-books, whose cover a worker draws; to be called with the print run.

    They are packed by a worker where this process has PDFs to bind meanwhile.
    """
    drawing = cover.begun(text.edition, shop.workers, shop.store)
    pack = _packed_there if set(PDFS) & set(editions) else _packed_here

    def begun(run: PrintRun | None) -> Callable[[], _Made]:
        packed = pack(book, text.edition, shop, drawing, run)

        def made() -> _Made:
            from anthology.epub import devices  # noqa: PLC0415  while they are packed

            data, more = packed()
            files, remarks = devices.made(data, editions)
            return _Made(dict(files), 0, lambda: iter((*text.said, *more, *remarks)))

        return made

    return begun


_Packed = Callable[[], tuple[bytes, tuple[Problem, ...]]]


def _packed_there(
    book: Book,
    edition: Edition,
    shop: Workshop,
    drawing: Callable[[], bytes],
    run: PrintRun | None,
) -> _Packed:
    """The EPUB and its proof, which a worker has begun."""
    pack = partial(finishing.packed, book, edition, shop.settings, shop.store)
    packing = shop.workers.begin(pack, [(drawing(), run)], modules=(finishing.PACKER,))

    def packed() -> tuple[bytes, tuple[Problem, ...]]:
        (result,) = packing()
        return _result(result, "the e-book")

    return packed


def _packed_here(
    book: Book,
    edition: Edition,
    shop: Workshop,
    drawing: Callable[[], bytes],
    run: PrintRun | None,
) -> _Packed:
    """The EPUB, and its proof, which workers have begun."""
    from anthology import epub  # noqa: PLC0415

    data, said = epub.publish(edition, book, shop.settings, drawing, run, store=shop.store)
    hold = partial(finishing.e_book_against_text, book, replace(edition, assets={}), shop.store)
    parts = max(1, shop.workers.jobs)
    shares = [(data, number, parts) for number in range(parts)]
    proof = shop.workers.begin(hold, shares, modules=(finishing.PROVER,))

    def packed() -> tuple[bytes, tuple[Problem, ...]]:
        return data, (*said, *(p for found in proof() for p in _result(found, "the proof")))

    return packed


def _result(result: Result | Failure, what: str) -> Result:
    """What a worker made. Raises Refused where it failed, which is a bug of ours."""
    if isinstance(result, Failure):
        raise Refused(error(NOWHERE, f"{what} {result.reason}", trace=result.trace))
    return result


def _page_list(numbered: bool, own: bool) -> str:
    if not numbered:
        return "without page numbers"
    return "with the print book's page numbers" if own else "with the last print run's page numbers"
