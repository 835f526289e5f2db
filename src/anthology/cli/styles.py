"""`anthology styles`: which there are, and a page of pictures."""

from __future__ import annotations

import tempfile
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anthology.cli.options import AsJson, style_here
from anthology.cli.screen.console import print_json, print_lines
from anthology.cli.screen.failures import reporting

if TYPE_CHECKING:
    from anthology.specimen.catalogue import Entry


def styles(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[STYLE]...", help="Only these; also folders and zips."),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write a page with pictures of each."),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Show that page in the browser.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show the styles that a book may have.

    Each is listed with why one would take it, and with its faces. It is the value of “name” in
    [style] of anthology.toml, or of --style. The page of pictures has a specimen set in each,
    which takes some seconds a style.
    """
    with reporting("The styles cannot be shown", as_json=as_json, every=True):
        from anthology.specimen import catalogue

        found = [catalogue.entry(style_here(each)) for each in names or ()]
        found = found or list(catalogue.entries())
        if html or open_:
            _show(found, html, browse=open_)
            return
    if as_json:
        print_json([{"name": e.name, "description": e.reason, "faces": e.faces} for e in found])
    else:
        print_lines(_listed(found))


def _listed(found: list[Entry]) -> Iterator[str]:
    width = max(len(each.name) for each in found)
    for each in found:
        yield f"{each.name:{width}}  {each.reason}"
        yield f"{'':{width}}  {', '.join(each.faces)}"


def _show(found: list[Entry], html: Path | None, *, browse: bool) -> None:
    from anthology.pool import Pool
    from anthology.report import NOWHERE, Refused, error
    from anthology.specimen import catalogue

    file = html or Path(tempfile.mkdtemp(prefix="anthology-styles-")) / "styles.html"
    with Pool() as pool:
        page = catalogue.page(found, pool)
    try:
        file.write_text(page, "utf-8")
    except OSError as wrong:
        raise Refused(error(NOWHERE, f"{file} cannot be written: {wrong.strerror}")) from None
    print_lines([str(file)])
    if browse:
        webbrowser.open(file.resolve().as_uri())
