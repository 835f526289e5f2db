"""Checks of pictures and fonts against the limits of the stores."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError

from anthology.check.epub.file import Opened
from anthology.epub.resources.pictures import MOST_BYTES, MOST_PIXELS
from anthology.report import Place, Problem, error, note, warning

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP"}
COVER_LEAST = 1400  # px of the shorter side: Apple


def checked(book: Opened) -> Iterator[Problem]:
    """What is wrong with pictures and fonts."""
    for name, item in book.manifest.items():
        data = book.files.get(name)
        if data is None:
            continue
        if "woff2" in item.media_type:
            yield warning(Place(name), "Kobo cannot read WOFF2 fonts; use TTF or OTF")
        if item.media_type in FORMATS:
            yield from _picture(name, data, item.media_type, "cover-image" in item.properties)


def _picture(name: str, data: bytes, media_type: str, is_cover: bool) -> Iterator[Problem]:
    place = Place(name)
    if len(data) > MOST_BYTES:
        yield warning(place, f"the picture has {len(data) / 1e6:.1f} MB; Kobo takes at most 5 MB")
    try:
        with Image.open(io.BytesIO(data)) as picture:
            yield from _seen(place, picture, media_type, is_cover)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as reason:
        yield error(place, f"the picture cannot be read: {reason}")


def _seen(place: Place, picture: Image.Image, media_type: str, is_cover: bool) -> Iterator[Problem]:
    pixels = picture.width * picture.height
    if picture.format != FORMATS[media_type]:
        yield error(place, f"the picture is a {picture.format}, but is called {media_type}")
    if pixels > MOST_PIXELS:
        megapixels = f"{pixels / 1e6:.1f}"
        yield warning(place, f"the picture has {megapixels} megapixels; Ingram takes 3.2 at most")
    if picture.mode == "CMYK":
        yield warning(place, "the picture is in CMYK; e-readers show RGB and turn its colours")
    if picture.has_transparency_data:
        yield warning(place, "the picture is transparent; in the dark its lines may vanish")
    if picture.getexif().get(0x0112, 1) != 1:
        yield warning(place, "the picture lies on its side in readers that do not turn it")
    if is_cover and min(picture.size) < COVER_LEAST:
        size = f"{picture.width} × {picture.height}"
        yield note(place, f"the cover has {size} px; Apple wants 1400 px on the shorter side")
