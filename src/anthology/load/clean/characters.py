"""Characters that no book may hold: illegal in XML, invisible controls, unpaired bidi controls."""

from __future__ import annotations

import re
from collections.abc import Iterable

from anthology.report import Place, Problem, warning

# C0 and C1 controls but tab, ends of lines and pages, surrogates, non-characters, and the byte
# order mark inside a text: XML, EPUB readers or terminals choke on each of them.
_ILLEGAL = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff"
    + "".join(chr((plane << 16) | 0xFFFE) + chr((plane << 16) | 0xFFFF) for plane in range(1, 17))
    + "\ufff9-\ufffb]"
)
_LINE_ENDS = re.compile("\r\n?")
# Ends of lines and pages, and the separators of data, which part words; as line feeds they would
# shift the lines' numbers.
_SEPARATORS = str.maketrans(dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029", " "))
_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Nearly every text holds none of these, and one search shows it: thirty times as fast.
_UNUSUAL = re.compile(
    "[^\t\n -~\xa0-\u2027\u202f-\u2065\u206a-\ud7ff"
    "\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufff8\U00010000-\U0001fffd]"
)
_PDF, _PDI = "\u202c", "\u2069"
# Overrides reverse letters one by one: no language needs that, and they are taken out.
_CLOSER = (
    dict.fromkeys("\u202a\u202b", _PDF)
    | dict.fromkeys("\u2066\u2067\u2068", _PDI)
    | dict.fromkeys("\u202d\u202e", "")
)
_CLOSED_BY = {_PDF: {_PDF, ""}, _PDI: {_PDI}}
_DEEPEST = 125  # changes inside one another, as Unicode has it (UAX #9, BD2): more have no effect


def legal(text: str) -> str:
    """The text without characters that XML or a terminal cannot carry, line ends as newlines."""
    if _UNUSUAL.search(text) is None:
        return text
    return _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text.translate(_SEPARATORS)))


def paired(text: str) -> str:
    """The text of one paragraph with each bidi control closed, and each closer with its opener.

    Overrides are gone.

    The rule of compilers since CVE-2021-42574: an override may not outlive its line.
    """
    if not _CONTROL.search(text):
        return text
    open_: list[str] = []
    text = _CONTROL.sub(lambda match: _closed(match[0], open_), text)
    return text + "".join(reversed(open_))


def scrub(text: str, place: Place) -> tuple[str, tuple[Problem, ...]]:
    """A manuscript's text, legal and with paired bidi controls line by line, and what was changed.

    `place.line` is the line on which the text begins (0 means 1).
    """
    if _UNUSUAL.search(text) is None:
        return text, ()
    if not (_ILLEGAL.search(text) or _CONTROL.search(text)):
        return legal(text), ()
    lines, problems = [], []
    text = _LINE_ENDS.sub("\n", text.translate(_SEPARATORS))
    for number, line in enumerate(text.split("\n"), place.line or 1):
        clean = paired(_ILLEGAL.sub("", line))
        lines.append(clean)
        if clean != line and line.replace("\ufeff", "") != clean:
            problems.append(_changed(line, Place(place.path, number)))
    return "\n".join(lines), tuple(problems)


def named(found: Iterable[str]) -> str:
    """Characters by code point, each once: "U+0000, U+202E"."""
    return ", ".join(f"U+{ord(character):04X}" for character in dict.fromkeys(found))


def _changed(line: str, place: Place) -> Problem:
    if illegal := _ILLEGAL.findall(line):
        return warning(place, f"characters that no book can hold were left out: {named(illegal)}")
    return warning(
        place,
        "the text's direction is changed, and not changed back or letter by letter: "
        f"{named(_CONTROL.findall(line))}",
        "Take out the invisible characters; the change was closed with the line, or taken out.",
    )


def _closed(control: str, open_: list[str]) -> str:
    """The control where it may stand, "" where it closes nothing; updates the stack of openers."""
    if control in _CLOSER:
        if len(open_) >= _DEEPEST:
            return ""
        open_.append(_CLOSER[control])
        return control if _CLOSER[control] else ""
    closed = _CLOSED_BY[control]
    if not closed & set(open_):
        return ""
    inner = []
    while open_[-1] not in closed:  # an isolate's end closes what was opened inside it
        inner.append(open_.pop())
    return "".join(inner) + open_.pop()
