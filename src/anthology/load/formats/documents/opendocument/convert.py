"""An OpenDocument text becomes a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from anthology.load.formats.documents.model import Page, hidden, to_be_settled
from anthology.load.formats.documents.opendocument import changes as tracked
from anthology.load.formats.documents.opendocument.names import (
    DC,
    DRAW,
    LINK,
    OFFICE,
    STYLE,
    SVG,
    TABLE,
    TEXT,
    get,
    whole,
)
from anthology.load.formats.documents.opendocument.styles import Styles, styles
from anthology.load.formats.documents.opendocument.words import NOT_TEXT, words
from anthology.load.formats.documents.package import Element, Package, opened
from anthology.load.formats.documents.runs import PLAIN, Look, Notes, Run, filled
from anthology.load.model import INSIDE
from anthology.report import NOWHERE, Refused, error

LARGER = 1.15  # times the size of most letters
ALIGNED = {"center": "center", "end": "right", "right": "right"}
GROUPS = frozenset({TEXT + "section", TABLE + "table-row-group", TABLE + "table-rows",
                    TABLE + "table-header-rows", OFFICE + "text"})  # fmt: skip


def page(data: bytes, changes: str) -> Page:
    """The page that an OpenDocument text is. Raises Refused where it cannot be read."""
    package = opened(data, "an OpenDocument text (.odt)")
    root = package.xml("content.xml")
    text = root.find(f"{OFFICE}body/{OFFICE}text") if root is not None else None
    if root is None or text is None:
        message = "this is not an OpenDocument text: no text is in it"
        raise Refused(error(NOWHERE, message, "Open it in LibreOffice, and save it as .odt."))
    remarks = tracked.remarks(text)
    tracked.settle(text, changes)
    reader = _Reader(styles(package.xml("styles.xml"), root))
    try:
        body = reader.read(text)
    except RecursionError:
        raise Refused(error(NOWHERE, "the document is nested too deep")) from None
    problems = (*to_be_settled(remarks, changes), *hidden(reader.hidden))
    return Page(body, words(text), reader.language, tuple(reader.hidden), _author(package),
                problems)  # fmt: skip


def _author(package: Package) -> str:
    root = package.xml("meta.xml")
    found = root.iter(DC + "creator") if root is not None else iter(())
    return " ".join("".join(str(each.text or "") for each in found).split())


@dataclass
class _Reader:
    """Makes blocks of a text's elements."""

    known: Styles
    notes: Notes = field(default_factory=Notes)
    hidden: list[str] = field(default_factory=list)
    letters: Counter[str] = field(default_factory=Counter)  # of each language
    sizes: Counter[float] = field(default_factory=Counter)
    large: dict[Element, float] = field(default_factory=dict)  # blocks, the size of all letters
    counts: dict[str, int] = field(default_factory=dict)  # the last number of each list style

    @property
    def language(self) -> str:
        """The language that most letters are marked with by hand, "" where most have no mark."""
        name, number = max(self.letters.items(), key=lambda each: each[1], default=("", 0))
        return name if 2 * number > self.letters.total() else ""

    def read(self, text: Element) -> Element:
        """The page."""
        body = etree.Element("div")
        body.extend(self.blocks(text))
        self.notes.put(body)
        usual = max(self.sizes.items(), key=lambda each: each[1], default=(0.0, 0))[0] or 12.0
        for block, size in self.large.items():
            if size > LARGER * usual:
                block.set("data-large", "True")
        base = (self.language or self.known.language).split("-")[0]
        for span in body.iter("span"):
            if get(span, "lang").split("-")[0] == base:
                span.attrib.pop("lang", "")
        return body

    def blocks(self, element: Element) -> Iterator[Element]:
        """The blocks in an element."""
        for child in element:
            if child.tag in {TEXT + "p", TEXT + "h"}:
                yield from self.paragraph(child)
            elif child.tag == TEXT + "list":
                yield self.listed(child, get(child, TEXT + "style-name"), 1)
            elif child.tag == TABLE + "table":
                yield self.table(child)
            elif child.tag in GROUPS:
                if child.get(TEXT + "display") == "none":
                    self.hidden.append("\n".join(map(str, child.itertext())))
                else:
                    yield from self.blocks(child)
            elif child.tag == DRAW + "frame":
                yield from self.frame(child)

    def paragraph(self, element: Element) -> Iterator[Element]:
        """A paragraph or a heading, and the boxes that are anchored in it."""
        style = get(element, TEXT + "style-name")
        kind = self.known.kind(style)
        base = self.known.look("paragraph", style)
        if kind not in {"", "indented", "verse"} or element.tag == TEXT + "h":
            usual = self.known.named_look(style)  # what is so by the style is not emphasis
            base = replace(base, bold=base.bold != usual.bold, italic=base.italic != usual.italic)
        runs, boxes = list[Run](), list[Element]()
        self.inline(element, base, runs, boxes)
        block = etree.Element("p")
        if element.tag == TEXT + "h" or kind.startswith("heading"):
            level = whole(get(element, TEXT + "outline-level"), 0) or int(kind[8:9] or 1)
            block.tag = f"h{min(level, 6)}"
        elif kind:
            block.set("data-kind", kind)
        self._aligned(block, style)
        sizes = {
            look.size for look, content in runs if isinstance(content, str) and content.strip()
        }
        if len(sizes) == 1:
            self.large[block] = sizes.pop()
        yield filled(block, runs)
        yield from boxes

    def _aligned(self, block: Element, style: str) -> None:
        if self.known.paragraph(style, "writing-mode", STYLE).startswith("rl"):
            block.set("dir", "rtl")
        elif aligned := ALIGNED.get(self.known.paragraph(style, "text-align")):
            block.set("style", f"text-align: {aligned}")

    def inline(self, element: Element, look: Look, runs: list[Run], boxes: list[Element]) -> None:
        """Puts the runs of an element to `runs`, and blocks that are anchored in it to `boxes`."""
        self._words(str(element.text or ""), look, runs)
        for child in element:
            content = self._content(child)
            if isinstance(content, str):
                self._words(content, look, runs)
            elif content is not None:
                runs.append((PLAIN if content.tag == "sup" else look, content))
            elif child.tag == DRAW + "frame":
                self._framed(child, look, runs, boxes)
            elif child.tag not in NOT_TEXT:
                self.inline(child, self._look(child, look), runs, boxes)
            self._words(str(child.tail or ""), look, runs)

    def _look(self, child: Element, look: Look) -> Look:
        if child.tag in {TEXT + "a", DRAW + "a"}:
            return replace(look, link=get(child, LINK + "href"))
        if child.tag == TEXT + "span":
            return self.known.look("text", get(child, TEXT + "style-name"), look)
        return look

    def _words(self, words: str, look: Look, runs: list[Run]) -> None:
        if look.hidden:
            self.hidden.append(words)
        elif words:
            runs.append((look, words))
            self.letters[look.language] += len(words)
            self.sizes[look.size] += len(words)

    def _content(self, child: Element) -> str | Element | None:
        """What stands for a letter: a space, a break, a call of a note; None for all others."""
        if child.tag in {TEXT + "s", TEXT + "tab"}:
            spaces = " " * whole(get(child, TEXT + "c"), 1)
            return spaces if child.tag == TEXT + "s" else "\t"
        if child.tag == TEXT + "line-break":
            return etree.Element("br")
        if child.tag == TEXT + "note":
            note = child.find(TEXT + "note-body")
            return self.notes.call(list(self.blocks(note)) if note is not None else [])
        return self.ruby(child) if child.tag == TEXT + "ruby" else None

    def _framed(self, frame: Element, look: Look, runs: list[Run], boxes: list[Element]) -> None:
        for block in self.frame(frame):
            if block.tag == "img":
                runs.append((Look(link=look.link), block))
            else:
                boxes.append(block)

    def frame(self, frame: Element) -> Iterator[Element]:
        """The picture of a frame, or the blocks of a text box."""
        box = frame.find(DRAW + "text-box")
        if box is not None:
            yield from self.blocks(box)
            return
        image = frame.find(DRAW + "image")
        if image is not None and (address := get(image, LINK + "href")):
            alternative = frame.findtext(SVG + "desc") or frame.findtext(SVG + "title") or ""
            inside = address.removeprefix("./").startswith("Pictures/")
            src = INSIDE + address.removeprefix("./") if inside else address
            yield etree.Element("img", {"src": src, "alt": str(alternative)})

    def ruby(self, element: Element) -> Element:
        """Letters with their reading."""
        base, reading = (element.find(TEXT + f"ruby-{name}") for name in ("base", "text"))
        ruby = etree.Element("ruby")
        ruby.text = "".join(map(str, base.itertext())) if base is not None else ""
        readings = "".join(map(str, reading.itertext())) if reading is not None else ""
        etree.SubElement(ruby, "rt").text = readings
        return ruby

    def listed(self, element: Element, style: str, depth: int) -> Element:
        """A list, with the numbers that the program shows."""
        level = self.known.level(style, depth)
        found = etree.Element("ul" if level is None else "ol")
        form, number = level or ("", 1)
        if get(element, TEXT + "continue-numbering") == "true" and depth == 1:
            number = self.counts.get(style, 0) + 1
        for item in element:
            if item.tag not in {TEXT + "list-item", TEXT + "list-header"}:
                continue
            entry = etree.SubElement(found, "li")
            if level is not None:
                number = whole(get(item, TEXT + "start-value"), number)
                entry.set("data-number", str(number))
                entry.set("data-form", form)
                number += 1
            self._item(entry, item, style, depth)
        if depth == 1:
            self.counts[style] = number - 1
        return found

    def _item(self, entry: Element, item: Element, style: str, depth: int) -> None:
        for child in item:
            if child.tag == TEXT + "list":
                inner = get(child, TEXT + "style-name") or style
                entry.append(self.listed(child, inner, depth + 1))
            elif child.tag in {TEXT + "p", TEXT + "h"}:
                entry.extend(self.paragraph(child))

    def table(self, element: Element) -> Element:
        """A table, its first rows in a head where they are repeated on each page."""
        table = etree.Element("table")
        for row in element.iter(TABLE + "table-row"):
            if next(row.iterancestors(TABLE + "table"), None) is not element:
                continue
            above = row.getparent()
            head = above is not None and above.tag == TABLE + "table-header-rows"
            line = etree.SubElement(table, "tr")
            for cell in row.iterchildren(TABLE + "table-cell"):
                self._cell(etree.SubElement(line, "th" if head else "td"), cell)
        return table

    def _cell(self, target: Element, cell: Element) -> None:
        for name, key in (("colspan", "columns"), ("rowspan", "rows")):
            number = get(cell, f"{TABLE}number-{key}-spanned")
            if whole(number, 1) > 1:
                target.set(name, number)
        target.extend(self.blocks(cell))
