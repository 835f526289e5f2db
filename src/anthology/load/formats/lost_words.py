"""Are all the words of a manuscript in its body? An independent, light reading of the source.

It knows nothing of parsers: what is clearly markup is crossed out, and each word that is
left must be in the body as often as in the source. A word that does not was swallowed
by something the author did not mean as markup.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import partial

from anthology.load.clean import allowed
from anthology.report import Place, Problem, warning

_IN_LINES = (
    r"<!--.*?-->"
    r"|<(?!https?:|mailto:)/?[a-zA-Z!?](?:[^<>\n]|\n(?!\s*\n))*>"  # tags
    # where links lead
    r"|\]\(\s*(?:<[^<>\n]*>|(?:[^()\n\"']|(?<=[^\s(])[\"']|\((?:[^()\n]|\([^()\n]*\))*\))*)"
    r"(?:(?<=\s)[\"'(][^\n]{0,2000}?[\"')])?\s*\)|\]\[[^\]\n]*\]"
    r"|\[\^[^\]\n]*\]:?|\{[^{}\n]*\}"  # calls of notes, attributes
)
_MARKUP = re.compile(
    _IN_LINES + r"|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\S*[^\n]*"  # link addresses (not notes: see below)
    r"|^[ ]{0,3}\*\[[^\]\n]+\]:[^\n]*"  # abbreviations
    r"|^[ \t>]*(?:`{3,}|~{3,})[^\n]*"  # fences
    # numbers of items, also of a list that begins an item
    r"|^[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)*\d{1,9}[.)](?=[ \t])",
    re.DOTALL | re.MULTILINE,
)
_MARKUP_IN_LINES = re.compile(_IN_LINES, re.DOTALL)
_DROPPED = re.compile(rf"<({'|'.join(sorted(allowed.DROPPED))})(?=[\s/>])", re.IGNORECASE)
_NOTE = re.compile(r"^[ ]{0,3}\[\^[^\]\n]*\]:", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+")
_SHOWN = re.compile(r"\b(?:alt|title|data-entry|data-see)=\"([^\"]*)\"")
_TAG = re.compile(r"<[^>]*>")
_FEW = 8  # words that a remark shows


def lost(
    source: str, place: Place, bodies: tuple[str, ...], left_out: Sequence[str] = ()
) -> tuple[Problem, ...]:
    """A warning that names the words of `source` that are in none of the `bodies`.

    Words of `left_out`, and those in elements that are left out whole, with a warning of its
    own, are not counted.

    `place.line` is the line where the source begins; bodies are XHTML or plain words.
    """
    there = " ".join(_plain(body) for body in bodies)
    wanted = _words(crossed_out(source)) - _words(" ".join(left_out))
    missing = wanted - _words(there)
    if not missing:
        return ()
    letters = "".join(_WORD.findall(folded(there)))
    gone = [word for word in missing if letters.count(word) < wanted[word]]
    if not gone:
        return ()
    at = _folded_line(source, gone)
    named = ", ".join(f"“{word}”" for word in gone[:_FEW])
    more = f" and {len(gone) - _FEW} more" if len(gone) > _FEW else ""
    return (
        warning(
            Place(place.path, (place.line or 1) + at),
            f"words of the manuscript are not in the book: {named}{more}",
            "They were taken for markup; write &lt; for a < and \\[ for a [ that is meant as such.",
        ),
    )


def crossed_out(source: str) -> str:
    """The source without its markup and elements that are left out, lines where they were."""
    text = _NOTE.sub("", _without_dropped(source))
    return html.unescape(_MARKUP.sub(partial(_line_ends), text))


def crossed_out_in(line: str) -> str:
    """A part of a line without markup, such as a cell: “1.” at its start is a word there."""
    return html.unescape(_MARKUP_IN_LINES.sub(" ", _without_dropped(line)))


def _without_dropped(source: str) -> str:
    """The source without elements that are left out with all they contain."""
    pieces: list[str] = []
    end = 0
    endless: set[str] = set()
    for start in _DROPPED.finditer(source):
        name = start[1].lower()
        if start.start() < end or name in endless:
            continue
        closing = re.compile(f"</{name}", re.IGNORECASE).search(source, start.end())
        if closing is None:
            endless.add(name)
        else:
            dropped = source[start.start() : closing.start()]
            pieces += [source[end : start.start()], _line_ends_of(dropped)]
            end = closing.start()
    return "".join(pieces) + source[end:]


def _line_ends_of(text: str) -> str:
    return " " + "\n" * text.count("\n")


def _line_ends(match: re.Match[str]) -> str:
    return _line_ends_of(match[0])


def _plain(xhtml: str) -> str:
    """The words of XHTML, and those in its attributes: alternative texts, titles."""
    attributes = " ".join(_SHOWN.findall(xhtml))
    return html.unescape(_TAG.sub(" ", xhtml) + " " + attributes)


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(folded(text)))


def folded(text: str) -> str:
    """The text in composed letters of one case, without soft hyphens."""
    return unicodedata.normalize("NFKC", text).casefold().replace("\u00ad", "")


def _folded_line(source: str, words: Sequence[str]) -> int:
    """The line, from 0, that contains most of the words; the first of several."""
    wanted = set(words)
    lines = (wanted.intersection(_WORD.findall(folded(line))) for line in source.split("\n"))
    return max(enumerate(lines), key=lambda line: len(line[1]))[0]
