"""Read and check anthology.toml; without a title the book is named after its folder."""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from anthology.config import toml_lines
from anthology.config.mistakes import mistakes
from anthology.config.settings import FILE, Settings
from anthology.report import Place, Problem, Refused, error, note, shown
from anthology.text.folder_names import printable

# The memory that the parser needs for a dotted key grows with the square of its parts.
ENDLESS_KEY = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++\s*+\.\s*+){200}")
# Controls but tab and line ends, and what is not a character: XML can hold none of them.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
LARGEST = 1_000_000  # bytes; the settings of a book have a few thousand


def read(root: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings of the project in `root`, and notes. Raises Refused with all mistakes.

    Without anthology.toml every setting has its default.
    """
    if not (root / FILE).exists() and not (root / FILE).is_symlink():
        return _titled(Settings(), root), (_no_file(),)
    values, places = _parsed(_text(root))
    if illegal := tuple(_illegal(values, places)):
        raise Refused(*illegal)
    try:
        settings = Settings.model_validate(values, context=places)
    except ValidationError as invalid:
        raise Refused(*mistakes(invalid, values, places, FILE)) from None
    if outside := tuple(_outside(settings, root, places)):
        raise Refused(*outside)
    return _titled(settings, root), tuple(_remarks(settings))


def _illegal(values: Mapping[str, Any], places: Mapping[toml_lines.Path, int]) -> Iterator[Problem]:
    """Errors for the characters that TOML can write by their numbers and no book can hold."""
    waiting: list[tuple[toml_lines.Path, Any]] = [((), values)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*path, key), inside) for key, inside in value.items()]
            waiting += [(path, key) for key in value]
        elif isinstance(value, list):
            waiting += [((*path, number), inside) for number, inside in enumerate(value)]
        elif isinstance(value, str) and (found := ILLEGAL.search(value)):
            place = Place(FILE, toml_lines.line_of(path, places))
            message = f"the character U+{ord(found[0]):04X} cannot be printed"
            yield error(place, message, "Remove it.")


def _outside(
    settings: Settings, root: Path, places: Mapping[toml_lines.Path, int]
) -> Iterator[Problem]:
    """Errors for paths that lead out of the project: anthology.toml may be a stranger's."""
    style = settings.style.name
    named = [
        (("style", "name"), style),
        (("style", "name"), style and f"styles/{style}"),
        (("press", "profile"), settings.press.profile),
    ]
    for key, path in named:
        if path and not (root / path).resolve().is_relative_to(root.resolve()):
            message = f"“{path}” is outside the project"
            yield error(
                Place(FILE, places.get(key, 0)),
                message,
                "Copy the file or folder into the project.",
            )


def _text(root: Path) -> str:
    file = root / FILE
    try:
        real = file.resolve(strict=True)
        if not real.is_relative_to(root.resolve()) or not stat.S_ISREG(real.stat().st_mode):
            raise Refused(
                error(
                    Place(FILE),
                    "this is not an ordinary file inside the project",
                    "Put the file itself here instead of a link.",
                )
            )
        if real.stat().st_size > LARGEST:
            raise Refused(
                error(Place(FILE), "the file is larger than 1 MB", "Remove what is not a setting.")
            )
        return real.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as wrong:
        line = wrong.object[: wrong.start].count(b"\n") + 1
        raise Refused(
            error(
                Place(FILE, line),
                "this is not UTF-8",
                "Save it as UTF-8 in your text editor.",
            )
        ) from None
    except OSError as wrong:
        raise Refused(
            error(Place(FILE), f"the file cannot be read: {(wrong.strerror or str(wrong)).lower()}")
        ) from None


def _parsed(text: str) -> tuple[dict[str, Any], Mapping[toml_lines.Path, int]]:
    if ENDLESS_KEY.search(text):
        raise Refused(_too_deep())
    try:
        return tomllib.loads(text), toml_lines.lines(text)
    except tomllib.TOMLDecodeError as wrong:
        raise Refused(_syntax(str(wrong), text)) from None
    except RecursionError:
        raise Refused(_too_deep()) from None


def _too_deep() -> Problem:
    message = "tables or lists are nested too deeply"
    return error(Place(FILE), message, "Remove the nested ones; no setting needs them.")


def _syntax(message: str, text: str) -> Problem:
    at = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    line = int(at[1]) if at and at[1] else text.rstrip().count("\n") + 1
    words = message[: at.start()] if at else message
    hint = 'Text needs quotes, a list needs [ ], and a key may occur once: title = "…".'
    return error(Place(FILE, line), f"this is not valid TOML: {shown(words)}", hint)


def title_of_folder(name: str) -> str:
    """The title of a book that is named after its folder."""
    words = re.sub(r"[\s_-]+", " ", printable(name)).strip() or "Reviews"
    return words if any(c.isupper() for c in words) else words.title()


def _titled(settings: Settings, root: Path) -> Settings:
    if settings.book.title:
        return settings
    title = title_of_folder(root.resolve().name)
    book = settings.book.model_copy(update={"title": title})
    return settings.model_copy(update={"book": book})


def _no_file() -> Problem:
    return note(
        Place(FILE),
        "there is no anthology.toml; the book's title is the folder's name",
        "“anthology setup” reads the folder and proposes one, with a reason for each setting.",
    )


def _remarks(settings: Settings) -> Iterator[Problem]:
    if not settings.book.title:
        yield note(
            Place(FILE),
            "the book has no title; it is named after its folder",
            'Write title = "…" under [book].',
        )
