"""The soak of `make soak`, with a few books of one seed: none of them is refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import soak


@pytest.mark.slow
def test_random_books_are_built(tmp_path: Path) -> None:
    run = soak.Soak(tmp_path, time.monotonic() + 600, most=3)
    run.build_random(number=1)
    assert run.books["random"] == 3
    assert run.wrong == []
    assert {"drawing", "epub", "saving"} <= run.spent.seconds.keys()
    assert "3 books (3 of random)" in run.summary()
