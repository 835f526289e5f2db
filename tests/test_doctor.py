"""`anthology doctor` says what is there and what is missing, also where the engine is broken."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from anthology import __main__, cli
from anthology.doctor import diagnosis, needs
from anthology.pdf.engine.version import VERSIONS

WEASYPRINT = VERSIONS["weasyprint"]
# Python runs it as it starts: no file of a name with “pango” can be loaded.
WITHOUT_PANGO = """
import ctypes, ctypes.util, cffi
load, search, dlopen = ctypes.CDLL.__init__, ctypes.util.find_library, cffi.FFI.dlopen

def refused(name):
    if name and "pango" in str(name):
        raise OSError(f"cannot load library '{name}'")

def cdll(self, name=None, *more, **named):
    refused(name)
    load(self, name, *more, **named)

def opened(self, name, flags=0):
    refused(name)
    return dlopen(self, name, flags)

ctypes.CDLL.__init__ = cdll
ctypes.util.find_library = lambda name: None if "pango" in name else search(name)
cffi.FFI.dlopen = opened
"""


@pytest.fixture
def doctor(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Any:  # a call with words: exit code and output
    def run(*words: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["anthology", "doctor", *map(str, words)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, capsys.readouterr().out

    return run


def states(output: str) -> dict[str, str]:
    """{name: state} of the output of --json."""
    return {finding["name"]: finding["state"] for finding in json.loads(output)["findings"]}


def start_with(program: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Every Python that we start runs the program first."""
    (folder / "sitecustomize.py").write_text(program, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))


def test_a_machine_that_builds_books(doctor: Any, tmp_path: Path) -> None:
    code, out = doctor(tmp_path)
    assert code == 0
    assert f"  ok       WeasyPrint: {WEASYPRINT}\n" in out
    assert "  ok       Pango: 1." in out
    assert "  ok       Test page\n" in out
    assert "“classic”" in out
    assert f"  ok       Write access: {tmp_path}\n" in out
    assert out.endswith("\n\nBooks can be built.\n")
    assert list(tmp_path.iterdir()) == []


def test_tools_that_are_not_on_the_path(
    doctor: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    code, out = doctor(tmp_path, "--json")
    found = states(out)
    assert code == 0
    assert {found[tool.name] for tool in needs.TOOLS} == {"missing"}
    assert {s for name, s in found.items() if name not in {t.name for t in needs.TOOLS}} == {"ok"}
    qpdf = next(f for f in json.loads(out)["findings"] if f["name"] == "qpdf")
    assert qpdf["install"] == {
        "debian": "sudo apt install qpdf",
        "fedora": "sudo dnf install qpdf",
        "macos": "brew install qpdf",
        "windows": "in WSL (`wsl --install`): sudo apt install qpdf",
    }


def test_the_command_of_this_system_is_shown_or_all(
    doctor: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for system, verbose, shown in (("fedora", (), 1), ("fedora", ("-v",), 4), ("", (), 4)):
        monkeypatch.setattr(needs, "this_system", lambda system=system: system)
        _, out = doctor(tmp_path, *verbose)
        assert "Fedora: sudo dnf install ghostscript\n" in out
        assert out.count("install ghostscript\n") == shown


def test_a_missing_library(doctor: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start_with(WITHOUT_PANGO, monkeypatch, tmp_path)
    monkeypatch.setattr(needs, "this_system", lambda: "debian")
    code, out = doctor(tmp_path)
    assert code == 1
    assert "  missing  Pango: cannot load library 'libpango-1.0.so.0'\n" in out
    assert "Debian, Ubuntu: sudo apt install libpango-1.0-0\n" in out
    assert "  ok       HarfBuzz: " in out
    assert "  wrong    Test page: " in out
    assert out.endswith("No book can be built: see Pango, PangoFT2, Test page.\n")
    code, out = doctor(tmp_path, "--json")
    assert code == 1
    assert not json.loads(out)["can_build"]
    assert states(out)["Pango"] == "missing"


def test_a_library_that_crashes(
    doctor: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_with("import os\nos._exit(11)", monkeypatch, tmp_path)
    code, out = doctor(tmp_path)
    assert code == 1
    assert "  wrong    Test page: its process ended with code 11\n" in out


def test_nothing_of_the_project_is_run(
    doctor: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("open('seen', 'w')", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert doctor()[0] == 0
    assert not (tmp_path / "seen").exists()


def test_another_version_of_weasyprint(
    doctor: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnosis, "version", lambda _: "71.0")
    code, out = doctor(tmp_path)
    assert code == 1
    assert "  wrong    WeasyPrint: 71.0 is installed, but this version of Anthology needs" in out
    assert f"pip install weasyprint=={WEASYPRINT}" in out


def test_what_is_wrong_with_the_project(doctor: Any, tmp_path: Path) -> None:
    (tmp_path / "anthology.toml").write_text("[book]\ntitel = 'x'\n", "utf-8")
    code, out = doctor(tmp_path)
    assert code == 1
    assert "  wrong    anthology.toml: 1 mistake, which `anthology build` reports\n" in out
    (tmp_path / "anthology.toml").write_text("[style]\nname = 'baroque'\n", "utf-8")
    assert "  wrong    Fonts of the style: there is no style “baroque”\n" in doctor(tmp_path)[1]
    code, out = doctor(tmp_path / "missing")
    assert code == 1
    assert "missing: no such file or directory\n" in out


def test_on_windows_the_way_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(__main__, "os", SimpleNamespace(name="nt"))
    with pytest.raises(SystemExit, match="WSL"):
        __main__.main()
