"""A manuscript's header: its fence, or the form of its lines, and its keys."""

# ruff: noqa: PLC0415  a letter's head is seldom read, and knows the keys of all languages

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from anthology.load.header.syntax.tree import Table, Value, of_toml, of_yaml
from anthology.report import Place, Problem, Refused, error, question

if TYPE_CHECKING:
    from anthology.load.header.syntax import letter

FENCE = re.compile(r"(?:[ \t]*\n)*(---|\+\+\+)[ \t]*(?:\n|\Z)")
LOOKS_LIKE_YAML = re.compile(
    r"(?:[ \t]*(?:#.*)?\n)*"
    r"(?:[ \t]*:?[\w\"'][^\n:]*:(?:\s|$)|[A-Za-z_]\w*:(?!//)|(?:---|\.\.\.)[ \t]*(?:\n|\Z))"
)
LOOKS_LIKE_TOML = re.compile(
    r"(?:[ \t]*(?:#.*)?\n)*(?:\s*[\w\"'.-]+[ \t]*=|\s*\[|\+\+\+[ \t]*(?:\n|\Z))"
)


FENCE_TWICE = "two lines with ---"
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


def split_repeated(front: FrontMatter, repeated: Collection[str]) -> FrontMatter:
    """The header that first lines are by the keys that other texts have too; the same for others.

    `repeated` are such keys of the folder, none of which need be known.
    """
    if not repeated:
        return front
    from anthology.load.header.syntax import letter

    head = letter.head_of(front.text) if front.body == front.text else None
    if head is None or not letter.is_repeated(head, front.text[head.end :], repeated):
        return front
    found = _of_letter(head, front.text, front.path)
    message = "the first lines, whose keys are not known here, were read as a header"
    hint = f"They are not printed. If they are to be read, write {FENCE_TWICE} above them."
    doubt = question(Place(front.path, _line(front.text, head.start)), message, hint)
    return replace(found, problems=(*front.problems, doubt, *found.problems))


def _unfenced(text: str, path: str, renamed: Mapping[str, str]) -> FrontMatter:
    """A header like a letter's: lines `key: value` up to an empty one."""
    from anthology.load.header.syntax import letter

    head = letter.head_of(text)
    if head is None or not letter.is_header(head, text[head.end :], renamed):
        return FrontMatter(path, text, text)
    return _of_letter(head, text, path)


def _of_letter(head: letter.Head, text: str, path: str) -> FrontMatter:
    """The first lines as a header; to the letter where they are no YAML."""
    line = _line(text, head.start) - 1
    try:
        values, problems = _table(of_yaml(head.as_yaml, path, line), path)
    except Refused:
        found = head.table.items()
        values = {key: Value(value.content, value.line + line) for key, value in found}
        problems = ()
    body, body_line = text[head.end :], _line(text, head.end)
    if head.heading:
        between = "\n" * (body_line - 1 - head.heading.count("\n"))
        body, body_line = head.heading + between + body, 1
    return FrontMatter(path, text, body, body_line, values, fenced=False, problems=problems)


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _table(read: tuple[Value, tuple[Problem, ...]], path: str) -> tuple[Table, tuple[Problem, ...]]:
    """The keys of a header and the remarks on it. Raises Refused where it has none."""
    root, problems = read
    if root.content == "":
        return {}, ()
    if isinstance(root.content, dict):
        return root.content, problems
    message = "the header must be lines of the form “key: value”"
    raise Refused(error(Place(path, root.line), message))
