"""Used lengths, cached by everything they depend on."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import percent

SIDES = ("top", "right", "bottom", "left")
LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in SIDES),
    *(f"border_{side}_width" for side in SIDES),
    *(f"{limit}{axis}" for axis in ("width", "height") for limit in ("", "min_", "max_")),
)
LIMIT = 20_000  # entries of the cache; then it is emptied

_theirs = percent.resolve_percentages
_dependencies = itemgetter(*LENGTHS, "box_sizing", "border_collapse")
_cache: dict[object, dict[str, Any]] = {}


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """WeasyPrint's function: sets the used lengths of a box, from the cache where it has them."""
    if isinstance(containing_block, boxes.Box):
        width, height = containing_block.width, containing_block.height
    else:
        width, height = containing_block
    style = box.style
    try:
        values = _dependencies(style)
        key = (values, width, height, isinstance(box, boxes.PageBox))
        used = _cache.get(key)
    except TypeError:  # an unhashable value: a function
        _theirs(box, containing_block)
        return
    if used is not None:
        box.__dict__.update(used)
        return
    _theirs(box, containing_block)
    if style["border_collapse"] != "collapse" and not any(map(_is_function, values)):
        if len(_cache) > LIMIT:
            _cache.clear()
        _cache[key] = {name: box.__dict__[name] for name in LENGTHS}


def _is_function(value: object) -> bool:
    return not isinstance(value, (str, int, float, tuple)) and value is not None
