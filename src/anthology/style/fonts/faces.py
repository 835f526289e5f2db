"""The faces of a style by their role: which files they are, and the fonts in them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from anthology.cache import Cache
from anthology.edition import Asset, Font
from anthology.report import Place, Problem, Refused, error, shown
from anthology.style.fonts import webfonts
from anthology.style.sources.files import Files
from anthology.style.sources.layers import Layer, our_layers
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


def faces(layers: Sequence[Layer], cache: Cache) -> Faces:
    """The faces of a style. Raises Refused for a file that is missing or no font."""
    fonts: list[Font] = []
    assets: dict[str, Asset] = {}
    roles: dict[str, list[str]] = {FALLBACK: []}
    problems: list[Problem] = []
    for choice in _chosen(layers):
        table = choice.table
        try:
            font, asset = _face(choice, assets, cache)
        except Refused as refused:
            problems += refused.problems
            continue
        if font not in fonts:  # a family may have several roles
            fonts.append(font)
        assets[font.path] = asset
        roles.setdefault(table.use, []).append(table.family)
    if problems:
        raise Refused(*problems)
    families = {role: tuple(dict.fromkeys(names)) for role, names in roles.items()}
    return Faces(tuple(fonts), assets, families)


@dataclass(frozen=True)
class _Choice:
    """A face that a style has: what is known of it, and whose files and whose wish it is."""

    table: FontTable
    files: Files
    place: Place


def _chosen(layers: Iterable[Layer]) -> list[_Choice]:
    """The faces of all styles.

    A style's own of a role replace others; fallbacks are added, and after them the text faces
    that were replaced: they may have scripts that a style's own lack.
    """
    chosen: list[_Choice] = []
    replaced: list[_Choice] = []
    for layer in layers:
        taken = {each.table.use for each in chosen} - {FALLBACK}
        for each in (*_of_files(layer), *_of_families(layer)):
            if each.table.use not in taken:
                chosen.append(each)
            elif each.table.use == TEXT:
                table = each.table.model_copy(update={"use": FALLBACK})
                replaced.append(replace(each, table=table))
    return chosen + replaced


def _of_files(layer: Layer) -> Iterator[_Choice]:
    for number, table in enumerate(layer.table.font):
        yield _Choice(table, layer.files, layer.place("font", number))


def _of_families(layer: Layer) -> Iterator[_Choice]:
    """The faces of [face]: those of the family, in whichever of our styles it is."""
    for key, family in layer.table.face.model_dump(exclude_defaults=True).items():
        place, role = layer.place("face", key), key.replace("_", "-")
        known = [(table, ours) for ours in our_layers() for table in ours.table.font]
        style = next((ours for table, ours in known if table.family == family), None)
        if style is None:
            raise Refused(_no_family(place, family, {table.family for table, _ in known}))
        for table in style.table.font:
            if table.family == family:
                yield _Choice(table.model_copy(update={"use": role}), style.files, place)


def _no_family(place: Place, family: str, known: Iterable[str]) -> Problem:
    close = difflib.get_close_matches(family, known, n=1)
    hint = f"Did you mean “{close[0]}”? " if close else f"They have {', '.join(sorted(known))}. "
    message = f"no built-in style has the family “{shown(family)}”"
    return error(place, message, f"{hint}Give a font of your own as a [[font]].")


def _face(choice: _Choice, others: Mapping[str, Asset], cache: Cache) -> tuple[Font, Asset]:
    table, files, place = choice.table, choice.files, choice.place
    missing = [name for name in table.file if name not in files]
    suffixes = {PurePosixPath(name).suffix.lower() for name in table.file}
    if missing or not suffixes <= {*FONT_TYPES, webfonts.SUFFIX}:
        raise Refused(_no_font(place, (missing or table.file)[0]))
    data = [files.read(name) for name in table.file]
    path = table.file[0]
    if len(data) == 1 and suffixes <= FONT_TYPES.keys():
        asset = Asset(data[0], FONT_TYPES[suffixes.pop()])
    else:
        asset, suffix = webfonts.converted(table, data, place, cache)
        path = f"fonts/{webfonts.stem(table)}{suffix}"
    if path in others and others[path] != asset:
        path = f"fonts/{files.name}-{PurePosixPath(path).name}"
    return Font(table.family, path, table.weight, table.style), asset


def _no_font(place: Place, name: str) -> Problem:
    return error(
        place,
        f"the font “{shown(name)}” is missing, or not a TTF, OTF or WOFF2 file",
        "Give the path of a font's file inside the style's folder.",
    )
