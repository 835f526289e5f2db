"""Each row of the preflight passes what we make and fails what was spoilt for it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import other_preflight
import pikepdf
import pytest
from pages import RICH, opened, typeset
from pikepdf import Array, Dictionary, Name
from test_press import TWO_PAGES, as_bound, make_press_ready, press_file

from anthology.config import PressTable
from anthology.pdf.colour.profiles import built_in
from anthology.pdf.press.preflight import CHECKS, preflight
from anthology.report import Severity

Spoil = Callable[[pikepdf.Pdf], object]


def rows(data: bytes, flavour: str) -> set[int]:
    """The checks that the file fails."""
    found = preflight(data, flavour)
    return {int(problem.message.split("check ")[1].split(":")[0]) for problem in found}


def spoilt(flavour: str, spoil: Spoil, **save: Any) -> bytes:
    """A good press file, spoilt."""
    pdf = opened(press_file(flavour=flavour))
    spoil(pdf)
    file = io.BytesIO()
    old = flavour == "x1a"
    streams = pikepdf.ObjectStreamMode.disable if old else pikepdf.ObjectStreamMode.generate
    pdf.save(file, **{"object_stream_mode": streams, "deterministic_id": True} | save)
    return file.getvalue()


def draw(content: bytes) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(content)

    return spoil


def resource(kind: str, value: Callable[[pikepdf.Pdf], object]) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        resources = pdf.pages[0].obj.Resources
        if kind not in resources:
            resources[kind] = Dictionary()
        resources[kind]["/Spoilt"] = value(pdf)

    return spoil


def state(**entries: Any) -> Spoil:
    return resource("/ExtGState", lambda _: Dictionary(**entries))


def stream(data: bytes = b"", **entries: Any) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    def add(pdf: pikepdf.Pdf) -> pikepdf.Object:
        new = pikepdf.Stream(pdf, data, **entries)
        if "Filter" in entries:
            new.write(data, filter=entries["Filter"])
        return pdf.make_indirect(new)

    return add


def picture(**entries: Any) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    shape = {"Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}
    kinds = {"Type": Name.XObject, "Subtype": Name.Image}
    return stream(b"abcd", **kinds | shape | entries)


def info(key: str, value: object = None) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        if value is None:
            del pdf.docinfo[key]
        else:
            pdf.docinfo[key] = value

    return spoil


def xmp(old: str, new: str = "") -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        text = pdf.Root.Metadata.read_bytes().decode()
        assert old in text
        pdf.Root.Metadata.write(text.replace(old, new).encode())

    return spoil


def intent(change: Callable[[pikepdf.Pdf, pikepdf.Object], object]) -> Spoil:
    return lambda pdf: change(pdf, pdf.Root.OutputIntents[0])


def profile(data: bytes, channels: int) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OutputIntents[0].DestOutputProfile = pikepdf.Stream(pdf, data, N=channels)

    return spoil


def page(**entries: Any) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.pages[0].obj[f"/{key}"] = value

    return spoil


def root(**entries: Any) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return spoil


def font(change: Callable[[pikepdf.Object], object]) -> Spoil:
    """Spoils the descriptor of the first font."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        first = next(iter(pdf.pages[0].obj.Resources.Font.values()))
        change(first.DescendantFonts[0].FontDescriptor)

    return spoil


def as_opentype(descriptor: pikepdf.Object) -> None:
    descriptor.FontFile2.Subtype = Name.OpenType
    descriptor.FontFile3 = descriptor.FontFile2
    del descriptor["/FontFile2"]


def bookmark(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.A = Dictionary(S=Name.URI, URI="https://example.org")


LINK = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([100, 100, 200, 200]))
JUMP = Dictionary(S=Name.JavaScript, JS="1")
GROUP = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
RGB_CLASS = built_in(4).data[:12] + b"mntr" + built_in(4).data[16:]
BLACK_EDGE = b"q 0 g 300 100 105 200 re f Q"  # ends at the right trim of the first page
LZW = bytes.fromhex("800b6050220c0c8501")
MASK = Dictionary(Type=Name.Mask, S=Name.Luminosity)

SPOILT: list[tuple[int, str, Spoil, dict[str, Any]]] = [
    (1, "x4", root(), {"force_version": "1.7"}),
    (1, "x1a", root(), {"force_version": "1.4"}),
    (1, "x1a", root(), {"object_stream_mode": pikepdf.ObjectStreamMode.generate}),
    (
        2,
        "x4",
        root(),
        {"encryption": pikepdf.Encryption(owner="a", user=""), "deterministic_id": False},
    ),
    (3, "x4", info("/Title"), {}),
    (3, "x4", info("/CreationDate"), {}),
    (3, "x1a", info("/ModDate"), {}),
    (3, "x4", info("/Trapped"), {}),
    (3, "x1a", info("/Trapped", Name("/Unknown")), {}),
    (4, "x1a", info("/GTS_PDFXVersion", "PDF/X-1a:2003"), {}),
    (4, "x1a", info("/GTS_PDFXConformance"), {}),
    (5, "x4", lambda pdf: pdf.Root.__delitem__("/Metadata"), {}),
    (5, "x4", xmp("PDF/X-4", "PDF/X-3"), {}),
    (5, "x4", xmp("xmp:MetadataDate", "xmp:MetaDate"), {}),
    (5, "x4", xmp("xmpMM:DocumentID", "xmpMM:OtherID"), {}),
    (5, "x4", xmp("<pdf:Trapped>False", "<pdf:Trapped>Unknown"), {}),
    (5, "x4", xmp("<xmp:CreateDate>2026", "<xmp:CreateDate>2025"), {}),
    (6, "x4", lambda pdf: pdf.Root.__delitem__("/OutputIntents"), {}),
    (6, "x1a", lambda pdf: pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0]), {}),
    (6, "x4", intent(lambda _, given: given.__delitem__("/OutputConditionIdentifier")), {}),
    (6, "x4", intent(lambda _, given: given.__delitem__("/Info")), {}),
    (7, "x4", intent(lambda _, given: given.__delitem__("/DestOutputProfile")), {}),
    (7, "x1a", intent(lambda _, given: given.__delitem__("/RegistryName")), {}),
    (7, "x4", profile(RGB_CLASS, 4), {}),
    (7, "x4", profile(built_in(4).data, 1), {}),
    (7, "x4", profile(b"nothing", 1), {}),
    (7, "x1a", profile(built_in(1).data, 1), {}),
    (8, "x4", page(ArtBox=Array([0, 9, 396, 621])), {}),
    (8, "x4", lambda pdf: pdf.pages[0].obj.__delitem__("/TrimBox"), {}),
    (8, "x4", page(TrimBox=Array([0, 9, 396, 640])), {}),
    (8, "x4", page(CropBox=Array([10, 10, 300, 300])), {}),
    (8, "x1a", page(TrimBox=Array([0, 9, 390, 621])), {}),
    (
        9,
        "x4",
        lambda pdf: (
            resource("/XObject", picture())(pdf),
            draw(BLACK_EDGE[:-2].replace(b"105", b" 96") + b" Q")(pdf),
        ),
        {},
    ),
    (10, "x4", draw(b"1 0 0 rg"), {}),
    (10, "x4", draw(b"0 0 0 1 k"), {}),
    (10, "x4", draw(b"/DeviceRGB cs"), {}),
    (10, "x4", draw(b"BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI"), {}),
    (10, "x4", resource("/XObject", picture(ColorSpace=Name.DeviceRGB)), {}),
    (10, "x4", resource("/XObject", stream(b"0 1 0 RG", Subtype=Name.Form)), {}),
    (
        10,
        "x4",
        resource("/Pattern", stream(b"0 1 0 rg", PatternType=1, Resources=Dictionary())),
        {},
    ),
    (
        10,
        "x4",
        resource("/Shading", lambda _: Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB)),
        {},
    ),
    (
        10,
        "x1a",
        resource(
            "/XObject", picture(ColorSpace=Array([Name.Indexed, Name.DeviceRGB, 1, b"abcdef"]))
        ),
        {},
    ),
    (
        10,
        "x1a",
        lambda pdf: (
            resource("/ColorSpace", lambda p: Array([Name.ICCBased, p.make_stream(b"", N=3)]))(pdf),
            draw(b"/Spoilt cs")(pdf),
        ),
        {},
    ),
    (
        10,
        "x4",
        lambda pdf: (
            resource("/ColorSpace", lambda _: Array([Name.Separation, Name.All, Name.DeviceGray]))(
                pdf
            ),
            draw(b"/Spoilt cs")(pdf),
        ),
        {},
    ),
    (10, "x1a", draw(b"1 0 0 rg"), {}),
    (11, "x1a", state(ca=0.5), {}),
    (11, "x1a", state(BM=Name.Multiply), {}),
    (11, "x1a", state(SMask=MASK), {}),
    (11, "x1a", page(Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray)), {}),
    (11, "x1a", resource("/XObject", stream(b"", Subtype=Name.Form, Group=GROUP)), {}),
    (11, "x1a", lambda pdf: resource("/XObject", picture(SMask=picture()(pdf)))(pdf), {}),
    (12, "x4", page(Group=GROUP), {}),
    (
        12,
        "x4",
        resource(
            "/XObject",
            stream(
                b"", Subtype=Name.Form, Group=Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
            ),
        ),
        {},
    ),
    (13, "x4", page(Annots=Array([LINK])), {}),
    (13, "plain", page(Annots=Array([LINK])), {}),
    (14, "x4", root(OpenAction=JUMP), {}),
    (14, "x4", root(AcroForm=Dictionary()), {}),
    (14, "x1a", root(Names=Dictionary(JavaScript=Dictionary())), {}),
    (14, "x4", root(Names=Dictionary(EmbeddedFiles=Dictionary())), {}),
    (14, "x4", page(AA=Dictionary(O=JUMP)), {}),
    (14, "x4", bookmark, {}),
    (15, "x4", font(lambda descriptor: descriptor.__delitem__("/FontFile2")), {}),
    (15, "x1a", font(as_opentype), {}),
    (
        15,
        "x4",
        resource(
            "/Font",
            lambda _: Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica),
        ),
        {},
    ),
    (
        16,
        "x4",
        resource("/XObject", stream(LZW, Subtype=Name.Form, Filter=Name.LZWDecode)),
        {"stream_decode_level": pikepdf.StreamDecodeLevel.none, "compress_streams": False},
    ),
    (16, "x1a", resource("/XObject", picture(Filter=Name.JPXDecode)), {}),
    (16, "x4", resource("/XObject", picture(F="elsewhere.jpg")), {}),
    (16, "x4", resource("/XObject", stream(b"", Subtype=Name("/PS"))), {}),
    (16, "x4", resource("/XObject", picture(Alternates=Array([]))), {}),
    (17, "x4", state(TR2=Name.Identity), {}),
    (17, "x1a", state(HTP=Array([1, 1])), {}),
    (17, "x4", state(HT=Dictionary(HalftoneType=6)), {}),
    (18, "x1a", root(OCProperties=Dictionary(D=Dictionary(), OCGs=Array([]))), {}),
    (18, "x4", root(OCProperties=Dictionary(D=Dictionary(AS=Array([])), OCGs=Array([]))), {}),
    (19, "x4", lambda pdf: pdf.pages.__delitem__(1), {}),
    (19, "plain", draw(b"0.9 0.9 0.9 1 k"), {}),
]


def named(case: tuple[int, str, Spoil, dict[str, Any]]) -> str:
    return f"{case[0]}-{case[1]}"


@pytest.mark.parametrize("case", SPOILT, ids=named)
def test_a_spoilt_file_fails_in_its_row(case: tuple[int, str, Spoil, dict[str, Any]]) -> None:
    row, flavour, spoil, save = case
    assert row in rows(spoilt(flavour, spoil, **save), flavour)


def test_every_row_can_fail() -> None:
    assert {case[0] for case in SPOILT} == set(CHECKS) == set(range(1, 20))


@pytest.mark.parametrize("marks", [False, True])
@pytest.mark.parametrize("colour", ["grey", "cmyk"])
@pytest.mark.parametrize("flavour", ["x4", "x1a", "plain"])
@pytest.mark.parametrize("body", [TWO_PAGES, RICH], ids=["plain text", "rich"])
def test_what_we_make_passes(body: str, flavour: str, colour: str, marks: bool) -> None:
    data = press_file(body, flavour=flavour, colour=colour, marks=marks)
    assert preflight(data, flavour) == ()


def test_an_encrypted_file_is_not_even_opened() -> None:
    locked = {"encryption": pikepdf.Encryption(owner="a", user="b"), "deterministic_id": False}
    assert rows(spoilt("x4", root(), **locked), "x4") == {2}


def test_what_weasyprint_writes_by_itself_fails() -> None:
    found = rows(typeset(RICH), "x4")
    assert found >= {1, 2, 3, 5, 6, 10, 13}


def test_errors_stop_and_rules_of_the_shop_warn() -> None:
    odd, red = spoilt("x4", lambda pdf: pdf.pages.__delitem__(1)), spoilt("x4", draw(b"1 0 0 rg"))
    assert {problem.severity for problem in preflight(odd, "x4")} == {Severity.WARNING}
    assert {problem.severity for problem in preflight(red, "x4")} == {Severity.ERROR}


def test_strings_that_look_like_colours_are_none() -> None:
    data = spoilt("x4", draw(rb"BT (1 0 0 rg \) 1 0 0 rg) Tj <aa> Tj ET"))
    assert rows(data, "x4") == set()


def test_what_is_wrong_with_a_press_file_is_reported() -> None:
    table = PressTable()
    pdf = opened(typeset(TWO_PAGES))  # in RGB, as for a screen
    make_press_ready(pdf, table)
    data = as_bound(pdf, table.flavour)
    assert [problem.message for problem in preflight(data, "x4")] == [
        "the print PDF fails preflight check 10: it has DeviceRGB colours on page 1"
    ]


@pytest.mark.parametrize("flavour", ["x4", "x1a", "plain"])
def test_a_file_that_readers_have_to_repair_is_refused(flavour: str) -> None:
    data = press_file(flavour=flavour)
    start = re.search(rb"startxref\n(\d+)", data)
    assert start is not None
    damaged = data[: start.start(1)] + b"17" + data[start.end(1) :]
    assert 2 in rows(damaged, flavour)
    assert 2 not in rows(data, flavour)


def test_every_page_with_wrong_boxes_is_named() -> None:
    pdf = opened(press_file(TWO_PAGES))
    for page in pdf.pages:
        page.obj.BleedBox = Array([30, 30, 60, 60])
    faults = [
        problem.message.rpartition(": ")[0] for problem in preflight(as_bound(pdf, "x4"), "x4")
    ]
    assert faults == [
        f"the print PDF fails preflight check 8: the boxes of page {number} are not nested"
        for number in (1, 2)
    ]


# What the other preflight calls a row; it does not look for what is missing here.
CODES = {"VER": 1, "ENC": 2, "ID": 2, "TRAP": 3, "BOX": 8, "ANNOT": 13, "ACT": 14, "FONT": 15}
SAME = {"FILT", "EXT", "ALT", "TR", "TRANS", "COL", "OI", "XMP", "INFO"} | set(CODES)
PROMISES = [case for case in SPOILT if case[1] != "plain"]


@pytest.mark.parametrize("case", PROMISES, ids=named)
def test_no_file_passes_here_that_fails_elsewhere(
    case: tuple[int, str, Spoil, dict[str, Any]], tmp_path: Path
) -> None:
    _, flavour, spoil, save = case
    path = tmp_path / "spoilt.pdf"
    path.write_bytes(spoilt(flavour, spoil, **save))
    if SAME & {code for code, _ in other_preflight.check(path, flavour)}:
        assert rows(path.read_bytes(), flavour)


def test_the_other_preflight_finds_most_that_is_spoilt(tmp_path: Path) -> None:
    path, found = tmp_path / "spoilt.pdf", 0
    for _, flavour, spoil, save in PROMISES:
        path.write_bytes(spoilt(flavour, spoil, **save))
        found += bool(SAME & {code for code, _ in other_preflight.check(path, flavour)})
    assert found >= 50, f"of {len(PROMISES)}"
