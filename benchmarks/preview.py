"""How long it takes from saving one review to new pixels in a browser.

    python -m benchmarks preview [N ...]      # default: 100 and 1,000 reviews

A preview runs as a user starts it; the page of the middle review is open in Chromium. Each
round changes one word of its first paragraph and waits until the new picture is drawn.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page
from scripts.preview_pictures import shown

from benchmarks.reviews import write_reviews

ROUNDS = 40
WINDOW = (1400, 1000)  # pixels
DRAWN = """() => {
  window.drawn = new Promise((done) => document.addEventListener("pixels", done, { once: true }));
}"""
# Nothing has been drawn for a while: pictures of the edit before must not count for this one.
STILL = """() => new Promise((done) => {
  let timer = setTimeout(done, 1000);
  document.addEventListener("pixels", () => {
    clearTimeout(timer);
    timer = setTimeout(done, 1000);
  });
})"""


def seconds(count: int, rounds: int = ROUNDS) -> list[float]:
    """From each save to its pixels."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "book"
        root.mkdir()
        write_reviews(root, count)
        (root / "anthology.toml").write_text('[book]\ntitle = "Reviews"\n')
        file = sorted((root / "manuscripts").iterdir())[count // 2]
        with shown(root, *WINDOW) as page:
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
    page.evaluate(STILL)
    return passed


def main(arguments: Sequence[str]) -> None:
    """Print a line for each number of reviews."""
    for count in map(int, arguments or ("100", "1000")):
        found = seconds(count)
        middle, late = median(found), quantiles(found, n=20)[-1]
        print(f"{count} reviews, {len(found)} edits: median {middle:.2f} s, p95 {late:.2f} s")
