"""Convert sRGB colours and pictures into the inks of a press: grey, or CMYK.

Colours are converted with ICC profiles (littlecms, through Pillow) into the printing condition
of the book, black to black and white to paper. Neutral greys use black ink alone: in small
type, four inks are never printed exactly over one another.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from PIL import Image, ImageCms

from anthology.pdf.colour.icc import CHANNELS, Profile
from anthology.pdf.colour.profiles import built_in

Space = Literal["grey", "cmyk"]
MODES = {"grey": "L", "cmyk": "CMYK"}
QUALITY = 92  # of a JPEG that is written again: a halftone does not show the loss
NEUTRAL = 1 / 255  # a colour whose channels differ by no more is a grey
WEIGHTS = (0.30, 0.59, 0.11)  # the darkness of cyan, magenta and yellow (ISO 32000-1, 10.3.3)

Values = tuple[float, ...]


@dataclass(frozen=True)
class Plate:
    """A picture in the inks of a press: PDF image data, and the entries of its dictionary."""

    width: int
    height: int
    space: Space
    data: bytes
    jpeg: bool  # else the data is deflated rows of 8-bit samples
    mask: bytes = b""  # deflated 8-bit opacity of the same size, b"" where all is opaque


@dataclass(frozen=True)
class Inks:
    """The inks of one printing condition. `flat` allows no transparency (PDF/X-1a)."""

    space: Space
    profile: Profile
    flat: bool = False

    def of_srgb(self, colour: Values) -> Values:
        """An sRGB colour, channels 0 to 1, as grey (0 black, 1 paper) or CMYK (1 full ink)."""
        red, green, blue = (min(1.0, max(0.0, channel)) for channel in colour)
        if max(red, green, blue) - min(red, green, blue) <= NEUTRAL:
            return self._neutral(_converted((green,) * 3, "RGB", built_in(1))[0])
        return _converted((red, green, blue), "RGB", self.profile)

    def of_cmyk(self, colour: Values) -> Values:
        """The same for a colour that the style gave as device-cmyk()."""
        if self.space == "cmyk":
            return colour
        *chromatic, black = colour
        shade = sum(part * weight for part, weight in zip(chromatic, WEIGHTS, strict=True))
        return (1 - min(1.0, black + shade),)

    def on_paper(self, values: Values, opacity: float) -> Values:
        """The ink that looks on paper as `values` do at `opacity`."""
        paper = 1.0 if self.space == "grey" else 0.0
        return tuple(paper + (value - paper) * opacity for value in values)

    def _neutral(self, grey: float) -> Values:
        return (grey,) if self.space == "grey" else (0.0, 0.0, 0.0, 1 - grey)

    def plate(self, picture: Image.Image, scale: float = 1) -> Plate:
        """`picture` in these inks, with its sides multiplied by `scale` (1 or less).

        A JPEG stays a JPEG of roughly the same quality and size; all else is lossless.
        """
        colours, opacity = _separated(picture)
        if self.flat and opacity:
            colours, opacity = _on_white(colours, opacity), None
        space: Space = "grey" if self.space == "grey" or _is_neutral(colours) else "cmyk"
        inked = _inked(colours, picture.info.get("icc_profile"), self._profile_for(space))
        inked, mask = _scaled(inked, scale), opacity and _deflated(_scaled(opacity, scale))
        jpeg = picture.format in {"JPEG", "MPO"}
        data = _jpeg(inked) if jpeg else _deflated(inked)
        return Plate(inked.width, inked.height, space, data, jpeg, mask or b"")

    def _profile_for(self, space: Space) -> Profile:
        return self.profile if space == self.space else built_in(1)


def inks(space: Space, profile: Profile | None = None, *, flat: bool = False) -> Inks:
    """The inks of `profile`; those of ours where none is given or its channels differ.

    A grey book may name a CMYK condition: its greys are then those of our grey profile.
    """
    channels = 1 if space == "grey" else 4
    fits = profile is not None and profile.channels == channels
    return Inks(space, profile if profile and fits else built_in(channels), flat)


@lru_cache(4096)
def _converted(colour: Values, mode: str, profile: Profile) -> Values:
    pixel = Image.new(mode, (1, 1), tuple(round(255 * channel) for channel in colour))
    return tuple(
        value / 255 for value in _applied(pixel, _transform(None, mode, profile)).tobytes()
    )


@cache
def _transform(source: bytes | None, mode: str, profile: Profile) -> ImageCms.ImageCmsTransform:
    """From `mode` under the profile `source` (None: sRGB, or our CMYK) to `profile`."""
    start = ImageCms.ImageCmsProfile(io.BytesIO(source)) if source else _assumed(mode)
    end = ImageCms.ImageCmsProfile(io.BytesIO(profile.data))
    inked = {1: "L", 4: "CMYK"}[profile.channels]
    return ImageCms.buildTransform(
        start,
        end,
        mode,
        inked,
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _assumed(mode: str) -> ImageCms.ImageCmsProfile:
    if mode == "CMYK":
        return ImageCms.ImageCmsProfile(io.BytesIO(built_in(4).data))
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _separated(picture: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """The colours as L, RGB or CMYK, and the opacity as L, None where all is opaque."""
    if picture.mode.startswith("I;16") or picture.mode in {"I", "F"}:
        return picture.convert("I").point(lambda v: v * (1 / 257)).convert("L"), None
    if picture.has_transparency_data:
        layered = picture.convert("LA" if picture.mode in {"L", "LA"} else "RGBA")
        opacity = layered.getchannel("A")
        opaque = opacity.getextrema() == (255, 255)
        return layered.convert(layered.mode[:-1]), None if opaque else opacity
    if picture.mode in {"L", "RGB", "CMYK"}:
        return picture, None
    return picture.convert("L" if picture.mode == "1" else "RGB"), None


def _on_white(colours: Image.Image, opacity: Image.Image) -> Image.Image:
    white = Image.new(colours.mode, colours.size, "white")
    return Image.composite(colours, white, opacity)


def _is_neutral(colours: Image.Image) -> bool:
    """Whether every pixel is a grey, within the errors of a JPEG."""
    if colours.mode == "L":
        return True
    if colours.mode != "RGB":
        return False
    _, blue, red = colours.convert("YCbCr").split()
    return all(abs(end - 128) <= 3 for band in (blue, red) for end in band.getextrema())  # type: ignore[operator]


def _inked(colours: Image.Image, source: bytes | None, profile: Profile) -> Image.Image:
    if colours.mode == "CMYK" and profile.channels == 4 and not source:
        return colours  # it was separated for a press already
    fits = bool(source) and CHANNELS.get(source[16:20]) == len(colours.getbands())  # type: ignore[index]
    if fits:
        try:
            return _applied(colours, _transform(source, colours.mode, profile))
        except ImageCms.PyCMSError:
            pass  # a damaged profile: the picture is converted as if it had none
    if colours.mode == "L":
        colours = colours.convert("RGB")
    return _applied(colours, _transform(None, colours.mode, profile))


def _applied(colours: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    return transform.apply(colours)


def _scaled(picture: Image.Image, scale: float) -> Image.Image:
    if scale >= 1:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=QUALITY, subsampling=0)
    return file.getvalue()


def _deflated(picture: Image.Image) -> bytes:
    return zlib.compress(picture.tobytes(), 6)
