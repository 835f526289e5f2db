"""Objects are copied from one PDF into the file of another, under other numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from anthology.pdf.bind.body import Body, body
from anthology.pdf.bind.file_structure import file

TRICKY = r"a \(1 0 R) and (2 0 R"  # no reference, and a bracket that is not closed
MANY = 250  # objects: more than one object stream holds


def small(text: str = TRICKY) -> Pdf:
    """A PDF whose page leads to a string, a stream, many arrays and itself."""
    pdf = Pdf.new()
    page = pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=[0, 0, 9, 9], Resources={}))
    inner = pdf.make_indirect(Dictionary(Text=String(text), Back=page))
    stream = pdf.make_stream(b"0 0 m 9 9 l S\n" * 20)
    stream.Also = inner
    page["/A Name"] = Array(
        [inner, stream, 1, 0, *(pdf.make_indirect(Array([n])) for n in range(MANY))]
    )
    pdf.Root.Pages.Kids, pdf.Root.Pages.Count = Array([page]), 1
    page.Parent = pdf.Root.Pages
    return pdf


def page_of(pdf: Pdf) -> Object:
    page: Object = pdf.Root.Pages.Kids[0]
    return page


def written(bodies: Sequence[Body], *, old: bool) -> bytes:
    """A file of two bodies: the second has the catalogue, and the page after it."""
    root = len(bodies[0]) + 1
    return file(bodies, "1.3" if old else "1.6", root, root + 1, old=old)


def assert_is_small(pdf: Pdf, text: str = TRICKY) -> None:
    page = pdf.pages[0].obj
    inner, stream, one, none, *arrays = page["/A Name"].as_list()
    assert str(inner.Text) == text
    assert inner.Back.objgen == page.objgen
    assert isinstance(stream, Stream)
    assert stream.read_bytes() == b"0 0 m 9 9 l S\n" * 20
    assert stream.Also.objgen == inner.objgen
    assert (int(one), int(none)) == (1, 0)
    assert [int(array[0]) for array in arrays] == [*range(MANY)]


@pytest.mark.parametrize("old", [False, True])
def test_a_pdf_is_copied_behind_another_body(old: bool) -> None:
    with small() as other, small() as pdf:
        before = body(other, [page_of(other)], {}, 0)
        after = body(pdf, [pdf.Root, pdf.docinfo], {}, 0).renumbered(len(before), 0)
    data = written([before, after], old=old)
    assert data == written([before, after], old=old)
    assert (b"/ObjStm" in data) is not old
    with pikepdf.open(io.BytesIO(data)) as found:
        assert found.check_pdf_syntax() == []
        assert found.pdf_version == ("1.3" if old else "1.6")
        assert_is_small(found)


def test_what_is_known_is_named_and_not_copied() -> None:
    with small() as pdf:
        page = page_of(pdf)
        known = {page["/A Name"][0].objgen: 3, pdf.Root.Pages.objgen: 1}
        found = body(pdf, [page], known, 7)
    assert len(found) == 2 + MANY  # the page, the stream, the arrays
    assert b"/Parent 1 0 R" in found.texts[0]
    assert b"[ 3 0 R 9 0 R 1 0 10 0 R" in found.texts[0]
    assert b"[ 3 0 R 19 0 R 1 0 20 0 R" in found.renumbered(10, 7).texts[0]


@pytest.mark.parametrize(
    "text", ["1 0 R", "(2 0 R)", ")(3 0 R", "\\", "\\) 4 0 R", "\n5 0 R\n", "é 6 0 R"]
)
def test_no_number_in_a_string_changes(text: str) -> None:
    with small() as other, small(text) as pdf:
        before = body(other, [page_of(other)], {}, 0)
        after = body(pdf, [pdf.Root, pdf.docinfo], {}, 0).renumbered(len(before), 0)
    with pikepdf.open(io.BytesIO(written([before, after], old=False))) as found:
        assert_is_small(found, text)


def test_streams_are_compressed_but_for_metadata() -> None:
    with Pdf.new() as pdf:
        plain, metadata = (pdf.make_stream(b"words " * 99) for _ in range(2))
        metadata.Type = Name.Metadata
        found = body(pdf, [plain, metadata], {}, 0)
    compressed, as_it_is = found.streams
    assert compressed is not None
    assert len(compressed) < 99
    assert b"/FlateDecode" in found.texts[0]
    assert as_it_is == b"words " * 99
    assert b"/Filter" not in found.texts[1]
