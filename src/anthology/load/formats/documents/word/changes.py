"""Tracked changes and comments of a Word file: listed, and then accepted or rejected."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from anthology.load.formats.documents.model import Remark, in_words
from anthology.load.formats.documents.package import Element
from anthology.load.formats.documents.word.parts import Parts, W, child, children, value

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
IN, OUT = ("ins", "moveTo"), ("del", "moveFrom")
KINDS = {W + "ins": "inserted", W + "del": "deleted", W + "moveTo": "moved",
         W + "rPrChange": "formatted", W + "pPrChange": "formatted"}  # fmt: skip


def remarks(parts: Parts) -> tuple[Remark, ...]:
    """The changes and the open comments, in the order of the text."""
    numbers = _numbers(parts)
    changes = [each for tree in parts.trees.values() for each in _changes(tree, numbers)]
    joined = [_joined(list(same)) for _, same in groupby(changes, _is_one)]
    return (*joined, *_comments(parts, numbers))


def _is_one(remark: Remark) -> tuple[str, str, str]:
    return remark.kind, remark.author, remark.place


def _joined(found: list[Remark]) -> Remark:
    """One change that the program has in several runs."""
    first = found[0]
    return Remark(first.kind, first.author, "".join(each.words for each in found), first.place)


def _numbers(parts: Parts) -> dict[Element, int]:
    return {p: number for number, p in enumerate(parts.text.iter(W + "p"), 1)}


def _changes(tree: Element, numbers: dict[Element, int]) -> Iterator[Remark]:
    for element in tree.iter(*KINDS):
        above = element.getparent()
        if above is not None and above.tag in {W + "trPr", W + "numPr"}:
            continue
        words = _words(element)
        if element.tag in {W + "rPrChange", W + "pPrChange"}:
            run = above.getparent() if above is not None else None
            words = _words(run) if run is not None and run.tag == W + "r" else ""
        yield Remark(KINDS[str(element.tag)], value(element, "author"), words,
                     _place(element, numbers))  # fmt: skip


def _words(element: Element) -> str:
    return "".join(str(each.text or "") for each in element.iter(W + "t", W + "delText"))


def _place(element: Element, numbers: dict[Element, int]) -> str:
    paragraph = next(element.iterancestors(W + "p"), None)
    if paragraph is None:
        return "the document"
    words = "".join(str(each.text or "") for each in paragraph.iter(W + "t"))
    if paragraph in numbers:
        return in_words(numbers[paragraph], words)
    return in_words(0, words).replace("paragraph 0", "a note")


def _comments(parts: Parts, numbers: dict[Element, int]) -> Iterator[Remark]:
    """The comments that nobody resolved, answers to others aside."""
    settled = _settled(parts.extended)
    marks: dict[str, Element] = {}
    for tree in parts.trees.values():
        for name in ("commentReference", "commentRangeStart"):
            marks |= {value(mark, "id"): mark for mark in tree.iter(W + name)}
    for comment in children(parts.comments, "comment"):
        paragraphs = [str(p.get(W14 + "paraId", "")) for p in comment.iter(W + "p")]
        if paragraphs and paragraphs[-1] in settled:
            continue
        mark = marks.get(value(comment, "id"))
        place = "the document" if mark is None else _place(mark, numbers)
        words = " ".join(map(_words, comment.iter(W + "p")))
        author, initials = value(comment, "author"), value(comment, "initials")
        yield Remark("comment", author, words, place, initials)


def _settled(extended: Element | None) -> frozenset[str]:
    """The paragraphs of comments that are resolved, or answers."""
    found = extended.iter(W15 + "commentEx") if extended is not None else ()
    return frozenset(
        str(each.get(W15 + "paraId"))
        for each in found
        if each.get(W15 + "done") in {"1", "true"} or each.get(W15 + "paraIdParent")
    )


def settle(tree: Element, changes: str) -> None:
    """Makes the text what it is when all changes are accepted, or rejected, in place."""
    keep, drop = (OUT, IN) if changes == "reject" else (IN, OUT)
    if changes == "reject":
        _restore_formats(tree)
    _paragraph_ends(tree, keep, drop)
    for row in list(tree.iter(W + "tr")):
        if any(True for _ in children(child(row, "trPr"), *drop)):
            _remove(row)
    for name in drop:
        for element in list(tree.iter(W + name)):
            _remove(element)
    for element in tree.iter(W + "delText"):
        element.tag = W + "t"
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    etree.strip_tags(tree, *(W + name for name in keep))


def _paragraph_ends(tree: Element, keep: tuple[str, ...], drop: tuple[str, ...]) -> None:
    """Paragraphs whose end goes are joined with the next one; the marks of all others go."""
    for paragraph in list(tree.iter(W + "p")):
        marks = child(child(paragraph, "pPr"), "rPr")
        goes = any(True for _ in children(marks, *drop))
        for mark in list(children(marks, *keep, *drop)):
            _remove(mark)
        after = paragraph.getnext()
        if goes and after is not None and after.tag == W + "p":
            own = [each for each in paragraph if each.tag != W + "pPr"]
            at = 1 if child(after, "pPr") is not None else 0
            after[at:at] = own
            _remove(paragraph)


def _restore_formats(tree: Element) -> None:
    for change in list(tree.iter(W + "rPrChange", W + "pPrChange")):
        now = change.getparent()
        before = child(change, "rPr" if change.tag == W + "rPrChange" else "pPr")
        if now is not None and before is not None:
            now[:] = list(before)


def _remove(element: Element) -> None:
    above = element.getparent()
    if above is not None:
        above.remove(element)
