"""Pictures as every store and reader takes them: RGB, no transparency, bounded, no metadata."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import PIL
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from anthology.cache import Cache, key
from anthology.edition import Asset
from anthology.epub import names
from anthology.epub.container import File
from anthology.epub.resources import drawings
from anthology.report import Place, Problem, error

MOST_BYTES = 5_000_000  # Kobo
MOST_PIXELS = 3_200_000  # Ingram
QUALITY = 88  # of JPEG
PNG = b"\x89PNG"
VERSION = f"1 of Pillow {PIL.__version__}"  # of this way of making them, for the cache
SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/svg+xml": "svg"}
UNREADABLE = (OSError, SyntaxError, ValueError, UnidentifiedImageError)


@dataclass(frozen=True)
class Pictures:
    """The edition's pictures: which file each asset became, and the files, each once."""

    files: tuple[File, ...]
    file_of: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def prepared(wanted: Mapping[str, Place], assets: Mapping[str, Asset], cache: Cache) -> Pictures:
    """The pictures that the text asks for, by asset name; `wanted` says who asks first."""
    files: dict[str, File] = {}
    file_of: dict[str, str] = {}
    problems: list[Problem] = []
    for name, place in wanted.items():
        made = _file(name, assets[name], place, cache) if name in assets else _missing(name, place)
        if isinstance(made, Problem):
            problems.append(made)
        else:
            files.setdefault(made.name, made)
            file_of[name] = made.name
    return Pictures(tuple(files.values()), file_of, tuple(problems))


def _missing(name: str, place: Place) -> Problem:
    return error(place, f"the picture {name} is not there", "Check its name and folder.")


def _file(name: str, asset: Asset, place: Place, cache: Cache) -> File | Problem:
    try:
        if asset.media_type == "image/svg+xml":
            own = name.startswith("style/")  # drawn by the style for dark pages too
            data = asset.data if own else drawings.on_white(asset.data)
            kind = asset.media_type
        else:
            data, kind = _raster(asset.data, cache)
    except drawings.Unclean as reason:
        return error(place, f"a drawing {reason}", "Save it again as plain SVG, or as PNG.")
    except UNREADABLE as reason:
        return error(place, f"a picture cannot be read: {reason}", "Save it again as JPEG or PNG.")
    return File(f"pictures/{names.digest(data)}.{SUFFIXES[kind]}", kind, data)


def _raster(data: bytes, cache: Cache) -> tuple[bytes, str]:
    """The picture and its media type: as it came where nothing is wrong with it, else anew."""
    with Image.open(io.BytesIO(data)) as picture:
        kind = str(picture.format)
        if kind in {"JPEG", "PNG"} and _harmless(picture, len(data)):
            return data, f"image/{kind.lower()}"
        name = key("epub picture", VERSION, data)
        made = cache.get(name)
        if made is None:
            made = _encoded(_bounded(_plain(picture)), kind)
            cache.put(name, made)
    return made, "image/png" if made.startswith(PNG) else "image/jpeg"


def _harmless(picture: Image.Image, size: int) -> bool:
    """Whether it may go in as it is: small enough, grey or RGB, nothing told beside it."""
    told = {"exif", "icc_profile", "transparency", "comment", "xmp", "photoshop"}
    return (
        size <= MOST_BYTES
        and picture.width * picture.height <= MOST_PIXELS
        and picture.mode in {"L", "RGB", "P"}
        and not told & set(picture.info)
        and getattr(picture, "n_frames", 1) == 1
    )


def _plain(picture: Image.Image) -> Image.Image:
    """Upright, grey or sRGB, on white."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I"):  # 16 bits of grey: Pillow's own conversion cuts them off
        upright = upright.convert("I").point(lambda value: value / 256).convert("L")
    elif upright.mode in {"P", "PA", "LA", "La", "RGBa"} or "transparency" in upright.info:
        upright = upright.convert("RGBA")
    upright = _in_srgb(upright, picture.info.get("icc_profile"))
    if upright.mode == "RGBA":
        ground = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(ground, upright)
    grey = upright.mode in {"1", "L"}
    return upright.convert("L" if grey else "RGB")


def _in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """The colours as a reader without colour management shows them rightly."""
    if not isinstance(profile, bytes) or picture.mode not in {"RGB", "CMYK"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        changed = ImageCms.profileToProfile(picture, source, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a broken profile says nothing
        return picture
    return changed or picture


def _bounded(picture: Image.Image) -> Image.Image:
    pixels = picture.width * picture.height
    if pixels <= MOST_PIXELS:
        return picture
    scale = math.sqrt(MOST_PIXELS / pixels)
    size = max(1, int(picture.width * scale)), max(1, int(picture.height * scale))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _encoded(picture: Image.Image, kind: str) -> bytes:
    """PNG for what was lossless, unless it is too big so; JPEG for all else."""
    if kind != "JPEG":
        data = _saved(picture, "PNG")
        if len(data) <= MOST_BYTES:
            return data
    return _saved(picture, "JPEG")


def _saved(picture: Image.Image, kind: str) -> bytes:
    stream = io.BytesIO()
    clean = picture.copy()
    clean.info.clear()
    if kind == "PNG":
        clean.save(stream, "PNG", compress_level=9)
    else:
        clean.save(stream, "JPEG", quality=QUALITY, optimize=True)
    return stream.getvalue()
