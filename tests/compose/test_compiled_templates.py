"""Built-in templates are compiled once for all builds, beside our own compiled modules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from jinja2.nodes import Template

from anthology import style
from anthology.compose import templates
from anthology.style import Style

NAME = "title-page.xhtml.j2"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where compiled templates are kept, as by a new installation."""
    monkeypatch.setattr(templates, "cache_from_source", lambda _: str(tmp_path / "templates.pyc"))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    templates._environment.cache_clear()
    yield tmp_path
    templates._environment.cache_clear()


@pytest.fixture
def classic(tmp_path: Path) -> Style:
    return style.load("classic", tmp_path)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that were compiled."""
    names: list[str] = []
    compile_it = Environment._generate

    def _generate(own: Environment, source: Template, name: str, *more: Any, **named: Any) -> str:
        names.append(name)
        return compile_it(own, source, name, *more, **named)

    monkeypatch.setattr(Environment, "_generate", _generate)
    return names


def compile_anew(of: Style) -> None:
    templates._environment.cache_clear()
    templates.templates(of).environment.get_template(NAME)


def test_the_next_build_finds_what_was_compiled(
    folder: Path, classic: Style, compiled: list[str]
) -> None:
    compile_anew(classic)
    assert [*folder.glob("template.jinja-*")]
    compile_anew(classic)
    assert compiled == [NAME]


def test_a_changed_template_is_compiled_anew(
    folder: Path, classic: Style, compiled: list[str]
) -> None:
    compile_anew(classic)
    compile_anew(replace(classic, templates={**classic.templates, NAME: "<p>Other</p>"}))
    assert compiled == [NAME, NAME]


@pytest.mark.parametrize("kept", [b"", b"j2", "half"])
def test_what_cannot_be_read_is_compiled_anew(
    folder: Path, classic: Style, compiled: list[str], kept: bytes | str
) -> None:
    compile_anew(classic)
    (file,) = folder.glob("template.jinja-*")
    whole = file.read_bytes()
    file.write_bytes(kept if isinstance(kept, bytes) else whole[:20])
    compile_anew(classic)
    assert compiled == [NAME, NAME]
    assert file.read_bytes() == whole


def test_nothing_of_a_stranger_is_kept(folder: Path, classic: Style, compiled: list[str]) -> None:
    compile_anew(replace(classic, foreign=True))
    assert compiled == [NAME]
    assert not [*folder.glob("template.jinja-*")]


def test_a_folder_that_cannot_be_written_costs_only_time(
    folder: Path, classic: Style, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = str(folder / "missing" / "templates.pyc")
    monkeypatch.setattr(templates, "cache_from_source", lambda _: missing)
    compile_anew(classic)
    compile_anew(classic)
    assert compiled == [NAME, NAME]
