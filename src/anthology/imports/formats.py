"""THE TABLE of formats of exports, and how one is recognised.

Other packages add formats by the entry point `anthology.importers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from anthology.imports.model import Importer, Member
from anthology.imports.pages.epub import EPUB
from anthology.imports.pages.notion import NOTION
from anthology.imports.pages.saved import SAVED_PAGES
from anthology.imports.shelves.bookwyrm import BOOKWYRM
from anthology.imports.shelves.goodreads import GOODREADS
from anthology.imports.shelves.imdb import IMDB
from anthology.imports.shelves.letterboxd import LETTERBOXD
from anthology.imports.shelves.librarything import LIBRARYTHING
from anthology.imports.shelves.maps import GOOGLE_MAPS
from anthology.imports.shelves.rateyourmusic import RATE_YOUR_MUSIC
from anthology.imports.shelves.storygraph import STORYGRAPH
from anthology.imports.shelves.trakt import TRAKT
from anthology.imports.sites.blogger import BLOGGER
from anthology.imports.sites.feeds import FEEDS
from anthology.imports.sites.ghost import GHOST
from anthology.imports.sites.medium import MEDIUM
from anthology.imports.sites.substack import SUBSTACK
from anthology.imports.sites.wordpress import WORDPRESS
from anthology.imports.source import Source
from anthology.packages import added
from anthology.report import NOWHERE, Place, Refused, error, shown

GROUP = "anthology.importers"
IMPORTERS = (
    LETTERBOXD,
    GOODREADS,
    STORYGRAPH,
    BOOKWYRM,
    LIBRARYTHING,
    RATE_YOUR_MUSIC,
    IMDB,
    TRAKT,
    GOOGLE_MAPS,
    WORDPRESS,
    GHOST,
    SUBSTACK,
    MEDIUM,
    BLOGGER,
    FEEDS,
    NOTION,
    EPUB,
    SAVED_PAGES,
)


def every() -> tuple[Importer, ...]:
    """All formats, those of other packages too. Raises Refused where one cannot be used."""
    return (*IMPORTERS, *installed())


@cache
def installed() -> tuple[Importer, ...]:
    """The formats of other packages."""
    found = added(GROUP, Importer, "importer")
    return tuple(replace(own, package=package) for own, package in found)


def named(name: str) -> Importer:
    """The format of that name. Raises Refused where there is none."""
    for each in every():
        if name.lower() in {each.name, each.title.lower()}:
            return each
    known = ", ".join(each.name for each in every())
    raise Refused(error(NOWHERE, f"no format is called “{shown(name)}”", f"Known are {known}."))


def recognised(source: Source, wanted: str = "") -> tuple[Importer, tuple[str, ...]]:
    """The format of an export, by what its files hold, and those of its files to be read.

    `wanted` is the name of a format where somebody knows better. Raises Refused where there is
    none, or more than one.
    """
    members = tuple(source.members())
    if wanted:
        own = named(wanted)
        return own, _known(own, members) or _only(source, own, members)
    known = [(each, paths) for each in every() if (paths := _known(each, members))]
    found = [(each, paths) for each, paths in known if not each.last] or known
    place = Place(shown(str(source.path)))
    if not found:
        names = ", ".join(each.title for each in every())
        raise Refused(error(place, "is not an export that can be read here", f"Known are {names}."))
    if len(found) > 1:
        titles = " and ".join(each.title for each, _ in found)
        hint = f"Import one after the other: --from {found[0][0].name}."
        raise Refused(error(place, f"holds exports of {titles}", hint))
    return found[0]


def _known(importer: Importer, members: Sequence[Member]) -> tuple[str, ...]:
    return tuple(member.path for member in members if importer.knows(member))


def _only(source: Source, importer: Importer, members: Sequence[Member]) -> tuple[str, ...]:
    """A single file is read as what somebody says it is, unless another format knows it."""
    place = Place(shown(str(source.path)))
    others = [each for each in every() if not each.last and _known(each, members)]
    if len(source.paths) == 1 and not others:
        return source.paths
    if others:
        message = f"is an export of {others[0].title}, not of {importer.title}"
        raise Refused(error(place, message, f"Leave --from out, or write {others[0].name}."))
    message = f"holds no file that looks like an export of {importer.title}"
    raise Refused(error(place, message, "Name the file itself, or leave --from out."))
