"""The command line: one module a command, and how each ends.

Exit codes: 0 success; 1 the author's mistake; 2 wrong command line; 3 a draft was built with
pieces left out (`--keep-going`); 70 a bug of ours; 130 interrupted.
"""

from __future__ import annotations

from typing import Annotated

import typer

from anthology import __version__
from anthology.cli import (
    build,
    check,
    clean,
    cover,
    doctor,
    import_,
    new,
    permissions,
    presses,
    preview,
    setup,
    specimen,
    styles,
)
from anthology.cli import list as list_
from anthology.cli.screen import failures, streams
from anthology.cli.screen.console import print_lines

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print_lines([f"anthology {__version__}"])
        raise typer.Exit


@app.callback()
def anthology(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Turn a folder of reviews into a book: an EPUB and a print-ready PDF."""


app.command(cls=build.BuildCommand)(build.build)
app.command(name="list")(list_.list_)
app.command()(new.new)
app.command()(setup.setup)
app.command(name="import")(import_.import_)
app.command()(preview.preview)
app.command()(check.check)
app.command()(clean.clean)
app.command()(cover.cover)
app.command()(styles.styles)
app.command()(specimen.specimen)
app.command()(permissions.permissions)
app.command()(presses.presses)
app.command()(doctor.doctor)


def main() -> None:
    """Run the command line and exit with its code."""
    streams.prepare()
    raise SystemExit(failures.guarded(app))
