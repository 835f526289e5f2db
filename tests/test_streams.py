"""Closed and full streams, and readers that go away: the books are saved, and it is said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
ONE = "---\nreviewer: Ann Lee\n---\n# One\n\nOrdinary words.\n"


def build(tmp_path: Path, redirections: str) -> subprocess.CompletedProcess[str]:
    """A build by a shell, with its streams as `redirections` have them."""
    manuscripts = tmp_path / "book" / "manuscripts"
    manuscripts.mkdir(parents=True)
    (manuscripts / "one.md").write_text(ONE)
    command = f"{sys.executable} -m anthology build {tmp_path / 'book'} -e epub {redirections}"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "redirections",
    (">&-", "2>&-", "<&- >&- 2>&-", "| true", "2>&1 | true", "> out.txt < /dev/null"),
)
def test_books_are_saved_whether_or_not_anybody_reads(tmp_path: Path, redirections: str) -> None:
    done = build(tmp_path, redirections.replace("out.txt", str(tmp_path / "out.txt")))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "book" / "books" / "book.epub").stat().st_size > 1000


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("redirections", (">/dev/full", "2>/dev/full"))
def test_a_full_device_after_saving_is_named(tmp_path: Path, redirections: str) -> None:
    done = build(tmp_path, redirections)
    assert done.returncode == 1
    assert "No space left on device; the books are saved." in done.stdout + done.stderr
    assert (tmp_path / "book" / "books" / "book.epub").exists()
