"""Fields inside a text, as Dataview and Logseq have them, are the header's."""

from __future__ import annotations

import pytest

from anthology.load.header.front_matter import FrontMatter
from anthology.load.header.syntax.inline_fields import with_fields
from anthology.load.header.syntax.tree import Value
from anthology.report import Severity


def read(body: str, header: str = "title: T", **renamed: str) -> FrontMatter:
    return with_fields(f"---\n{header}\n---\n{body}", "a.md", renamed)


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("rating:: 9/10\n\nText.", "\n\nText."),
        ("Text.\n\n- **Rating**:: 9/10", "Text.\n\n"),
        ("Text.\n\n*Rating::* 9/10", "Text.\n\n"),
        ("Text.\n\nBewertung:: 9/10", "Text.\n\n"),
        ("A fine film [rating:: 9/10].", "A fine film."),
        ("A fine film. (rating:: 9/10)", "A fine film."),
        ("It gets (rating:: 9/10) from me.", "It gets 9/10 from me."),
        ("A [rating:: 9/10] film.", "A film."),
        ("mood:: good\nrating:: 9/10\n\nText.", "\n\n\nText."),
    ],
)
def test_a_field_of_the_text_is_the_headers(body: str, left: str) -> None:
    front = read(body)
    key, value = next(pair for pair in front.values.items() if pair[1].text == "9/10")
    assert key.lower() in {"rating", "bewertung"}
    assert value.line == 4 + body[: body.index("9/10")].count("\n")
    assert front.body == left
    assert [problem.severity for problem in front.problems] == [Severity.NOTE]


@pytest.mark.parametrize(
    "body",
    [
        "Remember this:: it is no field.",
        "C++ has std::string, [std::map] and (foo::bar).",
        "map :: (a -> b) -> [a]",
        "```\nrating:: 1/5\n```",
        "Write `[rating:: 3/10]` there.",
        "stars:: were out that night.",
        "I felt [mood:: good] then.",
    ],
)
def test_colons_in_prose_and_code_stay(body: str) -> None:
    front = read(body)
    assert (front.body, list(front.values)) == (body, ["title"])


def test_the_headers_own_value_wins() -> None:
    same = read("rating:: 4/5\n\nText.", "rating: 4/5")
    assert same.values == {"rating": Value("4/5", 2)}
    assert not any(problem.question for problem in same.problems)
    other = read("Rating:: 2/5\n\nText.", "my_rating: 4/5")
    assert other.values == {"my_rating": Value("4/5", 2)}
    assert [problem.place.line for problem in other.problems if problem.question] == [4]


def test_a_key_of_several_values_has_all_of_them() -> None:
    front = read("genre:: noir\ngenre:: crime\nrating:: 1/5\nrating:: 2/5\n\nText.")
    assert front.values["genre"].content == (Value("noir", 4), Value("crime", 5))
    assert front.values["rating"] == Value("1/5", 6)
    assert [problem.place.line for problem in front.problems if problem.question] == [7]


def test_a_block_of_fields_at_the_top_is_never_printed() -> None:
    front = with_fields("laune:: gut\nwetter:: Regen\n\nText.", "a.md", {})
    assert (front.body, list(front.values)) == ("\n\n\nText.", ["laune", "wetter"])
    assert with_fields("laune:: gut\n\nText.", "a.md", {}).body == "laune:: gut\n\nText."
