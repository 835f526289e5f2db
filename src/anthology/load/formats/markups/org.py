"""Org: the text of a file of Emacs as Markdown, line for line, and its keywords as a header.

https://orgmode.org/worg/org-syntax.html. What Org uses to plan (states, drawers, times of tasks)
is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from anthology.load.formats import Converted
from anthology.load.formats.markdown import convert as convert_markdown
from anthology.load.formats.markups.org_inline import inline, unprinted
from anthology.load.header import keys
from anthology.load.header.front_matter import FrontMatter, split
from anthology.load.header.syntax.tree import Table, Value
from anthology.report import Problem, warning

KEYWORD = re.compile(r"[ \t]*#\+(?P<key>[\w-]+):[ \t]*(?P<value>.*)$")
PROPERTY = re.compile(r"[ \t]*:(?P<key>[\w-]+):[ \t]*(?P<value>.*)$")
DRAWER, END = re.compile(r"[ \t]*:[\w-]+:[ \t]*$"), re.compile(r"[ \t]*:end:[ \t]*$", re.IGNORECASE)
TIME = re.compile(r"[<\[](\d{4}-\d\d-\d\d)[^<>\[\]\n]*[>\]]")
HEADING = re.compile(
    r"(\*+)[ \t]+(?:(?:TODO|NEXT|WAITING|HOLD|DONE|CANCELLED|COMMENT)[ \t]+)?(?:\[#\w\][ \t]+)?"
    r"(.*?)[ \t]*(:[\w@#%:]+:)?[ \t]*$"
)
NOT_PRINTED = re.compile(r"[ \t]*(?:(?:CLOSED|SCHEDULED|DEADLINE|CLOCK):|#(?:[ \t]|$))")
BEGIN = re.compile(r"[ \t]*#\+begin_(\w+)[ \t]*(.*)$", re.IGNORECASE)
COMMENT = re.compile(r"[ \t]*#(?:[ \t].*)?$")
ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-+]|\d+[.)]|(?<=[ \t])\*)[ \t]+(?P<words>.*)$")
TERM = re.compile(r"(.*?)[ \t]+::(?:[ \t]+|$)")
CHECKBOX = re.compile(r"\[[ X-]\][ \t]+")
RULE = re.compile(r"[ \t]*\|[-+|: \t]+$")
NOTE = re.compile(r"\[fn:([\w-]+)\][ \t]*(.*)$")
PICTURE = re.compile(r"[ \t]*!\[[^\]]*\]\(([^)]*)\)[ \t]*$")
VERBATIM = {"example", "src"}
# Keys of Org that say nothing about a review.
IGNORED = frozenset(
    {"id", "options", "startup", "property", "export_file_name", "category", "setupfile", "email",
     "latex_class", "latex_header", "html_head", "bind", "exclude_tags", "select_tags", "roam_refs",
     "roam_aliases", "custom_id", "hugo_base_dir", "hugo_section", "columns", "macro", "creator"}
)  # fmt: skip
OF_EXPORTS = ("attr", "hugo_", "html", "latex")
OURS = {"filetags": "subjects", "description": ""}


def with_header(text: str, path: str, renamed: Mapping[str, str]) -> FrontMatter:
    """The header and the body of a file: `#+TITLE:` and the like, and the first drawer.

    A YAML header goes first where there is one. Raises Refused like `front_matter.split`.
    """
    front = split(text, path, renamed)
    if front.values:
        return front
    values: Table = {}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        found = KEYWORD.match(line) or PROPERTY.match(line)
        if found and not END.match(line):
            _add(values, found, number + 1)
        elif line.strip() and not (COMMENT.match(line) or END.match(line) or _first(lines, number)):
            break
    return FrontMatter(path, text, text, values=values)


def _first(lines: list[str], number: int) -> bool:
    """Whether this line is a heading with a drawer, and the only one of the first level."""
    drawer = number + 1 < len(lines) and DRAWER.match(lines[number + 1])
    firsts = (line for line in lines if line.startswith("* "))
    return bool(drawer) and lines[number].startswith("* ") and len(list(firsts)) == 1


def _add(values: Table, found: re.Match[str], line: int) -> None:
    key, words = found["key"].lower(), found["value"].strip()
    name = OURS.get(key, key)
    if not name or not words or key in IGNORED or key.startswith(OF_EXPORTS):
        return
    value: Value = Value(TIME.sub(r"\1", words), line)
    if name == "subjects":
        tags = words.strip(":").replace("_", " ").split(":")
        value = Value(tuple(Value(tag, line) for tag in tags), line)
    elif found.re is PROPERTY and not keys.known(keys.named(name)):
        return
    values.setdefault(name, value)


def convert(front: FrontMatter) -> Converted:
    """The body of a manuscript in Org."""
    reader = _Reader(front)
    text = "\n".join(reader.markdown())
    converted = convert_markdown(replace(front, body=text))
    return replace(
        converted,
        problems=(*reader.problems, *converted.problems),
        left_out=(*converted.left_out, *reader.left_out, *unprinted(front.body)),
    )


@dataclass
class _Reader:
    """Reads a file line by line."""

    front: FrontMatter
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    block: str = ""  # the block that the line is in: "quote"
    drawer: bool = False
    caption: str = ""
    rows: int = 0  # of the table that the line is in
    items: dict[str, str] = field(default_factory=dict)  # indent -> mark of the item above

    def markdown(self) -> Iterator[str]:
        """Each line as Markdown; one that is not printed is empty."""
        words: list[_Words] = []  # lines of one paragraph, over which marks may reach
        for line in self.front.body.split("\n"):
            read = self._line(line)
            if not (isinstance(read, _Words) and read.goes_on):
                yield from _joined(words)
                words = []
            if isinstance(read, _Words):
                words.append(read)
            elif read is not None:
                yield read
        yield from _joined(words)

    def _line(self, line: str) -> str | _Words | None:
        if self.block:
            return self._in_block(line)
        if not line.strip():
            self.rows = 0
            self.items.clear()
            return ""
        if self.drawer or (DRAWER.match(line) and not END.match(line)):
            self.drawer = not END.match(line)
            return self._out(line)
        if opening := BEGIN.match(line):
            return self._opened(opening)
        if keyword := KEYWORD.match(line):
            return self._keyword(keyword)
        return self._text(line)

    def _text(self, line: str) -> str | _Words | None:
        if heading := HEADING.match(line):
            self.left_out.append(line.replace(heading[2], " ", 1))
            return f"{'#' * min(len(heading[1]), 6)} {inline(heading[2])}"
        if line.lstrip().startswith("|"):
            return self._row(line)
        if line.lstrip().startswith((": ", ":\n")) or line.strip() == ":":
            return f"    {line.lstrip()[2:]}"
        return self._out(line) if NOT_PRINTED.match(line) else self._words(line)

    def _words(self, line: str) -> str | _Words | None:
        if note := NOTE.match(line):
            return _Words(note[2], f"[^{note[1]}]: ", goes_on=False)
        if item := ITEM.match(line):
            above, self.items[item["indent"]] = self.items.get(item["indent"], ""), _mark(item)
            return _item(item, above)
        if self.caption and (picture := PICTURE.match(inline(line))):
            caption, self.caption = self.caption, ""
            return f'![{caption}]({picture[1]} "{caption}")'
        return _Words(line)

    def _keyword(self, keyword: re.Match[str]) -> str:
        if keyword["key"].lower() == "caption":
            self.caption = keyword["value"].replace('"', "”")
            self.left_out.append(keyword["key"])
            return ""
        if keyword["key"].lower() == "include":
            message = f"“#+INCLUDE: {keyword['value']}” was left out; no other file is read"
            self.problems.append(warning(self.front.find(keyword[0]), message, "Copy it in."))
        return self._out(keyword[0])

    def _row(self, line: str) -> str | None:
        """A row of a table, the first with the rule below it that Markdown wants."""
        cells = line.strip().strip("|").split("|")
        if RULE.match(line):
            columns = len(re.findall(r"[|+]", line.strip())) - 1
            self.rows += self.rows == 1
            return _rule(columns) if self.rows == 2 else None
        self.rows += 1
        row = "| " + " | ".join(inline(cell.strip()) for cell in cells) + " |"
        return f"{_rule(len(cells))}\n{row}" if self.rows == 2 else row

    def _opened(self, opening: re.Match[str]) -> str:
        self.block = opening[1].lower()
        self.left_out.append(opening[0])
        if self.block in VERBATIM:
            return f"~~~~~ {opening[2].split()[0] if opening[2].strip() else ''}".rstrip()
        return "{spoiler}" if self.block == "spoiler" else ""

    def _in_block(self, line: str) -> str | _Words | None:
        name = self.block
        if re.match(rf"[ \t]*#\+end_{name}\b", line, re.IGNORECASE):
            self.block = ""
            self.left_out.append(line)
            return _CLOSING.get(name, "")
        if name in VERBATIM:
            return line.lstrip(",") if line.startswith((",*", ",#+")) else line
        if name in {"comment", "export"}:
            return self._out(line)
        if name == "verse":
            return _verse(line)
        return _Words(line, "> " if name == "quote" else "") if line.strip() else ""

    def _out(self, line: str) -> str:
        self.left_out.append(line)
        return ""


def _rule(columns: int) -> str:
    return "|" + "---|" * max(1, columns)


@dataclass(frozen=True)
class _Words:
    """A line of a paragraph, in which marks are still Org's."""

    text: str
    before: str = ""  # in Markdown
    goes_on: bool = True  # whether it belongs to the paragraph of the line above


def _joined(lines: list[_Words]) -> Iterator[str]:
    """The lines of a paragraph as Markdown."""
    written = inline("\n".join(line.text for line in lines)).split("\n") if lines else []
    return (f"{line.before}{words}" for line, words in zip(lines, written, strict=True))


def _mark(item: re.Match[str]) -> str:
    """The mark of an item in Markdown: “-” or “1.”."""
    return "-" if item["mark"] in "-+*" else item["mark"].replace(")", ".")


def _item(item: re.Match[str], above: str) -> _Words:
    """An item of a list, indented as our Markdown wants it: four spaces a level."""
    words = CHECKBOX.sub("", item["words"])
    term = TERM.match(words)
    if term and item["mark"] in "-+*":
        words = f"*{term[1]}*: {words[term.end() :]}"
    indent = " " * (2 * len(item["indent"].expandtabs(8)))
    mark = _mark(item)
    apart = "\n" if above and (above == "-") != (mark == "-") else ""  # a list of another kind
    return _Words(words, f"{apart}{indent}{mark} ", goes_on=False)


def _verse(line: str) -> str:
    """A line of verse: its indent is kept, and it ends where it ended."""
    words = line.lstrip()
    if not words:
        return "{: .verse}\n"  # between stanzas
    return "\u00a0" * (len(line) - len(words)) + inline(words) + "  "


_CLOSING = {"example": "~~~~~", "src": "~~~~~", "verse": "{: .verse}", "spoiler": "{/spoiler}"}
