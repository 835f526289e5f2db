"""Typographer's characters by language: right marks, the same words, and at rest afterwards."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from anthology.book import Body, Heading
from anthology.compose.bodies import headings
from anthology.compose.typography.addresses import with_addresses
from anthology.compose.typography.punctuation import smarten, typeset

N, T = "\u00a0", "\u202f"

ENGLISH = [
    ('"Hello," she said.', "“Hello,” she said."),
    ('She said "no".', "She said “no”."),
    ("'It's fine,' he said.", "‘It’s fine,’ he said."),
    ("\"'Nested,' he said.\"", "“‘Nested,’ he said.”"),
    ("the '90s and '68", "the ’90s and ’68"),
    ("rock 'n' roll; 'tis; dogs' toys; 1990's", "rock ’n’ roll; ’tis; dogs’ toys; 1990’s"),
    ('("A")', "(“A”)"),
    ('a 12" single, 6\'2" tall', "a 12″ single, 6′2″ tall"),
    ("yes -- no", f"yes{N}– no"),
    ("yes--no", "yes—no"),
    ("yes---no", "yes—no"),
    ("pages 12--14, 1999-2004", f"pages{N}12–14, 1999–2004"),
    ("2024-05-17 and 0-306-40615-2", "2024-05-17 and 0-306-40615-2"),
    ("a - b", f"a{N}– b"),
    ("well-known", "well-known"),
    ("wait... what", "wait… what"),
    ("wait. . . what", "wait… what"),
    ("-----", "-----"),
    ("J. R. R. Tolkien and Mr. Smith", f"J.{N}R.{N}R.{N}Tolkien and Mr.{N}Smith"),
    ("It ends. So.", "It ends. So."),
    ("AT&amp;T &lt;b&gt; -->", "AT&amp;T &lt;b&gt; -->"),
]


@pytest.mark.parametrize(("straight", "set_"), ENGLISH)
def test_english(straight: str, set_: str) -> None:
    assert smarten(straight, "en") == set_


@pytest.mark.parametrize(
    ("lang", "straight", "set_"),
    [
        ("de", "\"Das 'Wort' hier\", sagte er -- so", f"„Das ‚Wort‘ hier“, sagte er{N}– so"),
        ("de-CH", '"Ja"', "«Ja»"),
        ("fr", '"Bonjour", dit-il', f"«{T}Bonjour{T}», dit-il"),
        ("fr", "Quoi ? Non! Si ; a : b", f"Quoi{T}? Non{T}! Si{T}; a{T}: b"),
        ("fr", "« déjà » l'homme", f"«{T}déjà{T}» l’homme"),
        ("fr", "à 10:30 http://x.fr/?a", "à 10:30 http://x.fr/?a"),
        ("fr-CA", "Quoi? a : b", f"Quoi? a{N}: b"),
        ("pl", '"Tak"', "„Tak”"),
        ("sv", '"Ja"', "”Ja”"),
        ("ru", '"Да"', "«Да»"),
        ("da", '"Ja"', "»Ja«"),
        ("xx", '"?"', "“?”"),
    ],
)
def test_other_languages(lang: str, straight: str, set_: str) -> None:
    assert smarten(straight, lang) == set_


def test_quotes_see_through_inline_tags() -> None:
    assert typeset('<p>"<em>Emma</em>" is <em>"good"</em>.</p>', "en") == (
        "<p>“<em>Emma</em>” is <em>“good”</em>.</p>"
    )


def test_code_stays() -> None:
    code = '<pre><code>a -- "b"...</code></pre><p><code>"x"</code><kbd>\'y\'</kbd></p>'
    assert typeset(code, "en") == code


def test_attributes_stay() -> None:
    code = '<p><a href="https://example.org/a--b" title="it\'s...">it</a></p>'
    assert typeset(code, "en") == code


def test_a_passage_has_its_own_language() -> None:
    assert typeset('<p>"A" <q lang="fr">oui?</q> "B"</p>', "en") == (
        f'<p>“A” <q lang="fr">oui{T}?</q> “B”</p>'
    )


def test_a_new_paragraph_opens_anew() -> None:
    assert typeset('<p>"One</p><p>"Two"</p>', "en") == "<p>“One</p><p>“Two”</p>"


def letters(text: str) -> list[str]:
    return re.findall(r"[^\W_]", text)


TEXTS = st.text(alphabet="aB9 \"'-–—.…«»“”‘’„;:!?()\u00a0\u202f", max_size=40)


@example("«»", "fr")
@example('9 –"', "fr")
@example('9 - "', "fr")
@example('»"- 9', "en")
@given(TEXTS, st.sampled_from(["en", "de", "fr", "fr-CA", "sv", "pl", "it", "ja"]))
def test_words_stay_and_a_second_time_changes_nothing(text: str, lang: str) -> None:
    once = smarten(text, lang)
    assert letters(once) == letters(text)
    assert smarten(once, lang) == once
    assert '"' not in once
    assert "'" not in once


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("see http://a.example/x?y=1&amp;z=2.", "see {http://a.example/x?y=1&amp;z=2}."),
        ("(&lt;https://a.example&gt;)", "(&lt;{https://a.example}&gt;)"),
        ("a.example/path, www.b.example and c@d.example!",
         "{a.example/path}, {www.b.example} and {c@d.example}!"),
        ("and/or, i.e./e.g., AT&amp;T, 1/2, @home, a &lt; b/c", ""),
        ("<code>http://a.example/</code> http://b.example/&amp;",
         "<code>http://a.example/</code> {http://b.example/&amp;}"),
        ('<a href="http://a.example/">http://a.example/</a>',
         '<a href="http://a.example/">{http://a.example/}</a>'),
    ],
)  # fmt: skip
def test_addresses_are_marked(text: str, set_: str) -> None:
    marked = (set_ or text).replace("{", '<span class="address">').replace("}", "</span>")
    assert with_addresses(text) == marked


def test_code_in_a_heading_stays_in_its_label() -> None:
    xhtml = '<h2 id="heading-1">"A" <em>or</em> <code>--x "y"</code> -- so</h2>'
    body = Body(xhtml, (Heading(2, '"A" or --x "y" -- so', "heading-1"),))
    (heading,) = headings(body, "one", "en")
    assert heading.text == f'“A” or --x "y"{N}– so'
