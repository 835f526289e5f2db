"""`anthology list`: what was found in the manuscripts."""

from __future__ import annotations

import typer

from anthology.cli.options import HERE, AsCsv, AsJson, Project, Verbose
from anthology.cli.screen.console import print_json, print_lines, print_problems
from anthology.cli.screen.failures import MISTAKE, reporting
from anthology.report import Severity


def list_(
    project: Project = HERE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    verbose: Verbose = False,
) -> None:
    """Show what was found in the manuscripts.

    Each review is listed in the order of the book, with its title, reviewer, work, rating and
    structure, and where each of them was found. Those that cannot be read are named below,
    with the reason.
    """
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
