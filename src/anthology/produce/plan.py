"""The editions of a book, made: each step begins as soon as it can and is waited for late.

While workers set the pages, this process composes the e-book; while they make the furniture
and pack the e-book, it binds the PDFs; then they prove what is finished.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module

from anthology import compose, pdf
from anthology.book import Book
from anthology.edition import E_BOOKS, PDFS, Edition
from anthology.epub import print_run
from anthology.epub.print_run import PrintRun
from anthology.pdf.typeset import cover
from anthology.pool import Failure
from anthology.pool.worker import Result
from anthology.produce import steps
from anthology.produce.cache import Published
from anthology.produce.context import Workshop
from anthology.report import NOWHERE, Problem, Refused, error

FILE_NAMES = {  # after the book's slug
    "print": ".pdf",
    "screen": "-screen.pdf",
    "epub": ".epub",
    "kepub": ".kepub.epub",
    "azw3": ".azw3",
}
SHARE = 200  # sections, about, that one task proves: a worker has their texts in memory
TOLD = "anthology.check.collation.expected"  # imported while we would wait


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
    shop.pool.prepare(pdf.ENGINE)
    shop.pool.prepare(*_at_the_end(editions))
    texts, settling = {}, {}
    for name in PDFS:
        if name in editions:
            texts[name], settling[name] = _begun(book, name, shop)
    if texts:
        later = (*pdf.BINDER, TOLD)
        shop.pool.meanwhile(*(partial(import_module, name) for name in later))
    text = _composed(book, "epub", shop)
    e_books = _EBooks(book, text, editions, shop) if set(E_BOOKS) & set(editions) else None
    placed = {name: settling.pop(name)() for name in texts}  # what was only on the way is let go
    own = print_run.written(text.edition, placed["print"]) if "print" in placed else ""
    run = print_run.of(text.edition, own or print_run.last(shop.cache))
    packing = e_books.begun(run) if e_books else None
    if texts:
        shop.pool.prepare(steps.PREFLIGHT)
    all_ = [_bound(book, texts[name], placed.pop(name), shop) for name in texts]
    if e_books and packing:
        all_.append(e_books.made(packing))
    numbered = _page_list(run is not None, bool(own)) if own or e_books else ""
    return _published(book, all_, numbered, own)


def _at_the_end(editions: tuple[str, ...]) -> tuple[str, ...]:
    """What a worker can import at first, since it is not busy then, for what it does at the end."""
    return (steps.PACKER, steps.PROVER) if set(PDFS) & set(editions) else (steps.PROVER,)


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
    return text, pdf.begun(text.edition, book, shop.settings, shop.pool, shop.cache)


def _bound(book: Book, text: _Text, placed: pdf.Placed, shop: Workshop) -> _Made:
    """A PDF, and the proofs of it, which workers have begun."""
    from anthology.check.collation import expected  # noqa: PLC0415  while the pages are set

    printed, begin, is_new = placed.bound(), shop.pool.begin, placed.waits
    del placed  # its leaves are much for the workers to inherit
    parts = max(shop.pool.jobs, len(text.edition.sections) // SHARE, 1) if is_new else 1
    edition = replace(text.edition, assets={}, sections=())  # much to send to a worker
    outlined = edition.name == "screen" or shop.settings.press.flavour in pdf.OUTLINED
    hold = partial(steps.against_text, edition, outlined, shop.cache)
    sources = tuple(expected.source_texts(book, text.edition))
    tasks = [(shard, shard.of(sources), printed) for shard in expected.shards(parts)]
    proofs = [begin(hold, tasks, modules=(steps.PROVER,))]
    if edition.name == "print":
        proofs.append(
            begin(
                partial(steps.against_press, shop.settings.press.flavour),
                [printed.pdf],
                modules=(steps.PREFLIGHT,),
            )
        )

    def said() -> Iterator[Problem]:
        yield from (*text.said, *printed.problems)
        for proof in proofs:
            yield from _proved(proof())

    return _Made({edition.name: printed.pdf}, printed.pages, said)


_Packed = tuple[bytes, tuple[Problem, ...]]  # an EPUB, and what there is to say of it


class _EBooks:
    """The e-books, whose cover a worker draws."""

    def __init__(self, book: Book, text: _Text, editions: tuple[str, ...], shop: Workshop) -> None:
        self.book, self.text, self.editions, self.shop = book, text, editions, shop
        self.drawing = cover.submit(text.edition, shop.pool, shop.cache)

    def begun(self, run: PrintRun | None) -> Callable[[], _Packed]:
        """The EPUB with a print run's pages, and its proof: what comes back waits for them.

        It is packed by a worker where this process has PDFs to bind meanwhile.
        """
        return self._there(run) if set(PDFS) & set(self.editions) else self._here(run)

    def made(self, packing: Callable[[], _Packed]) -> _Made:
        """The editions of a packed EPUB."""
        from anthology.epub import devices  # noqa: PLC0415  while it is packed

        data, said = packing()
        files, remarks = devices.made(data, self.editions)
        return _Made(dict(files), 0, lambda: iter((*self.text.said, *said, *remarks)))

    def _there(self, run: PrintRun | None) -> Callable[[], _Packed]:
        shop = self.shop
        pack = partial(steps.packed, self.book, self.text.edition, shop.settings, shop.cache)
        tasks = [(self.drawing(), run)]
        packing = shop.pool.begin(pack, tasks, modules=(steps.PACKER,))
        return lambda: _result(packing()[0], "the e-book")

    def _here(self, run: PrintRun | None) -> Callable[[], _Packed]:
        from anthology import epub  # noqa: PLC0415
        from anthology.check.collation import expected  # noqa: PLC0415

        shop, edition = self.shop, self.text.edition
        data, said = epub.publish(
            edition, self.book, shop.settings, self.drawing, run, cache=shop.cache
        )
        bare = replace(edition, assets={})
        hold = partial(steps.e_book_against_text, self.book, bare, shop.cache)
        tasks = [(shard, data) for shard in expected.shards(max(1, shop.pool.jobs))]
        proof = shop.pool.begin(hold, tasks, modules=(steps.PROVER,))
        return lambda: (data, (*said, *_proved(proof())))


def _proved(results: Iterable[tuple[Problem, ...] | Failure]) -> Iterator[Problem]:
    """What proofs have found."""
    for found in results:
        yield from _result(found, "the proof")


def _result(result: Result | Failure, what: str) -> Result:
    """What a worker made. Raises Refused where it failed, which is a bug of ours."""
    if isinstance(result, Failure):
        raise Refused(error(NOWHERE, f"{what} {result.reason}", trace=result.trace))
    return result


def _page_list(numbered: bool, own: bool) -> str:
    if not numbered:
        return "without page numbers"
    return "with the print book's page numbers" if own else "with the last print run's page numbers"
