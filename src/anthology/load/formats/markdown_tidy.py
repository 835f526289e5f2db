"""Markdown as people write it, in the spelling of Python-Markdown, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from anthology.load.formats.blocks import tables
from anthology.load.formats.markdown_code import Code

FENCE = re.compile(r"(`{3,}|~{3,})")
ITEM = re.compile(r"([ ]*)([-*+]|\d{1,9}[.)])([ ]+)(?=\S)")
HASH_WORD = re.compile(r"#{1,6}(?=[^#\s])")
ADDRESS_OF_LINK = re.compile(r"(?<=\]\()[^()<>\n\"']*(?=\))")
IN_ANGLES = re.compile(r"(?<=\]\()<([^<>\n]*)>(?=\)|[ ]+[\"'])")
# “[Dune]([url](https://…))”: the address was pasted as a link into that of another.
LINK_IN_LINK = re.compile(
    r"\[(?P<words>[^\[\]\n]*)\]\(\s*\[(?P<other>[^\[\]\n]*)\]"
    r"\((?P<address>(?:[^()\s]|\([^()\s]*\))+)\)\s*\)"
)
PLACEHOLDERS = frozenset({"", "url", "link", "here", "href", "text"})
IN_ADDRESS = str.maketrans({" ": "%20", "(": "%28", ")": "%29"})
BEGINS = re.compile(r"#{1,6}[ ]|>|(?:[-*_][ ]*){3,}$|</?div")
ROW = re.compile(
    r"[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)+\|?[ ]*$|[ ]{0,3}\|[ ]*:?-+:?[ ]*\|[ ]*$"
)
QUOTED = re.compile(r"[ ]*(?:>[ ]?)+")
QUOTED_ITEM = re.compile(r"[ ]{0,3}(?:[-*+]|1[.)])[ ]+(?!(?:[-*][ ]*){2,}$)(?=\S)")
OPENS_WITH_QUOTATION = re.compile(r"[ ]*(?:[-*+]|\d{1,9}[.)])[ ]+>")
REFERENCE = re.compile(r"[ ]{0,3}\[([^\[\]^]+)\]:[ ]*(\S+)[ ]*$")
ADDRESS = re.compile(r"[<#/.]|[a-z][a-z0-9+.-]*:|\S+\.\S|\S*/", re.IGNORECASE)
SPOILER = re.compile(r"\s*(?:\{(/?)spoiler\}|<(/?)spoiler>)\s*$", re.IGNORECASE)
SPOILER_START = re.compile(r"\{spoiler\}|<spoiler>", re.IGNORECASE)
SPOILER_END = re.compile(r"\{/spoiler\}|</spoiler>", re.IGNORECASE)

# “Story: 8/10”, “🎬 **Director**: Ida Moor”: a label of a few words, and what it stands for.
LABELLED = re.compile(
    r"[ ]{0,3}(?:[^\w\s+*#>|<\[(&-]+[ ]?)?(?:\*\*|__|[*_])?[^\W\d_][^\n:|*_<>\[\]]{0,30}?"
    r"(?:\*\*|__|[*_])?:(?:\*\*|__|[*_])?[ ]+\S[^\n]{0,60}$"
)


def tidied(text: str, code: Code) -> str:
    """The text with lists, headings, links and spoilers in the spelling of Python-Markdown.

    Its code was set aside; blocks of it inside an item get the indent of that item.
    """
    output: list[str] = []
    lists = _Lists()
    fence = ""  # that is open; those inside of something are indented blocks by now
    block = re.compile(f"[ ]{{4,}}{code.opening}\\d+{code.closing}$")
    for line in text.expandtabs(4).split("\n"):
        mark = FENCE.match(line)
        if fence or mark:
            output.append(line)
            fence = "" if fence and line == fence else fence or mark[1]  # type: ignore[index]
            lists.levels.clear()
        elif code.pieces and block.match(line):
            output.append(lists.code(line))
        elif line != code.no_line:
            if "-" in line and "|" in line and ROW.match(line):
                _open_table(output)
            lists.quoted = ">" in line and lists.part_quoted(line, output)
            whole = _broken(line, output) if line.endswith("\\") else line
            if whole is not None:
                output.append(_mended(lists.line(whole, output)))
    return "\n".join(_in_lines(output))


def _in_lines(lines: list[str]) -> Iterator[str]:
    """The lines; where each of a paragraph has a label, as in a list of facts, all stay lines."""
    for filled, group in groupby(lines, key=lambda line: bool(line.strip())):
        own = list(group)
        labelled = filled and len(own) > 1 and all(map(LABELLED.match, own))
        yield from (line.rstrip() + "  " for line in own[:-1]) if labelled else own[:-1]
        yield own[-1]


def _broken(line: str, output: list[str]) -> str | None:
    """A line with two spaces for its last backslash, None where it is nothing but that."""
    if line.strip() == "\\" and output and output[-1].strip():
        output[-1] += "  "
        return None
    return line if line.endswith("\\\\") else line[:-1].rstrip() + "  "


def _open_table(output: list[str]) -> None:
    """A table that follows a paragraph's last line at once gets an empty line before it."""
    if len(output) > 1 and "|" in output[-1] and output[-2].strip() and "|" not in output[-2]:
        if not "".join(output[-3:-2]).strip():
            output[-2] = tables.in_pandoc(output[-2])
        output.insert(-1, "")


def _mended(line: str) -> str:
    if HASH_WORD.match(line):
        line = "\\" + line
    if "]:" in line and (match := REFERENCE.match(line)) and not ADDRESS.match(match[2]):
        line = line.replace("[", "\\[", 1)  # a word after a label in brackets is not an address
    if "]([" in line:
        line = LINK_IN_LINK.sub(_one_link, line)
    if "](<" in line:
        line = IN_ANGLES.sub(lambda m: m[1].strip().translate(IN_ADDRESS), line)
    if "](" in line:
        line = ADDRESS_OF_LINK.sub(lambda m: m[0].strip().replace(" ", "%20"), line)
    if "spoiler" in line:
        line = _spoiler(line)
    return line


def _one_link(match: re.Match[str]) -> str:
    """One link for two, with the words of both, where those of the inner one mean something."""
    words, other, address = match["words"], match["other"], match["address"]
    says_nothing = other.strip().lower() in {*PLACEHOLDERS, words.strip().lower(), address.lower()}
    return f"[{words if says_nothing else f'{words} ({other})'}]({address})"


def _spoiler(line: str) -> str:
    if match := SPOILER.fullmatch(line):
        return "</div>" if match[1] or match[2] else '<div class="spoiler" markdown="1">'
    output, at = "", 0
    while start := SPOILER_START.search(line, at):
        end = SPOILER_END.search(line, start.end())
        if end is None:
            break
        inside = line[start.end() : end.start()]
        output += f'{line[at : start.start()]}<span class="spoiler">{inside}</span>'
        at = end.end()
    return output + line[at:]


class _Lists:
    """Indents nested items by four columns a level, whatever the author used."""

    def __init__(self) -> None:
        self.levels: list[tuple[int, int]] = []  # column of the marker, column of the text
        self.blank = True
        self.paragraph = False  # the last line was a further paragraph inside an item
        self.quoted = False  # in a list of a quotation
        self.began = 0  # the least indent since the last empty line

    def line(self, line: str, output: list[str]) -> str:
        """The line as Python-Markdown wants it."""
        if not line.strip():
            self.blank = True
            return ""
        item = ITEM.match(line)
        after_blank, self.blank = self.blank, False
        indent = len(line) - len(line.lstrip(" "))
        if item and self._is_item(item, indent, after_blank):
            found = self._next_item(line, item, output, after_blank=after_blank)
        else:
            self.paragraph = self.paragraph or after_blank
            found = self._inside(line, indent, output, after_blank=after_blank)
        starts = not output or not output[-1].strip()
        depth = len(found) - len(found.lstrip(" "))
        self.began = depth if starts else min(self.began, depth)
        return found

    def _next_item(
        self, line: str, item: re.Match[str], output: list[str], *, after_blank: bool
    ) -> str:
        """An item, after an empty line where it would belong to what is before it."""
        before = output[-1] if output else ""
        parted = self.paragraph or before.lstrip().startswith(">") or not self.levels
        self.paragraph = False
        found = self._item(line, item, item.start(2))
        back = len(found) - len(found.lstrip(" ")) < self.began
        if not after_blank and (parted or (back and before.strip())):
            output.append("")
        return found

    def part_quoted(self, line: str, output: list[str]) -> bool:
        """Put an empty line before the first item of a list that follows words of a quotation.

        Returns whether the line belongs to a list there.
        """
        match = QUOTED.match(line)
        words = line[match.end() :] if match else ""
        if match and QUOTED_ITEM.match(words):
            before = output[-1] if output else ""
            spaces = before[: len(before) - len(before.lstrip(" "))]
            quote = spaces + match[0].strip()
            if not self.quoted and before.startswith(quote) and before.strip(" >"):
                output.append(quote)
            return True
        return self.quoted and bool(words.strip())

    def code(self, line: str) -> str:
        """A line of an indented block, inside of an item or not."""
        self.blank = False
        return " " * 4 * (len(self.levels) + 1) + line.lstrip() if self.levels else line

    def _is_item(self, item: re.Match[str], indent: int, after_blank: bool) -> bool:
        if re.fullmatch(r"[ ]*([-*][ ]*){3,}", item.string):
            return False  # a line across the page
        if self.levels:
            return indent < self.levels[-1][1] + 4
        bullet = item[2] in "-*+" or item[2] in {"1.", "1)"}
        return indent < 4 and (after_blank or bullet)

    def _item(self, line: str, item: re.Match[str], indent: int) -> str:
        while self.levels and indent < self.levels[-1][1] and not self._sibling(indent):
            self.levels.pop()
        marker = item[2].replace(")", ".")
        text = line[item.end() :]
        column = (item.start(2), item.end(2) + min(len(item[3]), 4))
        if self.levels and indent < self.levels[-1][1]:
            self.levels[-1] = column
        else:
            self.levels.append(column)
        return " " * 4 * (len(self.levels) - 1) + marker + " " + text

    def _sibling(self, indent: int) -> bool:
        """Whether an item at this column goes on with the list on top."""
        above = self.levels[-2][1] if len(self.levels) > 1 else 0
        return indent >= above

    def _quoted(self, line: str, output: list[str]) -> str:
        """A line of a quotation inside an item, which a paragraph of the item may precede."""
        within = " " * 4 * len(self.levels)
        if OPENS_WITH_QUOTATION.match(output[-1]) or output[-1].startswith(f"{within[1:]}>"):
            return within[1:] + line  # one space less, or it would be a word of the first line
        if not output[-1].lstrip().startswith(">"):
            output.append("")
        return within + line

    def _inside(self, line: str, indent: int, output: list[str], *, after_blank: bool) -> str:
        """A line that is not an item: it goes on with the item, or ends the list."""
        if self.levels and not after_blank and BEGINS.match(line):
            self.levels.clear()  # a heading, a rule or a quotation ends the list
            output.append("")
            return line
        if self.levels and not after_blank and line.lstrip().startswith(">"):
            return self._quoted(line.lstrip(), output)
        if not after_blank:
            return line if not self.levels else " " * 4 * len(self.levels) + line.lstrip()
        while self.levels and indent < self.levels[-1][1] and indent < 4 * len(self.levels):
            self.levels.pop()
        if not self.levels:
            return line
        own = min(indent, self.levels[-1][1])
        return " " * 4 * len(self.levels) + line[own:]
