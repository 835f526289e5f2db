"""argv -> one call -> a printed report -> an exit code.

Exit codes: 0 fine; 1 the author's mistake; 2 wrong command line; 3 a draft was built with
something left out (`--keep-going`); 70 a bug of ours; 130 interrupted.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import typer

from anthology import __version__
from anthology.cli.console import (
    built_json,
    count,
    print_json,
    print_lines,
    print_problems,
    summary,
)
from anthology.pool.stack import with_room
from anthology.report import Refused, Severity, shown

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class EditionName(StrEnum):
    """What `--edition` takes."""

    EPUB = "epub"
    PRINT = "print"
    SCREEN = "screen"
    KEPUB = "kepub"
    AZW3 = "azw3"


Project = Annotated[
    Path, typer.Argument(metavar="PROJECT", help="The book's folder.", show_default="here")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
HERE = Path()
INTERRUPTED = 130
SYSTEM = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.ENOMEM, errno.EMFILE}


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


@app.command()
def build(  # noqa: PLR0913, PLR0917 - a command line has as many options as it has
    project: Project = HERE,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            help="Where the books go.",
            show_default="PROJECT/books",
        ),
    ] = None,
    edition: Annotated[
        list[EditionName] | None,
        typer.Option(
            "--edition",
            "-e",
            metavar="NAME",
            help="epub, print, screen, kepub or azw3; repeat it for several.",
            show_default="epub and print",
        ),
    ] = None,
    style: Annotated[
        str, typer.Option(metavar="NAME", help="A built-in style, or the folder of your own.")
    ] = "",
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            metavar="N",
            min=0,
            help="How many processes work; 0: this one alone.",
            show_default="the usable cores",
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")] = False,
    release: Annotated[
        bool, typer.Option("--release", help="Refuse while a permission, rating or text is open.")
    ] = False,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Build a draft without the reviews that fail.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print problems only.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Print remarks as well.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Build the book: PROJECT/books/<title>.epub and .pdf."""
    from anthology import pdf
    from anthology.pool import Pool

    with Pool(jobs) as hands:
        pdf.warm_up(hands)  # half a second, beside our own imports
        from anthology.build import build as build_book
        from anthology.project import EDITIONS, Order

        order = Order(
            root=project,
            output=output,
            editions=tuple(dict.fromkeys(map(str, edition or EDITIONS))),
            style=style,
            jobs=jobs,
            strict=strict,
            release=release,
            keep_going=keep_going,
            epoch=os.environ.get("SOURCE_DATE_EPOCH", ""),
        )
        built = build_book(order, hands)
    if as_json:
        print_json(built_json(built))
    else:
        print_problems(
            [p for p in built.problems if verbose or p.severity or (p.of_the_book and not quiet)],
            every=verbose,
        )
        if not quiet:
            print_lines(summary(built))
    raise typer.Exit(3 if built.left_out else 0)


@app.command(name="list")
def list_(project: Project = HERE, as_json: AsJson = False) -> None:
    """Show what was found in the manuscripts.

    That is each review's title, reviewer, work, rating and structure, with the place where
    each was found, in the order of the book.
    """
    from anthology.project import survey

    catalogue, problems = survey(project)
    if as_json:
        print_json(catalogue.as_json())
    else:
        print_lines(catalogue.rows())
        print_problems(problems, every=True)


@app.command()
def new(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A folder that does not exist yet.")
    ],
) -> None:
    """Start a book in a new folder.

    It gets an anthology.toml with the settings explained, manuscripts/ with a short sample
    and a .gitignore.
    """
    from anthology.scaffold import scaffold

    print_lines(scaffold(folder))


@app.command()
def check(
    epub: Annotated[Path, typer.Option("--epub", metavar="FILE", help="The EPUB to check.")],
    as_json: AsJson = False,
) -> None:
    """Check any EPUB, in plain words.

    Our own checks are made, and EPUBCheck's and Ace's where they are installed.
    """
    from anthology.check.epub.check import check_epub
    from anthology.check.epub.tools import installed

    problems = check_epub(epub, installed())
    if as_json:
        print_json({"problems": [p.as_json() for p in problems]})
    else:
        print_problems(problems, every=True)
        print_lines([count(problems)])
    raise typer.Exit(int(any(p.severity is Severity.ERROR for p in problems)))


@app.command()
def clean(project: Project = HERE) -> None:
    """Empty the cache (PROJECT/.anthology); the books stay."""
    from anthology.cache import Cache

    Cache(project / ".anthology").clean()


def main() -> None:
    """Run the command line; the one place where a failure finds its voice and exit code."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    for ending in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ending) is signal.SIG_DFL:
            signal.signal(ending, _stopped)
    code = 1
    with suppress(OSError):  # where not even a message can be written
        code = _guarded(app)
    raise SystemExit(code)


def _stopped(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    """Ends as after Ctrl-C, so that workers and what is unfinished go."""
    raise SystemExit(128 + number)


def _guarded(run: Callable[..., Any]) -> int:
    """The exit code of `run`, whatever becomes of it."""
    try:
        with_room(run, standalone_mode=True)
    except SystemExit as stop:
        return _ended(stop.code)
    except Refused as refused:
        return _report_refusal(refused)
    except KeyboardInterrupt:
        return _ended(INTERRUPTED)
    except OSError as fault:
        return _report_system(fault)
    except Exception:  # noqa: BLE001 - what is caught nowhere else is our own mistake
        return _report_bug()
    return 0


def _ended(code: object) -> int:
    if code == INTERRUPTED:  # Typer's own ending says nothing
        print("Interrupted; the books on the disk are whole.", file=sys.stderr)
    return code if isinstance(code, int) else 1


def _report_refusal(refused: Refused) -> int:
    if "--json" in sys.argv:
        print_json({"books": [], "problems": [p.as_json() for p in refused.problems]})
    else:
        every = bool({"-v", "--verbose"} & set(sys.argv))
        print_problems([p for p in refused.problems if p.severity], every=every)
        print(f"No book was made: {count(refused.problems)}.", file=sys.stderr)
    traces = [problem.trace for problem in refused.problems if problem.trace]
    if not traces:
        return 1
    print(f"Please report it with the file {_kept(chr(10).join(traces))}", file=sys.stderr)
    return 70


def _report_system(fault: OSError) -> int:
    """A disk that is full or failing, and the like, are nobody's bug."""
    if fault.errno not in SYSTEM:
        return _report_bug()
    print(f"{fault.strerror}; the books are as they were.", file=sys.stderr)
    return 1


def _report_bug() -> int:
    reason = shown(str(sys.exception()).partition("\n")[0])
    file = _kept(traceback.format_exc())
    print(
        f"This is a bug in Anthology, not a mistake of yours: {reason}\n"
        f"The books are as they were. Please report it with the file {file}",
        file=sys.stderr,
    )
    return 70


def _kept(trace: str) -> str:
    """The name of a file that holds a traceback, which no screen shows."""
    file = tempfile.NamedTemporaryFile(  # noqa: SIM115 - it outlives us on purpose
        "w", prefix="anthology-bug-", suffix=".txt", delete=False, encoding="utf-8"
    )
    with file:
        file.write(f"anthology {__version__}, Python {sys.version}\n\n{trace}")
    return file.name
