"""The layout "grouped": a work's data once, its reviews below, each signed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from composed import ANN, BOOK, CLASSIC, JO, TEXT, review

from anthology.book import Body, Creator, Part, Work
from anthology.check.collation.expected import source_texts
from anthology.compose import compose
from anthology.config import Settings
from anthology.edition import Edition

AGNI = Work("Agni", (Creator("Rosa Dell", "director"),), 2012, "film")
FERRY = Work("Night Ferry", year=1964)
PART = Part(
    "part", "", layout="grouped",
    reviews=(
        review("agni", work=AGNI, reviewers=(ANN,)),
        review("other", work=AGNI, reviewers=(JO,)),
        review("unsigned", work=AGNI),
        review("sole", work=FERRY, reviewers=(JO,)),
    ),
)  # fmt: skip


def composed(name: str = "print", part: Part = PART) -> Edition:
    return compose(replace(BOOK, parts=(part,)), CLASSIC, Settings(), name)[0]


@pytest.mark.parametrize("name", ["print", "epub"])
def test_a_work_is_named_once_above_its_reviews(name: str) -> None:
    found = [each for each in composed(name).sections if each.matter == "body"]
    assert [(each.title, each.level) for each in found] == [
        ("Agni", 1), ("Ann Lee", 2), ("Other", 2), ("Unsigned", 2), ("Sole", 1),
    ]  # fmt: skip
    shown = [each.xhtml.count("directed by") for each in found]
    assert shown == [1, 0, 0, 0, 0]
    assert [each.group for each in found] == ["", *["work-review-agni"] * 3, ""]


def test_a_review_is_signed_at_its_end_unless_its_reviewer_heads_it() -> None:
    _, own, other, unsigned, _ = [s for s in composed().sections if s.matter == "body"]
    assert '<h1 class="byline caps">Ann Lee</h1>' in own.xhtml
    assert 'class="signed"' not in own.xhtml
    assert other.xhtml.index("Jörg Müller") > other.xhtml.index("nobody")
    assert 'class="signed"' not in unsigned.xhtml


def test_the_contents_have_the_reviews_below_their_work() -> None:
    contents = next(each for each in composed().sections if each.kind == "contents").xhtml
    below = contents[contents.index('class="reviewed-work"') :].partition("</ol>")[0]
    assert below.index("<ol>") < below.index("Ann Lee") < below.index("Other")
    assert "Sole" not in below


def test_short_reviews_share_a_flow_and_long_ones_one_for_each_work() -> None:
    long = tuple(replace(r, body=Body(TEXT, words=900)) for r in PART.reviews)
    flows = [
        [each.flow for each in composed(part=part).sections if each.matter == "body"]
        for part in (PART, replace(PART, reviews=long))
    ]
    assert flows == [["part"] * 5, [*["part-0"] * 4, "part-1"]]


def test_a_part_about_one_work_has_no_head_of_it() -> None:
    found = composed(part=replace(PART, title="Agni", work=AGNI, reviews=PART.reviews[:3]))
    assert [each.kind for each in found.sections].count("reviewed-work") == 0


def test_collation_expects_the_name_in_the_place_of_the_title() -> None:
    edition = composed()
    book = replace(BOOK, parts=(PART,))
    expected = {each.id: each.expected() for each in source_texts(book, edition)}
    assert not any(each.fault for each in expected.values())
    assert expected["review-agni"].title == "Ann Lee"
    assert expected["review-other"].title == "Other"
