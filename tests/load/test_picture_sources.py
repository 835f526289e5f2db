"""The file that a picture's tag means, where pages load it late or have it in several sizes."""

from __future__ import annotations

import pytest

from anthology.load.clean.picture_sources import chosen, largest


@pytest.mark.parametrize(
    ("given", "src"),
    [
        ({"src": "a.png", "srcset": "b.png 900w"}, "a.png"),
        ({"srcset": "b.png 300w, c.png 900w,d.png 600w"}, "c.png"),
        ({"srcset": "b.png, c.png 1.5x, d.png 2x"}, "d.png"),
        ({"srcset": "b c.png"}, "b"),
        ({"src": "data:image/gif;base64,R0", "data-src": "e.png"}, "e.png"),
        ({"src": "/img/blank.gif", "data-lazy-srcset": "f.png 1x, g.png 2x"}, "g.png"),
        ({"src": "data:image/gif;base64,R0"}, "data:image/gif;base64,R0"),
        ({"srcset": "1.2.3w ,,, 9w"}, "1.2.3w"),
        ({}, ""),
    ],
)
def test_sources(given: dict[str, str], src: str) -> None:
    assert chosen(given) == src


def test_a_long_set_is_read_once() -> None:
    assert largest("x" * 1_000_000) == "x" * 1_000_000
    assert largest("a.png 1w, " * 100_000) == "a.png"
