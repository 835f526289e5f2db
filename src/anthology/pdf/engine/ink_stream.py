"""WeasyPrint draws in the inks of the press from the first operator on.

WeasyPrint writes every colour as sRGB, whatever the PDF variant, and a converter run afterwards
would turn black text into four inks. So content streams are ours while a section is written for
a press: `with ink("grey"): document.write_pdf()`.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partialmethod
from hashlib import md5
from typing import Any, ClassVar, Literal

import anthology.pdf.engine.imports  # noqa: F401  before anything imports WeasyPrint

# isort: split
import pydyf
from PIL import Image
from weasyprint.images import RasterImage
from weasyprint.pdf.stream import Stream

from anthology.pdf.colour.icc import Profile
from anthology.pdf.colour.inks import Inks, Plate, Values, inks
from anthology.pdf.engine.patches import patched
from anthology.pdf.model import BASE_URL

LOGGER = logging.getLogger("weasyprint.ink")  # captured with WeasyPrint's own records
PPI_MOST = 450  # pictures with more are reduced: no press shows it
PPI_LEAST = 300  # what KDP and IngramSpark ask for
SPACES = {"grey": "DeviceGray", "cmyk": "DeviceCMYK"}
OPERATORS = {"grey": ("g", "G"), "cmyk": ("k", "K")}


@contextmanager
def ink(
    space: Literal["grey", "cmyk", "rgb"],
    profile: Profile | None = None,
    *,
    flat: bool = False,
) -> Iterator[None]:
    """Inside, WeasyPrint draws in the given inks ("rgb": unchanged).

    `profile` is the printing condition (None: ours), `flat` leaves out all transparency.
    """
    if space == "rgb":
        yield
        return
    used = inks(space, profile, flat=flat)
    stream = type("InkStream", (InkStream,), {"inks": used})
    picture = partialmethod(get_x_object, used)
    with patched("ink", Stream=stream, get_x_object=picture, draw=draw):
        yield


class InkStream(Stream):  # type: ignore[misc]
    """A content stream whose colours, shadings and groups are those of `inks`."""

    inks: ClassVar[Inks]

    def set_color(self, color: Any, stroke: bool = False) -> None:
        """Writes g, G, k or K for a CSS colour, and its opacity."""
        opacity = color.alpha
        values = _values(self.inks, color)
        if self.inks.flat and opacity < 1:
            values = self.inks.on_paper(values, opacity)
        self.set_alpha(opacity, stroke)
        current = "_current_color_stroke" if stroke else "_current_color"
        if getattr(self, current) == values:
            return
        setattr(self, current, values)
        operator = OPERATORS[self.inks.space][stroke]
        self.stream.append(" ".join((*map(_number, values), operator)).encode())

    def set_alpha(self, alpha: float, stroke: bool = False, fill: bool | None = None) -> None:
        """Sets the opacity; where none may be used, logs what would have shown it."""
        if not self.inks.flat:
            super().set_alpha(alpha, stroke, fill)
        elif alpha < 1 and fill:  # a whole group, not a colour
            _lost("opacity")

    def set_alpha_state(self, *box: Any, **mode: Any) -> Any:
        """A stream for a soft mask; where none may be used, one that is never drawn."""
        if not self.inks.flat:
            return super().set_alpha_state(*box, **mode)
        _lost("a mask or a fading gradient")
        kinds = ("ExtGState", "XObject", "Pattern", "Shading", "ColorSpace")
        return self.clone(resources=pydyf.Dictionary({kind: pydyf.Dictionary() for kind in kinds}))

    def set_blend_mode(self, mode: str) -> None:
        """Sets how colours mix with those below; where that may not be, logs it."""
        if self.inks.flat:
            _lost("a blend mode")
        else:
            super().set_blend_mode(mode)

    def add_group(self, *box: Any) -> Any:
        """A form, and a transparency group where one may be used."""
        group = super().add_group(*box)
        if self.inks.flat:
            del group.extra["Group"]
        return group

    def create_interpolation_function(
        self, domain: Any, c0: Any, c1: Any, n: float
    ) -> pydyf.Dictionary:
        """A step of a gradient between inks (three channels) or opacities (one)."""
        if len(c0) == 3:
            c0, c1 = self.inks.of_srgb(tuple(c0)), self.inks.of_srgb(tuple(c1))
        return super().create_interpolation_function(domain, c0, c1, n)

    @property
    def _default_color_space(self) -> str:
        return f"/{SPACES[self.inks.space]}"


def _values(used: Inks, colour: Any) -> Values:
    """The inks of one of WeasyPrint's colours."""
    if colour.space == "device-cmyk":
        return used.of_cmyk(colour.coordinates)
    channels = tuple(channel or 0.0 for channel in colour.coordinates)
    if colour.space in {"hsl", "hwb"}:
        channels = colour.to("srgb").coordinates
    elif colour.space in {"lab", "lch", "oklab", "oklch", "xyz", "xyz-d50", "xyz-d65"}:
        channels = _srgb(*colour.to("lab").coordinates)
    return used.of_srgb((*channels, 0.0, 0.0)[:3])


def _srgb(lightness: float, a: float, b: float) -> Values:
    """The sRGB channels of CIE Lab, without adapting the white; they may leave 0 to 1."""
    middle = (lightness + 16) / 116
    roots = (middle + a / 500, middle, middle - b / 200)
    x, y, z = (f**3 if f > 6 / 29 else 3 * (6 / 29) ** 2 * (f - 4 / 29) for f in roots)
    x, z = 0.95047 * x, 1.08883 * z
    linear = (
        3.2406 * x - 1.5372 * y - 0.4986 * z,
        -0.9689 * x + 1.8758 * y + 0.0415 * z,
        0.0557 * x - 0.2040 * y + 1.0570 * z,
    )
    return tuple(12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in linear)


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _lost(what: str) -> None:
    LOGGER.warning("PDF/X-1a has no transparency: %s is left out", what)


_theirs = RasterImage.draw


def draw(image: RasterImage, stream: Any, width: float, height: float, style: Any) -> None:
    """Draws `image`; logs one too coarse to print, unless it is a small ornament.

    The record has its pixels an inch as `ppi`, by which the settings make it a remark, and the
    engine's id of it as `picture`.
    """
    image._dpi = PPI_MOST  # noqa: SLF001 - see `replaced`
    across = abs(width * stream.ctm[0][0]) / 72
    if across >= 1 and (ppi := image.width / across) < PPI_LEAST:
        size = f"{image.width:.0f} × {image.height:.0f} pixels"
        LOGGER.warning(
            "a picture of %s is printed %.1f in wide, at %.0f pixels per inch; it should have 300",
            size, across, ppi, extra={"ppi": round(ppi), "picture": image.id},
        )  # fmt: skip
    _theirs(image, stream, width, height, style)


def name_of(path: str) -> str:
    """How WeasyPrint names the picture of that path on a page, but for the last letter."""
    return "i" + id_of(path)


def id_of(path: str) -> str:
    """The engine's id of the picture of that path."""
    return md5(f"{BASE_URL}{path}".encode(), usedforsecurity=False).hexdigest()


def get_x_object(image: RasterImage, used: Inks, _interpolate: bool, ratio: float) -> pydyf.Stream:
    """The image XObject of `image` in inks."""
    with Image.open(io.BytesIO(image.image_data.data)) as picture:
        return _image(used.plate(picture, ratio))


def _image(plate: Plate) -> pydyf.Stream:
    extra = _image_dictionary(plate, SPACES[plate.space], jpeg=plate.jpeg)
    if plate.jpeg and plate.space == "cmyk":
        extra["Decode"] = pydyf.Array((1, 0) * 4)  # a JPEG keeps CMYK the other way round
    if plate.mask:
        mask = _image_dictionary(plate, "DeviceGray", jpeg=False)
        extra["SMask"] = pydyf.Stream([plate.mask], mask)
    return pydyf.Stream([plate.data], extra)


def _image_dictionary(plate: Plate, space: str, *, jpeg: bool) -> pydyf.Dictionary:
    return pydyf.Dictionary(
        {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": plate.width,
            "Height": plate.height,
            "ColorSpace": f"/{space}",
            "BitsPerComponent": 8,
            "Filter": "/DCTDecode" if jpeg else "/FlateDecode",
        }
    )
