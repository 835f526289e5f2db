"""Word files as manuscripts: what stays, what is asked, and what is refused."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from PIL import Image
from word_files import deleted, inserted, p, r, raw, root, zipped

from anthology.book import Review
from anthology.cache import Cache
from anthology.config import Settings, SourceTable
from anthology.load import Loaded, MemoryFiles, load
from anthology.pool import Pool
from anthology.report import Problem, Severity

docx = pytest.importorskip("docx")
pytest.importorskip("mammoth")
PLAIN = "It is a quiet film, in which nothing much happens until the ferry stops."


def loaded(data: bytes, source: SourceTable | None = None, name: str = "a.docx") -> Loaded:
    settings = Settings(source=(source,) if source else ())
    with Pool(0) as pool:
        return load(MemoryFiles({name: data}), settings, pool, Cache(None))


def review(data: bytes) -> Review:
    """The review that a file becomes without a warning."""
    found = loaded(data)
    assert [str(each) for each in found.problems if each.severity] == []
    return found.reviews[0]


def body(*blocks: str, extra: dict[str, str | bytes] | None = None) -> str:
    return review(raw("".join((p(PLAIN), *blocks)), extra)).body.xhtml


def problems(data: bytes, source: SourceTable | None = None) -> list[Problem]:
    return [each for each in loaded(data, source).problems if each.severity]


def refused(data: bytes) -> str:
    (problem,) = problems(data)
    assert problem.severity is Severity.ERROR
    return problem.message


STYLES = root(
    "styles",
    '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mine"><w:basedOn w:val="berschrift2"/>'
    '<w:name w:val="Chapter line"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/>'
    "<w:rPr><w:i/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="Poem"><w:name w:val="Verse"/></w:style>'
    '<w:style w:type="character" w:styleId="Film"><w:name w:val="Film title"/>'
    "<w:rPr><w:i/></w:rPr></w:style>"
    '<w:style w:type="character" w:styleId="Sub"><w:basedOn w:val="Film"/></w:style>'
    '<w:style w:type="character" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>',
)


def styled(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


@pytest.mark.parametrize(
    ("block", "html"),
    [
        (p("Seen ", r("twice", "<w:i/>"), "."), "Seen <em>twice</em>."),
        (p(r("Seen ", '<w:i w:val="0"/>'), "."), "<p>Seen .</p>"),
        (p("In ", r("Delta", '<w:rStyle w:val="Film"/>'), "."), "In <em>Delta</em>."),
        (p("In ", r("Delta", '<w:rStyle w:val="Sub"/>'), "."), "In <em>Delta</em>."),
        (p(r("nato", "<w:smallCaps/>"), "."), '<span class="small-caps">nato</span>.'),
        (p("H", r("2", '<w:vertAlign w:val="subscript"/>'), "O"), "H<sub>2</sub>O"),
        (p(r("gone", "<w:strike/>"), r(" under", '<w:u w:val="single"/>')), "<u> under</u>"),
        (p("Part two", properties=styled("berschrift2")), ">Part two</h2>"),
        (p("Part two", properties=styled("Mine")), ">Part two</h2>"),
        (p("Part two", properties='<w:outlineLvl w:val="1"/>'), ">Part two</h2>"),
        (p(r("Part two", "<w:b/>")) + p("Text."), ">Part two</h2>"),
        (p(r("Part two.", "<w:b/>")) + p("Text."), "<p><strong>Part two.</strong></p>"),
        (p("Words of hers.", properties=styled("Quote")), "<blockquote><p>Words of hers.</p>"),
        (
            p("Of ", r("Delta", '<w:rStyle w:val="Film"/>'), properties=styled("Quote")),
            "<blockquote><p>Of <em>Delta</em></p>",
        ),
        (
            p("O ship", properties=styled("Poem")) + p("O lamp", properties=styled("Poem")),
            '<p class="verse">O ship<br/>O lamp</p>',
        ),
        (p("O ship<w:br/>O lamp<w:br/>O rope").replace("&lt;", "<"), "O ship"),
        (p("* * *", properties='<w:jc w:val="center"/>'), "<hr/>"),
        (p(properties='<w:pBdr><w:bottom w:val="single"/></w:pBdr>'), "<hr/>"),
        (p("Slow", properties='<w:jc w:val="center"/>'), '<p class="align-center">Slow</p>'),
        (
            p("Un ", r("vieux film", '<w:lang w:val="fr-FR"/>'), "."),
            'Un <span lang="fr-FR">vieux film</span>.',
        ),
        (
            p(r("שלום", '<w:rtl/><w:lang w:bidi="he-IL"/>'), properties="<w:bidi/>"),
            '<p dir="rtl"><span dir="rtl" lang="he-IL">שלום</span></p>',
        ),
        (p("x<w:tab/>y".replace("<w:tab/>", "</w:t><w:tab/><w:t>")), "<p>x\ty</p>"),
        (p("non</w:t><w:noBreakHyphen/><w:t>stop"), "<p>non\u2011stop</p>"),
        (
            ("<w:p><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t>"
             "</m:r></m:den></m:f></m:oMath></w:p>"),
            "<p>1/2</p>",
        ),
        (
            ("<w:p><w:r><w:ruby><w:rt><w:r><w:t>かんじ</w:t></w:r></w:rt><w:rubyBase><w:r>"
             "<w:t>漢字</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"),
            "<ruby>漢字<rt>かんじ</rt></ruby>",
        ),
        (
            "<w:p><w:r><w:drawing><wps:wsp><wps:txbx><w:txbxContent>" + p("In a box.")
            + "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></w:r></w:p>",
            "<p>In a box.</p>",
        ),
        (
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
            + p("Boxed.") + "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>"
            "<v:shape><v:textbox><w:txbxContent>" + p("Boxed.") + "</w:txbxContent></v:textbox>"
            "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            "<p>Boxed.</p>",
        ),
    ],
)  # fmt: skip
def test_what_stays(block: str, html: str) -> None:
    extra: dict[str, str | bytes] = {"styles.xml": STYLES}
    en = '<w:lang w:val="en-GB"/>'
    long = p(r(PLAIN, en))
    assert html in body(long, block, p(r("The end.", en)), extra=extra)


def test_notes_are_notes() -> None:
    notes = root(
        "footnotes",
        '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        '<w:footnote w:id="2">' + p("A note of ", r("hers", "<w:i/>"), ".") + "</w:footnote>",
    )
    ends = root("endnotes", '<w:endnote w:id="5">' + p("At the end.") + "</w:endnote>")
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    last = '<w:r><w:endnoteReference w:id="5"/></w:r>'
    found = body(p("Seen", call, " twice", last, "."),
                 extra={"footnotes.xml": notes, "endnotes.xml": ends})  # fmt: skip
    assert '<a class="note-call" href="#note-1" id="ref-1">1</a>' in found
    assert '<aside class="note" id="note-1"><p>A note of <em>hers</em>.</p></aside>' in found
    assert '<aside class="note" id="note-2"><p>At the end.</p></aside>' in found


def test_lists_keep_the_numbers_that_word_shows() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="%{n + 1}."/></w:lvl>'
        for n, form in enumerate(("decimal", "lowerLetter"))
    )
    numbering = root(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )

    def item(words: str, depth: int = 0) -> str:
        numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
        return p(words, properties=numbered)

    found = body(item("one"), item("inner", 1), item("two"), p("Between."), item("three"),
                 extra={"numbering.xml": numbering})  # fmt: skip
    assert '<li>one<ol type="a"><li>inner</li></ol></li><li>two</li>' in found.replace("\n", "")
    assert '<ol><li value="3">three</li></ol>' in found


def test_title_and_header_are_the_first_lines() -> None:
    lines = (
        p(r("The Ferry", "<w:b/>")), p("Reviewer: Ada Moor"), p("Work: ", r("Delta", "<w:i/>")),
        p("Rating: 4/5"), p(PLAIN), p("Verdict: he liked it."),
    )  # fmt: skip
    found = review(raw("".join(lines)))
    assert (found.title, found.reviewers[0].name) == ("The Ferry", "Ada Moor")
    assert found.work is not None
    assert found.rating is not None
    assert (found.work.title, found.rating.as_written) == ("Delta", "4/5")
    assert found.body.xhtml == f"<p>{PLAIN}</p>\n<p>Verdict: he liked it.</p>"


def test_the_header_may_be_a_table_or_lines_with_breaks() -> None:
    document = docx.Document()
    document.core_properties.author = "The Machine"
    table = document.add_table(3, 2)
    for row, pair in zip(table.rows, ("Title|Low Tide", "Reviewer:|Bo Ek", "Film|Delta"),
                         strict=True):  # fmt: skip
        for cell, words in zip(row.cells, pair.split("|"), strict=True):
            cell.text = words
    document.add_paragraph(PLAIN)
    found = review(saved(document))
    assert (found.title, found.reviewers[0].name) == ("Low Tide", "Bo Ek")
    assert found.body.xhtml == f"<p>{PLAIN}</p>"
    document = docx.Document()
    document.add_paragraph("Title: Low Tide\nReviewer: Bo Ek")
    document.add_paragraph(PLAIN)
    found = review(saved(document))
    assert (found.title, found.reviewers[0].name) == ("Low Tide", "Bo Ek")


@pytest.mark.parametrize(
    ("line", "name"),
    [("Reviewed by Ada Moor", "Ada Moor"), ("by Ada Moor", "Ada Moor"), ("By the sea", "")],
)
def test_a_byline_is_a_line_with_a_name(line: str, name: str) -> None:
    found = review(raw(p(r("The Ferry", "<w:b/>")) + p(line) + p(PLAIN)))
    assert [each.name for each in found.reviewers] == ([name] if name else [])
    assert found.title == "The Ferry"


def test_the_owner_of_the_file_is_not_the_reviewer() -> None:
    document = docx.Document()
    document.core_properties.author = "The Machine"
    document.add_paragraph(PLAIN)
    found = loaded(saved(document))
    assert found.reviews[0].reviewers == ()
    (note,) = (each for each in found.problems if "properties" in each.message)
    assert note.severity is Severity.NOTE
    assert "“The Machine”" in note.message


CHANGED = raw(p("It is a ", deleted("quiet"), inserted("very long", "Bo Ek"), " film."))


def test_open_changes_are_asked_about() -> None:
    found = loaded(CHANGED)
    assert found.reviews[0].body.xhtml == "<p>It is a very long film.</p>"
    place = "in paragraph 1, “It is a very long film.”"
    assert {each.message for each in found.problems if each.question} == {
        f"a tracked change is open: BE inserted “very long” {place}",
        f"a tracked change is open: AL deleted “quiet” {place}",
    }


@pytest.mark.parametrize(("changes", "words"), [("accept", "very long"), ("reject", "quiet")])
def test_changes_may_be_decided_once(changes: str, words: str) -> None:
    found = loaded(CHANGED, SourceTable.model_validate({"changes": changes}))
    assert found.reviews[0].body.xhtml == f"<p>It is a {words} film.</p>"
    assert [each for each in found.problems if each.severity] == []


def test_a_deleted_end_of_a_paragraph_joins_it_with_the_next() -> None:
    end = '<w:rPr><w:del w:id="9" w:author="Ann Lee"/></w:rPr>'
    data = raw(p("One,", properties=end) + p(" two.") + p(PLAIN))
    for changes, html in (("accept", "<p>One, two.</p>"), ("reject", "<p>One,</p>\n<p> two.</p>")):
        source = SourceTable.model_validate({"changes": changes})
        assert loaded(data, source).reviews[0].body.xhtml.startswith(html)


def test_open_comments_are_asked_about_and_never_printed() -> None:
    comments = root(
        "comments",
        '<w:comment w:id="0" w:author="Ann Lee" w:initials="AL"><w:p w14:paraId="1A"><w:r>'
        "<w:t>Is the year right?</w:t></w:r></w:p></w:comment>"
        '<w:comment w:id="1" w:author="Ann Lee"><w:p w14:paraId="2B"><w:r><w:t>Settled.</w:t>'
        "</w:r></w:p></w:comment>",
    )
    settled = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="2B" w15:done="1"/></w15:commentsEx>'
    )
    marks = "".join(f'<w:r><w:commentReference w:id="{n}"/></w:r>' for n in (0, 1))
    data = raw(p("Seen in 1922.", marks) + p(PLAIN),
               {"comments.xml": comments, "commentsExtended.xml": settled})  # fmt: skip
    found = loaded(data)
    (asked,) = (each for each in found.problems if each.question)
    assert asked.message == (
        "a comment is open: AL on paragraph 1, “Seen in 1922.”: “Is the year right?”"
    )
    assert "year" not in found.reviews[0].body.xhtml


def test_hidden_text_is_left_out_and_counted() -> None:
    extra: dict[str, str | bytes] = {"styles.xml": STYLES}
    secret = p("Seen.", r(" My secret", "<w:vanish/>"), r(" note", '<w:rStyle w:val="Note"/>'))
    found = loaded(raw(p(PLAIN) + secret, extra))
    assert "secret" not in found.reviews[0].body.xhtml
    (warning,) = (each for each in found.problems if each.severity)
    assert warning.message == "hidden text is left out: 3 words"


def test_pictures_inside_come_with_their_alternative_text() -> None:
    document = docx.Document()
    document.add_paragraph(PLAIN)
    document.add_picture(io.BytesIO(picture()))
    document.inline_shapes[0]._inline.docPr.set("descr", "A ship at night")
    found = loaded(saved(document))
    assert [each.message for each in found.problems if each.severity] == []
    (name,) = found.pictures
    assert f'<img alt="A ship at night" src="pictures/{name}"/>' in found.reviews[0].body.xhtml
    assert found.pictures[name].data == picture()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://example.org/a.png", "is on the web and was not fetched"),
        ("file:///etc/hostname", "outside the project"),
        ("../../secret.png", "outside the project"),
    ],
)
def test_linked_pictures_are_not_fetched(address: str, words: str) -> None:
    blip = (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="A ship"/><a:graphic>'
        '<a:graphicData><pic:pic><pic:blipFill><a:blip r:link="r9"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    linked = f'<Relationship Id="r9" Type="{kind}" Target="{address}" TargetMode="External"/>'
    (problem,) = problems(raw(p(PLAIN) + blip, relations=linked))
    assert words in problem.message


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (CHANGED[: len(CHANGED) // 2], "damaged or cut off"),
        (b"", "not a Word file"),
        (b"Just words.", "not a Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "an old Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (zipped({"a.txt": "words"}), "no text is in it"),
        (zipped({"word/document.xml": BOMB}), "declares entities"),
        (zipped({"word/document.xml": BOMB.decode().encode("utf-16")}), "declares entities"),
        (raw(p(PLAIN), {"styles.xml": BOMB}), "declares entities"),
        (zipped({"word/document.xml": b"<w:document"}), "is not XML"),
        (zipped({"word/document.xml": bytes(20_000_000)}), "too well to be true"),
        (raw("<w:sdt><w:sdtContent>" * 150 + "</w:sdtContent></w:sdt>" * 150), "is not XML"),
        (raw("<w:tbl><w:tr><w:tc>" * 200 + "</w:tc></w:tr></w:tbl>" * 200), "is not XML"),
    ],
)
def test_what_is_no_sound_file_is_refused(data: bytes, words: str) -> None:
    assert words in refused(data)


def test_the_end_of_its_path_is_no_way_out() -> None:
    data = zipped({"../../word/document.xml": "x", "word/document.xml": root(
        "document", f"<w:body>{p(PLAIN)}</w:body>")})  # fmt: skip
    assert review(data).body.xhtml == f"<p>{PLAIN}</p>"


def test_files_of_iso_strict_are_read() -> None:
    data = raw(p("Seen ", r("twice", "<w:i/>"), "."))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, content in files.items()
    }
    assert review(zipped({**strict})).body.xhtml == "<p>Seen <em>twice</em>.</p>"


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (200, 100), "red").save(stream, "PNG")
    return stream.getvalue()
