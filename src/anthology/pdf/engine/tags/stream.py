"""Content streams that mark text by paragraphs, and what is decoration as artifacts.

Lines of one paragraph share a mark. A word divided at the end of a line is read whole: its
hyphen is a soft one (ISO 32000-1, 14.8.2.2.3). Leaders, ornaments, and heads that a table
repeats are artifacts. A link is described by its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

from anthology.pdf.engine.patches import patched
from anthology.pdf.engine.tags.notes import pseudo
from anthology.pdf.engine.tags.reader import Reader, alternative, is_divided
from anthology.pdf.engine.tags.structure import Structure
from anthology.pdf.engine.tags.writer import Mark, Writer
from anthology.pdf.engine.tree import contents

SOFT_HYPHEN = "\u00ad"
SPOKEN = {"marker", "footnote-call", "footnote-marker"}  # pseudo-elements that are text


@contextmanager
def tagging() -> Iterator[None]:
    """Inside, PDFs that WeasyPrint writes with `pdf_tags=True` have our structure."""
    with patched("tagging", Stream=MarkedStream, add_links=add_links, add_tags=add_tags):
        yield


@dataclass
class Marks:
    """The marks of a page."""

    by_box: dict[Any, Mark] = field(default_factory=dict)
    count: int = 0


class MarkedStream(Stream):  # type: ignore[misc]
    """A content stream that marks what is text and what is not."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if self._tags == {}:
            self._tags: Any = Marks()  # a page's; the groups on it share them
        self._last: tuple[Any, Mark, int] | None = None  # owner, mark, where it was closed

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """Marks the content of `box`, or continues the previous mark."""
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
        self._last = (_owner(box), mark, len(self.stream))

    def _begin(self, box: Any, tag: str) -> Mark:
        if self._last and self._last[0] == _owner(box) and self._last[2] == len(self.stream):
            self.stream.pop()  # the EMC: nothing was drawn since
            return self._last[1]
        mark = Mark(self, len(self.stream), self._tags.count)
        self._tags.count += 1
        super().begin_marked_content(tag, pydyf.Dictionary({"MCID": mark.mcid}))
        return mark


def _owner(box: Any) -> Any:
    return box.element, box.element_tag, isinstance(box, boxes.TextBox)


def _is_decoration(box: Any) -> bool:
    """Whether it is a leader, ornament or picture of a style, or a picture with an empty alt."""
    if box.element is None:
        return True
    pseudo = box.element_tag.partition("::")[2]
    if isinstance(box, boxes.TextBox):
        return bool(pseudo) and pseudo not in SPOKEN and not any(map(str.isalnum, box.text))
    return bool(pseudo) or not alternative(box.element)


def _undivided(box: Any) -> Any:
    """The text of a line that ends in a hyphen of ours, with a soft one; else None.

    A planned line (`lines.ink`) has a soft hyphen already.
    """
    if not is_divided(box) or box.__dict__.get("divided"):
        return None
    return pydyf.String(box.text.removesuffix(box.style["hyphenate_character"]) + SOFT_HYPHEN)


_add_links = weasyprint.pdf.add_links


def add_links(links_and_anchors: Any, *others: Any) -> None:
    """Adds an annotation for a link's box, or for each picture in it, and none for a style's."""
    links, anchors = links_and_anchors
    own = [link for link in links if _is_own(link[3])]
    _add_links((own, anchors), *others)


def _is_own(box: Any) -> bool:
    """Whether a box gets an annotation: a picture in a link, a link that has words, a note's."""
    if box.link and pseudo(box):
        return True  # of a note
    if box.element_tag != "a":
        return isinstance(box, boxes.ReplacedBox) and "::" not in (box.element_tag or "")
    inside = list(box.descendants())
    pictures = any(isinstance(each, boxes.ReplacedBox) for each in inside)
    return not pictures or any(each.text.strip() for each in inside if hasattr(each, "text"))


def add_tags(pdf: Any, document: Any, _version: object, page_streams: list[Any]) -> None:
    """Writes the structure of `document` and the catalogue's entries about it."""
    pages = [page._page_box for page in document.pages]  # noqa: SLF001 - see `replaced`
    root = next(box.element for box in contents(pages[0]) if box.element is not None)
    lang = root.get("lang", "")
    reader = Reader(Structure(root, lang), document)
    for number, (page, stream) in enumerate(zip(pages, page_streams, strict=True)):
        reader.read(page, number, stream)
    Writer(pdf, page_streams).write(reader.structure.document)
    pdf.catalog["Lang"] = pydyf.String(lang)
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
