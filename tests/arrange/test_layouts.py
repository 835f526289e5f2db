"""Layouts by the lengths of the reviews, or as the editor says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from anthology.arrange.layouts import with_layouts
from anthology.book import Body, Part, Review, Work
from anthology.config import Settings
from anthology.report import NOWHERE, Severity

AUTO = Settings()


def part(words: int, count: int = 20, title: str = "") -> Part:
    reviews = (Review(f"r{n}", NOWHERE, "T", Body("<p/>", words=words)) for n in range(count))
    return Part("part", title, tuple(reviews))


def capsules(words: int, xhtml: str = "<p/>") -> Part:
    own = part(words)
    work = Work("Night Ferry")
    body = Body(xhtml, words=words)
    return replace(own, reviews=tuple(replace(r, work=work, body=body) for r in own.reviews))


@pytest.mark.parametrize(
    ("found", "layout"),
    [
        (capsules(100), "guide"),
        (capsules(101), "run-on"),
        (capsules(90, "<table></table>"), "run-on"),
        (part(90), "run-on"),
        (capsules(120, "<p><img/></p>"), "grid"),
        (capsules(121, "<p><img/></p>"), "run-on"),
    ],
)
def test_capsules_of_works_make_a_guide(found: Part, layout: str) -> None:
    (laid_out,), (problem,) = with_layouts([found], AUTO)
    assert laid_out.layout == layout
    assert f"“{layout}”" in problem.message


@pytest.mark.parametrize(
    ("words", "count", "layout"),
    [(100, 20, "run-on"), (220, 20, "run-on"), (221, 20, "essays"), (100, 11, "essays")],
)
def test_short_reviews_run_on(words: int, count: int, layout: str) -> None:
    (found,), problems = with_layouts([part(words, count)], AUTO)
    assert found.layout == layout
    assert [problem.severity for problem in problems] == [Severity.NOTE] * (count > 11)
    assert all(f"“{layout}”" in problem.message for problem in problems)
    assert all(f"{count} reviews" in problem.message for problem in problems)


def test_the_editor_decides() -> None:
    settings = Settings.model_validate({"book": {"layout": "essays"}})
    assert with_layouts([part(100)], settings) == ((part(100),), ())


def test_a_part_has_its_own() -> None:
    tables = [{"title": "A", "reviews": ["a/*"], "layout": "run-on"}, {"title": "B"}]
    settings = Settings.model_validate({"part": tables})
    found, problems = with_layouts([part(900, title="A"), part(900, title="B")], settings)
    assert [each.layout for each in found] == ["run-on", "essays"]
    assert ["“essays”" in problem.message for problem in problems] == [True]


def notices(*works: str) -> Part:
    body = Body("<p/>", words=90)
    reviews = (Review(f"r{n}", NOWHERE, "T", body, work=Work(each) if each else None)
               for n, each in enumerate(works))  # fmt: skip
    return Part("part", "", tuple(reviews))


def test_works_with_several_reviews_are_grouped() -> None:
    (found,), (problem,) = with_layouts([notices(*"abcdeabcdeab")], AUTO)
    assert found.layout == "grouped"
    assert [review.work.title for review in found.reviews if review.work] == list("aaabbbccddee")
    assert "5 of 5 works have several reviews" in problem.message


@pytest.mark.parametrize("order", ["date", "rating", "reviewer"])
def test_an_order_that_parts_the_reviews_of_a_work_is_kept(order: str) -> None:
    settings = Settings.model_validate({"book": {"order": order}})
    part = notices(*"abcdeabcdeab")
    (found,), _ = with_layouts([part], settings)
    assert found.layout == "guide"
    assert found.reviews == part.reviews


def test_few_works_with_several_reviews_are_not_grouped() -> None:
    (found,), _ = with_layouts([notices(*"abcdefghijab")], AUTO)
    assert found.layout == "guide"


def test_reviews_without_a_work_keep_their_places_in_a_group() -> None:
    settings = Settings.model_validate({"book": {"layout": "grouped"}})
    part = notices("a", "", "b", "a", "", "b")
    (found,), _ = with_layouts([part], settings)
    assert [review.id for review in found.reviews] == ["r0", "r3", "r1", "r2", "r5", "r4"]
