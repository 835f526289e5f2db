"""The text editor that the environment names, and how a line is opened in it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from anthology.preview.editor import Editor, editor


@pytest.mark.parametrize(
    ("wanted", "environment", "address"),
    [
        ("", {}, "vscode://file{path}:{line}"),
        ("", {"EDITOR": "codium"}, "vscodium://file{path}:{line}"),
        ("", {"EDITOR": "vim", "VISUAL": "/usr/bin/code --wait"}, "vscode://file{path}:{line}"),
        ("cursor", {"EDITOR": "code"}, "cursor://file{path}:{line}"),
        ("own://x?f={path}#{line}", {}, "own://x?f={path}#{line}"),
    ],
)
def test_an_address_is_for_the_browser(
    wanted: str, environment: dict[str, str], address: str
) -> None:
    found = editor(wanted, environment)
    assert found is not None
    assert (found.address, found.command) == (address, ())


@pytest.mark.parametrize("wanted", ["vim", "nano", "no-such-program", "'half a quote"])
def test_one_of_the_terminal_has_only_the_place(wanted: str) -> None:
    assert editor("", {"EDITOR": wanted}) is None


def test_a_program_is_started_at_the_line(tmp_path: Path) -> None:
    kate = tmp_path / "kate"
    kate.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/part && mv {tmp_path}/part {tmp_path}/got\n'
    )
    kate.chmod(0o755)
    found = editor(str(kate), {})
    assert found is not None
    assert found.name == "Kate"
    found.start(tmp_path / "a {line} b.md", 7)
    for _ in range(200):
        if (tmp_path / "got").exists():
            break
        time.sleep(0.05)
    assert (tmp_path / "got").read_text() == f"--line 7 {tmp_path}/a {{line}} b.md\n"


def test_one_that_is_gone_cannot_be_started() -> None:
    with pytest.raises(OSError, match="No such file"):
        Editor("Kate", command=("/no/such/kate",)).start(Path("a.md"), 1)
