"""A manuscript's header: its fence, or the form of its lines, and its keys."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from anthology.load.header import keys
from anthology.load.header.syntax.tree import Table, Value, of_toml, of_yaml
from anthology.report import Place, Problem, Refused, error

FENCE = re.compile(r"(?:[ \t]*\n)*(---|\+\+\+)[ \t]*(?:\n|\Z)")
LOOKS_LIKE_YAML = re.compile(
    r"(?:[ \t]*(?:#.*)?\n)*"
    r"(?:[ \t]*:?[\w\"'][^\n:]*:(?:\s|$)|[A-Za-z_]\w*:(?!//)|(?:---|\.\.\.)[ \t]*(?:\n|\Z))"
)
LETTER_HEAD = re.compile(
    r"(?:[ \t]*\n)*"
    r"((?::?[A-Za-z][\w -]{0,39}:(?:[ \t]+\S[^\n]*|[ \t]*)\n(?:(?:[ \t]+|- )\S[^\n]*\n)*)+)"
    r"[ \t]*\n"
)
KEY = re.compile(r"^:?([A-Za-z][\w -]*):", re.MULTILINE)
LOOKS_LIKE_TOML = re.compile(
    r"(?:[ \t]*(?:#.*)?\n)*(?:\s*[\w\"'.-]+[ \t]*=|\s*\[|\+\+\+[ \t]*(?:\n|\Z))"
)


NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True)
class FrontMatter:
    """A header's keys, and the body's text with the line where it starts (from 1)."""

    path: str
    text: str  # the whole manuscript
    body: str
    body_line: int = 1
    values: Table = field(default_factory=dict)
    fenced: bool = True  # False: the first lines of the text were read as a header
    problems: tuple[Problem, ...] = ()
    words: str | None = None  # all that must be in the book, where the body was made by us
    left_out: tuple[str, ...] = ()  # of them, what is not printed on purpose
    language: str = ""  # the document's own

    @property
    def place(self) -> Place:
        """Where the body begins."""
        return Place(self.path, self.body_line)

    def find(self, words: str) -> Place:
        """The last line of the body that contains `words`; line 0 where none does."""
        offset = self.body.rfind(words)
        line = self.body_line + self.body.count("\n", 0, offset) if offset >= 0 else 0
        return Place(self.path, line)


def split(text: str, path: str, renamed: Mapping[str, str] = NO_NAMES) -> FrontMatter:
    """The header and the body of a manuscript without its BOM.

    `renamed` has the keys that the project declares, as in `SourceTable.keys`. Raises Refused with
    file and line where a fence stays open or the header cannot be read.
    """
    opening = FENCE.match(text)
    if opening is None:
        return _unfenced(text, path, renamed)
    yaml_fence = opening[1] == "---"
    looks = LOOKS_LIKE_YAML if yaml_fence else LOOKS_LIKE_TOML
    if looks.match(text, opening.end()) is None:
        return FrontMatter(path, text, text)  # a line across the page, not a header
    line = text.count("\n", 0, opening.end())  # of the fence
    ending = r"(?:---|\.\.\.)" if yaml_fence else r"\+\+\+"
    closing = re.compile(rf"^{ending}[ \t]*(?:\n|\Z)", re.MULTILINE).search(text, opening.end())
    if closing is None:
        raise Refused(
            error(Place(path, line), f"the header's fence {opening[1]} is never closed",
                  f"Put a line with {opening[1]} below the last line of the header.")
        )  # fmt: skip
    source = text[opening.end() : closing.start()]
    values, problems = _table((of_yaml if yaml_fence else of_toml)(source, path, line), path)
    body_line = text.count("\n", 0, closing.end()) + 1
    body = text[closing.end() :]
    return FrontMatter(path, text, body, body_line, values, problems=problems)


def _unfenced(text: str, path: str, renamed: Mapping[str, str]) -> FrontMatter:
    """A header like a letter's: lines `key: value` up to an empty one, most keys known to us."""
    block = LETTER_HEAD.match(text)
    if block is None or not _is_header(KEY.findall(block[1]), renamed):
        return FrontMatter(path, text, text)
    line = text.count("\n", 0, block.start(1))
    body_line = text.count("\n", 0, block.end()) + 1
    values, problems = _table(of_yaml(block[1], path, line), path)
    body = text[block.end() :]
    return FrontMatter(path, text, body, body_line, values, fenced=False, problems=problems)


def _is_header(raw: Sequence[str], renamed: Mapping[str, str]) -> bool:
    """Whether the words before the colons are keys: as many are known as not, and one names a work.

    A header may have a key that nobody knows; talk between two people has no other.
    """
    names = {keys.named(renamed.get(name, name)) for name in raw}
    known = {name for name in names if not name or keys.known(name)}
    return keys.names_something(known - {""}) and 2 * len(known) >= len(names)


def _table(read: tuple[Value, tuple[Problem, ...]], path: str) -> tuple[Table, tuple[Problem, ...]]:
    """The keys of a header and the remarks on it. Raises Refused where it has none."""
    root, problems = read
    if root.content == "":
        return {}, ()
    if isinstance(root.content, dict):
        return root.content, problems
    message = "the header must be lines of the form “key: value”"
    raise Refused(error(Place(path, root.line), message))
