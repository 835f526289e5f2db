"""`anthology new`: a project to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anthology.cli.failures import reporting
from anthology.cli.screen.console import print_lines


def new(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A folder that does not exist yet.")
    ],
) -> None:
    """Start a book in a new folder.

    The folder gets an anthology.toml that explains the settings, a sample review in
    manuscripts/ and a .gitignore.
    """
    from anthology.scaffold import scaffold

    with reporting("No project was created"):
        print_lines(scaffold(folder))
