"""From a word of a page to its line in a manuscript, and from a line to its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice

from anthology.pdf.model import Spot as Start
from anthology.preview.aligned import Written, aligned, plain, written
from anthology.preview.pictures import Pictures, Word
from anthology.preview.proof import Entry, Proof, Sheet
from anthology.preview.writing.texts import Closed, Door
from anthology.report import Place

NEAR = 12.0  # points, about a line: a click beside a word means that word


@dataclass(frozen=True)
class Spot:
    """A word's place on a page of the book."""

    page: int  # of the book, from 0
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Stretch:
    """The words of one section on a sheet."""

    entry: Entry
    first: int  # the number of its first word among those of the sheet
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Places:
    """Finds places in one proof."""

    proof: Proof
    pictures: Pictures
    door: Door

    def of_click(self, page: int, x: float, y: float) -> Place | None:
        """The manuscript and the line of what stands at a point of a page, in points."""
        sheet = self._sheet(page)
        if sheet is None:
            return None
        words = self.pictures.words(self.proof, sheet)
        here = page - sheet.section.span.start
        near = [(_distance(word, x, y), i) for i, word in enumerate(words) if word.page == here]
        distance, number = min(near, default=(NEAR, 0))
        stretch = self._stretch_with(sheet, number) if distance < NEAR else None
        return self._of_word(stretch, number - stretch.first) if stretch else None

    def of_section(self, section: str, word: int, words: tuple[str, ...]) -> Place | None:
        """The manuscript and the line of a word of the e-book: one of all `words` of a section."""
        entry = next((e for e in self.proof.contents if e.id == section), None)
        if entry is None or not entry.place.path:
            return None
        text = self._text(entry.place.path)
        bare = [(plain(each), i) for i, each in enumerate(words)]
        flat = tuple(part for parts, _ in bare for part in parts)
        at = sum(len(parts) for parts, i in bare if i < word)
        return Place(entry.place.path, text.line(aligned(flat, text.words).to_written(at)))

    def of_line(self, place: Place) -> Spot | None:
        """Where the line of a manuscript stands in the book."""
        for sheet in self.proof.sheets:
            for stretch in self._stretches(sheet):
                if stretch.entry.place.path == place.path and stretch.words:
                    return _spot(sheet, self._word_of(stretch, max(place.line, 1)))
        return None

    def search(self, wanted: str, most: int = 200) -> Iterator[tuple[Spot, str]]:
        """Where some words stand, with a few words around them; at most so many places."""
        needle = plain(wanted)
        everywhere = (found for sheet in self.proof.sheets for found in self._found(sheet, needle))
        yield from islice(everywhere, most)

    def _found(self, sheet: Sheet, needle: tuple[str, ...]) -> Iterator[tuple[Spot, str]]:
        flat = _flat(self.pictures.words(self.proof, sheet))
        for at in _occurrences([word for word, _ in flat], needle):
            word, last = flat[at][1], flat[at + len(needle) - 1][1]
            around = " ".join(dict.fromkeys(w.text for _, w in flat[max(at - 6, 0) : at + 9]))
            same_line = last.page == word.page and last.top < word.bottom and last.right > word.left
            yield _spot(sheet, word._replace(right=last.right if same_line else word.right)), around

    def _of_word(self, stretch: Stretch, number: int) -> Place:
        """The place of one of the words of a stretch."""
        flat, text = _flat(stretch.words), self._text(stretch.entry.place.path)
        at = next((i for i, (_, word) in enumerate(flat) if word == stretch.words[number]), 0)
        pairs = aligned(tuple(word for word, _ in flat), text.words)
        return Place(stretch.entry.place.path, text.line(pairs.to_written(at)))

    def _word_of(self, stretch: Stretch, line: int) -> Word:
        """The word of a stretch that begins a line of its manuscript, or is nearest."""
        flat, text = _flat(stretch.words), self._text(stretch.entry.place.path)
        pairs = aligned(tuple(word for word, _ in flat), text.words)
        return flat[min(pairs.to_shown(text.first_of(line)), len(flat) - 1)][1]

    def _stretch_with(self, sheet: Sheet, number: int) -> Stretch | None:
        """The stretch of a manuscript that holds a word of a sheet."""
        for stretch in self._stretches(sheet):
            if stretch.first <= number < stretch.first + len(stretch.words):
                return stretch if stretch.entry.place.path else None
        return None

    def _stretches(self, sheet: Sheet) -> Iterator[Stretch]:
        """The words of each section on a sheet, from the word that stands where it begins."""
        words = self.pictures.words(self.proof, sheet)
        spots, height = sheet.section.leaves.spots, self.proof.geometry.height
        entries = [entry for entry in self.proof.contents if entry.sheet == sheet.section.span.id]
        starts = [0, *(_nearest(words, spots[e.id], height) for e in entries[1:])]
        for entry, first, end in zip(entries, starts, [*starts[1:], len(words)], strict=False):
            yield Stretch(entry, first, words[first:end])

    def _text(self, path: str) -> Written:
        try:
            return written(self.door.read(path).text)
        except Closed:
            return Written((), ())

    def _sheet(self, page: int) -> Sheet | None:
        """The sheet of a page of the book."""
        spans = ((sheet, sheet.section.span) for sheet in self.proof.sheets)
        return next((s for s, span in spans if span.start <= page < span.start + span.pages), None)


def _spot(sheet: Sheet, word: Word) -> Spot:
    return Spot(sheet.section.span.start + word.page, *word[2:])


def _nearest(words: Sequence[Word], spot: Start, height: float) -> int:
    """The number of the word that stands nearest below a spot, where a section begins."""
    ways = (
        (_distance(word, spot.x, height - spot.y) + (word.bottom < height - spot.y) * height, i)
        for i, word in enumerate(words)
        if word.page == spot.page
    )
    return min(ways, default=(0.0, len(words)))[1]


def _flat(words: tuple[Word, ...]) -> list[tuple[str, Word]]:
    """Each word for comparing, with the word on the page that it is, or is a part of."""
    return [(part, word) for word in words for part in plain(word.text)]


def _occurrences(words: list[str], needle: tuple[str, ...]) -> Iterator[int]:
    if not needle:
        return
    for at, word in zip(count(), words, strict=False):
        begins = word.startswith(needle[0]) if len(needle) == 1 else word == needle[0]
        if begins and tuple(words[at : at + len(needle)])[1:-1] == needle[1:-1]:
            last = words[at + len(needle) - 1 : at + len(needle)]
            if last and last[0].startswith(needle[-1]):
                yield at


def _distance(word: Word, x: float, y: float) -> float:
    across = max(word.left - x, x - word.right, 0)
    down = max(word.top - y, y - word.bottom, 0)
    return float(across + down)
