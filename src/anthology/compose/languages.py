"""How each language sets its quotes and spaces, after its own typographers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

NBSP = "\u00a0"
THIN = "\u202f"  # narrow no-break space


@dataclass(frozen=True)
class Language:
    """Quotes, outer pair and inner pair; spaces inside quotes and before marks; abbreviations."""

    quotes: str = "“”‘’"
    inside: str = ""  # the space inside the outer quotes
    before: str = ""  # the marks that take a thin space before them
    single: bool = True  # whether a straight ' may open a quotation
    bound: str = ""  # abbreviations that stay with what follows, as an alternation

    @property
    def opening(self) -> str:
        """The outer quote before its text."""
        return self.quotes[0] + self.inside

    @property
    def closing(self) -> str:
        """The outer quote after its text."""
        return self.inside + self.quotes[1]

    def spaces(self, text: str, last: str) -> str:
        """`text`, which follows the character `last`, with its unbreakable spaces."""
        if ". " in text:
            text = _initials(text)
            if self.bound:
                text = _bound(self.bound).sub(rf"\1{NBSP}", text)
        return self._french(text, last) if self.before else text

    def _french(self, text: str, last: str) -> str:
        joined = _marks(self.before).sub(THIN, last + text)
        joined = _COLON.sub(THIN, joined) if ":" in self.before else joined
        joined = _OPEN.sub(f"«{THIN}", joined)
        return _CLOSE.sub(f"{THIN}»", joined)[len(last) :]


_COLON = re.compile(r"(?<=[\w)\]»”’…%])[ \u00a0\u202f]?(?=:(?:\s|$))")
_OPEN = re.compile(r"«[ \u00a0\u202f]?")
_CLOSE = re.compile(r"[ \u00a0\u202f]?»")
_INITIALS = re.compile(r"(?<![^\W_])([^\W\d_]\.) (?=[^\W\d_]\.)")


def _initials(text: str) -> str:
    """J. R. R. Tolkien's initials stay together."""
    return _INITIALS.sub(rf"\1{NBSP}", text)


@lru_cache
def _marks(marks: str) -> re.Pattern[str]:
    """Where the space before a mark goes: after a word or a bracket, not inside an emoticon."""
    marks = re.escape(marks.replace(":", ""))
    return re.compile(rf"(?<=[\w)\]»”’…%.])[ \u00a0\u202f]?(?=[{marks}])")


@lru_cache
def _bound(abbreviations: str) -> re.Pattern[str]:
    return re.compile(rf"\b((?:{abbreviations})\.) (?=[\w“‘„«])")


_FRENCH = Language("«»“”", THIN, ";:!?", single=False, bound="M|MM|Mmes?|Dr|p|pp|vol|chap|éd|n°")
_LANGUAGES = {
    "en": Language(bound="Mr|Mrs|Ms|Dr|St|Prof|Nos?|Vol|vol|pp?|ch|Fig|fig"),
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
    """The rules for a BCP 47 tag; English quotes where we know none."""
    tag = tag.lower()
    primary, _, rest = tag.partition("-")
    region = f"{primary}-{rest.rpartition('-')[2]}"
    return _LANGUAGES.get(region) or _LANGUAGES.get(primary) or Language()
