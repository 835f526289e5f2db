"""The code of a Markdown text, set aside while the rest is read, so that it stays to the letter.

Fenced and indented blocks, spans in backticks and the elements <pre> and <code> are replaced
by marks that no reader of Markdown changes; afterwards the marks in the HTML become the code
again. A fence is put in the spelling of Python-Markdown: without attributes, and inside an
item, a note or a quotation as an indented block, the only one that it knows there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

FENCE = re.compile(r"(?P<mark>`{3,}(?=[^`]*$)|~{3,})[ \t]*(?P<info>.*)$")
LANGUAGE = re.compile(r"\{?[ ]*\.?([\w+#-]+)(?![\w+#-]*=)")
QUOTE = re.compile(r"(?:[ ]{0,3}>[ ]?)+")
ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?P<gap>[ ]+)(?=\S)")
NOTE = re.compile(r"\[\^[^\]]+\]:[ ]*")
TICKS = re.compile(r"(?P<escapes>\\*)(?P<ticks>`+)")
PRE, PRE_END = re.compile(r"<pre(?=[\s>])", re.IGNORECASE), re.compile(r"</pre\s*>", re.IGNORECASE)
ELEMENT = re.compile(r"(<(code|kbd|samp)(?:\s[^<>]*)?>)([^<\n]*)(?=</\2\s*>)", re.IGNORECASE)
TABLE = re.compile(r"^[ >]*\|?[ ]*:?-+:?[ ]*\|", re.MULTILINE)
SIGNS = re.compile(r"[`\t]|~~~|^[ ]{4}|<(?:pre|code|kbd|samp)\b", re.IGNORECASE | re.MULTILINE)
TAG = re.compile(r"<[^<>]*>")
FIRST, LAST = 0xE010, 0xF8FE  # private-use characters: no manuscript's words


@dataclass
class Code:
    """Pieces of code and the two characters around their numbers in the text."""

    opening: str
    closing: str
    pieces: list[str] = field(default_factory=list)  # as HTML

    @property
    def no_line(self) -> str:
        """A line that only keeps the numbers of those after it; `tidied` takes it out."""
        return self.opening + self.closing

    def set_aside(self, text: str, *, html: bool = False) -> str:
        """The mark that stands for a piece of code; "" for none."""
        if not text:
            return ""
        self.pieces.append(text if html else escape(text, quote=False))
        return f"{self.opening}{len(self.pieces) - 1}{self.closing}"

    def line_ends(self, replaced: str, after: str) -> str:
        """As many line ends as in what a mark stands for, of which none ends a paragraph.

        `after` is the character that follows it.
        """
        count = replaced.count("\n")
        whole = after in {"", "\n"}
        return f"\n{self.no_line}" * (count - (not whole)) + "\n" * (count > 0 and not whole)

    def put_back(self, html: str) -> str:
        """The HTML with the code in the place of its marks."""
        if not self.pieces:
            return html
        mark = re.compile(f"{self.opening}(\\d+){self.closing}")
        in_tag = re.compile(f"<[A-Za-z][^<>{self.opening}]*{self.opening}[^<>]*>")
        html = in_tag.sub(lambda tag: mark.sub(self._in_attribute, tag[0]), html)
        return mark.sub(lambda match: self.pieces[int(match[1])], html)

    def _in_attribute(self, match: re.Match[str]) -> str:
        """A piece as the value of an attribute has it: its words alone."""
        return TAG.sub("", self.pieces[int(match[1])]).replace('"', "&quot;")


def without_code(text: str) -> tuple[str, Code]:
    """The text with marks for its code, line for line, and the code."""
    code = Code(*_unused(text))
    if not SIGNS.search(text):
        return text, code
    output: list[str] = []
    words: list[str] = []  # the lines of text since the last of code
    for is_code, line in _Blocks(code).lines(text.split("\n")):
        if not is_code:
            words.append(line)
            continue
        output += _without_spans(words, code)
        words.clear()
        output.append(line)
    return "\n".join((*output, *_without_spans(words, code))), code


def _unused(text: str) -> tuple[str, str]:
    """Two characters that are not in the text."""
    characters = (c for c in map(chr, range(FIRST, LAST)) if c not in text)
    return next(characters), next(characters)


def _without_spans(lines: Sequence[str], code: Code) -> list[str]:
    """Lines of text with marks for the spans of code in them."""
    text = "\n".join(lines)
    if not lines or ("`" not in text and "<" not in text):
        return list(lines)
    text = ELEMENT.sub(lambda m: m[1] + code.set_aside(m[3], html=True), text)
    paragraphs = re.split(r"(\n[ \t>]*\n)", text)
    return "".join(_paragraph(each, code) for each in paragraphs).split("\n")


def _paragraph(text: str, code: Code) -> str:
    """A paragraph without the code between runs of as many backticks (CommonMark 0.31, 6.1)."""
    runs = list(TICKS.finditer(text))
    later: dict[int, list[re.Match[str]]] = {}
    bar = "|" if r"\|" in text and TABLE.search(text) else r"\|"  # escaped in cells (GFM 4.10)
    for run in reversed(runs):
        later.setdefault(len(run["ticks"]), []).append(run)
    output, at = "", 0
    for run in runs:
        later[len(run["ticks"])].pop()  # this one
        start, ticks = run.start("ticks"), len(run["ticks"])
        if len(run["escapes"]) % 2:  # the first is a letter; in code no backtick is
            start, ticks = start + 1, ticks - 1
        same = later.get(ticks, [])
        if start >= at and ticks and same:
            inside = text[run.end() : same[-1].start("ticks")]
            output += text[at:start] + _span(inside.replace(r"\|", bar), code)
            at = same[-1].end()
            output += code.line_ends(inside, text[at : at + 1])
    return output + text[at:]


def _span(inside: str, code: Code) -> str:
    """A span; its line ends are spaces, and one space on both sides does not count."""
    words = re.sub(r"\n[ \t>]*", " ", inside)
    if words.startswith(" ") and words.endswith(" ") and words.strip():
        words = words[1:-1]
    return f"`{code.set_aside(words)}`"


class _Blocks:
    """Reads lines and sets aside those of blocks of code."""

    def __init__(self, code: Code) -> None:
        self.code = code
        self.columns: list[int] = []  # where the text of each open item or note begins
        self.after_blank = True
        self.in_code = False  # the lines before were an indented block
        self.quote = ""
        self.endless_pre = False  # no <pre> is closed any more

    def lines(self, lines: list[str]) -> Iterator[tuple[bool, str]]:
        """Each line with marks for its code, and whether it is of a block of code."""
        number = 0
        while number < len(lines):
            quote, line = self._unquoted(lines[number])
            end = self._end_of_fence(lines, number, line) or self._end_of_pre(lines, number, line)
            if end and PRE.match(line.lstrip(" ")):
                yield from self._pre(lines[number:end])
            elif end:
                followed = end < len(lines) and bool(lines[end][len(quote) :].strip())
                fenced = self._fenced(lines[number:end], quote, followed=followed)
                yield from ((True, each) for each in fenced)
            else:
                is_code, line = self._line(line)
                yield is_code, quote + line
            number = end or number + 1

    def _unquoted(self, line: str) -> tuple[str, str]:
        """The marks of quotations that a line begins with, and the rest without tabs in front."""
        match = QUOTE.match(line) if ">" in line else None
        quote = match[0] if match else ""
        if quote.count(">") != self.quote.count(">"):
            self.columns.clear()
            self.after_blank, self.in_code = True, False
        self.quote = quote
        return quote, _without_tabs(line[len(quote) :])

    def _line(self, line: str) -> tuple[bool, str]:
        """A line outside of fences, set aside where it is of an indented block."""
        if not line.strip():
            self.after_blank = True
            return self.in_code, line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if self.after_blank:
            while self.columns and indent < min(self.columns[-1], 4 * len(self.columns)):
                self.columns.pop()
        column = self.columns[-1] if self.columns else 0
        if indent >= column + 4 and (self.after_blank or self.in_code):
            self.after_blank, self.in_code = False, True
            return True, line[: column + 4] + self.code.set_aside(line[column + 4 :])
        self._open(line.lstrip(" "), indent)
        self.after_blank = self.in_code = False
        return False, line

    def _open(self, text: str, indent: int) -> None:
        """Remember the item or the note that a line opens."""
        item, note = ITEM.match(text), NOTE.match(text)
        if item:
            while self.columns and indent < self.columns[-1]:
                self.columns.pop()
            self.columns.append(indent + item.end() - max(0, len(item["gap"]) - 4))
        elif note and indent < 4:
            self.columns[:] = [4]
        elif self.after_blank and indent == 0:
            self.columns.clear()

    def _end_of_fence(self, lines: list[str], start: int, line: str) -> int:
        """The number of the line after a fenced block, 0 where none begins."""
        match = FENCE.match(line.lstrip(" "))
        indent = len(line) - len(line.lstrip(" "))
        column = self.columns[-1] if self.columns and indent >= min(self.columns[-1], 4) else 0
        if not match or indent >= column + 4:
            return 0
        for number in range(start + 1, len(lines)):
            if self.quote and not QUOTE.match(lines[number]):
                return number
            if _closes(lines[number][len(self.quote) :], match["mark"]):
                return number + 1
        return len(lines)

    def _fenced(self, lines: list[str], quote: str, *, followed: bool) -> Iterator[str]:
        """A fenced block: fenced again, or indented where it is inside of something."""
        first = _without_tabs(lines[0][len(quote) :])
        column = len(first) - len(first.lstrip(" "))
        match = FENCE.match(first.lstrip(" "))
        assert match is not None  # noqa: S101  it is what _end_of_fence found
        closed = len(lines) > 1 and _closes(lines[-1][len(quote) :], match["mark"])
        inside = [_from(line[len(quote) :], column) for line in lines[1 : len(lines) - closed]]
        while inside and not closed and not inside[-1]:
            inside.pop()
        marks = [self.code.set_aside(line) for line in inside]
        before, self.after_blank, self.in_code = self.after_blank, True, False
        if quote or (column and self.columns):
            indent = quote + " " * (4 + (self.columns[-1] if column and self.columns else 0))
            yield self.code.no_line if before else quote.rstrip()
            yield from (indent + mark if mark else quote.rstrip() for mark in marks)
            if closed:
                yield quote.rstrip() if followed else self.code.no_line
            return
        self.columns.clear()
        language = LANGUAGE.match(match["info"])
        yield match["mark"] + (language[1] if language else "")
        yield from (*marks, match["mark"])

    def _end_of_pre(self, lines: list[str], start: int, line: str) -> int:
        """The number of the line after a <pre> that begins a line, 0 where none does."""
        if self.endless_pre or not PRE.match(line.lstrip(" ")):
            return 0
        ends = (n for n in range(start, len(lines)) if PRE_END.search(lines[n]))
        end = next(ends, None)
        self.endless_pre = end is None
        return 0 if end is None else end + 1

    def _pre(self, lines: list[str]) -> Iterator[tuple[bool, str]]:
        """A <pre> element, each of its lines set aside but for its own tags."""
        text = "\n".join(lines)
        start = text.index(">", PRE.search(text).start()) + 1  # type: ignore[union-attr]
        end = PRE_END.search(text).start()  # type: ignore[union-attr]
        inside = (self.code.set_aside(line, html=True) for line in text[start:end].split("\n"))
        yield from (
            (True, line) for line in (text[:start] + "\n".join(inside) + text[end:]).split("\n")
        )
        self.after_blank = False


def _without_tabs(line: str) -> str:
    """The line with spaces for the tabs that it begins with."""
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return indent.expandtabs(4) + line[len(indent) :] if "\t" in indent else line


def _closes(line: str, mark: str) -> bool:
    words = line.strip()
    return words.startswith(mark) and not words.strip(mark[0])


def _from(line: str, column: int) -> str:
    """A line of code without the spaces in front of its fence."""
    spaces = len(line) - len(line.lstrip(" "))
    return line[min(spaces, column) :]
