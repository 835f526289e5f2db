"""Verse keeps its lines, talk its speakers, and prose is neither."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from anthology.compose.forms import marked_forms


def poem(xhtml: str) -> list[list[str]]:
    """The lines of each stanza in the markup that verse gets."""
    root = etree.fromstring(f"<body>{marked_forms(xhtml)}</body>")
    stanzas = root.iterfind(".//p[@class='stanza']")
    return [["".join(map(str, span.itertext())) for span in p.iterfind("span")] for p in stanzas]


QUATRAIN = "Because I could not stop –<br/>He kindly stopped for me –<br/>The Carriage held"


@pytest.mark.parametrize(
    ("xhtml", "lines"),
    [
        (f"<blockquote>\n<p>{QUATRAIN}</p>\n</blockquote>", [3]),
        (f'<blockquote class="x"><p>{QUATRAIN}</p><p>A line by itself</p></blockquote>', [3, 1]),
        (f"<blockquote><p>{QUATRAIN}</p><p>— Emily Dickinson</p></blockquote>", [3]),
        (f'<blockquote><p>{QUATRAIN}</p><p class="source">E. D.</p></blockquote>', [3]),
        ("<p>An old pond<br/>a frog jumps in<br/>the sound<br/>of water</p>", [4]),
        (f"<p>{QUATRAIN}</p>\n<p>{QUATRAIN}</p>", [3, 3]),
        ('<div class="verse"><p>One<br/>two</p><p>three</p></div>', [2, 1]),
        ('<div class="verse">One<br/>two</div>', [2]),
        ('<p class="verse">One\ntwo</p>\n<p class="verse">three</p>', [2, 1]),
        ('<blockquote class="verse"><p>One\ntwo</p></blockquote>', [2]),
    ],
)
def test_what_is_verse(xhtml: str, lines: list[int]) -> None:
    assert [len(stanza) for stanza in poem(xhtml)] == lines
    found = marked_forms(xhtml)
    assert len(re.findall(r'<(?:blockquote|div) class="(?:x )?verse whole">', found)) == 1


LONG = (
    "A sentence of prose that goes on for a while, as sentences in reviews do, and then some more."
)


@pytest.mark.parametrize(
    "xhtml",
    [
        "<blockquote><p>One sentence.</p></blockquote>",
        f"<blockquote><p>{LONG}<br/>{LONG}</p></blockquote>",
        "<blockquote><p>The text is wrapped\nin lines<br/>and broken once</p></blockquote>",
        "<blockquote><p>a<br/>b</p><ul><li><p>c</p></li></ul></blockquote>",
        "<p>One<br/>two<br/>three</p>",
        "<p>Title: Emma<br/>Author: Jane Austen<br/>Year: 1815<br/>Pages: 474</p>",
        f"<p>One<br/>two<br/>three<br/>{LONG}</p>",
        "<p>Prose</p><p>and more</p>",
    ],
)
def test_what_is_none(xhtml: str) -> None:
    assert marked_forms(xhtml) == xhtml


def test_markup_over_several_lines_is_opened_again_in_each() -> None:
    found = marked_forms(
        '<blockquote><p><em id="e">One <b>two<br/>three</b></em> &amp; four<br/>five</p>'
        "</blockquote>"
    )
    assert '<span class="verse-line"><em id="e">One <b>two</b></em></span><br/>' in found
    assert '<span class="verse-line"><em><b>three</b></em> &amp; four</span><br/>' in found


def test_a_long_poem_may_break_and_a_source_stays_below_it() -> None:
    found = marked_forms(
        "<blockquote>" + f"<p>{QUATRAIN}</p>" * 5 + "<p>— Emily Dickinson</p></blockquote>"
    )
    assert '<blockquote class="verse">' in found
    assert '<p class="source">— Emily Dickinson</p>' in found


def speakers(xhtml: str) -> list[str]:
    root = etree.fromstring(f"<body>{marked_forms(xhtml)}</body>")
    found = root.iterfind(".//p[@class='speech']/*[1]")
    return ["".join(map(str, each.itertext())) for each in found]


def talk(form: str, names: str, words: str = "Words.") -> str:
    """Paragraphs that begin with names; "-" is one without, "#" a heading."""
    others = {"-": "<p>More words.</p>", "#": "<h2>Heading</h2>"}
    return "".join(
        others.get(who, f"<p>{form.format(who)} {words}</p>") for who in names.split(" ")
    )


BOLD = "<strong>{}:</strong>"


@pytest.mark.parametrize(
    "form",
    [BOLD, "<strong>{}</strong>:", "<b>{}:</b>", "<strong><em>{}</em>:</strong>", "{}:"],
)
def test_who_speak_again_by_turns_are_speakers(form: str) -> None:
    found = speakers(talk(form, "ADA Q ADA Q"))
    assert [name.rstrip(":") for name in found] == ["ADA", "Q", "ADA", "Q"]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ("Ada Bo Ada Bo Ada", "Words."),
        ("Ada Bo - - Ada Bo - - Ada", "“Words?”"),  # one asks, the other goes on
        ("- Ada - Bo Ada Bo - Ada", "Words."),  # either goes on
        ("# Ada Bo Ada # Bo Ada Bo Ada #", "Words."),
    ],
)
def test_a_conversation_has_long_answers_or_none(names: str, words: str) -> None:
    found = [name.rstrip(":") for name in speakers(talk(BOLD, names, words))]
    assert found == [name for name in names.split() if name not in "-#"]


def test_paragraphs_in_which_a_speaker_goes_on_hang_with_the_speech() -> None:
    found = marked_forms(talk(BOLD, "- Ada - - Bo - Ada Bo -"))
    assert re.findall(r'<p(?: class="speech(.*?)")?>', found) == [
        "", "", " goes-on", " goes-on", "", " goes-on", "", "", "",
    ]  # fmt: skip
    assert found.startswith("<p>More words.</p>")
    assert found.endswith("<p>More words.</p>")


def test_a_label_between_speeches_is_none_of_them() -> None:
    found = marked_forms(talk(BOLD, "Ada Bo Ada Bo Note"))
    assert found.count('class="speech"') == 4
    assert found.endswith("<p><strong>Note:</strong> Words.</p>")


@pytest.mark.parametrize(
    "names",
    [
        "Pros Cons Verdict",
        "Ada Bo",
        "Note Note Note",
        "Note Pros Note Cons Verdict",
        "# - Pros Cons Verdict # - Pros Cons Verdict # - Pros Cons Verdict",
        "- Pros Cons - Pros Cons - Pros Cons",  # a paragraph names each work
        "- Note - - Tip - - Note - Tip - -",  # in prose
        "Plus Plus Plus Minus Minus",
    ],
)
@pytest.mark.parametrize("form", [BOLD, "{}:"])
def test_labels_are_no_speakers(form: str, names: str) -> None:
    text = talk(form, names.upper() if form == "{}:" else names)
    assert marked_forms(text) == text


def test_words_in_bold_or_before_a_colon_are_no_speakers() -> None:
    bold = "<p><strong>Ann</strong> said.</p><p><strong>Bo</strong> said.</p>" * 2
    assert marked_forms(bold) == bold
    plain = "<p>Ann: said.</p><p>Bo: said.</p>" * 2
    assert marked_forms(plain) == plain


def test_speakers_of_the_author_s_own_are_kept() -> None:
    text = '<p><span class="speaker">Ann</span> Words.</p>'
    assert speakers(text) == ["Ann"]


@pytest.mark.parametrize(
    "line",
    [
        "Vienna, 3 May 1921",
        "Bergen, le 3 mai 2025",
        "Wien, am 3.\u00a0Mai 1921",
        "New York, May 1921.",
        "San Sebastián, 24 de septiembre de 2025",
    ],
)
def test_a_place_and_a_date_before_a_text_are_a_dateline(line: str) -> None:
    rest = "<p>Dear Ines,</p><p>You ask.</p>"
    assert marked_forms(f"<p>{line}</p>{rest}") == f'<p class="dateline">{line}</p>{rest}'


@pytest.mark.parametrize(
    "line",
    [
        "In Vienna, he shot it all before the winter of 1921",
        "Watched again, twice.",
        "Night Ferry, 1984: a film",
        "“Vienna, 3 May 1921.” So it begins.",
        "Vienna, 3 May",
    ],
)
def test_other_first_lines_are_no_datelines(line: str) -> None:
    text = f"<p>{line}</p><p>You ask.</p>"
    assert marked_forms(text) == text


@pytest.mark.parametrize(
    "line", ["— Ines Halvorsen", "—A. L.", "– Padma van der Zee, Bergen", "—\u00a0The Editors"]
)
def test_a_dash_and_a_name_after_a_text_are_a_signature(line: str) -> None:
    notes = '<section class="notes"><aside class="note"><p>1</p></aside></section>'
    for end in ("", "\n", notes):
        expected = f'<p>You ask.</p><p class="signature">{line}</p>{end}'
        assert marked_forms(f"<p>You ask.</p><p>{line}</p>{end}") == expected


@pytest.mark.parametrize(
    "line", ["— Non !", "— Oui, monsieur.", "— and so it ends", "— Who knows?", "— 3 May 1921"]
)
def test_the_last_words_of_a_conversation_are_no_signature(line: str) -> None:
    text = f"<p>You ask.</p><p>{line}</p>"
    assert marked_forms(text) == text
    followed = f"<p>— Ines Halvorsen</p><p>{line}</p>"
    assert marked_forms(followed) == followed
