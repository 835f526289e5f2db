"""Fonts of the machine for scripts that the style lacks, as fonts of the style.

A file is looked for by its name (`scripts`) where systems keep fonts and in the Python package
that brings it; the first in the order of paths is taken. Nothing else of the machine is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from anthology.edition import Asset, Font
from anthology.packages import added as of_packages
from anthology.style import Style
from anthology.style.fonts.scripts import Script

if TYPE_CHECKING:
    import uharfbuzz

FOLDERS = tuple(
    map(Path, ("/usr/local/share/fonts", "/usr/share/fonts", "/Library/Fonts", "/opt/homebrew"))
)
GROUP = "anthology.fonts"  # entry points of packages that bring fonts: the Path of their folder
WEIGHTS = {"Bold": 700}  # by what a file's name ends with; others are regular


@dataclass(frozen=True)
class Added:
    """A font of the machine that a style was given."""

    script: Script
    file: Path


def with_installed(style: Style, wanted: Mapping[Script, str]) -> tuple[Style, tuple[Added, ...]]:
    """The style with the fonts that the machine has for these scripts, and which these are.

    `wanted` are the characters by script that the style lacks.
    """
    fonts, assets, added = list(style.fonts), dict(style.assets), list[Added]()
    for script, characters in wanted.items():
        files = list(_files(script))
        for file in files:
            font, asset = _font(script, file, characters)
            fonts.append(font)
            assets[font.path] = asset
        added += [Added(script, file) for file in files[:1]]
    families = tuple(each.script.family for each in added)
    return (
        replace(
            style,
            fonts=tuple(fonts),
            assets=assets,
            families=(*style.families, *families),
            code_families=(*style.code_families, *families),
            languages={e.script.language: e.script.family for e in added if e.script.language},
        ),
        tuple(added),
    )


def _files(script: Script) -> Iterator[Path]:
    """The script's files that are there: those of the system, else those of a package."""
    there = _there(FOLDERS)
    if not any(name in there for name in script.files):
        there = _packaged(script.module)
    yield from (there[name] for name in script.files if name in there)


def _packaged(module: str) -> Mapping[str, Path]:
    """The fonts of the script's Python package, and of those with an entry point, by name.

    Raises Refused for an entry point that names no folder.
    """
    spec = find_spec(module) if module else None
    own = [Path(folder) for folder in ((spec and spec.submodule_search_locations) or ())]
    others = sorted(folder for folder, _ in of_packages(GROUP, Path, "fonts"))
    return _there((*own, *others))


@cache
def _there(folders: tuple[Path, ...]) -> Mapping[str, Path]:
    """Each file of the folders by its name."""
    found = (path for folder in folders for path in sorted(folder.rglob("*.?t[fc]")))
    names: dict[str, Path] = {}
    for path in found:
        names.setdefault(path.name, path)
    return names


def _font(script: Script, file: Path, characters: str) -> tuple[Font, Asset]:
    style = file.stem.rpartition("-")[2]
    data = _face(file, script.family, script.encoding, frozenset(map(ord, characters)))
    kind, media_type = ("otf", "font/otf") if data[:4] == b"OTTO" else ("ttf", "font/ttf")
    weight = WEIGHTS.get(style, 400)
    path = f"fonts/{script.family.replace(' ', '')}-{'Bold' if weight > 400 else 'Regular'}.{kind}"
    return Font(script.family, path, weight), Asset(data, media_type)


@lru_cache(maxsize=16)
def _face(file: Path, family: str, encoding: str, characters: frozenset[int]) -> bytes:
    """A file's font of that family: static, and with the characters of an encoding at most.

    Those of the text are always in it. Glyphs keep their numbers: in a font with many character
    sets (CID) a PDF finds them by these.
    """
    import uharfbuzz  # noqa: PLC0415  only books in such scripts need it here

    data = file.read_bytes()
    face = _of_family(data, family)
    if not encoding and not face.has_var_data:
        return data
    wanted = uharfbuzz.SubsetInput()
    wanted.keep_everything()
    flags = uharfbuzz.SubsetFlags
    wanted.flags = flags.RETAIN_GIDS | flags.NOTDEF_OUTLINE | flags.NO_HINTING
    if encoding:
        codes = (characters | _repertoire(encoding)) & frozenset(face.unicodes)
        wanted.unicode_set.clear()
        wanted.unicode_set.update(codes)
        wanted.glyph_set.clear()
    if face.has_var_data:
        wanted.pin_all_axes_to_default(face)
    smaller: bytes = uharfbuzz.subset(face, wanted).blob.data
    return smaller


def _of_family(data: bytes, family: str) -> uharfbuzz.Face:
    """The font of a collection that has that name; the first where none has."""
    import uharfbuzz  # noqa: PLC0415

    blob, name = uharfbuzz.Blob(data), uharfbuzz.OTNameIdPredefined.FONT_FAMILY
    first = uharfbuzz.Face(blob)
    others = (uharfbuzz.Face(blob, number) for number in range(1, first.count))
    return next((each for each in (first, *others) if each.get_name(name) == family), first)


@cache
def _repertoire(encoding: str) -> frozenset[int]:
    """The characters of a double-byte encoding, the usual ones of its language, and ASCII.

    With all of them the font stays the same when a text gets another word.
    """
    pairs = (bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    texts = (pair.decode(encoding, "ignore") for pair in pairs)
    return frozenset(ord(text) for text in texts if len(text) == 1) | {*range(0x20, 0x7F), 0xA0}
