"""How long it takes from saving one review to new pixels in a browser.

    python -m benchmarks preview [N ...]      # default: 100 and 1,000 reviews

A preview runs as a user starts it; the page of the middle review is open in Chromium. Each
round changes one word of its first paragraph and waits until the new picture is drawn.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page, sync_playwright

from benchmarks.speed import write_reviews

ROUNDS = 40
PATIENCE = 600_000  # ms, for the first proof of a large book
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
DRAWN = """() => {
  window.drawn = new Promise((done) => document.addEventListener("pixels", done, { once: true }));
}"""


@contextmanager
def shown(root: Path) -> Iterator[Page]:
    """The preview of a project in a browser."""
    command = [sys.executable, "-m", "anthology", "preview", str(root), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        address = running.stdout.readline().strip()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1400, "height": 1000})
            page.goto(address)
            page.wait_for_selector(".page img", timeout=PATIENCE)
            yield page
            browser.close()
        running.send_signal(signal.SIGINT)


def seconds(count: int, rounds: int = ROUNDS) -> list[float]:
    """From each save to its pixels."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "book"
        root.mkdir()
        write_reviews(root, count)
        (root / "anthology.toml").write_text('[book]\ntitle = "Reviews"\n')
        file = sorted((root / "manuscripts").iterdir())[count // 2]
        with shown(root) as page:
            page.locator("#entries button", has_text=title(file)).first.click()
            page.wait_for_timeout(2_000)
            return [one_round(page, file, number) for number in range(rounds)]


def title(file: Path) -> str:
    """The title in a header."""
    found = re.search("^title: (.*)$", file.read_text(), re.MULTILINE)
    assert found
    return found[1].strip("\"'")


def one_round(page: Page, file: Path, number: int) -> float:
    """Change a word and wait for the picture."""
    head, _, body = file.read_text().partition("\n\n")
    words = body.split(" ")
    words[5] = f"word{number}"
    page.evaluate(DRAWN)
    begin = time.perf_counter()
    file.write_text(f"{head}\n\n{' '.join(words)}")
    page.evaluate("window.drawn")
    passed = time.perf_counter() - begin
    page.wait_for_timeout(300)
    return passed


def main(arguments: Sequence[str]) -> None:
    """Print a line for each number of reviews."""
    for count in map(int, arguments or ("100", "1000")):
        found = seconds(count)
        middle, late = median(found), quantiles(found, n=20)[-1]
        print(f"{count} reviews, {len(found)} edits: median {middle:.2f} s, p95 {late:.2f} s")
