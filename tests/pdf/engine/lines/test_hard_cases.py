"""Paragraphs that are hard to break: nothing overflows, nothing is lost, nothing takes for ever."""

from __future__ import annotations

import re

import pytest
from setting import Set, Setter, texts, typeset

__all__ = ["typeset"]

GERMAN = (
    "Die Rechtsschutzversicherungsgesellschaften veröffentlichten ihre Jahresabschlüsse "
    "unverhältnismäßig spät; der Aufsichtsratsvorsitzende sprach von Übergangsschwierigkeiten. "
)
FRENCH = (
    "Aujourd’hui, l’extraordinaire bouleversement des représentations contemporaines "
    "s’accomplit « silencieusement », quelquefois même à l’insu des spectateurs attentifs. "
)
KOREAN = (
    "지금 우리 학교는 시즌 2는 좀비 사태 이후 살아남은 학생들의 이야기를 이어 간다. "
    "배우들의 연기는 한층 깊어졌고, 도시는 폐허가 되었다. "
)
JAPANESE = (
    "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所で"
    "ニャーニャー泣いていた事だけは記憶している。"
)
ENGLISH = (
    "The surviving students, once bound by friendship and shared trauma, now face a world scarred "
    "beyond recognition, and every decision could tip the balance between life and annihilation. "
)
URL = "https://example.org/a/very/long/address/with/" + "segments-and-more/" * 20 + "?end=1"


def lines_of(document: Set) -> list[str]:
    return [text for text in document.texts() if text]


def overflow(document: Set, width: float) -> float:
    """The px by which the widest line is wider than its place; hanging marks may be 3."""
    worst = 0.0
    for row in document.rows():
        for box in texts(row):
            worst = max(worst, box.position_x + box.width - row.position_x - width)
    return worst


@pytest.mark.parametrize(("lang", "text"), [("de", GERMAN), ("fr", FRENCH), ("en", ENGLISH)])
def test_languages_have_their_own_patterns(typeset: Setter, lang: str, text: str) -> None:
    document = typeset(f"<p>{text * 6}</p>", lang=lang, css="@page { size: 3.5in 8in }")
    assert document.tally.planned == 1
    assert overflow(document, 2.125 * 96) < 3
    divided = [line.rstrip("‐") for line in lines_of(document) if line.endswith("‐")]
    assert document.words() == "".join((text * 6).split())
    if lang == "de":
        assert divided
        greedy = typeset(f"<p>{text * 6}</p>", lang=lang, how="greedy").words()
        assert document.words() == greedy


@pytest.mark.parametrize(("lang", "text"), [("ko", KOREAN), ("ja", JAPANESE)])
def test_scripts_of_east_asia(typeset: Setter, lang: str, text: str) -> None:
    document = typeset(f"<p>{text * 8}</p>", lang=lang)
    assert document.tally.planned == 1
    assert document.words() == "".join((text * 8).split())
    assert overflow(document, 396) < 3
    assert len(lines_of(document)) > 5


def test_japanese_lines_reach_the_margin_though_they_have_no_spaces(typeset: Setter) -> None:
    document = typeset(f"<p>{JAPANESE * 8}</p>", lang="ja")
    rows = [row for row in document.rows() if row.__dict__.get("planned")]
    widths = [max(b.position_x + b.width for b in row.descendants()) for row in rows]
    assert len(rows) > 5
    assert max(widths) - min(widths) < 1


def test_one_long_address(typeset: Setter) -> None:
    document = typeset(f"<p>See {URL} now.</p>", css="p { overflow-wrap: anywhere }")
    assert document.words() == f"See{URL}now."
    assert overflow(document, 396) < 3


def test_a_word_that_nothing_divides(typeset: Setter) -> None:
    body = f"<p>{ENGLISH}{'x' * 300} {ENGLISH}</p>"
    document = typeset(body, css="p { overflow-wrap: anywhere }")
    assert document.words() == "".join((ENGLISH + "x" * 300 + ENGLISH).split())
    assert overflow(document, 396) < 3


def test_lines_of_no_height(typeset: Setter) -> None:
    document = typeset(f"<p>{ENGLISH}</p>", css="p { line-height: 0 }")
    assert document.words() == "".join(ENGLISH.split())


def test_five_thousand_words(typeset: Setter) -> None:
    document = typeset(f"<p>{ENGLISH * 200}</p>")
    assert document.tally.planned == 1
    assert document.words() == "".join((ENGLISH * 200).split())
    assert len(document.document.pages) > 8


def test_a_column_of_one_inch(typeset: Setter) -> None:
    document = typeset(
        f"<p>{ENGLISH * 3}</p>", css="p { width: 1in; text-indent: 0; overflow-wrap: anywhere }"
    )
    assert document.words() == "".join((ENGLISH * 3).split())
    assert overflow(document, 96) < 3


@pytest.mark.parametrize("body", ["<p></p>", "<p> </p>", "<p><em></em></p>", "<p><br></p>"])
def test_an_empty_paragraph(typeset: Setter, body: str) -> None:
    assert typeset(body).words() == ""


def test_markup_inside_words(typeset: Setter) -> None:
    letters = re.sub(r"(\w)(\w+)", r"<b>\1</b><i>\2</i>", ENGLISH)
    document = typeset(f"<p>{letters * 4}</p>")
    assert document.tally.planned == 1
    assert document.words() == "".join((ENGLISH * 4).split())
    assert overflow(document, 396) < 3


def test_spaces_inside_and_outside_markup(typeset: Setter) -> None:
    body = "".join(f"<em>{w} </em>" if n % 2 else f"{w} " for n, w in enumerate(ENGLISH.split()))
    document = typeset(f"<p>{body * 5}</p>")
    assert document.words() == "".join((ENGLISH * 5).split())
    assert overflow(document, 396) < 3


def test_a_note_call_goes_to_its_page(typeset: Setter) -> None:
    note = '<span class="note">A note of its own.</span>'
    css = ".note { float: footnote }"
    document = typeset(f"<p>{ENGLISH * 2}{note} {ENGLISH * 3}</p>" * 12, css)
    assert document.tally.planned >= 12
    assert document.words().count("Anoteofitsown.") == 12


def test_soft_hyphens_show_only_where_a_line_ends(typeset: Setter) -> None:
    text = "un\u00adbe\u00adliev\u00adably long " * 60
    document = typeset(f"<p>{text}</p>", css="p { hyphens: manual }")
    ended = [line for line in lines_of(document) if line.endswith("‐")]
    assert all("\u00ad‐" in line for line in ended)
    assert document.words().replace("\u00ad", "") == "unbelievablylong" * 60


def test_no_break_spaces_hold(typeset: Setter) -> None:
    document = typeset("<p>" + "Season\u00a02 of the series. " * 60 + "</p>")
    assert not [line for line in lines_of(document) if line.endswith("Season")]


def test_nothing_breaks_inside_nowrap(typeset: Setter) -> None:
    document = typeset(
        f"<p>{'one two <span>three four five six</span> seven eight. ' * 30}</p>",
        css="span { white-space: nowrap }",
    )
    assert document.tally.planned == 1
    joined = "\n".join(lines_of(document))
    assert joined.count("three four five six") == 30


def test_a_forced_break_ends_a_line(typeset: Setter) -> None:
    document = typeset(f"<p>{ENGLISH * 2}<br>{ENGLISH * 2}<br>end</p>")
    assert document.tally.planned == 1
    assert lines_of(document)[-1] == "end"
    assert document.words() == "".join((ENGLISH * 4 + "end").split())


def test_lines_beside_a_drop_capital_are_shorter(typeset: Setter) -> None:
    css = "p::first-letter { float: left; font-size: 5em; line-height: 1 }"
    document = typeset(f"<p>{ENGLISH * 6}</p>", css + " p { text-indent: 0 }")
    assert document.words() == "".join((ENGLISH * 6).split())[1:]
    assert overflow(document, 396) < 3
    rows = [row for row in document.rows() if row.__dict__.get("planned")]
    assert len(rows) > 5
    assert rows[0].width < 370 < rows[-1].width


def test_a_drop_capital_that_its_page_has_no_room_for(typeset: Setter) -> None:
    """The paragraph is laid out again on the next page, with its letter, and is whole."""
    css = "p::first-letter { float: left; font-size: 5em; line-height: 1 } p { text-indent: 0 }"
    for height in range(560, 660, 14):
        for first in (ENGLISH, f"<em>{ENGLISH}</em>"):
            above = f'<div style="height: {height}pt"></div>'
            document = typeset(f"{above}<p>{first}{ENGLISH * 5}</p>", css)
            assert document.words() == "".join((ENGLISH * 6).split())[1:]


def test_a_float_beside_the_paragraph(typeset: Setter) -> None:
    box = '<div style="float: right; width: 2in; height: 1in; background: red"></div>'
    document = typeset(f"{box}<p>{ENGLISH * 5}</p>")
    rows = [row for row in document.rows() if row.__dict__.get("planned")]
    widths = sorted({round(row.width) for row in rows})
    assert widths[0] < 250 and widths[-1] >= 380
    assert document.words() == "".join((ENGLISH * 5).split())


def test_lists_and_quotations(typeset: Setter) -> None:
    body = f"<ul><li>{ENGLISH * 2}</li></ul><blockquote><p>{ENGLISH * 3}</p></blockquote>"
    document = typeset(body)
    assert document.tally.planned == 2
    assert not document.tally.greedy


def test_first_line_in_small_capitals(typeset: Setter) -> None:
    css = "p::first-line { font-variant-caps: small-caps }"
    document = typeset(f"<p>{ENGLISH * 4}</p>", css)
    assert document.words() == "".join((ENGLISH * 4).split())


@pytest.mark.parametrize("side", ["left", "center", "right"])
def test_ragged_lines_are_chosen_together(typeset: Setter, side: str) -> None:
    css = f"p {{ text-align: {side}; text-indent: 0; width: 200pt; hyphens: manual }}"
    ragged, greedy = (typeset(f"<p>{ENGLISH * 4}</p>", css, how=how) for how in HOW)
    assert ragged.tally.planned == 1
    assert ragged.words() == greedy.words()
    assert _raggedness(ragged) < 0.9 * _raggedness(greedy)


HOW = ("total-fit", "greedy")


def _raggedness(document: Set) -> float:
    """How much the lines but the last differ from the longest, in px squared."""
    widths = [sum(box.width for box in texts(row)) for row in document.rows()][:-1]
    return float(sum((266 - width) ** 2 for width in widths))  # px: the measure


def test_cells_of_tables_are_left_alone(typeset: Setter) -> None:
    document = typeset(f"<table><tr><td>{ENGLISH}</td></tr></table>", "td { text-align: left }")
    assert document.tally.planned == 0


HEBREW = "הסרט הזה הוא אחד הסרטים הטובים ביותר של השנה והצופים אהבו אותו מאוד. "
ARABIC = "هذا الفيلم من أفضل أفلام السنة وقد أحبه المشاهدون كثيرا. "


@pytest.mark.parametrize(
    "body",
    [
        f'<p dir="rtl">{HEBREW * 12}</p>',
        f'<p dir="rtl">{ARABIC * 12}</p>',
        f'<p>{ENGLISH}<span dir="rtl">extra&shy;ordi&shy;narily</span> {ENGLISH}</p>',
        f"<p>{ENGLISH}{HEBREW}{ENGLISH}</p>",
    ],
)
def test_text_from_right_to_left_is_greedy_and_counted(typeset: Setter, body: str) -> None:
    css = "[dir=rtl] { direction: rtl }"
    document = typeset(body, css)
    assert document.tally.greedy == {"text from right to left": 1}
    assert document.texts() == typeset(body, css, how="greedy").texts()
    assert overflow(document, 396) < 3


def test_emoji_among_words(typeset: Setter) -> None:
    document = typeset(f"<p>{ENGLISH}👍🏽 {ENGLISH}👩‍👩‍👧 {ENGLISH}❤️ {ENGLISH}</p>")
    assert document.tally.planned == 1
    assert overflow(document, 396) < 3
    text = "".join(document.texts())
    assert all(emoji in text for emoji in ("👍🏽", "👩‍👩‍👧", "❤️"))


def test_small_capitals_and_links(typeset: Setter) -> None:
    body = (
        f'<p><span class="first">{ENGLISH[:30]}</span>{ENGLISH[30:]}<a href="#x">{ENGLISH}</a></p>'
    )
    document = typeset(body * 3, ".first { font-variant-caps: small-caps; letter-spacing: .04em }")
    assert document.tally.planned == 3
    assert document.words() == "".join((ENGLISH * 6).split())
    assert overflow(document, 396) < 3


def test_compounds_are_divided_only_in_need(typeset: Setter) -> None:
    compound = "physicist-turned-business-consultant "
    document = typeset(f"<p>{(ENGLISH + compound) * 6}</p>")
    assert document.words() == "".join(((ENGLISH + compound) * 6).split())
    halves = [line for line in lines_of(document) if re.search(r"-\w+‐$", line)]
    assert not halves
    narrow = typeset(f"<p>{compound * 6}</p>", css="p { width: 1.2in; text-indent: 0 }")
    assert [line for line in lines_of(narrow) if line.endswith("‐")]


FLOOR = "li { --list-item: 1 } li, ul { margin: 0; padding: 0; list-style-type: none }"
QUOTED = "“Market” your book before you write it, and then write it, for nobody will wait for you."


@pytest.mark.parametrize("form", ["<ul><li>{}</li></ul>", "<ul><li><p>{}</p></li></ul>"])
def test_no_quotation_mark_hangs_over_the_bullet_of_its_item(typeset: Setter, form: str) -> None:
    def first_x(body: str, css: str = "") -> float:
        row = next(typeset(body, css).rows())
        return min(float(box.position_x) for box in texts(row)) - float(row.position_x)

    flush = "p { text-indent: 0 }"
    assert first_x(f"<p>{QUOTED}</p>", flush) < 0
    assert first_x(form.format(QUOTED), flush + FLOOR) == 0


def test_a_short_last_line_costs_less_in_a_list_than_a_loose_line(typeset: Setter) -> None:
    words = "This is an item of two lines that has a rather short last line at the very end now it."
    css = "@page { size: 9in } body { width: 308pt; hyphens: manual } p { text-indent: 0 }"
    css += "body { --tracking-limit: 0.5%; --expansion-limit: 0.8% }"
    assert typeset(f"<p>{words}</p>", css).texts()[1] == "end now it."
    assert typeset(f"<ul><li>{words}</li></ul>", css + FLOOR).texts()[1] == "now it."


def test_no_line_begins_with_the_call_of_a_note(typeset: Setter) -> None:
    """At every width the figure stays with the sentence that it ends, which Pango takes for two."""
    words = "Nobody agrees on Oulu, and a note asks us to forgive them."
    text = f"{words}<sup>12</sup> It is typical that the note is long. "
    css = "sup { font-variant-position: super } p { margin-right: %gpt }"
    documents = [typeset(f"<p>{text * 3}</p>", css=css % (4 * more)) for more in range(24)]
    found = [line for document in documents for line in lines_of(document)]
    assert any(line.rstrip().endswith("them.12") for line in found)
    assert not [line for line in found if line.startswith("12")]
