"""Bookmarks: read from any PDF, and made direct in a press file, which has no named targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name

Move = tuple[float, float]  # in points, right and up


def point_directly(pdf: pikepdf.Pdf, moves: Mapping[tuple[int, int], Move]) -> None:
    """Make every bookmark lead to a place on a page itself, without an action or a name.

    `moves` says how far the content of each page was moved, by the page's object number; pages
    that are not in it were not moved.
    """
    named = _named(pdf)
    for item in _items(pdf.Root.get("/Outlines")):
        target = _target(item, named)
        for key in ("/A", "/SE", "/Dest"):
            if key in item:
                del item[key]
        if target is not None:
            item.Dest = _moved(target, moves.get(target[0].objgen, (0, 0)))


def marked_pages(pdf: pikepdf.Pdf) -> Iterator[tuple[str, int]]:
    """Each bookmark's title, and the number of the page it leads to, from 0."""
    named = _named(pdf)
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    for item in _items(pdf.Root.get("/Outlines")):
        target = _target(item, named)
        if target is not None and target[0].objgen in numbers:
            yield str(item.get("/Title", "")), numbers[target[0].objgen]


def _items(outline: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    waiting = [outline.get("/First")] if outline is not None else []
    while waiting:
        item = waiting.pop()
        if item is not None:
            yield item
            waiting += [item.get("/Next"), item.get("/First")]


def _target(item: pikepdf.Object, named: Mapping[str, pikepdf.Object]) -> pikepdf.Array | None:
    action = item.get("/A")
    target = item.get("/Dest") if action is None else action.get("/D")
    if isinstance(target, pikepdf.String | Name):
        target = named.get(str(target))
    if isinstance(target, Dictionary):
        target = target.get("/D")
    return target if isinstance(target, Array) else None


def _named(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    names = pdf.Root.get("/Names")
    tree = names.get("/Dests") if names is not None else None
    return {str(key): value for key, value in pikepdf.NameTree(tree).items()} if tree else {}


def _moved(target: pikepdf.Array, move: Move) -> pikepdf.Array:
    """The same place after the move. Of all kinds of targets, we write only /XYZ."""
    if len(target) != 5 or target[1] != Name.XYZ or not any(move):
        return target
    page, kind, x, y, zoom = target
    return Array([page, kind, float(x) + move[0], float(y) + move[1], zoom])
