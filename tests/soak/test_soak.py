"""The soak of `make soak`, for some seconds: no random book of these is refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import soak


@pytest.mark.slow
def test_random_books_are_built(tmp_path: Path) -> None:
    run = soak.Soak(tmp_path, time.monotonic() + 20)
    run.build_random(number=16)
    assert run.books["random"] > 0
    assert run.wrong == []
