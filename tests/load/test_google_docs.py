"""Pages of Google Docs, zipped as they are downloaded: one of them is a manuscript."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image
from word_files import zipped

from anthology.cache import Cache
from anthology.config import Settings, SourceTable
from anthology.load import Loaded, MemoryFiles, load
from anthology.pool import Pool
from anthology.report import Severity

HEAD = (
    '<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><style type='
    '"text/css">@import url(https://themes.googleusercontent.com/fonts/css?kit=x);.lst-kix_a-0>'
    'li:before{content:"x"}.c1{font-style:italic}.c2{font-weight:700}</style></head><body class='
    '"c9 doc-content"><p class="c3 title" id="h.1"><span>The Ferry</span></p>'
)
HEADER = (
    '<p class="c3 subtitle"><span>A tide</span></p><p><span>Reviewer: Ada Moor</span></p>'
    "<p><span>Rating: 4/5</span></p>"
)
TEXT = (
    '<p><span>A </span><span class="c1">quiet</span><span> film</span>'
    '<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><span>, see </span><span><a href='
    '"https://www.google.com/url?q=https://x.org/a%3Fb&amp;sa=D">here</a></span><sup><a href='
    '"#cmnt1" id="cmnt_ref1">[a]</a></sup><span>.</span></p><p><span><img alt="Tide" src='
    '"images/image1.png"></span></p>'
)
END = (
    '<hr class="c5"><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;The note.</span>'
    '</p></div><div class="c8"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>SECRET</span></p>'
    "</div></body></html>"
)


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (800, 600)).save(stream, "PNG")
    return stream.getvalue()


def archive(text: str, **more: str | bytes) -> bytes:
    return zipped({"Ferry.html": text, "images/image1.png": picture(), **more})


def loaded(files: dict[str, bytes], split: str = "") -> Loaded:
    source = (SourceTable.model_validate({"split": split}),) if split else ()
    with Pool(0) as pool:
        return load(MemoryFiles(files), Settings(source=source), pool, Cache(None))


def body(text: str) -> str:
    (review,) = loaded({"a.zip": archive(HEAD + text + "</body></html>")}).reviews
    return review.body.xhtml.replace("\n", "")


def test_a_zipped_page_is_a_manuscript() -> None:
    found = loaded({"Ferry.zip": archive(HEAD + HEADER + TEXT + END)})
    (review,) = found.reviews
    assert (review.title, review.subtitle) == ("The Ferry", "A tide")
    assert [each.name for each in review.reviewers] == ["Ada Moor"]
    assert review.rating is not None
    assert review.rating.as_written == "4/5"
    (name,) = found.pictures
    assert "A <em>quiet</em> film" in review.body.xhtml
    assert '<a href="https://x.org/a?b">here</a>' in review.body.xhtml
    assert f'<img alt="Tide" src="pictures/{name}"/>' in review.body.xhtml
    assert '<aside class="note" id="note-1"><p>The note.</p></aside>' in review.body.xhtml
    assert "SECRET" not in review.body.xhtml
    (comment,) = (each for each in found.problems if each.severity)
    assert "a comment is open" in comment.message
    assert "SECRET" in comment.message


def test_inner_lists_are_in_their_items() -> None:
    lists = (
        '<ul class="c0 lst-kix_a-0 start"><li>one</li></ul>'
        '<ul class="c0 lst-kix_a-1 start"><li>in</li></ul>'
        '<ol class="c0 lst-kix_a-2 start"><li>deep</li></ol>'
        '<ul class="c0 lst-kix_a-1"><li>again</li></ul><ul class="c0 lst-kix_a-0"><li>two</li></ul>'
    )
    assert "".join(body(lists).replace(' start="1"', "").split()) == (
        "<ul><li>one<ul><li>in<ol><li>deep</li></ol></li><li>again</li></ul></li><li>two</li></ul>"
    )


def test_lists_of_their_own_stay_apart() -> None:
    lists = (
        '<ul class="lst-kix_a-0 start"><li>one</li></ul><p>Words.</p>'
        '<ul class="lst-kix_a-0"><li>two</li></ul><ol class="lst-kix_b-0 start"><li>three</li></ol>'
    )
    assert body(lists) == (
        "<ul><li>one</li></ul><p>Words.</p><ul><li>two</li></ul><ol><li>three</li></ol>"
    )


def test_a_page_in_the_usual_face_is_known_by_its_body() -> None:
    page = '<html><body class="c4 doc-content"><p class="c1"><span>It is a film.</span></p></body>'
    assert len(loaded({"a.zip": archive(page)}).reviews) == 1


def test_an_end_of_a_page_is_no_line_across() -> None:
    hidden = '<p>One.</p><hr style="page-break-before:always;display:none;"><p>Two.</p>'
    assert body(hidden) == "<p>One.</p><p>Two.</p>"
    assert "<hr/>" in body("<p>One.</p><hr><p>Two.</p>")


def test_a_zipped_page_is_cut_into_reviews() -> None:
    text = HEAD.partition('<p class="c3 title"')[0] + "".join(
        f"<h1>{title}</h1><p>Words of {title}.</p>" for title in ("Heat", "Rain", "Snow")
    )
    found = loaded({"a.zip": archive(text)}, split="heading 1")
    assert [each.title for each in found.reviews] == ["Heat", "Rain", "Snow"]
    assert not [each for each in found.problems if each.severity is Severity.ERROR]


@pytest.mark.parametrize(
    "data",
    [
        archive("<html><body><p>Words of no document of Google.</p></body></html>"),
        archive(HEAD, **{"data.csv": "a,b\n"}),
        archive(HEAD, **{"second.html": HEAD}),
        archive(HEAD)[:-40],
        b"PK",
    ],
)
def test_other_archives_are_named_as_before(data: bytes) -> None:
    found = loaded({"a.zip": data, "b.md": b"Words."})
    assert len(found.reviews) == 1
    (problem,) = (each for each in found.problems if each.severity)
    assert "this is an archive" in problem.message


def test_a_page_packed_too_well_is_no_manuscript() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.html", HEAD + " " * 90_000_000)
    found = loaded({"a.zip": stream.getvalue(), "b.md": b"Words."})
    assert len(found.reviews) == 1


def test_a_zip_beside_the_same_text_is_its_original() -> None:
    page = archive(HEAD + TEXT + END)
    found = loaded({"ferry.zip": page, "ferry.md": b"# The Ferry\n\nA quiet film."})
    assert len(found.reviews) == 1
    assert found.reviews[0].place.path == "ferry.md"
    other = loaded({"ferry.zip": zipped({"a.csv": "x"}), "ferry.md": b"# The Ferry\n\nA film."})
    assert [p.message for p in other.problems if p.severity]
