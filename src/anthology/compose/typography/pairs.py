"""Which quotation marks open and close, and which of them make a pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from anthology.compose.typography.block import Block
from anthology.compose.typography.elisions import contracted, elided, never_opens, weak_end
from anthology.compose.typography.languages import Language
from anthology.compose.typography.marks import Kind, Mark, marks
from anthology.compose.typography.primes import after_number

_OPENING = frozenset("«„‟“‚‘")
_FARTHEST = 60  # marks ahead in which the end of a quotation is looked for


def paired(block: Block) -> Sequence[Mark]:
    """The marks of a block in their order, each with its kind and its partner."""
    return _Reader(block).read()


class _Reader:
    """Reads the marks from left to right; the stack holds those that are open."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.text = block.text
        self.marks = marks(block.text)
        self.stack: list[Mark] = []
        self.opened = {True: 0, False: 0}  # on the stack: double marks, single ones
        closers = [i for i, m in enumerate(self.marks) if m.double and not m.sure_to_open]
        self.last_closer = max(closers, default=-1)  # of the double marks

    def read(self) -> Sequence[Mark]:
        """The marks with their kinds and partners."""
        for index, mark in enumerate(self.marks):
            if mark.kind is None:
                mark.kind = self._double(index) if mark.double else self._single(index)
            if mark.kind is Kind.OPEN:
                self.stack.append(mark)
                self.opened[mark.double] += 1
            elif mark.kind is Kind.CLOSE and self.opened[mark.double]:
                self._close(index)
        for mark in self.marks:
            if mark.kind is Kind.OPEN and not mark.partner and mark.text == "'":
                mark.kind = self._unmatched(mark)
        return self.marks

    def _rules(self, mark: Mark) -> Language:
        return self.block.rules_at(mark.start)

    def _leads(self, index: int) -> bool:
        """Whether what stands before a mark lets it open, be it another mark."""
        mark, before = self.marks[index], self.marks[index - 1] if index else None
        if before and before.end == mark.start:
            return before.kind is Kind.OPEN or (before.kind is Kind.APOSTROPHE and mark.elision)
        return mark.leads

    # Double marks.

    def _double(self, index: int) -> Kind:
        mark = self.marks[index]
        if not mark.straight:
            return self._typographic(mark)
        leads, is_open = self._leads(index), self.opened[True] > 0
        if leads and mark.follows:
            return Kind.CLOSE if is_open and not mark.before_word else Kind.OPEN
        if leads:  # between two spaces
            return Kind.OPEN if not is_open and index < self.last_closer else Kind.CLOSE
        if after_number(self.text, mark.start) and self._measures(index, is_open=is_open):
            return Kind.PRIME
        if mark.right.isalnum() and not is_open and index < self.last_closer:
            return Kind.OPEN  # she said,"No."
        return Kind.CLOSE

    def _typographic(self, mark: Mark) -> Kind:
        """The kind of a mark that the author set: “ opens in English and closes in German."""
        rules = self._rules(mark)
        for opening, closing in (rules.outer, rules.inner):
            if mark.text in (opening, closing) and opening != closing:
                return Kind.OPEN if mark.text == opening else Kind.CLOSE
        spaces = [not side or side.isspace() for side in (mark.left, mark.right)]
        if spaces[0] != spaces[1]:
            return Kind.OPEN if spaces[0] else Kind.CLOSE
        return Kind.OPEN if mark.text in _OPENING else Kind.CLOSE

    def _measures(self, index: int, *, is_open: bool) -> bool:
        """Whether a mark after a number is one of inches: another one closes what is open."""
        if not is_open:
            return True
        following = self.marks[index + 1 : index + _FARTHEST]
        later = next((mark for mark in following if mark.double and mark.kind is None), None)
        return later is not None and not later.may_open

    # Single marks.

    def _single(self, index: int) -> Kind:
        mark = self.marks[index]
        if not mark.straight:
            return Kind.OPEN
        if mark.left.isalnum() and (mark.right.isalnum() or mark.elides):
            return Kind.APOSTROPHE
        if self._leads(index):
            return self._opener(index)
        if after_number(self.text, mark.start) and not self.opened[False]:
            return Kind.PRIME
        if mark.right.isalnum():
            return self._glued(index)
        return self._closer(index)

    def _opener(self, index: int) -> Kind:
        mark = self.marks[index]
        if not mark.before_word or never_opens(self.text, mark.end):
            return Kind.APOSTROPHE
        if not elided(self.text, mark.end, self._rules(mark)):
            return Kind.OPEN
        sentence = mark.right.isupper() and any(m.strong for m in self._closers(index))
        return Kind.OPEN if sentence else Kind.APOSTROPHE

    def _glued(self, index: int) -> Kind:
        """A mark between a punctuation mark and a word, without a space: said,'No'."""
        if contracted(self.text, self.marks[index].end):
            return Kind.APOSTROPHE
        if self.opened[False]:
            return Kind.CLOSE
        return Kind.OPEN if any(self._closers(index)) else Kind.APOSTROPHE

    def _closer(self, index: int) -> Kind:
        """A mark after a word: it closes, unless the word is clipped and a better one follows."""
        if not self.opened[False]:
            return Kind.APOSTROPHE
        if not self._weak(self.marks[index]):
            return Kind.CLOSE
        better = any(later.strong or not self._weak(later) for later in self._closers(index))
        return Kind.APOSTROPHE if better else Kind.CLOSE

    def _weak(self, mark: Mark) -> bool:
        return weak_end(self.text, mark.start, self._rules(mark))

    def _closers(self, index: int) -> Iterator[Mark]:
        """The single marks after this one that could close it, up to one that opens again."""
        depth = 0
        for mark in self.marks[index + 1 : index + _FARTHEST]:
            if mark.kind is None and mark.double:
                depth += 1 if mark.may_open else -1
            elif mark.kind is None and not depth:
                if mark.may_open and not self._apostrophe(mark):
                    return
                if not mark.may_open and not mark.right.isalnum():
                    yield mark
            if depth < 0:
                return

    def _apostrophe(self, mark: Mark) -> bool:
        """Whether a mark that stands where marks open may be an apostrophe all the same."""
        at = mark.end
        return never_opens(self.text, at) or elided(self.text, at, self._rules(mark))

    # Pairs.

    def _close(self, index: int) -> None:
        mark = self.marks[index]
        for depth in range(len(self.stack) - 1, -1, -1):
            opener = self.stack[depth]
            if opener.double is mark.double:
                opener.partner, mark.partner = mark, opener
                for gone in self.stack[depth:]:
                    self.opened[gone.double] -= 1
                del self.stack[depth:]
                return
            if opener.double and index < self.last_closer:
                mark.kind = Kind.APOSTROPHE  # inside a double pair that is still open
                return

    def _unmatched(self, mark: Mark) -> Kind:
        """A single mark without a partner opens where the quotation goes on in the next block."""
        first = not self.text[: mark.start].strip() and mark.right.isupper()
        return Kind.OPEN if first and not self._apostrophe(mark) else Kind.APOSTROPHE
