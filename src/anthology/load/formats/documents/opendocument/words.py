"""The words of an OpenDocument text, read for themselves: what is compared with the book."""

from __future__ import annotations

from collections.abc import Iterator

from anthology.load.formats.documents.opendocument.names import (
    DRAW,
    OFFICE,
    SVG,
    TABLE,
    TEXT,
    get,
    whole,
)
from anthology.load.formats.documents.package import Element

NOT_TEXT = frozenset({
    TEXT + "tracked-changes", OFFICE + "annotation", TEXT + "note-citation", SVG + "title",
    SVG + "desc", OFFICE + "forms", TEXT + "sequence-decls", TEXT + "variable-decls",
    OFFICE + "binary-data", DRAW + "object",
})  # fmt: skip
BLANK = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}
BLOCKS = frozenset({TEXT + "p", TEXT + "h", TABLE + "table-cell", TEXT + "note-body",
                    TEXT + "ruby-base", TEXT + "ruby-text"})  # fmt: skip


def words(text: Element) -> str:
    """The text in its order, each note where it is called."""
    return "".join(_words(text))


def _words(element: Element) -> Iterator[str]:
    yield str(element.text or "")
    for child in element:
        if child.tag == TEXT + "s":
            yield " " * whole(get(child, TEXT + "c"), 1)
        elif child.tag not in NOT_TEXT:
            yield BLANK.get(str(child.tag), "\n" if child.tag in BLOCKS else "")
            yield from _words(child)
            yield "\n" if child.tag in BLOCKS else ""
        yield str(child.tail or "")
