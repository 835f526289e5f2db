"""Scripts that our own faces lack, and the fonts for them that a machine may have.

Only the files that are listed here are taken, by their names, whatever else is installed: the
same files give the same book.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Script:
    """The letters of one script, and the free font for them."""

    name: str  # as messages name its letters: "Japanese"
    family: str  # of the font
    files: tuple[str, ...]  # regular and bold
    install: tuple[str, ...]  # commands that bring it; one is enough
    module: str = ""  # the Python package that has it, "" for none; its own file is in `files`
    language: str = ""  # BCP 47, where the same letters look otherwise in another language
    encoding: str = ""  # of Python: its characters are taken out of a font of all languages


def _noto(name: str, python: str = "") -> Script:
    """A script of the Noto fonts with a file of its own."""
    stem = f"Noto Serif {name}".replace(" ", "")
    files = [f"{stem}-Regular.ttf", f"{stem}-Bold.ttf"]
    install = ["apt install fonts-noto-core"]
    if python:
        files.append(f"NotoSans{name}[wdth,wght].ttf")
        install.append(f"pip install {python}")
    return Script(
        name, f"Noto Serif {name}", tuple(files), tuple(install), python.replace("-", "_")
    )


def _cjk(name: str, suffix: str, language: str, encoding: str) -> Script:
    """A language of the Noto fonts for Chinese characters, which are one file."""
    files = ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc")
    install = ("apt install fonts-noto-cjk",)
    family = f"Noto Serif CJK {suffix}"
    return Script(name, family, files, install, language=language, encoding=encoding)


JAPANESE = _cjk("Japanese", "JP", "ja", "shift_jis")
KOREAN = _cjk("Korean", "KR", "ko", "euc_kr")
CHINESE = _cjk("Chinese", "SC", "zh", "gb2312")
TRADITIONAL = _cjk("traditional Chinese", "TC", "zh-Hant", "big5")
# By the first word of the Unicode names of their letters, in the order in which they are used.
NAMED = {
    "DEVANAGARI": _noto("Devanagari", "fontpkg-noto-sans-devanagari"),
    "THAI": _noto("Thai", "fontpkg-noto-sans-thai"),
    **{
        name.upper(): _noto(name)
        for name in (
            *("Armenian", "Bengali", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi", "Kannada"),
            *("Khmer", "Lao", "Malayalam", "Myanmar", "Sinhala", "Tamil", "Telugu", "Tibetan"),
        )
    },
}
_IDEOGRAPHIC = frozenset({"CJK", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH", "KANGXI", "BOPOMOFO"})
_KANA, _HANGUL = frozenset({"HIRAGANA", "KATAKANA"}), frozenset({"HANGUL"})
_LANGUAGES = {
    "ja": JAPANESE,
    "ko": KOREAN,
    "zh": CHINESE,
    "zh-hant": TRADITIONAL,
    "zh-hk": TRADITIONAL,
    "zh-mo": TRADITIONAL,
    "zh-tw": TRADITIONAL,
}


def by_script(
    characters: Iterable[str], lang: str, usual: Script | None = None
) -> Mapping[Script | None, str]:
    """Characters of a text in the language `lang`, by their script; None where it is not known.

    Chinese characters belong to the language; where it is another, kana make them Japanese and
    Hangul Korean, and else they are of the script that is `usual` in the book.
    """
    words = {character: _word(character) for character in characters}
    ideographs = of_language(lang, words.values()) or usual or CHINESE
    found: dict[Script | None, str] = {}
    for character, word in words.items():
        if word in _IDEOGRAPHIC | _KANA | _HANGUL:
            script: Script | None = ideographs
        else:
            script = NAMED.get(word)
        found[script] = found.get(script, "") + character
    return found


def named(characters: Iterable[str]) -> frozenset[str]:
    """The first words of the characters' names: "HIRAGANA", "THAI"."""
    return frozenset(map(_word, characters))


def _word(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0].partition("-")[0]


def of_language(lang: str, words: Iterable[str] = ()) -> Script | None:
    """The script of Chinese characters in that language, or beside letters with these names."""
    parts, kinds = lang.lower().split("-"), frozenset(words)
    beside = JAPANESE if kinds & _KANA else KOREAN if kinds & _HANGUL else None
    return _LANGUAGES.get("-".join(parts[:2])) or _LANGUAGES.get(parts[0]) or beside
