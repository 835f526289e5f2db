"""Code of a Markdown manuscript reaches the body to the letter, wherever it stands."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.load.formats.markdown import to_html
from anthology.load.formats.markdown_code import without_code

# What every pass over Markdown would change if it met it.
NASTY = (
    "[see](my page.md) \\",
    "![f](pics/a b.png)  ",
    "{spoiler}x{/spoiler} [^1] ~~a~~ *b* __c__",
    "{{< film >}} {% include x %} | a | b |",
    "1986. - * + > # <b>&amp; \t x",
    "    deeper",
)


def codes(markdown: str) -> list[str]:
    """The code of each element <code> that a text becomes, as it is meant."""
    found = re.findall(r"<code[^>]*>(.*?)</code>", to_html(markdown), re.DOTALL)
    return [html.unescape(each) for each in found]


WHERE = {
    "fenced": ("Words.\n\n```\n", "", "```\n\nWords."),
    "fenced after words": ("Words.\n```\n", "", "```\nWords."),
    "tildes with attributes": ('~~~ {.python linenos=true title="a b"}\n', "", "~~~\n"),
    "not closed": ("```python {linenos=true}\n", "", ""),
    "indented": ("Words.\n\n", "    ", "\nWords."),
    "in an item": ("- One\n\n  ```js\n", "  ", "  ```\n- Two"),
    "in an item after words": ("1. One\n   ```\n", "   ", "   ```\n2. Two"),
    "in an item of an item": ("- One\n  - Two\n\n    ```\n", "    ", "    ```\n"),
    "indented in an item": ("- One\n\n", "      ", "\n- Two"),
    "in a note": ("Called[^n].\n\n[^n]: Note.\n\n    ```py\n", "    ", "    ```\n\n    More."),
    "in a quotation": ("> Words.\n>\n> ```\n", "> ", "> ```\n> More."),
    "in a quotation after words": ("> Words.\n> ```\n", "> ", "> ```\n"),
}


@pytest.mark.parametrize("where", WHERE)
def test_a_block_of_code_is_untouched(where: str) -> None:
    before, indent, after = WHERE[where]
    lines = [line for line in NASTY if line.strip() == line or where != "indented in an item"]
    text = before + "".join(f"{indent}{line}\n" for line in lines) + after
    (code,) = codes(text)
    assert code == "".join(f"{line}\n" for line in lines)
    for words in ("Words.", "More.", "Two"):
        assert (words in text) == (words in to_html(text))


@pytest.mark.parametrize("line", NASTY)
def test_a_span_of_code_is_untouched(line: str) -> None:
    words = line.strip()
    assert codes(f"Write `{words}` here, or ``{words} ` it``.") == [words, f"{words} ` it"]
    assert codes(f"Write ` {words} ` in [^n].\n\n[^n]: A `{words}` too.") == [words, words]


@pytest.mark.parametrize("text", ["A `b\nc`\nd.", "A `b\nc\nd` e.", "> A `b\n> c\n> d` e.\n> F."])
def test_a_span_over_lines_ends_no_paragraph(text: str) -> None:
    assert to_html(text).count("<p>") == 1


def test_a_bar_in_a_cell_is_escaped() -> None:
    assert codes(r"| `a\|b` |" + "\n|---|\n| `c` |") == ["a|b", "c"]
    assert codes(r"`a\|b`") == [r"a\|b"]


def test_pre_and_code_elements_are_untouched() -> None:
    text = "<pre>\n *a* [b](c d)\n\n    e  \\\n</pre>\n\nAnd <code>*a*{spoiler}</code>."
    made = to_html(text)
    assert "\n *a* [b](c d)\n\n    e  \\\n" in made
    assert "<code>*a*{spoiler}</code>" in made


def test_backticks_that_are_not_closed_are_letters() -> None:
    assert codes("It is a ` and ``b *c* ```") == []
    assert "<em>c</em>" in to_html("It is a ` and ``b *c* ```")
    assert codes(r"An escaped \`a\` and `b`") == ["b"]
    assert codes("Open ` here\n\nand ` there") == []


def test_a_language_is_kept_and_attributes_are_not_printed() -> None:
    made = to_html('```js title="x.js"\nlet a\n```\n\n``` {linenos=true}\nb\n```\n')
    assert '<code class="language-js">' in made
    assert "title" not in made
    assert "linenos" not in made


def test_the_marks_are_not_letters_of_the_text() -> None:
    text = "\ue010 `a` \ue011\n\n    \ue010 b"
    assert codes(text) == ["a", "\ue010 b\n"]


@given(st.text(alphabet="`~ \n\t>-1.ab[]^:<pre/>", max_size=60))
def test_lines_keep_their_numbers_and_nothing_is_lost(text: str) -> None:
    made, code = without_code(text)
    closed = made.count("\n") - text.count("\n")
    assert closed <= 1  # a fence that is not closed is closed at the end
    letters = re.sub("[^ab]", "", html.unescape(code.put_back(made)))
    fences = "".join(re.findall("^[ >]*(?:```+|~~~+)(.*)$", text, re.MULTILINE))
    assert len(letters) >= len(re.sub("[^ab]", "", text)) - len(re.sub("[^ab]", "", fences))
