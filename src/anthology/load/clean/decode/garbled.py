"""Letters that were garbled before the file was saved: “donâ€™t”, “cafÃ©”, “РџСЂРёРІРµС‚”.

Some program read UTF-8 in an encoding of one byte a letter and saved what came out, so the file is
valid and wrong. The test is exact: written in that encoding, the letters must be UTF-8 again. What
may stand beside each other by chance, such as the end of a word in capitals before a quotation
mark (“IRMÔ), is taken for what it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from anthology.report import Place, Problem, warning

ENCODINGS = ("cp1252", "cp1251", "mac_roman")
MARKS = "\u00a0«»“”‘’„‚‹›…–—·"  # what may follow a word in capitals


def _following(encoding: str) -> str:
    """The characters that the second and later bytes of UTF-8 are in an encoding, for a class."""
    found = bytes(range(0x80, 0xC0)).decode(encoding, "ignore")
    return re.escape(found)


WEST, CYRILLIC, MAC = map(_following, ENCODINGS)
WEST += "\x81\x8d\x8f\x90\x9d"  # which Windows leaves out
GARBLED = re.compile(
    rf"Â[\u00a0-\u00bf]|[ÃÄÅ][{WEST}]|â[€‚„†ˆ˜™œž\u009d][{WEST}]|ã[‚ƒ][{WEST}]|ðŸ[{WEST}]{{2}}"
    rf"|(?:[ÐÑÎÏ][{WEST}]){{2,}}|(?:[ã-í][{WEST}]{{2}}){{2,}}"
    rf"|(?:[РС][{CYRILLIC}]){{3,}}|в[Ђ„‚][{CYRILLIC}]|Г[{CYRILLIC}](?=[a-z])|(?<=[a-z])Г[{CYRILLIC}]"
    rf"|‚Ä[{MAC}]|√[{MAC}](?=[a-z])|(?<=[a-z])√[{MAC}]"
)
RUN = re.compile(r"[^\x00-\x7f]+")
CODE = re.compile(r"`[^`\n]*`")
LONGEST = 3  # of the garbled pieces that a message shows


def garbled(text: str, path: str) -> tuple[Problem, ...]:
    """A warning that names what is garbled in a manuscript, and what it was."""
    if not any(GARBLED.search(text, run.start(), run.end() + 1) for run in RUN.finditer(text)):
        return ()
    found: Counter[tuple[str, str]] = Counter()
    lines: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        pairs = [] if line.isascii() else list(_pairs(CODE.sub("", line)))
        found.update(pairs)
        lines += [number] * bool(pairs)
    if not found:
        return ()
    shown = ", ".join(f"“{bad}” for “{good}”" for (bad, good), _ in found.most_common(LONGEST))
    times = "" if found.total() == 1 else f"{found.total()} times, "
    message = f"letters were garbled before this file was saved: {times}{shown}"
    hint = (
        "Another program read it in the wrong encoding. Take the text again from where it came "
        "from, or replace these letters in your editor; the book prints them as they are."
    )
    return (warning(Place(path, lines[0]), message, hint),)


def _pairs(line: str) -> Iterator[tuple[str, str]]:
    """What is garbled in a line, and what it was."""
    end = 0
    for match in GARBLED.finditer(line):
        if match.start() < end or _by_chance(match):
            continue
        run = RUN.match(line, match.start())
        pieces = (run[0] if run else match[0], match[0])
        for piece in pieces:
            if good := _mended(piece):
                yield piece, good
                end = match.start() + len(piece)
                break


def _by_chance(match: re.Match[str]) -> bool:
    """Whether a capital letter stands before a mark: at the end of a word, or alone."""
    words, piece = match.string, match[0]
    if len(piece) != 2 or piece[0] not in "ÂÃÄÅ" or piece[1] not in MARKS:
        return False
    before, after = words[: match.start()][-1:], words[match.end() :][:1]
    if piece[0] in "ÂÃ":
        return before.isupper() or before in set(MARKS)
    return not (before.islower() or after.islower())


def _mended(piece: str) -> str:
    """What a piece was, "" where it is not garbled; garbled twice it is mended twice."""
    for encoding in ENCODINGS:
        good = piece
        while (once := _once(good, encoding)) not in {"", good}:
            good = once
        if good != piece and (good.isprintable() or good == "\u00a0"):
            return good
    return ""


def _once(piece: str, encoding: str) -> str:
    try:
        return b"".join(_byte(each, encoding) for each in piece).decode()
    except UnicodeError:
        return ""


def _byte(character: str, encoding: str) -> bytes:
    """A character as a byte; those that an encoding leaves out are taken for the byte itself."""
    return bytes([ord(character)]) if "\x80" <= character < "\xa0" else character.encode(encoding)
