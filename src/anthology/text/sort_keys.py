"""Sort keys: names, titles without their articles, numbers by value. Also slugs.

One order for all languages: accents are ignored (É sorts as E), as in English, French and
German indexes. The machine's locale has no influence.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

Key = tuple[tuple[int, int, str], ...]

# Letters that Unicode does not decompose.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
ARTICLES = {
    "en": ("a", "an", "the"),
    "de": ("der", "die", "das", "ein", "eine"),
    "fr": ("le", "la", "les", "un", "une", "des", "l’", "l'"),
    "es": ("el", "la", "los", "las", "un", "una"),
    "it": ("il", "lo", "la", "i", "gli", "le", "un", "uno", "una", "l’", "l'"),
    "pt": ("o", "a", "os", "as", "um", "uma"),
    "nl": ("de", "het", "een"),
    "sv": ("en", "ett"),
}
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
def natural(text: str) -> Key:
    """A key that sorts numbers by value, so that 2 comes before 10, and ignores accents.

    It ends with the text itself, so that different texts have different keys.
    """
    parts = re.findall(r"[0-9]+|[^0-9]+", _words(text))
    return (*(_part(part) for part in parts), (-1, 0, text))


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
    return natural(without_article(text, language))


def without_article(text: str, language: str = "en") -> str:
    """The title without an article of its language at its start; never empty."""
    articles = ARTICLES.get(language.partition("-")[0].lower(), ())
    start = text.lstrip("“”‘’„«»\"'¡¿([…. ")
    for article in articles:
        end = len(article)
        rest = start[end:].lstrip()
        ends = article[-1] in "’'" or start[end : end + 1].isspace()
        if rest and ends and start[:end].lower() == article:
            return rest
    return start or text


def path(text: str) -> tuple[Key, ...]:
    """The key of a file's path: folder by folder, numbers by value."""
    return tuple(natural(part) for part in text.split("/"))


def initial(text: str) -> str:
    """The letter under which an index lists the text: "E" for "Élan", "#" for numbers."""
    words = _words(text)
    if not words or not words[0].isalpha():
        return "#"
    return words[0].upper()


def slug(text: str, instead: str) -> str:
    """ASCII letters, digits and hyphens made of the text; `instead` where nothing is left."""
    words = re.findall(r"[a-z0-9]+", plain(text).replace("’", "").replace("'", ""))
    name = "-".join(words)[:LONGEST_SLUG].strip("-") or instead
    return f"{name}-{instead}" if RESERVED.fullmatch(name) else name
