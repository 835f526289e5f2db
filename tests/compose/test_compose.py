"""A composed book: its sections, their order, what they contain and what is left out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from composed import ANN, BARE, BOOK, CLASSIC, composed, review, section
from lxml import etree

from anthology.book import Book, Part
from anthology.compose import compose
from anthology.config import Settings
from anthology.report import Problem, Refused


def test_sections_are_in_order() -> None:
    kinds = [each.kind for each in composed(BOOK, "epub").sections]
    assert kinds[:6] == [
        "cover", "half-title", "title-page", "copyright-page", "dedication", "contents",
    ]  # fmt: skip
    assert kinds[6:11] == ["foreword", "part", "review", "part", "review"]
    assert kinds[11] == "afterword"
    assert kinds[-1] == "colophon"
    assert "cover" not in [each.kind for each in composed(BOOK).sections]


@pytest.mark.parametrize("name", ["epub", "print", "screen"])
def test_each_section_is_what_edition_says(name: str) -> None:
    edition = composed(BOOK, name)
    ids = [i for s in edition.sections for i in re.findall(r'\sid="([^"]*)"', s.xhtml)]
    assert len(ids) == len(set(ids))
    for each in edition.sections:
        root = etree.fromstring(each.xhtml)
        assert (root.tag, root.get("id"), root.get("class")) == ("section", each.id, each.kind)
        own = root.xpath("//@id")
        assert all(i == each.id or i.startswith(f"{each.id}-") for i in own)  # type: ignore
        assert all(href[1:] in ids for href in root.xpath("//@href"))  # type: ignore
        assert all(src in edition.assets for src in root.xpath("//img/@src"))  # type: ignore
        assert len(list(root.iter("h1"))) <= 1
        assert [h.id for h in each.headings if h.id not in ids] == []


def test_values_are_never_markup() -> None:
    assert "The &lt;Long&gt; Look" in section(composed(BOOK), "title-page").xhtml
    hostile = replace(BARE, title="{{ 7 * 7 }}<b>")
    book = replace(BOOK, parts=(Part("p", "", (hostile,)),))
    assert "<h1>{{ 7 * 7 }}&lt;b&gt;</h1>" in section(composed(book), "review-bare").xhtml


@pytest.mark.parametrize(("language", "turned"), [("fa", True), ("he", False), ("en", False)])
def test_our_words_keep_their_direction(language: str, turned: bool) -> None:
    """There are none in Persian: English ones stand in a page of the other direction."""
    page = section(composed(replace(BOOK, language=language)), "colophon")
    assert ('<bdi dir="ltr">Typeset with' in page.xhtml) == turned


def test_the_same_book_gives_the_same_edition() -> None:
    assert composed(BOOK) == composed(BOOK)


def test_only_what_is_used_is_taken() -> None:
    used = replace(BOOK, parts=(Part("p", "", (BARE,)),))
    assert "pictures/p.png" not in composed(used).assets
    assert "pictures/p.png" in composed(BOOK).assets


def test_a_character_without_a_font_is_reported() -> None:
    korean = review("korean", "<p>한국</p>")
    _, problems = compose(
        replace(BOOK, parts=(Part("p", "", (korean,)),)), CLASSIC, Settings(), "print"
    )
    assert [(str(p.place), "U+AD6D HANGUL SYLLABLE GUG" in p.message) for p in problems] == [
        ("manuscripts/korean.md", True)
    ]


def test_a_book_that_runs_from_right_to_left_does_so_from_its_first_page() -> None:
    sections = composed(replace(BOOK, language="he"), "epub").sections
    ours = {section.kind: section.dir for section in sections if section.lang == "he"}
    assert ours.keys() >= {"title-page", "copyright-page", "contents", "colophon"}
    assert set(ours.values()) == {"rtl"}
    assert 'dir="rtl"' in next(s.xhtml for s in sections if s.kind == "contents")


def test_links_between_reviews() -> None:
    linking = review("linking", '<p><a href="bare.md">B</a>, <a href="gone.md">G</a></p>')
    book = replace(BOOK, parts=(Part("p", "", (linking, BARE)),))
    edition, problems = compose(book, CLASSIC, Settings(), "epub")
    assert '<p><a href="#review-bare">B</a>, G</p>' in section(edition, "review-linking").xhtml
    assert [(str(p.place), "gone.md" in p.message) for p in problems] == [
        ("manuscripts/linking.md", True)
    ]


def test_a_broken_template_is_the_styles_mistake() -> None:
    def refused(source: str) -> Problem:
        broken = replace(CLASSIC, templates={**CLASSIC.templates, "review.xhtml.j2": source})
        with pytest.raises(Refused) as caught:
            compose(BOOK, broken, Settings(), "print")
        return caught.value.problems[0]

    assert "'nothing' is undefined" in refused("<section>{{ nothing }}</section>").message
    assert str(refused("<section>\n{% if %}</section>").place) == "templates/review.xhtml.j2:2"


def test_spaces_and_no_padding_part_an_entry_from_its_pages() -> None:
    """With padding WeasyPrint ends the line before the name where the last number just fits."""
    one = review("one", reviewers=(ANN,))
    settings = Settings.model_validate({"back": {"reviewers_index": True}})
    edition = compose(Book("T", "t", (Part("p", "", (one,)),)), CLASSIC, settings, "print")[0]
    listed = "".join(each.xhtml for each in edition.sections if "index" in each.kind)
    assert 'Lee, Ann\u00a0\u00a0\u00a0<span class="folios"><a class="folio"' in listed
    rules = re.findall(r"\.folios\s*\{([^}]*)\}", edition.css)
    assert rules
    assert not any("padding" in rule or "margin" in rule for rule in rules)
