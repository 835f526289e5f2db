"""The table of attributes that we add to WeasyPrint's objects is complete."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from anthology.pdf.engine import attributes

ENGINE = Path(attributes.__file__).parent
# WeasyPrint's own.
THEIRS = {
    "_dpi", "_html", "baseline", "broken_out_of_flow", "children", "current_page_footnotes",
    "fonts", "footnote", "height", "link",
    "justification_spacing", "layout", "margin_bottom", "margin_top", "missing", "page",
    "page_bottom", "page_rules", "page_type", "pango_layout", "position_x", "position_y",
    "reported_footnotes", "style", "to_unicode", "width", "widths",
}  # fmt: skip
# Of objects of our own: paragraphs, laid out documents, nodes.
OURS = {"lines", "room", "written", "text", "parent"}
REPLACED = {"imports", "originals", "patches"}  # what these set is in another table


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ENGINE.rglob("*.py")):
        name = ".".join(path.relative_to(ENGINE).with_suffix("").parts)
        yield name, ast.parse(path.read_text("utf-8"))


def of_dict(tree: ast.Module) -> Iterator[str]:
    """The attributes that are read or set as `x.__dict__.get("name")` or `x.__dict__["name"]`."""
    yield from re.findall(r"__dict__(?:\.\w+\(|\[)'(\w+)'", ast.unparse(tree))
    yield from re.findall(r"'(\w+)' (?:not )?in \w+\.__dict__", ast.unparse(tree))


def assigned(tree: ast.Module) -> Iterator[str]:
    """The attributes that are set on something else than `self`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            owner = ast.unparse(node.value)
            if not owner.startswith("self"):
                yield node.attr


def test_every_attribute_read_through_a_dict_is_in_the_table() -> None:
    known = {each.name for each in attributes.ADDED}
    found = {name for _, tree in modules() for name in of_dict(tree)}
    assert found - THEIRS <= known


def test_every_attribute_set_on_another_object_is_in_the_table() -> None:
    known = {each.name for each in attributes.ADDED} | THEIRS | OURS
    unknown = {
        (module, name)
        for module, tree in modules()
        for name in assigned(tree)
        if name not in known and module not in REPLACED
    }
    assert unknown == set()


def test_the_modules_of_the_table_use_the_attributes() -> None:
    used: dict[str, set[str]] = defaultdict(set)
    for module, tree in modules():
        attribute = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        used[module] = attribute | set(of_dict(tree))
    for each in attributes.ADDED:
        for module in {each.writer, *each.readers}:
            assert each.name in used[module], f"{module} does not use {each.owner}.{each.name}"
