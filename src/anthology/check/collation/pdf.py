"""The text layer, outline and pictures of a finished PDF, compared with the expected text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter

from anthology.check.collation.expected import Expected, SourceText
from anthology.check.collation.letters import (
    drawn_with,
    each,
    letter_counts,
    letters,
    missing_from_head,
    reordered,
    within,
)
from anthology.check.collation.matcher import Line
from anthology.check.collation.numbers import BULLET, ITEM, Marker, mistaken
from anthology.check.collation.shared_pages import SharedPages
from anthology.check.collation.tiling import Tiling
from anthology.check.collation.tilings import DrawnSection, all_drawn, likeliest, others
from anthology.edition import Edition, Printed
from anthology.pdf.reading import PageContent, PdfReader, is_in

_GENERATED = re.compile(r"content\s*:([^;}]*)")
_ATTRIBUTE = re.compile(r"content\s*:[^;}]*attr\(")  # words that no string of the CSS shows
_STRING = re.compile(r"\"([^\"\\]*)\"|'([^'\\]*)'")
_PICTURE = re.compile(r"url\(\s*[\"']?[^)\"']*\.(?:png|jpe?g|svg|gif|webp)\b", re.IGNORECASE)
_LISTS = re.compile(  # rules for the figures or the numbers of lists in a text
    r"(?:^|[},;])\s*(?:\.text\s+)?(?:ol|li)\b[^{}]*\{[^}]*(?:list-style|counter-|content)"
    r"|::marker\s*\{[^}]*content",
    re.MULTILINE,
)
_NUMBERS = re.compile(r"[\d\W]+|[ivxlcdm\W]+|[ivxlc]+\s[\d\W]+", re.IGNORECASE)
_SHORT = 3  # letters of a line that may be in many places


@dataclass(frozen=True)
class PdfEdition:
    """A finished PDF, and the edition that it was made from."""

    printed: Printed
    edition: Edition  # its name and CSS are used
    outlined: bool = True  # whether the PDF has bookmarks: not every press takes them
    volume: str = ""  # which of several books of the edition it is


class FinishedPdf:
    """A PDF, read section by section."""

    def __init__(self, reader: PdfReader, pdf: PdfEdition) -> None:
        self.kind, self.volume = pdf.edition.name, pdf.volume
        self.folios = pdf.printed.folios
        self._reader, self._count, self._outlined = reader, pdf.printed.pages, pdf.outlined
        self._css = css = pdf.edition.css
        self._generated = [letters(a or b) for g in _GENERATED.findall(css)
                           for a, b in _STRING.findall(g) if letters(a or b)]  # fmt: skip
        # Where sections are parted by one of them, bullets cannot be counted.
        self._bulleted = any(BULLET.fullmatch(each) for each in self._generated)
        self._attributes = _ATTRIBUTE.search(css) is not None
        self._restyled = _LISTS.search(css) is not None
        self._ornate = _PICTURE.search(css) is not None
        by_label: dict[str, list[int]] = {}
        for number, page in enumerate(reader.pages):
            by_label.setdefault(page.label, []).append(number)
        self._own = {
            section: [n for start in starts for n in by_label.get(start.label, ())]
            for section, starts in pdf.printed.page_starts.items()
        }
        self._shared, self._margins = SharedPages(pdf.printed.marks), pdf.printed.margins
        for section, pages in self._shared.pages.items():
            self._own[section] = pages

    @cached_property
    def _letters(self) -> frozenset[str]:
        """Every letter that a glyph of the book's fonts stands for."""
        return frozenset("".join(each(self._reader.shown)))

    @cached_property
    def _about(self) -> str:
        """A hash of what decides about every section."""
        about = (self._css, sorted(self._letters), self._outlined)
        return hashlib.sha256(repr(about).encode()).hexdigest()

    def digest(self, section: str) -> str:
        """A hash of the section's pages and bookmarks, and of what else decides about them."""
        digest = hashlib.sha256(repr((self._about, self._outline(section))).encode())
        for number in self._own.get(section, ()):
            digest.update(self._reader.pages[number].digest)
            about_page = (self._shared.marks.get(number), self._margins.get(number))
            digest.update(repr(about_page).encode())
        return digest.hexdigest()

    def differences(self, expected: Expected) -> Iterator[str]:
        """Differences from the expected text."""
        pages = self._pages_of(expected.id)
        numbered = zip(self._own.get(expected.id, ()), pages, strict=True)
        lines = [self._lines(number, page, expected.labels) for number, page in numbered]
        drawn = self._letters.union(*(line.key for own in lines for line in own))
        if found := self._found(DrawnSection(expected, lines, drawn)):
            yield from found
            return
        yield from self._pictures(expected, pages)
        outline = [title for title in self._outline(expected.id) if letters(title)]
        titles = [letters(title) for title in outline]
        if self._outlined and not self._lists(expected, titles):
            yield (
                f"the outline (the bookmarks) leads to {_quoted(outline)}, "
                f"not to {_quoted(expected.outline)}"
            )

    def out_of_place(self) -> Iterator[tuple[SourceText | None, str]]:
        """Too many or too few pages, and pages that are not blank and belong to no section.

        The order of the sections is that of the page labels.
        """
        if len(self._reader.pages) != self._count:
            yield None, f"there should be {self._count} pages; there are {len(self._reader.pages)}"
        known = {number for numbers in self._own.values() for number in numbers}
        for number, page in enumerate(self._reader.pages):
            if number not in known and (page.content.lines or page.content.pictures):
                words = " ".join(page.content.lines)[:60]
                yield None, f"page {page.label} belongs to no section; on it is “{words}”"

    def _pages_of(self, section: str) -> list[PageContent]:
        """The content of its pages, without that of the sections that share them."""
        return [
            self._shared.part(number, self._reader.pages[number].content, section)
            for number in self._own.get(section, ())
        ]

    def _lists(self, expected: Expected, titles: Sequence[str]) -> bool:
        """Whether the bookmarks that lead to the section's pages have its titles."""
        wanted = [letters(title) for title in expected.outline]
        if expected.id in self._shared.pages:
            return within(wanted, titles)
        return wanted == list(titles)

    def _outline(self, section: str) -> list[str]:
        marks = self._reader.bookmarks
        return [title for number in self._own.get(section, ()) for title in marks.get(number, ())]

    def _lines(self, number: int, page: PageContent, labels: Sequence[str]) -> list[Line]:
        """A page's lines, as drawn and as they are compared, without those that have no letters."""
        drawn = zip(page.lines, each(page.lines), page.line_places, strict=False)
        margin = self._margins.get(number)
        lettered = ((line, key, is_in(place, margin)) for line, key, place in drawn if key)
        lines = [Line(line, key, n, beside) for n, (line, key, beside) in enumerate(lettered)]
        return _by_number(lines, labels) if margin else lines

    def _found(self, section: DrawnSection) -> list[str]:
        """What is wrong with the likeliest tiling, if something is with every other."""
        tiling = likeliest(section)
        found = self._wrong(tiling, section.drawn)
        if not found or all_drawn(section):
            return []
        other = others(section, tiling)
        return found if all(self._wrong(each, section.drawn) for each in other) else []

    def _wrong(self, tiling: Tiling, drawn: frozenset[str]) -> list[str]:
        """What is wrong with a tiling: one difference of the text, or all around it."""
        return [tiling.difference] if tiling.difference else list(self._around(tiling, drawn))

    def _around(self, tiling: Tiling, drawn: frozenset[str]) -> Iterator[str]:
        """What is wrong with everything besides the text."""
        yield from self._head(tiling.expected, tiling, drawn)
        yield from self._numbers(tiling.expected, tiling)

    def _head(self, expected: Expected, tiling: Tiling, drawn: frozenset[str]) -> Iterator[str]:
        """What is wrong with the lines around the text."""
        raw = tiling.head_words
        if not expected.several:
            yield from missing_from_head(expected.title, expected.names, raw)
        foreign = " ".join(self._unexplained(expected, tiling, drawn))
        if foreign and not self._attributes:
            yield f"foreign words were added: “{foreign[:200]}”"

    def _unexplained(self, expected: Expected, tiling: Tiling, drawn: frozenset[str]) -> list[str]:
        """The lines that come neither from the composed section nor from the style's CSS.

        Each part of the composed section accounts for one line. Lines are matched in the order
        in which they are drawn and, since a line can match several parts, the longest first, or
        the short ones last; the best result counts.
        """
        around = drawn_with(expected.before + "\0" + expected.after, drawn)
        mixed = expected.dir == "rtl" or reordered("".join((expected.title, *expected.names)))
        longest = sorted(tiling.head, key=lambda line: -len(line.key))
        short_last = sorted(tiling.head, key=lambda line: len(line.key) < _SHORT)
        orders = (tiling.head, longest, short_last)
        return min((self._unmatched(around, lines, mixed) for lines in orders), key=len)

    def _unmatched(self, around: str, lines: Sequence[Line], mixed: bool) -> list[str]:
        end, unmatched = 0, list[str]()
        for line, key, *_ in lines:
            piece = next((p for p in self._without_generated(key) if p in around), None)
            if piece is not None:
                at = around.find(piece, end)
                at = at if at >= 0 else around.find(piece)
                end = at + len(piece)
                around = around[:at] + "\0" * len(piece) + around[end:]
            elif not (_NUMBERS.fullmatch(line) or ITEM.fullmatch(line.strip())) and not (
                (mixed or reordered(line)) and not letter_counts(key) - letter_counts(around)
            ):
                unmatched.append(line)
        return unmatched

    def _without_generated(self, key: str) -> Iterator[str]:
        """A line's letters, with and without those that the style may have put at either end."""
        yield key
        for words in self._generated:
            yield key.removeprefix(words)
            yield key.removesuffix(words)
            yield key.removeprefix(words).removesuffix(words)

    def _numbers(self, expected: Expected, tiling: Tiling) -> Iterator[str]:
        """What is wrong with numbers of lists, notes and cells; a style may draw no bullets."""
        if tiling.disorder:
            yield f"the cells of a table are in another order: {tiling.disorder}"
        if expected.several:
            return
        markers = _of_text(expected, tiling.markers)
        found = sum(marker.sure for marker in markers)
        found += 0 if self._bulleted else tiling.bullets
        if found > expected.items:
            yield f"there should be {expected.items} list items; there are {found} markers"
        elif not self._restyled and (mistake := mistaken(expected.numbers, markers)):
            yield mistake
        for note in () if _is_mixed(expected) else sorted(set(expected.calls)):
            number = tiling.note_numbers.get(note, "")
            label = expected.labels[note]
            if number != label and letters(expected.notes[note]):
                yield f"note {label} is printed with the number “{number}”"

    def _pictures(self, expected: Expected, pages: Sequence[PageContent]) -> Iterator[str]:
        drawn = sum(page.pictures for page in pages)
        more = self._ornate or expected.pictured_heads
        most = expected.pictures + expected.spreads
        if drawn < expected.pictures or (drawn > most and not more):
            yield f"there should be {expected.pictures} pictures; there are {drawn}"


def _is_mixed(expected: Expected) -> bool:
    """Whether letters of the notes change places, so that where a note begins is not known."""
    return expected.dir == "rtl" or any(map(reordered, expected.notes))


def _of_text(expected: Expected, markers: Sequence[Marker]) -> list[Marker]:
    """The same markers; one that may belong to a note, as such or inside it, is not sure."""
    mixed = _is_mixed(expected)
    unseen = (n for n in expected.calls if mixed or not letters(expected.notes[n]))
    others = {*expected.numbers_in_notes, *(expected.labels[n] for n in unseen)}
    return [replace(m, sure=m.sure and m.text not in others) for m in markers]


def _by_number(lines: Sequence[Line], labels: Sequence[str]) -> list[Line]:
    """The lines with notes in the order of their labels: those in the margin are drawn last."""
    order = {f"{label}. ": number for number, label in enumerate(labels)}
    by_note, note = list[tuple[int, Line]](), -1
    for line in lines:
        note = order.get(line.drawn, note)
        by_note.append((note, line))
    in_order = enumerate(sorted(by_note, key=itemgetter(0)))
    return [line._replace(place=place) for place, (_, line) in in_order]


def _quoted(titles: Sequence[str]) -> str:
    return ", ".join(f"“{title}”" for title in titles) or "nothing"
