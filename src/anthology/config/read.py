"""The file itself: its text, its mistakes with their lines, and what a title falls back to."""

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

# A key of so many parts costs the parser memory that grows with their square.
ENDLESS_KEY = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++\s*+\.\s*+){200}")
LARGEST = 1_000_000  # bytes; a book's settings have some thousands


def read(root: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings of the project in `root`, with remarks. Raises Refused with all mistakes.

    Without anthology.toml everything has its default and the title is the folder's name.
    """
    if not (root / FILE).exists() and not (root / FILE).is_symlink():
        return _titled(Settings(), root), (_no_file(),)
    values, places = _parsed(_text(root))
    try:
        settings = Settings.model_validate(values, context=places)
    except ValidationError as invalid:
        raise Refused(*mistakes(invalid, values, places, FILE)) from None
    if outside := tuple(_outside(settings, root, places)):
        raise Refused(*outside)
    return _titled(settings, root), tuple(_remarks(settings))


def _outside(
    settings: Settings, root: Path, places: Mapping[toml_lines.Path, int]
) -> Iterator[Problem]:
    """Paths that lead out of the project: the file may have come with the manuscripts."""
    style = settings.style.name
    named = [
        (("style", "name"), style),
        (("style", "name"), style and f"styles/{style}"),
        (("press", "profile"), settings.press.profile),
    ]
    for key, path in named:
        if path and not (root / path).resolve().is_relative_to(root.resolve()):
            message = f"“{path}” is outside the project"
            yield error(Place(FILE, places.get(key, 0)), message, "Copy it into the project.")


def _text(root: Path) -> str:
    file = root / FILE
    try:
        real = file.resolve(strict=True)
        if not real.is_relative_to(root.resolve()) or not stat.S_ISREG(real.stat().st_mode):
            raise Refused(
                error(
                    Place(FILE),
                    "this is no ordinary file inside the project",
                    "Put the file itself here, not a link to another place.",
                )
            )
        if real.stat().st_size > LARGEST:
            raise Refused(error(Place(FILE), "the file is larger than 1 MB"))
        return real.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as wrong:
        line = wrong.object[: wrong.start].count(b"\n") + 1
        raise Refused(
            error(
                Place(FILE, line),
                "the file is not in UTF-8",
                "Save it as UTF-8; every editor can.",
            )
        ) from None
    except OSError as wrong:
        raise Refused(error(Place(FILE), f"the file cannot be read: {wrong.strerror}")) from None


def _parsed(text: str) -> tuple[dict[str, Any], Mapping[toml_lines.Path, int]]:
    if ENDLESS_KEY.search(text):
        raise Refused(error(Place(FILE), "the tables or lists are nested too deeply"))
    try:
        return tomllib.loads(text), toml_lines.lines(text)
    except tomllib.TOMLDecodeError as wrong:
        raise Refused(_syntax(str(wrong), text)) from None
    except RecursionError:
        raise Refused(error(Place(FILE), "the tables or lists are nested too deeply")) from None


def _syntax(message: str, text: str) -> Problem:
    at = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    line = int(at[1]) if at and at[1] else text.rstrip().count("\n") + 1
    words = message[: at.start()] if at else message
    hint = 'Text stands in quotes, lists in [ ], and each key once: title = "…".'
    return error(Place(FILE, line), f"this is not TOML: {shown(words)}", hint)


def _titled(settings: Settings, root: Path) -> Settings:
    if settings.book.title:
        return settings
    words = re.sub(r"[\s_-]+", " ", root.resolve().name).strip() or "Reviews"
    title = words if any(c.isupper() for c in words) else words.title()
    book = settings.book.model_copy(update={"title": title})
    return settings.model_copy(update={"book": book})


def _no_file() -> Problem:
    return note(
        Place(FILE),
        "there is no anthology.toml: the title is the folder's name",
        "With [book] title, editors, language, publisher and order the book gets better; "
        "“anthology new” writes a commented one.",
    )


def _remarks(settings: Settings) -> Iterator[Problem]:
    if not settings.book.title:
        yield note(
            Place(FILE),
            "the book has no title: it is called after its folder",
            'Write title = "…" under [book].',
        )
