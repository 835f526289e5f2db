"""The line of every key, also where strings look like keys."""

from __future__ import annotations

import pytest

from anthology.config.toml_lines import lines, nearest

TEXT = '''# a comment with "quotes" and [brackets]
[book]   # here
title = "a = b"
description = """
[part]
order = "x"
"""
editors = [
  "A",
  "B", # two
]
"quoted key" = 'x'
a.b = 1
subjects = [{term = "F",
             code = "c"}]

[[part]]
title = "one"
[[part]]
title = "two"
[part.more]
x = 1
[reviewers."Ann B. Lee"]
bio = "x"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("book",), 2),
        (("book", "title"), 3),
        (("book", "description"), 4),
        (("book", "editors"), 8),
        (("book", "editors", 1), 10),
        (("book", "quoted key"), 12),
        (("book", "a", "b"), 13),
        (("book", "subjects", 0, "code"), 15),
        (("part", 0, "title"), 18),
        (("part", 1, "title"), 20),
        (("part", 1, "more", "x"), 22),
        (("reviewers", "Ann B. Lee", "bio"), 24),
        (("reviewers", "Ann B. Lee", "nothing"), 23),
        (("press",), 0),
    ],
)
def test_nearest_key(path: tuple[str | int, ...], line: int) -> None:
    assert nearest(path, lines(TEXT)) == (line or None)
