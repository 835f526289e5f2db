"""Custom properties and sums of style sheets are resolved; all else stays as it is written."""

from __future__ import annotations

import pytest

from anthology.report import Refused
from anthology.style.css.properties import Sheet, resolved
from anthology.style.css.sums import NoSum, folded

VALUES = {"--leading": "14pt", "--scale": "0.5", "--face": '"EB Garamond", "A (b)"'}


def css(*texts: str) -> str:
    return resolved([Sheet(f"{n}.css", text) for n, text in enumerate(texts)], VALUES)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("calc(2 * var(--leading))", "28pt"),
        ("calc(-1 * var(--leading))", "-14pt"),
        ("calc(22pt * var(--scale))", "11pt"),
        ("calc( (var(--leading) + 1pt)*2 - 3pt )", "27pt"),
        ("calc(1in - 2pt)", "70pt"),
        ("calc(10mm + 1cm)", "56.6929pt"),
        ("calc(1.5em * 2)", "3em"),
        ("calc(100% / 3)", "33.3333%"),
        ("calc(18pt * (9.2pt / 11pt))", "15.0545pt"),
        ("min(24 * var(--leading), 300pt)", "300pt"),
        ("max(1pt, 2pt, 3pt)", "3pt"),
        ("clamp(1pt, 9pt, 3pt)", "3pt"),
        ("round(up, 37pt, var(--leading))", "42pt"),
        ("round(up, 28.0000000001pt, var(--leading))", "28pt"),
        ("round(down, 37pt, 14pt)", "28pt"),
        ("round(37pt, 14pt)", "42pt"),
        ("calc(round(up, 2 * 18.5pt, 14pt) - 2 * 18.5pt)", "5pt"),
        ("0 calc(1pt - 1pt) auto var(--leading)", "0 0pt auto 14pt"),
        ("var(--none, 3pt)", "3pt"),
        ("var(--none, var(--leading))", "14pt"),
        ("var(--face)", '"EB Garamond", "A (b)"'),
        ("rgba(0, 0, 0, var(--scale))", "rgba(0, 0, 0, 0.5)"),
    ],
)
def test_a_value_is_what_it_comes_to(written: str, expected: str) -> None:
    assert css(f"p {{ x: {written} }}") == f"p {{ x: {expected} }}"


def test_everything_else_stays_to_the_byte() -> None:
    text = "/* var(--x) calc(1) */ @page { @top-left { content: 'calc(' \"var(--a)\" } }\n\t.a--b{}"
    assert css(text) == text


def test_the_last_declaration_counts_for_all_sheets() -> None:
    first = ":root { --gap: 3pt; --wide: calc(2 * var(--gap)) }\na { b: var(--wide) }"
    assert css(first, ":root{--gap:5pt}") == "\na { b: 10pt }\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\n\np { a: var(--ledding) }", "0.css:3: there is no custom property “--ledding”"),
        ("p { a: var(--ledding) }", "Did you mean “--leading”?"),
        ("p { --a: 3pt }", "“--a” is not declared on :root"),
        ("@media print { :root { --a: 3pt } }", "“--a” is not declared on :root"),
        (":root { --a: 1pt; color: red }", "“color: red” stands in a :root rule"),
        (":root { --a: var(--b); --b: var(--a) } p { x: var(--a) }", "without an end"),
        ("p { a: calc(1em + 2pt) }", "em and pt do not add up here"),
        ("p { a: calc(0 + 2pt) }", "a plain number and pt do not add up here"),
        ("p { a: calc(3pt -2pt) }", "each between spaces"),
        ("p { a: calc(2pt * 2pt) }", "2pt times 2pt is not a length"),
        ("p { a: calc(2pt / 0) }", "divided by 0"),
        ("p { a: calc(red * 2) }", "“red” is not a number"),
        ("p { a: calc() }", "it is empty"),
        ("p { a: var(--leading", "is not a custom property"),
    ],
)
def test_mistakes_have_their_place(text: str, words: str) -> None:
    with pytest.raises(Refused) as caught:
        css(text)
    (problem,) = caught.value.problems
    assert words in f"{problem.place}: {problem.message} {problem.hint}"


def test_a_sum_without_an_end_is_no_crash() -> None:
    for text in ("calc(", "calc(1pt", "calc(1pt +", "min(", "round(up)", "clamp(1pt)"):
        try:
            assert folded(text)
        except NoSum as wrong:
            assert str(wrong)


def test_limits_of_letters_stand_in_any_rule() -> None:
    css = "p { --tracking-limit: var(--tracking); color: red }"
    assert resolved([Sheet("a.css", css)], {"--tracking": "0.01"}) == (
        "p { --tracking-limit: 0.01; color: red }"
    )
