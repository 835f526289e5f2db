"""`anthology check`: any EPUB, ours or not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anthology.cli.failures import reporting
from anthology.cli.options import AsJson
from anthology.cli.screen.console import count, print_json, print_lines, print_problems
from anthology.report import Severity


def check(
    epub: Annotated[Path, typer.Option("--epub", metavar="FILE", help="The EPUB to check.")],
    as_json: AsJson = False,
) -> None:
    """Check any EPUB and report in plain words.

    Runs Anthology's own checks, and EPUBCheck and Ace where they are installed.
    """
    from anthology.check.epub.check import check_epub
    from anthology.check.epub.tools import installed

    with reporting("The EPUB was not checked", as_json=as_json, every=True):
        problems = check_epub(epub, installed())
    if as_json:
        print_json({"problems": [problem.as_json() for problem in problems]})
    else:
        print_problems(problems, every=True)
        print_lines([count(problems)])
    raise typer.Exit(int(any(problem.severity is Severity.ERROR for problem in problems)))
