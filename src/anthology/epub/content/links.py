"""Links and pictures of documents, resolved to files of the package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from anthology.edition import Section
from anthology.epub import names, xhtml
from anthology.epub.container import File
from anthology.epub.content.documents import Document, ids
from anthology.report import Place, Problem, warning

XHTML_TYPE = "application/xhtml+xml"
INLINE_TYPES = {"svg": "svg", "math": "mathml"}  # element -> property of the manifest


@dataclass(frozen=True)
class Targets:
    """The files of ids and pictures; names are relative to the package."""

    file_of_id: Mapping[str, str]
    file_of_picture: Mapping[str, str]

    def href(self, id_: str) -> str:
        """The id's address relative to the package: "text/x.xhtml#id". Raises KeyError."""
        return f"{self.file_of_id[id_]}#{id_}"


def targets(documents: Iterable[Document], file_of_picture: Mapping[str, str]) -> Targets:
    """The targets of all links and pictures in the documents."""
    found: dict[str, str] = {}
    for document in documents:
        found.update((id_, document.name) for id_ in ids(document.root))
    return Targets(found, file_of_picture)


def referenced_pictures(documents: Iterable[Document]) -> dict[str, Place]:
    """The pictures in the text, in reading order, each with the place that shows it first."""
    found: dict[str, Place] = {}
    for document in documents:
        for picture in document.root.iter(xhtml.tag("img")):
            found.setdefault(picture.get("src") or "", _section_of(document, picture).place)
    return found


def file_of(document: Document, where: Targets) -> tuple[File, tuple[Problem, ...]]:
    """The document's file with its links resolved, and a warning for each broken link."""
    document = replace(document, tree=document.root)
    problems = _resolve_links(document, where)
    for picture in document.root.iter(xhtml.tag("img")):
        file = where.file_of_picture.get(picture.get("src") or "")
        if file:
            picture.set("src", names.relative(file, document.name))
    properties = tuple(sorted(_properties(document.root)))
    data = xhtml.serialised(document.root)
    return File(document.name, XHTML_TYPE, data, properties), problems


def _resolve_links(document: Document, where: Targets) -> tuple[Problem, ...]:
    problems = []
    for link in document.root.iter(xhtml.tag("a")):
        href = link.get("href") or ""
        if not href.startswith("#"):
            continue
        file = where.file_of_id.get(href[1:])
        if file is None:
            del link.attrib["href"]
            problems.append(_broken(document, link))
        elif file != document.name:
            link.set("href", names.relative(file, document.name) + href)
    return tuple(problems)


def _broken(document: Document, link: Element) -> Problem:
    words = " ".join("".join(str(part) for part in link.itertext()).split())
    return warning(
        _section_of(document, link).place,
        f"the link “{words}” leads to a place that is not in the book",
        "Give that place an id, or remove the link; the e-book shows its words alone.",
    )


def _section_of(document: Document, element: Element) -> Section:
    """The section that an element of a document is in."""
    if not document.others:
        return document.section
    above = {each.get("id") for each in element.iterancestors(xhtml.tag("section"))}
    return next((each for each in document.sections if each.id in above), document.section)


def _properties(root: Element) -> set[str]:
    kinds = (xhtml.local_name(element) for element in root.iter("{*}svg", "{*}math"))
    return {INLINE_TYPES[kind] for kind in kinds}
