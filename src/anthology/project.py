"""A project is read: its settings, its manuscripts, arranged as a book, and what is doubtful."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from anthology import arrange, config, draft, load, release, save, style
from anthology.book import CROSS_REFERENCE, Book
from anthology.cache import FOLDER as CACHE
from anthology.cache import Cache
from anthology.catalogue import Catalogue, of_exports
from anthology.config import Settings
from anthology.load.project.classify import BACK, FRONT, MANUSCRIPTS, REVIEWERS
from anthology.load.project.files import ProjectFiles
from anthology.load.project.model import Skipped
from anthology.pool import Pool
from anthology.press import destination, rules
from anthology.report import NOWHERE, Problem, Refused, Severity, error, ordered

EDITIONS = ("epub", "print")  # what is built by default
UPLOAD = "upload"  # the edition whose files lie in a folder of the press


@dataclass(frozen=True)
class Order:
    """What is wanted: a project and how to build it."""

    root: Path
    output: Path | None = None  # None: root/books
    editions: tuple[str, ...] = EDITIONS
    style: str = ""  # "": what anthology.toml names
    press: str = ""  # a preset; "": what anthology.toml names
    apart: bool = False  # whether the press has a folder of its own in the output folder
    jobs: int | None = None  # None: the usable cores
    volume: str = ""  # a book of the project with settings of its own; "": the project's own
    strict: bool = False
    release: bool = False
    keep_going: bool = False
    force: bool = False  # whether files that no build wrote are overwritten
    epoch: str = ""  # SOURCE_DATE_EPOCH, "" when not set
    bare: bool = False  # a draft because the folder has no settings: some review must be sound


@dataclass(frozen=True)
class Project:
    """A project, read and arranged."""

    settings: Settings
    book: Book = field(repr=False)
    skipped: tuple[Skipped, ...]
    problems: tuple[Problem, ...]
    usable: bool = True  # whether its settings are right
    exports: tuple[str, ...] = ()  # what a first draft is made from, where nothing else is there


def read(order: Order, pool: Pool, cache: Cache) -> Project:
    """The project's settings, its book and its warnings. Raises Refused with its errors."""
    project = _read(order, pool, cache)
    try:
        if not project.usable:
            raise Refused(*project.problems)
        problems = proceed(project.problems, order)
        refuse_empty_draft(project.book, problems, order)
    except Refused as refused:
        raise Refused(*refused.problems, *_of_files(order, project.settings)) from None
    return replace(project, problems=problems)


def _of_files(order: Order, settings: Settings) -> Iterator[Problem]:
    """The mistakes in the files that settings name, which are read after the manuscripts."""
    for load_one in (
        partial(style.load, settings.style.name, order.root),
        partial(press_profile, order, settings),
    ):
        try:
            load_one()
        except Refused as refused:
            yield from refused.problems


def refuse_empty_draft(book: Book, problems: Collection[Problem], order: Order) -> None:
    """Raises Refused where nobody asked for a draft and no review in it is sound."""
    wrong = {p.place.path for p in problems if p.severity is Severity.ERROR}
    sound = (r for r in book.reviews if not r.body.placeholder and r.place.path not in wrong)
    if order.bare and not any(sound):
        raise Refused(*problems)


def settled(order: Order) -> Order:
    """The order as it is carried out: a folder without settings becomes a draft.

    Who has written no anthology.toml yet wants to see something: what cannot be printed is
    marked in the draft, and named, instead of ending the build.
    """
    bare = not (order.root / config.FILE).exists() and not order.strict and not order.release
    return replace(order, keep_going=True, bare=True) if bare and not order.keep_going else order


def output_folder(order: Order) -> Path:
    """Where the books go. Raises Refused for the cache and where manuscripts are read from."""
    folder = order.output or order.root / save.FOLDER
    for name in (MANUSCRIPTS, FRONT, BACK, REVIEWERS, CACHE):
        if folder.resolve().is_relative_to((order.root / name).resolve()):
            message = f"books cannot be written to {folder}, which is part of {name}/"
            hint = "Give another folder with --output, or leave it out: books/ is the usual one."
            raise Refused(error(NOWHERE, message, hint))
    return folder / _press_folder(order) / order.volume


def _press_folder(order: Order) -> str:
    """The folder of a press's own, where what it is sent lies together; "" for none."""
    if not order.apart and UPLOAD not in order.editions:
        return ""
    settings, _ = config.read_in_part(order.root, order.volume)
    name = order.press or settings.press.preset
    if not name:
        message = "no press is named that the upload is for"
        hint = "Name one with --press or as preset in [press]; “own” is one by the values there."
        raise Refused(error(settings.place("press"), message, hint))
    destination(name, settings.place("press", "preset"))
    return name


def _read(order: Order, pool: Pool, cache: Cache) -> Project:
    """The same with its errors among the problems, if it can be arranged at all."""
    settings, problems = _settings(order)
    if settings.book.release and order.keep_going:
        raise draft.refuse_release()
    if order.editions:
        pool.when_idle(partial(_prepare, order, settings, pool, cache))
    loaded, exports = _loaded(order, settings, pool, cache)
    if order.keep_going:
        loaded = draft.loaded(loaded)
    book, doubts = arrange.arrange(loaded, settings, order.epoch)
    book = _with_names(book)
    found = [*problems, *rules.objections(settings), *loaded.problems, *doubts]
    if config.is_wrong(problems):  # what else is doubtful may follow from that
        found = [problem for problem in found if problem.severity is Severity.ERROR]
        return Project(settings, book, loaded.skipped, ordered(found), usable=False)
    if settings.book.release:
        open_questions = release.release(book, found)
        found = [*open_questions, *(problem for problem in found if not problem.question)]
    return Project(settings, book, loaded.skipped, ordered(found), exports=exports)


def _with_names(book: Book) -> Book:
    """The book with words in links that have none."""
    bodies = [each.body for each in book.reviews]
    bodies += [each.body for each in (*book.front, *book.back)]
    if not any(_refers(each.xhtml) for each in bodies):
        return book
    from anthology.compose.links import cross_references  # noqa: PLC0415  seldom, and large

    return cross_references.named(book)


def _refers(xhtml: str) -> bool:
    """Whether a text has a reference that may have no words."""
    return f'class="{CROSS_REFERENCE}"' in xhtml


def _loaded(
    order: Order, settings: Settings, pool: Pool, cache: Cache
) -> tuple[load.Loaded, tuple[str, ...]]:
    """What the project holds; where that is only exports, their reviews, and their paths."""
    loaded = load.load(order.root, settings, pool, cache)
    if loaded.reviews or settings.written or order.strict or order.release:
        return loaded, ()
    from anthology.imports import first_draft  # noqa: PLC0415  large, and for exports alone

    return first_draft.drafted(loaded, order.root, settings, pool, cache)


def _settings(order: Order) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings as they are ordered, as far as they are right, and their problems."""
    settings, problems = config.read_in_part(order.root, order.volume)
    settings = _as_ordered(settings, order)
    try:
        return rules.applied(settings), problems
    except Refused as refused:
        press = settings.press.model_copy(update={"preset": ""})
        unruled = settings.model_copy(update={"press": press})
        return unruled, ordered([*problems, *refused.problems])


def survey(root: Path) -> tuple[Catalogue, tuple[Problem, ...]]:
    """What `anthology list` shows of a project, and every problem, errors among them.

    Raises Refused where the settings, or all manuscripts, cannot be read.
    """
    with Pool() as pool:
        order = Order(root, editions=())
        found = _read(order, pool, Cache(None))
    if not found.book.reviews:
        proceed(found.problems, order)
    volumes, wrong = _volumes(root, found.book)
    catalogue = Catalogue(found.book, found.skipped, volumes, of_exports(root, found.exports))
    return catalogue, ordered([*found.problems, *wrong])


def _volumes(root: Path, book: Book) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """The manuscripts of each volume, and the mistakes in their settings."""
    volumes: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for name in config.volumes.names(root):
        try:
            settings, _ = config.read(root, name)
        except Refused as refused:
            problems += refused.problems
            continue
        chosen = arrange.selected(book.reviews, settings.select)
        volumes[name] = tuple(review.place.path for review in chosen)
    return volumes, problems


def press_profile(order: Order, settings: Settings) -> bytes:
    """The ICC profile that [press] names, b"" where it names none. Raises Refused."""
    path = settings.press.profile
    return ProjectFiles(order.root, settings.limits).read(path) if path else b""


def proceed(problems: Iterable[Problem], order: Order) -> tuple[Problem, ...]:
    """The problems in order, where the book survives them all; else raises Refused.

    A draft (`keep_going`) survives the errors of single pieces.
    """
    found = ordered(problems)
    if order.keep_going and not order.strict:
        draft.proceed(found)
        return found
    fatal = Severity.WARNING if order.strict else Severity.ERROR
    if any(problem.severity >= fatal for problem in found):
        raise Refused(*found)
    return found


def _as_ordered(settings: Settings, order: Order) -> Settings:
    """The settings, overruled by what the command line says."""
    book = settings.book.model_copy(update={"release": settings.book.release or order.release})
    look = settings.style.model_copy(update={"name": order.style or settings.style.name})
    press = settings.press.model_copy(update={"preset": order.press or settings.press.preset})
    return settings.model_copy(update={"book": book, "style": look, "press": press})


def _prepare(order: Order, settings: Settings, pool: Pool, cache: Cache) -> None:
    """A style sheet, imports and templates for production, while manuscripts are read."""
    from anthology.compose import templates  # noqa: PLC0415  not where nothing is composed
    from anthology.produce import ahead  # noqa: PLC0415

    with suppress(Refused):  # errors are reported when the style is loaded in earnest
        look = style.of(settings.style, order.root)
        pages = ahead.Pages(order.editions, look, settings, press_profile(order, settings))
        ahead.read_style_sheet(pages, pool, cache)
        pool.when_idle(*templates.warm_up(look))
    pool.when_idle(partial(_import_ahead, order, pool))


def _import_ahead(order: Order, pool: Pool) -> None:
    from anthology.produce.run import import_ahead, plan_of  # noqa: PLC0415  large

    import_ahead(pool, plan_of(order.editions))
