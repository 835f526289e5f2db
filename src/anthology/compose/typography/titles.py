"""Titles in lines of about equal length that break where the sense does, and names in one piece."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, product
from math import ceil

from markupsafe import Markup, escape

from anthology.book import Review
from anthology.compose.typography.punctuation import smarten

NARROW, WIDE = frozenset(" .,:;'’‘“”!|()fijltrI\u00a0"), frozenset("mwMW—…@")
# Letters and marks outside the blocks of Latin, which end at U+024F, and of its additions.
FOREIGN = re.compile("[\u0250-\u1dff\u1f00-\u1fff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\ufefe]")
SPACES = str.maketrans("\u00a0\u202f", "  ")  # as they are compared
MOST_LINES = 5
MARKS = ",;:–— \u00a0"  # which do not stand before an ellipsis
SPACE = 0.27  # em
# Penalties of a break, in squared ems: after a mark, before "by", after a comma, before a small
# word, anywhere else, in what belongs together ("20th | Anniversary"), after a small word or
# inside a name.
MARK, BEFORE_BY, COMMA, BEFORE_WEAK, SPLIT, TOGETHER, NEVER = 0.0, 0.5, 1.5, 3.0, 9.0, 16.0, 40.0
LONE_WORD = 9.0  # penalty of a last line with one word, in squared ems
INSIDE = 16.0  # penalty of a line with a colon inside, which could have ended there
ONE_MORE = 10.0  # penalty of a line more than needed
# Penalties of a line of its own, however short, for what precedes a colon, and for the maker.
HEAD, MAKER = 4.0, 2.0
NUMBER = re.compile(r"\d[\d.,]*(?:st|nd|rd|th|e|er|re|º|ª)?|[IVXLC]+")
COLON = re.compile(r"[:;—][”’»]? |[?!][”’»]? (?=\S)| – ")
INITIAL = re.compile(r"\w\.")
BARE = re.compile(r"[\W_]+")
# What belongs to a name, or to what follows, in titles of every language: it ends no line.
TIED = re.compile(
    "de|du|des|von|van|der|di|del|della|le|la|el|al|ibn|zu|y|vs?[.]|feat[.]|Sir|Lady|Lord|Dame|Saint"
    "|Mr|Mrs|Ms|Dr|Miss|Don|Doña|Herr|Frau|Madame"
)
LONGEST_TIED = 9.0  # ems of words that stay in one line of a narrow column
MOST_OF_HEAD = 5  # words before a colon that may stand alone
MOST_OF_NAME = 3  # words in capitals that "by" ties together


@dataclass(frozen=True)
class Language:
    """What decides about the breaks of titles in a language."""

    weak: frozenset[str] = frozenset()  # small words, which end no line: "of", "the"
    by: str = ""  # the word before a maker's name


@dataclass(frozen=True)
class Title:
    """A title by words; `names` are those of people that it may contain."""

    words: tuple[str, ...]
    language: Language = Language()
    names: tuple[str, ...] = ()

    @cached_property
    def edges(self) -> tuple[float, ...]:
        """Where each word begins on one long line, in ems, and where one after the last would."""
        return (0.0, *accumulate(width(word) + SPACE for word in self.words))

    @cached_property
    def penalties(self) -> tuple[float, ...]:
        """The penalty of a line that ends after each number of words."""
        tied = self._tied()
        inner = [
            NEVER if place in tied else _penalty(*pair, self.language)
            for place, pair in enumerate(zip(self.words, self.words[1:], strict=False), start=1)
        ]
        return (0.0, *inner, 0.0)

    def is_maker(self, place: int) -> bool:
        """Whether nothing but "by" and a name in capitals stands from that word on."""
        by, *name = self.words[place:]
        return by.casefold() == self.language.by and 0 < len(name) == _capitalised(name)

    def _tied(self) -> set[int]:
        """The places inside the names of people."""
        found = {
            place
            for name in self.names
            for start in range(len(self.words))
            if _begins(self.words[start:], parts := name.split())
            for place in range(start + 1, start + len(parts))
        }
        for start, word in enumerate(self.words, start=1):
            if self.language.by and word.casefold() == self.language.by:
                found.update(range(start + 1, start + _capitalised(self.words[start:])))
        return found


def lines(
    title: str, measure: float, language: Language | None = None, names: Sequence[str] = ()
) -> list[str]:
    """`title` in the fewest lines that fit a measure in ems, broken by sense and length."""
    if width(title) <= measure:
        return [title]
    found = Title(tuple(title.split(" ")), language or Language(), tuple(names))
    ways = _ways(found, measure)
    if ways:
        ways += _in_own_lines(found, measure, len(ways[0][1]))
    return min(ways)[1] if ways else [title]


Way = tuple[float, list[str]]  # what it costs, and its lines


def _ways(title: Title, measure: float) -> list[Way]:
    """The title in the fewest lines, and in one more."""
    whole = title.edges[-1] - SPACE
    ways: list[Way] = []
    for count in range(ceil(whole / measure), min(MOST_LINES, len(title.words)) + 1):
        cost, broken = _broken(title, count, measure, whole / count)
        if broken:
            ways.append((cost + ONE_MORE * len(ways), broken))
        if len(ways) > 1:
            break
    return ways


def _in_own_lines(title: Title, measure: float, fewest: int) -> Iterator[Way]:
    """The title with its head and its maker in lines of their own, and the rest even by itself."""
    words, last = title.words, len(title.words)
    colon = COLON.search(" ".join(words))
    head = " ".join(words)[: colon.end()].count(" ") if colon else 0
    maker = next((n for n in range(1, last) if title.is_maker(n)), last)
    for start, end in product({0, head if head <= MOST_OF_HEAD else 0}, {maker, last}):
        above, below = (" ".join(own) for own in (words[:start], words[end:]))
        if start < end and (above or below) and max(width(above), width(below)) <= measure:
            for cost, broken in _ways(replace(title, words=words[start:end]), measure)[:1]:
                own = [line for line in (above, *broken, below) if line]
                alone = HEAD * (start > 0) + MAKER * (end < last)
                yield cost + alone + ONE_MORE * (len(own) - fewest), own


@dataclass(frozen=True)
class Sized:
    """A title in lines; a long one is smaller: "" (whole), "long" or "longest"."""

    lines: tuple[str, ...]
    size: str = ""


def sized(
    title: str,
    measure: float,
    language: Language | None = None,
    names: Sequence[str] = (),
    steps: tuple[float, float] = (1.22, 1.46),
) -> Sized:
    """A title of at most two lines, else of a size in which a line holds so much more, in steps."""
    found, size, scale = lines(title, measure, language, names), "", 1.0
    for smaller, next_scale, most in (("long", steps[0], 2), ("longest", steps[1], 3)):
        if len(found) > most or (len(found) == 1 and width(title) > measure * scale):
            size, scale = smaller, next_scale
            found = lines(title, measure * scale, language, names)
    return Sized(tuple(found), size)


def shortened(title: str, measure: float, language: Language) -> str:
    """The first words of a title that fit a measure in ems, and an ellipsis; no small word last."""
    if width(title) <= measure:
        return title
    words = title.split(" ")
    while len(words) > 1 and (
        width(" ".join(words)) > measure - 1 or leads_on(words[-1].rstrip(MARKS), language)
    ):
        words.pop()
    shown = " ".join(words)
    while len(words) == 1 and width(shown) > measure - 1:
        shown = shown[:-1]
    return shown.rstrip(MARKS) + "…"


def leads_on(words: str, language: Language) -> bool:
    """Whether the last word is a small one, after which nobody stops: “or”, “the”."""
    return _bare(words.rpartition(" ")[2]) in language.weak


def tied(title: str, language: Language, names: Sequence[str] = ()) -> str:
    """The title with no-break spaces where no line should end, for lines of unknown length."""
    words = title.split(" ")
    penalties = Title(tuple(words), language, tuple(names)).penalties
    found = words[:1]
    for penalty, word in zip(penalties[1:], words[1:], strict=False):
        together = f"{found[-1]}\u00a0{word}"
        if penalty >= TOGETHER and width(together) <= LONGEST_TIED:
            found[-1] = together
        else:
            found.append(word)
    return " ".join(found)


def _broken(title: Title, count: int, measure: float, even: float) -> tuple[float, list[str]]:
    """The words in `count` lines with widths close to `even`, and their penalty; [] if too long."""
    words, penalties, edges = title.words, title.penalties, title.edges
    best: dict[tuple[int, int], tuple[float, list[str]]] = {(0, 0): (0.0, [])}
    for line in range(1, count + 1):
        for end in range(line, len(words) + 1):
            ways = []
            for start in range(line - 1, end):
                long = edges[end] - edges[start] - SPACE
                if long <= measure and (line - 1, start) in best:
                    cost, above = best[line - 1, start]
                    text = " ".join(words[start:end])
                    alone = LONE_WORD if end == len(words) == start + 1 else 0.0
                    cost += (long - even) ** 2 + alone + penalties[end]
                    cost += INSIDE if COLON.search(text) else 0.0
                    ways.append((cost, [*above, text]))
            if ways:
                best[line, end] = min(ways)
    return best.get((count, len(words)), (0.0, []))


def _penalty(before: str, after: str, language: Language) -> float:
    """The penalty of a break between two words."""
    if _bare(before) in language.weak or INITIAL.fullmatch(before) or TIED.fullmatch(before):
        return NEVER
    if before[-1:] in ":;.?!–—…" or after[:1] in "(–—":
        return MARK
    if before.endswith(","):
        return COMMA
    if NUMBER.fullmatch(before) or NUMBER.fullmatch(after.rstrip(".,:;!?)")):
        return TOGETHER
    if after.casefold() == language.by:
        return BEFORE_BY
    return BEFORE_WEAK if _bare(after) in language.weak else SPLIT


def _bare(word: str) -> str:
    return BARE.sub("", word.casefold()) if word[-1:].isalpha() else ""


def _begins(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the name stands at the head of the words."""
    plain = [BARE.sub("", word).casefold() for word in words[: len(name)]]
    return plain == [BARE.sub("", word).casefold() for word in name]


def _capitalised(words: Sequence[str]) -> int:
    """How many of the first words begin with a capital, up to the most of a name."""
    count = next((n for n, word in enumerate(words) if not word[:1].isupper()), len(words))
    return min(count, MOST_OF_NAME)


def emphasised(review: Review) -> tuple[str, ...]:
    """The words of a review's title and subtitle that are in italics, as they are printed."""
    return tuple(smarten(words, review.lang) for words in review.italics)


def italic(lines: Sequence[str], phrases: Sequence[str]) -> list[str]:
    """The lines of a title with each phrase in `<em>`, once and in order, also where it breaks."""
    whole = " ".join(lines).translate(SPACES)
    spans, at = [], 0
    for phrase in phrases:
        start = whole.find(phrase.translate(SPACES), at)
        if phrase and start >= 0:
            at = start + len(phrase)
            spans.append((start, at))
    if not spans:
        return list(lines)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    return [_marked(line, start, spans) for line, start in zip(lines, starts, strict=False)]


def _marked(line: str, offset: int, spans: Sequence[tuple[int, int]]) -> Markup:
    """A line that begins at `offset` of its title, with what of it is in the spans marked."""
    parts, at = Markup(), 0
    for first, last in spans:
        start, end = (min(max(n - offset, at), len(line)) for n in (first, last))
        if start < end:
            parts += escape(line[at:start]) + Markup("<em>{}</em>").format(line[start:end])
            at = end
    return parts + escape(line[at:])


def latin(text: str) -> bool:
    """Whether all letters of `text` are Latin; fonts seldom have small capitals of others."""
    return FOREIGN.search(text) is None


def width(text: str) -> float:
    """The approximate width of `text` in a text face, in ems."""
    return sum(map(_advance, text))


def _advance(character: str) -> float:
    if character in NARROW:
        return 0.27
    if character in WIDE or ord(character) > 0x2E80:
        return 0.85
    return 0.65 if character.isupper() else 0.45
