"""Texts in the cache, with typographic marks and composed: what did not change is made once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import TypeAdapter

from anthology.cache import key
from anthology.cache.buckets import Buckets, Shelf
from anthology.compose.bodies import MARKED, MOST
from anthology.context import Context
from anthology.edition import Section
from anthology.memory import is_sparing

_TAKEN: set[tuple[Path | None, str]] = set()  # shelves, by cache and name


def shelf(context: Context, edition: str) -> Shelf[Section] | None:
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
def remembered(context: Context) -> Iterator[None]:
    """A while in which the book is composed, with the texts that an earlier build has marked.

    Texts with pictures differ by edition and are marked each time. A process that has most
    texts in memory, such as one that has composed the other edition, goes on with these. A
    book of more texts than that memory holds gets all its marks anew.
    """
    if is_sparing():
        yield
        return
    texts = {(one.body.xhtml, one.lang) for one in context.book.reviews}
    if len(texts) > MOST or sum(text not in MARKED for text in texts) <= len(texts) / 2:
        yield
        return
    names = {key(*text): text for text in texts}
    buckets = Buckets(context.cache, f"marked {context.settings.volume}")
    before = buckets.read()
    for name in before.keys() & names.keys():
        MARKED[names[name]] = before[name].decode()
    yield
    after = {name: MARKED[text].encode() for name, text in names.items() if text in MARKED}
    if after.keys() != before.keys():
        buckets.write(after, frozenset(before))
