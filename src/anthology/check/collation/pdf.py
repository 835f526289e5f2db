"""The print book's own text layer, outline and pictures against what was written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from anthology.check.collation.expected import Claim, Told
from anthology.check.collation.heads import lacking
from anthology.check.collation.letters import each, letters, reordered, told_by_glyphs
from anthology.check.collation.tiling import Line, Tiling, all_drawn, drawn_with
from anthology.edition import Edition
from anthology.pdf import Printed
from anthology.pdf.reading import Page, Reader, Sheet

_OPENING = 12  # lines that a head may have before the text begins
_GENERATED = re.compile(r"content\s*:([^;}]*)")
_ATTRIBUTE = re.compile(r"content\s*:[^;}]*attr\(")  # words that no string of the CSS shows
_STRING = re.compile(r"\"([^\"\\]*)\"|'([^'\\]*)'")
_PICTURE = re.compile(r"url\(\s*[\"']?[^)\"']*\.(?:png|jpe?g|svg|gif|webp)\b", re.IGNORECASE)
_NUMBERS = re.compile(r"[\d\W]+|[ivxlcdm\W]+", re.IGNORECASE)


class Shown:
    """A PDF, read section by section."""

    def __init__(
        self, reader: Reader, printed: Printed, edition: Edition, *, outlined: bool
    ) -> None:
        self.kind = edition.name
        self._reader, self._pages, self._outlined = reader, printed.pages, outlined
        css = edition.css
        self._generated = [letters(a or b) for g in _GENERATED.findall(css)
                           for a, b in _STRING.findall(g) if letters(a or b)]  # fmt: skip
        self._attributes = _ATTRIBUTE.search(css) is not None
        self._ornate = _PICTURE.search(css) is not None
        by_label: dict[str, list[int]] = {}
        for number, sheet in enumerate(reader.sheets):
            by_label.setdefault(sheet.label, []).append(number)
        self._own = {
            section: [n for start in starts for n in by_label.get(start.label, ())]
            for section, starts in printed.page_starts.items()
        }

    @cached_property
    def _letters(self) -> frozenset[str]:
        """Every letter that a glyph of the book's fonts stands for."""
        return frozenset("".join(each(self._reader.shown)))

    def digest(self, section: str) -> str:
        """A hash of the section's pages and bookmarks."""
        told = (self._generated, self._outlined, self._outline(section))
        digest = hashlib.sha256(repr(told).encode())
        for sheet in self._sheets(section):
            digest.update(sheet.digest)
        return digest.hexdigest()

    def differences(self, measure: Told) -> Iterator[str]:
        """What is not as the measure says."""
        pages = [sheet.read for sheet in self._sheets(measure.id)]
        lines = [_lines(page) for page in pages]
        drawn = self._letters.union(*(key for own in lines for _, key in own))
        tiling = _tiled(measure, lines, drawn)
        found = [tiling.difference] if tiling.difference else list(self._around(tiling, drawn))
        if found and not all_drawn(measure, lines, drawn):
            yield from found
            return
        yield from self._pictures(measure, pages)
        titles = [letters(title) for title in self._outline(measure.id) if letters(title)]
        if self._outlined and titles != [letters(title) for title in measure.outline]:
            yield f"the outline leads to {titles}, not to {list(measure.outline)}"

    def astray(self, claims: Sequence[Claim]) -> Iterator[tuple[Claim | None, str]]:  # noqa: ARG002
        """Pages too many or too few, and pages of no section on which something stands."""
        if len(self._reader.sheets) != self._pages:
            yield None, f"there are {len(self._reader.sheets)} pages in the place of {self._pages}"
        claimed = {number for numbers in self._own.values() for number in numbers}
        for number, sheet in enumerate(self._reader.sheets):
            if number not in claimed and (sheet.read.lines or sheet.read.pictures):
                words = " ".join(sheet.read.lines)[:60]
                yield None, f"page {sheet.label} is of no section; there stands “{words}”"

    def _sheets(self, section: str) -> list[Sheet]:
        return [self._reader.sheets[number] for number in self._own.get(section, ())]

    def _outline(self, section: str) -> list[str]:
        marks = self._reader.bookmarks
        return [title for number in self._own.get(section, ()) for title in marks.get(number, ())]

    def _around(self, tiling: Tiling, drawn: frozenset[str]) -> Iterator[str]:
        """What is wrong with what stands besides the text."""
        yield from self._head(tiling.measure, tiling, drawn)
        yield from self._markers(tiling.measure, tiling)

    def _head(self, measure: Told, tiling: Tiling, drawn: frozenset[str]) -> Iterator[str]:
        """What is wrong with the lines that stand around the text."""
        raw = " ".join(line for line, _ in tiling.head)
        if not measure.several:
            yield from lacking(measure.title, measure.names, raw)
        foreign = " ".join(self._besides(measure, tiling, drawn))
        if foreign and not self._attributes:
            yield f"something foreign stands: “{foreign[:200]}”"

    def _besides(self, measure: Told, tiling: Tiling, drawn: frozenset[str]) -> list[str]:
        """The lines that neither the composed section nor the style's CSS explains.

        Each part of what was composed explains one line: as drawn or, where a line could
        stand for several parts, the longest first.
        """
        around = drawn_with(measure.before + "\0" + measure.behind, drawn)
        mixed = measure.dir == "rtl" or reordered("".join((measure.title, *measure.names)))
        longest = sorted(tiling.head, key=lambda line: -len(line[1]))
        orders = (tiling.head, longest)
        return min((self._unexplained(around, lines, mixed) for lines in orders), key=len)

    def _unexplained(self, around: str, lines: Sequence[Line], mixed: bool) -> list[str]:
        end, strange = 0, list[str]()
        for line, key in lines:
            piece = next((p for p in self._without_generated(key) if p in around), None)
            if piece is not None:
                at = around.find(piece, end)
                at = at if at >= 0 else around.find(piece)
                end = at + len(piece)
                around = around[:at] + "\0" * len(piece) + around[end:]
            elif not _NUMBERS.fullmatch(line) and not (
                (mixed or reordered(line)) and not told_by_glyphs(key) - told_by_glyphs(around)
            ):
                strange.append(line)
        return strange

    def _without_generated(self, key: str) -> Iterator[str]:
        """A line's letters, and those without what the style may have put before or behind."""
        yield key
        for words in self._generated:
            yield key.removeprefix(words)
            yield key.removesuffix(words)
            yield key.removeprefix(words).removesuffix(words)

    def _markers(self, measure: Told, tiling: Tiling) -> Iterator[str]:
        """A style draws each item's marker, or none of any."""
        markers = tiling.markers - len(measure.notes)
        if not measure.several and markers > measure.items:
            yield f"there are {markers} markers in the place of {measure.items} list items"

    def _pictures(self, measure: Told, pages: Sequence[Page]) -> Iterator[str]:
        drawn = sum(page.pictures for page in pages)
        more = self._ornate or "img" in measure.table_heads
        if drawn < measure.pictures or (drawn > measure.pictures and not more):
            yield f"there are {drawn} pictures in the place of {measure.pictures}"


def _tiled(measure: Told, lines: Sequence[list[Line]], drawn: frozenset[str]) -> Tiling:
    """The best tiling: the head may have some lines that the text could begin with, too."""
    best: Tiling | None = None
    most = min(_OPENING, len(lines[0])) if lines else 0
    for skipped in range(most + 1):
        tiling = Tiling(measure, drawn)
        for number, own in enumerate(lines):
            tiling.page(own, skipped * (not number), first=not number)
        tiling.finish()
        if not tiling.difference and not any(lacking(measure.title, measure.names, _raw(tiling))):
            return tiling
        if best is None or _goodness(tiling) > _goodness(best):
            best = tiling
    return best or tiling


def _goodness(tiling: Tiling) -> tuple[bool, int]:
    return not tiling.difference, tiling.at


def _raw(tiling: Tiling) -> str:
    """The words around the text."""
    return " ".join(line for line, _ in tiling.head)


def _lines(page: Page) -> list[Line]:
    """A page's lines, as drawn and as compared."""
    return [(line, key) for line, key in zip(page.lines, each(page.lines), strict=False) if key]
