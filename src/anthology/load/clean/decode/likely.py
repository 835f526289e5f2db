"""The encoding that a text without a name of it is likely in, by the letters that come out.

What is right gives letters of the language in the middle of words, quotation marks around words
and apostrophes inside them; what is wrong gives capitals inside words, frames and symbols. Where
two encodings do as well and differ, none is named: bad advice is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from anthology.load.clean.decode.alphabets import ASIAN, ENCODINGS, LATIN, OTHER, SAME

MOST = 200_000  # bytes that are looked at
SEVERAL = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH = re.compile(rb"[\x80-\xff]")
LANGUAGE = re.compile(rb"^(?:lang|language)\s*[:=]\s*[\"']?([a-z]{2,3})\b", re.MULTILINE)
NAMES = {"mac-roman": "macintosh", "cp874": "windows-874", "cp932": "shift_jis"}
ANY_LATIN = frozenset("".join(LATIN.values()))
PLENTY = 0.3  # of all letters: a text in another script than Latin has more high bytes

# Points of a character, and of an encoding by its age.
CAPITAL, WRONG, DUBIOUS, LETTER, RARE, OFTEN, MARK = -3.0, -4.0, -1.0, 0.2, 0.6, 3.0, 2.0
ELISION = 3.0
OLD = {"cp8": -0.6, "mac": -0.1, "iso": -0.05}
RARE_THERE = -0.3  # of encodings of old Macintoshes in Cyrillic and Greek
LEAST, LEAST_OTHER = 1.0, 1.8  # to be named
CLEARLY, EXPECTED = 0.3, 0.5  # more than the next; for the language that is expected
OPENING, CLOSING = frozenset("“‘„‚«‹¿¡"), frozenset("”’»›“")
DASHES = frozenset("–—")
SYMBOLS = frozenset("€£§©®™°½¼¾×•·†‡ªº²³¹±")
WORDS = frozenset("àÀáÁèÈéÉêíÍóÓòìåÅöÖ")  # letters that are words by themselves
SPACES = frozenset("\u00a0\u00ad")
CONTRACTED = re.compile(r"(?:s|t|d|m|re|ve|ll)\b|[aeiouhy\u00e0-\u00ff\u0153]", re.IGNORECASE)


def mixed(data: bytes) -> bool:
    """Whether some lines of a text that is not UTF-8 are in UTF-8 all the same."""
    found = [match[0].decode("utf-8", "ignore") for match in SEVERAL.finditer(data[:MOST])]
    likely = [each for each in found if each in ANY_LATIN or each in OPENING | CLOSING | DASHES]
    others = len(HIGH.findall(SEVERAL.sub(b"", data[:MOST])))
    return len(likely) > len(found) / 2 or (len(found) > others and len(found) > 3)


def likely(data: bytes, language: str = "en") -> str:
    """The encoding's name, "" where none is clearly better than the others."""
    data = data[:MOST]
    own = LANGUAGE.search(data[:2000])
    language = (own[1].decode() if own else language).lower().partition("-")[0]
    language = SAME.get(language, language)
    high = len(HIGH.findall(data))
    letters = sum(byte > 127 or chr(byte).isalpha() for byte in data)
    languages = (*LATIN, *OTHER) if high > PLENTY * letters else tuple(LATIN)
    if language in languages and language != "en":  # which settings have unless they name one
        languages = (language,)
    return _best(data, language, languages) or (_asian(data) if high > PLENTY * letters else "")


def _best(data: bytes, language: str, languages: tuple[str, ...]) -> str:
    """The encoding that gives the best text in one of the languages."""
    best: dict[str, tuple[float, str]] = {}  # by the text that comes out
    for each in languages:
        for encoding in ENCODINGS[each]:
            text = _decoded(data, encoding)
            points = _points(text, each) + OLD.get(encoding[:3], 0) if text else WRONG
            points += (each == language) * EXPECTED
            points += RARE_THERE * (each in OTHER and encoding.startswith("mac"))
            if points >= (LEAST_OTHER if each in OTHER else LEAST):
                best[text] = max(best.get(text, (WRONG, "")), (points, encoding))
    (first, encoding), (second, _) = [*sorted(best.values(), reverse=True), (0, ""), (0, "")][:2]
    return NAMES.get(encoding, encoding) if first - second >= CLEARLY else ""


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return ""


def _points(text: str, language: str) -> float:
    """How likely each character beyond ASCII is, on average."""
    points = [_point(*each, language) for each in _in_place(text)]
    return sum(points) / len(points) if points else WRONG


def _in_place(text: str) -> Iterator[tuple[str, str, str]]:
    """Each character beyond ASCII with the one before it and the words after it."""
    for match in re.finditer(r"[^\x00-\x7f]", text):
        at = match.start()
        yield text[at - 1 : at] if at else " ", match[0], text[at + 1 : at + 4] or " "


def _point(before: str, character: str, after: str, language: str) -> float:
    if character.isalpha() and character not in SYMBOLS:
        return _of_letter(before, character, after[0], language)
    if character == "’" and before.isalpha() and CONTRACTED.match(after):
        return ELISION
    if character in SPACES:
        return RARE
    if character in SYMBOLS:
        return _of_symbol(before, character, after[0])
    return _of_mark(before, character, after[0])


def _of_mark(before: str, mark: str, after: str) -> float:
    fits = (
        (mark in OPENING and not before.isalnum() and (after.isalnum() or after in "“‘'\"…["))
        or (mark in CLOSING and not before.isspace() and not after.isalnum())
        or (mark in DASHES and before.isspace() == after.isspace())
        or (mark == "…" and not (before.isalnum() and after.isalnum()))
    )
    if fits:
        return MARK
    if mark in "«»“”‘’":  # with spaces, as in French; or out of place
        return RARE if before.isspace() or after.isspace() else DUBIOUS
    return DUBIOUS if mark in DASHES or mark == "…" else WRONG


def _of_symbol(before: str, symbol: str, after: str) -> float:
    if symbol in "ªº®©™²³":
        return DUBIOUS if after.isalnum() else RARE
    if symbol in "€£" and (after.isdigit() or before in " \u00a0"):
        return MARK if after.isdigit() or after.isspace() else WRONG
    if (symbol == "•" and before in "\n\t ") or (symbol == "°" and before in "0123456789 \u00a0"):
        return MARK
    return WRONG if before.isalpha() or after.isalpha() else RARE


def _of_letter(before: str, letter: str, after: str, language: str) -> float:
    if letter.isupper() and before.islower():
        return CAPITAL
    if before.isdigit() or after.isdigit():
        return WRONG
    if language in LATIN and not (before.isalpha() or after.isalpha()) and letter not in WORDS:
        return WRONG
    if language in OTHER and (_is_latin(before) or _is_latin(after)):
        return WRONG  # two scripts in one word
    return _frequencies(language).get(letter, LETTER if letter in ANY_LATIN else WRONG)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


@lru_cache(maxsize=64)
def _frequencies(language: str) -> Mapping[str, float]:
    """The points of each letter of a language: the more of them, the commoner it is."""
    letters = LATIN.get(language) or OTHER[language]
    step = (OFTEN - RARE) / len(letters)
    points = {letter: OFTEN - step * place for place, letter in enumerate(letters)}
    return {letter.upper(): each for letter, each in points.items()} | points


def _asian(data: bytes) -> str:
    """The encoding of a text in Chinese, Japanese or Korean."""
    import chardet  # noqa: PLC0415  only a file that cannot be read needs it

    found = chardet.detect(data)
    name = str(found["encoding"] or "").lower().replace("_", "-")
    wanted = {each.replace("_", "-") for each in ASIAN}
    text = _decoded(data, name) if name in wanted else ""
    signs = re.findall(r"[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7af\uff01-\uff5e]", text)
    others = len(re.findall(r"[^\x00-\x7f]", text)) - len(signs)
    return name if len(signs) > 4 * others else ""
