"""The parts of a Word file (ECMA-376): its text, notes, comments, styles and pictures."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from anthology.load.formats.documents.package import Element, Package, parsed
from anthology.report import NOWHERE, Refused, error

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
STRICT = (  # namespaces of ISO 29500 Strict, and what all others write
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/drawingml/main",
     b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/picture",
     b"http://schemas.openxmlformats.org/drawingml/2006/picture"),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
     b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math",
     b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)  # fmt: skip


@dataclass(frozen=True)
class Parts:
    """The parts that hold words or say how they look; the trees may be changed."""

    package: Package
    main: str  # the name of the text's part
    trees: dict[str, Element]  # of main, footnotes and endnotes, by their parts' names
    styles: Element | None
    numbering: Element | None
    comments: Element | None
    extended: Element | None  # which comments are resolved
    relations: dict[str, Element]  # of each tree, by its name

    @property
    def text(self) -> Element:
        """The document's own text, without notes."""
        return self.trees[self.main]


def parts(package: Package) -> Parts:
    """The parts of a Word file. Raises Refused where it has no text."""
    main = _main(package)
    if main not in package.names:
        raise Refused(error(NOWHERE, "this is not a Word file: no text is in it",
                            "Open it in Word or LibreOffice, and save it as .docx."))  # fmt: skip
    related = _relations(package, main)
    named = {kind: _target(main, related, kind) for kind in (
        "footnotes", "endnotes", "styles", "numbering", "comments", "commentsExtended",
    )}  # fmt: skip
    texts = [main, named["footnotes"], named["endnotes"]]
    trees = {name: tree for name in texts if (tree := _tree(package, name)) is not None}
    relations = {name: tree for name in trees if (tree := _relations(package, name)) is not None}
    others = (_tree(package, named[kind]) for kind in (
        "styles", "numbering", "comments", "commentsExtended",
    ))  # fmt: skip
    styles, numbering, comments, extended = others
    return Parts(package, main, trees, styles, numbering, comments, extended, relations)


def relations_of(name: str) -> str:
    """The name of the part that has the relations of a part."""
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The direct children of these names of WordprocessingML."""
    wanted = {W + name for name in names}
    return (child for child in (element if element is not None else ()) if child.tag in wanted)


def child(element: Element | None, name: str) -> Element | None:
    """The first direct child of that name."""
    return next(children(element, name), None)


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of WordprocessingML, "" where there is none."""
    return str(element.get(W + name, "")) if element is not None else ""


def whole(text: str, otherwise: int = 0) -> int:
    """A whole number of a few digits, or `otherwise`."""
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 9 else otherwise


def _tree(package: Package, name: str) -> Element | None:
    if name not in package.names:
        return None
    data = package.read(name)
    if b"purl.oclc.org/ooxml" in data:
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
    return parsed(data, name)


def _relations(package: Package, name: str) -> Element | None:
    return _tree(package, relations_of(name))


def _main(package: Package) -> str:
    relations = _tree(package, "_rels/.rels")
    found = _target("", relations, "officeDocument")
    return found or "word/document.xml"


def _target(name: str, relations: Element | None, kind: str) -> str:
    """The part that a part is related to in that way, "" for none."""
    for relation in relations if relations is not None else ():
        if str(relation.get("Type", "")).endswith(f"/{kind}"):
            target = str(relation.get("Target", ""))
            folder = "/" + posixpath.dirname(name)
            return posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
    return ""
