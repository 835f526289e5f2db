"""Links and pictures of documents, resolved to files of the package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from anthology.edition import Section
from anthology.epub import names, xhtml
from anthology.epub.container import File
from anthology.epub.content.documents import Document
from anthology.report import Place, Problem, warning

XHTML_TYPE = "application/xhtml+xml"


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
        found.update(dict.fromkeys(document.traits.ids, document.name))
    return Targets(found, file_of_picture)


def referenced_pictures(documents: Iterable[Document]) -> dict[str, Place]:
    """The pictures in the text, in reading order, each with the place that shows it first."""
    found: dict[str, Place] = {}
    for document in documents:
        for picture, section in _pictures(document):
            found.setdefault(picture, section.place)
    return found


def _pictures(document: Document) -> Iterator[tuple[str, Section]]:
    """The pictures of a document, each with its section."""
    if not document.others:
        yield from ((picture, document.section) for picture in document.traits.pictures)
        return
    for picture in document.root.iter(xhtml.tag("img")):
        yield picture.get("src") or "", _section_of(document, picture)


def leads(document: Document, where: Targets) -> dict[str, str]:
    """The file that each link and each picture of a document leads to, "" for none."""
    linked = {f"#{id_}": where.file_of_id.get(id_, "") for id_ in document.traits.links}
    return linked | {name: where.file_of_picture.get(name, "") for name in document.traits.pictures}


def file_of(document: Document, where: Targets) -> tuple[File, tuple[Problem, ...]]:
    """The document's file with its links resolved, and a warning for each broken link."""
    properties = document.traits.properties
    if document.earlier and document.earlier[0].leads == leads(document, where):
        return File(document.name, XHTML_TYPE, document.earlier[1], properties), ()
    document = replace(document, tree=document.root)
    problems = _resolve_links(document, where)
    for picture in document.root.iter(xhtml.tag("img")):
        file = where.file_of_picture.get(picture.get("src") or "")
        if file:
            picture.set("src", names.relative(file, document.name))
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
