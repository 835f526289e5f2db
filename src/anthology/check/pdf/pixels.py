"""How much ink the pixels of a picture carry."""

from __future__ import annotations

import pikepdf
from pikepdf import Object, Stream
from PIL import ImageChops

MOST_PIXELS = 40_000_000  # a larger picture is not looked into
SIDE = 600  # pixels that are looked at in each direction


def most_ink(image: Object, known: dict[tuple[int, int], float]) -> float:
    """The most ink in one place of a picture in CMYK, 4.0 at the most; 0 where unreadable."""
    if image.objgen not in known:
        known[image.objgen] = _most_ink(image)
    return known[image.objgen]


def _most_ink(image: Object) -> float:
    try:
        if not isinstance(image, Stream) or int(image.Width) * int(image.Height) > MOST_PIXELS:
            return 0.0
        picture = pikepdf.PdfImage(image).as_pil_image()
    except Exception:  # noqa: BLE001  decoders of pictures raise whatever they like
        return 0.0
    if picture.mode != "CMYK":
        return 0.0
    picture.thumbnail((SIDE, SIDE))
    half = [band.point(lambda value: value // 4) for band in picture.split()]
    total = half[0]
    for band in half[1:]:
        total = ImageChops.add(total, band)
    histogram = total.histogram()
    enough = max(1, total.width * total.height // 2000)  # a few pixels are noise
    for value in range(255, -1, -1):
        enough -= histogram[value]
        if enough <= 0:
            return value * 4 / 255
    return 0.0
