"""A text of many reviews is cut into one text each, with its own header and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from anthology.load.formats.documents import byline
from anthology.load.formats.plain_text import RULE, is_heading
from anthology.load.header import keys
from anthology.load.header.front_matter import FENCE, LOOKS_LIKE_YAML, FrontMatter, split
from anthology.load.header.syntax.tree import Table, Value
from anthology.report import Place, Problem, Refused, counted, error, warning

HEADING_1 = re.compile(r"[ ]{0,3}#[ \t]+(?P<title>\S.*?)[ \t]*#*[ \t]*$")
ANY_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+(?P<title>\S.*?)[ \t]*#*[ \t]*$")
UNDERLINE = re.compile(r"={3,}[ \t]*$")
CODE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
BOLD = re.compile(r"\s*(\*\*|__)(?P<title>\S.*?)\1\s*$")
YEAR = re.compile(r"\s*\((?:c\. )?\d{4}(?:[–-]\d{2,4})?\)$")
TAG = re.compile(r"<h1[\s>]", re.IGNORECASE)
RULE_TAG = re.compile(r"[ \t]*<hr\b[^<>]*>[ \t]*\n?", re.IGNORECASE)
PAIR = re.compile(r"([A-Za-z][\w -]{0,39}):[ \t]+\S")
SURE = 2  # titles with a header or a byline below; then other short lines are no titles


@dataclass(frozen=True)
class _Piece:
    """Lines of a text from `start` to `end`, and how many of them are the title."""

    start: int
    end: int
    title: str = ""
    titled: int = 0


def cut(front: FrontMatter, how: str, renamed: Mapping[str, str]) -> tuple[FrontMatter, ...]:
    """The reviews of a text, in their order. `how` is as in `SourceTable.split`.

    Raises Refused where there is nothing to cut at, or a header cannot be read.
    """
    is_html = front.path.lower().endswith((".html", ".htm", ".xhtml"))
    front = _with_tags_on_lines(front, how) if is_html else front
    lines = front.body.split("\n")
    pieces = list(_pieces(lines, how, html=is_html))
    if not pieces:
        raise Refused(nothing(front.place, how))
    common = replace(front, values=_common(front.values, how))
    found = tuple(_front(piece, lines, common, renamed) for piece in pieces)
    first = {**front.values, **found[0].values} if how == "rule" else found[0].values
    doubts = before_first("\n".join(lines[: pieces[0].start]), front.place)
    return (replace(found[0], values=first, problems=(*found[0].problems, *doubts)), *found[1:])


def _common(values: Table, how: str) -> Table:
    """What a header at the top says of all reviews; between lines across it may be the first's."""
    if how == "rule" and "title" in values:
        return {}
    return {key: value for key, value in values.items() if key != "title"}


def nothing(place: Place, how: str) -> Problem:
    """An error for a text that cannot be cut."""
    message = f"nothing to cut this file at was found: “{how}”"
    hint = "Correct split in its [[source]]: “heading 1”, “rule” or “title lines”."
    return error(place, message, hint)


def before_first(text: str, place: Place) -> tuple[Problem, ...]:
    """A warning for words before the first review, which are in no review."""
    words = len(re.findall(r"[^\W_]+", text))
    if words <= 12:  # the title of the whole
        return ()
    message = f"{counted(words, 'word')} before the first review are left out"
    return (warning(place, message, "Give them a heading, or move them to front/foreword.md."),)


def _with_tags_on_lines(front: FrontMatter, how: str) -> FrontMatter:
    """A page with what it is cut at on lines of its own, in the number of lines that it has."""
    tag = TAG if how == "heading 1" else RULE_TAG
    if all(match.start() == 0 or front.body[match.start() - 1] == "\n"
           for match in tag.finditer(front.body)):  # fmt: skip
        return front
    return replace(front, body=tag.sub(lambda match: f"\n{match[0].strip(chr(10))}", front.body))


def _pieces(lines: Sequence[str], how: str, *, html: bool) -> Iterator[_Piece]:
    if how == "rule":
        return _between_rules(lines, html=html)
    if html:
        titles = {n: ("", 0) for n, line in enumerate(lines) if TAG.match(line)}
    elif how == "heading 1":
        titles = dict(_headings(lines))
    else:
        titles = _title_lines(lines)
    ends = [*sorted(titles)[1:], len(lines)]
    return (_Piece(start, end, *titles[start])
            for start, end in zip(sorted(titles), ends, strict=True))  # fmt: skip


def _prose(lines: Sequence[str]) -> Iterator[int]:
    """The numbers of the lines that are not code."""
    fence = ""
    for number, line in enumerate(lines):
        mark = CODE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence:
            yield number


def _headings(lines: Sequence[str]) -> Iterator[tuple[int, tuple[str, int]]]:
    for number in _prose(lines):
        if match := HEADING_1.match(lines[number]):
            yield number, (match["title"], 1)
        elif _after(lines, number) and UNDERLINE.match(lines[number + 1]) and lines[number].strip():
            yield number, (lines[number].strip(), 2)


def _after(lines: Sequence[str], number: int) -> str:
    return lines[number + 1] if number + 1 < len(lines) else ""


def _between_rules(lines: Sequence[str], *, html: bool) -> Iterator[_Piece]:
    """The pieces between lines across; one that begins a header belongs to it."""
    start = 0
    inside = -1  # the line where a header ends
    for number in _prose(lines):
        if number <= inside or not _is_rule(lines, number, html=html):
            continue
        yield from _titled(lines, start, number)
        ending = _end_of_header(lines, number)
        start, inside = (number, ending) if ending else (number + 1, inside)
    yield from _titled(lines, start, len(lines))


def _is_rule(lines: Sequence[str], number: int, *, html: bool) -> bool:
    if html:
        return bool(RULE_TAG.match(lines[number]))
    before = lines[number - 1] if number else ""
    return bool(RULE.match(lines[number])) and not before.strip()


def _end_of_header(lines: Sequence[str], number: int) -> int:
    """The line of the closing fence where a header opens, 0 where none does."""
    text = "\n".join(lines[number:])
    opening = FENCE.match(text)
    if not opening or not LOOKS_LIKE_YAML.match(text, opening.end()):
        return 0
    return next((n for n in range(number + 1, len(lines)) if lines[n].strip() == "---"), 0)


def _titled(lines: Sequence[str], start: int, end: int) -> Iterator[_Piece]:
    """The piece of these lines, from its first words on."""
    first = next((n for n in range(start, end) if lines[n].strip()), None)
    if first is None:
        return
    if first + 1 < end and UNDERLINE.match(lines[first + 1]):
        yield _Piece(first, end, lines[first].strip(), 2)
    elif title := _title(lines[first]):
        yield _Piece(first, end, title, 1)
    else:
        yield _Piece(first, end)


def _title(line: str) -> str:
    """The words of a line that may be a title, "" for any other."""
    marked = ANY_HEADING.match(line) or BOLD.match(line)
    words = (marked["title"] if marked else line).strip()
    if marked and not words.endswith((".", ",", ";", ":")):
        return words
    plain = YEAR.sub("", words).strip("*_ ")
    return words if plain and is_heading(plain) and not PAIR.match(words) else ""


def _title_lines(lines: Sequence[str]) -> dict[int, tuple[str, int]]:
    """Short lines by themselves; those with a header or a byline below, where there are some."""
    found = {}
    sure = {}
    for number in _prose(lines):
        before = lines[number - 1] if number else ""
        title = _title(lines[number]) if lines[number].strip() and not before.strip() else ""
        below = _below(lines, number)
        if title and below:
            sure[number] = (title, 1)
        if title and (below or not _after(lines, number).strip()):
            found[number] = (title, 1)
    return sure if len(sure) >= SURE else found


def _below(lines: Sequence[str], number: int) -> bool:
    """Whether the next line with words is one of a header, or a byline."""
    line = next((line for line in lines[number + 1 : number + 4] if line.strip()), "")
    pair = PAIR.match(line)
    return bool(pair and keys.known(keys.named(pair[1]))) or byline.named(line) is not None


def _front(
    piece: _Piece, lines: Sequence[str], whole: FrontMatter, renamed: Mapping[str, str]
) -> FrontMatter:
    """The header and the body of a piece, whose lines have the numbers of the whole file."""
    own = list(lines[piece.start : piece.end])
    own[: piece.titled] = [""] * piece.titled
    values, used, problems = _header(own, piece, whole, renamed)
    own[:used] = [""] * used
    title = {"title": Value(piece.title, whole.body_line + piece.start)} if piece.title else {}
    return FrontMatter(
        whole.path,
        whole.text,
        "\n".join(own),
        whole.body_line + piece.start,
        {**whole.values, **title, **values},
        problems=problems,
    )


def _header(
    own: Sequence[str], piece: _Piece, whole: FrontMatter, renamed: Mapping[str, str]
) -> tuple[Table, int, tuple[Problem, ...]]:
    """The values of a piece's header, how many lines they take with what is before, and remarks."""
    first = next((n for n, line in enumerate(own) if line.strip()), None)
    if first is None:
        return {}, 0, ()
    if (by := byline.named(own[first])) and piece.title:
        line = whole.body_line + piece.start + first
        return {by[0]: Value(by[1], line)}, first + 1, ()
    fenced = FENCE.match(own[first] + "\n") is not None
    placeholder = "" if fenced or not piece.title else "title: x\n"
    front = split(placeholder + "\n".join(own[first:]), whole.path, renamed)
    values = {
        key: value for key, value in front.values.items() if not placeholder or key != "title"
    }
    known = [key for key in values if keys.known(keys.named(renamed.get(key, key)))]
    if not known or (not fenced and 2 * len(known) < len(values)):
        return {}, 0, ()
    by_lines = whole.body_line + piece.start + first - 1 - bool(placeholder)
    used = first + front.body_line - 1 - bool(placeholder)
    return {key: _shifted(value, by_lines) for key, value in values.items()}, used, front.problems


def _shifted(value: Value, lines: int) -> Value:
    """The value with its line in the whole file."""
    content = value.content
    if isinstance(content, dict):
        content = {key: _shifted(inner, lines) for key, inner in content.items()}
    elif isinstance(content, tuple):
        content = tuple(_shifted(inner, lines) for inner in content)
    return Value(content, value.line + lines)
