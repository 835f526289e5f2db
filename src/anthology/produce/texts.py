"""Texts in the cache, with typographic marks and composed: what did not change is made once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from anthology.cache import bucket, key
from anthology.cache.buckets import Buckets, Shelf
from anthology.compose.bodies import MARKED
from anthology.context import Context
from anthology.edition import Section
from anthology.memory import is_sparing

_TAKEN: set[tuple[Path | None, str]] = set()  # shelves, by cache and name


def _shelf(context: Context, edition: str) -> Shelf[Section] | None:
    """The sections of the edition that an earlier build composed.

    None where this process has composed the edition before and goes on with what it has in
    memory, where memory is spared, and where a template is a stranger's.
    """
    about = f"composed {edition} {context.settings.volume}"
    own = (context.cache.folder, context.cache.own(about))
    if own in _TAKEN or context.cache.folder is None or is_sparing() or context.style.foreign:
        return None
    _TAKEN.add(own)
    return Shelf(Buckets(context.cache, about), TypeAdapter(Section))


@contextmanager
def remembered(context: Context, edition: str) -> Iterator[Shelf[Section] | None]:
    """A while in which the edition is composed: the sections that an earlier build composed.

    For the others it has the texts that one has marked; those with pictures differ by edition and
    are marked each time.
    """
    sections = _shelf(context, edition)
    if sections is None:
        yield None
        return
    marks = _Marks(Buckets(context.cache, f"marked {context.settings.volume}"))
    MARKED.elsewhere = marks.get
    try:
        yield sections
    finally:
        MARKED.elsewhere = None
    sections.write()
    marks.write({(one.body.xhtml, one.lang) for one in context.book.reviews})


@dataclass(frozen=True)
class _Marks:
    """Texts with marks, which are read as they are asked for: most are in composed sections."""

    buckets: Buckets
    found: dict[int, dict[str, bytes]] = field(default_factory=dict)  # by bucket

    def get(self, text: tuple[str, str]) -> str | None:
        """That text, in its language, with marks; None where it is not there."""
        name = key(*text)
        if bucket(name) not in self.found:
            self.found[bucket(name)] = self.buckets.read([name])
        data = self.found[bucket(name)].get(name)
        return None if data is None else data.decode()

    def write(self, texts: Collection[tuple[str, str]]) -> None:
        """Write those of the texts that have marks by now, where a bucket was asked for one."""
        if not self.found:
            return
        before = {name: data for own in self.found.values() for name, data in own.items()}
        after: dict[str, bytes] = {}
        for name, text in ((key(*text), text) for text in texts):
            if name in before:
                after[name] = before[name]
            elif bucket(name) in self.found and text in MARKED:
                after[name] = MARKED[text].encode()
        if after.keys() != before.keys():
            self.buckets.write(after, before)
