"""Unbreakable spaces: before the marks of French, and between what must not part at a line's end.

An initial stays with the name, a number with its unit, “Season” with its number, and in Polish
and Czech a word of one letter with the word after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from anthology.compose.typography.block import Block, Edit
from anthology.compose.typography.languages import NBSP, THIN, Language

# French: only after a word or a bracket, since a space would break an emoticon.
_MARK = re.compile(r"(?<=[\w)\]»”’…%.])[ \u00a0\u202f]?(?=[;!?])")
_COLON = re.compile(r"(?<=[\w)\]»”’…%])[ \u00a0\u202f]?(?=:(?:\s|»|$))")
_OPEN = re.compile(r"«[ \u00a0\u202f]*")
_CLOSE = re.compile(r"[ \u00a0\u202f]*»")

# A full stop after a word of at most four letters; fast, since it looks at full stops only.
_SHORT = "|".join(rf"(?<=\b\w{{{letters}}}\. )" for letters in (1, 2, 3, 4, 5))
_STOP = re.compile(rf"\. (?:{_SHORT})(?=[\w“‘„«])")
_WORD = re.compile(r"\w+$")
_DIGIT = re.compile(r"\d")

_UNITS = (
    "km|m|cm|mm|nm|kg|g|mg|t|l|cl|ml|ha|h|min|sec|s|ms|Hz|kHz|MHz|GHz|kB|KB|MB|GB|TB|Mbps|fps|ips"
    "|mph|kph|ft|yd|mi|lb|lbs|oz|dB|W|kW|V|K|px|pt|dpi|ppi|rpm|bpm|hrs?|mins?|secs?|kcal|cal|J|N|Pa"
    "|Mio|Mrd|Mds|million|billion|am|pm|AD|BC|BCE|CE|USD|EUR|GBP|CHF|kr|zł|Kč|Ft|руб|тыс|млн|млрд"
    "|грн|км|см|мм|кг|мин|сек|ч|м|г|гг|вв"
)
_MEASURE = re.compile(
    rf" (?<=[\d½¼¾] )(?=(?:{_UNITS}|[kcm]?m[²³]|km/h|°[CF]?|[ap]\.m\.)(?![\w'’-])|[%‰€£$¥₽₴])"
)
_GROUPED = re.compile(r"\d (?=\d{3}(?!\d))(?<!\d{4} )(?<![.,]\d\d\d )(?<![.,]\d\d )(?<![.,]\d )")
_SIGN = re.compile(r" (?:(?<=[№§¶] )|(?<=\b[nN][°º] )|(?<=\.º ))(?=[\dIVXLC])")
_SIGNS = re.compile("[№§¶°º]")
_NUMBER = re.compile(r" (?=\d|[IVXLC]+(?!\w))")
_ORDINAL = re.compile(r" (?<=\d\. )(?=(\w+))")  # 2. Staffel
_LONGEST = 14  # letters of a word before a number


def with_spaces(block: Block) -> Block:
    """The block with the unbreakable spaces of its languages."""
    edits: list[Edit] = []
    languages = dict.fromkeys(block.rules)
    for rules in languages:
        found = _spaces(block.text, rules)
        if len(languages) > 1:
            found = (each for each in found if block.rules_at(each[0]) is rules)
        edits += found
    return block.edited(edits)


def _spaces(text: str, rules: Language) -> Iterator[Edit]:
    if rules.before:
        yield from _french(text, rules)
    if ". " in text:
        yield from (_tie(m.start() + 1) for m in _STOP.finditer(text) if _tied(m, rules))
    yield from (_tie(position) for position in _ties(text, rules))


def _ties(text: str, rules: Language) -> Iterator[int]:
    """The spaces at which no line may end, beside numbers and after words of one letter."""
    counted = _words(rules.counted)
    for match in _NUMBER.finditer(text) if counted else ():
        word = _WORD.search(text, max(0, match.start() - _LONGEST), match.start())
        if word and word[0].lower() in counted:
            yield match.start()
    if _DIGIT.search(text):
        yield from (match.start() for match in _MEASURE.finditer(text))
        yield from (match.end() - 1 for match in _GROUPED.finditer(text))
        yield from (m.start() for m in _ORDINAL.finditer(text) if m[1].lower() in counted)
    if _SIGNS.search(text):
        yield from (match.start() for match in _SIGN.finditer(text))
    if rules.one_letter:
        yield from (match.start() for match in _one_letter(rules.one_letter).finditer(text))


def _tie(position: int) -> Edit:
    return position, position + 1, NBSP


def _french(text: str, rules: Language) -> Iterator[Edit]:
    if "?" in rules.before:
        yield from ((m.start(), m.end(), THIN) for m in _MARK.finditer(text))
    for match in _COLON.finditer(text):
        yield match.start(), match.end(), rules.inside
    if "«" in text or "»" in text:
        yield from ((m.start(), m.end(), f"«{rules.inside}") for m in _OPEN.finditer(text))
        for match in _CLOSE.finditer(text):
            if not text.endswith("«", 0, match.start()):  # an empty quotation has one space
                yield match.start(), match.end(), f"{rules.inside}»"


def _tied(stop: re.Match[str], rules: Language) -> bool:
    """Whether a full stop ends an initial (J. R. R. Tolkien) or an abbreviation."""
    before = _WORD.search(stop.string, max(0, stop.start() - 6), stop.start())
    word, after = before[0] if before else "", stop.string[stop.end() : stop.end() + 2]
    initial = len(word) == 1 and word.isalpha()
    if initial and (after[1:] == "." or (word.isupper() and after[:1].isupper())):
        return True
    bound = _words(rules.bound)
    return word in bound or (after[:1].isdigit() and word.lower() in bound)


@lru_cache
def _words(words: str) -> frozenset[str]:
    return frozenset(words.split("|")) - {""}


@lru_cache
def _one_letter(letters: str) -> re.Pattern[str]:
    return re.compile(rf" (?<=[{letters}] )(?<![\w'’.-][{letters}] )(?=[\w„»«(])")
