"""Marks within a line of Org as Markdown: emphasis, code, links, notes, dates."""

from __future__ import annotations

import re

PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg)$", re.IGNORECASE)
SIGNS = re.compile(r"[*/_+=~\[<\\^{`&]")
# Emphasis: a mark after white space or a bracket, around words, before white space or a mark.
EMPHASIS = re.compile(
    r"(?:^|(?<=[\s\-({'\"—–“‘„«]))(?P<mark>[*/_+=~])"
    r"(?P<words>(?=\S)(?:(?!\n[ \t]*\n|(?P=mark)(?:$|[\s\-.,:;!?'\")}\[—–…”’»])).)*?\S)(?P=mark)"
    r"(?=$|[\s\-.,:;!?'\")}\[—–…”’»])",
    re.DOTALL,
)
LINK = re.compile(r"\[\[((?:[^\]\[\n]|\\[\]\[])+)\](?:\[([^\n]*?)\])?\]")
NOTE = re.compile(r"\[fn:([\w-]*)(?::[ \t]*((?:[^\[\]\n]|\[[^\[\]\n]*\])*))?\]")
TIME = re.compile(r"[<\[](\d{4}-\d\d-\d\d)(?:[ \t]+[^<>\[\]\n]*)?[>\]]")
TARGET = re.compile(r"<<<?[^<>\n]+>>>?")
RAISED = re.compile(r"(?<=\S)([\^_])\{([^{}\n]*)\}")
LINE_END = re.compile(r"\\\\[ \t]*$", re.MULTILINE)
BARE = re.compile(r"https?://[^\s<>\[\]]+[^\s<>\[\].,;:!?)'\"]")
BOX = re.compile(r"^[ \t]*(?:[-+*]|\d+[.)])[ \t]+(\[[X -]\])", re.MULTILINE)
MARKS = {"*": "**{}**", "/": "*{}*", "_": "<u>{}</u>", "+": "~~{}~~"}
ELEMENTS = {"^": "sup", "_": "sub"}


def escaped(text: str) -> str:
    """Words in which Markdown sees no mark."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"[*`~]+|^>", _with_backslashes, text)


def _with_backslashes(match: re.Match[str]) -> str:
    return "".join(f"\\{character}" for character in match[0])


def inline(line: str) -> str:
    """The words of a line, or of the lines of a paragraph, in Markdown."""
    if not SIGNS.search(line):
        return line
    return _words(LINE_END.sub("\u2028", TARGET.sub("", line))).replace("\u2028", "  ")


def _words(text: str) -> str:
    """The text with its outermost marks translated, and what is in them in turn."""
    marks = ((LINK, _link), (NOTE, _note), (TIME, _time), (BARE, _bare), (EMPHASIS, _emphasis))
    found = ((match, write) for mark, write in marks if (match := mark.search(text)))
    first = min(found, key=lambda each: (each[0].start(), -each[0].end()), default=None)
    if first is None:
        return _raised(escaped(text))
    match, write = first
    before, after = text[: match.start()], text[match.end() :]
    return _raised(escaped(before)) + write(match) + (_words(after) if after else "")


def _raised(text: str) -> str:
    return RAISED.sub(lambda m: f"<{ELEMENTS[m[1]]}>{m[2]}</{ELEMENTS[m[1]]}>", text)


def _emphasis(match: re.Match[str]) -> str:
    mark, words = match["mark"], match["words"]
    if mark in "=~":
        return f"<code>{words.replace('&', '&amp;').replace('<', '&lt;')}</code>"
    return MARKS[mark].format(_words(words))


def _link(match: re.Match[str]) -> str:
    address, words = match[1].strip(), match[2] or ""
    path = re.sub(r"^(?:file:|attachment:)", "", address)
    if PICTURE.search(path) and not words:
        return f"![]({_address(path)})"
    if re.match(r"(?:id|elisp|shell|roam|info|help|mu4e|doi|attachment):|[*#(]", address):
        return _words(words) if words else escaped(address.partition(":")[2] or address[1:])
    if not words:
        return f"<{address}>" if re.match(r"\w+:", address) else escaped(path)
    return f"[{_words(words)}]({_address(path)})"


def _address(path: str) -> str:
    return f"<{path}>" if re.search(r"[\s()]", path) else path


def _note(match: re.Match[str]) -> str:
    if match[2] is None:
        return f"[^{match[1]}]"
    return f"^[{_words(match[2])}]"


def _time(match: re.Match[str]) -> str:
    return match[1]


def _bare(match: re.Match[str]) -> str:
    return f"<{match[0]}>"


def unprinted(text: str) -> list[str]:
    """What of such marks is not printed: addresses behind words, names of notes, times of day."""
    addresses = [m[1] for m in LINK.finditer(text) if m[2] or PICTURE.search(m[1])]
    notes = [f"fn {note[1]}" for note in NOTE.finditer(text)]
    times = [time[0].replace(time[1], "") for time in TIME.finditer(text)]
    boxes = BOX.findall(text)
    return [*boxes, *addresses, *notes, *times, *TARGET.findall(text)]
