"""The `[[source]]` of an import in anthology.toml: shown, and written where nobody else wrote."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path

from anthology import scaffold
from anthology.config import FILE
from anthology.imports.model import Record

HEAD = "# Written by “anthology import”; what you change or add here stays. See docs/settings.md.\n"
START = "\n# Reviews imported from {title}.\n[[source]]\n"
# The lines of a table of ours; what follows a = is anybody's.
LINES = ("path = ", "reviewer = ", "kind = ", "# title = ", "# scale = ")


def table(place: str, title: str, reviewer: str, records: Iterable[Record]) -> str:
    """The table for the folder `place` of an import: what is true of all its reviews."""
    found = tuple(records)
    kinds = {record.work.kind if record.work else "" for record in found}
    lines = [f"path = {_quoted(place)}"]
    if reviewer:
        lines.append(f"reviewer = {_quoted(reviewer)}")
    if len(kinds) == 1 and any(kinds):
        lines.append(f"kind = {_quoted(*kinds)}")
    if kinds == {""}:
        lines.append('# title = "{work} by {creator}"  # where titles name the works')
    if any(record.score and not record.score.best for record in found):
        lines.append('# scale = "5"  # of the ratings that do not say theirs')
    return START.format(title=title) + "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # JSON's strings are TOML's


def has(project: Path, place: str) -> bool:
    """Whether anthology.toml has a table for that folder already."""
    try:
        sources = tomllib.loads(_text(project / FILE)).get("source", [])
    except (ValueError, RecursionError):
        return False
    several = sources if isinstance(sources, list) else [sources]
    paths = (str(each.get("path", "")) for each in several if isinstance(each, dict))
    return any(path.strip("./").removesuffix("/**").removesuffix("/*") == place for path in paths)


def added(project: Path, wanted: str) -> bytes | None:
    """The file with one table more; None where a person wrote in it, who then adds the table."""
    file = project / FILE
    if not file.exists() and not file.is_symlink():
        return (HEAD + wanted).encode()
    text = "" if file.is_symlink() else _text(file)
    if not text or not _is_ours(text, project):
        return None
    return (text + wanted).encode()


def is_of_imports(file: Path) -> bool:
    """Whether a file holds nothing but tables of imports."""
    text = "" if file.is_symlink() else _text(file)
    return text.startswith(HEAD) and _are_tables(text.removeprefix(HEAD))


def _text(file: Path) -> str:
    """The file; "" where there is none that can be read."""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _is_ours(text: str, project: Path) -> bool:
    """Whether `anthology new` or imports wrote the file, and nobody after them."""
    starts = (HEAD, *_of_new(text, project))
    return any(text.startswith(start) and _are_tables(text.removeprefix(start)) for start in starts)


def _of_new(text: str, project: Path) -> Iterable[str]:
    """What `anthology new` writes for a folder of that name."""
    try:
        style = tomllib.loads(text).get("style", {})
    except (ValueError, RecursionError):
        return
    name = style.get("name", "") if isinstance(style, dict) else ""
    for kind in scaffold.SAMPLES:
        yield scaffold.project(project.resolve().name, str(name), kind)[FILE]


def _are_tables(text: str) -> bool:
    """Whether a text is tables as `table` writes them, and no more."""
    start, _, end = START.strip("\n").partition("\n")
    begins = start.partition("{title}")[0]
    lines = [line for line in text.split("\n") if line]
    return all(line.startswith((begins, *LINES)) or line == end for line in lines)
