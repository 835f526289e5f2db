"""Straight quotation marks become those of the language, each by the place where it stands.

A mark opens before a word and after a space, a bracket, a dash or an elision; it closes after
a word. Marks are then matched in pairs, since only a pair shows how deep a quotation stands
in others, and a single mark that has no partner is an apostrophe.

Quotations of HTML (`q`) have no marks in their text; a browser adds some, and so would a page, in
letters that no font may have. They get those of the language here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from anthology.compose.typography.block import Block, Edit
from anthology.compose.typography.languages import Language, language
from anthology.compose.typography.marks import Kind, Mark
from anthology.compose.typography.pairs import paired
from anthology.compose.typography.primes import prime
from anthology.compose.typography.tags import TAG, in_language, read

# What closes after a typographic mark that is not one of its language.
_CLOSES = {"«": "»", "»": "«", "„": "“", "‟": "”", "“": "”", "”": "”", "‚": "‘", "‘": "’"}

_TEX = re.compile(r"(?<!`)``(?=[^\s`])[^`\n]{1,1000}?(?<=\S)''(?!')")


def with_quotes(block: Block) -> Block:
    """The block with the quotation marks, apostrophes and primes of its languages."""
    if '"' not in block.text and "'" not in block.text:
        return block
    if "``" in block.text:
        block = block.edited(_of_tex(block.text))
    return block.edited(_edits(block, paired(block)))


def of_elements(xhtml: str, lang: str) -> str:
    """XHTML with quotation marks in the place of `q` elements; `lang` is its language."""
    parts, languages = TAG.split(xhtml), [lang]  # text, tag, text, tag ... text
    opened: list[tuple[str, str]] = []  # for each quotation: the tag at its end, and the mark
    for index in range(1, len(parts), 2):
        name, way, _ = read(parts[index])
        if name == "q" and way > 0:
            rules = language(languages[-1])
            begins, ends = rules.inner if len(opened) % 2 else rules.outer
            attributes = parts[index].removeprefix("<q").removesuffix(">")
            parts[index - 1] += _spaced(begins, rules)
            parts[index] = f"<span{attributes}>" if attributes else ""
            opened.append(("</span>" if attributes else "", _spaced(ends, rules)))
        elif name == "q":
            parts[index], mark = opened.pop() if way else ("", "")
            parts[index + 1] = mark + parts[index + 1]
        in_language(parts[index], languages)
    return "".join(parts)


def _of_tex(text: str) -> Iterator[Edit]:
    """Double marks for those of TeX: ``a quotation''."""
    for match in _TEX.finditer(text):
        yield match.start(), match.start() + 2, '"'
        yield match.end() - 2, match.end(), '"'


def _edits(block: Block, marks: Sequence[Mark]) -> Iterator[Edit]:
    around: list[tuple[str, str]] = []  # the pairs that are open, as printed
    for mark in marks:
        rules = block.rules_at(mark.start)
        if mark.kind is Kind.CLOSE and mark.partner:
            printed = around.pop()[1]
        elif mark.kind is Kind.OPEN:
            pair = _pair(mark, rules, around[-1][0] if around else "")
            printed = pair[0]
            if mark.partner:
                around.append(pair)
        else:
            printed = _alone(mark, rules, around[-1][0] if around else "")
        if mark.straight:
            yield mark.start, mark.end, _spaced(printed, rules)


def _pair(mark: Mark, rules: Language, outside: str) -> tuple[str, str]:
    """What opens and closes at this place, inside a pair that the mark `outside` opens."""
    if not mark.straight:
        both = dict([rules.inner, rules.outer])
        return mark.text, both.get(mark.text, _CLOSES[mark.text])
    own, other = (rules.outer, rules.inner) if mark.double else (rules.inner, rules.outer)
    if outside == "»" and "»" not in rules.outer:
        return "›", "‹"
    return other if own[0] == outside else own


def _alone(mark: Mark, rules: Language, outside: str) -> str:
    """What stands for a mark that opens nothing and has no partner."""
    if mark.kind is Kind.PRIME:
        return prime(mark.text)
    closes = mark.kind is Kind.CLOSE and mark.double and mark.straight
    return _pair(mark, rules, outside)[1] if closes else "’"


def _spaced(quote: str, rules: Language) -> str:
    """An outer quote with the space inside it."""
    if not rules.inside or quote not in rules.outer:
        return quote
    return quote + rules.inside if quote == rules.outer[0] else rules.inside + quote
