"""Names: a key that spellings share, and the form in which an index lists them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anthology.text.sort_keys import without_article

OF_SURNAME = frozenset(
    ["abu", "al", "ben", "bin", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du",
     "el", "ibn", "la", "las", "le", "lo", "los", "mac", "o", "st", "st.", "ten", "ter", "van",
     "vander", "von"]
)  # fmt: skip
# First halves of Spanish double surnames; those in -ez are known by it.
SURNAMES = frozenset(
    ["acosta", "aguilar", "alonso", "blanco", "bolaños", "borja", "cabrera", "castillo", "castro",
     "cervantes",
     "delgado", "díaz", "domingo", "flores", "fuentes", "garcia", "garcía", "garrido", "gil",
     "guerrero", "gutiérrez", "herrera", "iglesias", "jiménez", "lorenzo", "marín", "medina",
     "mendoza", "molina", "morales", "moreno", "muñoz", "navarro", "ortega", "ortiz", "pérez",
     "ramos", "reyes", "ríos", "rojas", "romero", "rubio", "ruiz", "sanz", "serrano", "soto",
     "torres", "vargas", "vega"]
)  # fmt: skip
SPANISH = re.compile(r"\w{2,}[eé]z", re.IGNORECASE)
PORTUGUESE = frozenset(["filho", "júnior", "neto", "sobrinho"])  # after a surname, part of it
PATRONYMIC = re.compile(r"\w+(?:вич|вна|ична|инична|вичем)", re.IGNORECASE)
ARTICLE = re.compile(r"(?P<article>(?:al|el|ad|as|ash|ar|an)[-‑])(?P<name>\w.*)")
SURNAME_LAST = ("LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARMENIAN", "GEORGIAN")
NO_PERSON = re.compile(r"[&+/\d]| (?:and|of|in|for|with|to|on|at|from|the) ", re.IGNORECASE)
STAGE = frozenset(["big", "dj", "lady", "lil", "lil’", "lord", "mc"])  # begin names of musicians
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
    """The name as an index lists it: "Beethoven, Ludwig van"; unchanged where the surname is first.

    A double surname is recognised if it is Spanish ("García Márquez") or ends like a Portuguese
    one ("Lima Neto"), or has a capitalised particle ("Le Guin"); others need a declared sort name.
    """
    if "," in name and not SUFFIX.search(name):
        return name
    if not _has_surname_last(name):
        return name
    suffix = SUFFIX.search(name)
    words = (name[: suffix.start()] if suffix else name).split()
    if len(words) < 2 or (len(words) == 2 and words[0].lower() in {"ibn", "abu", "bint", "umm"}):
        return name
    if len(words) == 3 and PATRONYMIC.fullmatch(words[2]):
        return f"{words[0]}, {words[1]} {words[2]}"  # the surname comes first in lists
    return _inverted(words, _surname(words)) + (f", {suffix[1]}" if suffix else "")


def _inverted(words: list[str], cut: int) -> str:
    """The words from `cut` before the others: "Saadawi, Nawal el-" without their article."""
    last, first = " ".join(words[cut:]), " ".join(words[:cut])
    if article := ARTICLE.fullmatch(last):
        return f"{article['name']}, {first} {article['article']}"
    return f"{last}, {first}"


def _surname(words: list[str]) -> int:
    """The index of the surname: the last word, or what belongs to the surname before it."""
    cut = len(words) - 1
    if cut > 2 and words[cut - 1] in {"y", "i"}:  # "Santiago Ramón y Cajal"
        return cut - 2
    if cut > 1 and (words[cut].lower() in PORTUGUESE or _is_first_surname(words[cut - 1])):
        return cut - 1
    while cut > 1 and words[cut - 1].lower() in OF_SURNAME and words[cut - 1][0].isupper():
        cut -= 1
    return cut


def _is_first_surname(word: str) -> bool:
    return word.lower() in SURNAMES or bool(SPANISH.fullmatch(word))


def _has_surname_last(name: str) -> bool:
    """Whether the name is in a script whose languages mostly put the surname last."""
    letters = [unicodedata.name(c, "") for c in name if c.isalpha()]
    return bool(letters) and all(letter.startswith(SURNAME_LAST) for letter in letters)


def creator_sort_name(name: str) -> str:
    """As `sort_name`, but "Beatles, The" for "The Beatles"; bands and stage names unchanged.

    A band whose name could be a person's, "Pink Floyd", needs a line under [creators].
    """
    bare = without_article(name, "en")
    if bare != name:
        return f"{bare}, {name[: -len(bare)].strip()}"
    stage_name = name.split(" ", 1)[0].lower() in STAGE
    return name if stage_name or NO_PERSON.search(name) else sort_name(name)
