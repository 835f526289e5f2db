"""The soak of `make soak`, with a few books of one seed: none of them is refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from late import noted

import soak
from anthology.pool import Pool


@pytest.mark.slow
def test_random_books_are_built(tmp_path: Path) -> None:
    run = soak.Soak(tmp_path, time.monotonic() + 600, most=3)
    run.build_random(number=1)
    assert run.books["random"] == 3
    assert run.wrong == []
    assert {"drawing", "epub", "saving"} <= run.spent.seconds.keys()
    assert "3 books (3 of random)" in run.summary()


def _busy(seconds: float) -> float:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return seconds


def test_a_task_that_takes_too_long_is_noted() -> None:
    with noted() as late, Pool(0) as pool:
        assert pool.run(_busy, [0.3, 0.0], seconds=0.2) == [0.3, 0.0]
        assert len(late) == 1
        assert late[0].endswith("s, 0.2 were allowed")
