"""The marks of laid out pages, put into the structure of their document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from anthology.pdf.engine.tags.notes import CALL, is_number, pseudo
from anthology.pdf.engine.tags.structure import GROUPS, Node, Structure
from anthology.pdf.engine.tags.writer import Mark
from anthology.pdf.engine.tree import contents

POINTS = 0.75  # points in a CSS pixel
SVG = "{http://www.w3.org/2000/svg}"


class Reader:
    """Reads the pages of a document in order; `structure` is complete after the last."""

    def __init__(self, structure: Structure, document: Any) -> None:
        self.structure = structure
        self.document = document
        self.page = 0
        self.marks: dict[Any, Mark] = {}
        self._placed: set[Mark] = set()
        self._spaces: set[Mark] = set()  # between blocks
        self._line: Any = None  # the line box that is being read
        self._last_lines: dict[Node, Any] = {}  # the line of each node's latest text
        self._table_heads: dict[Any, int] = {}  # heads and feet of tables -> page of the first

    def read(self, page_box: Any, number: int, stream: Any) -> None:
        """Adds everything that page `number` (from 0) shows."""
        self.page = number
        self.marks = stream._tags.by_box  # noqa: SLF001 - see `replaced`
        for mark in self.marks.values():
            mark.page = number
        self._spaces.clear()
        for box in contents(page_box):
            self._visit(box)
        for mark in self._spaces - self._placed:
            mark.make_artifact()

    def _visit(self, box: Any, *, repeated: bool = False) -> None:
        if isinstance(box, boxes.MarginBox):
            self._leave_out(box)
            return
        element = box.element
        if isinstance(box, boxes.LineBox):
            self._line = box
        if isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer):
            repeated = self._table_heads.setdefault(element, self.page) != self.page
        if isinstance(box, boxes.TableCellBox | boxes.TableRowBox) and element is not None:
            self.structure.node(element)  # an empty cell has one too
        if getattr(box, "link_annotation", None):
            self._link(box).kids.append(box.link_annotation)
        if box in self.marks:
            self._place(box, self.marks[box], repeated=repeated)
        for child in contents(box):
            self._visit(child, repeated=repeated)

    def _leave_out(self, box: Any) -> None:
        if box in self.marks:
            self.marks[box].make_artifact()
        for child in contents(box):
            self._leave_out(child)

    def _place(self, box: Any, mark: Mark, *, repeated: bool) -> None:
        """Gives the mark of a box to its node, or makes it an artifact."""
        if repeated:
            mark.make_artifact()
            return
        if not isinstance(box, boxes.TextBox):
            self._figure(box).kids.append(mark)
            return
        node = self._text_node(box)
        if node is None:
            self._spaces.add(mark)
            return
        if mark not in self._placed:
            node.kids.append(mark)
            self._placed.add(mark)
        self._add_text(node, box)

    def _add_text(self, node: Node, box: Any) -> None:
        """Adds the text of a box to its node, and to the link that it is a part of."""
        for each in {node, *links_around(node)}:
            self._append(each, box)

    def _append(self, node: Node, box: Any) -> None:
        """Adds text to a node; the end of a line is a space, or nothing inside a word."""
        if self._last_lines.get(node, self._line) is not self._line and not node.divided:
            node.text += " "
        self._last_lines[node] = self._line
        node.divided = is_divided(box)
        node.text += box.text.removesuffix(box.style["hyphenate_character"] * node.divided)

    def _text_node(self, box: Any) -> Node | None:
        """The node of a text; None for a space between blocks, which has none."""
        generated = self._generated(box)
        if generated:
            return self.structure.link_in(generated) or generated
        if not box.text.strip() and self.structure.node(box.element).type in GROUPS:
            return None
        return self.structure.text_node(box.element)

    def _generated(self, box: Any) -> Node | None:
        """The node of what CSS makes: the call of a note, its number, or that of an item."""
        if pseudo(box) == CALL:
            return self.structure.call(box.element)
        if pseudo(box) == "marker" or is_number(box):
            return self.structure.label(box.element)
        return None

    def _link(self, box: Any) -> Node:
        """The node of a link that a box is of."""
        generated = self._generated(box)
        if generated:
            return self.structure.link_in(generated) or generated.add("Link")
        return self.structure.node(box.element)

    def _figure(self, box: Any) -> Node:
        parent = self.structure.node(self.structure.parents[box.element])
        is_formula = "formula" in box.element.get("class", "").split()
        figure = parent.add("Formula" if is_formula else "Figure")
        height = self.document.pages[self.page].height
        x, y = box.content_box_x(), box.content_box_y()
        sides = (x, height - y - box.height, x + box.width, height - y)
        area = pydyf.Array([round(side * POINTS, 3) for side in sides])
        figure.entries["Alt"] = alternative(box.element)
        for link in links_around(figure):
            link.text += f" {figure.entries['Alt']} "
        figure.entries["A"] = {"O": "/Layout", "Placement": "/Block", "BBox": area}
        return figure


def links_around(node: Node) -> Iterator[Node]:
    """The link that a node stands in, if it does."""
    above = node.parent
    while above:
        if above.type == "Link":
            yield above
        above = above.parent


def is_divided(box: Any) -> bool:
    """Whether a text ends within a word, in a hyphen that no author wrote."""
    if not isinstance(box, boxes.TextBox):
        return False
    hyphen = box.style["hyphenate_character"]
    return hyphen not in {"-", ""} and box.text.endswith(hyphen)


def alternative(element: Any) -> str:
    """The text that describes a picture, "" where there is none."""
    if element.tag == f"{SVG}svg":
        title = element.find(f"{SVG}title")
        text = title.text if title is not None else element.get("aria-label")
        return text or ""
    return element.get("alt") or element.get("aria-label") or ""
