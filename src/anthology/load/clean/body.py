"""The last pass over a cleaned text: notes, headings, ids and pictures as in `book.Body`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from urllib.parse import unquote

from lxml import etree

from anthology.book import CROSS_REFERENCE, Body, Heading
from anthology.load.clean import html_notes
from anthology.load.clean.content_model import NEEDLESS, drop_empty
from anthology.load.clean.titles import HEADINGS, in_words, plain, take_title
from anthology.text.list_numbers import counted
from anthology.text.slugs import folded, heading_slugs

XHTML = "{http://www.w3.org/1999/xhtml}"
CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


@dataclass(frozen=True)
class Finished:
    """A body, the title that its text began with, and what it needs from the project."""

    body: Body
    first_heading: str = ""  # the text of a leading h1 or title that was taken out
    italics: tuple[str, ...] = ()  # what that heading emphasised
    pictures: tuple[str, ...] = ()  # src as written, in order; `src` is now "pictures/@N"
    orphans: tuple[str, ...] = ()  # first words of notes that nothing calls
    of_title: tuple[str, ...] = ()  # first words of notes that only the title called
    dead: tuple[str, ...] = ()  # links to places of the text that are not there


def finish(xhtml: str, title: str, *, title_level: int = 1, structure: str = "") -> Finished:
    """The canonical body of a cleaned fragment.

    A leading heading that says the title again, or that is the title where there is none
    (of level `title_level` at most), is taken out and given back.
    """
    root = _parsed(xhtml)
    if "<ol" in xhtml and 'href="#' in xhtml:
        html_notes.gathered(root)
    leading = take_title(root, title, title_level)
    of_title = [note for note in root.iter("aside") if f"#{note.get('id')}" in leading.called]
    _set_notes_apart(root)
    uncalled = _number_notes(root)
    _localise_ids(root)
    headings = _set_headings(root)
    dead = _link_headings(root, headings)
    pictures = _name_pictures(root)
    _count_down(root)
    _number_marks(root)
    text = "".join(map(str, root.itertext()))
    body = Body(_serialised(root), headings, _words(text), structure)
    orphans = tuple(_first_words(note) for note in uncalled if note not in of_title)
    lost = tuple(_first_words(note) for note in uncalled if note in of_title)
    return Finished(body, leading.title, leading.italics, pictures, orphans, lost, dead)


def filled(xhtml: str) -> str:
    """A body's fragment without the elements that hold nothing, since their picture is gone."""
    root = _parsed(xhtml)
    drop_empty(root)
    return _serialised(root)


def _parsed(xhtml: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(f"<body>{xhtml}</body>".encode(), parser)


def _serialised(root: etree._Element) -> str:
    for link in root.iter("a"):
        if link.text is None and not len(link):
            link.text = ""  # its end has a tag of its own
    text = etree.tostring(root, encoding="unicode")
    return text.removeprefix("<body>").removesuffix("</body>").strip() if text != "<body/>" else ""


def _set_notes_apart(root: etree._Element) -> None:
    """One section holds the notes and nothing else; what merely looks like a note is a div."""
    first = next(root.iter("section"), None)
    for element in list(root.iter("section", "aside")):
        parent = element.getparent()
        note = element.tag == "aside" and parent is first and first is not None
        if not note and element is not first:
            element.tag = "div"
            element.attrib.pop("class", "")
    if first is not None:
        _take_out_strays(first)


def _take_out_strays(section: etree._Element) -> None:
    """Puts what is not a note before the section of notes, which is removed where it has none."""
    strays = [child for child in section if child.tag != "aside"]
    loose = [str(section.text or ""), *(str(child.tail or "") for child in section)]
    loose.append(str(section.tail or ""))
    section.text = section.tail = None
    for child in section:
        child.tail = None
    for text in filter(str.strip, loose):
        strays.append(etree.Element("p"))
        strays[-1].text = text
    for stray in strays:
        section.addprevious(stray)
    parent = section.getparent()
    if not len(section) and parent is not None:
        parent.remove(section)


def _number_notes(root: etree._Element) -> list[etree._Element]:
    """Numbers notes in the order of their first calls; gives those that have none, the last."""
    section = next((s for s in root.iter("section") if s.get("class") == "notes"), None)
    if section is None:
        return []
    notes = {f"#{note.get('id')}": note for note in section if note.tag == "aside"}
    in_notes = {target: [to for _, to in _calls(note, notes)] for target, note in notes.items()}
    root.append(section)
    in_text = [target for call, target in _calls(root, notes) if not _is_inside(call, section)]
    order, orphans = _note_order(in_text, in_notes)
    section[:] = [notes[target] for target in order]
    _show_numbers(root, notes, {target: number for number, target in enumerate(order, 1)})
    return [notes[target] for target in orphans]


def _note_order(
    in_text: Sequence[str], in_notes: Mapping[str, Sequence[str]]
) -> tuple[list[str], list[str]]:
    """The notes in the order of their first calls, and those of them without one, the last.

    A note is read where it is called first, and its own calls with it.
    """
    called = {target for calls in (in_text, *in_notes.values()) for target in calls}
    orphans = [target for target in in_notes if target not in called]
    order: dict[str, None] = {}
    for calls in (in_text, *map(in_notes.__getitem__, (*orphans, *in_notes))):
        waiting = [*reversed(calls)]
        while waiting:
            target = waiting.pop()
            if target not in order:
                order[target] = None
                waiting += reversed(in_notes[target])
    return [*order, *orphans], orphans


def _show_numbers(
    root: etree._Element, notes: Mapping[str, etree._Element], numbers: Mapping[str, int]
) -> None:
    """Gives notes and their calls their ids, and the calls their numbers."""
    calls: Counter[str] = Counter()
    for call, target in _calls(root, notes):
        calls[target] += 1
        again = f"-{calls[target]}" if calls[target] > 1 else ""
        call.set("id", f"ref-{numbers[target]}{again}")
        call.set("href", f"#note-{numbers[target]}")
        call.text = str(numbers[target])
    for target, note in notes.items():
        note.set("id", f"note-{numbers[target]}")


def _calls(
    element: etree._Element, notes: Mapping[str, etree._Element]
) -> list[tuple[etree._Element, str]]:
    """The calls of notes in an element, each with the note that it leads to."""
    links = ((link, link.get("href", "")) for link in element.iter("a"))
    return [(a, to) for a, to in links if a.get("class") == "note-call" and to in notes]


def _is_inside(element: etree._Element, outer: etree._Element) -> bool:
    return any(above is outer for above in element.iterancestors(str(outer.tag)))


def _first_words(note: etree._Element) -> str:
    return " ".join(plain(note).split()[:8])


def _localise_ids(root: etree._Element) -> None:
    """Ids stay as they are but for repetitions, which lose theirs; links to nothing lose href."""
    seen: set[str] = set()
    for element in root.iter(etree.Element):
        name = element.get("id")
        if name is None:
            continue
        if name in seen:
            del element.attrib["id"]
        seen.add(name)


def _link_headings(root: etree._Element, headings: tuple[Heading, ...]) -> tuple[str, ...]:
    """Links to headings by their names lead there; those to nothing are words, and come back."""
    links = [link for link in root.iter("a") if link.get("href", "").startswith("#")]
    if not links:
        return ()
    ids = {element.get("id") for element in root.iter(etree.Element)}
    slugs = heading_slugs((heading.id, heading.text) for heading in headings)
    words = {heading.id: heading.text for heading in headings}
    dead: list[str] = []
    for link in links:
        name = link.get("href", "")[1:]
        found = name if name in ids else slugs.get(folded(unquote(name)))
        if found is not None:
            link.set("href", f"#{found}")
            if link.get("class") != CROSS_REFERENCE:
                continue
            link.attrib.pop("class")
            link.text = words.get(found) or _caption(root, found)
            if link.text:
                continue
        link.tag = NEEDLESS
        dead.append(f"#{name}")
    etree.strip_tags(root, NEEDLESS)
    return tuple(dict.fromkeys(dead))


def _caption(root: etree._Element, name: str) -> str:
    """The words of the caption of what has that id, else of this itself."""
    target = next(element for element in root.iter(etree.Element) if element.get("id") == name)
    figure = next(target.iterancestors("figure"), target) if target.tag == "img" else target
    captions = figure.iter("caption", "figcaption")
    return in_words(next(captions, target)).rstrip(".") or target.get("alt", "")


def _set_headings(root: etree._Element) -> tuple[Heading, ...]:
    """Levels from h2 on without a jump, and an id for each heading."""
    headings: list[Heading] = []
    used = {element.get("id") for element in root.iter(etree.Element)}
    numbers = count(1)
    open_levels: list[int] = []
    for element in root.iter(*HEADINGS):
        level = int(element.tag[1])
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        element.tag = f"h{min(len(open_levels) + 1, 6)}"
        if element.get("id") is None:
            element.set("id", next(n for i in numbers if (n := f"heading-{i}") not in used))
        text = in_words(element) or " ".join(i.get("alt", "") for i in element.iter("img"))
        headings.append(Heading(int(element.tag[1]), text.strip(), str(element.get("id"))))
    return tuple(headings)


def _count_down(root: etree._Element) -> None:
    """Gives each item of a list that counts down its number: not every reader counts so."""
    for listed in root.iter("ol"):
        if listed.get("reversed"):
            items = [item for item in listed if item.tag == "li"]
            values = [int(i.get("value", "")) if i.get("value") else None for i in items]
            start = int(listed.get("start", "")) if listed.get("start") else None
            for item, number in zip(items, counted(start, values, down=True), strict=True):
                item.set("value", str(number))


def _number_marks(root: etree._Element) -> None:
    marks = (span for span in root.iter("span") if span.get("class") == "index")
    for number, mark in enumerate(marks, 1):
        mark.set("data-entry", mark.get("data-entry", "") or in_words(mark))
        mark.set("id", f"mark-{number}")


def _name_pictures(root: etree._Element) -> tuple[str, ...]:
    pictures: list[str] = []
    for image in root.iter("img"):
        image.set("alt", image.get("alt", ""))
        pictures.append(image.get("src", ""))
        image.set("src", f"pictures/@{len(pictures) - 1}")
    return tuple(pictures)


def _words(text: str) -> int:
    """Words between spaces that hold a letter or digit; in Chinese and Japanese each character."""
    tokens = text.split()
    signs = sum(len(t) < 4 and not any(map(str.isalnum, t)) for t in tokens)
    ideographs = 0 if text.isascii() else len(CJK.findall(text))
    return len(tokens) - signs + ideographs
