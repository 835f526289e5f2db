"""What stands indented or in backticks and is no code: read before the code is set aside.

Admonitions of pymdown and GitLab's long quotations become callouts and quotations, line for
line; formulas in backticks and passages in HTML become these; queries of Obsidian's plugins and
passages meant for other programs are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from anthology.load.formats.dialects.findings import Findings, Kind

SIGNS = re.compile(
    r"^[ ]*(?:!!!|\?\?\?|===|///|>>>)|\}$|\$`|^[ >]*(?:`{3}|~{3})[ ]*\S|\{=|\}`", re.MULTILINE
)
ADMONITION = re.compile(
    r"(?:!!!|\?\?\?\+?)[ ]+(?P<kind>[\w-]+)(?:[ ]+[\w-]+)*[ ]*(?:\"(?P<title>[^\"\n]*)\")?[ ]*$"
)
TAB = re.compile(r"===[!+]?[ ]+\"(?P<title>[^\"\n]*)\"[ ]*$")
BLOCK = re.compile(r"(?P<mark>/{3,})[ ]*(?P<kind>[\w-]+)[ ]*(?:\|[ ]*(?P<title>.*?))?[ ]*$")
FENCE = re.compile(r"(?P<start>[ >]*)(?P<mark>`{3,}|~{3,})[ ]*(?P<info>[^`\n]*)$")
RAW = re.compile(r"(?P<ticks>`+)(?P<raw>[^`\n]+)(?P=ticks)\{=(?P<format>\w+)\}")
MATH = re.compile(r"\$`(?P<tex>[^`\n]+)`\$")
QUERIES = frozenset(
    {"dataview", "dataviewjs", "tasks", "query", "base", "toc", "table-of-contents"}
)
DIRECTIVE = re.compile(r"\{(?P<kind>[\w-]+)\}[ ]*(?P<given>[^\n]*)$")  # of MyST
NOTED = frozenset(
    {"admonition", "attention", "caution", "danger", "error", "hint", "important", "note",
     "seealso", "tip", "topic", "warning"}
)  # fmt: skip
OPTION = re.compile(r"[ >]*:(?P<name>[a-z-]+):[ ]*(?P<value>.*?)[ ]*$")
ROLE = re.compile(r"\{(?P<role>[a-z:-]+)\}`(?P<words>[^`\n]+)`")
ROLES = {
    "math": "${}$",
    "sub": "<sub>{}</sub>",
    "sup": "<sup>{}</sup>",
    "abbr": "{}",
    "kbd": "<kbd>{}</kbd>",
}
TARGET = re.compile(r"[ ]*<[^<>]*>$")
HTML = frozenset({"html", "html4", "html5", "epub", "epub2", "epub3"})
ITEM = re.compile(r"[ ]*(?:[-*+]|\d{1,9}[.)])[ ]")
INDENT = 4
LONGEST = 1000  # lines of a block

OTHERS = Kind("left out", "foreign passage", "Write what it stands for, or take it out.")
REFERENCES = Kind(
    "printed as the name that it has", "MyST reference", "Write the words of the link."
)


def without(text: str, findings: Findings) -> str:
    """The text, line for line, with none of these."""
    if not SIGNS.search(text):
        return text
    lines = text.split("\n")
    output: list[str] = []
    at = 0
    while at < len(lines):
        found = list(_block(lines, at, findings)) or [_inline(lines[at], findings)]
        output += found
        at += len(found)
    return "\n".join(output)


def _block(lines: Sequence[str], at: int, findings: Findings) -> Iterator[str]:
    """The lines of a block that begins there, none where none does."""
    line = lines[at]
    if fence := FENCE.match(line):
        yield from _fenced(lines, at, fence, findings)
    elif (found := _admonition(line)) and (start := _start(lines, at)) is not None:
        end = _end_of_indent(lines, at + 1, start + " " * INDENT)
        inside = (each[len(start) + INDENT :] for each in lines[at + 1 : end])
        yield from (start + each for each in _callout(found, inside, findings))
    elif (found := BLOCK.match(line)) and (end := _closing(lines, at, found["mark"])):
        yield from _callout(found, lines[at + 1 : end], findings)
        yield ""
    elif line.strip() == ">>>" and (end := _closing(lines, at, ">>>")):
        yield ""
        yield from (f"> {each}".rstrip() for each in lines[at + 1 : end])
        yield ""


def _admonition(line: str) -> re.Match[str] | None:
    return ADMONITION.match(line.lstrip(" ")) or TAB.match(line.lstrip(" "))


def _start(lines: Sequence[str], at: int) -> str | None:
    """What a line is indented by, in an item of a list; None where it is code."""
    start = lines[at][: len(lines[at]) - len(lines[at].lstrip(" "))]
    before = reversed(lines[max(0, at - LONGEST) : at])
    outer = (line for line in before if line.strip() and not line.startswith(start))
    return start if not start or ITEM.match(next(outer, "")) else None


def _callout(
    found: re.Match[str], inside: Iterator[str] | Sequence[str], findings: Findings
) -> Iterator[str]:
    """A callout in Obsidian's spelling."""
    named = found.groupdict()
    kind, title = named.get("kind") or "tab", named.get("title")
    if title is not None:
        findings.leave_out(named.get("kind") or "")
    yield f"> [!{'quote' if title == '' else kind}] {title or ''}".rstrip()
    yield from (f"> {line}".rstrip() for line in inside)


def _end_of_indent(lines: Sequence[str], start: int, indent: str) -> int:
    """The number of the line after those that are indented from `start` on."""
    end = start
    for number in range(start, len(lines)):
        if lines[number].strip() and not lines[number].startswith(indent):
            break
        end = number + 1 if lines[number].strip() else end
    return end


def _closing(lines: Sequence[str], at: int, mark: str) -> int:
    """The number of the line that closes a block, 0 where none does."""
    end = min(at + LONGEST, len(lines))
    return next((n for n in range(at + 1, end) if lines[n].strip() == mark), 0)


def _fenced(
    lines: Sequence[str], at: int, fence: re.Match[str], findings: Findings
) -> Iterator[str]:
    """The lines of a fenced block: as they are where it is code."""
    marks = (n for n in range(at + 1, len(lines)) if _closes(lines[n], fence["mark"]))
    end = next(marks, 0)
    if not end:
        yield from lines[at:]
        return
    info = fence["info"].strip().lower()
    inside = lines[at + 1 : end]
    raw = re.fullmatch(r"\{=(\w+)\}", info)
    if info == "math":
        yield from (f"{fence['start']}$$", *inside, f"{fence['start']}$$")
    elif (directive := DIRECTIVE.match(fence["info"].strip())) and directive["kind"] in NOTED:
        yield from _directive(directive, inside, fence["start"], findings)
        yield from [fence["start"].rstrip()] * (end + 1 - at - 1 - len(inside))
    elif directive and directive["kind"] in {"figure", "image"}:
        yield _picture(directive, inside, fence["start"], findings)
        yield from [fence["start"].rstrip()] * (end - at)
    elif raw and raw[1] in HTML:
        yield from ("", *inside, "")
    elif raw or info in QUERIES:
        findings.add(OTHERS, lines[at])
        findings.leave_out("\n".join(lines[at : end + 1]))
        yield from [fence["start"].rstrip()] * (end + 1 - at)
    else:
        yield from lines[at : end + 1]


def _directive(
    match: re.Match[str], inside: Sequence[str], start: str, findings: Findings
) -> Iterator[str]:
    """The lines of a directive that is a note, as a callout, without its options."""
    findings.leave_out(f"{match['kind']} {match['given'] and match['kind']}")
    kind, title = match["kind"].replace("admonition", "note"), match["given"].strip()
    yield f"{start}> [!{kind}] {title}".rstrip()
    for line in inside:
        option = OPTION.match(line)
        if option:
            findings.leave_out(line)
        yield f"{start}>" if option else f"{start}> {line[len(start) :]}".rstrip()


def _picture(match: re.Match[str], inside: Sequence[str], start: str, findings: Findings) -> str:
    """A directive that is a picture, in a line of Markdown."""
    options = [each for line in inside if (each := OPTION.match(line))]
    caption = " ".join(line.strip(" >") for line in inside if not OPTION.match(line)).strip()
    findings.leave_out(" ".join((match["kind"], *(option["name"] for option in options))))
    alt = next((option["value"] for option in options if option["name"] == "alt"), "")
    others = (option["value"] for option in options if option["name"] not in {"alt", "width"})
    findings.leave_out(" ".join(others))
    width = next((option["value"] for option in options if option["name"] == "width"), "")
    title = f' "{caption}"' if caption else ""
    size = f"{{width={width}}}" if width else ""
    return f"{start}![{alt}](<{match['given'].strip()}>{title}){size}"


def _role(match: re.Match[str], findings: Findings) -> str:
    """A role of MyST as Markdown; of one that refers to something, the words."""
    role, words = match["role"], match["words"]
    findings.leave_out(role)
    if role in ROLES:
        return ROLES[role].format(words)
    shown = TARGET.sub("", words)
    if shown == words:
        findings.add(REFERENCES, match[0])
    else:
        findings.leave_out(words)
    return shown


def _closes(line: str, mark: str) -> bool:
    words = line.strip(" >")
    return words.startswith(mark) and not words.strip(mark[0])


def _inline(line: str, findings: Findings) -> str:
    def raw(match: re.Match[str]) -> str:
        if match["format"].lower() in HTML:
            return match["raw"].strip()
        findings.add(OTHERS, match[0])
        return findings.leave_out(match[0])

    if "}`" in line:
        line = ROLE.sub(lambda match: _role(match, findings), line)
    if "{=" in line and "`" in line:
        line = RAW.sub(raw, line)
    return MATH.sub(r"$\g<tex>$", line) if "$`" in line else line
