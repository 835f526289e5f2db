"""argv -> one call -> a printed report -> an exit code; the only printer.

Exit codes: 0 fine; 1 the author's mistake; 2 wrong command line; 3 a draft was built with
something left out (`--keep-going`); 70 a bug of ours; 130 interrupted.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from anthology import __version__
from anthology.report import Problem, Refused, Severity, shown

if TYPE_CHECKING:
    from anthology.build import Built

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Turn a folder of reviews into a book: an EPUB and a print-ready PDF.",
)


class EditionName(StrEnum):
    """What `--edition` takes."""

    EPUB = "epub"
    PRINT = "print"
    SCREEN = "screen"
    KEPUB = "kepub"
    AZW3 = "azw3"


Project = Annotated[
    Path, typer.Argument(metavar="[PROJECT]", help="The book's folder.", show_default="here")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
HERE = Path()
SYSTEM = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.ENOMEM, errno.EMFILE}
TRACE = "Traceback"  # how the hint of a bug of ours begins


@app.command()
def build(  # noqa: PLR0913, PLR0917 - a command line has as many options as it has
    project: Project = HERE,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Where the books go.", show_default="PROJECT/books"),
    ] = None,
    edition: Annotated[
        list[EditionName] | None,
        typer.Option("--edition", "-e", help="Repeat for several.", show_default="epub and print"),
    ] = None,
    style: Annotated[
        str, typer.Option(help="A built-in style's name or your style's folder.")
    ] = "",
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=0, help="Processes.", show_default="usable cores"),
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
    from anthology.build import EDITIONS, Order
    from anthology.build import build as build_book

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
    built = build_book(order)
    if as_json:
        _print_json(_built_json(built))
    else:
        _print_problems(built.problems, Severity.NOTE if verbose else Severity.WARNING)
        if not quiet:
            _print_lines(_summary(built))
    raise typer.Exit(3 if built.left_out else 0)


@app.command(name="list")
def list_(project: Project = HERE, as_json: AsJson = False) -> None:
    """Show what was found: order, title, reviewer, work, rating, and where each came from."""
    from anthology.build import survey

    catalogue, problems = survey(project)
    if as_json:
        _print_json(catalogue.as_json())
    else:
        _print_lines(catalogue.rows())
        _print_problems(problems, Severity.NOTE)


@app.command()
def new(folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")]) -> None:
    """Start a book: anthology.toml, manuscripts/ with a short sample, .gitignore."""
    from anthology.scaffold import scaffold

    _print_lines(scaffold(folder))


@app.command()
def check(
    epub: Annotated[Path, typer.Option("--epub", help="The EPUB file to check.")],
    as_json: AsJson = False,
) -> None:
    """Check any EPUB: our own checks, and EPUBCheck and Ace where they are installed."""
    from anthology.check.epub import check_epub
    from anthology.check.epub_tools import installed

    problems = check_epub(epub, installed())
    if as_json:
        _print_json({"problems": [_problem_json(p) for p in problems]})
    else:
        _print_problems(problems, Severity.NOTE)
        _print_lines([_count(problems)])
    raise typer.Exit(int(any(p.severity is Severity.ERROR for p in problems)))


@app.command()
def clean(project: Project = HERE) -> None:
    """Empty the cache (PROJECT/.anthology); the books stay."""
    from anthology.store import Store

    Store(project / ".anthology").clean()


def main() -> None:
    """Run the command line; the one place where a failure finds its voice and exit code."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    code = 1
    with suppress(OSError):  # where not even a message can be written
        code = _guarded(app)
    raise SystemExit(code)


def _guarded(run: Callable[..., Any]) -> int:
    """The exit code of `run`, whatever becomes of it."""
    try:
        run(standalone_mode=True)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    except Refused as refused:
        return _report_refusal(refused)
    except KeyboardInterrupt:
        print("Interrupted; the books are as they were.", file=sys.stderr)
        return 130
    except OSError as fault:
        return _report_system(fault)
    except Exception:  # noqa: BLE001 - what is caught nowhere else is our own mistake
        return _report_bug()
    return 0


def _report_refusal(refused: Refused) -> int:
    if "--json" in sys.argv:
        _print_json({"books": [], "problems": [_problem_json(p) for p in refused.problems]})
        return 1
    traces = [p.hint for p in refused.problems if p.hint.startswith(TRACE)]
    _print_problems(refused.problems, Severity.WARNING)
    print(f"No book was made: {_count(refused.problems)}.", file=sys.stderr)
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


def _print_problems(problems: tuple[Problem, ...], least: Severity) -> None:
    for problem in problems:
        if problem.severity >= least:
            print(_told(problem), file=sys.stderr)


def _told(problem: Problem) -> str:
    colour = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}[problem.severity]
    word = problem.severity.name.lower()
    if sys.stderr.isatty() and "NO_COLOR" not in os.environ:
        word = f"\x1b[{colour}m{word}\x1b[0m"
    place = f"{shown(str(problem.place))}: " if problem.place.path else ""
    told = problem.hint and not problem.hint.startswith(TRACE)
    hint = f"\n    {shown(problem.hint)}" if told else ""
    return f"{place}{word}: {shown(problem.message)}{hint}"


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(shown(line))


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=True, indent=2))


def _summary(built: Built) -> Iterator[str]:
    """What was made, for a person."""
    words = sum(review.body.words for review in built.book.reviews)
    yield f"{built.book.title}: {len(built.book.reviews)} reviews, {words:,} words"
    for path, size in built.files.items():
        pages = f", {built.pages[path.name]} pages" if path.name in built.pages else ""
        yield f"  {path}  ({_size(size)}{pages})"


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} KB"


def _built_json(built: Built) -> dict[str, object]:
    return {
        "books": [
            {"path": str(path), "bytes": size, "pages": built.pages.get(path.name)}
            for path, size in built.files.items()
        ],
        "problems": [_problem_json(problem) for problem in built.problems],
    }


def _problem_json(problem: Problem) -> dict[str, object]:
    return {
        "severity": problem.severity.name.lower(),
        "path": problem.place.path,
        "line": problem.place.line,
        "message": problem.message,
        "hint": problem.hint,
    }


def _count(problems: tuple[Problem, ...]) -> str:
    counts = [
        (sum(p.severity is severity for p in problems), severity.name.lower())
        for severity in (Severity.ERROR, Severity.WARNING)
    ]
    return ", ".join(f"{n} {word}{'s' * (n != 1)}" for n, word in counts if n) or "no problem"
