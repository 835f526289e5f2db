"""Problems have one form: the message is not a sentence, the hint is one.

manuscripts/a.md:6: error: poster.png is not there
    It was looked for at manuscripts/poster.png.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "anthology"
MAKERS = {"error": 1, "warning": 1, "question": 1, "note": 1, "Suspect": 0}  # where the message is
# A name or a quotation may begin a message with a capital letter.
NAMED = re.compile(r"[a-z“\[{<_.0-9-]|[A-Z]{2}|EPUBCheck|Ace|Kobo|Amazon|WeasyPrint|Ingram")


def literals(node: ast.expr | None) -> Iterator[str]:
    """The text of a literal, with {} for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = (p.value if isinstance(p, ast.Constant) else "{}" for p in node.values)
        yield "".join(str(part) for part in parts)
    elif isinstance(node, ast.IfExp):
        yield from (*literals(node.body), *literals(node.orelse))


def messages(path: Path) -> Iterator[tuple[str, str]]:
    """The ("message" or "hint", words) of each problem that a module creates."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            first = MAKERS.get(node.func.id)
            if first is not None:
                arguments = [*node.args, None, None, None]
                yield from (("message", words) for words in literals(arguments[first]))
                yield from (("hint", words) for words in literals(arguments[first + 1]))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id.lower()
            if name in {"message", "hint"}:
                yield from ((name, words) for words in literals(node.value))


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: p.stem)
def test_messages_and_hints_have_one_form(path: Path) -> None:
    for kind, words in messages(path):
        if kind == "message" and words:
            assert NAMED.match(words), f"a message begins small: {words}"
            assert not words.endswith("."), f"a message ends without a full stop: {words}"
        elif words:
            assert not words[0].islower(), f"a hint is a sentence: {words}"
            assert words.rstrip()[-1] in ".?!:}", f"a hint is a sentence: {words}"


def test_there_are_messages_to_look_at() -> None:
    found = [kind for path in SOURCE.rglob("*.py") for kind, _ in messages(path)]
    assert found.count("message") > 100
    assert found.count("hint") > 50
