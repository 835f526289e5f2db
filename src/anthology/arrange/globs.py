"""Match globs with the paths of manuscripts, with ** as in .gitignore; no folder is read."""

from __future__ import annotations

import re
from functools import lru_cache

PIECE = re.compile(r"\*\*/|\*\*|\*|\?|\[!?[^\]]+\]|[^*?\[]+|\[")
HOME = "manuscripts/"
LONGEST = 500  # characters; real globs are shorter, and long ones can be slow to match


def matches(glob: str, path: str) -> bool:
    """Whether a glob relative to the project or to manuscripts/ matches a file or its folder."""
    expression = _expression(glob.strip().removeprefix("./").rstrip("/"))
    return any(expression.fullmatch(one) for one in (path, path.removeprefix(HOME)))


@lru_cache(maxsize=1000)
def _expression(glob: str) -> re.Pattern[str]:
    parts = [_part(piece) for piece in PIECE.findall(re.sub(r"\*{3,}", "**", glob[:LONGEST]))]
    return re.compile("".join(parts) + r"(?:/.*)?", re.DOTALL)


def _part(piece: str) -> str:
    if piece[0] == "[" and len(piece) > 2:
        inside = re.escape(piece[1:-1].removeprefix("!")).replace(r"\-", "-")
        return f"[{'^' if piece[1] == '!' else ''}{inside}]"
    return {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(piece, re.escape(piece))
