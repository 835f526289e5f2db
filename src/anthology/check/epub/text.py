"""Checks of the documents: text, links, alternative texts, headings, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from anthology.check.epub.file import EPUB_TYPE, XHTML, Epub, is_remote, line, target
from anthology.report import Place, Problem, Severity, error, warning

MOST_BYTES = 300_000  # of one document; old e-readers open no larger ones
ACTIVE = frozenset("script iframe object embed form input button video audio".split())  # noqa: SIM905
INVISIBLE = {"\u00ad": "soft hyphens", "\u200b": "zero-width spaces"}
E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

Ids = Mapping[str, Counter[str]]  # by document: how often each id is used


@dataclass(frozen=True)
class _Document:
    """A document of the book."""

    book: Epub
    name: str
    root: Element

    def problem(self, severity: Severity, message: str, element: Element | None = None) -> Problem:
        """A problem in the document, or in one of its elements, with the document's title."""
        place = Place(self.name, 0 if element is None else line(element))
        return Problem(severity, place, _in(self.book, self.name, message))


def check(book: Epub) -> Iterator[Problem]:
    """Everything that is wrong with the text, document by document."""
    for name, fault in book.broken.items():
        message = f"e-readers cannot show it, because it is not well-formed XHTML ({fault.reason})"
        yield error(Place(name, fault.line), _in(book, name, message))
    ids = {name: Counter(_ids(root)) for name, root in book.documents.items()}
    for name, root in book.documents.items():
        document = _Document(book, name, root)
        yield from _whole(document)
        yield from _elements(document)
        yield from _repeated_ids(name, ids[name])
        yield from _links(document, ids)
        yield from _pictures(document)
        yield from _headings(document)
        yield from _notes(document)


def _ids(root: Element) -> Iterator[str]:
    return (id_ for element in root.iter() if (id_ := element.get("id")))


def _in(book: Epub, name: str, message: str) -> str:
    title = book.title(name)
    return f"in “{title}”: {message}" if title else message


def _whole(document: _Document) -> Iterator[Problem]:
    place, size = Place(document.name), document.book.files.size(document.name)
    if size > MOST_BYTES:
        message = f"the document has {size // 1000} KB; old e-readers open at most 300 KB"
        yield warning(place, message, "Divide it into several documents.")
    if not document.book.title(document.name):
        yield error(place, "the document has no title", "Give it a title element.")
    text = "".join(str(part) for part in document.root.itertext())
    for character, what in INVISIBLE.items():
        if character in text:
            yield document.problem(N, f"there are {what}, which some Kindles show")


def _elements(document: _Document) -> Iterator[Problem]:
    for element in document.root.iter():
        kind = _kind(element)
        if kind in ACTIVE:
            message = f"there is a <{kind}>; stores refuse active content"
            yield document.problem(E, message, element)
        if any(key.lower().startswith("on") for key in map(str, element.attrib)):
            message = f"a <{kind}> runs a script; stores refuse active content"
            yield document.problem(E, message, element)


def _kind(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _repeated_ids(name: str, ids: Counter[str]) -> Iterator[Problem]:
    for id_, count in ids.items():
        if count > 1:
            message = f"the id “{id_[:60]}” is used {count} times, so links to it may fail"
            yield error(Place(name), message)


def _links(document: _Document, ids: Ids) -> Iterator[Problem]:
    for link in document.root.iter(f"{XHTML}a"):
        href = link.get("href")
        if href is None:
            continue
        if href.lower().startswith(("javascript:", "data:", "file:")):
            message = f"a link leads to “{href[:40]}”, which stores refuse"
            yield document.problem(E, message, link)
        elif not is_remote(href):
            message = _dead_end(document, href, ids)
            if message:
                yield document.problem(E, message, link)
        if not _text(link):
            yield document.problem(E, "a link has no text", link)


def _dead_end(document: _Document, href: str, ids: Ids) -> str:
    """Why a link inside the book leads nowhere, "" if it does not."""
    file, id_ = target(document.name, href)
    if file not in document.book.files:
        return f"a link leads to {file[:60]}, which is not in the book"
    if id_ and file in ids and id_ not in ids[file]:
        return f"a link leads to “{id_[:60]}” in {file}, but there is no such id"
    return ""


def _text(element: Element) -> str:
    alts = "".join(img.get("alt") or "" for img in element.iter(f"{XHTML}img"))
    own = "".join(str(part) for part in element.itertext())
    return ((element.get("aria-label") or "") + own + alts).strip()


def _pictures(document: _Document) -> Iterator[Problem]:
    for picture in document.root.iter(f"{XHTML}img"):
        source = picture.get("src") or ""
        if is_remote(source):
            message = f"a picture is loaded from the internet: {source[:60]}"
            yield document.problem(E, message, picture)
        elif target(document.name, source)[0] not in document.book.files:
            message = f"the picture {source[:60]} is missing from the book"
            yield document.problem(E, message, picture)
        if picture.get("alt") is None:
            yield document.problem(E, "a picture has no alternative text (alt)", picture)


def _headings(document: _Document) -> Iterator[Problem]:
    before = 0
    for heading in document.root.iter(*(f"{XHTML}h{level}" for level in range(1, 7))):
        level = int(_kind(heading)[1])
        if before and level > before + 1:
            message = f"a heading of level {level} follows one of level {before}"
            yield document.problem(W, message, heading)
        before = level


def _notes(document: _Document) -> Iterator[Problem]:
    """Notes that do not pop up, and notes without a link back."""
    notes = {
        element.get("id"): element
        for element in document.root.iter()
        if {"footnote", "endnote"} & set((element.get(EPUB_TYPE) or "").split())
    }
    for call in document.root.iter(f"{XHTML}a"):
        if "noteref" not in (call.get(EPUB_TYPE) or "").split():
            continue
        file, id_ = target(document.name, call.get("href") or "")
        if file == document.name and id_ not in notes:
            message = (
                f"the note “{_text(call)[:60]}” will not pop up: it is not marked as a footnote"
            )
            yield document.problem(W, message, call)
    for note in notes.values():
        if not any((a.get("href") or "").partition("#")[2] for a in note.iter(f"{XHTML}a")):
            yield document.problem(W, "a note has no link back to its call", note)
