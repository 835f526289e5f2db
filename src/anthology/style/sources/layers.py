"""The styles that a style is made of: itself, the one that it extends, and so on to `classic`."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePath
from types import ModuleType
from typing import Any

from pydantic import ValidationError

from anthology.config import mistakes, toml_file
from anthology.config.toml_lines import nearest
from anthology.packages import added
from anthology.report import Place, Problem, Refused, error, shown
from anthology.style.sources import archive
from anthology.style.sources.files import Files, of_folder
from anthology.style.table import StyleFile
from anthology.text.built_in import BUILT_IN

BASE = "classic"
SHEETS = ("common.css", "epub.css", "print.css", "cover.css", "open-cover.css", "sheets.css")
FILE = "style.toml"
GROUP = "anthology.styles"  # the entry point of packages that bring a style
DEEPEST = 20


@dataclass(frozen=True)
class Layer:
    """One style of the chain: its files, and what its style.toml says."""

    files: Files
    values: Mapping[str, Any] = field(repr=False)  # as written
    table: StyleFile
    places: Mapping[Any, Place] = field(repr=False)
    home: Path | None  # the folder beside which the styles lie that it may extend

    @property
    def extends(self) -> str:
        """The style below it in the chain; "" for `classic`."""
        return self.table.extends or ("" if self.files.name == BASE else BASE)

    @property
    def replaces(self) -> bool:
        """Whether its style sheets take the place of those of the style below it."""
        return not self.table.extends

    def place(self, *path: str | int) -> Place:
        """Where a key stands in its style.toml, or else the table that it is in."""
        return nearest(path, self.places) or Place(f"{self.files.prefix}{FILE}")


def chain(name_or_path: str, root: Path) -> tuple[Layer, ...]:
    """The style and those that it extends, itself first and `classic` last. Raises Refused."""
    layers: list[Layer] = []
    wanted, home, place = name_or_path, root, Place("anthology.toml")
    while wanted:
        layer = _layer(wanted, home, place)
        if layer.files.where in {each.files.where for each in layers} or len(layers) >= DEEPEST:
            raise Refused(_circle([*layers, layer], place))
        layers.append(layer)
        wanted, home, place = layer.extends, layer.home or home, layer.place("extends")
        if PurePath(wanted).is_absolute() or ".." in PurePath(wanted).parts:
            message = f"“{shown(wanted)}” leads out of the folder of styles"
            raise Refused(error(place, message, "A style extends one by its name."))
    return tuple(layers)


def _circle(layers: Sequence[Layer], place: Place) -> Problem:
    names = " → ".join(f"“{each.files.name}”" for each in layers)
    return error(place, f"these styles extend one another: {names}", "One of them must end it.")


def built_in() -> tuple[str, ...]:
    """The names of the built-in styles, sorted."""
    return tuple(sorted(p.name for p in BUILT_IN.iterdir() if (p / FILE).is_file()))


@cache
def our_layers() -> tuple[Layer, ...]:
    """The built-in styles, each by itself: "classic", which all of them extend, comes first."""
    names = sorted(built_in(), key=lambda name: name != BASE)
    return tuple(map(_ours, names))


@cache
def _ours(name: str) -> Layer:
    """A built-in style, which stays as it is while the program runs."""
    return _read(of_folder(BUILT_IN / name, "", strange=False), None)


def _layer(wanted: str, root: Path, place: Place) -> Layer:
    """The style that is meant by a name or a path: ours first. Raises Refused."""
    return _ours(wanted) if wanted in built_in() else _read(*_found(wanted, root, place))


def _read(files: Files, home: Path | None) -> Layer:
    values, places = _parsed(files)
    try:
        table = StyleFile.model_validate(values)
    except ValidationError as wrong:
        file = f"{files.prefix}{FILE}"
        found = mistakes.mistakes(wrong, values, places, file, StyleFile)
        raise Refused(*(each.problem for each in found)) from None
    return Layer(files, values, table, places, home)


def _parsed(files: Files) -> tuple[dict[str, Any], Mapping[Any, Place]]:
    if FILE not in files:
        return {}, {}
    return toml_file.parsed_text(files.text(FILE), f"{files.prefix}{FILE}")


def _found(wanted: str, root: Path, place: Place) -> tuple[Files, Path | None]:
    """The files of a style, and the folder beside which others lie that it may extend."""
    for path in _places(wanted, root):
        prefix = f"{wanted.rstrip('/')}/"
        if path.is_dir():
            if not is_style(path):
                raise Refused(_no_style(wanted, place))
            files = of_folder(path, prefix, strange=True)
            return files, path.resolve().parent
        if path.is_file() and path.suffix == archive.SUFFIX:
            return archive.opened(path, prefix), None
    for module, _ in added(GROUP, ModuleType, "style", wanted):
        folder = Path(next(iter(getattr(module, "__path__", ())), "") or str(module.__file__))
        folder = folder if folder.is_dir() else folder.parent
        return of_folder(folder, f"{wanted}/", strange=True), None
    raise Refused(_unknown(wanted, place))


def _no_style(wanted: str, place: Place) -> Problem:
    message = f"the folder “{shown(wanted)}” has nothing that a style has"
    return error(place, message, f"A style has a {FILE}, even if it is empty.")


def _places(wanted: str, root: Path) -> Iterator[Path]:
    if wanted:
        for folder in (root, root / "styles"):
            yield folder / wanted
            yield folder / f"{wanted}{archive.SUFFIX}"


def is_style(path: Path) -> bool:
    """Whether a path leads to a zip, or to a folder with a file that only a style has."""
    if path.suffix == archive.SUFFIX:
        return path.is_file()
    return path.is_dir() and any(
        (path / name).exists() for name in (FILE, *SHEETS, "templates", "words", "layouts")
    )


def installed() -> tuple[str, ...]:
    """The names of the styles that installed packages bring, sorted."""
    from importlib.metadata import entry_points  # noqa: PLC0415  slow, and seldom needed

    return tuple(sorted({entry.name for entry in entry_points(group=GROUP)}))


def _unknown(wanted: str, place: Place) -> Problem:
    names = (*built_in(), *installed())
    close = difflib.get_close_matches(wanted, names, n=1)
    hint = f"Did you mean “{close[0]}”? " if close else ""
    hint += f"There are {', '.join(names)}. For your own style give its folder in the project."
    return error(place, f"there is no style “{shown(wanted)}”", hint)
