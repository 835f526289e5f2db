"""`anthology setup` on the command line: what it writes, prints and asks, and never overwrites."""

from __future__ import annotations

import os
import pty
import select
import sys
from pathlib import Path

import pytest

from anthology import cli, config

HEADER = "---\ntitle: {}\nrating: {}\nauthor: {}\n---\nA text about it.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.md").write_text(HEADER.format("Ember", 4, "Ann Lee"), "utf-8")
    (tmp_path / "site" / "b.md").write_text(HEADER.format("Frost", 3, "Bo Lind"), "utf-8")
    return tmp_path / "site"


def ran(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: object
) -> tuple[object, str, str]:
    monkeypatch.setattr(sys, "argv", ["anthology", "setup", *map(str, words)])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return stopped.value.code, *capsys.readouterr()


def test_the_file_is_written_and_the_next_commands_are_named(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = ran(monkeypatch, capsys, site)
    assert (code, err) == (0, "")
    assert "2 reviews, with" in out
    assert f"anthology list {site}" in out
    settings, _ = config.read(site)
    assert settings.source[0].author == "work"
    guesses = [
        line.split(":")[1] for line in out.splitlines() if line.startswith("  anthology.toml:")
    ]
    lines = (site / "anthology.toml").read_text("utf-8").splitlines()
    assert "scale" in {lines[int(number) - 1].partition(" =")[0] for number in guesses}


def test_a_file_that_is_there_stays_as_it_is(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "anthology.toml").write_text('[book]\ntitle = "Mine"\n', "utf-8")
    code, out, err = ran(monkeypatch, capsys, site)
    assert code == 0
    assert "[[source]]" in out
    assert "was not changed" in err
    assert (site / "anthology.toml").read_text("utf-8") == '[book]\ntitle = "Mine"\n'


def test_the_proposal_goes_to_another_file_that_is_not_there(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = site.parent / "proposal.toml"
    assert ran(monkeypatch, capsys, site, "-o", other)[0] == 0
    written = other.read_text("utf-8")
    assert "[[source]]" in written
    assert not (site / "anthology.toml").exists()
    code, _, err = ran(monkeypatch, capsys, site, "-o", other)
    assert code == 1
    assert "this file exists, and was not changed" in err
    assert other.read_text("utf-8") == written


def test_a_folder_without_manuscripts_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = ran(monkeypatch, capsys, tmp_path)
    assert (code, out) == (1, "")
    assert "no manuscript" in err
    assert not (tmp_path / "anthology.toml").exists()


def test_a_folder_of_drafts_alone_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A\ndraft: true\n---\nText.\n", "utf-8")
    code, _, err = ran(monkeypatch, capsys, tmp_path)
    assert code == 1
    assert "of 1 text here, none becomes a review" in err


def test_a_path_with_a_quote_and_wildcards_is_read_back(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = site / 'odd "name" ü'
    folder.mkdir()
    for name in "abc":
        (site / f"{name}.md").unlink(missing_ok=True)
        (folder / f"{name}.md").write_text(HEADER.format(name, 4, "Ann Lee"), "utf-8")
    assert ran(monkeypatch, capsys, site)[0] == 0
    settings, _ = config.read(site)
    assert [source.path for source in settings.source] == ['odd "name" ü']


@pytest.mark.slow
def test_a_terminal_is_asked_what_is_open(site: Path) -> None:
    out = on_a_terminal(site, ["2", "", "abc", "10"])
    settings, _ = config.read(site)
    (source,) = settings.source
    assert source.author == "reviewer"
    assert source.title == ("work",)
    assert source.scale == "10"
    assert "“abc” is not a scale" in out
    assert "Who wrote" not in out, "all are signed by then"
    assert "answered so" in (site / "anthology.toml").read_text("utf-8")


def on_a_terminal(site: Path, answers: list[str]) -> str:
    """What setup prints on a terminal where somebody types the answers, and then only Enter."""
    child, terminal = pty.fork()
    if not child:
        os.execv(sys.executable, [sys.executable, "-m", "anthology", "setup", str(site)])
    out, waiting = "", iter(answers)
    while select.select([terminal], [], [], 60)[0]:
        try:
            data = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        out += data.decode()
        if out.rstrip().endswith("]:"):
            os.write(terminal, f"{next(waiting, '')}\n".encode())
            out += "\n"
    os.waitpid(child, 0)
    return out
