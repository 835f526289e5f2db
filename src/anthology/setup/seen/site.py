"""What a site says of itself, in the settings of Jekyll, Hugo, Zola, Eleventy and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from anthology.load.header import inline, keys
from anthology.load.header.shape import NOTHING, single
from anthology.load.header.syntax.tree import Table, of_toml, of_yaml
from anthology.load.project.model import Files
from anthology.report import Refused

PATHS = (
    "_config.yml", "_config.yaml", "_config.toml", "hugo.toml", "hugo.yaml", "hugo.yml",
    "config.toml", "config.yaml", "config.yml", "config/_default/hugo.toml",
    "config/_default/config.toml", "config/_default/hugo.yaml", "config/_default/config.yaml",
    "config/_default/params.toml", "config/_default/languages.en.toml", "_data/site.json",
    "_data/site.yml",
    "_data/metadata.json", "_data/meta.json", "src/_data/site.json", "src/_data/metadata.json",
    "src/_data/meta.json", "src/site.json", "site.json",
)  # fmt: skip
TITLES = ("title", "site.title", "name", "params.title")
AUTHORS = (
    "author.name", "author", "params.author.name", "params.author", "extra.author", "site.author",
    "author_name", "params.authorname", "owner.name", "author.fullname", "authors",
)  # fmt: skip
LANGUAGES = (
    "lang", "language", "languagecode", "default_language", "defaultcontentlanguage", "locale",
    "params.lang", "params.language", "site.lang",
)  # fmt: skip
TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?(?:\.\S*)?")
LARGEST = 1.0  # megabytes; such files have a few thousand bytes


@dataclass(frozen=True)
class Statement:
    """A value, and the file and the key that it is from."""

    text: str
    path: str
    key: str

    @property
    def origin(self) -> str:
        """As “`title` in _config.yml”."""
        return f"`{self.key}` in {self.path}"


@dataclass(frozen=True)
class Site:
    """What a site says of itself; None where it does not."""

    title: Statement | None = None
    author: Statement | None = None
    language: Statement | None = None


def site(files: Files) -> Site:
    """What the settings of the site say; of several files the first that says something."""
    tables = [(path, table) for path in PATHS if (table := _table(path, files))]
    language = _first(tables, LANGUAGES)
    match = TAG.fullmatch(language.text) if language else None
    if language and match:
        tag = f"{match[1].lower()}-{match[2].upper()}" if match[2] else match[1].lower()
        language = Statement(tag, language.path, language.key)
    return Site(_first(tables, TITLES), _first(tables, AUTHORS), language if match else None)


def _table(path: str, files: Files) -> Mapping[str, str]:
    """The texts of a file by their keys, those of tables as “author.name”; {} without the file."""
    read = of_toml if path.endswith(".toml") else of_yaml  # JSON is YAML
    with suppress(Refused):
        text = files.read(path, megabytes=LARGEST).decode("utf-8-sig", "replace")
        root, _ = read(text, path)
        if isinstance(root.content, dict):
            return dict(_flat(root.content))
    return {}


def _flat(table: Table, before: str = "") -> Iterator[tuple[str, str]]:
    for raw, value in table.items():
        key, content = f"{before}{keys.named(raw)}", single(value).content
        if isinstance(content, dict):
            yield from _flat(content, f"{key}.")
        elif isinstance(content, str) and (text := inline.plain(content)).lower() not in NOTHING:
            yield key, text


def _first(
    tables: Sequence[tuple[str, Mapping[str, str]]], names: Sequence[str]
) -> Statement | None:
    found = ((path, name, table[name]) for path, table in tables for name in names if name in table)
    return next((Statement(text, path, name) for path, name, text in found), None)
