"""Arguments and options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

HERE = Path()
Project = Annotated[
    Path, typer.Argument(metavar="PROJECT", help="The book's folder.", show_default="here")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Print notes too, and each repeated problem.")
]
