"""Checks of the documents: words that readers show, links, pictures' words, headings, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from lxml.etree import _Element as Element

from anthology.check.epub.file import EPUB_TYPE, XHTML, Opened, is_remote, line, target
from anthology.report import Place, Problem, error, note, warning

MOST_BYTES = 300_000  # of one document; old readers stop there
ACTING = frozenset("script iframe object embed form input button video audio".split())  # noqa: SIM905
INVISIBLE = {"\u00ad": "soft hyphens", "\u200b": "zero-width spaces"}


def checked(book: Opened) -> Iterator[Problem]:
    """What is wrong with the text, document by document."""
    for name, reason in book.broken.items():
        place = Place(name, reason.lineno or 0)
        words = f"readers show nothing of it: it is no well-formed XHTML ({reason.msg})"
        yield error(place, _in(book, name, words))
    ids = {name: Counter(_ids(root)) for name, root in book.documents.items()}
    for name, root in book.documents.items():
        yield from _document(book, name, root)
        yield from _ids_twice(name, ids[name])
        yield from _links(book, name, root, ids)
        yield from _pictures(book, name, root)
        yield from _headings(book, name, root)
        yield from _notes(book, name, root)


def _ids(root: Element) -> Iterator[str]:
    return (id_ for element in root.iter() if (id_ := element.get("id")))


def _in(book: Opened, name: str, words: str) -> str:
    title = book.title(name)
    return f"in “{title}” {words}" if title else words


def _document(book: Opened, name: str, root: Element) -> Iterator[Problem]:
    size = len(book.files[name])
    if size > MOST_BYTES:
        yield warning(Place(name), f"it has {size // 1000} KB; old readers open at most 300 KB")
    if not book.title(name):
        yield error(Place(name), "the document has no title")
    for element in root.iter():
        kind = _kind(element)
        place = Place(name, line(element))
        if kind in ACTING:
            yield error(place, _in(book, name, f"stands <{kind}>; stores refuse what acts"))
        if any(key.lower().startswith("on") for key in map(str, element.attrib)):
            yield error(place, _in(book, name, f"<{kind}> has a script in it"))
    text = "".join(str(part) for part in root.itertext())
    for character, what in INVISIBLE.items():
        if character in text:
            yield note(Place(name), _in(book, name, f"stand {what}; some Kindles show them"))


def _kind(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _ids_twice(name: str, ids: Counter[str]) -> Iterator[Problem]:
    for id_, count in ids.items():
        if count > 1:
            yield error(Place(name), f"the id “{id_}” stands {count} times; links to it may fail")


def _links(
    book: Opened, name: str, root: Element, ids: Mapping[str, Counter[str]]
) -> Iterator[Problem]:
    for link in root.iter(f"{XHTML}a"):
        href = link.get("href")
        place = Place(name, line(link))
        if href is None:
            continue
        if href.lower().startswith(("javascript:", "data:", "file:")):
            yield error(place, _in(book, name, f"a link leads to “{href[:40]}”"))
        elif not is_remote(href):
            yield from _link_inside(book, place, href, ids)
        if not _words(link):
            yield error(place, _in(book, name, "a link has no words; nobody can name or see it"))


def _link_inside(
    book: Opened, place: Place, href: str, ids: Mapping[str, Counter[str]]
) -> Iterator[Problem]:
    file, id_ = target(place.path, href)
    if file not in book.files:
        words = f"a link leads to {file}, which is not in the book"
        yield error(place, _in(book, place.path, words))
    elif id_ and file in ids and id_ not in ids[file]:
        words = f"a link leads to “{id_}” in {file}, where no such place is"
        yield error(place, _in(book, place.path, words))


def _words(element: Element) -> str:
    alts = "".join(img.get("alt") or "" for img in element.iter(f"{XHTML}img"))
    said = "".join(str(part) for part in element.itertext())
    return ((element.get("aria-label") or "") + said + alts).strip()


def _pictures(book: Opened, name: str, root: Element) -> Iterator[Problem]:
    for picture in root.iter(f"{XHTML}img"):
        place = Place(name, line(picture))
        source = picture.get("src") or ""
        if is_remote(source):
            yield error(place, _in(book, name, f"a picture lies outside the book: {source[:60]}"))
        elif target(name, source)[0] not in book.files:
            yield error(place, _in(book, name, f"the picture {source} is not in the book"))
        if picture.get("alt") is None:
            yield error(
                place, _in(book, name, "a picture has no words for those who cannot see it")
            )


def _headings(book: Opened, name: str, root: Element) -> Iterator[Problem]:
    before = 0
    for heading in root.iter(*(f"{XHTML}h{level}" for level in range(1, 7))):
        level = int(_kind(heading)[1])
        if before and level > before + 1:
            words = f"a heading of level {level} follows one of level {before}"
            yield warning(Place(name, line(heading)), _in(book, name, words))
        before = level


def _notes(book: Opened, name: str, root: Element) -> Iterator[Problem]:
    """Notes pop up only where the call and the note say what they are."""
    notes = {
        element.get("id"): element
        for element in root.iter()
        if {"footnote", "endnote"} & set((element.get(EPUB_TYPE) or "").split())
    }
    for call in root.iter(f"{XHTML}a"):
        if "noteref" not in (call.get(EPUB_TYPE) or "").split():
            continue
        file, id_ = target(name, call.get("href") or "")
        if file == name and id_ not in notes:
            words = f"the note “{_words(call)}” will not pop up: its text is no footnote"
            yield warning(Place(name, line(call)), _in(book, name, words))
    for note_ in notes.values():
        if not any((a.get("href") or "").partition("#")[2] for a in note_.iter(f"{XHTML}a")):
            words = "a note has no way back to its call"
            yield warning(Place(name, line(note_)), _in(book, name, words))
