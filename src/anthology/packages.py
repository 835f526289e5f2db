"""What other packages add to this one by entry points: formats, editions, importers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from anthology.report import NOWHERE, Refused, error

Added = TypeVar("Added")


def added(group: str, kind: type[Added], what: str, name: str = "") -> Iterator[tuple[Added, str]]:
    """Each object of an entry point group, or those of one name, with the package it comes from.

    `what` is the word for such an object, as in “the format”. Raises Refused for an entry that
    cannot be loaded, or that names something else than a `kind`.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415  slow, and seldom needed

    for entry in entry_points(group=group, name=name) if name else entry_points(group=group):
        package = entry.dist.name if entry.dist else entry.value
        subject = f"the {what} “{entry.name}” of the package {package}"
        try:
            found = entry.load()
        except Exception as fault:
            message = f"{subject} cannot be loaded: {fault}"
            raise Refused(error(NOWHERE, message, "Update that package, or remove it.")) from fault
        if not isinstance(found, kind):
            article = "an" if kind.__name__[0] in "AEIOU" else "a"
            message = f"{subject} is not {article} {kind.__name__}"
            raise Refused(error(NOWHERE, message, "Report it to the authors of that package."))
        yield found, package
