"""Pictures beside manuscripts: read, checked and named by their content."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from dataclasses import dataclass, field

from PIL import Image, ImageFile

from anthology.book import Picture
from anthology.config import LimitsTable
from anthology.load.formats import is_document
from anthology.load.formats.documents import package
from anthology.load.formats.documents.rtf import tables
from anthology.load.formats.documents.rtf.tokens import START
from anthology.load.model import INSIDE
from anthology.load.pictures.svg import drawing
from anthology.load.project.model import MEGABYTE, Files
from anthology.load.project.references import NotThere
from anthology.report import Place, Problem, Refused, error, warning

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
UNCHANGED = {
    "PNG": ("png", "image/png"),
    "JPEG": ("jpg", "image/jpeg"),
    "MPO": ("jpg", "image/jpeg"),
}
_REMOTE = re.compile(r"(?:https?:|ftps?:)?//", re.IGNORECASE)
_SCHEME = re.compile(r"(?!file:)[a-z][a-z0-9+.\-]+:", re.IGNORECASE)
_KINDS = {
    b"%!": "PostScript",
    b"\xc5\xd0\xd3\xc6": "PostScript",
    b"%PDF": "a PDF",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
    b"#!": "a program",
    b"PK": "a ZIP archive",
    b"BM": "a BMP picture",
    b"II*\0": "a TIFF picture",
    b"MM\0*": "a TIFF picture",
}
_DIGITS = 16  # of the hash in a picture's name


@dataclass(frozen=True)
class Examined:
    """A picture, None where it cannot be used, and the problems found."""

    picture: Picture | None
    problems: tuple[Problem, ...] = ()
    is_there: bool = True  # whether there is a file


@dataclass(frozen=True)
class Raw:
    """The bytes of a picture's file, to be examined in another process."""

    data: bytes = field(repr=False)
    src: str
    place: Place
    limits: LimitsTable


def fetch(
    files: Files, manuscript: str, src: str, place: Place, limits: LimitsTable
) -> Raw | Examined:
    """The file that a manuscript refers to at `place`, or why it cannot be used."""
    try:
        if src.startswith(INSIDE) and is_document(manuscript):
            return _inside(files, manuscript, src.removeprefix(INSIDE), place, limits)
        _refuse_address(src, place)
        path = files.find(manuscript, src, place)
        return Raw(files.read(path, place, limits.picture_mb), src, place, limits)
    except NotThere as refused:
        return Examined(None, refused.problems, is_there=False)
    except Refused as refused:
        return Examined(None, refused.problems)


def _inside(files: Files, path: str, name: str, place: Place, limits: LimitsTable) -> Raw:
    """A picture inside its document. Raises Refused."""
    data = files.read(path, place, limits.picture_mb)
    most = int(limits.picture_mb * MEGABYTE)
    picture = tables.picture if START in data[:64] else package.picture
    return Raw(picture(data, name, place, most), name, place, limits)


def examine(raw: Raw) -> Examined:
    """The picture in a file, checked and decoded, with its problems."""
    head = raw.data[:4096].lower()
    parse = _drawn if b"<svg" in head or b"<!entity" in head else _painted
    try:
        return parse(raw.data, raw.src, raw.place, raw.limits)
    except Refused as refused:
        return Examined(None, refused.problems)


def _refuse_address(src: str, place: Place) -> None:
    """Raises Refused for what is not a path: nothing is fetched, nothing is decoded from text."""
    if _REMOTE.match(src):
        message = f"the picture {_short(src)} is on the web and was not fetched"
        raise Refused(warning(place, message, "Copy it beside the manuscript and name it there."))
    if _SCHEME.match(src):
        message = f"the picture {_short(src)} is not a file; it was left out"
        raise Refused(warning(place, message, "Save it beside the manuscript and name it there."))


def _painted(data: bytes, src: str, place: Place, limits: LimitsTable) -> Examined:
    """A picture of pixels, decoded once in full. Raises Refused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image: Image.Image = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        raise Refused(_too_large(src, place, limits)) from None
    except (OSError, ValueError, SyntaxError, TypeError):
        raise Refused(_not_a_picture(data, src, place)) from None
    width, height = image.size
    if width * height > limits.picture_megapixels * 1_000_000:
        raise Refused(_too_large(src, place, limits))
    _decode(image, src, place)
    if image.mode == "I" or image.mode.startswith("I;16"):
        image = _eight_bits(image)
    suffix, kind = UNCHANGED.get(image.format or "", ("png", "image/png"))
    picture = data if image.format in UNCHANGED else _as_png(image)
    return Examined(_named(picture, suffix, kind, (width, height)))


def _decode(image: Image.Image, src: str, place: Place) -> None:
    """Decodes all of it: half a picture must not be printed. Raises Refused."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # a layout engine in this process may have set it
    try:
        image.load()
    except (OSError, ValueError, SyntaxError, TypeError, IndexError, EOFError) as fault:
        message = f"the picture {src} is damaged or cut off: {fault}"
        raise Refused(error(place, message, "Save it again.")) from None


def _as_png(image: Image.Image) -> bytes:
    """The first frame in a format that every press and e-reader knows."""
    stream = io.BytesIO()
    frame = image if image.mode in {"1", "L", "LA", "RGB", "RGBA"} else image.convert("RGBA")
    frame.save(stream, "PNG")
    return stream.getvalue()


def _eight_bits(image: Image.Image) -> Image.Image:
    """A grey picture with 256 shades in the place of 65,536, which few programs show."""
    wide, shades = image.convert("I"), range(1 << 16)
    grey = wide.point([shade >> 8 for shade in shades], "L")
    clear = image.info.get("transparency")
    if isinstance(clear, int):
        grey.putalpha(wide.point([255 * (shade != clear) for shade in shades], "L"))
    return grey


def _drawn(data: bytes, src: str, place: Place, limits: LimitsTable) -> Examined:
    found = drawing(data, src, place, limits)
    return Examined(
        _named(found.svg, "svg", "image/svg+xml", (found.width, found.height)), found.problems
    )


def _named(data: bytes, suffix: str, kind: str, size: tuple[int, int]) -> Picture:
    name = f"{hashlib.sha256(data).hexdigest()[:_DIGITS]}.{suffix}"
    return Picture(name, data, kind, *size)


def _too_large(src: str, place: Place, limits: LimitsTable) -> Problem:
    return error(
        place,
        f"the picture {src} has more than {limits.picture_megapixels:g} million pixels",
        "Save it smaller; [limits] picture_megapixels in anthology.toml allows more.",
    )


def _not_a_picture(data: bytes, src: str, place: Place) -> Problem:
    head = data[:64].lstrip().lower()
    kind = next((k for magic, k in _KINDS.items() if head.startswith(magic.lower())), "")
    fault = f"is {kind}, whatever its name says" if kind else "is not PNG, JPEG, GIF, WebP or SVG"
    return error(
        place,
        f"the picture {src} {fault if data else 'is empty'}",
        "Save it as PNG or JPEG.",
    )


def _short(address: str) -> str:
    return address if len(address) <= 80 else address[:79] + "…"
