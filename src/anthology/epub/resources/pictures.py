"""Pictures for all stores and e-readers: RGB, not transparent, of limited size, no metadata."""

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
from anthology.epub.resources import svg
from anthology.report import Place, Problem, error

MOST_BYTES = 5_000_000  # Kobo
MOST_PIXELS = 3_200_000  # Ingram
QUALITY = 88  # of JPEG
PNG = b"\x89PNG"
VERSION = f"1 of Pillow {PIL.__version__}"  # of the conversion, for the cache
SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/svg+xml": "svg"}
UNREADABLE = (OSError, SyntaxError, ValueError, UnidentifiedImageError)


@dataclass(frozen=True)
class Pictures:
    """The edition's pictures: the files, each once, and the file of each asset."""

    files: tuple[File, ...]
    file_of: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def prepared(wanted: Mapping[str, Place], assets: Mapping[str, Asset], cache: Cache) -> Pictures:
    """The pictures of the text; `wanted` gives the first place of each asset."""
    files: dict[str, File] = {}
    file_of: dict[str, str] = {}
    problems: list[Problem] = []
    for name, place in wanted.items():
        file = _file(name, assets[name], place, cache) if name in assets else _missing(name, place)
        if isinstance(file, Problem):
            problems.append(file)
        else:
            files.setdefault(file.name, file)
            file_of[name] = file.name
    return Pictures(tuple(files.values()), file_of, tuple(problems))


def _missing(name: str, place: Place) -> Problem:
    return error(place, f"the picture {name} is missing", "Check its name and its folder.")


def _file(name: str, asset: Asset, place: Place, cache: Cache) -> File | Problem:
    try:
        if asset.media_type == "image/svg+xml":
            own = name.startswith("style/")  # the style's drawings suit dark mode
            data = asset.data if own else svg.on_white(asset.data)
            kind = asset.media_type
        else:
            data, kind = _raster(asset.data, cache)
    except svg.UnsafeDrawing as reason:
        return error(place, f"a drawing {reason}", "Save it again as plain SVG, or as PNG.")
    except UNREADABLE as reason:
        return error(place, f"a picture cannot be read: {reason}", "Save it again as JPEG or PNG.")
    return File(f"pictures/{names.digest(data)}.{SUFFIXES[kind]}", kind, data)


def _raster(data: bytes, cache: Cache) -> tuple[bytes, str]:
    """The picture and its media type: unchanged if it meets the rules, else converted."""
    with Image.open(io.BytesIO(data)) as picture:
        kind = str(picture.format)
        if kind in {"JPEG", "PNG"} and _acceptable(picture, len(data)):
            return data, f"image/{kind.lower()}"
        name = key("epub picture", VERSION, data)
        converted = cache.get(name)
        if converted is None:
            converted = _encoded(_bounded(_plain(picture)), kind)
            cache.put(name, converted)
    return converted, "image/png" if converted.startswith(PNG) else "image/jpeg"


def _acceptable(picture: Image.Image, size: int) -> bool:
    """Whether it meets the rules as it is: small enough, grey or RGB, without metadata."""
    metadata = {"exif", "icc_profile", "transparency", "comment", "xmp", "photoshop"}
    return (
        size <= MOST_BYTES
        and picture.width * picture.height <= MOST_PIXELS
        and picture.mode in {"L", "RGB", "P"}
        and not metadata & set(picture.info)
        and getattr(picture, "n_frames", 1) == 1
    )


def _plain(picture: Image.Image) -> Image.Image:
    """The picture upright, grey or sRGB, on white."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I"):  # 16-bit grey: Pillow's own conversion clips it
        upright = upright.convert("I").point(lambda value: value / 256).convert("L")
    elif upright.mode in {"P", "PA", "LA", "La", "RGBa"} or "transparency" in upright.info:
        upright = upright.convert("RGBA")
    upright = _in_srgb(upright, picture.info.get("icc_profile"))
    if upright.mode == "RGBA":
        white = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(white, upright)
    grey = upright.mode in {"1", "L"}
    return upright.convert("L" if grey else "RGB")


def _in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """The picture in sRGB, since many e-readers ignore colour profiles."""
    if not isinstance(profile, bytes) or picture.mode not in {"RGB", "CMYK"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        changed = ImageCms.profileToProfile(picture, source, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a broken profile is ignored
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
    """PNG if the picture was lossless and is small enough as PNG, else JPEG."""
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
