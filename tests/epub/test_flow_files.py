"""Reviews that share pages in print share a file of the e-book, each with an id of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from anthology.edition import Edition, Heading, PageStart, Section
from anthology.epub import xhtml
from anthology.epub.content import documents, links, split
from anthology.epub.content.documents import Document
from anthology.epub.labels import labels_of
from anthology.epub.package.navigation import NavPoint
from anthology.epub.package.outline import Shown, navigation_of

LABELS = labels_of("en")


def section(number: int, flow: str = "part", more: str = "", **values: object) -> Section:
    name = f"review-{number}"
    text = (
        f'<section id="{name}" class="review" lang="en"><h1>T</h1><p>{number}{more}</p></section>'
    )
    found = Section(name, "review", "body", "T", text, flow=flow)
    return replace(found, **values)  # type: ignore[arg-type]


def written(sections: Sequence[Section], **starts: Sequence[PageStart]) -> list[Document]:
    edition = Edition("epub", tuple(sections), "")
    pages = {name.replace("_", "-"): found for name, found in starts.items()}
    return documents.documents(edition, pages, LABELS, "Book")


def test_the_reviews_of_a_flow_share_a_file() -> None:
    found = written([section(1, ""), section(2), section(3), section(4, "other"), section(5, "")])
    assert [each.name for each in found] == [
        "text/review-1.xhtml", "text/flow-part.xhtml", "text/flow-other.xhtml",
        "text/review-5.xhtml",
    ]  # fmt: skip
    assert documents.ids(found[1].root) == ["review-2", "review-3"]


def test_landmarks_of_a_file_have_names_of_their_own() -> None:
    (found,) = written([section(1), section(2), section(3)])
    names = [each.get("aria-label") for each in found.root.iter(xhtml.tag("section"))]
    assert names == ["T", "T (2)", "T (3)"]


def test_a_file_is_not_larger_than_old_e_readers_read() -> None:
    more = "x" * (split.LIMIT // 3)
    found = written([section(number, more=more) for number in range(5)])
    assert [each.name for each in found] == [
        "text/flow-part.xhtml", "text/flow-part_2.xhtml", "text/flow-part_3.xhtml",
    ]  # fmt: skip


def test_a_very_long_review_has_files_of_its_own_within_a_flow() -> None:
    long = "</p><p>".join("x" * 1000 for _ in range(300))
    found = written([section(1), section(2, more=long), section(3)])
    assert [each.name for each in found] == [
        "text/flow-part.xhtml", "text/review-2.xhtml", "text/review-2_2.xhtml",
        "text/flow-part_2.xhtml",
    ]  # fmt: skip


def test_pages_begin_in_the_reviews_that_they_begin_in() -> None:
    starts = {"review_1": [PageStart("1", 0)], "review_2": [PageStart("2", 2)]}
    (found,) = written([section(1), section(2, more="3 words")], **starts)
    assert [each.label for each in found.page_breaks] == ["1", "2"]
    mark = next(e for e in found.root.iter() if e.get("id") == found.page_breaks[1].id)
    assert {each.get("id") for each in mark.iterancestors()} >= {"review-2"}


@pytest.mark.parametrize(
    ("depth", "hrefs"),
    [
        (1, ["part.xhtml"]),
        (2, ["part.xhtml", "flow-part.xhtml", "flow-part.xhtml#review-2"]),
        (3, ["part.xhtml", "flow-part.xhtml", "flow-part.xhtml#review-1-h",
             "flow-part.xhtml#review-2"]),
    ],
)  # fmt: skip
def test_the_navigation_is_as_deep_as_the_style_says(depth: int, hrefs: list[str]) -> None:
    part = Section("part", "part", "body", "P", '<section id="part"><h1>P</h1></section>')
    heading = '</p><h2 id="review-1-h">H</h2><p>'
    first = section(1, level=2, more=heading, headings=(Heading(2, "H", "review-1-h"),))
    found = written([part, first, section(2, level=2)])
    plan = navigation_of(found, links.targets(found, {}), LABELS, Shown(depth))
    assert [each.removeprefix("text/") for each in _hrefs(plan.contents)] == hrefs


def _hrefs(points: Sequence[NavPoint]) -> list[str]:
    return [href for point in points for href in (point.href, *_hrefs(point.children))]
