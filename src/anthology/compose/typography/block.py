"""The text of one block with its inline tags taken out, so that rules see whole sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from anthology.compose.typography.addresses import addresses
from anthology.compose.typography.languages import Language

# A letter for code and pictures inside a sentence, whose own characters no rule may see: the
# dental click, which stands in no manuscript.
STAND_IN = "\u01c0"

Edit = tuple[int, int, str]  # characters from the first to before the second become the third


@dataclass(frozen=True)
class Block:
    """A block's text, where each of its parts begins, and the rules of each part's language."""

    text: str
    starts: tuple[int, ...]
    rules: tuple[Language, ...]

    def rules_at(self, position: int) -> Language:
        """The rules of the language in which the character at `position` is written."""
        return self.rules[bisect_right(self.starts, position) - 1]

    def edited(self, edits: Iterable[Edit]) -> Block:
        """The block after the edits, but for those inside addresses and those that overlap."""
        apart = list(self._apart(edits))
        if not apart:
            return self
        pieces, at = [], 0
        for start, end, new in apart:
            pieces += [self.text[at:start], new]
            at = end
        text = "".join(pieces) + self.text[at:]
        return Block(text, tuple(_moved(self.starts, apart)), self.rules)

    def parts(self) -> list[str]:
        """The text of each part."""
        ends = (*self.starts[1:], len(self.text))
        return [self.text[a:b] for a, b in zip(self.starts, ends, strict=True)]

    def _apart(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        ordered, last = sorted(edits), 0
        closed = list(addresses(self.text)) if ordered else []
        ends = [end for _, end in closed]
        for start, end, new in ordered:
            near = closed[bisect_right(ends, start) :][:1]  # the address that ends after `start`
            if start >= last and not any(first < end for first, _ in near):
                yield start, end, new
                last = end


def _moved(starts: Sequence[int], edits: Sequence[Edit]) -> Iterator[int]:
    """Where the parts begin after the edits; what is inserted at a seam ends the part before."""
    number = shift = 0
    for start in starts:
        while start and number < len(edits) and edits[number][1] <= start:
            first, end, new = edits[number]
            shift += len(new) - (end - first)
            number += 1
        first, _, new = edits[number] if number < len(edits) else (start, start, "")
        yield start + shift if first >= start else first + shift + len(new)
