"""`anthology permissions`: whose permission is open, and a letter for each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anthology.cli.options import HERE, Project
from anthology.cli.screen.console import print_lines
from anthology.cli.screen.failures import reporting
from anthology.report import FEW, counted, shown

if TYPE_CHECKING:
    from anthology.compose.letters import Letter

FOLDER = "letters"  # among the books


def permissions(
    project: Project = HERE,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FOLDER",
            help="Write the letters to this folder.",
            show_default="PROJECT/books/letters",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show whose permission is open, and write nothing.")
    ] = False,
) -> None:
    """Write letters to those whose permission to print is open.

    Each names the reviews, the book and what is asked for, in the language of the reviews or
    the book. A letter that somebody has changed stays as it is. What is granted goes into
    anthology.toml or a header, and the next call leaves it out.
    """
    with reporting("No letters are written"):
        from anthology.compose.letters import by_holder, letters
        from anthology.project import survey
        from anthology.save import FOLDER as BOOKS

        book = survey(project)[0].book
        found = letters(book, _template(project))
        unsigned = by_holder(book.reviews).get("", ())
        folder = output or project / BOOKS / FOLDER
        changed = frozenset() if dry_run or not found else _write(found, folder)
    print_lines(_listed(found, len(unsigned)))
    if found and not dry_run:
        print_lines(_saved(found, changed, folder))


def _template(project: Path) -> str:
    """The project's own letter, "" where it has none."""
    from anthology.compose.letters import TEMPLATE
    from anthology.config import LimitsTable
    from anthology.load.project.files import ProjectFiles

    there = (project / TEMPLATE).exists()
    return ProjectFiles(project, LimitsTable()).read(TEMPLATE).decode("utf-8-sig") if there else ""


def _write(letters: Mapping[str, Letter], folder: Path) -> frozenset[str]:
    """Write the letters; the names of those that somebody has changed, which stay."""
    from anthology import save

    with save.output(folder) as output:
        changed = {name for name in letters if name not in output.ours and (folder / name).exists()}
        output.save({name: letters[name].text.encode() for name in letters.keys() - changed})
    return frozenset(changed)


def _listed(letters: Mapping[str, Letter], unsigned: int) -> Iterator[str]:
    """Whose permission is open, and how it is written down."""
    reviews = {review.id for letter in letters.values() for review in letter.reviews}
    if not reviews and not unsigned:
        yield "Every permission is settled."
        return
    yield f"Permission is open for {counted(len(reviews) + unsigned, 'review')}."
    for letter in letters.values():
        titles = ", ".join(f"“{review.title}”" for review in letter.reviews[:FEW])
        more = f" … ({len(letter.reviews)})" if len(letter.reviews) > FEW else ""
        yield shown(f"  {letter.holder}: {titles}{more}")
    if unsigned:
        yield f"Nobody has signed {counted(unsigned, 'review')}; name a reviewer or a holder."
    yield from HOW


def _saved(letters: Mapping[str, Letter], changed: Collection[str], folder: Path) -> Iterator[str]:
    """Where the letters are, and which have stayed as they were."""
    yield f"{counted(len(letters) - len(changed), 'letter')} in {folder}"
    if changed:
        yield f"Changed by somebody, and left so: {', '.join(sorted(changed))}"


HOW = (
    "When one is granted, write it under the person in anthology.toml:",
    '  [reviewers."NAME"]',
    '  permission = "granted"',
    "or for one review into its header: rights: {permission: granted}.",
)
