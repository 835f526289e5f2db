"""The manual says what the program does: its tables are generated from it, its commands run."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

import reference
from anthology import cli
from anthology.scaffold import scaffold

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
MODULE = re.compile(r"`((?:[\w-]+/)*[\w-]+\.py)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<img[^>]* src=\"([^\"]+)\"")
EXAMPLE = re.compile(r"^`([^`\n]+)`:\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^ *(anthology [^#\n]+?) *(?:#.*)?$", re.MULTILINE)


def test_the_generated_pages_are_current() -> None:
    for name, text in reference.pages():
        assert (ROOT / "docs" / name).read_text("utf-8") == text, "run: python docs/reference.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for found in LINK.finditer(re.sub(r"`[^`\n]+`", "", page.read_text("utf-8"))):
        target = (found[1] or found[2]).partition("#")[0]
        if target and not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_that_a_page_names_is_there(page: Path) -> None:
    for path in MODULE.findall(page.read_text("utf-8")):
        places = (ROOT, ROOT / "src" / "anthology")
        assert any((place / path).exists() for place in places), f"{page.name} names {path}"


def test_the_commands_of_the_readme_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = [shlex.split(command) for command in COMMAND.findall(readme)]
    assert [words[1] for words in commands] == ["doctor", "setup", "list", "build", "new"]
    shutil.copytree(ROOT / "tests" / "corpora" / "book-blog", tmp_path / "my-blog")
    monkeypatch.chdir(tmp_path)
    for words in commands:
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        assert stopped.value.code == 0, (words, capsys.readouterr().err)


def test_the_readmes_project_is_a_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = EXAMPLE.findall((ROOT / "README.md").read_text("utf-8"))
    assert next(name for name, _ in files) == "anthology.toml"
    for name, text in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    words = ["anthology", "build", str(tmp_path), "--strict", "--edition", "epub"]
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    out, err = capsys.readouterr()
    assert stopped.value.code == 0, err
    assert f"{len(files) - 1} reviews" in out


@pytest.mark.slow
def test_the_examples_of_the_interface_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    scaffold(Path("my-book"))
    names: dict[str, object] = {}
    for example in PYTHON.findall((ROOT / "docs" / "api.md").read_text("utf-8")):
        exec(example, names)
    out = capsys.readouterr().out
    assert "my-book/books/my-book.epub" in out
    assert "'my-book.epub': " in out
    assert "['The Shadow on the Stairs']" in out
