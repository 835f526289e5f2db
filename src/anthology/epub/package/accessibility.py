"""What the e-book says of its accessibility: computed from what is in it, never assumed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from anthology.config import AccessibilityTable
from anthology.epub import xhtml
from anthology.epub.package.metadata import Entry


@dataclass(frozen=True)
class Findings:
    """What was seen in the finished documents."""

    pictures: int = 0  # the cover is one
    without_alt: int = 0
    pages: bool = False  # a page list
    index: bool = False
    languages: frozenset[str] = frozenset()


def descriptions(root: Element) -> Iterator[str]:
    """What is said of each picture and drawing of a document, "" for nothing."""
    for picture in root.iter(xhtml.tag("img")):
        yield picture.get("alt") or ""
    for drawing in root.iter("{*}svg"):
        title = drawing.find("{*}title")
        if drawing.get("aria-hidden") != "true":
            yield drawing.get("aria-label") or (title.text if title is not None else "") or ""


def entries(found: Findings, claim: AccessibilityTable, source: str) -> Iterator[Entry]:
    """The schema.org and a11y metadata; `source` names the print edition of the page list."""
    yield Entry("schema:accessMode", "textual")
    if found.pictures:
        yield Entry("schema:accessMode", "visual")
        yield Entry("schema:accessModeSufficient", "textual,visual")
    if not found.without_alt:
        yield Entry("schema:accessModeSufficient", "textual")
    yield from (Entry("schema:accessibilityFeature", feature) for feature in _features(found))
    # Nothing moves, flashes or sounds: only still pictures pass the cleaning.
    yield Entry("schema:accessibilityHazard", "none")
    yield Entry("schema:accessibilitySummary", claim.summary or _summary(found))
    if found.pages:
        yield Entry("pageBreakSource", source)
    yield from _claim(claim)


def _features(found: Findings) -> Iterator[str]:
    yield from ("tableOfContents", "readingOrder", "structuralNavigation", "ARIA")
    yield "displayTransformability"
    if found.pictures and not found.without_alt:
        yield "alternativeText"
    if found.pages:
        yield from ("pageBreakMarkers", "pageNavigation")
    if found.index:
        yield "index"


def _summary(found: Findings) -> str:
    said = ["The text can be enlarged, restyled and read aloud; contents and headings lead to it."]
    if found.without_alt:
        said.append(f"{found.without_alt} of {found.pictures} pictures have no description.")
    elif found.pictures:
        said.append("Every picture has a description.")
    if found.pages:
        said.append("The page numbers of the print edition are marked.")
    if found.index:
        said.append("The indexes are linked to the text.")
    if len(found.languages) > 1:
        said.append("Passages in other languages are marked.")
    return " ".join(said)


def _claim(claim: AccessibilityTable) -> Iterator[Entry]:
    """The claim needs a name: nobody is made to have certified what they never saw."""
    if not (claim.conforms_to and claim.certified_by):
        return
    by = [("a11y:certifiedBy", "", claim.certified_by)]
    if claim.credential:
        by.append(("a11y:certifierCredential", "", claim.credential))
    text = f"EPUB Accessibility 1.1 - {claim.conforms_to}"
    yield Entry("dcterms:conformsTo", text, "conformance", tuple(by))
