"""A value of a header is set in one line; all else stays to the letter."""

from __future__ import annotations

import pytest

from anthology.load.header.front_matter import split
from anthology.preview.writing.headers import values, with_values
from anthology.preview.writing.texts import Closed

YAML = (
    '---\n# of 2019\nTitle: "The Pier"   \nby: Ann Lee\ntags: [a, b]\n---\n\nText: with a colon.\n'
)


def changed(text: str, **changes: str) -> str:
    return with_values(text, "a.md", changes)


def test_a_value_is_changed_where_it_stands() -> None:
    assert changed(YAML, reviewer="Tobias Renck") == YAML.replace("Ann Lee", "Tobias Renck")
    assert changed(YAML, title="The Ferry") == YAML.replace('"The Pier"   ', "The Ferry")


def test_a_new_key_comes_last_in_the_header() -> None:
    assert changed(YAML, rating="4/5") == YAML.replace("b]\n", "b]\nrating: 4/5\n")


def test_a_text_without_a_header_gets_one() -> None:
    assert changed("# A\n\nText.\n", rating="9.1/10") == (
        "---\nrating: 9.1/10\n---\n\n# A\n\nText.\n"
    )


def test_a_header_like_a_letter_s_stays_one() -> None:
    text = "Title: The Pier\nReviewer: Ann Lee\n\nText.\n"
    assert changed(text, rating="B+") == text.replace("Lee\n", "Lee\nrating: B+\n")


def test_a_header_below_a_first_heading_gets_the_key() -> None:
    text = "# The Salt\n\nAuthor: Ida Loon\nRating: 3/5\n\nA door."
    assert changed(text, order="2") == text.replace("\n\nAuthor", "\n\norder: 2\nAuthor")


def test_toml_stays_toml() -> None:
    text = '+++\ntitle = "The Pier"\n+++\n\nText.\n'
    assert changed(text, title='A "b"', rating="4/5") == (
        '+++\ntitle = "A \\"b\\""\nrating = "4/5"\n+++\n\nText.\n'
    )


def test_a_key_is_taken_out() -> None:
    assert changed(YAML, reviewer="") == YAML.replace("by: Ann Lee\n", "")
    assert changed(YAML, rating="") == YAML


def test_line_ends_stay() -> None:
    text = YAML.replace("\n", "\r\n")
    assert changed(text, reviewer="X", rating="1/5").replace("\r\n", "") == (
        changed(YAML, reviewer="X", rating="1/5").replace("\n", "")
    )


@pytest.mark.parametrize(
    "value",
    ["A: B", "#1", "- x", "[x]", "{x}", "'x", '"x"', "*x*", "x # y", "x:", "!x", "%x", "@x", "`x`",
     "No", "1.0", "~", "null", "2001", "über „das“", "a, b", "?", "|", "> x", "\\n"],
)  # fmt: skip
@pytest.mark.parametrize("text", [YAML, "Text.\n", '+++\ntitle = "T"\n+++\n\nText.\n'])
def test_a_value_reads_as_it_was_given(text: str, value: str) -> None:
    after = changed(text, title=value)
    assert values(after, "a.md")["title"] == value
    assert split(after, "a.md").body.strip() == split(text, "a.md").body.strip()


def test_lists_tables_and_several_lines_are_left_to_the_text() -> None:
    for header in ("title:\n  - a\n", "title: |\n  a\n  b\n", "title: >-\n  a\n"):
        with pytest.raises(Closed, match="several lines"):
            changed(f"---\n{header}---\n\nText.\n", title="B")


def test_other_keys_and_broken_values_are_refused() -> None:
    for changes in ({"layout": "x"}, {"title": "a\nb"}, {"title": "a\0"}, {"title": "a\u2028b"}):
        with pytest.raises(Closed):
            with_values(YAML, "a.md", changes)
    with pytest.raises(Closed):
        changed("---\ntitle: [\n---\n", title="B")
