"""`anthology preview`: both books in a browser, made anew as the manuscripts are saved."""

from __future__ import annotations

import webbrowser
from importlib.util import find_spec
from typing import Annotated

import typer

from anthology.cli.options import HERE, Project
from anthology.cli.screen.console import print_lines
from anthology.cli.screen.failures import reporting
from anthology.report import NOWHERE, Refused, error

NEEDED = ("starlette", "tomlkit", "uvicorn", "watchfiles")


def preview(
    project: Project = HERE,
    port: Annotated[
        int,
        typer.Option(metavar="N", min=0, max=65535, help="The port.", show_default="a free one"),
    ] = 0,
    volume: Annotated[
        str, typer.Option("--volume", metavar="NAME", help="Show the volume of volumes/NAME.toml.")
    ] = "",
    editor: Annotated[
        str,
        typer.Option(
            "--editor",
            metavar="NAME",
            help="Open texts in this editor: code, kate, … or an address with {path} and {line}.",
            show_default="$VISUAL or $EDITOR, else VS Code",
        ),
    ] = "",
    no_open: Annotated[bool, typer.Option("--no-open", help="Open no browser.")] = False,
) -> None:
    """Show both books in a browser, and every edit as it is saved."""
    with reporting("Nothing is shown"):
        if not project.is_dir():
            raise Refused(error(NOWHERE, f"there is no folder {project}"))
        if not all(map(find_spec, NEEDED)):
            hint = "Install what it needs with pip install 'review-anthology[preview]'."
            raise Refused(error(NOWHERE, "the preview is not installed", hint))
        from anthology.preview.server.serving import Preview

        def opened(address: str) -> None:
            print_lines([address, "Ctrl-C ends the preview."])
            if not no_open:
                webbrowser.open(address)

        Preview(project.resolve(), volume, port, editor).serve(opened)
