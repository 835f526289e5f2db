"""The words of the code and of its messages are plain English and the field's own terms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "anthology"

# No part of a name: verbs of saying are `report`, of waiting `wait`; results have nouns.
NAMES = frozenset(
    ["told", "said", "asked", "made", "begun", "kept", "hired", "meanwhile", "behind", "astray",
     "hands"]
)  # fmt: skip
# Not in what a person reads: “is not a date”, “after the dash”, “many NUL bytes”.
TEXTS = re.compile(
    r"(?<!there )\bis no (?!longer\b)|\bwas not asked\b|\bnoughts\b|\b(?:told|begun|hired)\b"
    r"|\bastray\b|\bmeanwhile\b|\bthere stands\b|\blacks\b|\bparted\b|\bblanks\b"
    r"|\bof wh(?:ich|om)\b",
    re.IGNORECASE,
)
ALLOWED: dict[str, str] = {}  # name: why it must have that word

MODULES = sorted(SOURCE.rglob("*.py"))


def bound(tree: ast.AST) -> Iterator[str]:
    """Every name that a module gives to something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            yield node.name


def words(name: str) -> set[str]:
    """The words of a snake_case or CamelCase name: {"made", "with"}."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def texts(tree: ast.AST) -> Iterator[str]:
    """Every literal text that is not a docstring of code; a setting's is in the manual."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    literals = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    for node in literals:
        if isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_name_is_of_a_private_dialect(path: Path) -> None:
    names = [path.stem, path.parent.name, *bound(ast.parse(path.read_text("utf-8")))]
    found = {name for name in names if words(name) & NAMES} - ALLOWED.keys()
    assert not found, f"rename {', '.join(sorted(found))}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_text_is_of_a_private_dialect(path: Path) -> None:
    found = [text for text in texts(ast.parse(path.read_text("utf-8"))) if TEXTS.search(text)]
    assert not found, f"say it plainly: {found}"


def test_names_are_taken_apart() -> None:
    assert words("_made_with") == {"made", "with"}
    assert words("HTMLToldParser") == {"html", "told", "parser"}
    tree = ast.parse("def f(said, *told):\n    hands: int = 1\n    self.kept = hands")
    assert set(bound(tree)) == {"f", "said", "told", "hands", "kept"}


def test_texts_are_those_that_somebody_reads() -> None:
    tree = ast.parse('"""Module."""\nclass A:\n    """Class."""\n    x = f"a {1} b"\n    "is no c"')
    assert sorted(texts(tree)) == [" b", "a ", "is no c"]
    assert TEXTS.search("“x” is no date")
    assert not TEXTS.search("there is no key “x”; it is no longer read")


def test_the_allowed_names_are_still_there() -> None:
    found = {n for path in MODULES for n in bound(ast.parse(path.read_text("utf-8")))}
    assert ALLOWED.keys() <= found
