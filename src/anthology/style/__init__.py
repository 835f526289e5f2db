"""A style is a folder: CSS for both editions, templates, fonts, settings (style.toml).

    style.toml       what the style is called, its features and its fonts
    common.css       both editions; epub.css or print.css come after it; cover.css is for the cover
    layouts/         run-on.css ...: what a layout changes in print, after print.css
    templates/       one Jinja2 template a kind of section
    fonts/           static TTF or OTF with their licences; coverage.json is made from them
    words/           the book's own words ("Contents"), one TOML file a language
    pictures/        pictures for CSS and templates: url(style/NAME)

A user's style needs only the files that it changes: the rest comes from `classic`.
Styles are the user's own code and trusted; manuscripts never reach this module.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from anthology.edition import Asset, Font
from anthology.report import Place, Problem, Refused, error, shown
from anthology.style import coverage, words
from anthology.text.built_in import BUILT_IN
from anthology.text.words import Words

BASE = "classic"
SHEETS = ("common.css", "epub.css", "print.css", "cover.css")
FONT_TYPES = {".ttf": "font/ttf", ".otf": "font/otf"}
PICTURE_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class FontTable(_Table):
    """[[font]]: one face and its use."""

    family: str
    file: str
    weight: int = 400
    style: Literal["normal", "italic"] = "normal"
    use: Literal["text", "code", "fallback"] = "text"


class StyleFile(_Table):
    """style.toml: the description, features and fonts of a style."""

    description: str = ""
    colophon: str = ""  # "EB Garamond, drawn by ...": how the colophon names the faces
    half_title: bool = True
    colophon_page: bool = True
    openings: Literal["recto", "any", "auto"] = "recto"  # where a review opens in print
    contents_depth: Literal[1, 2, 3] = 2  # 1: parts, 2: and reviews, 3: and headings
    first_words: Literal["small-caps", "plain"] = "small-caps"
    stars: Literal["drawn", "written"] = "drawn"
    spoilers: Literal["folded", "shown"] = "folded"  # in the e-book, where they are paragraphs
    addresses: Literal["hidden", "listed"] = "hidden"  # of links, in print: below their text
    works: Literal["each", "grouped"] = "each"  # grouped: reviews of one work under its heading
    font: tuple[FontTable, ...] = ()


@dataclass(frozen=True)
class Style:
    """A style in memory; files that a user's style does not have come from `classic`."""

    name: str
    common_css: str = field(repr=False)
    epub_css: str = field(repr=False)
    print_css: str = field(repr=False)
    cover_css: str = field(repr=False)
    layouts: Mapping[str, str] = field(repr=False)  # "run-on" -> the CSS of that layout
    templates: Mapping[str, str] = field(repr=False)  # "review.xhtml.j2" -> source
    fonts: tuple[Font, ...] = ()
    assets: Mapping[str, Asset] = field(default_factory=dict, repr=False)  # fonts/, style/
    settings: StyleFile = field(default_factory=StyleFile)
    families: tuple[str, ...] = ()  # of the text: text faces, then fallbacks
    code_families: tuple[str, ...] = ()
    languages: Mapping[str, str] = field(default_factory=dict)  # BCP 47 -> the family of its own
    words: Mapping[str, Words] = field(default_factory=dict, repr=False)  # its own, by language

    @cached_property
    def _uncovered(self) -> re.Pattern[str]:
        ranges = (coverage.coverage(self.assets[font.path].data) for font in self.fonts)
        return coverage.outside(pair for covered in ranges for pair in covered)

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of `text` that no font of the style has, in code point order."""
        return tuple(sorted(set(self._uncovered.findall(text))))


def load(name_or_folder: str, root: Path) -> Style:
    """The style of that name (built in) or folder (relative to `root`). Raises Refused."""
    folder = _folder(name_or_folder, root)
    if not folder.is_relative_to(BUILT_IN):
        _refuse_strange_files(folder, name_or_folder)
    folders = [folder] if folder == BUILT_IN / BASE else [folder, BUILT_IN / BASE]
    prefix = "" if folder.is_relative_to(BUILT_IN) else f"{name_or_folder.rstrip('/')}/"
    tables = [_style_file(each, prefix) for each in folders]
    fonts = _chosen_fonts(tables)
    return Style(
        name=folder.name,
        **{sheet.replace(".", "_"): _first(folders, sheet) for sheet in SHEETS},
        layouts=_layouts(folders),
        templates=_templates(folders, prefix),
        fonts=tuple(Font(f.family, f.file, f.weight, f.style) for f, _ in fonts),
        assets=_assets(folders, fonts, prefix),
        settings=_merged(tables),
        families=_stack(fonts, "text"),
        code_families=_stack(fonts, "code"),
        languages={},
        words=words.read(folders),
    )


def _folder(name_or_folder: str, root: Path) -> Path:
    names = sorted(p.name for p in BUILT_IN.iterdir() if (p / "style.toml").is_file())
    if name_or_folder in names:
        return BUILT_IN / name_or_folder
    for folder in (root / name_or_folder, root / "styles" / name_or_folder):
        if name_or_folder and folder.is_dir():
            return folder.resolve()
    close = difflib.get_close_matches(name_or_folder, names, n=1)
    hint = f"Did you mean “{close[0]}”? " if close else ""
    message = f"there is no style “{name_or_folder}”"
    hint += f"Built in: {', '.join(names)}. For your own style give its folder in the project."
    raise Refused(error(Place("anthology.toml"), message, hint))


def _refuse_strange_files(folder: Path, prefix: str) -> None:
    """Raise Refused if a path leads elsewhere or is not a file: the style may be a stranger's."""
    found = []
    for path in sorted(folder.rglob("*")):
        elsewhere = path.is_symlink() and not path.resolve().is_relative_to(folder)
        if elsewhere or not (path.is_file() or path.is_dir()):
            place = Place(f"{prefix.rstrip('/')}/{path.relative_to(folder).as_posix()}")
            hint = "Copy the file itself into the style's folder."
            found.append(
                error(place, "this is not an ordinary file inside the style's folder", hint)
            )
    if found:
        raise Refused(*found)


def _style_file(folder: Path, prefix: str) -> StyleFile:
    path = folder / "style.toml"
    if not path.is_file():
        return StyleFile()
    place = Place(f"{prefix}style.toml")
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as mistake:
        raise Refused(_broken_toml(place, str(mistake))) from None
    except UnicodeDecodeError:
        raise Refused(error(place, "this is not UTF-8", "Save it as UTF-8.")) from None
    try:
        return StyleFile(**values)
    except ValidationError as mistake:
        raise Refused(*(_wrong_key(place, each) for each in mistake.errors())) from None


def _broken_toml(place: Place, message: str) -> Problem:
    line = re.search(r"\(at line (\d+)", message)
    return error(
        Place(place.path, int(line[1]) if line else 0),
        f"this is not valid TOML: {message}",
        "Text needs quotation marks; see toml.io.",
    )


def _wrong_key(place: Place, mistake: Any) -> Problem:
    where = ".".join(str(part) for part in mistake["loc"])
    if mistake["type"] != "extra_forbidden":
        return error(place, _wrong_value(where, mistake))
    known = FontTable.model_fields if mistake["loc"][0] == "font" else StyleFile.model_fields
    close = difflib.get_close_matches(str(mistake["loc"][-1]), known, n=1)
    hint = f"Did you mean “{close[0]}”?" if close else f"Known keys: {', '.join(known)}."
    return error(place, f"unknown key “{where}”", hint)


def _wrong_value(where: str, mistake: Any) -> str:
    if mistake["type"] == "missing":  # only [[font]] has keys that are required
        return f"each [[font]] needs a “{mistake['loc'][-1]}”"
    if mistake["type"] == "literal_error":
        given = shown(repr(mistake["input"]))
        return f"“{where}” must be {mistake['ctx']['expected']}, not {given}"
    return f"“{where}”: {mistake['msg'][:1].lower()}{mistake['msg'][1:]}"


def _merged(tables: Sequence[StyleFile]) -> StyleFile:
    values: dict[str, object] = {}
    for table in reversed(tables):
        values |= {key: getattr(table, key) for key in table.model_fields_set}
    return StyleFile(**values)  # type: ignore[arg-type]  # the values of such tables


def _chosen_fonts(tables: Sequence[StyleFile]) -> list[tuple[FontTable, int]]:
    """The faces, each with the number of its folder.

    A style's own text or code faces replace those of classic; fallbacks are added to them.
    """
    chosen: list[tuple[FontTable, int]] = []
    for number, table in enumerate(tables):
        taken = {font.use for font, _ in chosen} - {"fallback"}
        chosen += [(font, number) for font in table.font if font.use not in taken]
    return chosen


def _stack(fonts: Iterable[tuple[FontTable, int]], use: str) -> tuple[str, ...]:
    own = [font.family for font, _ in fonts if font.use == use]
    other = [font.family for font, _ in fonts if font.use == "fallback"]
    text = [font.family for font, _ in fonts if font.use == "text"]
    return tuple(dict.fromkeys(own + text + other))


def _first(folders: Sequence[Path], name: str) -> str:
    for folder in folders:
        if (folder / name).is_file():
            return (folder / name).read_text("utf-8")
    return ""


def _layouts(folders: Sequence[Path]) -> Mapping[str, str]:
    """The CSS of each layout; a user's style need not have all of them."""
    paths = [path for each in reversed(folders) for path in sorted(each.glob("layouts/*.css"))]
    return {path.stem: path.read_text("utf-8") for path in paths}


def _templates(folders: Sequence[Path], prefix: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for folder in reversed(folders):
        files = sorted((folder / "templates").glob("*.j2"))
        unknown = [path.name for path in files if found and path.name not in found]
        if unknown:
            raise Refused(*(_unknown_template(name, found, prefix) for name in unknown))
        found |= {path.name: path.read_text("utf-8") for path in files}
    return found


def _unknown_template(name: str, known: Iterable[str], prefix: str) -> Problem:
    close = difflib.get_close_matches(name, known, n=1)
    hint = (
        f"Did you mean “{close[0]}”?" if close else f"Known templates: {', '.join(sorted(known))}."
    )
    return error(
        Place(f"{prefix}templates/{name}"), "no section of a book uses this template", hint
    )


def _assets(
    folders: Sequence[Path], fonts: Iterable[tuple[FontTable, int]], prefix: str
) -> Mapping[str, Asset]:
    found: dict[str, Asset] = {}
    missing: list[Problem] = []
    for font, number in fonts:
        path, media_type = folders[number] / font.file, FONT_TYPES.get(Path(font.file).suffix)
        own = path.resolve().is_relative_to(folders[number].resolve())
        if media_type and own and path.is_file():
            found[font.file] = Asset(path.read_bytes(), media_type)
        else:
            missing.append(_no_font(font, prefix))
    if missing:
        raise Refused(*missing)
    for folder in reversed(folders):
        for path in sorted((folder / "pictures").glob("*.*")):
            media_type = PICTURE_TYPES.get(path.suffix)
            if media_type:
                found[f"style/{path.name}"] = Asset(path.read_bytes(), media_type)
    return found


def _no_font(font: FontTable, prefix: str) -> Problem:
    return error(
        Place(f"{prefix}style.toml"),
        f"the font “{font.file}” is missing, or not a TTF or OTF file",
        "Give the path of a static .ttf or .otf file inside the style's folder.",
    )
