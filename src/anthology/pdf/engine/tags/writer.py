"""The structure as objects of the PDF that WeasyPrint is writing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pydyf

from anthology.pdf.engine.tags.structure import Node
from anthology.pdf.model import INTERNAL


@dataclass(eq=False)
class Mark:
    """Marked content: where it begins in its stream, and its number there."""

    stream: Any
    index: int  # in `stream.stream`, of the tag's name
    mcid: int
    page: int = -1

    def make_artifact(self) -> None:
        """Marks the content as not part of the text."""
        self.stream.stream[self.index : self.index + 3] = ["/Artifact", b"", b"BMC"]


class Writer:
    """Writes nodes as structure elements, and the tree that leads from content to them."""

    def __init__(self, pdf: Any, page_streams: list[Any]) -> None:
        self.pdf = pdf
        self.pages = page_streams
        self._owners: dict[Any, dict[int, Any]] = {stream: {} for stream in page_streams}
        self._annotations: list[tuple[Any, Any]] = []

    def write(self, document: Node) -> None:
        """Writes the tree and its ParentTree."""
        root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self.pdf.add_object(root)
        root["K"] = pydyf.Array([self._element(document, root.reference).reference])
        numbers = pydyf.Dictionary({"Nums": pydyf.Array(list(self._numbers()))})
        self.pdf.add_object(numbers)
        root["ParentTree"] = numbers.reference
        self.pdf.catalog["StructTreeRoot"] = root.reference

    def _numbers(self) -> Iterator[Any]:
        """The ParentTree: for each stream its elements by mark, for each annotation its element."""
        for number, (stream, owners) in enumerate(self._owners.items()):
            if stream not in self.pages:
                stream.extra["StructParents"] = number
            yield number
            yield pydyf.Array([owners.get(i, b"null") for i in range(max(owners, default=-1) + 1)])
        for number, (annotation, element) in enumerate(self._annotations, len(self._owners)):
            annotation["StructParent"] = number
            yield number
            yield element

    def _element(self, node: Node, parent: bytes) -> Any:
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.type}", "P": parent})
        self.pdf.add_object(element)
        for key, value in node.entries.items():
            element[key] = _written(value)
        page = next((kid.page for kid in node.kids if isinstance(kid, Mark)), None)
        if page is not None:
            element["Pg"] = self.pdf.page_references[page]
        kids = [self._kid(kid, node, element, page) for kid in node.in_order()]
        element["K"] = pydyf.Array(kids)
        return element

    def _kid(self, kid: Any, node: Node, element: Any, page: int | None) -> Any:
        if isinstance(kid, Node):
            return self._element(kid, element.reference).reference
        if isinstance(kid, Mark):
            return self._content(kid, element, page)
        words = " ".join(node.text.split()) or node.entries.get("Alt", "") or _address(kid)
        kid["Contents"] = pydyf.String(words)
        self._annotations.append((kid, element.reference))
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.reference})

    def _content(self, mark: Mark, element: Any, page: int | None) -> Any:
        self._owners.setdefault(mark.stream, {})[mark.mcid] = element.reference
        inside = mark.stream in self.pages
        if inside and mark.page == page:
            return mark.mcid
        place = {"Type": "/MCR", "Pg": self.pdf.page_references[mark.page], "MCID": mark.mcid}
        return pydyf.Dictionary(place if inside else place | {"Stm": mark.stream.reference})


def _address(annotation: Any) -> str:
    """Where a link leads, as words."""
    address = annotation["A"]["URI"] if "A" in annotation else annotation["Dest"]
    return str(address.string).removeprefix(INTERNAL)


def _written(value: Any) -> Any:
    if isinstance(value, dict):
        return pydyf.Dictionary(value)
    return pydyf.String(value) if isinstance(value, str) else value
