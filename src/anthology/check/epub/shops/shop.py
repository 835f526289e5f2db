"""The shops: what each wants of a file, its cover, its identifiers and its links."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from anthology.config.table import Table
from anthology.report import NOWHERE, Refused, error, shown

FOLDER = files(__package__)


class Cover(Table, defer_build=True):
    """[cover]: the picture that the package file names as cover-image. Sides in pixels."""

    required: bool = True
    shorter: int = 0
    longer: int = 0
    most: int = 100_000
    """The most of either side."""
    ideal: tuple[int, int] | None = None
    shape: tuple[int, int] | None = None
    """Width to height, as the shop prefers it."""
    bytes: int = 0
    formats: tuple[str, ...] = ("image/jpeg", "image/png")
    page: Literal["", "wanted", "doubled"] = ""
    """Whether the book must begin with a page that has it, or the shop adds one itself."""


class Shop(Table, defer_build=True):
    """A shop. Sizes are in bytes, 0 where none is known."""

    about: str
    checked: str
    sources: tuple[str, ...]
    unverified: tuple[str, ...] = ()
    hosts: tuple[str, ...]
    """Its own addresses; links to those of the others are what it objects to."""
    refuses_links: bool = False
    most: int = 0
    advised: int = 0
    isbn: bool = False
    """Whether the identifier must be the ISBN, the same as in the NCX."""
    isbn_name: bool = False
    """Whether the file is to be named by its ISBN."""
    note: tuple[int, int] | None = None
    """The least and the most letters of a note that pops up."""
    pages: int = 0
    """The least pages of a book."""
    cover: Cover


def names() -> tuple[str, ...]:
    """The names of all shops, in the order of the alphabet."""
    found = (each.name for each in FOLDER.iterdir() if each.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in found))


@lru_cache
def shop(name: str) -> Shop:
    """The shop of that name. Raises Refused where there is none."""
    if name not in names():
        near = get_close_matches(name, names(), 1)
        meant = f"Did you mean “{near[0]}”? " if near else ""
        hint = f"{meant}There are {', '.join(names())}."
        raise Refused(error(NOWHERE, f"there is no shop “{shown(name)}”", hint))
    return Shop.model_validate(tomllib.loads(FOLDER.joinpath(f"{name}.toml").read_text("utf-8")))
