"""Texts with their typographic marks, in the cache: one that did not change gets none again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from anthology.cache import key
from anthology.compose.bodies import MARKED, MOST
from anthology.context import Context
from anthology.load.cache import Buckets
from anthology.memory import is_sparing


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
