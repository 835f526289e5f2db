"""Quotation marks and spaces in each language, by the rules of its own typographers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

NBSP = "\u00a0"
THIN = "\u202f"  # narrow no-break space


@dataclass(frozen=True)
class Language:
    """The quotes (outer and inner pair), spaces and abbreviations of a language."""

    quotes: str = "“”‘’"
    inside: str = ""  # the space inside the outer quotes
    before: str = ""  # the punctuation marks with such a space before them
    single: bool = True  # whether a straight ' may open a quotation
    bound: str = ""  # abbreviations with an unbreakable space after them, separated by |

    @property
    def opening(self) -> str:
        """The outer opening quote with its space."""
        return self.quotes[0] + self.inside

    @property
    def closing(self) -> str:
        """The outer closing quote with its space."""
        return self.inside + self.quotes[1]

    def spaces(self, text: str, last: str) -> str:
        """`text` with its unbreakable spaces; `last` is the character before it."""
        if ". " in text:
            text = _STOP.sub(self._after_stop, text)
        return self._french(text, last) if self.before else text

    def _after_stop(self, stop: re.Match[str]) -> str:
        """An unbreakable space after an initial (J. R. R. Tolkien) or an abbreviation."""
        before = _WORD.search(stop.string, max(0, stop.start() - 6), stop.start())
        word = before[0] if before else ""
        initial = len(word) == 1 and word.isalpha() and stop.string[stop.end() + 1 :][:1] == "."
        return f".{NBSP}" if initial or word in self.bound.split("|") else stop[0]

    def _french(self, text: str, last: str) -> str:
        joined = last + text
        if "?" in self.before:
            joined = _MARK.sub(THIN, joined)
        joined = _COLON.sub(self.inside, joined)
        joined = _OPEN.sub(rf"«{self.inside}", joined)
        return _CLOSE.sub(f"{self.inside}»", joined)[len(last) :]


# Only after a word or a bracket, since a space would break an emoticon.
_MARK = re.compile(r"(?<=[\w)\]»”’…%.])[ \u00a0\u202f]?(?=[;!?])")
_COLON = re.compile(r"(?<=[\w)\]»”’…%])[ \u00a0\u202f]?(?=:(?:\s|»|$))")
_OPEN = re.compile(r"«[ \u00a0\u202f]?")
_CLOSE = re.compile(r"[ \u00a0\u202f]?»")
# A full stop after a word of at most four letters; fast, since it looks at full stops only.
_SHORT = "|".join(rf"(?<=\b\w{{{letters}}}\. )" for letters in (1, 2, 3, 4))
_STOP = re.compile(rf"\. (?:{_SHORT})(?=[\w“‘„«])")
_WORD = re.compile(r"\w+$")


_FRENCH = Language("«»“”", THIN, ";:!?", single=False, bound="M|MM|Mme|Mmes|Dr|p|pp|vol|chap|éd")
_LANGUAGES = {
    "en": Language(bound="Mr|Mrs|Ms|Dr|St|Prof|No|Nos|Vol|vol|p|pp|ch|Fig|fig"),
    "de": Language("„“‚‘", bound="Dr|Prof|Nr|Abb|Bd|S|z|d|u|Hl|St"),
    "de-ch": Language("«»‹›", bound="Dr|Prof|Nr|Abb|Bd|S|z|d|u|Hl|St"),
    "fr": _FRENCH,
    "fr-ca": Language("«»“”", NBSP, ":", single=False),
    "fr-ch": _FRENCH,
    "es": Language(bound="Sr|Sra|Dr|Dra|D|Dña|núm|pág|vol"),
    "it": Language(bound="Sig|Dott|Prof|pag|vol", single=False),
    "pt": Language(bound="Sr|Sra|Dr|Dra|pág|vol"),
    "nl": Language(bound="dhr|mevr|dr|prof|blz|nr"),
    "ca": Language("«»“”", single=False),
    "pl": Language("„”‚’"),
    "ro": Language("„”«»"),
    "hu": Language("„”»«"),
    "cs": Language("„“‚‘"),
    "sk": Language("„“‚‘"),
    "sl": Language("„“‚‘"),
    "hr": Language("„“‚‘"),
    "bg": Language("„“‚‘"),
    "is": Language("„“‚‘"),
    "lt": Language("„“‚‘"),
    "et": Language("„“‚‘"),
    "da": Language("»«›‹"),
    "nb": Language("«»‘’"),
    "nn": Language("«»‘’"),
    "no": Language("«»‘’"),
    "sv": Language("””’’"),
    "fi": Language("””’’"),
    "ru": Language("«»„“"),
    "uk": Language("«»„“"),
    "be": Language("«»„“"),
    "el": Language("«»“”"),
    "he": Language("””’’"),
}


@lru_cache
def language(tag: str) -> Language:
    """The rules for a BCP 47 tag; English quotes for an unknown language."""
    tag = tag.lower()
    primary, _, rest = tag.partition("-")
    region = f"{primary}-{rest.rpartition('-')[2]}"
    return _LANGUAGES.get(region) or _LANGUAGES.get(primary) or Language()
