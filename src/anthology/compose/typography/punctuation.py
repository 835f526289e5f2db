"""Typographic punctuation by language: quotes, dashes, ellipses and unbreakable spaces.

Changes the text between the tags of clean XHTML, but neither code nor words; text that is
typographic already stays the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from anthology.compose.typography.languages import NBSP, Language, language

TAG = re.compile(r'(<(?:[^>"]|"[^"]*")*>)')
NAME = re.compile(r"[A-Za-z][\w:.-]*")
LANG = re.compile(r'\s(?:xml:)?lang="([^"]*)"')
VERBATIM = frozenset({"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "tt"})
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "caption", "dd", "details", "div", "dl"}
    | {"dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"}
    | {"img", "li", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th"}
    | {"thead", "tr", "ul"}
)
VOID = frozenset({"br", "hr", "img", "col", "wbr"})

# Each pattern starts with a rare character, so that the search for it is fast.
CANDIDATE = re.compile(r"""["'&«»;:!?–—]|\.\.|\. |--| - |\d-\d""")
ELLIPSIS = re.compile(r"\.\.\.(?<!\.\.\.\.)(?!\.\.)|\. \. \.(?<!\.\. \. \.)(?! ?\.)")
LONG_DASH = re.compile(r"---(?<!----)(?!-)")
DOUBLE = re.compile(r"--(?<![-!<]--)(?![->])")
SPACED = re.compile(r"[ \u00a0](?<=\S.)([-–—])(?=\s\S|»)")
YEARS = re.compile(r"-(?<=\b[12]\d\d\d-)(?<![\w-]\d{4}-)(?=[12]\d\d\d(?![\w-]))")
QUOTE = re.compile(r"[\"']")
# An opening quote follows nothing, a space, or one of these.
BEFORE = frozenset("([{<-–—/=«‹„‚“‘\u00a1¿")
ELIDED = re.compile(
    r"(?:tis|twas|twere|twill|em|til|till|cause|bout|round|n|cos|neath)\b", re.IGNORECASE
)
CLOSED = re.compile(r"(?<=\S)'(?!\w)")
DECADE = re.compile(r"\d\ds?(?![\w'’])")


def typeset(xhtml: str, lang: str) -> str:
    """Clean XHTML with typographic punctuation; `lang` is the language outside lang attributes."""
    if not CANDIDATE.search(xhtml):
        return xhtml
    parts = TAG.split(xhtml)  # text, tag, text, tag ... text
    return "".join(_Setter(parts, lang).run())


def smarten(text: str, lang: str) -> str:
    """The same for plain text such as a title or a name."""
    return _Setter([text], lang).run()[0] if CANDIDATE.search(text) else text


@dataclass
class _Setter:
    """One pass through the parts; its state is the context at the current position."""

    parts: list[str]
    lang: str
    last: str = ""  # the character before, "" at the start of a block
    open: bool = False  # whether a straight double quote is open in this block
    single: bool = False  # whether a straight single quote is

    def run(self) -> list[str]:
        """The parts with typographic punctuation."""
        rules, languages, verbatim = language(self.lang), [self.lang], 0
        for index, part in enumerate(self.parts):
            if index % 2:
                verbatim += self._tag(part, languages)
                rules = language(languages[-1])
            elif part:
                if not verbatim:
                    self.parts[index] = self._text(part, index, rules)
                self.last = self.parts[index][-1]
        return self.parts

    def _tag(self, tag: str, languages: list[str]) -> int:
        """The change in the depth of verbatim elements; also updates block and language."""
        name, way, lang = _read(tag)
        if name in BLOCKS:
            self.last, self.open, self.single = "", False, False
        if way > 0:
            languages.append(lang or languages[-1])
        elif way < 0 and len(languages) > 1:
            languages.pop()
        return way if name in VERBATIM else 0

    def _text(self, text: str, index: int, rules: Language) -> str:
        if not CANDIDATE.search(text):
            return text
        if "&" in text:
            text = text.replace("&quot;", '"').replace("&#39;", "'").replace("&#x27;", "'")
        text = _dashes(_ellipses(text))
        if '"' in text or "'" in text:
            text = self._quotes(text, index, rules)
        return rules.spaces(text, self.last)

    def _quotes(self, text: str, index: int, rules: Language) -> str:
        done: list[str] = []
        start = 0
        for match in QUOTE.finditer(text):
            done.append(text[start : match.start()])
            before = done[-1][-1:] or (done[-2][-1:] if len(done) > 1 else self.last)
            after = text[match.end() :] or self._after(index)
            choose = self._double if match[0] == '"' else self._single
            done.append(choose(before, after, rules))
            start = match.end()
        return "".join(done) + text[start:]

    def _double(self, before: str, after: str, rules: Language) -> str:
        opens = _opens(before, after) and not (self.open and not after[:1].isalnum())
        if not opens and before.isdigit() and not self.open:
            return "″"
        self.open = opens
        return rules.opening if opens else rules.closing

    def _single(self, before: str, after: str, rules: Language) -> str:
        if not _opens(before, after):
            closes = self.single and not after[:1].isalnum()
            self.single = self.single and not closes
            return rules.quotes[3] if closes else "’"
        if DECADE.match(after) or ELIDED.match(after) or not rules.single:
            return "’"
        self.single = bool(CLOSED.search(after))
        return rules.quotes[2] if self.single else "’"

    def _after(self, index: int) -> str:
        """The text that follows part `index` in its block."""
        for following in range(index + 1, len(self.parts)):
            part = self.parts[following]
            if following % 2 == 0 and part:
                return part
            if following % 2 and _read(part)[0] in BLOCKS:
                break
        return ""


@lru_cache(4096)
def _read(tag: str) -> tuple[str, int, str]:
    """A tag's name, whether it opens (1), closes (-1) or is empty (0), and its language."""
    match, lang = NAME.search(tag), LANG.search(tag)
    name = match[0] if match else ""
    way = 0 if name in VOID or tag.endswith("/>") or not name else -1 if tag[1] == "/" else 1
    return name, way, lang[1] if lang else ""


def _opens(before: str, after: str) -> bool:
    return (not before or before.isspace() or before in BEFORE) and not after[:1].isspace()


def _ellipses(text: str) -> str:
    return ELLIPSIS.sub("…", text) if ". ." in text or "..." in text else text


def _dashes(text: str) -> str:
    if "-" not in text and "–" not in text and "—" not in text:
        return text
    if "--" in text:
        text = DOUBLE.sub(_double_dash, LONG_DASH.sub("—", text))
    text = SPACED.sub(lambda m: NBSP + ("–" if m[1] == "-" else m[1]), text)
    return YEARS.sub("–", text)


def _double_dash(match: re.Match[str]) -> str:
    """The dash for "--": an em dash between words, an en dash elsewhere."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    words = before.isalpha() or after.isalpha()
    return "—" if words and not before.isspace() and not after.isspace() else "–"
