"""What a person and a program meet at the command line: help, voice, exit codes."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import pytest

from anthology import __version__, cli
from anthology.produce.editions import BUILT_IN
from anthology.report import NOWHERE, Place, Refused, error, note, warning
from conftest import ROOT

build = import_module("anthology.build")  # the package has a function of that name
COMMANDS = (
    "build", "list", "new", "import", "setup", "preview", "check", "clean", "cover",
    "styles", "specimen", "permissions", "presses", "doctor",
)  # fmt: skip


def ran(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `anthology WORDS`."""
    monkeypatch.setattr(sys, "argv", ["anthology", *words])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    out, err = capsys.readouterr()
    assert isinstance(stopped.value.code, int)
    return stopped.value.code, out, err


def test_the_help_names_every_command_in_whole_sentences(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = ran(monkeypatch, capsys, "--help")
    lines = dict(re.findall(r"^  (\w+) +(\w.*)$", out.partition("Commands:")[2], re.MULTILINE))
    assert code == 0
    assert set(lines) == set(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in lines.values())


def test_the_version_is_the_packages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran(monkeypatch, capsys, "--version") == (0, f"anthology {__version__}\n", "")


@pytest.mark.parametrize("words", [("bild",), ("build", "--edition", "pdf"), ("check",)])
def test_a_wrong_command_line_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    code, _, err = ran(monkeypatch, capsys, *words)
    assert code == 2
    assert "Traceback" not in err


def failing(error: BaseException) -> object:
    def fail(*_: object) -> NoReturn:
        raise error

    return fail


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_bug_of_ours_is_called_one_and_kept_in_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: tuple[str, ...]
) -> None:
    refused = Refused(error(Place("a.md"), "it failed", trace="Traceback of the worker"))
    for fault in (refused, ZeroDivisionError("noughts")):
        monkeypatch.setattr(build, "build", failing(fault))
        code, out, err = ran(monkeypatch, capsys, "build", *form)
        file = Path(err.split()[-1])
        assert code == 70
        assert "Traceback" not in out + err
        assert "Traceback" in file.read_text("utf-8")
        file.unlink()


def test_a_mistake_is_reported_with_its_place_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = Refused(
        error(Place("a.md", 3), "it is\x1b[31m wrong", "Mend it."), note(NOWHERE, "x")
    )
    monkeypatch.setattr(build, "build", failing(refused))
    code, out, err = ran(monkeypatch, capsys, "build")
    assert (code, out) == (1, "")
    assert err == (
        "a.md:3: error: it is\\x1b[31m wrong\n    Mend it.\nNo book was built: 1 error.\n"
    )
    code, out, err = ran(monkeypatch, capsys, "build", "--json")
    assert (code, err) == (1, "")
    assert json.loads(out)["problems"][1]["path"] == "a.md"


def test_alike_warnings_are_counted_unless_every_one_is_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = Refused(*(warning(Place(f"{i}.md"), "alike") for i in range(9)))
    monkeypatch.setattr(build, "build", failing(refused))
    _, _, err = ran(monkeypatch, capsys, "build", "--strict")
    assert err.count("alike") == 1
    assert "also in 1.md, 2.md and 6 more" in err
    _, _, err = ran(monkeypatch, capsys, "build", "--strict", "--verbose")
    assert err.count("alike") == 9
    _, _, err = ran(monkeypatch, capsys, "build", "--strict", "-qv")
    assert err.count("alike") == 9


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        (("build", "FOLDER"), "No book was built"),
        (("list", "FOLDER/missing"), "The manuscripts cannot be listed"),
        (("new", "FOLDER"), "No project was created"),
    ],
)
def test_each_command_says_what_did_not_happen(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    words: tuple[str, ...],
    outcome: str,
) -> None:
    (tmp_path / "anthology.toml").write_text("[book]\ntitel = 'x'\n", "utf-8")
    (tmp_path / "manuscripts").mkdir()
    (tmp_path / "manuscripts" / "a.md").write_text("# A\n\nText.\n", "utf-8")
    given = [word.replace("FOLDER", str(tmp_path)) for word in words]
    code, out, err = ran(monkeypatch, capsys, *given)
    assert (code, out) == (1, "")
    assert err.endswith(f"\n{outcome}: 1 error.\n")


def test_a_refused_list_is_json_without_books(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = ran(monkeypatch, capsys, "list", str(tmp_path / "missing"), "--json")
    assert (code, err) == (1, "")
    assert set(json.loads(out)) == {"problems"}


def on_a_terminal(program: str, columns: int, **environment: str) -> str:
    """What a terminal of that width shows of what a program prints to standard error."""
    main, terminal = pty.openpty()
    with os.fdopen(main, "rb", buffering=0) as screen:
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "COLUMNS": str(columns), "TERM": "xterm", **environment},
            stderr=terminal,
            check=True,
        )
        os.close(terminal)
        seen = b""
        with suppress(OSError):  # as a terminal ends on Linux
            while more := screen.read(1000):
                seen += more
    return seen.decode()


TWO_PROBLEMS = """
from anthology.cli.screen.console import print_problems
from anthology.report import Place, error, warning
print_problems([
    error(Place("a/manuscript-of-long-name.md", 3), "a \x1b[5m[red]wrong[/red] word", "Mend it."),
    warning(Place("b.md"), "it is [doubtful]", "A hint of several words goes on in the next line."),
])
"""


def test_a_terminal_gets_colours_and_whole_words() -> None:
    plain = (
        "a/manuscript-of-long-name.md:3: error: a \\x1b[5m[red]wrong[/red] word\n"
        "    Mend it.\n"
        "b.md: warning: it is [doubtful]\n"
        "    A hint of several words goes\n"
        "    on in the next line.\n"
    )
    lines = [line.rstrip() for line in on_a_terminal(TWO_PROBLEMS, 32, NO_COLOR="1").splitlines()]
    assert lines == plain.splitlines()
    coloured = on_a_terminal(TWO_PROBLEMS, 32)
    assert "\x1b[31merror\x1b[0m" in coloured
    assert "\x1b[33mwarning\x1b[0m" in coloured


def test_an_interrupt_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "build", failing(KeyboardInterrupt()))
    code, _, err = ran(monkeypatch, capsys, "build")
    assert code == 130
    assert err == "Interrupted; the books on the disk are intact.\n"


def test_a_bare_folder_learns_what_would_make_it_better(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("A short review of something.\n", "utf-8")
    words = ("build", str(tmp_path), "--edition", "epub", "--jobs", "0")
    code, out, err = ran(monkeypatch, capsys, *words)
    assert code == 0
    assert "1 review, 5 words" in out
    assert "anthology setup" in err
    assert ran(monkeypatch, capsys, *words, "--quiet")[1:] == ("", "")


def test_the_help_of_build_names_every_edition(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = ran(monkeypatch, capsys, "build", "--help")
    words = " ".join(out.split())
    assert code == 0
    assert all(f"{kind.name} ({kind.about})" in words for kind in BUILT_IN)


def test_a_bar_shows_steps_on_a_terminal_and_goes() -> None:
    program = """
from anthology.cli.screen.progress import progress_bar
for wanted in (False, True):
    with progress_bar(wanted=wanted) as progress:
        progress("pages", 1, 3)
        progress("print", 3, 3)
"""
    bars = on_a_terminal(program, 80).split("\r\x1b[K")
    assert bars == ["", f"  {'━' * 10}{'╌' * 20}  1 of 3", f"  {'━' * 30}  3 of 3", ""]
    assert on_a_terminal(program, 80, TERM="dumb") == ""


def project(root: Path, **files: str) -> Path:
    """A project with one review and other files in manuscripts/."""
    manuscripts = root / "manuscripts"
    manuscripts.mkdir()
    (root / "anthology.toml").write_text('[book]\ntitle = "Small"\n')
    (manuscripts / "one.md").write_text("---\nreviewer: Ann Lee\n---\n# One\n\nWords.\n")
    for name, text in files.items():
        path = manuscripts / name.replace("__", "/").replace("_md", ".md").replace("_xyz", ".xyz")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


@pytest.mark.parametrize("words", [("list",), ("build", "-v", "-e", "epub")])
def test_every_file_that_is_left_out_is_named(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    words: tuple[str, ...],
) -> None:
    draft = "---\ndraft: yes\n---\nWords.\n"
    root = project(tmp_path, _site__b_md="x", c_xyz="x", d_md=draft)
    (root / "manuscripts" / ".git").mkdir()
    (root / "manuscripts" / ".git" / "e.md").write_text("x")
    (root / "manuscripts" / "cover.png").write_text("x")
    command, *options = words
    code, out, err = ran(monkeypatch, capsys, command, str(root), *options)
    assert code == 0
    for path, reason in (
        ("manuscripts/.git", "in a hidden folder"),
        ("manuscripts/_site", "in a site generator's folder"),
        ("manuscripts/c.xyz", "of no known kind"),
        ("manuscripts/cover.png", "not a text, and not used in one"),
        ("manuscripts/d.md", "drafts"),
    ):
        in_list = f"{path}   {reason}" in out
        assert in_list if command == "list" else f"{path}: note: left out: {reason}" in err


@pytest.mark.parametrize(
    "folder", ["manuscripts", "manuscripts/new", "front", "x/../reviewers", ".anthology/cache"]
)
def test_books_are_not_written_among_manuscripts_and_not_into_the_cache(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    folder: str,
) -> None:
    root = project(tmp_path)
    code, _, err = ran(monkeypatch, capsys, "build", str(root), "-o", str(root / folder))
    assert code == 1
    assert "books cannot be written to" in err
    assert [path.name for path in (root / "manuscripts").iterdir()] == ["one.md"]


IN_AN_IMPORT = """
import os, signal, sys, time
from anthology.__main__ import heed_signals
heed_signals()
try:
    import slow
    print("imported", flush=True)
    time.sleep(60)
except BaseException as end:
    print(repr(end))
"""


@pytest.mark.parametrize(
    ("number", "end"),
    [("SIGINT", "KeyboardInterrupt()"), ("SIGTERM", f"SystemExit({128 + signal.SIGTERM})")],
)
def test_a_signal_waits_until_nothing_is_imported(tmp_path: Path, number: str, end: str) -> None:
    """Libraries in C abort the process then, and classes take it for a mistake in them."""
    slow = f"import os, signal, time\nos.kill(os.getpid(), signal.{number})\ntime.sleep(0.2)\n"
    (tmp_path / "slow.py").write_text(slow)
    done = subprocess.run(
        [sys.executable, "-c", IN_AN_IMPORT],
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{tmp_path}"},
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert done.stdout.split("\n") == ["imported", end, ""]


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    """As in a shell's background, and under nohup."""
    code = (
        "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN);"
        "from anthology.__main__ import heed_signals; heed_signals();"
        "print(signal.getsignal(signal.SIGHUP) is signal.SIG_IGN)"
    )
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
