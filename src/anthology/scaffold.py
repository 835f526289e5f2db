"""A new project: anthology.toml with every setting explained, one sample review, .gitignore."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from anthology import cache, save
from anthology.report import Place, Problem, Refused, error, shown
from anthology.style import load
from anthology.text.folder_names import printable

TEXTS = files("anthology") / "scaffold_texts"
UNSET_STYLE = '# [style]\n# name = "classic"               # or a folder in styles/\n'
SAMPLES = {  # the sample review for each kind of work
    "film": "nosferatu.md",
    "book": "frankenstein.md",
    "album": "kind-of-blue.md",
    "restaurant": "the-corner-table.md",
}


def scaffold(folder: Path, style: str = "", kind: str = "film") -> tuple[str, ...]:
    """Write a new project into `folder`; lines that say what to do next. Raises Refused.

    Its settings name the style, "" for the usual one; a folder or zip of one is copied into
    styles/. Its sample reviews a work of that kind, a key of SAMPLES. No existing file is touched:
    the folder must be missing or empty.
    """
    path = Path(style)
    if style:
        load(style, Path())  # or raises Refused
    texts = project(folder.resolve().name, path.name if path.is_absolute() else style, kind)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Refused(_not_empty(folder))
        for name, text in texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        if path.is_absolute():
            copy = shutil.copytree if path.is_dir() else shutil.copy2
            (folder / "styles").mkdir()
            copy(path, folder / "styles" / path.name)
    except FileExistsError:
        raise Refused(_not_empty(folder)) from None
    except OSError as wrong:
        message = f"the new project cannot be written: {(wrong.strerror or str(wrong)).lower()}"
        raise Refused(error(Place(shown(str(folder))), message)) from None
    return _next(folder, texts)


def project(name: str, style: str = "", kind: str = "film") -> Mapping[str, str]:
    """The files of a new project by path; `name` makes the title."""
    title = printable(name.replace("-", " ").replace("_", " ")).title() or "Reviews"
    quoted = json.dumps(title, ensure_ascii=False)  # JSON's strings are TOML's
    settings = _text("anthology.toml").replace('"TITLE"', quoted)
    if style:
        settings = settings.replace(UNSET_STYLE, f"[style]\nname = {json.dumps(style)}\n")
    return {
        "anthology.toml": settings.replace("nosferatu.md", SAMPLES[kind]),
        f"manuscripts/{SAMPLES[kind]}": _text(SAMPLES[kind]),
        ".schemas/anthology.schema.json": _schema("anthology"),
        ".schemas/header.schema.json": _schema("header"),
        ".gitignore": f"/{save.FOLDER}/\n/{cache.FOLDER}/\n",
    }


def _text(name: str) -> str:
    return (TEXTS / name).read_text("utf-8")


def _schema(name: str) -> str:
    return (files("anthology") / "schemas" / f"{name}.schema.json").read_text("utf-8")


def _not_empty(folder: Path) -> Problem:
    return error(
        Place(shown(str(folder))),
        "this folder exists and is not empty; nothing was written",
        "Give another name, or empty the folder first.",
    )


def _next(folder: Path, texts: Mapping[str, str]) -> tuple[str, ...]:
    name = shown(str(folder))
    return (
        f"{name} is ready:",
        *(f"  {path}" for path in texts),
        "",
        "Put reviews into manuscripts/, describe the book in anthology.toml, then run",
        f"  anthology list {name}",
        f"  anthology build {name}",
    )
