"""The e-book's accessibility metadata, computed from its contents, never assumed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from anthology.config import AccessibilityTable
from anthology.epub.package.metadata import Property


@dataclass(frozen=True)
class BookFeatures:
    """Features of the finished e-book that its accessibility depends on."""

    pictures: int = 0  # with the cover
    without_alt: int = 0
    pages: bool = False  # whether it has a page list
    index: bool = False
    formulas: bool = False  # in MathML, each with its TeX
    languages: frozenset[str] = frozenset()


def properties(found: BookFeatures, claim: AccessibilityTable, source: str) -> Iterator[Property]:
    """The schema.org and a11y properties; `source` is the print edition of the page list."""
    yield Property("schema:accessMode", "textual")
    if found.pictures:
        yield Property("schema:accessMode", "visual")
        yield Property("schema:accessModeSufficient", "textual,visual")
    if not found.without_alt:
        yield Property("schema:accessModeSufficient", "textual")
    yield from (Property("schema:accessibilityFeature", feature) for feature in _features(found))
    # The allow-list of `load` passes only still pictures: no motion, flashing or sound.
    yield Property("schema:accessibilityHazard", "none")
    yield Property("schema:accessibilitySummary", claim.summary or _summary(found))
    if found.pages:
        yield Property("pageBreakSource", source)
    yield from _claim(claim)


def _features(found: BookFeatures) -> Iterator[str]:
    yield from ("tableOfContents", "readingOrder", "structuralNavigation", "ARIA")
    yield "displayTransformability"
    if found.pictures and not found.without_alt:
        yield "alternativeText"
    if found.pages:
        yield from ("pageBreakMarkers", "pageNavigation")
    if found.index:
        yield "index"
    if found.formulas:
        yield from ("MathML", "describedMath")


def _summary(found: BookFeatures) -> str:
    sentences = [
        "The text can be enlarged, restyled and read aloud; contents and headings lead to it."
    ]
    if found.without_alt:
        sentences.append(f"{found.without_alt} of {found.pictures} pictures have no description.")
    elif found.pictures:
        sentences.append("Every picture has a description.")
    if found.pages:
        sentences.append("The page numbers of the print edition are marked.")
    if found.index:
        sentences.append("The indexes are linked to the text.")
    if len(found.languages) > 1:
        sentences.append("Passages in other languages are marked.")
    return " ".join(sentences)


def _claim(claim: AccessibilityTable) -> Iterator[Property]:
    """The claim of conformance, only with the name of the certifier."""
    if not (claim.conforms_to and claim.certified_by):
        return
    by = [("a11y:certifiedBy", "", claim.certified_by)]
    if claim.credential:
        by.append(("a11y:certifierCredential", "", claim.credential))
    text = f"EPUB Accessibility 1.1 - {claim.conforms_to}"
    yield Property("dcterms:conformsTo", text, "conformance", tuple(by))
