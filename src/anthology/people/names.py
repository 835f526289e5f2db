"""Names: a key that spellings share, and the form in which an index lists them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anthology.text.sort_keys import without_article

OF_SURNAME = frozenset(
    ["de", "del", "della", "der", "di", "du", "la", "las", "le", "los", "mac", "o", "st", "st.",
     "van", "vander", "von"]
)  # fmt: skip
NO_PERSON = re.compile(r"[&+/\d]| (?:and|of|in|for|with|to|on|at|from|the) ", re.IGNORECASE)
SUFFIX = re.compile(r",?\s+(Jr\.?|Sr\.?|II|III|IV|M\.?D\.?|Ph\.?D\.?)$")


# What keyboards and other programs give for an apostrophe, where a letter follows or comes before.
APOSTROPHE = re.compile(r"(?<=\w)['´`‘ʼ＇′](?=\w)|(?<!\S)['´`ʼ＇](?=\w+[ -])(?!\w+['´`’])")


def typographic(name: str) -> str:
    """The name with typographic apostrophes: "Nora O’Malley" for "Nora O'Malley"."""
    return APOSTROPHE.sub("’", name)


@lru_cache(maxsize=100_000)
def identity(name: str) -> str:
    """A key for comparing names: equal for "J.R.R. Tolkien" and "J. R. R. TOLKIEN"."""
    folded = unicodedata.normalize("NFKC", typographic(name)).casefold()
    return "".join(c for c in folded if _counts(c)) or folded


def _counts(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def sort_name(name: str) -> str:
    """The name as an index lists it: "Beethoven, Ludwig van"; unchanged in other scripts.

    A surname of several words needs a declared sort name, except after Le, Van and the like.
    """
    if "," in name and not SUFFIX.search(name):
        return name
    if not _is_latin(name):
        return name
    suffix = SUFFIX.search(name)
    words = (name[: suffix.start()] if suffix else name).split()
    if len(words) < 2:
        return name
    cut = _surname(words)
    ending = f", {suffix[1]}" if suffix else ""
    return f"{' '.join(words[cut:])}, {' '.join(words[:cut])}{ending}"


def _surname(words: list[str]) -> int:
    """The index of the surname: the last word, or a capitalised particle before it."""
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in OF_SURNAME and words[cut - 1][0].isupper():
        cut -= 1
    return cut


def _is_latin(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and all(unicodedata.name(c, "").startswith("LATIN") for c in letters)


def creator_sort_name(name: str) -> str:
    """As `sort_name`, but "Beatles, The" for "The Beatles", and "Simon & Garfunkel" unchanged.

    A band whose name could be a person's, "Pink Floyd", needs a line under [creators].
    """
    bare = without_article(name, "en")
    if bare != name:
        return f"{bare}, {name[: -len(bare)].strip()}"
    return name if NO_PERSON.search(name) else sort_name(name)
