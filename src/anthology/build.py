"""THE PIPELINE: load -> arrange -> compose -> publish -> check -> save. Read this first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from anthology import arrange, config, draft, load, release, save, style
from anthology.book import Book
from anthology.cache import Cache
from anthology.catalogue import Catalogue
from anthology.config import Settings
from anthology.edition import PDFS
from anthology.load.project.files import Door
from anthology.pool import Pool
from anthology.pool.executor import ExecutorPool
from anthology.produce.context import Workshop
from anthology.produce.publish import publish
from anthology.produce.steps import PACKER
from anthology.report import Problem, Refused, Severity, ordered

if TYPE_CHECKING:
    from anthology.produce.cache import Published

EDITIONS = ("epub", "print")  # what is built when nobody says which
OUTPUT = "books"
CACHE = ".anthology"


@dataclass(frozen=True)
class Order:
    """What is asked for: a project and how to build it."""

    root: Path
    output: Path | None = None  # None: root/books
    editions: tuple[str, ...] = EDITIONS
    style: str = ""  # "": what anthology.toml says
    jobs: int | None = None  # None: the usable cores
    strict: bool = False
    release: bool = False
    keep_going: bool = False
    epoch: str = ""  # SOURCE_DATE_EPOCH, "" when not set


@dataclass(frozen=True)
class Built:
    """What a build made."""

    book: Book = field(repr=False)
    files: Mapping[Path, int]  # the books and their sizes in bytes
    pages: Mapping[str, int]  # of the PDFs, by file name
    problems: tuple[Problem, ...] = ()
    page_list: str = ""  # of the e-books: whose page numbers they have, in words

    @property
    def left_out(self) -> bool:
        """Whether the draft lacks a review (`keep_going`)."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def build(order: Order, hands: Pool | Executor | None = None) -> Built:
    """Build the editions that are ordered and save them together.

    `hands` are workers that were begun before, or an executor that takes the place of our
    own processes: one of processes, here or elsewhere.
    Raises Refused with every problem of the stage that could not go on; nothing is saved
    then, and earlier books stay as they were.
    """
    folder = order.output or order.root / OUTPUT
    if not isinstance(hands, Pool):
        hands = Pool(order.jobs) if hands is None else ExecutorPool(hands)
    with hands as pool, save.output(folder) as output:
        cache = Cache(order.root / CACHE)
        manuscripts = read(order, pool, cache)
        settings, book = manuscripts.settings, manuscripts.book
        look = style.load(settings.style.name, order.root)
        shop = Workshop(settings, look, pool, cache, _profile(order, settings))
        book, published, left_out = _published(book, shop, order)
        problems = ordered([*manuscripts.problems, *published.problems, *left_out])
        files = output.save(published.files)
        cache.trim()
    sizes = {path: len(published.files[path.name]) for path in files}
    return Built(book, sizes, published.pages, problems, published.page_list)


def _published(book: Book, shop: Workshop, order: Order) -> tuple[Book, Published, list[Problem]]:
    """The book as published, and the errors of what a draft leaves out. Raises Refused."""
    left_out: list[Problem] = []
    while True:
        try:
            published = publish(book, order.editions, shop)
            proceed(published.problems, replace(order, keep_going=False))
        except Refused as refused:
            if not order.keep_going:
                raise
            book = draft.book(book, refused.problems)
            left_out += (p for p in refused.problems if p.severity is Severity.ERROR)
        else:
            return book, published, left_out


@dataclass(frozen=True)
class Manuscripts:
    """A project, read and arranged."""

    settings: Settings
    book: Book = field(repr=False)
    left_out: Mapping[str, int]  # reason -> number of files
    problems: tuple[Problem, ...]


def read(order: Order, pool: Pool, cache: Cache) -> Manuscripts:
    """The project's settings and its book, with all that is doubtful. Raises Refused."""
    settings, said = config.read(order.root)
    settings = _as_ordered(settings, order)
    if order.editions:
        pool.meanwhile(*(partial(import_module, name) for name in _needed(order.editions)))
        pool.meanwhile(partial(_compiled, order.root, settings.style.name))
    if settings.book.release and order.keep_going:
        raise draft.refuse_release()
    loaded = load.load(order.root, settings, pool, cache)
    if order.keep_going:
        loaded = draft.loaded(loaded)
    book, doubts = arrange.arrange(loaded, settings, order.epoch)
    problems = [*said, *loaded.problems, *doubts]
    if settings.book.release:
        asked = release.release(book, problems)
        problems = [*asked, *(problem for problem in problems if not problem.question)]
    return Manuscripts(settings, book, loaded.left_out, proceed(problems, order))


def _needed(editions: tuple[str, ...]) -> Iterator[str]:
    """The modules that this process makes the editions with."""
    yield "anthology.produce.plan"
    if not set(PDFS) & set(editions):  # else a worker packs the e-book
        yield PACKER


def _compiled(root: Path, name: str) -> None:
    """Have the style's templates ready; what is wrong with it is said when it is used."""
    from anthology.compose import templates  # noqa: PLC0415  not where nothing is composed

    with suppress(Refused):
        templates.prepare(style.load(name, root))


def _profile(order: Order, settings: Settings) -> bytes:
    """The ICC profile that [press] names, b"" where it names none. Raises Refused."""
    path = settings.press.profile
    return Door(order.root, settings.limits).read(path) if path else b""


def survey(root: Path) -> tuple[Catalogue, tuple[Problem, ...]]:
    """What `anthology list` shows of a project, and every problem. Raises Refused."""
    with Pool() as pool:
        found = read(Order(root, editions=()), pool, Cache(None))
    return Catalogue(found.book, found.left_out), found.problems


def proceed(problems: Iterable[Problem], order: Order) -> tuple[Problem, ...]:
    """The problems in order, where the book survives them all; else raises Refused.

    A draft (`keep_going`) survives the errors of single pieces.
    """
    told = ordered(problems)
    if order.keep_going and not order.strict:
        draft.proceed(told)
        return told
    fatal = Severity.WARNING if order.strict else Severity.ERROR
    if any(problem.severity >= fatal for problem in told):
        raise Refused(*told)
    return told


def _as_ordered(settings: Settings, order: Order) -> Settings:
    """The settings with what the command line says instead."""
    book = settings.book.model_copy(update={"release": settings.book.release or order.release})
    look = settings.style.model_copy(update={"name": order.style or settings.style.name})
    return settings.model_copy(update={"book": book, "style": look})
