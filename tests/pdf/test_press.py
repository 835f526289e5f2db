"""A press file is what its flavour promises: boxes, marks, identity, nothing for a screen."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from books import printed, small
from pages import RICH, drawn, opened, typeset
from pikepdf import Name

from anthology.book import Book, Person
from anthology.config import PressTable
from anthology.pdf.bind.body import body
from anthology.pdf.bind.file_structure import file
from anthology.pdf.bind.pages import blank_page
from anthology.pdf.colour import icc
from anthology.pdf.colour.profiles import built_in
from anthology.pdf.model import Geometry
from anthology.pdf.press import finish
from anthology.report import Problem, Refused

BOOK = Book(
    title="Fish & Chips",
    subtitle="Forty “Reviews”",
    slug="fish",
    parts=(),
    editors=(Person("Zoë Ångström", "Ångström, Zoë"), Person("B. Kim", "Kim, B.")),
    identifier="urn:isbn:9780306406157",
    modified="2026-03-04T05:06:07Z",
    description="Fried <things>.",
)
TWO_PAGES = '<h1>One</h1><p>Text.<h1 style="break-before:page">Two</h1><p>More.'


def press_file(body: str = TWO_PAGES, *, profile: bytes | None = None, **keys: Any) -> bytes:
    """The press file of `body` under [press] `keys`."""
    table = PressTable(**keys)
    pdf = opened(typeset(body, table))
    make_press_ready(pdf, table, profile)
    return as_bound(pdf, table.flavour)


def as_bound(pdf: pikepdf.Pdf, flavour: str) -> bytes:
    """The file as our binder writes it: `to_bytes` is for covers and reprints."""
    whole = body(pdf, [pdf.Root, pdf.docinfo], {}, 0)
    return file([whole], finish.VERSIONS[flavour], 1, 2, old=flavour == "x1a")


def make_press_ready(
    pdf: pikepdf.Pdf, table: PressTable, profile: bytes | None = None
) -> tuple[Problem, ...]:
    """Do to a whole PDF what is done to each section and to the book; the notes about it."""
    blank = finish.is_blank(pdf.pages[-1])
    for _ in range(finish.blank_pages(len(pdf.pages), table, last_is_blank=blank)):
        page = blank_page(pdf, Geometry(*table.trim_size, table.bleed))
        pdf.pages.append(pikepdf.Page(page))
    moves = finish.finish_pages(pdf, table, binding="left")
    return finish.finish_document(pdf, table, BOOK, profile, moves)


def box(page: pikepdf.Page, name: str) -> list[float]:
    return [round(float(side), 3) for side in page.obj[name]]


@pytest.mark.parametrize("bleed", [0.0, 9.0, 15.0, 36.0])
def test_boxes_are_exact_without_bleed_at_the_spine(bleed: float) -> None:
    pdf = opened(press_file(bleed=f"{bleed}pt"))
    for page, left in zip(pdf.pages, (0.0, bleed), strict=True):
        assert box(page, "/TrimBox") == [left, bleed, left + 396, bleed + 612]
        assert box(page, "/BleedBox") == box(page, "/MediaBox")
        assert box(page, "/MediaBox") == [0, 0, 396 + bleed, 612 + 2 * bleed]
        assert "/CropBox" not in page.obj


def test_marks_stand_outside_the_bleed_in_black_alone() -> None:
    data = press_file(marks=True, bleed="9pt", colour="cmyk")
    pdf = opened(data)
    page = pdf.pages[0]
    outer, bleed = box(page, "/MediaBox"), box(page, "/BleedBox")
    marks = re.search(r"/Artifact BMC q 0.25 w 0 0 0 1 K\n(.*?)\nQ EMC", drawn(data), re.DOTALL)
    assert marks
    lines = [tuple(map(float, re.findall(r"[\d.]+", line))) for line in marks[1].split("\n")]
    assert len(lines) == 8
    for x, y, to_x, to_y in lines:
        assert outer[0] < min(x, to_x) <= max(x, to_x) < outer[2]
        assert outer[1] < min(y, to_y) <= max(y, to_y) < outer[3]
        beside = max(x, to_x) < bleed[0] or min(x, to_x) > bleed[2]
        assert beside or max(y, to_y) < bleed[1] or min(y, to_y) > bleed[3]


def test_the_page_moves_with_its_boxes() -> None:
    """A pattern stays on the picture that it fills: the page looks the same as before."""
    table = PressTable.model_validate({"bleed": "15pt"})
    before = typeset('<p><img src="drawing.svg" alt="">', table)
    pdf = opened(before)
    matrix = [float(n) for n in pdf.pages[0].obj.Resources.Pattern["/p0"].Matrix]
    make_press_ready(pdf, table)
    after = [float(n) for n in pdf.pages[0].obj.Resources.Pattern["/p0"].Matrix]
    assert after == pytest.approx([*matrix[:4], matrix[4], matrix[5] + 15])
    assert "1 0 0 1 0 15 cm" in drawn(as_bound(pdf, "x4"))


@pytest.mark.parametrize("flavour", ["x4", "x1a", "plain"])
def test_nothing_for_a_screen_is_left(flavour: str) -> None:
    pdf = opened(press_file(RICH, flavour=flavour))
    assert not any("/Annots" in page.obj for page in pdf.pages)
    assert not set(pdf.Root.keys()) & {"/Names", "/Dests", "/StructTreeRoot", "/OpenAction"}
    assert ("/Outlines" in pdf.Root) == (flavour == "x4")


def test_bookmarks_point_at_pages_without_actions() -> None:
    pdf = opened(press_file())
    items = [pdf.Root.Outlines.First, pdf.Root.Outlines.First.Next]
    assert not any("/A" in item for item in items)
    assert [pdf.pages.index(pikepdf.Page(item.Dest[0])) for item in items] == [0, 1]


def test_an_odd_book_gets_a_blank_last_page() -> None:
    pdf = opened(press_file("<p>One page."))
    assert len(pdf.pages) == 2
    assert pdf.pages[1].obj.MediaBox == pdf.pages[1].obj.BleedBox


def test_bleed_at_the_spine_is_there_for_who_asks() -> None:
    pdf = opened(press_file(bleed_at_spine=True))
    assert [box(page, "/MediaBox") for page in pdf.pages] == [[0, 0, 414, 630]] * 2
    assert [box(page, "/TrimBox") for page in pdf.pages] == [[9, 9, 405, 621]] * 2


def test_the_printer_gets_a_blank_last_page_where_it_wants_one() -> None:
    assert len(opened(press_file(last_page_blank=True)).pages) == 4
    body = TWO_PAGES + '<div style="break-before:page">Three.'
    assert len(opened(press_file(body, last_page_blank=True)).pages) == 4
    ends_blank = "<style>@page {@bottom-center {content: none}}</style><p>One."
    ends_blank += '<p style="break-before:page">'
    assert len(opened(press_file(ends_blank, last_page_blank=True)).pages) == 2


@pytest.mark.parametrize(("flavour", "version"), [("x4", "1.6"), ("x1a", "1.3"), ("plain", "1.6")])
def test_the_version_is_that_of_the_flavour(flavour: str, version: str) -> None:
    data = press_file(flavour=flavour)
    assert data.startswith(f"%PDF-{version}".encode())
    assert opened(data).pdf_version == version
    assert (b"/ObjStm" in data) == (flavour != "x1a")


def test_x4_names_itself_in_xmp_and_agrees_with_info() -> None:
    pdf = opened(press_file())
    assert "/Filter" not in pdf.Root.Metadata
    xmp = pdf.Root.Metadata.read_bytes().decode()
    for entry in (
        "<pdfxid:GTS_PDFXVersion>PDF/X-4<",
        "<xmp:CreateDate>2026-03-04T05:06:07Z<",
        "<pdf:Trapped>False<",
        "Fish &amp; Chips: Forty “Reviews”",
        "<rdf:li>Zoë Ångström</rdf:li><rdf:li>B. Kim</rdf:li>",
    ):
        assert entry in xmp
    info = pdf.docinfo
    assert str(info.Title) == "Fish & Chips: Forty “Reviews”"
    assert str(info.CreationDate) == "D:20260304050607Z"
    assert info.Trapped == Name("/False")


def test_x1a_names_itself_in_info() -> None:
    pdf = opened(press_file(flavour="x1a"))
    assert str(pdf.docinfo.GTS_PDFXVersion) == "PDF/X-1:2001"
    assert str(pdf.docinfo.GTS_PDFXConformance) == "PDF/X-1a:2001"
    assert "/Metadata" not in pdf.Root


INTENTS = [
    ("x4", "grey", "Custom", 1),
    ("x4", "cmyk", "Custom", 4),
    ("x1a", "grey", "CGATS TR 001", None),
    ("x1a", "cmyk", "Custom", 4),
]


@pytest.mark.parametrize(("flavour", "colour", "name", "channels"), INTENTS)
def test_the_printing_condition_is_stated(
    flavour: str, colour: str, name: str, channels: int | None
) -> None:
    pdf = opened(press_file(flavour=flavour, colour=colour))
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == Name.GTS_PDFX
    assert str(intent.OutputConditionIdentifier) == name
    assert ("/RegistryName" in intent) == (channels is None)
    assert ("/DestOutputProfile" in intent) == (channels is not None)
    if channels:
        profile = icc.read(intent.DestOutputProfile.read_bytes())
        assert (profile.kind, profile.channels, int(intent.DestOutputProfile.N)) == (
            "prtr",
            channels,
            channels,
        )


def test_the_printers_profile_is_embedded_as_it_is() -> None:
    profile = built_in(4).data
    pdf = opened(press_file(flavour="x4", colour="grey", profile=profile))
    assert pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes() == profile


@pytest.mark.parametrize(
    ("profile", "keys", "message"),
    [
        (built_in(1).data, {"flavour": "x1a"}, "PDF/X-1a needs a CMYK profile"),
        (built_in(1).data, {"colour": "cmyk"}, "the book is printed in CMYK"),
        (built_in(4).data[:-5], {}, "is damaged"),
        (b"not a profile", {}, "not an ICC profile"),
    ],
)
def test_a_profile_that_does_not_suit_is_refused(
    profile: bytes, keys: dict[str, str], message: str
) -> None:
    with pytest.raises(Refused, match=message):
        press_file(profile=profile, **keys)


@pytest.mark.parametrize("flavour", ["x4", "x1a"])
@pytest.mark.parametrize("colour", ["grey", "cmyk"])
def test_the_same_book_is_the_same_bytes(flavour: str, colour: str) -> None:
    first, second = (press_file(RICH, flavour=flavour, colour=colour) for _ in range(2))
    assert first == second


def test_a_coloured_book_is_advised_to_ask_for_a_profile() -> None:
    table = PressTable(colour="cmyk")
    (remark,) = make_press_ready(opened(typeset(TWO_PAGES, table)), table)
    assert "Anthology Coated, 235% Ink" in remark.message
    assert "profile" in remark.hint


@pytest.mark.parametrize(
    ("body", "flavour", "space"),
    [(RICH, "x4", "/DeviceCMYK"), (RICH, "x1a", None), (TWO_PAGES, "x4", None)],
)
def test_a_page_says_in_which_inks_it_blends(body: str, flavour: str, space: str | None) -> None:
    pdf = opened(press_file(body, flavour=flavour, colour="cmyk"))
    group = pdf.pages[0].obj.get("/Group")
    assert (group is None) == (space is None)
    assert group is None or str(group.CS) == space


def test_the_file_opens_again_without_repairs() -> None:
    with pikepdf.open(io.BytesIO(press_file(RICH))) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_the_engine_prints_with_the_printers_profile() -> None:
    profile = built_in(4).data
    book = replace(small(reviews=1), profile=profile)
    pdf = opened(printed(book, colour="cmyk").pdf)
    assert pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes() == profile


def test_the_engine_refuses_a_profile_before_it_prints() -> None:
    with pytest.raises(Refused, match="not an ICC profile"):
        printed(replace(small(reviews=1), profile=b"nothing"))
