"""Pictures as every store and reader takes them: RGB, no transparency, bounded, no metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from anthology.edition import Asset
from anthology.epub import names
from anthology.epub.package import File
from anthology.report import Problem


@dataclass(frozen=True)
class Pictures:
    """The edition's pictures: which file each asset became, and the files, each once."""

    files: tuple[File, ...]
    file_of: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/svg+xml": "svg", "image/gif": "gif"}


def prepared(wanted: Iterable[str], assets: Mapping[str, Asset]) -> Pictures:
    """The pictures that the text asks for, by asset name."""
    files: dict[str, File] = {}
    file_of: dict[str, str] = {}
    for name in wanted:
        asset = assets[name]
        file = _file(asset)
        files.setdefault(file.name, file)
        file_of[name] = file.name
    return Pictures(tuple(files.values()), file_of)


def _file(asset: Asset) -> File:
    suffix = SUFFIXES[asset.media_type]
    return File(f"pictures/{names.digest(asset.data)}.{suffix}", asset.media_type, asset.data)
