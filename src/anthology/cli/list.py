"""`anthology list`: what was found in the manuscripts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from anthology.cli.options import HERE, AsCsv, AsJson, Project, Verbose
from anthology.cli.screen.console import print_json, print_lines, print_problems
from anthology.cli.screen.failures import MISTAKE, reporting
from anthology.report import Severity, counted

Pictures = Annotated[
    bool, typer.Option("--pictures", help="List the pictures as they will be printed.")
]
Presses = Annotated[
    list[str] | None,
    typer.Option("--press", metavar="PRESET", help="The press for --pictures; repeat it."),
]


def list_(  # noqa: PLR0913, PLR0917 - a command line has as many options as it has
    project: Project = HERE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    pictures: Pictures = False,
    press: Presses = None,
    verbose: Verbose = False,
) -> None:
    """Show what was found in the manuscripts.

    Each review is listed in the order of the book, with its title, reviewer, work, rating and
    structure, and where each of them was found. Those that cannot be read are named below,
    with the reason.

    --pictures lists the pictures instead: pixels and colours, the size in print, the resolution,
    and what the press says. The print book is set for it, as a build would.
    """
    if pictures:
        _print_pictures(project, press or [], as_json=as_json, verbose=verbose)
        raise typer.Exit
    from anthology.project import survey

    with reporting("The manuscripts cannot be listed", as_json=as_json, every=verbose):
        catalogue, problems = survey(project)
    if as_csv:
        print_lines(catalogue.as_csv().splitlines())
    elif as_json:
        print_json({**catalogue.as_json(), "problems": [p.as_json() for p in problems]})
    else:
        print_lines(catalogue.rows())
        print_problems([p for p in problems if verbose or p.severity], every=verbose)
    failed = any(problem.severity is Severity.ERROR for problem in problems)
    raise typer.Exit(MISTAKE if failed else 0)


def _print_pictures(project: Path, presses: Sequence[str], *, as_json: bool, verbose: bool) -> None:
    from anthology.illustrations import illustrations
    from anthology.project import Order

    with reporting("The pictures cannot be listed", as_json=as_json, every=verbose):
        found = illustrations(Order(project), presses)
    if as_json:
        print_json({"pictures": [each.as_json() for each in found]})
    else:
        print_lines(line for each in found for line in each.lines())
        print_lines([counted(len(found), "picture")])
