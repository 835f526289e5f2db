"""The style sheets, templates and pictures of a chain of styles, and what may not be in them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from anthology.edition import Asset
from anthology.report import Place, Problem, Refused, error, shown
from anthology.style.css.properties import Sheet
from anthology.style.sources.files import Files
from anthology.style.sources.layers import SHEETS, Layer

PICTURE_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}
TEMPLATE = ".j2"
# A template may have another for each kind of work: review.film.xhtml.j2.
BY_KIND = re.compile(r"(?P<base>review|capsule)\.(?P<kind>[a-z]+)(?P<rest>\.xhtml\.j2)")
KINDS = frozenset(
    ("album", "book", "comic", "exhibition", "film", "game", "play", "podcast", "restaurant",
     "series", "song")
)  # fmt: skip
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FETCHES = re.compile(
    r"""@import\b|url\(\s*["']?\s*(?!style/|fonts/|\#|["'\s)])[^)]*|\bimage-set\(""",
    re.IGNORECASE,
)
ACTIVE = re.compile(
    r"""<script\b|<foreignObject\b|<!ENTITY|<!DOCTYPE|\son\w+\s*=|@import\b
    |\b(?:href|src)\s*=\s*["'](?!\#|data:image/)|url\(\s*["']?(?!\#)""",
    re.IGNORECASE | re.VERBOSE,
)


def sheets(layers: Sequence[Layer]) -> Mapping[str, tuple[Sheet, ...]]:
    """Each style sheet by name, in parts: that of the style at the end of the chain comes first.

    A style without `extends` has sheets of its own in the place of those. Raises Refused.
    """
    found: dict[str, tuple[Sheet, ...]] = {}
    problems: list[Problem] = []
    for layer in reversed(layers):
        for name in _sheet_names(layer.files):
            sheet = Sheet(layer.files.prefix + name, layer.files.text(name))
            problems += _fetched(sheet) if layer.files.strange else ()
            found[name] = (sheet,) if layer.replaces else (*found.get(name, ()), sheet)
    if problems:
        raise Refused(*problems)
    return found


def _sheet_names(files: Files) -> Iterator[str]:
    yield from (name for name in SHEETS if name in files)
    yield from files.inside("layouts", ".css")


def _fetched(sheet: Sheet) -> Iterator[Problem]:
    """A problem for each place where a sheet would load something that is not in the style."""
    plain = COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), sheet.text)
    for match in FETCHES.finditer(plain):
        place = Place(sheet.path, plain.count("\n", 0, match.start()) + 1)
        message = f"“{shown(match[0].strip())}” loads what is not in the style"
        yield error(place, message, "Put the picture into pictures/: url(style/NAME).")


def has_foreign_templates(layer: Layer) -> bool:
    """Whether somebody else may have written a template of the layer."""
    return layer.files.strange and any(layer.files.inside("templates", TEMPLATE))


def templates(layers: Sequence[Layer]) -> Mapping[str, str]:
    """The source of each template by name; those of a style are also there as "STYLE/NAME".

    So a template may extend the one in whose place it is. Raises Refused for a name that no
    section of a book uses.
    """
    found: dict[str, str] = {}
    for layer in reversed(layers):
        names = [PurePosixPath(path).name for path in layer.files.inside("templates", TEMPLATE)]
        unknown = [name for name in names if found and not _is_known(name, found)]
        if unknown:
            raise Refused(*(_unknown(name, found, layer.files.prefix) for name in unknown))
        own = {name: layer.files.text(f"templates/{name}") for name in names}
        found |= own
        found |= {f"{layer.files.name}/{name}": text for name, text in own.items()}
    return found


def _is_known(name: str, known: Iterable[str]) -> bool:
    """Whether a section uses a template of that name, or templates import it."""
    by_kind = BY_KIND.fullmatch(name)
    if by_kind and name not in known:
        return by_kind["kind"] in KINDS or not difflib.get_close_matches(by_kind["kind"], KINDS)
    return name in known or name[0] == "_"


def _unknown(name: str, known: Iterable[str], prefix: str) -> Problem:
    names = [each for each in known if "/" not in each]
    if by_kind := BY_KIND.fullmatch(name):
        names = [f"{by_kind['base']}.{kind}{by_kind['rest']}" for kind in sorted(KINDS)]
    close = difflib.get_close_matches(name, names, n=1)
    hint = (
        f"Did you mean “{close[0]}”?" if close else f"Known templates: {', '.join(sorted(names))}."
    )
    return error(
        Place(f"{prefix}templates/{name}"), "no section of a book uses this template", hint
    )


def pictures(layers: Sequence[Layer]) -> Mapping[str, Asset]:
    """The pictures of a style: "style/NAME" -> its bytes. Raises Refused for an active one."""
    found: dict[str, Asset] = {}
    for layer in reversed(layers):
        for path in layer.files.inside("pictures"):
            media_type = PICTURE_TYPES.get(PurePosixPath(path).suffix)
            if media_type is None:
                continue
            data = layer.files.read(path)
            if layer.files.strange and media_type == PICTURE_TYPES[".svg"]:
                _refuse_active(data, Place(layer.files.prefix + path))
            found[f"style/{PurePosixPath(path).name}"] = Asset(data, media_type)
    return found


def _refuse_active(data: bytes, place: Place) -> None:
    match = ACTIVE.search(data.decode("utf-8", "replace"))
    if match:
        message = f"this picture runs or loads something: “{shown(match[0].strip())}”"
        raise Refused(error(place, message, "Save it as a plain SVG, without links and scripts."))
