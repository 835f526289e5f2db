"""`anthology specimen`: one of everything in a style."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anthology.cli.options import Style, style_here
from anthology.cli.screen.console import print_lines, print_problems, summary
from anthology.cli.screen.failures import books_are_saved, reporting


def specimen(
    style: Style = "classic",
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FOLDER", help="Write the books to this folder."),
    ] = Path("specimen"),
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite files that Anthology did not write.")
    ] = False,
) -> None:
    """Set one of everything in a style, as both books.

    The book reviews what does not exist: at length, in short and from A to Z, with notes, lists,
    verse, a table, talk, a letter, a picture and indexes.
    """
    with reporting("No specimen was built"):
        from anthology.pool import Pool
        from anthology.specimen import specimen as build

        with Pool() as pool:
            built = build(style_here(style), output, pool, force=force)
    books_are_saved()
    print_problems([problem for problem in built.problems if problem.severity])
    print_lines(summary(built))
