"""pandoc: divisions and spans with classes, sub- and superscript, notes, links to headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from anthology.book import CROSS_REFERENCE
from anthology.load.formats.dialects.findings import Findings, Kind
from anthology.text.slugs import heading_slugs

DIVISION = re.compile(  # with a title as Docusaurus and VuePress write it
    r"[ ]{0,3}:{3,}[ ]*(?:(?P<what>\{[^{}]*\}|[\w-]+)"
    r"(?:\[(?P<label>[^\[\]]*)\]|[ ]+(?P<title>[^\s:{][^:]*?))?)?[ ]*:*[ ]*$"
)
TITLE = re.compile(r"\btitle=(?:\"([^\"]*)\"|'([^']*)')")  # as Quarto writes it
SPAN = re.compile(r"(?<![!\]\\])\[([^\[\]\n]*)\]\{[ ]*([^{}\n]*?)[ ]*\}")
OURS = re.compile(r"\.(?:index|spoiler)\b")
CLASS = re.compile(r"(?<![\w-])\.([\w-]+)")
IDENTIFIER = re.compile(r"(?:^|\s)#([\w:.-]+)")
EXAMPLE = re.compile(r"^(?P<indent>[ ]{0,3})\(@(?P<name>[\w-]*)\)(?=[ ]+\S)", re.MULTILINE)
LANGUAGE = re.compile(r"\blang=[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)")
SUB = re.compile(r"(?<=[\w)])(?<!~)~(?![~\s])([^\s~\[\]]{1,30})~(?!~)")
SUP = re.compile(r"(?<=[\w)])\^(?![\^\s\[])([^\s^\[\]]{1,30})\^(?!\^)")
CITATION = re.compile(r"\[(?:[^\[\]\n@]*[\s;(])?-?@\{?[A-Za-z0-9_][^\[\]\n]*\]")
LINE = re.compile(r"\|(?:[ ](?P<words>[^|\n]*))?$")
BEGINS_BLOCK = re.compile(  # a list, a heading, a quotation or a rule: the last character tells
    r"\d{1,9}[.)](?=\s|$)|[-+*:](?=\s|$)|#(?=#{0,5}(?:\s|$))|>|[-=*_](?=[-=*_\s]*$)"
)
HEADING = re.compile(
    r"^[ ]{0,3}(?:#{1,6}[ ]+(?P<atx>[^\n]+?)|(?P<setext>[^\s#>|-][^\n]*?))"
    r"(?:[ ]*\{:?[ ]*#(?P<id>[\w:.-]+)[^{}\n]*\})?[ ]*(?(atx)#*[ ]*$|\n(?:=+|-{2,})[ ]*$)",
    re.MULTILINE,
)
REFERENCE = re.compile(
    r"(?<![!\]\\])\[(?P<words>[^\[\]\n^][^\[\]\n]*)\]\[(?P<label>[^\[\]\n^]*)\](?![\[(:])"
)
BRACKETS = r"[ >]*\[[^\[\]\n]*\]\[[^\[\]\n]*\][ ]*"
CAPTION_OF_TABLE = re.compile(  # MultiMarkdown's, in a line below a row or above one
    rf"(?<=\|)\n{BRACKETS}(?=\n|$)|\n?{BRACKETS}\n[ >]*\|"
)
LABEL = re.compile(r"^[ ]{0,3}\[([^\[\]\n]+)\]:", re.MULTILINE)
WITHOUT_WORDS = re.compile(r"(?<![!\]\\])\[[ ]*\]\((?P<to>[^()\s]+)\)")
NAMES = {"smallcaps": "small-caps", "sc": "small-caps", "small-caps": "small-caps",
         "speaker": "speaker"}  # fmt: skip
ELEMENTS = {"underline": "u", "ul": "u", "mark": "mark", "highlight": "mark", "kbd": "kbd",
            "strikeout": "del"}  # fmt: skip
DEEPEST = 30  # brackets inside an inline note

CITATIONS = Kind(
    "printed as it stands",
    "citation",
    "Write the source out, as a note or in the text.",
)
NOWHERE = Kind(
    "printed as it stands",
    "link without an address",
    "Give its address, [words](https://…), or name a heading of this text.",
)
OPEN = Kind("opened with ::: and not closed", "division", "Close it with a line of :::.")


def read(text: str, findings: Findings) -> str:
    """The text without pandoc's marks, but for line blocks."""
    if ":::" in text:
        text = _divisions(text, findings)
    if "]{" in text:
        text = SPAN.sub(_span, text)
    if "~" in text:
        text = SUB.sub(r"<sub>\1</sub>", text)
    if "^" in text:
        text = SUP.sub(r"<sup>\1</sup>", text)
    if "(@" in text:
        text = _examples(text, findings)
    for match in CITATION.finditer(text) if "@" in text else ():
        findings.add(CITATIONS, match[0])
    return _inline_notes(text) if "^[" in text else text


def _divisions(text: str, findings: Findings) -> str:
    """Lines of ::: as the tags of an element."""
    output: list[str] = []
    opened: list[str] = []
    for line in text.split("\n"):
        match = DIVISION.match(line) if ":::" in line else None
        if match is None:
            output.append(line)
        elif match["what"]:
            opened.append(line)
            output += _opened(match, findings)
        elif opened:
            opened.pop()
            output.append("</div>")
        else:
            output.append(line)
    for line in opened:
        findings.add(OPEN, line)
        output.append("</div>")
    return "\n".join(output)


def _opened(match: re.Match[str], findings: Findings) -> Iterator[str]:
    """The tag of a division, and its title."""
    what = str(match["what"])
    given = TITLE.search(what)
    findings.leave_out(TITLE.sub("title", what))
    classes = CLASS.findall(TITLE.sub("", what)) or [what.strip("{} ")]
    yield f'<div class="{escape(" ".join(map(_named, classes)))}" markdown="1">'
    title = match["label"] or match["title"] or (given and (given[1] or given[2]))
    yield from ("", f"**{title.strip()}**", "") if title and title.strip() else ()


def _named(name: str) -> str:
    """A class by our name for it."""
    return NAMES.get(name, name)


def _span(match: re.Match[str]) -> str:
    """Words in brackets with attributes, as an element; our own marks are read later."""
    words, attributes = match.groups()
    if OURS.search(attributes) or not re.match(r"[.#]|[\w-]+=", attributes):
        return match[0]
    names = CLASS.findall(attributes)
    element = next((ELEMENTS[name] for name in names if name in ELEMENTS), "span")
    language = LANGUAGE.search(attributes)
    classes = " ".join(NAMES[name] for name in names if name in NAMES)
    name = IDENTIFIER.search(attributes)
    given = (("class", classes), ("id", name and name[1]), ("lang", language and language[1]))
    marks = "".join(f' {key}="{value}"' for key, value in given if value)
    return f"<{element}{marks}>{words}</{element}>"


def links(text: str, findings: Findings) -> str:
    """The text with links to headings by their words, and links that get the words of a heading."""
    if "[](" in text or "[ ](" in text:
        text = WITHOUT_WORDS.sub(_named_by_target, text)
    return _references(text, findings) if "][" in text else text


def _named_by_target(match: re.Match[str]) -> str:
    """A link without words, which gets those of the place where it leads."""
    to = escape(match["to"])
    if re.match("[a-z]+:", to):
        return f"<{match['to']}>"
    return f'<a class="{CROSS_REFERENCE}" href="{to}"></a>'


def _references(text: str, findings: Findings) -> str:
    """Links to headings by their words; what names neither a heading nor an address is noted."""
    labels = {" ".join(label.lower().split()) for label in LABEL.findall(text)}
    headings = {
        _plain(match["atx"] or match["setext"]): match["id"] for match in HEADING.finditer(text)
    }

    def link(match: re.Match[str]) -> str:
        label = " ".join((match["label"] or match["words"]).lower().split())
        name = _plain(match["label"] or match["words"])
        if label in labels or CAPTION_OF_TABLE.match(
            text, max(0, text.rfind("\n", 0, match.start()))
        ):
            return match[0]
        if name not in headings:
            findings.add(NOWHERE, match[0])
            return match[0]
        slug = headings[name] or next(iter(heading_slugs([("", name)])), "")
        return f"[{match['words']}](#{slug})"

    return REFERENCE.sub(link, text)


def _plain(words: str) -> str:
    """Words without marks, to be compared."""
    return " ".join(re.sub(r"[*_`]|\[\^[^\]]*\]", "", words).lower().split())


def _examples(text: str, findings: Findings) -> str:
    """Examples (@name) with their numbers, also where the text refers to them."""
    numbers: dict[str, int] = {}
    for number, match in enumerate(EXAMPLE.finditer(text), 1):
        numbers.setdefault(match["name"] or f"({number}", number)
        findings.leave_out(match["name"])
    count = iter(range(1, len(numbers) + 1))
    text = EXAMPLE.sub(
        lambda match: f"{match['indent']}({numbers.get(match['name']) or next(count)})", text
    )

    def referred(match: re.Match[str]) -> str:
        if match[1] not in numbers:
            return match[0]
        findings.leave_out(match[1])
        return f"({numbers[match[1]]})"

    return re.sub(r"\(@([\w-]+)\)", referred, text)


def _inline_notes(text: str) -> str:
    """Notes in their place, ^[like this], as calls with the notes at the end."""
    output: list[str] = []
    notes: list[str] = []
    at = 0
    while (start := text.find("^[", at)) >= 0:
        end = _closing(text, start + 1)
        escaped = start and text[start - 1] in "\\["
        if escaped or end is None or not text[start + 2 : end].strip():
            output.append(text[at : start + 2])
            at = start + 2
            continue
        notes.append(" ".join(text[start + 2 : end].split()))
        output += [text[at:start], f"[^inline {len(notes)}]"]
        at = end + 1
    output.append(text[at:])
    definitions = (f"\n\n[^inline {number}]: {note}" for number, note in enumerate(notes, 1))
    return "".join((*output, *definitions))


def _closing(text: str, start: int) -> int | None:
    """Where the bracket at `start` is closed in its paragraph, None where it is not."""
    depth = 0
    for match in re.compile(r"\\.|[\[\]]|\n[ ]*\n", re.DOTALL).finditer(text, start):
        if match[0] == "[":
            depth += 1
        elif match[0] == "]":
            depth -= 1
        elif match[0].startswith("\n"):
            return None
        if depth == 0:
            return match.start()
        if depth > DEEPEST:
            return None
    return None


def line_blocks(text: str, _: Findings) -> str:
    """The text with lines after bars as verse."""
    if "\n|" not in text and not text.startswith("|"):
        return text
    output: list[str] = []
    block: list[str] = []
    for line in (*text.split("\n"), ""):
        if LINE.match(line) or (block and line.startswith(" ") and line.strip()):
            block.append(line)
            continue
        output += _verse(block)
        block.clear()
        output.append(line)
    return "\n".join(output[:-1])


def _verse(block: list[str]) -> Iterator[str]:
    """The lines of a block as verse, where there are two at least."""
    if len(block) < 2:
        yield from block
        return
    yield from ("", '<div class="verse" markdown="1">')
    lines: list[str] = []
    for line in block:
        match = LINE.match(line)
        if match:
            lines.append(match["words"] or "")
        else:  # a line that goes on
            lines[-1] += " " + line.strip()
    stanzas = "\n".join(lines).split("\n\n")
    for number, stanza in enumerate(stanzas):
        yield from ("",) if number else ()
        rows = [_indented(row) for row in stanza.split("\n") if row.strip()]
        yield from (row + "  " for row in rows[:-1])
        yield from rows[-1:]
    yield from ("</div>", "")


def _indented(row: str) -> str:
    """A line of verse with spaces that stay in front of it; it begins no list, and no heading."""
    spaces, words = len(row) - len(row.lstrip(" ")), row.strip()
    if sign := BEGINS_BLOCK.match(words):
        at = sign.end() - 1
        words = f"{words[:at]}&#{ord(words[at])};{words[at + 1 :]}"
    return "\u00a0" * spaces + words
