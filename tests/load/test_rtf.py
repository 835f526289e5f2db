r"""RTF files as manuscripts, as Word, TextEdit, LibreOffice and Google Docs write them."""

from __future__ import annotations

import io
import re
import time

import pytest
from PIL import Image

from anthology.cache import Cache
from anthology.config import Settings, SourceTable
from anthology.load import Loaded, MemoryFiles, load
from anthology.load.formats.documents.rtf.flow import form_of
from anthology.load.formats.documents.rtf.words import words
from anthology.pool import Pool
from anthology.report import Severity

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Times;}{\f1\fcharset204 A;}"
    r"{\f2\fcharset128 MS;}{\f3\fcharset2 Symbol;}}{\colortbl;\red0\green0\blue0;}"
    r"{\stylesheet{\s0 Normal;}{\s1\b\fs36 heading 1;}{\s2\sbasedon0\i Quote;}{\s3\sbasedon2 Mine;}"
    r"{\*\cs10 Default;}{\s4 Title;}}{\info{\author Machine Owner}{\title X}}"
    r"{\*\revtbl {Unknown;}{Ada Moor;}}{\*\generator Msftedit;}{\header SECRET HEAD\par}"
)
TITLE = r"\pard\plain\s4\fs36 The Ferry at Low Tide\par\pard\plain\fs24 Reviewer: Ada Moor\par "
PLAIN = r"\pard\plain\fs24 It is a quiet film, in which nothing much happens until it stops.\par "


def png() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(data, "PNG")
    return data.getvalue()


def loaded(data: str | bytes, source: SourceTable | None = None, name: str = "x.rtf") -> Loaded:
    content = data.encode("latin-1") if isinstance(data, str) else data
    settings = Settings(source=(source,) if source else ())
    with Pool(0) as pool:
        return load(MemoryFiles({f"manuscripts/{name}": content}), settings, pool, Cache(None))


def body(rtf: str, source: SourceTable | None = None) -> str:
    """The body of a document with these paragraphs; no word of it may be lost."""
    found = loaded(f"{HEAD}{TITLE}{PLAIN}{rtf}}}", source)
    (review,) = found.reviews
    lost = [p.message for p in found.problems if "not in" in p.message or "lost" in p.message]
    assert not lost
    return review.body.xhtml.partition("until it stops.</p>")[2].strip()


@pytest.mark.parametrize(
    ("rtf", "xhtml"),
    [
        (r"a \i b\i0  {\b c} d\par", "<p>a <em>b</em> <strong>c</strong> d</p>"),
        (r"Caf\'e9 \u8220?x\u8221? y\emdash z\par", "<p>Café “x” y—z</p>"),
        (r"\f1\'cf\'f0\'e8\f0  \f2\'82\'a0\f0 .\par", "<p>При あ.</p>"),
        (r"{\scaps Small} {\strike s} H{\sub 2}O{\super x}\par",
         '<p><span class="small-caps">Small</span> <s>s</s> H<sub>2</sub>O<sup>x</sup></p>'),
        (r"\pard\s2\i Quoted {\i0 words}, and more.\par",
         "<blockquote><p>Quoted <em>words</em>, and more.</p></blockquote>"),
        (r"\pard\qc In the middle, so to speak.\par",
         '<p class="align-center">In the middle, so to speak.</p>'),
        (r'{\field{\*\fldinst{HYPERLINK "https://x.org/a"}}{\fldrslt{\ul link}}} b\par',
         '<p><a href="https://x.org/a">link</a> b</p>'),
        (r'{\field{\fldinst HYPERLINK \\l "here"}{\fldrslt place}} b\par', "<p>place b</p>"),
        (r"x\~y\_z\par", "<p>x\N{NO-BREAK SPACE}y\N{NON-BREAKING HYPHEN}z</p>"),
    ],
)  # fmt: skip
def test_text(rtf: str, xhtml: str) -> None:
    assert body(r"\pard\plain\fs24 " + rtf).replace("\n", "") == xhtml


def test_fallbacks_of_letters() -> None:
    found = body(r"\pard\plain\fs24 \uc2\u8212\'97\'97x {\uc0\u8212 y} \uc1\u-10179?\u-8704?.\par")
    assert found == "<p>—x —y \N{GRINNING FACE}.</p>"


def test_notes() -> None:
    call = r"a{\super\chftn}{\footnote\pard\plain {\super\chftn} The \i note\i0 .\par}"
    other = r" b{\super{\*\footnote\ftnalt\pard\plain {\chftn} End.}}.\par"
    found = body(rf"\pard\plain\fs24 {call}{other}")
    assert re.sub("<[^>]*>", "", found.partition("<section")[0]).strip() == "a1 b2."
    assert "<p>The <em>note</em>.</p>" in found
    assert "<p>End.</p>" in found
    assert found.count('<aside class="note"') == 2


def test_lists_have_the_numbers_of_the_file() -> None:
    items = (("3.", 0, "Three"), ("4.", 0, "Four"), ("\\'b7", 1, "Sub"), ("5.", 0, "Five"))
    rtf = "".join(
        rf"\pard\plain{{\listtext\f3 {mark}\tab}}\ls1\ilvl{depth}\fs24 {text}\par "
        for mark, depth, text in items
    )
    found = body(rtf)
    assert found.replace("\n", "") == (
        '<ol><li value="3">Three</li><li>Four<ul><li>Sub</li></ul></li><li>Five</li></ol>'
    )


@pytest.mark.parametrize(
    ("mark", "form"),
    [("1.", ("decimal", 1)), ("(12)", ("decimal", 12)), ("b)", ("lowerLetter", 2)),
     ("iv.", ("lowerRoman", 4)), ("XIX.", ("upperRoman", 19)), ("·", None), ("–", None)],
)  # fmt: skip
def test_marks_of_lists(mark: str, form: tuple[str, int] | None) -> None:
    assert form_of(mark) == form


def test_tables() -> None:
    rows = r"A\cell B\par b2\cell\row", r"C\cell D\cell\row"
    rtf = "".join(rf"\trowd\cellx100\cellx200\pard\intbl {row}" for row in rows)
    rtf += r"\pard After it all.\par"
    found = body(rtf).replace("\n", "")
    assert "<td>A</td><td><p>B</p><p>b2</p></td></tr><tr><td>C</td><td>D</td></tr>" in found
    assert found.endswith("</table><p>After it all.</p>")


def test_a_picture_with_its_description() -> None:
    data = png().hex()
    lines = "\n".join(data[at : at + 64] for at in range(0, len(data), 64))
    rtf = (r"\pard{\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv The tide}}}\pngblip"
           rf"\picw10 {lines}}}}}{{\nonshppict{{\pict\wmetafile8 0102}}}}\par ")  # fmt: skip
    found = loaded(f"{HEAD}{TITLE}{PLAIN}{rtf}}}")
    (review,) = found.reviews
    assert 'alt="The tide"' in review.body.xhtml
    assert len(found.pictures) == 1
    assert not [p for p in found.problems if p.severity is Severity.ERROR]


def test_the_first_lines_are_a_header() -> None:
    (review,) = loaded(f"{HEAD}{TITLE}{PLAIN}}}").reviews
    assert review.title == "The Ferry at Low Tide"
    assert [person.name for person in review.reviewers] == ["Ada Moor"]
    (other,) = loaded(rf"{HEAD}\pard\plain\s4 Low Tide\par {PLAIN}}}").reviews
    assert other.reviewers == ()


CHANGED = (
    r"\pard\plain\fs24 a {\revised\revauth1 new }{\deleted\revauthdel1 old }text"
    r"{\*\atnid AM}{\*\atnauthor Ada Moor}\chatn{\*\annotation\pard\plain Really?\par}.\par "
)


@pytest.mark.parametrize(
    ("changes", "text"),
    [("", "a new text."), ("accept", "a new text."), ("reject", "a old text.")],
)
def test_changes_and_comments(changes: str, text: str) -> None:
    source = SourceTable(changes=changes)  # type: ignore[arg-type]  # one of the three
    found = loaded(f"{HEAD}{TITLE}{PLAIN}{CHANGED}}}", source)
    (review,) = found.reviews
    assert f"<p>{text}</p>" in review.body.xhtml
    questions = {p.message for p in found.problems if p.question}
    comment = f"a comment is open: AM on paragraph 4, “{text[:-1]}”: “Really?”"
    open_ = [f"a tracked change is open: AM {kind} “{word}” in paragraph 4"
             for kind, word in (("inserted", "new"), ("deleted", "old"))]  # fmt: skip
    assert questions == ({comment, *open_} if not changes else {comment})


def test_hidden_text_is_left_out_and_counted() -> None:
    found = loaded(rf"{HEAD}{TITLE}{PLAIN}\pard a{{\v SECRET words}} b.\par }}")
    assert "SECRET" not in found.reviews[0].body.xhtml
    assert "hidden text is left out: 2 words" in [p.message for p in found.problems]


TEXT_EDIT = r"""{\rtf1\ansi\ansicpg1252\cocoartf2639
\cocoatextscaling0\cocoaplatform0{\fonttbl\f0\fswiss\fcharset0 Helvetica-Bold;\f1\fswiss\fcharset0 Helvetica;}
{\colortbl;\red255\green255\blue255;}
{\*\expandedcolortbl;;}
\pard\tx566\pardirnatural\partightenfactor0

\f0\b\fs24 \cf0 Low Tide\
\
\f1\b0 It is a \'93quiet\'94 film\uc0\u8212 in which nothing\
\
happens until it stops.\
}"""  # noqa: E501  a file as it is


def test_text_edit() -> None:
    (review,) = loaded(TEXT_EDIT).reviews
    assert review.title == "Low Tide"
    assert review.body.xhtml.replace("\n", "") == (
        "<p>It is a “quiet” film—in which nothing</p><p>happens until it stops.</p>"
    )


def test_many_reviews_in_one_file() -> None:
    rtf = "".join(rf"\pard\plain\s1\b\fs36 Film {n}\par{PLAIN}" for n in "ABC")
    found = loaded(HEAD + rtf + "}", SourceTable(split="heading 1"))
    assert [review.title for review in found.reviews] == ["Film A", "Film B", "Film C"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (HEAD + PLAIN, "is cut off: its last group is not closed"),
        ("{" * 5 + HEAD + PLAIN + "{" * 300, "is nested too deep"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "this is not RTF"),
        (b"PK\x03\x04" + bytes(600), "this is not RTF"),
        (b"", "this is not RTF"),
        (b"<html>", "this is not RTF"),
    ],
)
def test_files_that_cannot_be_read(data: str | bytes, message: str) -> None:
    found = loaded(data)
    assert any(message in p.message for p in found.problems), found.problems


@pytest.mark.parametrize(
    "rtf",
    [r"\bin99999999 x", r"\bin-5 x", r"\u99999999999?", r"\u8220", r"\'zz", "\\", "a\0b\x1f",
     r"{\pict\pngblip zz}", r"{\field{\*\fldinst HYPERLINK}{\fldrslt x}}", r"\cell\row\cell",
     r"{\footnote}", r"{\footnote{\footnote x}}", r"\outlinelevel99 x", r"\ilvl99{\listtext 1.}x",
     r"{\fonttbl{\f0\fcharset999 x;}}", r"\u-10179?x"],
)  # fmt: skip
def test_odd_words_harm_nothing(rtf: str) -> None:
    found = loaded(rf"{HEAD}{TITLE}{PLAIN}\pard {rtf}\par End.\par }}}}}}")
    assert found.reviews or any(p.severity is Severity.ERROR for p in found.problems)


def test_a_long_file_takes_seconds() -> None:
    rtf = HEAD + TITLE + r"\pard{\rtlch\fcs1 \af0 \ltrch\fcs0 \b word }{\i other }\par " * 20_000
    started = time.process_time()
    loaded(rtf + "}")
    assert time.process_time() - started < 20


def test_words_are_read_for_themselves() -> None:
    rtf = rf"{HEAD}\pard Caf\'e9 {{\listtext 1.\tab}}x{{\v no}}\u8212?{{\deleted gone}}\par }}"
    assert words(rtf.encode(), "").split() == ["Café", "x—"]
