"""Checks of pictures and fonts against the limits of the stores."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError

from anthology.check.epub.file import Epub
from anthology.epub.resources.pictures import MOST_BYTES, MOST_PIXELS
from anthology.report import Place, Problem, error, note, warning

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP"}
MOST_UNPACKED = 20_000_000  # pixels
READ = (*FORMATS.values(), "BMP", "TIFF")  # those whose readers need no other program
COVER_LEAST = 1400  # pixels of the shorter side; Apple's limit


def check(book: Epub) -> Iterator[Problem]:
    """Everything that is wrong with pictures and fonts."""
    for name, item in book.manifest.items():
        if name not in book.files or name in book.files.unread:
            continue
        if "woff2" in item.media_type:
            yield warning(Place(name), "Kobo cannot read WOFF2 fonts; use TTF or OTF")
        if item.media_type in FORMATS:
            is_cover = "cover-image" in item.properties
            yield from _picture(name, book.files[name], item.media_type, is_cover)


def _picture(name: str, data: bytes, media_type: str, is_cover: bool) -> Iterator[Problem]:
    place = Place(name)
    if len(data) > MOST_BYTES:
        yield warning(place, f"the picture is {len(data) / 1e6:.1f} MB; Kobo takes at most 5 MB")
    try:
        with Image.open(io.BytesIO(data), formats=READ) as picture:
            yield from _content(place, picture, media_type, is_cover)
    except UnidentifiedImageError:
        yield error(place, "the picture cannot be read: it is of no known kind, or damaged")
    except Exception as reason:  # noqa: BLE001  each format's reader has exceptions of its own
        yield error(place, f"the picture cannot be read: {reason}")


def _content(
    place: Place, picture: Image.Image, media_type: str, is_cover: bool
) -> Iterator[Problem]:
    pixels = picture.width * picture.height
    if picture.format != FORMATS[media_type]:
        yield error(place, f"the picture is a {picture.format}, but the manifest says {media_type}")
    if pixels > MOST_PIXELS:
        megapixels = f"{pixels / 1e6:.1f}"
        yield warning(
            place, f"the picture has {megapixels} megapixels; IngramSpark takes at most 3.2"
        )
    if picture.mode == "CMYK":
        message = "the picture is in CMYK, so e-readers may show its colours wrong"
        yield warning(place, message, "Convert it to RGB.")
    if picture.has_transparency_data:
        message = "the picture is transparent, so dark lines vanish on a dark page"
        yield warning(place, message, "Give it a white background.")
    # To find the EXIF data of a PNG, all of its pixels are unpacked.
    if pixels <= MOST_UNPACKED and picture.getexif().get(0x0112, 1) != 1:
        message = "the picture is turned by its EXIF data, which some e-readers ignore"
        yield warning(place, message, "Turn the picture itself, and save it again.")
    if is_cover and min(picture.size) < COVER_LEAST:
        size = f"{picture.width} × {picture.height} pixels"
        yield note(place, f"the cover has {size}; Apple wants 1400 on the shorter side")
