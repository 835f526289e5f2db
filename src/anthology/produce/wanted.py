"""Which editions are built: what the press takes, and what must not be left beside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from anthology.context import Context
from anthology.press.preset import destination, rules_named
from anthology.press.preset import names as presets
from anthology.produce.editions import kind
from anthology.report import Refused, error

UPLOAD = ("print", "cover", "upload")  # what is handed over together


def wanted(editions: tuple[str, ...], context: Context, saved: Iterable[str]) -> tuple[str, ...]:
    """The editions to build where `editions` are ordered and the files `saved` lie there.

    Some destinations take another edition than the print book, and no cover. Where a cover or
    an upload sheet lies beside a print book that is built again, it is built too: a spine of an
    earlier number of pages is the commonest mistake of all. Raises Refused for an upload to what
    is no press.
    """
    press = context.settings.press.preset
    bound = destination(press).edition if press else "print"
    if bound != "print":
        return _home(editions, bound, context, saved)
    beside = ("cover", "upload") if "print" in editions else ()
    old = _old(beside, context, saved)
    whole = UPLOAD if "upload" in (*editions, *old) else ()
    return tuple(dict.fromkeys((*editions, *old, *whole)))


def _old(names: tuple[str, ...], context: Context, saved: Iterable[str]) -> tuple[str, ...]:
    """Those of the editions whose file for this press lies there, of the book or of a tome."""
    saved = tuple(saved)
    return tuple(name for name in names if any(map(_named(name, context).fullmatch, saved)))


def _named(name: str, context: Context) -> re.Pattern[str]:
    """What the file of an edition is called, be the book in tomes or not."""
    whole = kind(name).file_name("", context.settings.press.preset)
    return re.compile(rf"{re.escape(context.book.slug)}(?:-\d+)?{re.escape(whole)}")


def _home(
    editions: tuple[str, ...], bound: str, context: Context, saved: Iterable[str]
) -> tuple[str, ...]:
    """The editions that are printed at home, or read on a screen, which has no cover."""
    if "upload" in editions:
        settings = context.settings
        message = f"“{settings.press.preset}” is not a press, so nothing can be uploaded there"
        hint = "Name a press with --press or as preset in [press]; see “anthology presses”."
        raise Refused(error(settings.place("press", "preset"), message, hint))
    covered = rules_named(context.settings.press.preset) is not None
    others = {"print"} if covered else {"print", "cover"}
    own = tuple(bound if each in others else each for each in editions)
    old = _old(("cover",), context, saved) if covered and bound in own else ()
    return tuple(dict.fromkeys((*own, *old)))


def divided_before(
    editions: Iterable[str], context: Context, saved: Iterable[str], built: Collection[str]
) -> tuple[str, ...]:
    """Files of these editions that builds saved and that the book as it is split now has not."""
    forms = [_named(name, context) for name in editions]
    old = (name for name in saved if name not in built)
    return tuple(sorted(name for name in old if any(form.fullmatch(name) for form in forms)))


def stale(editions: Iterable[str], context: Context, saved: Iterable[str]) -> tuple[str, ...]:
    """The covers that builds saved for other presses beside a print book that is built again."""
    cover, slug = kind("cover"), context.book.slug
    if "print" not in editions:
        return ()
    presses = (press for press in presets() if destination(press).edition == "print")
    covers = {cover.file_name(slug, press) for press in ("", *presses)}
    own = cover.file_name(slug, context.settings.press.preset)
    return tuple(sorted(covers.intersection(saved) - {own}))
