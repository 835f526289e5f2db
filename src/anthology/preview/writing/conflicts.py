"""Reviews that were changed on a site and in the project: which of both texts stays.

An import leaves the site's text beside the editor's (`imports/plan.py`), out of the book. Once
it is known which is right, one of them goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from anthology.imports.plan import BESIDE
from anthology.preview.writing.revisions import Revision
from anthology.preview.writing.texts import Closed, Door
from anthology.report import Place, Problem, question

DRAFT = "\ndraft: yes\n"
WHOSE = ("mine", "theirs")


def copies(root: Path, paths: Iterable[str]) -> Mapping[str, str]:
    """The paths of the site's texts, by those of the editor's, where there are both."""
    wanted = set(paths)
    folders = {path.rpartition("/")[0] for path in wanted}
    found = (file for folder in sorted(folders) for file in _copies_in(root / folder))
    pairs = ((_beside(file.relative_to(root), wanted), file) for file in found)
    return {own: file.relative_to(root).as_posix() for own, file in pairs if own}


def _copies_in(folder: Path) -> Iterator[Path]:
    return iter(sorted(folder.glob(f"*{BESIDE}*"))) if folder.is_dir() else iter(())


def _beside(copy: Path, wanted: set[str]) -> str:
    """The editor's text beside which a copy lies; "" where it is not there."""
    stem = copy.name.partition(BESIDE)[0]
    near = (copy.with_name(f"{stem}{suffix}").as_posix() for suffix in (".md", ".html"))
    return next((path for path in near if path in wanted), "")


def problems(found: Mapping[str, str]) -> Iterator[Problem]:
    """The questions, one a review."""
    for own, copy in found.items():
        message = "was changed on the site and by you: which text stays?"
        yield question(Place(own), message, f"Yours is in the book; the site's is in {copy}.")


def settled(door: Door, own: str, copy: str, whose: str) -> list[Revision]:
    """What is to be written so that one text stays. Raises Closed."""
    if whose not in WHOSE or BESIDE not in copy:
        raise Closed("say whose text stays: mine or theirs")
    theirs = door.read(copy)
    away = Revision.of(theirs, None)
    if whose == "mine":
        return [away]
    mine = door.read(own)
    text = theirs.text.replace(DRAFT, "\n", 1)
    name = PurePosixPath(own).with_suffix(PurePosixPath(copy).suffix).as_posix()
    if name == own:
        return [Revision.of(mine, text), away]
    return [Revision.of(mine, None), Revision(name, None, text, ""), away]
