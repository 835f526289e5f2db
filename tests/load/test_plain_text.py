"""Plain text: what the lines are, and that the reader says what it decided."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from anthology.load.formats.plain_text import AS_MARKDOWN, convert, read
from anthology.load.header.front_matter import FrontMatter

MANUSCRIPTS = Path(__file__).parents[2] / "manuscripts"

WRAPPED = """\
The picture opens on a street at night, and for some minutes nothing
happens at all but rain. It is the best thing in it, and the maker of
it knows that well.

A second paragraph, which is wrapped at the same measure as the first
was, ends here.
"""


def elements(html: str, tag: str) -> list[str]:
    return re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)


def seed(name: str) -> str:
    return (MANUSCRIPTS / name).read_text("utf-8").split("\n---\n", 1)[1]


def test_the_first_seed_is_eleven_paragraphs() -> None:
    text = read(seed("the-nightmare-has-only-just-begun.txt"))
    assert len(elements(text.html, "p")) == 11
    assert text.headings == 0
    assert "each line a paragraph" in text.structure
    assert "11 paragraphs" in text.structure


def test_the_second_seed_has_headings_a_list_and_short_paragraphs() -> None:
    text = read(seed("the-choices-of-the-living.txt"))
    assert [h.split(" ", 1)[1].strip() for h in elements(text.html, "h2")] == [
        "From Enclosed Terror to a Shattered Society",
        "The Hambie Question: Evolution or Extinction?",
        "Familiar Faces, Deeper Scars",
        "When Humans Become the Real Threat",
        "Bigger Scale, Darker Tone",
        "Themes That Linger",
        "Final Verdict",
    ]
    (items,) = elements(text.html, "ul")
    assert len(elements(items, "li")) == 3
    starts = [p.split()[0] for p in elements(text.html, "p")]
    assert starts.index("Lee") == starts.index("Nam") + 1 == starts.index("Choi") - 1
    assert "7 headings" in text.structure
    assert "1 list" in text.structure


def test_hard_wrapped_lines_are_joined() -> None:
    text = read(WRAPPED)
    first, second = elements(text.html, "p")
    assert first.startswith("The picture opens")
    assert first.endswith("knows that well.")
    assert "\n" not in first
    assert second.endswith("ends here.")
    assert "hard-wrapped" in text.structure


def test_short_lines_of_many_lengths_are_not_wrapped() -> None:
    text = read(
        "One short line.\nAnother one, a good deal longer than the first one was.\nA third."
    )
    assert len(elements(text.html, "p")) == 3


@pytest.mark.parametrize("mark", ["•", "–", "*", "-"])
def test_marks_make_lists(mark: str) -> None:
    text = read(f"He says three things:\n\n{mark} one\n{mark} two\n\n{mark} three\n\nThat is all.")
    (items,) = elements(text.html, "ul")
    assert elements(items, "li") == ["one", "two", "three"]
    assert len(elements(text.html, "p")) == 2


def test_numbers_make_numbered_lists() -> None:
    (items,) = elements(read("1. one\n2. two\n3) three").html, "ol")
    assert elements(items, "li") == ["one", "two", "three"]


def test_quotations() -> None:
    text = read("She wrote:\n\n> A fine thing.\n\nAnd no more.")
    assert elements(text.html, "blockquote") == ["<p>A fine thing.</p>"]


@pytest.mark.parametrize("line", ["The End", "🎬 Bigger Scale, Darker Tone", "WHAT I LIKED"])
def test_headings(line: str) -> None:
    assert elements(read(f"A paragraph of prose.\n\n{line}\n\nAnother one.").html, "h2") == [line]


@pytest.mark.parametrize(
    "line",
    ["It ends.", "And then?", "“Run!”", "and so it goes", "Wait,", "9.1/10",
     "A line of prose that has no full stop but goes on for far too long to be a heading"],
)  # fmt: skip
def test_what_only_looks_like_a_heading(line: str) -> None:
    assert elements(read(f"A paragraph.\n\n{line}\n\nAnother one.").html, "h2") == []


def test_markup_is_text() -> None:
    assert read("I <3 it & <script>alert(1)</script>.").html == (
        "<p>I &lt;3 it &amp; &lt;script&gt;alert(1)&lt;/script&gt;.</p>"
    )


def test_quotations_that_an_empty_line_parts_stay_two() -> None:
    text = read("> One.\n> One more.\n\n> Two.\n")
    assert elements(text.html, "blockquote") == ["<p>One.</p><p>One more.</p>", "<p>Two.</p>"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<i>Heat</i> is a film.\nIt is long.", "<p><i>Heat</i> is a film.</p> <p>It is long.</p>"),
        ("1. One\n2. Two\nAnd **so** on.", "</ol> <p>And <strong>so</strong> on.</p>"),
        ("See [this](https://example.org).\n\nEnd.", '<p>See <a href="https://example.org">'),
        ("# Heat (1995)\nA film.\nLong.", "<h1>Heat (1995)</h1> <p>A film.</p> <p>Long.</p>"),
        (
            "Songs:\n<ol>\n<li>One\n<li>Two\n</ol>\nEnd.",
            "<p>Songs:</p> <ol> <li>One <li>Two </ol> ",
        ),
        ("One | Two\n--- | ---\n**a** | b", "<td><strong>a</strong></td>"),
        ("A line  \nand **more**.", "<p>A line<br/> and <strong>more</strong>.</p>"),
        (WRAPPED.replace("rain", "<b>rain</b>"), "at all but <b>rain</b>. It is the best"),
    ],
)
def test_a_text_with_marks_is_read_as_markdown(text: str, html: str) -> None:
    converted = convert(FrontMatter("a.txt", text, text))
    assert html in " ".join(converted.html.replace("<br />", "<br/>").split())
    assert converted.structure == AS_MARKDOWN


@pytest.mark.parametrize(
    "text",
    [
        "5 < 6, <3 and <i> too.",
        "*Stars* and _under_.",
        "#hashtag",
        "2**3 and 3**2",
        "[sic] (it is)",
    ],
)
def test_what_may_be_words_is_words(text: str) -> None:
    converted = convert(FrontMatter("a.txt", text, text))
    assert "plain text, " in converted.structure


def test_problems_are_at_the_lines_of_the_text() -> None:
    text = "A <b>film</b>.\nA line.\nA line.\n{spoiler}He dies.\nEnd."
    (problem,) = convert(FrontMatter("a.txt", text, text, 7)).problems
    assert problem.place.line == 10
