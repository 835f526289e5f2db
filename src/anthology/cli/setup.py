"""`anthology setup`: an anthology.toml proposed for a folder of reviews."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anthology.cli.options import HERE, Project
from anthology.cli.screen.console import print_lines
from anthology.cli.screen.failures import reporting
from anthology.report import Place, Problem, Refused, counted, error, shown

if TYPE_CHECKING:
    from anthology.setup import Folder, Proposal, Question
    from anthology.setup.outcome import Outcome

MOST_QUESTIONS = 8
FEW = 5  # guesses that are named at the end; the file marks all


def setup(
    project: Project = HERE,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write the proposal to this file."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Ask nothing: take what is most likely.")
    ] = False,
) -> None:
    """Propose an anthology.toml for a folder of reviews.

    All headers are read; the file says what their keys mean, each with the evidence in a
    comment. On a terminal you are asked what stays open; otherwise the likeliest is taken and
    marked as a guess. A file that exists is never overwritten: the proposal is printed instead,
    or written with --output.
    """
    from anthology.config import FILE
    from anthology.imports.settings import is_of_imports
    from anthology.pool import Pool
    from anthology.setup import propose, read, text
    from anthology.setup.outcome import outcome

    with reporting("Nothing was proposed"), Pool() as pool:
        file = output or project / FILE
        if output and _is_there(output):
            raise Refused(_exists(output))
        folder = read(project, pool)
        talk = sys.stdin.isatty() and sys.stderr.isatty() and not yes
        proposal = _answered(folder) if talk else propose(folder)
        written = text(proposal)
        found = outcome(project, written, pool)
        printed = _is_there(file) and not is_of_imports(file)
        if printed:
            print_lines(written.splitlines())
        else:
            _write(file, written)
    _close(project, file, written, found, printed=printed)


def _is_there(file: Path) -> bool:
    return file.exists() or file.is_symlink()


def _exists(file: Path) -> Problem:
    message = "this file exists, and was not changed"
    return error(Place(shown(str(file))), message, "Give another name with --output.")


def _write(file: Path, written: str) -> None:
    """Raises Refused where it cannot be written, or is there by now; imports' own is replaced."""
    from anthology.imports.settings import is_of_imports

    try:
        if is_of_imports(file):
            file.unlink()
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(written)
    except FileExistsError:
        raise Refused(_exists(file)) from None
    except OSError as fault:
        message = f"the file cannot be written: {(fault.strerror or str(fault)).lower()}"
        raise Refused(error(Place(shown(str(file))), message)) from None


def _answered(folder: Folder) -> Proposal:
    """The proposal after the editor has answered what it leaves open."""
    from anthology.setup import open_questions, propose

    answers: dict[tuple[str, str], str] = {}
    proposal = propose(folder)
    for _ in range(MOST_QUESTIONS):
        left = [q for q in open_questions(proposal) if (q.about, q.key) not in answers]
        if not left:
            break
        if not answers:
            typer.echo("A few things are open. Enter takes what is in brackets.", err=True)
        answers[left[0].about, left[0].key] = _answer(left[0])
        proposal = propose(folder, {at: answer for at, answer in answers.items() if answer})
    return proposal


def _answer(question: Question) -> str:
    """What the editor answers, "" for nothing."""
    from anthology.setup import why_wrong

    typer.echo(f"\n{shown(question.text)}", err=True)
    if question.answers:
        return _choice(question)
    while True:
        answer = _prompt(question.likely or "nobody knows yet" * (question.key == "reviewer"))
        wrong = why_wrong(question, answer)
        if not wrong:
            return "" if answer == "nobody knows yet" else answer
        typer.echo(shown(wrong), err=True)


def _choice(question: Question) -> str:
    """The chosen one of several answers."""
    values = list(question.answers)
    for number, meaning in enumerate(question.answers.values(), 1):
        typer.echo(f"  {number}  {meaning}", err=True)
    default = str(values.index(question.likely) + 1)
    while True:
        answer = _prompt(default)
        if answer.isdecimal() and 1 <= int(answer) <= len(values):
            return values[int(answer) - 1]
        typer.echo(f"Type a number from 1 to {len(values)}.", err=True)


def _prompt(default: str) -> str:
    answer = typer.prompt("Answer", default=default, err=True)
    return str(answer).strip()


def _close(project: Path, file: Path, written: str, found: Outcome, *, printed: bool) -> None:
    """What was found and what to do next."""
    for line in _closing(project, file, written, found, printed=printed):
        typer.echo(shown(line), err=printed)


def _closing(
    project: Path, file: Path, written: str, found: Outcome, *, printed: bool
) -> Iterator[str]:
    from anthology.config import FILE
    from anthology.setup.toml import guesses

    if printed:
        yield f"{file} exists and was not changed; above is what would be proposed."
        yield f"Copy from it what you like, or write it with: anthology setup {project} -o FILE"
    else:
        yield f"{file} is written: each setting with its reason."
        if file.resolve() != (project / FILE).resolve():
            yield f"It counts once it is {project / FILE}."
    yield from found.lines()
    uncertain = guesses(written)
    if uncertain:
        yield f"{counted(len(uncertain), 'guess').replace('guesss', 'guesses')} to look at:"
        for number, line in uncertain[:FEW]:
            yield f"  {file.name}:{number}: {line}" if not printed else f"  {line}"
        if len(uncertain) > FEW:
            yield f"  and {len(uncertain) - FEW} more, marked in the file"
    if found.errors:
        yield f"{counted(found.errors, 'error')} in the texts: “anthology list” names them."
    yield "Next:"
    yield f"  anthology list {project}"
    yield f"  anthology build {project}"
