"""Which file a picture's tag means: pages load pictures late, or have one in several sizes.

The address is in `src`, unless that is only a placeholder; then it is in an attribute of the
script that replaces it, or the largest file of `srcset`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

LATE = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "data-lazy", "data-image")
SETS = ("srcset", "data-srcset", "data-lazy-srcset")
PLACEHOLDER = re.compile(
    r"\s*(?:$|data:|about:|[^?#]*\b(?:blank|spacer|placeholder|grey|pixel|loading|transparent|1x1)\.(?:gif|png|svg)\b)",
    re.IGNORECASE,
)
SIZE = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)[wx],?")
GLUED = re.compile(r"(?<=\s)(\d[\d.]{0,9}[wx]),")


def chosen(given: Mapping[str, str]) -> str:
    """The address of a picture with these attributes, whose names are in lower case."""
    src = given.get("src", "")
    if not PLACEHOLDER.match(src):
        return src
    late = (given[name] for name in LATE if not PLACEHOLDER.match(given.get(name, "")))
    sets = (largest(given[name]) for name in SETS if given.get(name))
    return next(late, "") or next(filter(None, sets), "") or src


def largest(srcset: str) -> str:
    """The address of the largest file in a `srcset`, "" where there is none but a placeholder."""
    best, size = "", 0.0
    words = [word for word in GLUED.sub(r"\1 ", srcset).split() if word.strip(",")]
    for url, after in zip(words, [*words[1:], ""], strict=True):
        if SIZE.fullmatch(url) or PLACEHOLDER.match(url):
            continue
        given = SIZE.fullmatch(after)
        if (own := float(given[1]) if given else 1.0) > size:
            best, size = url.rstrip(","), own
    return best
