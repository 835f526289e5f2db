"""Imports point one way, between rooms and inside them, and each engine has one importer."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "anthology"

# From the ground up: a room is a module or a folder with all below it, and may import those of
# lower floors and itself. The longest name that fits a module is its room.
LAYERS = (
    ("memory",),
    ("text", "report", "save.record", "pool", "formulas"),
    ("book", "cache", "edition", "save", "packages"),
    ("config",),
    ("press",),
    ("style",),
    ("load.model", "load.clean"),
    ("load.header",),
    ("load.formats", "load.columns"),
    ("load.project",),
    ("load.pictures", "load.printable"),
    ("load.person", "load.opened"),
    ("load.naming",),
    ("load.manuscript",),
    ("load.cache", "load.authors"),
    ("load",),
    ("people",),
    ("arrange",),
    ("draft", "release"),
    (
        "compose.dates",
        "compose.typography",
        "compose.links",
        "compose.pictures",
        "compose.schema_org",
    ),
    ("compose.design",),
    ("compose.forms", "compose.templates", "compose.stars", "compose.stylesheet"),
    ("compose.bodies", "compose.composer", "compose.opening"),
    ("compose.assets", "compose.back_matter", "compose.front", "compose.pieces"),
    ("compose.cover", "compose.letters"),
    ("compose.sheets",),
    ("compose",),
    ("pdf.span", "pdf.colour", "pdf.to_unicode"),
    ("pdf.model",),
    ("pdf.packing",),
    ("pdf.bind",),
    ("pdf.engine.imports",),
    ("pdf.engine.tree",),
    ("pdf.engine.fast",),
    ("pdf.engine.floats",),
    ("pdf.engine.feet", "pdf.engine.margins"),
    ("pdf.engine.lines", "pdf.engine.tables"),
    ("pdf.engine",),
    ("pdf.cache", "pdf.press.output_intent"),
    ("pdf.setup",),
    ("pdf.press", "pdf.reading", "pdf.typeset"),
    ("pdf.cuts", "pdf.alone", "pdf.reprints", "pdf.sheets"),
    ("pdf.galleys",),
    ("pdf.paginate", "pdf.shared_pages", "pdf.screen"),
    ("pdf",),
    ("epub.container", "epub.labels", "epub.names", "epub.xhtml", "epub.print_run"),
    ("epub.resources", "epub.devices"),
    ("epub.content",),
    ("epub.package",),
    ("epub",),
    ("check.epub", "check.pdf"),
    ("check.collation",),
    ("check",),
    ("trade",),
    ("scaffold",),
    ("catalogue", "context", "doctor", "imports", "schema", "setup"),
    ("produce",),
    ("project",),
    ("draft.editions",),
    ("build", "cluster"),
    ("illustrations", "preview", "proposals", "specimen"),
    ("cli",),
    ("__main__",),
)
RANK = {room: floor for floor, rooms in enumerate(LAYERS) for room in rooms}
ENGINES = {
    "ebooklib": ("epub.container",),
    "fsspec": ("cache",),
    "weasyprint": ("pdf.engine",),
    "pydyf": ("pdf.engine",),
    "pikepdf": ("pdf", "check.pdf"),
    "jinja2": ("compose",),
    "latex2mathml": ("formulas",),
    "ziamath": ("formulas",),
    "markdown": ("load.formats",),
    "mammoth": ("load.formats.documents.word",),
    "nh3": ("load.clean",),
    "typer": ("cli",),
    "rich": ("cli",),
}


def modules() -> list[Path]:
    return sorted(p for p in SOURCE.rglob("*.py") if p != SOURCE / "__init__.py")


def dotted(path: Path) -> str:
    """A module's name below the package: "pdf.bind.pages"."""
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {dotted(path) for path in modules()}


def room(name: str) -> str | None:
    """The room of LAYERS that a module is in."""
    parts = name.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in names if name in RANK), None)


def imported(path: Path) -> set[str]:
    """The full names that a module imports, of modules and of what they define."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def own(names: set[str]) -> set[str]:
    """Our own modules among imported names."""
    below = {name.removeprefix("anthology.") for name in names if name.startswith("anthology.")}
    return {name if name in MODULES else name.rpartition(".")[0] for name in below} & MODULES


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_imports_point_one_way(path: Path) -> None:
    here = room(dotted(path))
    assert here is not None, f"{dotted(path)} has no place in LAYERS"
    for name in own(imported(path)):
        there = room(name)
        assert there is not None
        assert there == here or RANK[there] < RANK[here], f"{here} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_each_engine_has_one_importer(path: Path) -> None:
    here = f"{dotted(path)}."
    for name in imported(path):
        allowed = ENGINES.get(name.split(".", maxsplit=1)[0])
        at_home = allowed is None or any(here.startswith(f"{room}.") for room in allowed)
        assert at_home, f"{dotted(path)} imports {name}"


def test_every_room_of_the_list_is_there() -> None:
    assert set(RANK) <= MODULES


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_no_module_is_long(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


LONG = {  # functions of more than 40 lines, and why
    "build": "cli: a command line has as many options as it has",
    "import_": "cli: the same",
    "_rows": "pdf.engine.lines.stretch: a hot loop",
    "_arrivals": "pdf.engine.lines.search: a hot loop",
}


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_no_function_is_long(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name not in LONG:
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 40, f"{dotted(path)}.{node.name} has {length} lines"


def test_no_folder_is_crowded() -> None:
    for folder in {path.parent for path in modules()}:
        assert len(list(folder.glob("*.py"))) <= 15, folder
