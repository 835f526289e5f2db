"""`anthology new`: a project to start from."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from anthology.cli.options import Style, style_here
from anthology.cli.screen.console import print_lines
from anthology.cli.screen.failures import reporting


class Kind(Enum):
    """The kinds of works that there is a sample of."""

    film = "film"
    book = "book"
    album = "album"
    restaurant = "restaurant"


def new(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A folder that does not exist yet.")
    ],
    style: Style = "",
    kind: Annotated[Kind, typer.Option(help="What the sample review is about.")] = Kind.film,
) -> None:
    """Start a book in a new folder.

    The folder gets an anthology.toml that explains the settings, a sample review in
    manuscripts/ and a .gitignore.
    """
    from anthology.scaffold import scaffold

    with reporting("No project was created"):
        print_lines(scaffold(folder, style_here(style), kind.value))
