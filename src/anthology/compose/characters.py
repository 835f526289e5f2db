"""Characters that no font of the style has: in which script, where, and what to do about them.

In print a box stands in the place of such a character, so a release waits for a font. Where
much of a text is boxes, it is no text: the book is refused. An e-reader has fonts of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from anthology.book import Book
from anthology.edition import Section
from anthology.report import NOWHERE, Place, Problem, counted, error, note, warning
from anthology.style import Style
from anthology.style.fonts import boxes
from anthology.style.fonts.installed import Added
from anthology.style.fonts.scripts import Script, by_script, named, of_language
from anthology.text import list_numbers

TAG = re.compile(r"<[^>]*>")
MOST_NAMED = 5  # characters that one message lists
MOST_BOXES = 0.2  # of the characters of a text
OWN_FONT = (
    'Or add a font that has them to a style of your own: a [[font]] with use = "fallback" '
    "(docs/styles.md)."
)
E_BOOK = " The e-book needs none: “anthology build -e epub” makes it alone."


@dataclass(frozen=True)
class Printing:
    """What is printed, and whether it is for the public."""

    book: Book = field(repr=False)
    edition: str
    release: bool


@dataclass(frozen=True)
class _Gap:
    """What one section lacks."""

    section: Section
    characters: Mapping[Script | None, str]
    boxes: float  # the share of them in its text


def wanted(style: Style, sections: Iterable[Section]) -> Mapping[Script, str]:
    """The characters that the style lacks, by the scripts for which there are fonts."""
    found: dict[Script, set[str]] = {}
    for gap in _gaps(style, sections):
        for script, characters in gap.characters.items():
            if script is not None:
                found.setdefault(script, set()).update(characters)
    ordered = sorted(found.items(), key=lambda item: item[0].name)
    return {script: "".join(sorted(characters)) for script, characters in ordered}


def boxed(style: Style, sections: Iterable[Section]) -> Style:
    """The style with a font of boxes for the characters that it lacks."""
    lacking = frozenset(c for each in sections for c in _missing(style, each))
    if not lacking:
        return style
    return replace(
        style,
        fonts=(*style.fonts, boxes.FONT),
        assets={**style.assets, boxes.PATH: boxes.asset(lacking)},
        families=(*style.families, boxes.FAMILY),
        code_families=(*style.code_families, boxes.FAMILY),
    )


def added(fonts: Sequence[Added]) -> Iterator[Problem]:
    """A note on each font of the machine that is used."""
    for font in fonts:
        yield note(
            NOWHERE,
            f"{font.script.name} letters are set in {font.script.family}, from {font.file}",
            "The style has no font for them. The same book needs the same file.",
        )


def missing(style: Style, sections: Iterable[Section], printing: Printing) -> Iterator[Problem]:
    """A problem for each place of characters that no font has, alike for all of one script."""
    gaps = _gaps(style, sections)
    of_pieces = {s for gap in gaps if gap.section.place.path for s in gap.characters}
    kinds: dict[Script | None, set[str]] = {}
    for gap in gaps:
        for script, characters in gap.characters.items():
            kinds.setdefault(script, set()).update(characters)
    for gap in gaps:
        for script, characters in gap.characters.items():
            repeated = not gap.section.place.path and script in of_pieces  # in the contents, say
            if script is not None and not repeated:
                yield _of_script(script, "".join(sorted(kinds[script])), gap, printing)
            elif script is None and not repeated:
                yield _unknown(characters, gap, printing)


def _gaps(style: Style, sections: Iterable[Section]) -> list[_Gap]:
    """What each section lacks, where it lacks anything."""
    lacking = [(each, chars) for each in sections if (chars := _missing(style, each))]
    sure = Counter(of_language(each.lang, named(characters)) for each, characters in lacking)
    del sure[None]
    usual = sure.most_common(1)[0][0] if sure else None
    return [
        _Gap(each, by_script(characters, each.lang, usual), _boxes(each, characters))
        for each, characters in lacking
    ]


def _missing(style: Style, section: Section) -> tuple[str, ...]:
    """The characters that the section shows and the style lacks, in code point order."""
    return style.missing(section.xhtml + list_numbers.shown(section.xhtml))


def _boxes(section: Section, lacking: Sequence[str]) -> float:
    """The share of the letters in a section that no font has."""
    letters = Counter(c for c in TAG.sub("", section.xhtml) if c.isalpha() or c in lacking)
    return sum(letters[c] for c in lacking) / (letters.total() or 1)


def _of_script(script: Script, characters: str, gap: _Gap, printing: Printing) -> Problem:
    many = counted(len(characters), "kind")
    message = (
        f"no font of the style has {script.name} letters: {many}, such as {_named(characters[:1])}"
    )
    install = " or ".join(f"“{command}”" for command in script.install)
    hint = f"Install {script.family} ({install}): it is used then. {OWN_FONT}"
    return replace(_problem(gap, printing, message, hint), place=_place(gap, printing, script))


def _unknown(characters: str, gap: _Gap, printing: Printing) -> Problem:
    rest = len(characters) - MOST_NAMED
    more = f" and {rest} more" if rest > 0 else ""
    title = gap.section.title or gap.section.kind
    message = f"no font of the style has {_named(characters[:MOST_NAMED])}{more}, used in “{title}”"
    hint = OWN_FONT.removeprefix("Or ").capitalize()
    return replace(_problem(gap, printing, message, hint), place=_place(gap, printing, None))


def _problem(gap: _Gap, printing: Printing, message: str, hint: str) -> Problem:
    """The problem, as bad as it is for the edition."""
    if printing.edition == "epub" and gap.section.kind != "cover":
        return note(NOWHERE, f"{message}; e-readers have fonts of their own", hint)
    if printing.release or (gap.section.place.path and gap.boxes > MOST_BOXES):
        refused = error(NOWHERE, f"{message}; a box would be printed for each", hint + E_BOOK)
        return replace(refused, one_remedy=True, edition=printing.edition)
    boxed = warning(NOWHERE, f"{message}; a box is printed for each", hint)
    return replace(boxed, one_remedy=True)


def _place(gap: _Gap, printing: Printing, script: Script | None) -> Place:
    """The line of the first of the section's characters that are missing."""
    review = next((r for r in printing.book.reviews if r.id == gap.section.id), None)
    strange = review.body.strange if review else {}
    known = (strange.get(character, 0) for character in gap.characters[script])
    return replace(gap.section.place, line=min(filter(None, known), default=0))


def _named(characters: str) -> str:
    return ", ".join(f"“{c}” ({_name(c)})" for c in characters)


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
