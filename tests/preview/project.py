"""A small project to preview, and a preview of it in a process of its own."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORDS = [
    "harbour",
    "lamp",
    "ferry",
    "winter",
    "letter",
    "silence",
    "window",
    "station",
    "garden",
    "bridge",
    "shadow",
    "paper",
    "violin",
    "kitchen",
    "morning",
    "train",
    "curtain",
    "mirror",
    "summer",
    "island",
]
SETTINGS = """[book]
title = "Six Ferries"
editors = ["Ann Lee"]
layout = "essays"
"""


def text(number: int, lines: int = 40) -> str:
    """A manuscript of paragraphs of a few lines, of few words in ever new order."""
    chance = random.Random(number)
    head = (
        f"---\ntitle: Ferry {number}\nreviewer: Tobias Renck\nrating: {number % 5 + 1}/5\n---\n\n"
    )
    written = [
        " ".join(chance.choices(WORDS, k=9)) + (".\n" if line % 4 == 3 else "")
        for line in range(lines)
    ]
    return head + "\n".join(written) + "\n"


def project(folder: Path, reviews: int = 6) -> Path:
    """A project in a folder."""
    (folder / "manuscripts").mkdir(parents=True)
    (folder / "anthology.toml").write_text(SETTINGS)
    for number in range(1, reviews + 1):
        (folder / "manuscripts" / f"{number:02}.md").write_text(text(number))
    return folder


@contextmanager
def preview(root: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a preview that runs meanwhile, and its process."""
    command = [sys.executable, "-m", "anthology", "preview", str(root), "--no-open"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout is not None
    try:
        yield running.stdout.readline().strip(), running
    finally:
        running.send_signal(signal.SIGINT)
        try:
            running.communicate(timeout=20)
        finally:
            running.kill()
