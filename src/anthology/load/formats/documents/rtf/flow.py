"""The blocks of an RTF text: paragraphs, headings, lists by the marks before them, tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from anthology.load.formats.documents.package import Element
from anthology.load.formats.documents.rtf.looks import Paragraph
from anthology.load.formats.documents.rtf.tables import NO_STYLE, Style
from anthology.load.formats.documents.rtf.tokens import paired
from anthology.load.formats.documents.runs import Run, filled

MARK = re.compile(r"[(\[]?(?:(?P<number>\d+)|(?P<letter>[A-Za-z])|(?P<roman>[ivxlcIVXLC]+))[.)\]]*")
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
DEEPEST = 8  # levels of lists


@dataclass
class Flow:
    """Blocks as they are written: of the text, a note, or a comment."""

    styles: Mapping[int, Style]
    body: Element = field(default_factory=lambda: etree.Element("div"))
    runs: list[Run] = field(default_factory=list)
    mark: str = ""  # the number or sign before the paragraph, if it is an item of a list
    row: list[Element] | None = None  # the cells of the row of a table
    cell: Element | None = None
    table: Element | None = None
    lists: list[Element] = field(default_factory=list)  # that are open, the outermost first
    letters: dict[Element, set[float]] = field(default_factory=dict)  # sizes in each block

    def end_paragraph(self, look: Paragraph) -> None:
        """The runs so far are a paragraph."""
        style = self.styles.get(look.style, NO_STYLE)
        runs, self.runs = [_emphasis(run, style) for run in self.runs], []
        mark, self.mark = self.mark, ""
        block = filled(etree.Element("p"), runs)
        self.letters[block] = {
            own.size for own, words in runs if isinstance(words, str) and words.strip()
        }
        self._formed(block, look)
        if look.in_table:
            self.start_row()
        if self.cell is not None and look.in_table:
            self.cell.append(block)
        elif mark.strip():
            self._listed(block, mark.strip(), look)
        else:
            self.end_table()
            self.lists = []
            self.body.append(block)

    def _formed(self, block: Element, look: Paragraph) -> None:
        kind = self.styles.get(look.style, NO_STYLE).kind
        if kind.startswith("heading"):
            block.tag = f"h{kind[8:]}"
        elif 0 <= look.level < 6:
            block.tag = f"h{look.level + 1}"
        elif kind:
            block.set("data-kind", kind)
        elif look.is_indented:
            block.set("data-kind", "indented")
        if look.rtl:
            block.set("dir", "rtl")
        elif look.aligned:
            block.set("style", f"text-align: {look.aligned}")

    def _listed(self, block: Element, mark: str, look: Paragraph) -> None:
        """Puts a paragraph into the list of its depth, which may be a new one."""
        self.end_table()
        form = form_of(mark)
        depth = min(look.depth, len(self.lists), DEEPEST)
        tag = "ol" if form else "ul"
        del self.lists[depth + 1 :]
        if depth < len(self.lists) and self.lists[depth].tag != tag:
            del self.lists[depth:]
        if depth >= len(self.lists):
            above = self.lists[-1][-1] if self.lists else self.body
            self.lists.append(etree.SubElement(above, tag))
        item = etree.SubElement(self.lists[depth], "li")
        if form:
            item.set("data-number", str(form[1]))
            item.set("data-form", form[0])
        item.append(block)

    def start_row(self) -> None:
        """The paragraphs that follow are in a row of a table."""
        self.lists = []
        if self.row is None:
            self.row = []
            self.cell = etree.Element("td")

    def end_cell(self, look: Paragraph) -> None:
        """The runs so far end a cell."""
        self.start_row()
        self.end_paragraph(Paragraph(look.style, look.aligned, rtl=look.rtl, in_table=True))
        if self.row is not None and self.cell is not None:
            self.row.append(self.cell)
        self.cell = etree.Element("td")

    def end_row(self) -> None:
        """The cells so far are a row."""
        cells, self.row, self.cell = self.row or [], None, None
        if not cells:
            return
        if self.table is None:
            self.table = etree.SubElement(self.body, "table")
        etree.SubElement(self.table, "tr").extend(cells)

    def end_table(self) -> None:
        """What follows is outside the table."""
        if self.row:
            self.end_row()
        self.row = self.cell = self.table = None

    def end(self, look: Paragraph) -> list[Element]:
        """All blocks; runs that no end of a paragraph follows are one."""
        if self.runs:
            self.end_paragraph(look)
        self.end_table()
        return list(self.body)


def _emphasis(run: Run, style: Style) -> Run:
    """A run with what is more than its style, which a heading has as it is; its text is clean."""
    look, content = run
    if style.kind:
        look = replace(look, bold=look.bold != style.bold, italic=look.italic != style.italic)
    return look, paired(content) if isinstance(content, str) else content


def form_of(mark: str) -> tuple[str, int] | None:
    """How a list counts, and the number, by the mark of an item; None where it does not."""
    match = MARK.fullmatch(mark)
    if match is None:
        return None
    if match["number"]:
        return "decimal", int(match["number"][:9])
    word = match["letter"] or match["roman"]
    upper = "upper" if word.isupper() else "lower"
    if match["roman"] or word.lower() == "i":
        return f"{upper}Roman", _roman(word.lower())
    return f"{upper}Letter", ord(word.lower()) - ord("a") + 1


def _roman(word: str) -> int:
    values = [ROMAN[letter] for letter in word]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)
