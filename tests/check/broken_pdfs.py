"""PDFs for a press with one fault each, made from a sound one; `python broken_pdfs.py FOLDER`."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import weasyprint
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import ImageCms

from anthology.press.barcode import ean5, ean13

WIDTH, HEIGHT = 432.0, 648.0  # points: 6 × 9 in
PAGES = 26
TEXT = "Nobody in the picture asks why, and that is the first of its good ideas. " * 12
CSS = """
@page { size: 6in 9in; margin: 0.75in }
body { font: 11pt serif; color: black; text-align: justify }
section { break-before: page }
"""
ISBN = "9780306406157"
Change = Callable[[Pdf], None]


@cache
def sound(pages: int = PAGES, title: str = "Rivers", css: str = "") -> bytes:
    """A sound inside, as WeasyPrint makes it: black text in grey, 6 × 9 in."""
    sections = "".join(f"<section><h2>River {n}</h2><p>{TEXT}" for n in range(pages))
    head = f"<title>{title}</title><style>{CSS}{css}</style>"
    data: bytes = weasyprint.HTML(string=f"<html lang=en>{head}{sections}").write_pdf()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:  # grey, as books are printed
            content = page.Contents.read_bytes().replace(b"0 0 0 rg", b"0 g")
            page.Contents = pdf.make_stream(content)
        return saved(pdf)


def saved(pdf: Pdf, **options: object) -> bytes:
    """The bytes of a PDF."""
    file = io.BytesIO()
    pdf.save(file, deterministic_id="encryption" not in options, **options)  # type: ignore[arg-type]
    return file.getvalue()


def with_code(page: pikepdf.Page, code: str) -> None:
    """Draw on a page, above what is there."""
    page.contents_add(f"q {code} Q".encode())


def resource(pdf: Pdf, page: pikepdf.Page, kind: str, value: object) -> str:
    """A name for a resource of a page."""
    if "/Resources" not in page.obj:
        page.obj.Resources = Dictionary()
    resources = page.obj.Resources
    if kind not in resources:
        resources[kind] = Dictionary()
    resources[kind]["/Own"] = value
    return "/Own"


def drawn(code: str, number: int = 5) -> Change:
    """A fault that is drawn on a page."""
    return lambda pdf: with_code(pdf.pages[number - 1], code)


def picture(pixels: int, space: str = "/DeviceGray", value: int = 90, **keys: object) -> Change:
    """A picture 2 in wide in the middle of page 5."""

    def change(pdf: Pdf) -> None:
        place_picture(pdf, (140, 300, 144, 144), pixels, space, value, **keys)

    return change


def place_picture(
    pdf: Pdf,
    box: tuple[float, float, float, float],
    pixels: int,
    space: str = "/DeviceGray",
    value: int = 90,
    **keys: object,
) -> None:
    channels = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}[space]
    data = bytes([value]) * (pixels * pixels * channels)
    image = pdf.make_stream(data)
    entries = {"Width": pixels, "Height": pixels, "BitsPerComponent": 8, "ColorSpace": Name(space)}
    for key, entry in {**entries, **keys}.items():
        image[f"/{key}"] = entry
    image.Type, image.Subtype = Name.XObject, Name.Image
    page = pdf.pages[4]
    name = resource(pdf, page, "/XObject", image)
    x, y, width, height = box
    with_code(page, f"{width} 0 0 {height} {x} {y} cm {name} Do")


def words(x: float, y: float, size: float = 11, colour: str = "0 g") -> Change:
    """Words at a place of page 5, in the font of the page."""

    def change(pdf: Pdf) -> None:
        page = pdf.pages[4]
        font, code = first_words(page)
        with_code(page, f"BT {colour} {font} {size} Tf 1 0 0 1 {x} {y} Tm {code} Tj ET")

    return change


def first_words(page: pikepdf.Page) -> tuple[str, str]:
    """The font that a page shows first, and a few of its glyphs as a string."""
    font = ""
    for each in pikepdf.parse_content_stream(page):
        operands, operator = each.operands, each.operator
        if str(operator) == "Tf":
            font = str(operands[0])
        if str(operator) in {"Tj", "TJ"} and font:
            given = operands[0]
            texts = [given] if isinstance(given, pikepdf.String) else list(given)
            glyphs = b"".join(bytes(t) for t in texts if isinstance(t, pikepdf.String))
            return font, f"<{glyphs[:16].hex()}>"
    raise AssertionError("the page has no words")


def state(code: str, **entries: object) -> Change:
    """Something drawn on page 5 with a graphics state."""

    def change(pdf: Pdf) -> None:
        page = pdf.pages[4]
        value = Dictionary({f"/{key}": entry for key, entry in entries.items()})
        name = resource(pdf, page, "/ExtGState", value)
        with_code(page, f"{name} gs {code}")

    return change


def spot(name: str) -> Change:
    def change(pdf: Pdf) -> None:
        tint = pdf.make_stream(b"{ dup dup dup }")
        tint.FunctionType, tint.Domain = 4, Array([0, 1])
        tint.Range = Array([0, 1] * 4)
        space = Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, tint])
        key = resource(pdf, pdf.pages[4], "/ColorSpace", space)
        with_code(pdf.pages[4], f"{key} cs 1 scn 150 300 60 60 re f")

    return change


def profiled(pdf: Pdf) -> None:
    profile = pdf.make_stream(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile.N = 3
    key = resource(pdf, pdf.pages[4], "/ColorSpace", Array([Name.ICCBased, profile]))
    with_code(pdf.pages[4], f"{key} cs 0.5 0.5 0.5 scn 150 300 60 60 re f")


def boxes(trim: float | None = 9, bleed: float = 0, only: int = 0) -> Change:
    """A sheet with room round the page; the TrimBox is so far inside, the BleedBox as well."""

    def change(pdf: Pdf) -> None:
        for number, page in enumerate(pdf.pages, 1):
            if only and number != only:
                continue
            left, bottom, right, top = (float(side) for side in page.mediabox)
            room = 9.0
            page.MediaBox = Array([left - room, bottom - room, right + room, top + room])
            if trim is not None:
                page.TrimBox = Array([left, bottom, right, top])
                page.BleedBox = Array([left - bleed, bottom - bleed, right + bleed, top + bleed])

    return change


def each_page(key: str, value: object) -> Change:
    def change(pdf: Pdf) -> None:
        for page in pdf.pages:
            page.obj[key] = value

    return change


def sized(width: float, height: float, only: int = 0) -> Change:
    """The size of a page, in all its boxes."""

    def change(pdf: Pdf) -> None:
        for number, page in enumerate(pdf.pages, 1):
            if not only or number == only:
                for key in ("/MediaBox", "/TrimBox", "/BleedBox"):
                    page.obj[key] = Array([0, 0, width, height])

    return change


def page_entry(key: str, value: object, number: int = 5) -> Change:
    def change(pdf: Pdf) -> None:
        pdf.pages[number - 1].obj[key] = value

    return change


def root_entry(key: str, value: object) -> Change:
    def change(pdf: Pdf) -> None:
        pdf.Root[key] = value

    return change


def unembedded(pdf: Pdf) -> None:
    page = pdf.pages[4]
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    name = resource(pdf, page, "/Font", font)
    with_code(page, f"BT {name} 11 Tf 150 300 Td (River) Tj ET")


def stripped(pdf: Pdf) -> None:
    """The program of an embedded font is gone."""
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/FontFile2" in thing:
            del thing["/FontFile2"]
        if isinstance(thing, Dictionary) and "/FontFile3" in thing:
            del thing["/FontFile3"]


def shapeless(pdf: Pdf) -> None:
    page = pdf.pages[4]
    font, _ = first_words(page)
    with_code(page, f"BT {font} 11 Tf 150 300 Td <000000000000> Tj ET")


def blank(*numbers: int) -> Change:
    def change(pdf: Pdf) -> None:
        for number in numbers:
            pdf.pages[number - 1].Contents = pdf.make_stream(b"")

    return change


def annotated(subtype: str) -> Change:
    def change(pdf: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=Array([90, 90, 200, 200]))
        pdf.pages[4].Annots = Array([pdf.make_indirect(note)])

    return change


FORM = Dictionary(Fields=Array([Dictionary(FT=Name.Tx, T=pikepdf.String("name"))]))


def scripted(pdf: Pdf) -> None:
    act = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.Root.OpenAction = pdf.make_indirect(act)


def attached(pdf: Pdf) -> None:
    pdf.attachments["notes.txt"] = b"hello"


def without_title(pdf: Pdf) -> None:
    pdf.trailer.Info = Dictionary()
    if "/Metadata" in pdf.Root:
        del pdf.Root["/Metadata"]


def longer(pdf: Pdf) -> None:
    """More pages than anybody binds."""
    one = pdf.pages[0]
    for _ in range(860):
        pdf.pages.append(one)


def shorter(pdf: Pdf) -> None:
    while len(pdf.pages) > 20:
        del pdf.pages[-1]


def spreads(pdf: Pdf) -> None:
    """Two pages side by side on each."""
    forms = [pdf.make_indirect(page.as_form_xobject()) for page in list(pdf.pages)]
    for number, page in enumerate(list(pdf.pages)):
        other = forms[(number + 1) % len(forms)]
        page.MediaBox = page.TrimBox = page.BleedBox = Array([0, 0, 2 * WIDTH, HEIGHT])
        name = resource(pdf, page, "/XObject", other)
        with_code(page, f"1 0 0 1 {WIDTH} 0 cm {name} Do")


def marked(pdf: Pdf) -> None:
    boxes()(pdf)
    for page in pdf.pages:
        with_code(page, "0.25 w -8 0 m -2 0 l S 434 0 m 440 0 l S -8 648 m -2 648 l S")
        with_code(page, "0.25 w 434 648 m 440 648 l S 0 -8 m 0 -2 l S")


def wide_bleed(pdf: Pdf) -> None:
    boxes(bleed=3)(pdf)
    place_picture(pdf, (140, 560, 400, 200), 1700)


def rgb_black(pdf: Pdf) -> None:
    for page in pdf.pages:
        page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"0 g", b"0 0 0 rg"))


def rotated(pdf: Pdf) -> None:
    pdf.pages[4].Rotate = 90


def broken_stream(data: bytes) -> bytes:
    """A cross-reference table that points nowhere."""
    at = data.rindex(b"startxref")
    return data[:at] + b"startxref\n7\n%%EOF\n"


def cut_short(data: bytes) -> bytes:
    return data[: len(data) // 2]


CMYK_BLACK = "0.75 0.68 0.67 0.9 k"
LAYERS = Dictionary(OCGs=Array([]), D=Dictionary(Order=Array([])))
# A name -> what is changed, the rule that finds it, and the press; "" for none.
FAULTS: dict[str, tuple[Change, str, str]] = {
    "font-standard": (unembedded, "font", ""),
    "font-stripped": (stripped, "font", ""),
    "script": (scripted, "active", ""),
    "form": (root_entry("/AcroForm", FORM), "active", ""),
    "attachment": (attached, "active", ""),
    "page-action": (page_entry("/AA", Dictionary()), "active", ""),
    "comment": (annotated("/Text"), "notes", ""),
    "link": (annotated("/Link"), "notes", "kdp-paperback"),
    "layers": (root_entry("/OCProperties", LAYERS), "layers", ""),
    "no-title": (without_title, "title", ""),
    "no-standard": (drawn("", 1), "standard", "ingram-paperback"),
    "one-page-smaller": (sized(420, 640, 5), "page-sizes", ""),
    "no-such-trim": (sized(700, 900), "trim", "kdp-paperback"),
    "trim-outside": (page_entry("/TrimBox", Array([-9, -9, 440, 656])), "boxes", ""),
    "bleed-inside": (
        lambda pdf: [boxes()(pdf), page_entry("/BleedBox", Array([9, 9, 400, 600]))(pdf)][0],
        "boxes",
        "",
    ),
    "cropped": (each_page("/CropBox", Array([20, 20, 400, 600])), "crop", ""),
    "rotated": (rotated, "rotated", ""),
    "user-unit": (page_entry("/UserUnit", 2), "rotated", ""),
    "no-bleed": (
        lambda pdf: place_picture(pdf, (232, 300, 200, 200), 900),
        "bleed",
        "",
    ),
    "area-without-bleed": (drawn("0.8 g 0 0 432 100 re f"), "bleed", ""),
    "narrow-bleed": (wide_bleed, "bleed-size", "kdp-paperback"),
    "crop-marks": (marked, "marks", "kdp-paperback"),
    "spreads": (spreads, "spread", ""),
    "odd": (lambda pdf: pdf.pages.__delitem__(25), "odd", ""),
    "too-few": (shorter, "too-few", "kdp-paperback"),
    "too-many": (longer, "too-many", "kdp-paperback"),
    "no-last-page": (drawn("", 1), "last-page", "ingram-paperback"),
    "blank-inside": (blank(11, 12), "blank", ""),
    "blank-end": (blank(23, 24, 25, 26), "blank", ""),
    "all-blank": (blank(*range(1, PAGES + 1)), "empty", ""),
    "cut-words": (words(415, 300), "cut-words", ""),
    "near-edge": (words(385, 10), "margin", ""),
    "near-spine": (words(8, 300), "gutter", ""),
    "white-words": (words(150, 40, colour="1 g"), "unseen", ""),
    "hidden-words": (words(150, 40, colour="3 Tr"), "hidden", ""),
    "small-words": (words(150, 40, size=3), "small", ""),
    "no-glyphs": (shapeless, "shapeless", ""),
    "blurred": (picture(200), "resolution", ""),
    "very-blurred": (picture(40), "resolution", ""),
    "hairline": (drawn("0 w 100 100 m 300 100 l S"), "hairline", ""),
    "scaled-hairline": (drawn("0.1 0 0 0.1 0 0 cm 1 w 900 900 m 3000 900 l S"), "hairline", ""),
    "thin-area": (drawn("100 100 200 0.05 re f"), "hairline", ""),
    "opacity": (state("100 100 50 50 re f", ca=0.5), "transparency", "ingram-paperback"),
    "blend-mode": (state("0.5 g 99 99 50 50 re f", BM=Name.Multiply), "transparency", ""),
    "rgb": (rgb_black, "rgb", "ingram-paperback"),
    "spot": (spot("Pantone"), "spot", ""),
    "registration": (spot("All"), "registration", ""),
    "ink": (drawn("0.9 0.9 0.9 0.9 k 150 300 60 60 re f"), "ink", ""),
    "ink-of-ingram": (drawn("0.8 0.7 0.6 0.5 k 150 300 60 60 re f"), "ink", "ingram-paperback"),
    "ink-of-picture": (picture(650, "/DeviceCMYK", 240), "ink", ""),
    "rich-words": (words(150, 300, colour=CMYK_BLACK), "rich-text", ""),
    "white-overprint": (
        state("0 0 0 0 k 150 300 60 60 re f", OP=True, op=True),
        "overprint",
        "",
    ),
    "profile": (profiled, "icc", "ingram-paperback"),
}
BYTES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "no-table": (broken_stream, "syntax"),
    "cut-short": (cut_short, "unreadable"),
    "no-pdf": (lambda _: b"no PDF at all", "unreadable"),
    "empty": (lambda _: b"", "unreadable"),
}


def broken(name: str) -> bytes:
    """The file with that fault."""
    if name in BYTES:
        return BYTES[name][0](sound())
    with pikepdf.open(io.BytesIO(sound())) as pdf:
        FAULTS[name][0](pdf)
        return saved(pdf)


def encrypted(password: str) -> bytes:
    """The sound file, protected; anybody may open it where the password is empty."""
    with pikepdf.open(io.BytesIO(sound())) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(owner="owner", user=password))


def cover(width: float, height: float, isbn: str = "", add_on: str = "", extra: str = "") -> bytes:
    """A cover: a sheet of that size in points, with bars, on WeasyPrint's page."""
    css = f"@page {{ size: {width}pt {height}pt; margin: 1in }} p {{ width: 3in; color: black }}"
    html = f"<html lang=en><title>Rivers</title><style>{css}</style><p>What was seen of them.</p>"
    data: bytes = weasyprint.HTML(string=html).write_pdf()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"0 0 0 rg", b"0 g"))
        if isbn:
            with_code(page, f"1 0 0 1 200 40 cm {bars(isbn, add_on)}")
        if extra:
            with_code(page, extra)
        return saved(pdf)


def bars(isbn: str, add_on: str = "") -> str:
    """The bars of an ISBN as path operators, a module 0.33 mm wide."""
    module = 0.33 / 25.4 * 72
    placed = [(0, bar) for bar in ean13(isbn)]
    placed += [(104, bar) for bar in (ean5(add_on) if add_on else ())]
    areas = (
        f"{(start + bar.x) * module:.3f} 0 {bar.width * module:.3f} 60 re" for start, bar in placed
    )
    return f"0 g {' '.join(areas)} f"


def main() -> None:
    """Write all broken files to a folder, for other programs."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*FAULTS, *BYTES):
        (folder / f"{name}.pdf").write_bytes(broken(name))


if __name__ == "__main__":
    main()
