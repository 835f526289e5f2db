"""Makes the pictures of docs/preview.md: the seeds in the preview, step by step.

    python scripts/preview_pictures.py

A copy of the project is shown; nothing of it is changed.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "preview"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
SIZE = (1280, 760)  # pixels
PHONE = (390, 760)
PATIENCE = 600_000  # ms, for the first proof of a large book
COLOURS = 64
RATED = re.compile(r"^rating: .*\n", re.MULTILINE)


@contextmanager
def shown(root: Path, width: int, height: int) -> Iterator[Page]:
    """The preview of a project in a browser's window of so many pixels."""
    command = [sys.executable, "-m", "anthology", "preview", str(root), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        address = running.stdout.readline().strip()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(address)
            page.wait_for_selector(".page img", timeout=PATIENCE)
            yield page
            browser.close()
        running.send_signal(signal.SIGINT)


def taken(page: Page, name: str) -> None:
    """Write what is seen, in few colours."""
    page.wait_for_timeout(1500)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)


def steps(page: Page) -> None:
    """What a new editor does, a picture after each step."""
    review = page.locator("#entries li[data-id^=review] button").first
    review.click()
    taken(page, "1-pages")
    holder = page.locator(".page:has(img[alt='Page 1'])").bounding_box()
    assert holder is not None
    page.mouse.click(holder["x"] + holder["width"] / 2, holder["y"] + holder["height"] * 0.7)
    taken(page, "2-a-line-and-its-text")
    page.click("#tab-settings")
    page.fill("#set-book-title", "The Undead of Hyosan")
    page.click("#review-changes")
    taken(page, "3-settings")
    page.click("#write-changes")
    page.click("#tab-problems")
    page.locator("#problems button", has_text="Answer").click()
    taken(page, "4-a-question")
    page.locator(".question button").first.click()
    page.click("#tab-style")
    page.wait_for_selector("#layouts .look:last-child img")
    page.click(".look[data-name=quarterly]")
    taken(page, "5-styles")
    page.click("#write-look")
    page.click("#tab-books")
    page.click("#build-here")
    page.wait_for_selector("#built:has-text('Saved')")
    page.evaluate(
        "document.getElementById('books-folder').textContent = 'In /home/ann/book/books:'"
    )
    taken(page, "6-the-books")
    page.click("#tab-text")
    page.click(".choice [data-view=ebook]")
    review.click()
    page.select_option("#light", "dark")
    page.wait_for_function("frame.contentDocument.fonts.status === 'loaded'")
    page.wait_for_timeout(3000)  # a face that comes late leaves its words out until then
    taken(page, "7-the-e-book")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.click(".choice [data-view=print]")
    page.reload()
    page.wait_for_selector(".page img")
    page.click("#show-contents")
    review.click()
    taken(page, "8-on-a-phone")


def main() -> None:
    """Take the pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "book"
        shutil.copytree(ROOT / "manuscripts", root / "manuscripts")
        shutil.copy(ROOT / "anthology.toml", root)
        for file in (root / "manuscripts").iterdir():  # so that a rating is asked for
            file.write_text(RATED.sub("", file.read_text("utf-8")), "utf-8")
        with shown(root, *SIZE) as page:
            steps(page)


if __name__ == "__main__":
    main()
