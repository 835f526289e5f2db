"""`anthology cover`: covers to choose from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anthology.cli.options import HERE, Project, Style, style_here
from anthology.cli.screen.console import print_lines
from anthology.cli.screen.failures import reporting

PICTURE, SHEET = "cover.jpg", "cover-proposals.html"


def cover(
    project: Project = HERE,
    style: Style = "",
    proposals: Annotated[
        bool, typer.Option("--proposals", help="Draw twelve, on a page of HTML to choose from.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write it to this file."),
    ] = None,
) -> None:
    """Draw the front cover, or twelve designs to choose from.

    It is a JPEG of 1400 × 2240 pixels.

    Below each of the twelve stands the line that chooses it, for [cover] in anthology.toml. The
    e-book and the printed cover have the same front.
    """
    with reporting("No cover was drawn"):
        from anthology.cache import of_project
        from anthology.pool import Pool
        from anthology.project import Order
        from anthology.proposals import chosen, propose, sheet

        file = output or Path(SHEET if proposals else PICTURE)
        order = Order(project, style=style_here(style))
        with Pool() as pool:
            cache = of_project(project)
            if proposals:
                file.write_text(sheet(propose(order, pool, cache)), "utf-8")
            else:
                file.write_bytes(chosen(order, pool, cache))
    print_lines([str(file)])
