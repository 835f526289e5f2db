"""`anthology build`: the books of a project."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from anthology.cli.options import HERE, AsJson, Project, Style, Verbose, style_here
from anthology.cli.screen.console import (
    built_json,
    print_json,
    print_lines,
    print_problems,
    summary,
)
from anthology.cli.screen.events import Events
from anthology.cli.screen.failures import books_are_saved, reporting
from anthology.cli.screen.progress import progress_bar
from anthology.report import Refused

if TYPE_CHECKING:
    from anthology.build import Built
    from anthology.pool import Pool
    from anthology.produce.plan import Progress
    from anthology.project import Order

EVERY = "all"  # volumes
DRAFT = 3  # exit code: built, with pieces left out


class BuildCommand(TyperCommand):
    """The command with the editions in its help; they are imported for that alone."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the options."""
        from anthology.produce.editions import BUILT_IN

        *others, last = (f"{kind.name} ({kind.about})" for kind in BUILT_IN)
        option = next(option for option in self.params if option.name == "edition")
        option.help = f"{', '.join(others)} or {last}; repeat it for several."  # type: ignore[attr-defined]
        super().format_options(ctx, formatter)


def build(  # noqa: PLR0913, PLR0917 - a command line has as many options as it has
    project: Project = HERE,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            help="Write the books to this folder.",
            show_default="PROJECT/books",
        ),
    ] = None,
    edition: Annotated[
        list[str] | None,
        typer.Option("--edition", "-e", metavar="NAME", show_default="epub and print"),
    ] = None,
    style: Style = "",
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            metavar="N",
            min=0,
            help="Number of worker processes; 0: work in this process.",
            show_default="the usable cores",
        ),
    ] = None,
    cluster: Annotated[
        str,
        typer.Option(
            "--cluster",
            metavar="ADDRESS",
            envvar="DASK_SCHEDULER_ADDRESS",
            help="Have the workers of this Dask scheduler typeset: tcp://HOST:8786.",
            show_default=False,
        ),
    ] = "",
    volume: Annotated[
        list[str] | None,
        typer.Option(
            "--volume",
            metavar="NAME",
            help="Build the volume of volumes/NAME.toml; “all” builds each; repeat it for several.",
        ),
    ] = None,
    press: Annotated[
        list[str] | None,
        typer.Option(
            "--press",
            metavar="PRESET",
            help="The press, one of “anthology presses”; of several each has a folder of its own.",
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")] = False,
    release: Annotated[
        bool,
        typer.Option(
            "--release", help="Refuse while a permission, rating or picture's text is unsettled."
        ),
    ] = False,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Build a draft without the reviews that fail.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite files that Anthology did not write.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print problems only.")] = False,
    verbose: Verbose = False,
    as_json: AsJson = False,
    json_lines: Annotated[
        bool,
        typer.Option("--json-lines", help="Print events as they happen, a JSON object a line."),
    ] = False,
    plan: Annotated[
        bool, typer.Option("--plan", help="Print the steps of the build, and build nothing.")
    ] = False,
) -> None:
    """Build the book: PROJECT/books/<title>.epub and .pdf."""
    if plan:
        _print_plan(_editions(edition))
        raise typer.Exit
    show = Show(as_json=as_json, quiet=quiet, verbose=verbose, json_lines=json_lines)
    with show.reporting(), _pool(jobs, cluster) as pool:
        from anthology.project import Order

        order = Order(
            root=project,
            output=output,
            editions=_editions(edition),
            style=style_here(style),
            jobs=jobs,
            strict=strict,
            release=release,
            keep_going=keep_going,
            force=force,
            epoch=os.environ.get("SOURCE_DATE_EPOCH", ""),
        )
        orders = [each for one in _presses(order, press) for each in _volumes(one, volume)]
        codes = [_built(each, pool, show) for each in orders]
    raise typer.Exit(max(codes))


@dataclass(frozen=True)
class Show:
    """How the result is printed; with --json, one object for each volume."""

    as_json: bool
    quiet: bool
    verbose: bool
    json_lines: bool = False

    def reporting(self, volume: str = "") -> AbstractContextManager[None]:
        """Print a refusal, and end the command with its exit code."""
        outcome = f"The volume {volume} was not built" if volume else "No book was built"
        return reporting(
            outcome,
            as_json=self.as_json,
            every=self.verbose,
            result={"books": []},
            events=Events(volume) if self.json_lines else None,
        )

    @contextmanager
    def progress(self, volume: str) -> Iterator[Progress]:
        """What is called as each step ends."""
        if self.json_lines:
            yield Events(volume).step
            return
        with progress_bar(wanted=not self.quiet and not self.as_json) as bar:
            yield bar

    def built(self, built: Built, volume: str) -> None:
        """Print what was built."""
        if self.json_lines:
            Events(volume).problems(built.problems)
            Events(volume).saved(built)
        elif self.as_json:
            print_json(built_json(built))
        else:
            _print_built(built, quiet=self.quiet, verbose=self.verbose)


@contextmanager
def _pool(jobs: int | None, address: str) -> Iterator[Pool]:
    """The processes that work for all books, or a cluster. Raises Refused."""
    from anthology import pdf
    from anthology.pool import Pool

    if address:
        from anthology.cluster import cluster

        with cluster(address, jobs) as shared:
            yield shared
            print_problems(shared.problems)
        return
    with Pool(jobs) as own:
        pdf.warm_up(own)  # half a second, beside our own imports
        yield own


def _presses(order: Order, names: Sequence[str] | None) -> tuple[Order, ...]:
    """The order for each press that is named; the books of several go to folders of their names.

    Raises Refused where there is no such press, before anything is built.
    """
    from anthology.press import destination

    wanted = tuple(dict.fromkeys(names or [""]))
    for name in filter(None, wanted):
        destination(name)
    return tuple(replace(order, press=name, apart=len(wanted) > 1) for name in wanted)


def _volumes(order: Order, names: Sequence[str] | None) -> tuple[Order, ...]:
    """The order for each volume that is named, or for the book of the whole project."""
    from anthology.config.volumes import names as all_names

    wanted = dict.fromkeys(names or [""])
    if EVERY in wanted:
        wanted = dict.fromkeys(all_names(order.root)) or {"": None}
    return tuple(replace(order, volume=name) for name in wanted)


def _built(order: Order, pool: Pool, show: Show) -> int:
    """Build a book and print what came of it; the exit code."""
    try:
        with show.reporting(order.volume):
            from anthology.build import build as build_book

            with show.progress(order.volume) as progress:
                built = build_book(order, pool, progress)
        books_are_saved()
        show.built(built, order.volume)
        code, draft = (DRAFT if built.left_out and order.keep_going else 0), bool(built.left_out)
    except typer.Exit as ended:
        code, draft = ended.exit_code, False
    if show.json_lines:
        Events(order.volume).end(code, draft=draft)
    return code


def _editions(names: Sequence[str] | None) -> tuple[str, ...]:
    """The editions to build, each once. Raises BadParameter for an unknown one."""
    from anthology.produce.editions import kind
    from anthology.project import EDITIONS

    try:
        return tuple(dict.fromkeys(kind(name).name for name in names or EDITIONS))
    except Refused as refused:
        (problem,) = refused.problems
        words = f"{problem.message}. {problem.hint}"
        raise typer.BadParameter(words, param_hint="--edition") from None


def _print_plan(editions: tuple[str, ...]) -> None:
    from anthology.produce.plan import table
    from anthology.produce.run import plan_of

    print_lines(table(plan_of(editions)))


def _print_built(built: Built, *, quiet: bool, verbose: bool) -> None:
    print_problems(
        [p for p in built.problems if verbose or p.severity or (p.of_the_book and not quiet)],
        every=verbose,
    )
    if not quiet:
        print_lines(summary(built))
