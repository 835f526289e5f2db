"""Puts our functions and classes into the places of WeasyPrint's that `replaced` names.

    install()                        once a process: the patches that stay
    with patched("ink", draw=...):   while a PDF is written: the patches of that name

    python -m anthology.pdf.engine.patches    after an upgrade: which originals have changed

Ours find the originals when they are imported, before the first is replaced.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from anthology.pdf.engine import originals, version
from anthology.pdf.engine.originals import RELIED_ON, Original, State
from anthology.pdf.engine.replaced import PATCHES


def install() -> None:
    """Puts the patches that stay into their places; a second call changes nothing.

    Raises Refused where the installed WeasyPrint is not the one that was read.
    """
    version.check()
    permanent = [(patch, patch.loaded()) for patch in PATCHES if not patch.during]
    for patch, ours in permanent:
        originals.replace(patch, ours)


@contextmanager
def patched(during: str, **ours: Any) -> Iterator[None]:
    """The patches that the table has for this context are in their places inside.

    `ours` are the replacements, each by the last part of its original's name. It is not for
    two threads at once: classes of WeasyPrint are changed.
    """
    places = [place for patch in PATCHES if patch.during == during for place in patch.places()]
    if {name for _, name in places} != ours.keys():
        raise ValueError(f"the patches during “{during}” are not {', '.join(ours)}")
    theirs = [(owner, name, getattr(owner, name)) for owner, name in places]
    try:
        for owner, name in places:
            setattr(owner, name, ours[name])
        yield
    finally:
        for owner, name, original in theirs:
            setattr(owner, name, original)


def states() -> list[tuple[Original, State]]:
    """Every original that we replace or rely on, and whether it is as it was read."""
    return [(each, originals.state(each)) for each in (*PATCHES, *RELIED_ON)]


def main() -> int:
    """Prints the state of each original, and the new hash of a changed one; 1 if one differs."""
    for original, state in (found := states()):
        hashes = originals.digests(original) if state is State.CHANGED else ()
        print(f"{state:9}", original, *hashes)  # noqa: T201  a command of its own
    return int(any(state is not State.UNCHANGED for _, state in found))


if __name__ == "__main__":
    sys.exit(main())
