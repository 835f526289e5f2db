"""Tracked changes and comments of an OpenDocument text: listed, and then accepted or rejected.

What was deleted lies outside the text, so a text is always read as if all were accepted.
"""

from __future__ import annotations

from collections.abc import Iterator

from anthology.load.formats.documents.model import Remark, in_words
from anthology.load.formats.documents.opendocument.names import (
    DC,
    LOEXT,
    META,
    OFFICE,
    TEXT,
    XML,
    get,
)
from anthology.load.formats.documents.package import Element
from anthology.report import NOWHERE, Problem, Refused, error

KINDS = {TEXT + "insertion": "inserted", TEXT + "deletion": "deleted",
         TEXT + "format-change": "formatted"}  # fmt: skip
PARAGRAPHS = (TEXT + "p", TEXT + "h")


def remarks(text: Element) -> tuple[Remark, ...]:
    """The changes and open comments of a text."""
    regions = list(text.iter(TEXT + "changed-region"))
    paragraphs = [each for each in text.iter(*PARAGRAPHS) if not _is_aside(each)]
    numbers = {each: number for number, each in enumerate(paragraphs, 1)}
    changes = (_change(region, text, numbers) for region in regions)
    comments = (_comment(each, numbers) for each in text.iter(OFFICE + "annotation"))
    return (*filter(None, changes), *filter(None, comments))


def _is_aside(element: Element) -> bool:
    notes = (TEXT + "tracked-changes", OFFICE + "annotation")
    return next(element.iterancestors(*notes), None) is not None


def _name(region: Element) -> str:
    return get(region, XML + "id") or get(region, TEXT + "id")


def _change(region: Element, text: Element, numbers: dict[Element, int]) -> Remark | None:
    kind = next((each for each in region if each.tag in KINDS), None)
    if kind is None:
        return None
    marks = [
        each
        for each in text.iter(TEXT + "change", TEXT + "change-start", TEXT + "change-end")
        if get(each, TEXT + "change-id") == _name(region)
    ]
    deleted = " ".join("".join(map(str, p.itertext())) for p in kind.iter(*PARAGRAPHS))
    words = deleted or "".join(_between(text, marks))
    place = _place(marks[0], numbers) if marks else "the document"
    author = "".join(str(each.text or "") for each in region.iter(DC + "creator"))
    return Remark(KINDS[str(kind.tag)], author, words, place)


def _between(text: Element, marks: list[Element]) -> Iterator[str]:
    """The words from the first mark to the last."""
    inside = False
    for event in _ordered(text):
        if isinstance(event, str):
            yield event if inside else ""
        elif marks and event is marks[0]:
            inside = True
        elif marks and event is marks[-1]:
            return


def _ordered(element: Element) -> Iterator[Element | str]:
    """The elements and the words of a text in their order."""
    yield element
    yield str(element.text or "")
    for child in element:
        if child.tag != TEXT + "tracked-changes":
            yield from _ordered(child)
        yield str(child.tail or "")


def _comment(annotation: Element, numbers: dict[Element, int]) -> Remark | None:
    if get(annotation, LOEXT + "resolved") == "true":
        return None
    words = " ".join("".join(map(str, p.itertext())) for p in annotation.iter(TEXT + "p"))
    author = str(annotation.findtext(DC + "creator") or "")
    initials = annotation.findtext(META + "creator-initials")
    initials = initials or annotation.findtext(LOEXT + "sender-initials") or ""
    return Remark("comment", author, words, _place(annotation, numbers), str(initials))


def _place(mark: Element, numbers: dict[Element, int]) -> str:
    paragraph = next(mark.iterancestors(*PARAGRAPHS), None)
    if paragraph is None or paragraph not in numbers:
        return "the document"
    return in_words(numbers[paragraph], _shown(paragraph))


def _shown(paragraph: Element) -> str:
    parts = [str(paragraph.text or "")]
    for child in paragraph:
        parts.append("" if child.tag == OFFICE + "annotation" else _shown(child))
        parts.append(str(child.tail or ""))
    return "".join(parts)


def settle(text: Element, changes: str) -> None:
    """Takes the record of changes out of a text. Raises Refused where it cannot reject one."""
    if changes == "reject":
        _rejected(text)
    for record in list(text.iter(TEXT + "tracked-changes")):
        above = record.getparent()
        if above is not None:
            above.remove(record)


def _rejected(text: Element) -> None:
    for region in list(text.iter(TEXT + "changed-region")):
        marks = {str(each.tag).removeprefix(TEXT): each for each in text.iter(
            TEXT + "change", TEXT + "change-start", TEXT + "change-end",
        ) if get(each, TEXT + "change-id") == _name(region)}  # fmt: skip
        start, end, point = (marks.get(n) for n in ("change-start", "change-end", "change"))
        insertion, deletion = region.find(TEXT + "insertion"), region.find(TEXT + "deletion")
        if insertion is not None and start is not None and end is not None:
            _cut(start, end)
        elif deletion is not None and point is not None:
            _put_back(point, [each for each in deletion if each.tag in PARAGRAPHS])


def _cut(start: Element, end: Element) -> None:
    """Takes out what is between two marks of one paragraph."""
    above = start.getparent()
    if above is None or end.getparent() is not above:
        raise Refused(_refusal())
    while (after := start.getnext()) is not None and after is not end:
        above.remove(after)  # with its tail
    start.tail = None


def _put_back(point: Element, paragraphs: list[Element]) -> None:
    if len(paragraphs) != 1:
        raise Refused(_refusal())
    back = paragraphs[0]
    back.tag, back.tail = TEXT + "span", point.tail
    for name in list(back.attrib):
        del back.attrib[name]
    point.tail = None
    point.addnext(back)


def _refusal() -> Problem:
    message = "a tracked change goes over several paragraphs, and cannot be rejected here"
    return error(NOWHERE, message, "Reject it in LibreOffice: Edit, Track Changes, Manage.")
