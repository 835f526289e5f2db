"""Imports point down the pipeline, and each engine has one importer."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "anthology"

# A module may import those that stand before it, and its own package.
LAYERS = (
    ("direction", "report"),
    ("book", "edition"),
    ("config", "workers", "store"),
    ("style",),
    ("load",),
    ("alphabet",),
    ("people",),
    ("works",),
    ("arrange", "draft", "release"),
    ("compose",),
    ("pdf",),
    ("epub",),
    ("check",),
    ("catalogue", "scaffold", "schema", "save", "shelf"),
    ("workshop", "finishing"),
    ("making",),
    ("publish",),
    ("build",),
    ("console",),
    ("cli",),
    ("__main__",),
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
ENGINES = {
    "ebooklib": {"epub"},
    "weasyprint": {"pdf"},
    "pikepdf": {"pdf"},
    "pydyf": {"pdf"},
    "jinja2": {"compose"},
    "markdown": {"load"},
    "nh3": {"load"},
    "typer": {"cli"},
    "rich": {"cli"},
}


def modules() -> list[Path]:
    return sorted(p for p in SOURCE.rglob("*.py") if p != SOURCE / "__init__.py")


def stage(path: Path) -> str:
    return path.relative_to(SOURCE).with_suffix("").parts[0]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_point_one_way(path: Path) -> None:
    own = stage(path)
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "anthology" and len(parts) > 1 and parts[1] in RANK:
            assert parts[1] == own or RANK[parts[1]] < RANK[own], f"{own} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_each_engine_has_one_importer(path: Path) -> None:
    for name in imported(path):
        allowed = ENGINES.get(name.split(".", maxsplit=1)[0])
        assert allowed is None or stage(path) in allowed, f"{stage(path)} imports {name}"


def test_every_module_has_its_place() -> None:
    assert {stage(path) for path in modules()} <= set(RANK)
