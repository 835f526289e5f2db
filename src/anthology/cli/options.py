"""Arguments and options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

HERE = Path()
Project = Annotated[
    Path, typer.Argument(metavar="PROJECT", help="The book's folder.", show_default="here")
]
AsCsv = Annotated[
    bool, typer.Option("--csv", help="Print the list as manuscripts.csv, to be corrected.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Style = Annotated[
    str,
    typer.Option(
        "--style",
        metavar="STYLE",
        help="One of “anthology styles”, or the folder or zip of another.",
    ),
]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Print notes too, and each repeated problem.")
]


def style_here(name_or_path: str) -> str:
    """A style as it is looked for from anywhere: a path counts from where the user stands.

    A name that is no path here may still be one in the project.
    """
    from anthology.style import built_in, is_style

    path = Path(name_or_path)
    if not name_or_path or name_or_path in built_in() or not is_style(path):
        return name_or_path
    return str(path.resolve())
