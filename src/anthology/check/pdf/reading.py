"""A PDF is opened and read into facts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Object, Stream
from PIL import Image

from anthology.check.pdf import barcode
from anthology.check.pdf.drawing import drawn
from anthology.check.pdf.facts import Box, Document, Font, Page, Words
from anthology.check.pdf.graphics import Drawn, inherited
from anthology.check.pdf.words import words

MOST_PAGES = 5000
EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
CODE_SCALE = 450 / 72  # pixels a point at which bars are read
MOST_PIXELS = 60_000_000
VERSION = re.compile(r"GTS_PDFXVersion>([^<]{1,40})<")
ACTIVE = {"/AA": "actions", "/Collection": "a collection of files"}
NAMED = {"/JavaScript": "JavaScript", "/EmbeddedFiles": "files inside"}
FILLED = {"/Names", "/Kids"}  # of a tree of names
OPENED_AT = Name.GoTo  # the page that a file is opened at: LaTeX names one


class Unreadable(Exception):
    """No program can open it; the message is the reason, a clause after “it”."""


def read(name: str, data: bytes) -> Document:
    """The facts of a PDF. Raises Unreadable."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf, _drawing(data) as drawing:
            return _document(name, data, pdf, drawing)
    except pikepdf.PasswordError:
        raise Unreadable("is locked by a password") from None
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as reason:
        raise Unreadable(f"is damaged ({str(reason)[:80]})") from None


def _drawing(data: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(data)


def _document(name: str, data: bytes, pdf: pikepdf.Pdf, drawing: pypdfium2.PdfDocument) -> Document:
    if not 0 < len(pdf.pages) <= MOST_PAGES:
        raise Unreadable(f"has {len(pdf.pages):,} pages")
    inks: dict[tuple[int, int], float] = {}
    fonts: dict[str, Font] = {}
    pages = []
    for number, page in enumerate(pdf.pages, 1):
        pages.append(_page(number, page, drawing, inks, fonts))
    root = pdf.Root
    return Document(
        name,
        len(data),
        pdf.pdf_version,
        tuple(pages),
        tuple(fonts.values()),
        _info(pdf),
        _faults(pdf),
        pdf.is_encrypted,
        tuple(_active(pdf)),
        _has_outlines(root),
        "/OCProperties" in root,
        _is_right_to_left(root),
        _filters(pdf),
        _flavour(pdf),
        unseen=tuple(_unseen(pages, drawing)),
        codes=tuple(_codes(drawing)) if len(pages) == 1 else (),
    )


def _page(
    number: int,
    page: pikepdf.Page,
    drawing: pypdfium2.PdfDocument,
    inks: dict[tuple[int, int], float],
    fonts: dict[str, Font],
) -> Page:
    try:
        found, broken = drawn(page, inks), ""
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError) as reason:
        found, broken = Drawn(), str(reason)[:80]
    for key, font in found.fonts.items():
        if key not in fonts:
            fonts[key] = _font(font, number)
    obj = page.obj
    media = _box(inherited(obj, "/MediaBox"))
    if media is None:
        media, broken = (0.0, 0.0, 612.0, 792.0), "it has no MediaBox"
    return Page(
        number,
        media,
        trim=_box(obj.get("/TrimBox")),
        bleed=_box(obj.get("/BleedBox")),
        crop=_box(inherited(obj, "/CropBox")),
        art=_box(obj.get("/ArtBox")),
        rotation=int(_number(inherited(obj, "/Rotate"), 0)) % 360,
        unit=_number(obj.get("/UserUnit"), 1.0),
        notes=tuple(_notes(obj)),
        marks=tuple(found.marks),
        pictures=tuple(found.pictures),
        words=_words(drawing, number),
        transparent=tuple(sorted(found.transparent)),
        spaces=frozenset(found.spaces),
        spots=frozenset(found.spots),
        missing=found.missing,
        broken=broken,
    )


def _words(drawing: pypdfium2.PdfDocument, number: int) -> tuple[Words, ...]:
    try:
        page = drawing[number - 1]
    except (pypdfium2.PdfiumError, IndexError):
        return ()
    try:
        return tuple(words(page))
    finally:
        page.close()


def _box(given: Object | None) -> Box | None:
    if not isinstance(given, Array) or len(given) != 4:
        return None
    try:
        x, y, to_x, to_y = (float(side) for side in given.as_list())
    except (TypeError, ValueError):
        return None
    return min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)


def _number(given: object, default: float) -> float:
    try:
        return float(given)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return default


def _notes(page: Object) -> Iterator[str]:
    given = page.get("/Annots")
    for each in given.as_list() if isinstance(given, Array) else []:
        if isinstance(each, Dictionary):
            yield str(each.get("/Subtype", "/?"))


def _font(font: Object, page: int) -> Font:
    name = re.sub(r"^[A-Z]{6}\+", "", str(font.get("/BaseFont", "/without a name"))[1:])
    if font.get("/Subtype") == Name.Type3:
        return Font(name, page, embedded=True, drawn=True)
    below = font.get("/DescendantFonts")
    inner = below[0] if isinstance(below, Array) and len(below) else font
    held = inner.get("/FontDescriptor") if isinstance(inner, Dictionary) else None
    embedded = isinstance(held, Dictionary) and any(
        isinstance(held.get(key), Stream) for key in EMBEDDED
    )
    return Font(name[:80], page, embedded)


def _info(pdf: pikepdf.Pdf) -> dict[str, str]:
    try:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            title = str(metadata.get("dc:title", ""))
    except Exception:  # noqa: BLE001  anything can stand in another program's metadata
        title = ""
    given = pdf.trailer.get("/Info")
    info = given if isinstance(given, Dictionary) else Dictionary()
    values = {key: str(info.get(f"/{key}", "")).strip()[:200] for key in ("Title", "Author")}
    values["Title"] = values["Title"] or title.strip()
    return values


def _faults(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """What qpdf finds wrong with the syntax, and what it mended while it opened the file."""
    opened = [str(each) for each in pdf.get_warnings()]
    try:
        found = [str(each) for each in pdf.check_pdf_syntax()]
    except pikepdf.PdfError as reason:
        found = [str(reason)]
    return tuple(dict.fromkeys(_plain(each) for each in (*opened, *found)))[:20]


def _plain(message: str) -> str:
    return re.sub(r"^.*?(?:\(|: )", "", message, count=1)[:100]


def _active(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What only a screen can use; not what other programs leave empty, or where a file opens."""
    root = pdf.Root
    yield from (what for key, what in ACTIVE.items() if key in root)
    if _part(root, "/AcroForm").keys() & {"/Fields", "/XFA"}:
        yield "a form"
    if _part(root, "/OpenAction").get("/S", OPENED_AT) != OPENED_AT:
        yield "an action when it is opened"
    trees = _part(root, "/Names")
    yield from (what for key, what in NAMED.items() if _part(trees, key).keys() & FILLED)
    if any("/AA" in page.obj for page in pdf.pages):
        yield "actions of pages"


def _part(whole: Object, key: str) -> Dictionary:
    """A dictionary in another one; empty where there is none. Arrays with nothing in it are out."""
    part = whole.get(key)
    held = part.items() if isinstance(part, Dictionary) else ()
    return Dictionary({name: value for name, value in held if _is_filled(value)})


def _is_filled(value: Object) -> bool:
    return not isinstance(value, Array) or len(value) > 0


def _has_outlines(root: Object) -> bool:
    outlines = root.get("/Outlines")
    return isinstance(outlines, Dictionary) and "/First" in outlines


def _is_right_to_left(root: Object) -> bool:
    wishes = root.get("/ViewerPreferences")
    return isinstance(wishes, Dictionary) and wishes.get("/Direction") == Name("/R2L")


def _filters(pdf: pikepdf.Pdf) -> frozenset[str]:
    found = set()
    for stream in (each for each in pdf.objects if isinstance(each, Stream)):
        given = stream.get("/Filter")
        found |= {str(f) for f in (given.as_list() if isinstance(given, Array) else [given])}
    return frozenset(found - {"None"})


def _flavour(pdf: pikepdf.Pdf) -> str:
    info = pdf.trailer.get("/Info")
    for key in ("/GTS_PDFXConformance", "/GTS_PDFXVersion"):
        if isinstance(info, Dictionary) and key in info:
            return str(info[key])[:40]
    metadata = pdf.Root.get("/Metadata")
    if isinstance(metadata, Stream):
        found = VERSION.search(metadata.read_bytes()[:200_000].decode("utf-8", "replace"))
        return found[1] if found else ""
    return ""


def _unseen(pages: list[Page], drawing: pypdfium2.PdfDocument) -> Iterator[tuple[int, Box, str]]:
    """White words on white: what is drawn at their place is all of one tone."""
    for page in pages:
        white = [words for words in page.words if words.is_white]
        if not white:
            continue
        image = _rendered(drawing, page.number, 2.0)
        if image is None:
            continue
        for each in white:
            low, high = image.crop(_pixels(each.box, page, 2.0, image.height)).getextrema()
            if low == high == 255:
                yield page.number, each.box, each.text


def _pixels(box: Box, page: Page, scale: float, height: int) -> tuple[int, int, int, int]:
    x, y = (page.crop or page.media)[:2]
    left, bottom, right, top = (box[0] - x, box[1] - y, box[2] - x, box[3] - y)
    wide, high = max(1, int((right - left) * scale)), max(1, int((top - bottom) * scale))
    start, upper = int(left * scale), int(height - top * scale)
    return start, upper, start + wide, upper + high


def _rendered(drawing: pypdfium2.PdfDocument, number: int, scale: float) -> Image.Image | None:
    """A page as a picture in grey; None where it is too large or cannot be drawn."""
    try:
        page = drawing[number - 1]
        width, height = page.get_size()
        if width * height * scale * scale > MOST_PIXELS:
            return None
        image: Image.Image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
        page.close()
    except (pypdfium2.PdfiumError, MemoryError, ValueError, IndexError):
        return None
    return image


def _codes(drawing: pypdfium2.PdfDocument) -> Iterator[tuple[str, Box]]:
    """The barcodes of the first page, with their places in points."""
    image = _rendered(drawing, 1, CODE_SCALE)
    if image is None:
        return
    for digits, (left, top, right, bottom) in barcode.codes(image):
        places = (left, image.height - bottom, right, image.height - top)
        x0, y0, x1, y1 = (place / CODE_SCALE for place in places)
        yield digits, (x0, y0, x1, y1)
