"""Another WeasyPrint or pydyf than the one that was read is refused before any work."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from anthology.pdf.engine import originals, patches, version
from anthology.report import Refused, Severity

ROOT = Path(__file__).parents[3]


def installed(monkeypatch: pytest.MonkeyPatch, **versions: str) -> None:
    """Makes it look as if these versions were installed and nothing else."""

    def found(name: str) -> str:
        if name not in versions:
            raise metadata.PackageNotFoundError(name)
        return versions[name]

    monkeypatch.setattr(metadata, "version", found)


def test_the_installed_versions_are_right() -> None:
    version.check()


def test_another_version_of_weasyprint_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, weasyprint="71.0", pydyf=version.VERSIONS["pydyf"])
    with pytest.raises(Refused) as refused:
        version.check()
    (problem,) = refused.value.problems
    assert problem.severity is Severity.ERROR
    assert problem.message == (
        "WeasyPrint 71.0 is installed; this version of Anthology sets pages with 70.0"
    )
    assert problem.hint == "Run: pip install weasyprint==70.0"
    assert not problem.trace


def test_both_are_reported_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, pydyf="0.1")
    with pytest.raises(Refused) as refused:
        version.check()
    messages = {problem.message for problem in refused.value.problems}
    assert messages == {
        "WeasyPrint is not installed; this version of Anthology sets pages with 70.0",
        "pydyf 0.1 is installed; this version of Anthology sets pages with 0.13.0",
    }


def test_nothing_is_patched_in_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, weasyprint="71.0", pydyf="0.13.0")
    monkeypatch.setattr(originals.Patch, "loaded", lambda _: pytest.fail("a patch was loaded"))
    with pytest.raises(Refused):
        patches.install()


def test_the_check_imports_neither() -> None:
    program = (
        "import sys; from anthology.pdf.engine import version; version.check()\n"
        "print({'weasyprint', 'pydyf', 'fontTools', 'pikepdf'} & sys.modules.keys())"
    )
    run = [sys.executable, "-c", program]
    assert subprocess.run(run, capture_output=True, check=True, text=True).stdout == "set()\n"


def test_the_package_asks_for_these_versions() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = dict(line.split("==") for line in project["dependencies"] if "==" in line)
    assert {name: pins.get(name) for name in version.VERSIONS} == version.VERSIONS
