"""`anthology doctor`: what a machine has, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from anthology.cli.options import HERE, AsJson, Project
from anthology.cli.screen.console import print_json, print_lines

if TYPE_CHECKING:
    from anthology.doctor.diagnosis import Diagnosis, Finding


def doctor(
    project: Project = HERE,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say how to install things on every system.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show what is installed and what is missing.

    Lists what building a book needs, then what is useful besides, with the command that
    installs each missing thing. Exits with 1 where no book can be built.
    """
    from anthology.doctor.diagnosis import diagnose

    diagnosis = diagnose(project)
    if as_json:
        print_json(diagnosis.as_json())
    else:
        print_lines(_lines(diagnosis, every=verbose))
    raise typer.Exit(int(bool(diagnosis.faults)))


def _lines(diagnosis: Diagnosis, *, every: bool) -> Iterator[str]:
    for required, heading in ((True, "Needed to build a book"), (False, "Useful, but not needed")):
        yield heading
        for finding in diagnosis.findings:
            if finding.need.required is required:
                yield from _finding(finding, every=every)
        yield ""
    names = ", ".join(finding.need.name for finding in diagnosis.faults)
    yield f"No book can be built: see {names}." if names else "Books can be built."


def _finding(finding: Finding, *, every: bool) -> Iterator[str]:
    from anthology.doctor.diagnosis import State
    from anthology.doctor.needs import SYSTEMS, this_system

    need, detail = finding.need, f": {finding.detail}" if finding.detail else ""
    yield f"  {finding.state.value:8} {need.name}{detail}"
    if finding.state is State.OK:
        return
    yield f"           {need.name} {need.purpose}."
    here = this_system()
    for system, command in need.install.items():
        if every or not here or system == here:
            yield f"           {SYSTEMS[system]}: {command}"
