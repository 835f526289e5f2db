"""`anthology import`: exports of other programs become manuscripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anthology.cli.options import HERE, AsJson, Project, Verbose
from anthology.cli.screen.console import print_json, print_lines, print_problems
from anthology.cli.screen.failures import reporting
from anthology.report import counted

if TYPE_CHECKING:
    from anthology.imports import Import
    from anthology.imports.plan import Step

FEW = 10  # reviews that a screen gets


def import_(  # noqa: PLR0913, PLR0917 - a command line has as many options as it has
    source: Annotated[
        Path, typer.Argument(metavar="SOURCE", help="The export: a file, a zip or its folder.")
    ],
    project: Project = HERE,
    format_: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="FORMAT",
            help="The site: letterboxd, goodreads, wordpress …",
            show_default="recognised by what the files hold",
        ),
    ] = "",
    reviewer: Annotated[
        str, typer.Option(metavar="NAME", help="Who wrote the reviews that name nobody.")
    ] = "",
    since: Annotated[
        str, typer.Option(metavar="DATE", help="Take those written on that day or later.")
    ] = "",
    rating: Annotated[
        str, typer.Option(metavar="RANGE", help='Take those rated so: "4+", "3-4.5", "5".')
    ] = "",
    kind: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="Take those of films, books …")
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="Take those with one of these tags.")
    ] = None,
    limit: Annotated[
        int, typer.Option(metavar="N", min=0, help="Take the newest N.", show_default="all")
    ] = 0,
    without_text: Annotated[
        bool, typer.Option("--without-text", help="Take ratings that have no text, too.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would be taken, and write nothing.")
    ] = False,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Write the reviews of an export as manuscripts, one file each.

    What was imported before is brought up to date: files that you edited or deleted stay as
    you left them. Drafts, deleted and private texts are never taken.
    """
    from anthology.imports import Order, carry_out, prepare
    from anthology.imports.choose import Choice, kinds, ratings
    from anthology.imports.choose import since as day

    with reporting("Nothing was imported", as_json=as_json, every=verbose):
        choice = Choice(
            day(since), ratings(rating), kinds(kind or ()), tuple(tag or ()), limit, without_text
        )
        ready = prepare(Order(source, project, format_, reviewer, choice))
        if not as_json:
            print_lines(_table(ready, every=verbose))
            print_problems([p for p in ready.problems if verbose or p.severity], every=verbose)
        written = 0 if dry_run else carry_out(ready)
    if as_json:
        print_json(_as_json(ready, written, dry_run=dry_run))
    else:
        print_lines(_ending(ready, written, dry_run=dry_run))


def _table(ready: Import, *, every: bool) -> Iterator[str]:
    """What is taken and what is not, with counts."""
    by = f" by {ready.reviewer}" if ready.reviewer else ""
    yield f"{ready.importer.title}: {counted(len(ready.steps), 'review')}{by}"
    for state, number in ready.states.items():
        yield f"  {number:>7,}  {state}"
    if ready.gone:
        yield f"  {ready.gone:>7,}  no longer in the export, and kept"
    if ready.left_out:
        yield "Not taken"
        for reason, number in sorted(ready.left_out.items(), key=lambda pair: -pair[1]):
            yield f"  {number:>7,}  {reason}"
    written = [step for step in ready.steps if step.files]
    if written:
        yield f"To {ready.place}/"
        yield from map(_line, written if every else written[:FEW])
        if len(written) > FEW and not every:
            yield f"  … and {len(written) - FEW:,} more (-v lists them)"


def _line(step: Step) -> str:
    """A review on one line: its file, work, rating and day."""
    record = step.record
    title = record.work.title if record.work else record.title
    score = record.score.shown if record.score else ""
    day = str(record.written or (record.met[-1] if record.met else ""))
    more = ", ".join(filter(None, (score, day)))
    return f"  {step.beside or step.file}  {title}{f' ({more})' if more else ''}"


def _ending(ready: Import, written: int, *, dry_run: bool) -> Iterator[str]:
    if dry_run:
        yield "Nothing was written (--dry-run)."
        return
    with_pictures = f" with {counted(len(ready.pictures), 'picture')}" if ready.pictures else ""
    yield f"{counted(written, 'file')}{with_pictures} written to {ready.place}/"
    yield from _of_settings(ready)
    unsigned = sum(not step.record.reviewers for step in ready.steps if step.files)
    if unsigned and not ready.reviewer:
        yield f"Without a reviewer: {unsigned:,}. Import again with --reviewer NAME, or name one"
        yield f'under reviewer in the [[source]] of anthology.toml with path = "{ready.place}".'
    if ready.is_of_ratings:
        yield "No review has a text; --without-text takes the ratings, as files to write in."


def _of_settings(ready: Import) -> Iterator[str]:
    """That anthology.toml has a table for them, or the table that it should have."""
    if ready.settings:
        yield f"anthology.toml has a [[source]] for {ready.place}"
    elif ready.table:
        yield "For anthology.toml, which you wrote:"
        yield from (f"    {line}" for line in ready.table.strip().split("\n"))


def _as_json(ready: Import, written: int, *, dry_run: bool) -> dict[str, object]:
    return {
        "format": ready.importer.name,
        "folder": ready.place,
        "reviewer": ready.reviewer,
        "written": written,
        "reviews": [_review(step) for step in ready.steps],
        "not_taken": dict(ready.left_out),
        "pictures": [each.name for each in ready.pictures],
        "gone": ready.gone,
        "settings": ready.table,
        "settings_written": bool(ready.settings) and not dry_run,
        "columns_not_read": list(ready.reading.not_read),
        "problems": [problem.as_json() for problem in ready.problems],
    }


def _review(step: Step) -> dict[str, object]:
    record = step.record
    return {
        "key": record.key,
        "state": step.state.name.lower(),
        "file": step.file,
        "beside": step.beside,
        "work": record.work.title if record.work else "",
        "title": record.title,
        "rating": record.score.shown if record.score else "",
        "date": str(record.written or ""),
    }
