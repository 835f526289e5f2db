"""The volumes of a project: each a book with settings of its own over the common ones.

`volumes/NAME.toml` has the keys of anthology.toml. What it sets goes before the common value,
key by key; a list takes the place of the whole common list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from anthology.config import toml_lines
from anthology.report import NOWHERE, Place, Refused, error, shown

FOLDER = "volumes"
# Of one book and no other: a volume that does not set them has none.
OF_ONE_BOOK = ("identifier", "isbn_epub", "isbn_print", "isbn_volumes")

NAME = re.compile(r"\w[\w .-]{0,100}")  # it becomes a folder's
Places = Mapping[toml_lines.Path, Place]


def names(root: Path) -> tuple[str, ...]:
    """The names of a project's volumes, in the order of the alphabet."""
    found = (path.stem for path in (root / FOLDER).glob("*.toml"))
    return tuple(sorted(name for name in found if NAME.fullmatch(name)))


def file(root: Path, volume: str) -> str:
    """The path of a volume's file in the project. Raises Refused where there is none."""
    known = names(root)
    if volume in known:
        return f"{FOLDER}/{volume}.toml"
    near = get_close_matches(volume, known, 1)
    hint = f"Did you mean “{shown(near[0])}”?" if near else f"Write {FOLDER}/{shown(volume)}.toml."
    raise Refused(error(NOWHERE, f"there is no volume “{shown(volume)}”", hint))


def over(common: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The common values with a volume's own over them."""
    book = {key: value for key, value in _table(common, "book").items() if key not in OF_ONE_BOOK}
    return _merged({**common, "book": book}, own)


def without(places: Places, own: Places, values: Mapping[str, Any]) -> Places:
    """The places of the common keys that a volume does not replace."""
    lists = {(key,) for key, value in values.items() if isinstance(value, list)}
    return {path: at for path, at in places.items() if path not in own and path[:1] not in lists}


def _merged(common: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    both = {**common, **own}
    for key, value in own.items():
        before = common.get(key)
        if isinstance(value, dict) and isinstance(before, dict):
            both[key] = _merged(before, value)
    return both


def _table(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = values.get(name)
    return table if isinstance(table, dict) else {}
