"""A settings file: read, bounded, and parsed as TOML with the place of each key."""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from anthology.config import toml_lines
from anthology.report import Place, Problem, Refused, error, shown

# The memory that the parser needs for a dotted key grows with the square of its parts.
ENDLESS_KEY = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++\s*+\.\s*+){200}")
LARGEST = 1_000_000  # bytes; the settings of a book have a few thousand


def parsed(root: Path, name: str) -> tuple[dict[str, Any], Mapping[toml_lines.Path, Place]]:
    """The values of a file of the project, and the place of each table and key.

    Raises Refused where it cannot be read or is not TOML.
    """
    return parsed_text(_text(root, name), name)


def parsed_text(text: str, name: str) -> tuple[dict[str, Any], Mapping[toml_lines.Path, Place]]:
    """The values of the text of the file `name`, and the place of each. Raises Refused."""
    if ENDLESS_KEY.search(text):
        raise Refused(_too_deep(name))
    try:
        values, lines = tomllib.loads(text), toml_lines.lines(text)
    except tomllib.TOMLDecodeError as wrong:
        raise Refused(_syntax(str(wrong), text, name)) from None
    except RecursionError:
        raise Refused(_too_deep(name)) from None
    return values, {path: Place(name, line) for path, line in lines.items()}


def _text(root: Path, name: str) -> str:
    file = root / name
    try:
        real = file.resolve(strict=True)
        if not real.is_relative_to(root.resolve()) or not stat.S_ISREG(real.stat().st_mode):
            raise Refused(
                error(
                    Place(name),
                    "this is not an ordinary file inside the project",
                    "Put the file itself here instead of a link.",
                )
            )
        if real.stat().st_size > LARGEST:
            raise Refused(
                error(Place(name), "the file is larger than 1 MB", "Remove what is not a setting.")
            )
        return real.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as wrong:
        line = wrong.object[: wrong.start].count(b"\n") + 1
        raise Refused(
            error(
                Place(name, line),
                "this is not UTF-8",
                "Save it as UTF-8 in your text editor.",
            )
        ) from None
    except OSError as wrong:
        raise Refused(
            error(Place(name), f"the file cannot be read: {(wrong.strerror or str(wrong)).lower()}")
        ) from None


def _too_deep(name: str) -> Problem:
    message = "tables or lists are nested too deeply"
    return error(Place(name), message, "Remove the nested ones; no setting needs them.")


def _syntax(message: str, text: str, name: str) -> Problem:
    at = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    line = int(at[1]) if at and at[1] else text.rstrip().count("\n") + 1
    words = message[: at.start()] if at else message
    hint = 'Text needs quotes, a list needs [ ], and a key may occur once: title = "…".'
    return error(Place(name, line), f"this is not valid TOML: {shown(words)}", hint)
