"""What the package and the navigation say of the book."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import nasty_book
import pytest
from lxml import etree
from lxml.etree import _Element as Element

from anthology import epub
from anthology.book import Book
from anthology.config import AccessibilityTable, Settings
from anthology.edition import Edition

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"


def package(book: Book, edition: Edition | None = None, **settings: Any) -> Element:
    whole = edition or nasty_book.edition()
    data, _ = epub.publish(whole, book, Settings(**settings), b"", nasty_book.printed())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("EPUB/content.opf"))


@pytest.fixture(scope="module")
def opf() -> Element:
    return package(nasty_book.book())


def values(opf: Element, property_: str) -> list[str]:
    return [m.text or "" for m in opf.iter(f"{OPF}meta") if m.get("property") == property_]


def refined(opf: Element, id_: str) -> dict[str, str]:
    metas = [m for m in opf.iter(f"{OPF}meta") if m.get("refines") == f"#{id_}"]
    return {m.get("property") or "": m.text or "" for m in metas}


def test_the_isbn_of_the_e_book_names_it(opf: Element) -> None:
    identifiers = [element.text for element in opf.iter(f"{DC}identifier")]
    assert identifiers[0] == "urn:isbn:9783161484100"
    assert refined(opf, "identifier") == {"identifier-type": "15"}


def test_titles_say_which_they_are(opf: Element) -> None:
    assert refined(opf, "title-1") == {"title-type": "main", "display-seq": "1"}
    assert refined(opf, "title-2") == {"title-type": "subtitle", "display-seq": "2"}


def test_people_have_roles_and_sort_names(opf: Element) -> None:
    creators = {e.text: refined(opf, e.get("id") or "") for e in opf.iter(f"{DC}creator")}
    others = {e.text: refined(opf, e.get("id") or "") for e in opf.iter(f"{DC}contributor")}
    assert creators["Eva Red"]["role"] == "edt"
    assert creators["Eva Red"]["file-as"] == "Red, Eva"
    assert {name: its["role"] for name, its in others.items()} == {
        "Foo Writer": "aui",
        "Eva Red": "trl",
        "Ann Ä. Lee": "aut",
    }


def test_reviewers_are_the_creators_where_nobody_edited() -> None:
    opf = package(replace(nasty_book.book(), editors=()))
    assert [creator.text for creator in opf.iter(f"{DC}creator")] == ["Ann Ä. Lee"]


def test_coded_subjects_name_their_authority(opf: Element) -> None:
    assert next(element.text for element in opf.iter(f"{DC}subject")) == "Cinema"
    assert refined(opf, "subject-2") == {"authority": "BISAC", "term": "PER004030"}
    assert refined(opf, "subject-3") == {"authority": "Thema", "term": "ATFA"}


def test_series_and_print_edition(opf: Element) -> None:
    assert refined(opf, "series") == {"collection-type": "series", "group-position": "2"}
    assert values(opf, "pageBreakSource") == ["urn:isbn:9780306406157"]


def test_control_characters_do_not_reach_the_metadata(opf: Element) -> None:
    assert [e.text for e in opf.iter(f"{DC}description")] == ["A book with everything."]


def test_accessibility_is_what_is_in_the_book(opf: Element) -> None:
    features = set(values(opf, "schema:accessibilityFeature"))
    assert {"alternativeText", "pageBreakMarkers", "pageNavigation", "index"} <= features
    assert "MathML" not in features
    plain = nasty_book.sections()
    blind = tuple(replace(s, xhtml=s.xhtml.replace('alt="A line"', 'alt=""')) for s in plain)
    fewer = package(nasty_book.book(), replace(nasty_book.edition(), sections=blind[:7]))
    features = set(values(fewer, "schema:accessibilityFeature"))
    assert not {"alternativeText", "index"} & features
    assert values(fewer, "schema:accessModeSufficient") == ["textual,visual"]


def test_formulas_are_announced() -> None:
    sections = nasty_book.sections()
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x"><mi>x</mi></math>'
    first = replace(sections[7], xhtml=sections[7].xhtml.replace("</section>", f"{math}</section>"))
    edition = replace(nasty_book.edition(), sections=(*sections[:7], first, *sections[8:]))
    opf = package(nasty_book.book(), edition)
    assert {"MathML", "describedMath"} <= set(values(opf, "schema:accessibilityFeature"))
    assert any("mathml" in str(item.get("properties")) for item in opf.iter(f"{OPF}item"))


def test_conformance_is_claimed_only_by_somebody() -> None:
    nobody = AccessibilityTable(conforms_to="WCAG 2.1 Level AA")
    somebody = AccessibilityTable(conforms_to="WCAG 2.1 Level AA", certified_by="Ann")
    assert values(package(nasty_book.book(), accessibility=nobody), "dcterms:conformsTo") == []
    claimed = package(nasty_book.book(), accessibility=somebody)
    assert values(claimed, "dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.1 Level AA"]
    assert values(claimed, "a11y:certifiedBy") == ["Ann"]


@pytest.mark.parametrize(
    ("language", "way"),
    [("en", None), ("he", "rtl"), ("ar-EG", "rtl"), ("az-Arab", "rtl"), ("ku-Latn", None)],
)
def test_the_pages_turn_as_the_language_is_written(language: str, way: str | None) -> None:
    spine = package(replace(nasty_book.book(), language=language)).find(f"{OPF}spine")
    assert spine is not None
    assert spine.get("page-progression-direction") == way
