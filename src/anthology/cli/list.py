"""`anthology list`: what was found in the manuscripts."""

from __future__ import annotations

from anthology.cli.console import print_json, print_lines, print_problems
from anthology.cli.failures import reporting
from anthology.cli.options import HERE, AsJson, Project


def list_(project: Project = HERE, as_json: AsJson = False) -> None:
    """Show what was found in the manuscripts.

    Each review is listed in the order of the book, with its title, reviewer, work, rating and
    structure, and where each of them was found.
    """
    from anthology.project import survey

    with reporting("The manuscripts cannot be listed", as_json=as_json, every=True):
        catalogue, problems = survey(project)
    if as_json:
        print_json(catalogue.as_json())
    else:
        print_lines(catalogue.rows())
        print_problems(problems, every=True)
