"""One structure tree of the tags of all leaves: a Document of sections, and its ParentTree.

The leaves of each section have a tree of their own (`engine.tags`). Here these are put
under one root, the keys of pages and annotations (ISO 32000-1, 14.7.4.4) are renumbered, and
the elements with an ID are indexed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String


def join_tags(pdf: Pdf, leaves: Sequence[Pdf], starts: Sequence[int], lang: str) -> None:
    """Write the structure tree of `pdf`, in which the pages of each of `leaves` begin at a start.

    `lang` is the book's language; sections in another get it as an entry.
    """
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
    kids: list[Object] = []
    numbers: list[object] = []
    pages = [page.obj for page in pdf.pages]
    for leaf, start in zip(leaves, starts, strict=True):
        root = leaf.Root.get("/StructTreeRoot")
        if root is None:
            continue
        root = pdf.copy_foreign(root)
        parts = list(root.K[0].K.as_list())
        for part in parts:
            part.P = document
            if str(leaf.Root.get("/Lang", lang)) != lang and "/Lang" not in part:
                part.Lang = leaf.Root.Lang
        kids += parts
        _renumber_pages(pages[start : start + len(leaf.pages)], len(numbers) // 2)
        numbers += _renumbered(root.ParentTree.Nums, len(numbers) // 2)
    document.K = Array(kids)
    tree = Dictionary(Type=Name.StructTreeRoot, K=Array([document]), ParentTree=None)
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    tree.ParentTreeNextKey = len(numbers) // 2
    pdf.Root.StructTreeRoot = document.P = pdf.make_indirect(tree)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    _name_elements(pdf)


def _renumbered(numbers: Object, offset: int) -> list[object]:
    """The entries of a ParentTree with `offset` added to their keys."""
    values = list(numbers.as_list())
    return [
        item for i in range(0, len(values), 2) for item in (offset + int(values[i]), values[i + 1])
    ]


def _renumber_pages(pages: Iterable[Any], offset: int) -> None:
    """Add `offset` to the keys that pages, forms and annotations have in the ParentTree."""
    seen: set[tuple[int, int]] = set()
    for page in pages:
        if "/StructParents" in page:
            page.StructParents = int(page.StructParents) + offset
        for annotation in page.get("/Annots", Array()).as_list():
            if "/StructParent" in annotation:
                annotation.StructParent = int(annotation.StructParent) + offset
        for form in _forms(page.get("/Resources"), seen):
            form.StructParents = int(form.StructParents) + offset


def _forms(resources: Object | None, seen: set[tuple[int, int]]) -> Iterator[Object]:
    """Forms with marked text, which WeasyPrint draws for what a style makes transparent."""
    held = resources.get("/XObject") if resources is not None else None
    for thing in held.values() if isinstance(held, Dictionary) else ():
        if thing.objgen in seen:
            continue
        seen.add(thing.objgen)
        if "/StructParents" in thing:
            yield thing
        yield from _forms(thing.get("/Resources"), seen)


def _name_elements(pdf: Pdf) -> None:
    """Write the IDTree: the elements by their ID."""
    named = {str(element.ID): element for element in elements(pdf) if "/ID" in element}
    if named:
        pairs = [thing for name in sorted(named) for thing in (String(name), named[name])]
        limits = Array([String(min(named)), String(max(named))])
        leaf = pdf.make_indirect(Dictionary(Names=Array(pairs), Limits=limits))
        pdf.Root.StructTreeRoot.IDTree = Dictionary(Kids=Array([leaf]))


def elements(pdf: pikepdf.Pdf) -> Iterator[Object]:
    """All structure elements in reading order."""
    root = pdf.Root.get("/StructTreeRoot")
    waiting = [root] if root is not None else []
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            yield element
        kids = element.get("/K", Array())
        listed = kids.as_list() if isinstance(kids, Array) else [kids]
        waiting += [kid for kid in reversed(list(listed)) if _is_element(kid)]


def _is_element(kid: object) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid
