"""Which editions are built: what the press takes, and what must not be left beside them."""

from __future__ import annotations

from collections.abc import Iterable

from anthology.context import Context
from anthology.press.preset import destination
from anthology.produce.editions import kind


def wanted(editions: tuple[str, ...], context: Context, saved: Iterable[str]) -> tuple[str, ...]:
    """The editions to build where `editions` are ordered and the files `saved` lie there.

    Some destinations take another edition than the print book, and no cover. Where a cover lies
    beside a print book that is built again, it is built too: a spine of an earlier number of
    pages is the commonest mistake of all.
    """
    press = context.settings.press.preset
    bound = destination(press).edition if press else "print"
    if bound != "print":
        own = (bound if each in {"print", "cover"} else each for each in editions)
        return tuple(dict.fromkeys(own))
    file = kind("cover").file_name(context.book.slug, press)
    stale = "print" in editions and "cover" not in editions and file in saved
    return (*editions, "cover") if stale else editions
