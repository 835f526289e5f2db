"""The words of a Word file, read for themselves: what is compared with the book.

It knows nothing of styles, lists or mammoth: text follows text as in the XML, each note where it
is called.
"""

from __future__ import annotations

from collections.abc import Iterator

from anthology.load.formats.documents.package import Element
from anthology.load.formats.documents.word.parts import MATHS, MC, Parts, W, children, value

BLANK = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "p": "\n", W + "tc": "\n",
         W + "rt": " ", W + "rubyBase": " ",
         W + "noBreakHyphen": "\u2011", W + "softHyphen": "\u00ad"}  # fmt: skip
AFTER = {W + "p": "\n", W + "rt": " ", W + "rubyBase": " "}
NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
CHANGED = {"accept": (W + "del", W + "moveFrom"), "reject": (W + "ins", W + "moveTo")}


def words(parts: Parts, changes: str) -> str:
    """The text in its order, with the notes, as it is when changes are accepted or rejected."""
    notes = {
        (kind, value(note, "id")): note
        for tree in parts.trees.values()
        for kind in ("footnote", "endnote")
        for note in children(tree, kind)
    }
    skipped = frozenset(CHANGED["reject" if changes == "reject" else "accept"])
    return "".join(_words(parts.text, notes, skipped))


def _words(
    element: Element, notes: dict[tuple[str, str], Element], skipped: frozenset[str]
) -> Iterator[str]:
    for each in element:
        if each.tag in skipped or (each.tag == MC + "Choice" and _has_fallback(each)):
            continue
        if each.tag in {W + "t", W + "delText", MATHS + "t"}:
            yield str(each.text or "")
        elif kind := NOTES.get(str(each.tag)):
            note = notes.pop((kind, value(each, "id")), None)
            yield "\n"
            yield from () if note is None else _words(note, notes, skipped)
        elif each.tag not in {W + "pPr", W + "rPr"}:
            yield BLANK.get(str(each.tag), "")
            yield from _words(each, notes, skipped)
            yield AFTER.get(str(each.tag), "")


def _has_fallback(choice: Element) -> bool:
    above = choice.getparent()
    return above is not None and above.find(MC + "Fallback") is not None
