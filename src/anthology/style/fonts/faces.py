"""The faces of a style by their role: which files they are, and the fonts in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from anthology.edition import Asset, Font
from anthology.report import Place, Problem, Refused, error, shown
from anthology.style.fonts import webfonts
from anthology.style.sources.layers import Layer
from anthology.style.table import FontTable

FONT_TYPES = {".ttf": "font/ttf", ".otf": "font/otf"}
TEXT, CODE, FALLBACK = "text", "code", "fallback"


@dataclass(frozen=True)
class Faces:
    """The fonts of a style, their files, and the families of each role."""

    fonts: tuple[Font, ...]
    assets: Mapping[str, Asset] = field(repr=False)
    roles: Mapping[str, tuple[str, ...]]  # those that have faces of their own

    def data(self, role: str) -> bytes:
        """The file of the first upright face of a role that has faces."""
        families = self.roles[role]
        own = [font for font in self.fonts if font.family in families]
        return self.assets[min(own, key=lambda font: font.style != "normal").path].data

    def stack(self, role: str) -> tuple[str, ...]:
        """The families of a role, then those of the text, then the fallbacks."""
        names = [*self.roles.get(role, ()), *self.roles.get(TEXT, ()), *self.roles[FALLBACK]]
        return tuple(dict.fromkeys(names))


def faces(layers: Sequence[Layer]) -> Faces:
    """The faces of a style. Raises Refused for a file that is missing or no font."""
    fonts: list[Font] = []
    assets: dict[str, Asset] = {}
    roles: dict[str, list[str]] = {FALLBACK: []}
    problems: list[Problem] = []
    for number, table, layer in _chosen(layers):
        try:
            font, asset = _face(table, layer, layer.place("font", number), assets)
        except Refused as refused:
            problems += refused.problems
            continue
        fonts.append(font)
        assets[font.path] = asset
        roles.setdefault(table.use, []).append(table.family)
    if problems:
        raise Refused(*problems)
    families = {role: tuple(dict.fromkeys(names)) for role, names in roles.items()}
    return Faces(tuple(fonts), assets, families)


def _chosen(layers: Iterable[Layer]) -> list[tuple[int, FontTable, Layer]]:
    """The faces, each with its number in its style.

    A style's own of a role replace others; fallbacks are added, and after them the text faces
    that were replaced: they may have scripts that a style's own lack.
    """
    chosen: list[tuple[int, FontTable, Layer]] = []
    replaced: list[tuple[int, FontTable, Layer]] = []
    for layer in layers:
        taken = {font.use for _, font, _ in chosen} - {FALLBACK}
        for number, font in enumerate(layer.table.font):
            if font.use not in taken:
                chosen.append((number, font, layer))
            elif font.use == TEXT:
                replaced.append((number, font.model_copy(update={"use": FALLBACK}), layer))
    return chosen + replaced


def _face(
    table: FontTable, layer: Layer, place: Place, others: Mapping[str, Asset]
) -> tuple[Font, Asset]:
    missing = [name for name in table.file if name not in layer.files]
    suffixes = {PurePosixPath(name).suffix.lower() for name in table.file}
    if missing or not suffixes <= {*FONT_TYPES, webfonts.SUFFIX}:
        raise Refused(_no_font(place, (missing or table.file)[0]))
    data = [layer.files.read(name) for name in table.file]
    path = table.file[0]
    if len(data) == 1 and suffixes <= FONT_TYPES.keys():
        asset = Asset(data[0], FONT_TYPES[suffixes.pop()])
    else:
        asset, suffix = webfonts.converted(data, table.weight, place, table.family)
        path = f"fonts/{webfonts.stem(table)}{suffix}"
    if path in others and others[path] != asset:
        path = f"fonts/{layer.files.name}-{PurePosixPath(path).name}"
    return Font(table.family, path, table.weight, table.style), asset


def _no_font(place: Place, name: str) -> Problem:
    return error(
        place,
        f"the font “{shown(name)}” is missing, or not a TTF, OTF or WOFF2 file",
        "Give the path of a font's file inside the style's folder.",
    )
