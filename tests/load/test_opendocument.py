"""OpenDocument texts as manuscripts."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from word_files import zipped

from anthology.cache import Cache
from anthology.config import Settings, SourceTable
from anthology.load import Loaded, MemoryFiles, load
from anthology.pool import Pool
from anthology.report import Severity

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"),
        ("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
        ("meta", "meta"),
    )
)  # fmt: skip
NAMES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
PLAIN = "<text:p>It is a quiet film, in which nothing much happens until it stops.</text:p>"
STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties '
    'fo:font-style="italic"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties '
    'fo:font-variant="small-caps"/></style:style>'
    '<style:style style:name="T3" style:family="text"><style:text-properties '
    'fo:language="fr" fo:country="FR"/></style:style>'
    '<style:style style:name="T4" style:family="text"><style:text-properties '
    'style:text-position="-33% 58%"/></style:style>'
    '<style:style style:name="T5" style:family="text"><style:text-properties '
    'fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T6" style:family="text"><style:text-properties '
    'text:display="none"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" '
    'style:parent-style-name="Quotations"/>'
    '<style:style style:name="P2" style:family="paragraph"><style:paragraph-properties '
    'fo:text-align="center"/></style:style>'
    '<style:style style:name="P3" style:family="paragraph"><style:text-properties '
    'fo:font-style="italic"/></style:style>'
    '<style:style style:name="P4" style:family="paragraph"><style:paragraph-properties '
    'style:writing-mode="rl-tb"/></style:style>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
    'style:num-format="a"/><text:list-level-style-bullet text:level="2"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-number text:level="1" '
    'style:num-format="١, ٢, ٣, ..."/></text:list-style>'
    '<text:list-style style:name="L3"><text:list-level-style-number text:level="1" '
    'style:num-format="一, 二, 三, ..."/></text:list-style>'
)


def odt(body: str, extra: dict[str, str | bytes] | None = None) -> bytes:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return zipped({"content.xml": content, **(extra or {})})


def loaded(data: bytes, changes: str = "") -> Loaded:
    settings = Settings(source=(SourceTable.model_validate({"changes": changes}),))
    with Pool(0) as pool:
        return load(MemoryFiles({"a.odt": data}), settings, pool, Cache(None))


def body(text: str, extra: dict[str, str | bytes] | None = None) -> str:
    found = loaded(odt(PLAIN + text, extra))
    assert [str(each) for each in found.problems if each.severity] == []
    return found.reviews[0].body.xhtml.replace("\n", "")


def span(style: str, words: str) -> str:
    return f'<text:span text:style-name="{style}">{words}</text:span>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f"<text:p>Seen {span('T1', 'twice')}.</text:p>", "<p>Seen <em>twice</em>.</p>"),
        (f"<text:p>{span('T2', 'nato')}.</text:p>", '<span class="small-caps">nato</span>.'),
        (f"<text:p>Un {span('T3', 'vieux')}.</text:p>", 'Un <span lang="fr-FR">vieux</span>.'),
        (f"<text:p>H{span('T4', '2')}O</text:p>", "H<sub>2</sub>O"),
        (f"<text:p>{span('T5', 'Part two')}</text:p><text:p>Text.</text:p>", ">Part two</h2>"),
        ('<text:h text:outline-level="2">Part two</text:h>', ">Part two</h2>"),
        ('<text:p text:style-name="P1">Hers.</text:p>', "<blockquote><p>Hers.</p></blockquote>"),
        ('<text:p text:style-name="P2">Slow.</text:p>', '<p class="align-center">Slow.</p>'),
        ('<text:p text:style-name="P3">Slow.</text:p>', "<p><em>Slow.</em></p>"),
        ('<text:p text:style-name="P4">שלום.</text:p>', '<p dir="rtl">שלום.</p>'),
        ("<text:p>a<text:s text:c='2'/>b<text:line-break/>c</text:p>", "<p>a  b<br/>c</p>"),
        (
            '<text:p><text:a xlink:href="https://e.org/">there</text:a></text:p>',
            '<a href="https://e.org/">there</a>',
        ),
        (
            ('<text:list text:style-name="L1"><text:list-item><text:p>one</text:p><text:list>'
            "<text:list-item><text:p>in</text:p></text:list-item></text:list></text:list-item>"
            '<text:list-item text:start-value="4"><text:p>two</text:p></text:list-item>'
            "</text:list>"),
            '<ol type="a"><li>one<ul><li>in</li></ul></li><li value="4">two</li></ol>',
        ),
        (
            ('<text:list text:style-name="L2"><text:list-item><text:p>one</text:p>'
            "</text:list-item></text:list>"),
            '<ol style="list-style-type: arabic-indic"><li>one</li></ol>',
        ),
        (
            ('<text:list text:style-name="L3"><text:list-item><text:p>one</text:p>'
            "</text:list-item></text:list>"),
            "<ol><li>one</li></ol>",
        ),
        (
            ("<table:table><table:table-header-rows><table:table-row><table:table-cell "
            'table:number-columns-spanned="2"><text:p>Head</text:p></table:table-cell>'
            "<table:covered-table-cell/></table:table-row></table:table-header-rows>"
            "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
            "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>"
            "</table:table>"),
            '<th colspan="2">Head</th>',
        ),
        (
            ("<text:p>X<text:note text:note-class='endnote'><text:note-citation>i"
            "</text:note-citation><text:note-body><text:p>Of hers.</text:p></text:note-body>"
            "</text:note>.</text:p>"),
            '<aside class="note" id="note-1"><p>Of hers.</p></aside>',
        ),
        (
            ("<text:p><text:ruby><text:ruby-base>漢字</text:ruby-base><text:ruby-text>かんじ"
            "</text:ruby-text></text:ruby></text:p>"),
            "<ruby>漢字<rt>かんじ</rt></ruby>",
        ),
        (
            ("<text:p><draw:frame><draw:text-box><text:p>Boxed.</text:p></draw:text-box>"
            "</draw:frame></text:p>"),
            "<p>Boxed.</p>",
        ),
    ],
)  # fmt: skip
def test_what_stays(text: str, html: str) -> None:
    assert html in body(f"{text}<text:p>The end of it.</text:p>")


def test_the_first_lines_are_the_header() -> None:
    lines = (
        f"<text:p>{span('T5', 'Low Tide')}</text:p><text:p>Reviewer: Ada Moor</text:p>"
        f"<text:p>Work: Delta<text:line-break/>Rating: 4/5</text:p>{PLAIN}"
    )
    meta = f"<office:document-meta {NAMES}><dc:creator>Owner</dc:creator></office:document-meta>"
    (one,) = loaded(odt(lines, {"meta.xml": meta})).reviews
    assert (one.title, one.reviewers[0].name) == ("Low Tide", "Ada Moor")
    assert one.work is not None
    assert one.work.title == "Delta"


CHANGED = (
    '<text:tracked-changes><text:changed-region text:id="c1"><text:insertion><office:change-info>'
    "<dc:creator>Bo Ek</dc:creator></office:change-info></text:insertion></text:changed-region>"
    '<text:changed-region text:id="c2"><text:deletion><office:change-info><dc:creator>Ann Lee'
    "</dc:creator></office:change-info><text:p>quiet</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes>"
    '<text:p>It is a <text:change text:change-id="c2"/><text:change-start text:change-id="c1"/>'
    'very long<text:change-end text:change-id="c1"/> film.</text:p>'
)


@pytest.mark.parametrize(
    ("changes", "words", "asked"), [("", "very long", 2), ("accept", "very long", 0),
                                    ("reject", "quiet", 0)]
)  # fmt: skip
def test_changes(changes: str, words: str, asked: int) -> None:
    found = loaded(odt(CHANGED), changes)
    assert found.reviews[0].body.xhtml == f"<p>It is a {words} film.</p>"
    questions = [each.message for each in found.problems if each.severity]
    assert len(questions) == asked
    assert all("BE inserted “very long”" in q or "AL deleted “quiet”" in q for q in questions)


def test_comments_and_hidden_text_stay_out() -> None:
    comment = (
        "<office:annotation><dc:creator>Bo Ek</dc:creator><text:p>Really?</text:p>"
        "</office:annotation>"
    )
    found = loaded(odt(f"{PLAIN}<text:p>Seen{comment} twice.{span('T6', ' A secret.')}</text:p>"))
    assert found.reviews[0].body.xhtml.endswith("<p>Seen twice.</p>")
    comment_problem, hidden = (each for each in found.problems if each.severity)
    assert comment_problem.question
    assert "BE on paragraph 2, “Seen twice. A secret.”: “Really?”" in comment_problem.message
    assert hidden.message == "hidden text is left out: 2 words"


def test_pictures_come_out_of_the_file() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (200, 100), "red").save(stream, "PNG")
    frame = (
        '<text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>A ship'
        "</svg:desc></draw:frame></text:p>"
    )
    found = loaded(odt(PLAIN + frame, {"Pictures/a.png": stream.getvalue()}))
    (name,) = found.pictures
    assert f'<img alt="A ship" src="pictures/{name}"/>' in found.reviews[0].body.xhtml


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"words", "not an OpenDocument text"),
        (zipped({"content.xml": "<a/>"}), "no text is in it"),
        (zipped({"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "entities"),
        (odt(PLAIN)[:-40], "damaged or cut off"),
        (odt("<text:section>" * 300 + "</text:section>" * 300), "is not XML"),
    ],
)
def test_what_is_not_sound_is_refused(data: bytes, words: str) -> None:
    (problem,) = (each for each in loaded(data).problems if each.severity)
    assert problem.severity is Severity.ERROR
    assert words in problem.message
