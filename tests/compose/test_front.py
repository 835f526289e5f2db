"""The title page and the contents."""

from __future__ import annotations

from dataclasses import replace

from composed import ANN, BOOK, CLASSIC, JO, composed, review, section, text
from lxml import etree

from anthology.book import Book, Part, Person, Review


def test_contents_lists_reviews_below_their_parts() -> None:
    contents = etree.fromstring(section(composed(BOOK), "contents").xhtml)
    below = contents.xpath("ol/li[@class='part']/ol/li/div/a[1]/@href")
    assert below == ["#review-full", "#review-bare"]
    folios = contents.xpath("//a[@class='folio']")
    assert all(not f.text for f in folios)  # type: ignore
    assert "Ann Lee and Jörg Müller" in text(section(composed(BOOK), "contents").xhtml)


def test_a_book_without_editors_names_the_few_who_wrote_it() -> None:
    def title_page(*reviews: Review) -> str:
        book = Book("T", "t", (Part("p", "", reviews),))
        return text(section(composed(book), "title-page").xhtml)

    signed = review("a", reviewers=(ANN,)), review("b", reviewers=(JO, ANN))
    assert "Ann Lee and Jörg Müller" in title_page(*signed)
    assert "Ann Lee" not in title_page(*signed, review("c"))
    four = [review(n, reviewers=(Person(f"P {n}", ""),)) for n in "defg"]
    assert "P d" not in title_page(*four)


def test_the_contents_name_reviewers_only_where_they_differ() -> None:
    def contents(*reviews: Review) -> str:
        book = Book("T", "t", (Part("p", "", reviews),))
        return text(section(composed(book), "contents").xhtml)

    ann, jo = review("a", reviewers=(ANN,)), review("b", reviewers=(JO,))
    assert "Ann Lee" in contents(ann, jo)
    assert "Ann Lee" in contents(ann)
    assert "Ann Lee" not in contents(ann, review("c", reviewers=(ANN,)))
    assert "Ann Lee" in contents(ann, review("c"))


def test_who_wrote_every_review_is_named_on_the_title_page_alone() -> None:
    def whole(*editors: Person) -> tuple[str, str]:
        reviews = review("a", reviewers=(ANN,)), review("b", reviewers=(ANN,))
        book = Book("T", "t", (Part("p", "", reviews),), editors=editors)
        edition = composed(book)
        others = [s for s in edition.sections if s.kind not in {"title-page", "copyright-page"}]
        assert not any("Ann Lee" in f"{s.xhtml} {s.running_names} {s.byline}" for s in others)
        return tuple(text(section(edition, k).xhtml) for k in ("title-page", "copyright-page"))  # type: ignore

    assert [page.count("Ann Lee") for page in whole()] == [1, 1]
    assert "Edited by" not in whole(ANN)[0]
    both = whole(JO)[0]
    assert both.index("Ann Lee") < both.index("Edited by Jörg Müller")


def test_the_contents_are_as_deep_as_the_style_wants() -> None:
    def contents(depth: int) -> list[str]:
        settings = CLASSIC.settings.model_copy(update={"contents_depth": depth})
        edition = composed(BOOK, style_=replace(CLASSIC, settings=settings))
        root = etree.fromstring(section(edition, "contents").xhtml)
        return [str(a.get("href")) for a in root.iterfind(".//a[@class='folio']")]

    parts = ["#foreword", "#part-1", "#part-2", "#afterword"]
    assert [link for link in contents(1) if link in parts] == parts
    assert "#review-full" not in contents(1)
    assert "#review-full" in contents(2)
    assert "#review-full-h-1" not in contents(2)
    assert "#review-full-h-1" in contents(3)


def test_templates_of_contents_get_what_is_known_of_a_review() -> None:
    template = (
        "<section id='contents' class='contents'>"
        "{% for line in lines[1].lines %}"
        "{{ line.title }}: {{ line.work.title }}, {{ line.rating.written }}, {{ line.published }}. "
        "{% endfor %}</section>"
    )
    book = replace(BOOK, parts=BOOK.parts[:1])
    templates = {**CLASSIC.templates, "contents.xhtml.j2": template}
    edition = composed(book, style_=replace(CLASSIC, templates=templates))
    assert text(section(edition, "contents").xhtml) == "Full: Playtime, ★★★½, 2024."


def test_a_biography_runs_in_with_the_name() -> None:
    def bio(written: str, edition: str = "print") -> str:
        person = Person("Ann O'Lee", "Lee", bio=written)
        book = replace(BOOK, editors=(person,))
        return section(composed(book, edition), "contributors").xhtml

    name = '<p><span class="name caps">Ann O’Lee</span>'
    assert f"{name} sells.</p>" in bio("<p>Ann O'Lee sells.</p>")
    assert f"{name}\u2003She sells.</p>" in bio("<p>She sells.</p>")
    assert bio("<p>Ann O'Lee sells.</p>", "epub").count("Lee") == 1
