"""A book composed: its sections, their order, what they say and what they leave out."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from anthology import style
from anthology.book import (
    Body,
    Book,
    Creator,
    Heading,
    Part,
    PartialDate,
    Person,
    Picture,
    Piece,
    Publication,
    Rating,
    Review,
    Work,
)
from anthology.compose import bodies, compose
from anthology.compose.opening import in_print
from anthology.config import Settings
from anthology.edition import Edition, Section
from anthology.report import Place, Problem, Refused

ANN, JO = Person("Ann Lee", "Lee, Ann"), Person("Jörg Müller", "Müller, Jörg")
TEXT = '<p>When "all of us" are dead, nobody will mind the gap -- or so they say.</p>'


def review(name: str, xhtml: str = TEXT, **values: object) -> Review:
    body = Body(xhtml, (Heading(2, 'A "head"', "h-1"),) if "h-1" in xhtml else ())
    place = Place(f"manuscripts/{name}.md")
    return Review(f"review-{name}", place, name.title(), body, **values)  # type: ignore[arg-type]


FULL = review(
    "full",
    f'{TEXT}<h2 id="h-1">A "head"</h2><p><img alt="x" src="pictures/p.png"/></p>',
    subtitle='On "it"',
    reviewers=(ANN, JO),
    work=Work("Playtime", (Creator("Jacques Tati", "director"),), 1967, "film", "restored"),
    rating=Rating("★★★½", Decimal("3.5"), Decimal(5), Decimal(0), verdict="Worth it"),
    publication=Publication("The Gazette", PartialDate(2024, 5, 17)),
    spoilers=True,
)
BARE = review("bare")
BOOK = Book(
    "The <Long> Look",
    "long-look",
    (Part("part-1", "Screens", (FULL,)), Part("part-2", "Pages", (BARE,))),
    editors=(ANN,),
    front=(
        Piece("foreword", Place("front/foreword.md"), "foreword", "Foreword", Body(TEXT)),
        Piece("dedication", Place("front/d.md"), "dedication", "", Body("<p>For you</p>")),
    ),
    back=(Piece("afterword", Place("back/a.md"), "afterword", "Afterword", Body(TEXT)),),
    pictures={"p.png": Picture("p.png", b"png", "image/png", 1, 1)},
)


@pytest.fixture(scope="module")
def classic() -> style.Style:
    return style.load("classic", Path())


def made(book: Book, classic: style.Style, edition: str = "print") -> Edition:
    return compose(book, classic, Settings(), edition)[0]


def section(edition: Edition, name: str) -> Section:
    return next(each for each in edition.sections if each.id == name)


def text(xhtml: str) -> str:
    return " ".join("".join(map(str, etree.fromstring(xhtml).itertext())).split())


def test_sections_stand_in_order(classic: style.Style) -> None:
    kinds = [each.kind for each in made(BOOK, classic, "epub").sections]
    assert kinds[:6] == [
        "cover", "half-title", "title-page", "copyright-page", "dedication", "contents",
    ]  # fmt: skip
    assert kinds[6:11] == ["foreword", "part", "review", "part", "review"]
    assert kinds[11] == "afterword"
    assert kinds[-1] == "colophon"
    assert "cover" not in [each.kind for each in made(BOOK, classic).sections]


@pytest.mark.parametrize("name", ["epub", "print", "screen"])
def test_each_section_is_what_edition_says(classic: style.Style, name: str) -> None:
    edition = made(BOOK, classic, name)
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


def test_an_opening_says_all_that_is_known(classic: style.Style) -> None:
    full = text(section(made(BOOK, classic), "review-full").xhtml)
    assert full.startswith(
        "Full On “it” Ann Lee and Jörg Müller Playtime, restored, 1967, directed by Jacques Tati "
        "Worth it First published in The Gazette, 17 May 2024 "
        "This review gives away what happens. When “all of us” are dead"
    )


def test_an_opening_has_no_holes(classic: style.Style) -> None:
    bare = etree.fromstring(section(made(BOOK, classic), "review-bare").xhtml)
    assert [e.tag for e in bare.xpath("div[@class='opening']/*")] == ["h1"]  # type: ignore


def test_stars_are_pictures_with_words(classic: style.Style) -> None:
    edition = made(BOOK, classic)
    stars = etree.fromstring(section(edition, "review-full").xhtml).xpath("//img[@class='stars']")
    assert stars[0].get("alt") == "three and a half stars"  # type: ignore
    drawn = edition.assets[stars[0].get("src")]  # type: ignore
    assert drawn.media_type == "image/svg+xml"
    assert len(etree.fromstring(drawn.data).findall(".//{*}g")) == 4


def test_contents_lists_reviews_below_their_parts(classic: style.Style) -> None:
    contents = etree.fromstring(section(made(BOOK, classic), "contents").xhtml)
    below = contents.xpath("ol/li[@class='part']/ol/li/div/a[1]/@href")
    assert below == ["#review-full", "#review-bare"]
    folios = contents.xpath("//a[@class='folio']")
    assert all(not f.text for f in folios)  # type: ignore
    assert "Ann Lee and Jörg Müller" in text(section(made(BOOK, classic), "contents").xhtml)


def test_values_are_never_markup(classic: style.Style) -> None:
    assert "The &lt;Long&gt; Look" in section(made(BOOK, classic), "title-page").xhtml
    hostile = replace(BARE, title="{{ 7 * 7 }}<b>")
    book = replace(BOOK, parts=(Part("p", "", (hostile,)),))
    assert "<h1>{{ 7 * 7 }}&lt;b&gt;</h1>" in section(made(book, classic), "review-bare").xhtml


def test_first_words_are_in_small_capitals(classic: style.Style) -> None:
    bare = section(made(BOOK, classic), "review-bare").xhtml
    assert '<p class="first"><span class="first-words">When “all of us” are dead</span>,' in bare


def test_no_holes_are_printed(classic: style.Style) -> None:
    holed = review("holed", "<p></p><p> <br/>\u00a0</p><p>A<br/>b<br/> <br/></p>")
    made_of = made(replace(BOOK, parts=(Part("p", "", (holed,)),)), classic)
    assert '<div class="text">\n<p>A<br/>b</p>\n' in section(made_of, "review-holed").xhtml


def test_the_same_book_gives_the_same_edition(classic: style.Style) -> None:
    assert made(BOOK, classic) == made(BOOK, classic)


def test_only_what_is_used_is_taken(classic: style.Style) -> None:
    used = replace(BOOK, parts=(Part("p", "", (BARE,)),))
    assert "pictures/p.png" not in made(used, classic).assets
    assert "pictures/p.png" in made(BOOK, classic).assets


def test_a_character_without_a_font_is_told(classic: style.Style) -> None:
    korean = review("korean", "<p>한국</p>")
    _, problems = compose(
        replace(BOOK, parts=(Part("p", "", (korean,)),)), classic, Settings(), "print"
    )
    assert [(str(p.place), "U+D55C HANGUL SYLLABLE HAN" in p.message) for p in problems] == [
        ("manuscripts/korean.md", True)
    ]


def test_a_book_that_runs_from_right_to_left_does_so_from_its_first_page(
    classic: style.Style,
) -> None:
    sections = made(replace(BOOK, language="he"), classic, "epub").sections
    ours = {section.kind: section.dir for section in sections if section.lang == "he"}
    assert ours.keys() >= {"title-page", "copyright-page", "contents", "colophon"}
    assert set(ours.values()) == {"rtl"}
    assert 'dir="rtl"' in next(s.xhtml for s in sections if s.kind == "contents")


def test_links_between_reviews(classic: style.Style) -> None:
    linking = review("linking", '<p><a href="bare.md">B</a>, <a href="gone.md">G</a></p>')
    book = replace(BOOK, parts=(Part("p", "", (linking, BARE)),))
    edition, problems = compose(book, classic, Settings(), "epub")
    assert '<p><a href="#review-bare">B</a>, G</p>' in section(edition, "review-linking").xhtml
    assert [(str(p.place), "gone.md" in p.message) for p in problems] == [
        ("manuscripts/linking.md", True)
    ]


def test_a_broken_template_is_the_styles_mistake(classic: style.Style) -> None:
    def refused(source: str) -> Problem:
        broken = replace(classic, templates={**classic.templates, "review.xhtml.j2": source})
        with pytest.raises(Refused) as caught:
            compose(BOOK, broken, Settings(), "print")
        return caught.value.problems[0]

    assert "'nothing' is undefined" in refused("<section>{{ nothing }}</section>").message
    assert str(refused("<section>\n{% if %}</section>").place) == "templates/review.xhtml.j2:2"


@pytest.mark.parametrize(
    ("names", "head"),
    [
        ((ANN, JO), "Ann Lee and Jörg Müller"),
        ((ANN, JO, Person("Maximiliane von Thurn und Taxis", "")), "Ann Lee and others"),
        ((Person("A Lone Reviewer of Forty-five Letters and More", ""),), ""),
        ((), ""),
    ],
)
def test_the_reviewers_stand_in_the_running_head(
    classic: style.Style, names: tuple[Person, ...], head: str
) -> None:
    book = Book("T", "t", (Part("p", "", (review("a", reviewers=names),)),))
    one = section(made(book, classic), "review-a")
    assert one.running_names == (head or one.byline)
    assert one.label == (f"A ({one.byline})" if names else "A")


SPOILED = (
    '<div class="spoiler"><p>He dies.</p></div><p><span class="spoiler">She, too.</span></p>'
    '<p>A <span class="spoiler">ghost</span>.</p>'
)


def test_spoilers_that_are_paragraphs_are_folded_in_the_e_book(classic: style.Style) -> None:
    book = Book("T", "t", (Part("p", "", (review("a", SPOILED),)),))
    folded = ' data-summary="Spoiler"'
    shown = replace(classic, settings=classic.settings.model_copy(update={"spoilers": "shown"}))
    for name, style_, mark in (
        ("epub", classic, folded),
        ("print", classic, ""),
        ("epub", shown, ""),
    ):
        found = section(made(book, style_, name), "review-a").xhtml
        assert f'<div class="spoiler"{mark}><p>He dies.</p></div>' in found
        assert f'<div class="spoiler"{mark}><p>She, too.</p></div>' in found
        assert '<p>A <span class="spoiler">ghost</span>.</p>' in found


GENERAL = Work("The General", (Creator("Buster Keaton", "director"),), 1926, "film")


def heads(style_: style.Style, name: str, part: Part) -> list[str]:
    """What stands about the work at the head of each section of the part."""
    found = []
    for each in made(Book("T", "t", (part,)), style_, name).sections:
        if each.kind in {"part", "review"}:
            root = etree.fromstring(each.xhtml)
            lines = [p for p in root.iter("p") if p.get("class") in {"work", "work-heading"}]
            words = " ".join(str(part) for line in lines for part in line.itertext())
            found.append(" ".join(words.split()).replace(" , ", ", "))
            if name == "epub" and "The General" in each.xhtml and each.kind == "review":
                kinds = root.findall(".//*[@property='itemReviewed']")
                assert [kind.get("typeof") for kind in kinds] == ["Movie"]
                assert root.findall(".//meta[@property='director']")
    return found


@pytest.mark.parametrize("name", ["print", "epub"])
def test_a_style_may_head_reviews_with_their_work(classic: style.Style, name: str) -> None:
    reviews = (review("a", work=GENERAL), review("b", work=GENERAL), review("d"),
               review("c", work=GENERAL))  # fmt: skip
    grouped = replace(classic, settings=classic.settings.model_copy(update={"works": "grouped"}))
    line = "The General, 1926, directed by Buster Keaton"
    assert heads(classic, name, Part("p", "", reviews)) == [line, line, "", line]
    assert heads(grouped, name, Part("p", "", reviews)) == [line, "", "", line]
    part = Part("p", "The General (1926)", reviews[:2], work=GENERAL)
    assert heads(grouped, name, part) == ["directed by Buster Keaton", "", ""]


def test_first_words_end_beside_a_reference_not_in_it() -> None:
    made = bodies.with_first_words("<p>Tom &amp; Jerry, cat and mouse, are back.</p>", "small-caps")
    assert '<span class="first-words">Tom &amp; Jerry</span>, cat' in made


def test_a_book_without_editors_names_the_few_who_wrote_it(classic: style.Style) -> None:
    def title_page(*reviews: Review) -> str:
        book = Book("T", "t", (Part("p", "", reviews),))
        return text(section(made(book, classic), "title-page").xhtml)

    signed = review("a", reviewers=(ANN,)), review("b", reviewers=(JO, ANN))
    assert "Ann Lee and Jörg Müller" in title_page(*signed)
    assert "Ann Lee" not in title_page(*signed, review("c"))
    four = [review(n, reviewers=(Person(f"P {n}", ""),)) for n in "defg"]
    assert "P d" not in title_page(*four)


@pytest.mark.parametrize(
    ("written", "best", "printed"),
    [("6", "10", "6/10"), ("3½", "5", "3½/5"), ("6", None, "6"), ("A-", "5", "A−"),
     ("9.1/10", "10", "9.1/10"), ("87%", "100", "87%"), ("B+", "5", "B+")],
)  # fmt: skip
def test_a_rating_is_printed_as_it_was_written(
    written: str, best: str | None, printed: str
) -> None:
    top = Decimal(best) if best else None
    assert in_print(Rating(written, Decimal(1), top, Decimal(0) if best else None)) == printed


def test_the_contents_name_reviewers_only_where_they_differ(classic: style.Style) -> None:
    def contents(*reviews: Review) -> str:
        book = Book("T", "t", (Part("p", "", reviews),))
        return text(section(made(book, classic), "contents").xhtml)

    ann, jo = review("a", reviewers=(ANN,)), review("b", reviewers=(JO,))
    assert "Ann Lee" in contents(ann, jo)
    assert "Ann Lee" in contents(ann)
    assert "Ann Lee" not in contents(ann, review("c", reviewers=(ANN,)))
    assert "Ann Lee" in contents(ann, review("c"))
