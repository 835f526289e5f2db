"""A worker reads the style sheet while manuscripts are read: it is likely to be that of last time.

Two things that pages are set with are known only when their text is: the layouts whose rules they
need, and the inner margin that their number asks for. Those of the last build are kept for that.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, field, replace
from typing import TYPE_CHECKING

from anthology.cache import Cache
from anthology.config import Settings
from anthology.context import Context
from anthology.pdf.typeset.tasks import get_ready
from anthology.pool import Limits, Pool
from anthology.style import Style

if TYPE_CHECKING:
    from anthology.pdf.pipeline import Typeset


PRINTED = ("print", "screen")  # a worker is ready for one edition at a time


@dataclass(frozen=True)
class Pages:
    """What is known of the pages of the editions that are wanted, before there is a text."""

    editions: tuple[str, ...]
    style: Style
    settings: Settings
    profile: bytes = field(repr=False)  # ICC of the press


@dataclass(frozen=True)
class _Last:
    """What else the pages of an edition were set with last time."""

    layouts: tuple[str, ...]
    inner: float  # the least inner margin in points; 0: the style's own


def read_style_sheet(pages: Pages, pool: Pool, cache: Cache) -> None:
    """Have a worker read the style sheet of the first edition with pages, as it was last time."""
    from anthology.compose import look
    from anthology.pdf.setup import page_setup

    settings = pages.settings
    edition = next(filter(pages.editions.__contains__, PRINTED), "")
    last = _last(cache, edition, settings.volume)
    if last is not None:
        likely = replace(look(pages.style, settings, edition, last.layouts), profile=pages.profile)
        setup, limits = page_setup(likely, settings, last.inner), settings.limits
        pool.ahead(get_ready, setup, Limits(limits.seconds, limits.memory_mb))


def keep(context: Context, text: Typeset) -> Typeset:
    """The text; what its pages are set with is kept for the next build."""
    from anthology.compose import layouts_of

    edition, cache, volume = text.job.edition, context.cache, context.settings.volume
    layouts = layouts_of(context.book, edition.sections)
    new = _Last(layouts, text.typesetter.setup.geometry.gutter)
    if new != _last(cache, edition.name, volume):
        cache.put(_entry(cache, edition.name, volume), json.dumps(astuple(new)).encode())
    return text


def _last(cache: Cache, edition: str, volume: str) -> _Last | None:
    data = cache.get(_entry(cache, edition, volume))
    if not data:
        return None
    layouts, inner = json.loads(data)
    return _Last(tuple(layouts), inner)


def _entry(cache: Cache, edition: str, volume: str) -> str:
    return cache.own("pages", "1", edition, volume)  # the form of what is kept
