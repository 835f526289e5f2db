"""Files that lie beside reviews and are none: the names by which they are known, as data.

`[[source]] include` in anthology.toml overrules all of them, `exclude` adds to them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase, translate
from functools import cache
from pathlib import PurePosixPath

from anthology.load import formats

HOME = "manuscripts/"
DRAFTS, NO_TEXT, EMPTY = "drafts", "reviews without text", "files without a word"  # after a number

# Folders that are not looked into, by name in small letters, and what is in them. Site generators:
# Jekyll, Hugo, Hexo, Eleventy, Astro. `_posts` and `_books` hold texts.
FOLDERS = {
    "in a site generator's folder": (
        "_data", "_includes", "_layouts", "_plugins", "_sass", "_site", "_templates", "archetypes",
        "layouts", "themes", "_themes", "examplesite", "scaffolds", "shortcodes", "partials",
    ),
    "of programs": (
        "node_modules", "bower_components", "vendor", "__pycache__", "site-packages", "venv",
        "__tests__", "__mocks__", "__macosx",
    ),
    "templates": ("templates",),
    DRAFTS: ("_drafts", "drafts", "_draft", "draft"),
}  # fmt: skip
# In manuscripts/ these may be an editor's own.
OUTSIDE_HOME = frozenset({"themes", "vendor", "partials", "scaffolds"})

# Folders whose pictures are used and whose texts belong to the site.
STATIC = frozenset(
    {"assets", "static", "public", "dist", "css", "js", "img", "images", "fonts", "media"}
)

# Files by name in small letters, or by name without the suffix where a pattern has none.
# “humans.txt” is for programs, “humans.md” may be a series; “licence-to-kill” is a film.
FILES = {
    "licences and the like": (
        "license", "licence", "unlicense", "copying", "changelog", "contributing", "authors",
        "license[-_]mit*", "license[-_]apache*", "license[-_]cc*", "license[-_]code",
        "license[-_]content", "license.??", "contributing.??", "changelog.??", "licenses",
        "code_of_conduct", "code-of-conduct", "third-party-notices", "codeowners",
    ),
    "files for programs": (
        "robots.txt", "humans.txt", "security.txt", "ads.txt", "app-ads.txt", "llms*.txt",
        "requirements*.txt", "constraints*.txt", "cmakelists.txt", "claude.md", "claude.*.md",
        "agents.md", "agents.*.md", "copilot-instructions", "pull_request_template",
        "*.skill.md", "*.prompt.md", "*.instructions.md",
        "issue_template", "bug_report", "feature_request", f"google{'[0-9a-f]' * 16}.*",
        "yandex_*.*", "browserconfig", "opensearch", "package-lock",
    ),
}  # fmt: skip
# The same where the name is in capitals: “TODO.md” is for programmers, “Todo.md” may be a film.
CAPITALS = {
    "licences and the like": (
        "NOTICE", "HISTORY", "CHANGES", "CREDITS", "CONTRIBUTORS", "MAINTAINERS", "GOVERNANCE",
        "INSTALL", "NEWS", "ROADMAP", "SUPPORT", "SECURITY", "TODO", "UPGRADING", "ORIGIN",
        "STYLEGUIDE", "SUMMARY", "TEMPLATE", "DEVELOPMENT", "DEPLOYMENT", "ARCHITECTURE",
        "TESTING", "RELEASE", "RELEASES", "GUIDELINES", "THANKS", "SPONSORS", "BACKERS",
    ),
    "files for programs": (
        "SKILL", "PROMPT", "CURSOR", "WARP", "GEMINI", "CONVENTIONS", "MEMORY", "INSTRUCTIONS",
    ),
}  # fmt: skip
XML_OF_A_SITE = re.compile(r"(?:sitemap|feed|atom|rss|browserconfig|index)\S*", re.IGNORECASE)

# What only a template has: it stands for the text of others.
TEMPLATE = re.compile(
    r"\{\{-?\s*(?:content|\.Content|define|template|block)\b|\{%-?\s*(?:extends|block)\b"
    r"|\{\{\s*\.\w"
)
TEMPLATES = "templates"


@dataclass(frozen=True)
class Wanted:
    """What anthology.toml names of a project's files."""

    folders: tuple[str, ...] = ()  # the paths of its sources
    files: tuple[str, ...] = ()  # globs of files that are read whatever they are called

    def holds(self, path: str) -> bool:
        """Whether a file is to be read whatever it is called."""
        return any(holds(pattern, path) for pattern in self.files)

    def leads_into(self, folder: str) -> bool:
        """Whether a folder holds, or may hold, something that is named."""
        return any(_leads(pattern, folder) for pattern in self.files) or any(
            each == folder or each.startswith(f"{folder}/") for each in self.folders
        )

    def own_part(self, path: str) -> str:
        """The path below the folder of its source: what an editor names is no site's folder."""
        own = (f"{each}/" for each in self.folders if path.startswith(f"{each}/"))
        return path.removeprefix(max(own, key=len, default=""))


NOTHING_NAMED = Wanted()


def holds(pattern: str, path: str) -> bool:
    """Whether a folder or glob, relative to the project, holds a path; "" holds all."""
    folder = unicodedata.normalize("NFC", pattern).strip("/")
    path = unicodedata.normalize("NFC", path)
    return folder in {"", ".", path} or path.startswith(folder + "/") or fnmatchcase(path, folder)


def _leads(pattern: str, folder: str) -> bool:
    """Whether what a glob names may be in a folder; one that begins with ** opens none."""
    named, _, more = pattern.strip("/").partition("**")
    steps, parts = [step for step in named.split("/") if step], folder.split("/")
    if not steps or (more and len(parts) > len(steps) and "*" in steps[0]):
        return False
    return all(fnmatchcase(part, step) for part, step in zip(parts, steps, strict=False))


def kind_of_folder(path: str) -> str:
    """What a folder holds that is not looked into, "" where it is."""
    name = PurePosixPath(path).name.lower()
    if name.startswith("."):
        return "in a hidden folder"
    if path.startswith(HOME) and name in OUTSIDE_HOME:
        return ""
    return next((kind for kind, names in FOLDERS.items() if name in names), "")


def kind_of_file(path: str, wanted: Wanted = NOTHING_NAMED) -> str:
    """What a text is that is no review, by its name and its folders; "" where it may be one."""
    if wanted.holds(path):
        return ""
    folder, _, name = path.rpartition("/")
    stem = formats.stem_of(name)
    if name.lower().endswith(".xml") and XML_OF_A_SITE.fullmatch(stem):
        return "files of a site"
    for kind, pattern in _patterns().items():
        if pattern.match(name.lower()) or pattern.match(stem.lower()):
            return kind
    if stem.isupper() and (found := _in_capitals(stem)):
        return found
    if folder and STATIC.intersection(wanted.own_part(path).split("/")[:-1]):
        return "files of a site"
    return ""


def _in_capitals(stem: str) -> str:
    return next((kind for kind, names in CAPITALS.items() if stem in names), "")


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """FILES as one pattern for each kind: a name is matched for every file of a project."""
    return {
        kind: re.compile("|".join(map(translate, patterns))) for kind, patterns in FILES.items()
    }


def texts_below(paths: Iterable[str]) -> Counter[str]:
    """How many of the files are below each folder; “.” is the project."""
    found: Counter[str] = Counter()
    for path in paths:
        found["."] += 1
        while path := path.rpartition("/")[0]:
            found[path] += 1
    return found
