"""A style is data, CSS for both editions, templates, fonts and words: a folder, zip or package.

    style.toml       what it extends, its page, faces, colours and switches (`table`)
    common.css       both editions; epub.css or print.css come after it; cover.css is for the cover
    open-cover.css   what covers share whose words stand on no label
    sheets.css       a proof's slip and the booksellers' sheet
    layouts/         run-on.css ...: what a layout changes in print, after print.css
    templates/       one Jinja2 template a kind of section, or of work: review.film.xhtml.j2
    fonts/           TTF, OTF or WOFF2 with their licences; coverage.json is made from them
    words/           the book's own words ("Contents"), one TOML file a language
    pictures/        pictures for CSS and templates: url(style/NAME)

Every file is looked for along the chain of styles that extend one another, down to `classic`.
Styles may be a stranger's: they are read like manuscripts, and fetch nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from anthology.cache import Cache, of_project
from anthology.config import StyleTable
from anthology.edition import Asset, Font
from anthology.report import Place, Problem
from anthology.style import colour, words
from anthology.style.css.properties import Sheet
from anthology.style.fonts import coverage, faces, metrics
from anthology.style.fonts.faces import Faces
from anthology.style.sources import contents, layers
from anthology.style.sources.layers import Layer, built_in, chain, installed, is_style
from anthology.style.table import StyleFile
from anthology.text.words import Words

__all__ = ["BASE", "Sheet", "Style", "StyleFile", "built_in", "installed", "is_style", "load", "of"]

BASE = layers.BASE
FOREIGN = (faces.FALLBACK, faces.CODE)  # roles whose faces are not for titles


@dataclass(frozen=True)
class Style:
    """A style in memory; what it does not have comes from the styles that it extends."""

    name: str
    sheets: Mapping[str, tuple[Sheet, ...]] = field(repr=False)  # "layouts/run-on.css" -> parts
    templates: Mapping[str, str] = field(repr=False)  # "review.xhtml.j2" -> source
    fonts: tuple[Font, ...] = ()
    assets: Mapping[str, Asset] = field(default_factory=dict, repr=False)  # fonts/, style/
    settings: StyleFile = field(default_factory=StyleFile)
    families: tuple[str, ...] = ()  # of the text: text faces, then fallbacks
    code_families: tuple[str, ...] = ()
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # families of its own
    caps: Literal["font", "face", "capitals"] = "font"  # where small capitals come from
    languages: Mapping[str, str] = field(default_factory=dict)  # BCP 47 -> the family of its own
    words: Mapping[str, Words] = field(default_factory=dict, repr=False)  # its own, by language
    large: bool = False  # whether it is large print
    clearance: float = 0.0  # points to the trim that the press wants; 0 where none is named
    foreign: bool = False  # whether somebody else may have written one of its templates
    problems: tuple[Problem, ...] = ()  # what is doubtful in it

    def css(self, name: str) -> str:
        """The text of a style sheet as it is written, "" where there is none of that name."""
        return "\n".join(sheet.text for sheet in self.sheets.get(name, ()))

    @cached_property
    def _uncovered(self) -> str:
        ranges = (coverage.coverage(self.assets[font.path].data) for font in self.fonts)
        return coverage.outside(pair for covered in ranges for pair in covered)

    @cached_property
    def widest_letters(self) -> float:
        """How wide the letters of its widest face for words are, against a usual text face."""
        others = {name for role in FOREIGN for name in self.roles.get(role, ())}
        own = (font for font in self.fonts if font.family not in others)
        found = (metrics.letters(self.assets[font.path].data) for font in own)
        return max(found, default=metrics.USUAL) / metrics.USUAL

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of `text` that no font of the style has, in code point order."""
        return coverage.found(self._uncovered, text)


def of(settings: StyleTable, root: Path) -> Style:
    """The style that [style] of a project in `root` wants. Raises Refused."""
    from anthology.style.css.large import large_print  # noqa: PLC0415  it knows Style

    own = load(settings.name, root, of_project(root))
    return large_print(own) if settings.large_print else own


def load(name_or_path: str, root: Path, cache: Cache | None = None) -> Style:
    """The style of that name, folder or zip (relative to `root`). Raises Refused.

    The cache keeps fonts that had to be converted.
    """
    found = chain(name_or_path, root)
    look, settings = faces.faces(found, cache or Cache(None)), _merged(found)
    return Style(
        name=found[0].files.name,
        sheets=contents.sheets(found),
        templates=contents.templates(found),
        fonts=look.fonts,
        assets={**look.assets, **contents.pictures(found)},
        settings=settings,
        families=look.stack(faces.TEXT),
        code_families=look.stack(faces.CODE),
        roles=look.roles,
        caps=_caps(look, settings),
        words=words.read([layer.files for layer in found]),
        foreign=any(contents.has_foreign_templates(layer) for layer in found),
        problems=tuple(colour.doubts(settings.colour, _places_of_colours(found))),
    )


def _caps(look: Faces, settings: StyleFile) -> Literal["font", "face", "capitals"]:
    """Where small capitals come from: of the text's font, a face for them, or large ones."""
    if settings.small_caps != "auto":
        return settings.small_caps
    if look.roles.get("small-caps"):
        return "font" if metrics.has_small_caps(look.data("small-caps")) else "face"
    return "font" if metrics.has_small_caps(look.data(faces.TEXT)) else "capitals"


def _places_of_colours(found: Sequence[Layer]) -> Mapping[str, Place]:
    """Where each colour that a style of the chain sets is written; ours are tested."""
    layers = [layer for layer in reversed(found) if layer.files.strange]
    written = ((key, layer) for layer in layers for key in layer.table.colour.model_fields_set)
    return {key: layer.place("colour", key) for key, layer in written}


def _merged(found: Sequence[Layer]) -> StyleFile:
    """What the styles say together, value by value; the faces are those that are chosen."""
    values: dict[str, Any] = {}
    for layer in reversed(found):
        for key, value in layer.values.items():
            below = values.get(key)
            if isinstance(value, dict) and isinstance(below, dict):
                values[key] = {**below, **value}
            else:
                values[key] = value
    return StyleFile.model_validate(values)
