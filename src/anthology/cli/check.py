"""`anthology check`: any PDF or EPUB, ours or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anthology.cli.options import AsJson, Verbose
from anthology.cli.screen.console import count, print_json, print_lines, print_problems
from anthology.cli.screen.failures import reporting
from anthology.report import Place, Refused, Severity, error

if TYPE_CHECKING:
    from anthology.check.pdf.check import Checked
    from anthology.report import Problem

ForPress = Annotated[
    str,
    typer.Option(
        "--press", metavar="PRESET", help="Check for this press, one of “anthology presses”."
    ),
]
ForShop = Annotated[
    str,
    typer.Option(
        "--shop", metavar="SHOP", help="Check EPUBs for this shop: apple, google, kdp or kobo."
    ),
]
Report = Annotated[
    Path | None,
    typer.Option(
        "--report", metavar="FILE.html", help="Write a page with pictures of what was found."
    ),
]


def check(  # noqa: PLR0913, PLR0917 - a command line has as many options as it has
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="PDFs and EPUBs; a cover beside its inside."),
    ] = None,
    epub: Annotated[
        list[Path] | None,
        typer.Option("--epub", metavar="FILE", help="An EPUB, whatever its name looks like."),
    ] = None,
    press: ForPress = "",
    shop: ForShop = "",
    report: Report = None,
    verbose: Verbose = False,
    as_json: AsJson = False,
) -> None:
    """Check any PDF or EPUB, and report in plain words.

    A PDF is examined as a press would: sizes, boxes, fonts, inks, pictures, margins, spine and
    barcode; a PDF of one page is taken for a cover. EPUBCheck and Ace examine an EPUB as well,
    where they are installed.
    """
    if not files and not epub:
        raise typer.BadParameter("name a PDF or an EPUB", param_hint="FILE...")
    with reporting("Nothing was checked", as_json=as_json, every=True):
        problems = _problems(files or [], epub or [], Wish(press, shop, report))
    if as_json:
        print_json({"problems": [problem.as_json() for problem in problems]})
    else:
        print_problems([p for p in problems if verbose or p.severity or epub or shop], every=True)
        print_lines([count(problems)])
    raise typer.Exit(int(any(problem.severity is Severity.ERROR for problem in problems)))


@dataclass(frozen=True)
class Wish:
    """For which press and shop, and where the report goes."""

    press: str
    shop: str
    report: Path | None


def _problems(files: list[Path], epubs: list[Path], wish: Wish) -> list[Problem]:
    from anthology.check.epub.check import check_epub
    from anthology.check.epub.tools import installed
    from anthology.check.pdf.check import check_pdfs, problems

    pdfs = [file for file in files if _is_pdf(file)]
    checked = check_pdfs(pdfs, wish.press)
    found = [problem for each in checked for problem in problems(each)]
    if wish.report:
        _write(wish.report, checked, wish.press)
    for book in (*epubs, *(file for file in files if file not in pdfs)):
        found += check_epub(book, installed(), wish.shop)
    return found


def _write(path: Path, checked: Sequence[Checked], press: str) -> None:
    from anthology.check.pdf.report import report

    page = report(checked, press)
    try:
        path.write_bytes(page)
    except OSError as reason:
        message = f"the report cannot be written: {reason.strerror or reason}"
        raise Refused(error(Place(str(path)), message)) from None


def _is_pdf(file: Path) -> bool:
    """Whether a file is a PDF by its name, or by how it begins."""
    if file.suffix.lower() in {".pdf", ".epub"}:
        return file.suffix.lower() == ".pdf"
    if not file.is_file():  # a pipe would be waited for
        return False
    try:
        with file.open("rb") as stream:
            return b"%PDF-" in stream.read(1024)
    except OSError:
        return False
