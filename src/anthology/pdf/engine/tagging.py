"""Tagged pages from WeasyPrint: its marks in the content, our structure around them.

With `with tagging(): document.write_pdf(pdf_tags=True)` the structure tree is that of
`structure.py`. Lines of one paragraph share a mark, a word divided at a line's end is read
whole (its hyphen is soft, ISO 32000-1, 14.8.2.2.3), leaders, ornaments and heads that a
table repeats are artifacts, and a link is called by its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.stream import Stream

from anthology.pdf.engine.patches import patched
from anthology.pdf.engine.structure import GROUPS, Node, Structure
from anthology.pdf.engine.structure_tree import Mark, Writer

POINTS = 0.75  # points in a CSS pixel
SOFT_HYPHEN = "\u00ad"
SVG = "{http://www.w3.org/2000/svg}"
SPOKEN = {"marker", "footnote-call", "footnote-marker"}  # pseudo-elements that are text


@contextmanager
def tagging() -> Iterator[None]:
    """Tagged PDFs that WeasyPrint writes in this context have our structure."""
    with patched("tagging", Stream=MarkedStream, add_links=add_links, add_tags=add_tags):
        yield


@dataclass
class Marks:
    """The marks of a page."""

    by_box: dict[Any, Mark] = field(default_factory=dict)
    count: int = 0


class MarkedStream(Stream):  # type: ignore[misc]
    """A content stream that marks what is text and what is not."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        if self._tags == {}:
            self._tags: Any = Marks()  # a page's; the groups on it share them
        self._open: tuple[Any, Mark, int] | None = None  # owner, mark, where it was closed

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """Marks the content of `box`, or goes on with the mark before it."""
        if self._tags is None:
            yield
            return
        if _is_decoration(box):
            with self.artifact():
                yield
            return
        mark = self._tags.by_box[box] = self._begin(box, tag)
        whole = _undivided(box)
        if whole:
            super().begin_marked_content("Span", pydyf.Dictionary({"ActualText": whole}))
        yield
        if whole:
            self.end_marked_content()
        self.end_marked_content()
        self._open = (_owner(box), mark, len(self.stream))

    def _begin(self, box: Any, tag: str) -> Mark:
        if self._open and self._open[0] == _owner(box) and self._open[2] == len(self.stream):
            self.stream.pop()  # the EMC: nothing was drawn since
            return self._open[1]
        mark = Mark(self, len(self.stream), self._tags.count)
        self._tags.count += 1
        super().begin_marked_content(tag, pydyf.Dictionary({"MCID": mark.mcid}))
        return mark


def _owner(box: Any) -> Any:
    return box.element, box.element_tag, isinstance(box, boxes.TextBox)


def _is_decoration(box: Any) -> bool:
    """Leaders, ornaments and pictures of a style; and pictures with an empty alt."""
    if box.element is None:
        return True
    pseudo = box.element_tag.partition("::")[2]
    if isinstance(box, boxes.TextBox):
        return bool(pseudo) and pseudo not in SPOKEN and not any(map(str.isalnum, box.text))
    return bool(pseudo) or not _alternative(box.element)


def _undivided(box: Any) -> Any:
    """What a line that ends in a hyphen of ours is read as; None where nothing need be said.

    A line that was planned (`lines.ink`) has a soft hyphen already.
    """
    if not _is_divided(box) or box.__dict__.get("divided"):
        return None
    return pydyf.String(box.text.removesuffix(box.style["hyphenate_character"]) + SOFT_HYPHEN)


def _is_divided(box: Any) -> bool:
    """Whether a text ends within a word, in a hyphen that no author wrote."""
    if not isinstance(box, boxes.TextBox):
        return False
    hyphen = box.style["hyphenate_character"]
    return hyphen not in {"-", ""} and box.text.endswith(hyphen)


def _alternative(element: Any) -> str:
    if element.tag == f"{SVG}svg":
        title = element.find(f"{SVG}title")
        said = title.text if title is not None else element.get("aria-label")
        return said or ""
    return element.get("alt") or element.get("aria-label") or ""


_add_links = weasyprint.pdf.add_links


def add_links(links_and_anchors: Any, *given: Any) -> None:
    """Adds annotations, one for a link's box and none for what a style puts into it."""
    links, anchors = links_and_anchors
    own = [link for link in links if "::" not in (link[3].element_tag or "")]
    _add_links((own, anchors), *given)


def add_tags(pdf: Any, document: Any, _version: object, page_streams: list[Any]) -> None:
    """Writes the structure of `document`, in the place of WeasyPrint's function."""
    pages = [page._page_box for page in document.pages]  # noqa: SLF001 - see above
    root = next(box.element for box in _flow(pages[0]) if box.element is not None)
    lang = root.get("lang", "")
    reader = Reader(Structure(root, lang), document)
    for number, (page, stream) in enumerate(zip(pages, page_streams, strict=True)):
        reader.read(page, number, stream)
    Writer(pdf, page_streams).write(reader.structure.document)
    pdf.catalog["Lang"] = pydyf.String(lang)
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def _flow(box: Any) -> Iterator[Any]:
    yield from (_real(child) for child in getattr(box, "children", ()))


def _real(box: Any) -> Any:
    return box._box if isinstance(box, AbsolutePlaceholder) else box  # noqa: SLF001


class Reader:
    """Reads pages in order and hangs their marks into the structure."""

    def __init__(self, structure: Structure, document: Any) -> None:
        self.structure = structure
        self.document = document
        self.page = 0
        self.marks: dict[Any, Mark] = {}
        self._hung: set[Mark] = set()
        self._spaces: set[Mark] = set()  # between blocks
        self._line: Any = None  # the line box that is being read
        self._said: dict[Node, Any] = {}  # the line of each node's latest text
        self._heads: dict[Any, int] = {}  # heads and feet of tables -> page of the first

    def read(self, page: Any, number: int, stream: Any) -> None:
        """Everything that page `number` shows."""
        self.page = number
        self.marks = stream._tags.by_box  # noqa: SLF001
        for mark in self.marks.values():
            mark.page = number
        self._spaces.clear()
        for box in _flow(page):
            self._visit(box)
        for mark in self._spaces - self._hung:
            mark.make_artifact()

    def _visit(self, box: Any, *, repeated: bool = False) -> None:
        if isinstance(box, boxes.MarginBox):
            self._leave_out(box)
            return
        element = box.element
        if isinstance(box, boxes.LineBox):
            self._line = box
        if isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer):
            repeated = self._heads.setdefault(element, self.page) != self.page
        if isinstance(box, boxes.TableCellBox | boxes.TableRowBox) and element is not None:
            self.structure.home(element)  # also an empty cell has its place
        if getattr(box, "link_annotation", None):
            self.structure.home(element).kids.append(box.link_annotation)
        if box in self.marks:
            self._hang(box, self.marks[box], repeated=repeated)
        for child in _flow(box):
            self._visit(child, repeated=repeated)

    def _leave_out(self, box: Any) -> None:
        if box in self.marks:
            self.marks[box].make_artifact()
        for child in _flow(box):
            self._leave_out(child)

    def _hang(self, box: Any, mark: Mark, *, repeated: bool) -> None:
        if repeated:
            mark.make_artifact()
            return
        if not isinstance(box, boxes.TextBox):
            self._figure(box).kids.append(mark)
            return
        home = self._home(box)
        if home is None:
            self._spaces.add(mark)
            return
        if mark not in self._hung:
            home.kids.append(mark)
            self._hung.add(mark)
        self._say(home, box)

    def _say(self, home: Node, box: Any) -> None:
        """Adds to the words of a node; a line's end is a space, or a soft hyphen nothing."""
        if self._said.get(home, self._line) is not self._line and not home.divided:
            home.text += " "
        self._said[home] = self._line
        home.divided = _is_divided(box)
        home.text += box.text.removesuffix(box.style["hyphenate_character"] * home.divided)

    def _home(self, box: Any) -> Node | None:
        """The node of a text; None for a space between blocks, which is none."""
        pseudo = box.element_tag.partition("::")[2]
        if pseudo == "footnote-call":
            return self.structure.call(box.element)
        if pseudo in {"footnote-marker", "marker"}:
            return self.structure.label(box.element)
        if not box.text.strip() and self.structure.home(box.element).type in GROUPS:
            return None
        return self.structure.text_home(box.element)

    def _figure(self, box: Any) -> Node:
        parent = self.structure.home(self.structure.parents[box.element])
        figure = parent.add("Figure")
        height = self.document.pages[self.page].height
        x, y = box.content_box_x(), box.content_box_y()
        sides = (x, height - y - box.height, x + box.width, height - y)
        area = pydyf.Array([round(side * POINTS, 3) for side in sides])
        figure.entries["Alt"] = _alternative(box.element)
        figure.entries["A"] = {"O": "/Layout", "Placement": "/Block", "BBox": area}
        return figure
