"""Codes of ONIX (EDItEUR's code lists, issue 75) for what Anthology knows by other names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from langcodes import Language
from langcodes.tag_parser import LanguageTagError

ROLES = {  # list 17, by MARC relator codes
    "aut": "A01", "edt": "B01", "trl": "B06", "ill": "A12", "pht": "A13", "aui": "A23",
    "win": "A24", "wpr": "A15", "aft": "A19", "cov": "A36", "bkd": "A11", "com": "C01",
    "ann": "A20", "art": "A12", "csl": "B20", "ctb": "A32", "cmt": "A34", "pro": "D01",
    "rev": "A32",
}  # fmt: skip
OTHER = "Z99"
CONTRIBUTIONS = "A32"  # by each reviewer, where the book has editors
AUDIENCES = {  # list 28
    "general": "01", "children": "02", "teenagers": "03", "students": "05", "professionals": "06",
}  # fmt: skip
EXCEPTIONS = {  # list 196: exceptions of the European Accessibility Act
    "micro-enterprise": "75", "disproportionate burden": "76", "fundamental alteration": "77",
}  # fmt: skip
SCHEMES = {"BISAC": "10", "Thema": "93"}  # list 27
KEYWORDS = "20"
FEATURES = {  # list 196, by schema.org's accessibilityFeature
    "tableOfContents": "11", "index": "12", "readingOrder": "13", "alternativeText": "14",
    "MathML": "17", "pageBreakMarkers": "19", "structuralNavigation": "29", "ARIA": "30",
    "displayTransformability": "36", "pageNavigation": "41",
}  # fmt: skip
ALWAYS = ("22", "32")  # each document of our e-books names its language, and they have landmarks
WCAG = {"2.0": "80", "2.1": "81", "2.2": "82", "A": "84", "AA": "85", "AAA": "86"}
EPUB_ACCESSIBILITY = "04"  # 1.1
WITHOUT_SIGHT = "52"
SUMMARY = "00"
CERTIFIED_BY = "90"
WITHOUT_TAX = frozenset({"USD", "CAD"})  # where prices are given without the tax (list 58: 01)


def language(tag: str) -> str:
    """The code of a language (ISO 639-2/B, list 74): "ger" for "de-AT"; "und" for none known."""
    try:
        return Language.get(tag).to_alpha3(variant="B")
    except (LookupError, LanguageTagError):
        return "und"


def accessibility(properties: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Codes of list 196 and what is said with them, for what a package file says."""
    for name, value in properties:
        if name == "schema:accessibilitySummary":
            yield SUMMARY, value
        elif name == "schema:accessibilityFeature" and value in FEATURES:
            yield FEATURES[value], ""
        elif name == "schema:accessModeSufficient" and value == "textual":
            yield WITHOUT_SIGHT, ""
        elif name == "a11y:certifiedBy":
            yield CERTIFIED_BY, value
        elif name == "dcterms:conformsTo":
            yield from ((code, "") for code in _conformance(value))
    yield from ((code, "") for code in ALWAYS)


def _conformance(claim: str) -> Iterator[str]:
    """Of "EPUB Accessibility 1.1 - WCAG 2.2 Level AA": the codes of all three parts."""
    _, version, _, level = claim.rpartition(" - ")[2].split()
    yield from (EPUB_ACCESSIBILITY, WCAG[version], WCAG[level])
