"""Sort keys: names, titles without their articles, numbers by value. Also slugs.

Accents are ignored (É sorts as E) but for the letters that a language sorts as its own, such as
Swedish å after z: words/LANGUAGE.toml has them. The machine's locale has no influence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, count

from anyascii import anyascii

from anthology.text import words

Key = tuple[tuple[int, int, str], ...]

# Letters that Unicode does not decompose.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
ATTACHED = frozenset("’'ل")  # the last letter of an article that is written with its word
AFTER = "\u9fff"  # sorts a letter after another one and all that begins with it
CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")  # a character is a word
NOT_LATIN = re.compile("[^\0-\u036f\u1e00-\u1eff\u2000-\u206f]+")
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")  # not allowed as names on Windows
LONGEST_SLUG = 60  # characters; leaves room for what is added to a file name


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """The text in lower case without accents: "elan" for "Élan"; other scripts unchanged."""
    apart = unicodedata.normalize("NFKD", text).casefold().translate(LETTERS)
    return unicodedata.normalize("NFC", "".join(c for c in apart if not _is_accent(c)))


def _is_accent(character: str) -> bool:
    return "\u0300" <= character <= "\u036f"  # the marks of other scripts count as letters


@lru_cache(maxsize=100_000)
def natural(text: str, language: str = "") -> Key:
    """A key that sorts numbers by value, so that 2 comes before 10, and ignores accents.

    It ends with the text itself, so that different texts have different keys.
    """
    parts = re.findall(r"[0-9]+|[^0-9]+", _words(_in_alphabet(text, language)))
    return (*(_part(part) for part in parts), (-1, 0, text))


@dataclass(frozen=True)
class Alphabet:
    """The letters that a language sorts as its own, in all spellings."""

    pattern: re.Pattern[str]
    places: Mapping[str, str]  # "z" and how many AFTER
    letters: Mapping[str, str]  # as they head the entries of an index


@cache
def _alphabet(language: str) -> Alphabet | None:
    table = words.of_language(language).get("alphabet") if words.is_known(language) else None
    if not table:
        return None
    places, letters = {}, {}
    for before, own in table.items():
        for number, spellings in enumerate(own, start=1):
            for spelling in spellings.split("/"):
                for case in (spelling, spelling.title(), spelling.upper()):
                    places[case] = before + AFTER * number
                    letters[case] = spellings.split("/")[0].upper()
    longest_first = sorted(places, key=len, reverse=True)
    return Alphabet(re.compile("|".join(map(re.escape, longest_first))), places, letters)


def _in_alphabet(text: str, language: str) -> str:
    """The text with the language's own letters after those that they follow."""
    alphabet = _alphabet(language)
    if alphabet is None:
        return text
    composed = unicodedata.normalize("NFC", text)
    return alphabet.pattern.sub(lambda letter: alphabet.places[letter[0]], composed)


def _part(part: str) -> tuple[int, int, str]:
    if part[0].isdecimal():
        digits = part.lstrip("0")
        return (0, len(digits), digits)  # longer numbers are larger
    return (1, 0, part)


def _words(text: str) -> str:
    """Letters and digits only, the words separated by single spaces."""
    return re.sub(r"[^\w]+", " ", plain(text).replace("’", "").replace("'", "")).strip()


def title(text: str, language: str = "en") -> Key:
    """The key of a title without its article."""
    return natural(without_article(text, language), language)


# Articles that are hardly another word in any language; "die", "la" and "il" are.
FOREIGN = ("the", "der", "das", "les", "le", "el", "l’", "l'")


def without_article(text: str, language: str = "en") -> str:
    """The title without an article at its start, of its language or a plain one of another.

    Works keep their titles in the books of other languages. It is never empty.
    """
    known = words.is_known(language)
    articles = (*words.of_language(language)["articles"], *FOREIGN) if known else ()
    start = text.lstrip("“”‘’„«»\"'¡¿([…. ")
    for article in articles:
        end = len(article)
        rest = start[end:].lstrip()
        ends = article[-1] in ATTACHED or start[end : end + 1].isspace()
        if rest and ends and start[:end].lower() == article:
            return rest
    return start or text


def path(text: str) -> tuple[Key, ...]:
    """The key of a file's path: folder by folder, numbers by value."""
    return tuple(natural(part) for part in text.split("/"))


def initial(text: str, language: str = "") -> str:
    """The letter under which an index lists the text: "E" for "Élan", "#" for numbers."""
    first = _words(text)
    if not first or not first[0].isalpha():
        return "#"
    alphabet = _alphabet(language)
    own = alphabet and alphabet.pattern.match(unicodedata.normalize("NFC", text.lstrip("“”„«»\"'")))
    return alphabet.letters[own[0]] if alphabet and own else first[0].upper()


def slug(text: str, instead: str) -> str:
    """ASCII letters, digits and hyphens made of the text; `instead` where nothing is left.

    Other scripts are transliterated: "voyna-i-mir" for "Война и мир".
    """
    found = re.findall(r"[a-z0-9]+", latin(text).replace("’", "").replace("'", ""))
    name = "-".join(found)[:LONGEST_SLUG].strip("-") or instead
    return f"{name}-{instead}" if RESERVED.fullmatch(name) else name


def distinct_slugs(names: Iterable[str], instead: str) -> tuple[str, ...]:
    """A slug for each name, numbered from 2 on where several names have the same."""
    found: dict[str, None] = {}
    for name in names:
        own = slug(name, instead)
        spellings = chain([own], (f"{own}-{number}" for number in count(2)))
        found[next(each for each in spellings if each not in found)] = None
    return tuple(found)


def latin(text: str) -> str:
    """The text in Latin letters, in lower case without accents; Chinese characters one by one."""
    composed = CHINESE.sub(r" \g<0> ", unicodedata.normalize("NFC", text))
    return plain(NOT_LATIN.sub(lambda other: anyascii(other[0]), composed))
