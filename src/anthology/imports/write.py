"""The files of an import are written: all of them, or none, and none outside their folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from anthology.report import Place, Refused, error, shown

STAGE = ".anthology-import"
# What a file is to hold; None: it is deleted. Pictures are read when they are written, one by one.
Content = bytes | None | Callable[[], bytes]


def check(project: Path, folder: Path) -> None:
    """Raises Refused where the folder of an import is not inside the project."""
    if not project.is_dir():
        place = Place(shown(str(project)))
        raise Refused(error(place, "there is no such folder", f"Start one: anthology new {place}"))
    root = Path(os.path.realpath(project))
    for path in (folder, *folder.parents):
        if path == project:
            return
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
            raise Refused(error(Place(shown(str(path))), "is a link out of the project",
                                "Replace it by a folder."))  # fmt: skip
        if path.exists() and not path.is_dir():
            raise Refused(error(Place(shown(str(path))), "is a file, where a folder is to be"))


def write(folder: Path, files: Mapping[str, Content]) -> None:
    """Write files by their names below the folder, or delete them (None): all, or Refused."""
    inside = {(folder / name).parent for name, content in files.items() if content is not None}
    missing = [path for path in (*(inside - {folder}), folder, *folder.parents)
               if not path.exists()]  # fmt: skip
    stage = folder / STAGE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir()
        for path in inside:
            path.mkdir(parents=True, exist_ok=True)
        _in_place(folder, stage, _staged(stage, files))
    except OSError as fault:
        words = (fault.strerror or str(fault)).lower()
        message = f"the reviews cannot be written: {words}"
        hint = "The project is as it was. Make room, or correct the folder, and try again."
        raise Refused(error(Place(shown(str(folder))), message, hint)) from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        with suppress(OSError):
            for path in missing:
                path.rmdir()  # succeeds only if nothing was written


def _staged(stage: Path, files: Mapping[str, Content]) -> dict[str, Path | None]:
    """Each file on disk, not yet in its place."""
    staged: dict[str, Path | None] = {}
    for number, (name, content) in enumerate(files.items()):
        staged[name] = None if content is None else stage / f"new-{number}"
        if content is not None:
            data = content if isinstance(content, bytes) else content()
            (stage / f"new-{number}").write_bytes(data)
    return staged


def _in_place(folder: Path, stage: Path, staged: Mapping[str, Path | None]) -> None:
    """Put each file in the place of the old one; on an error put all old ones back."""
    done: list[tuple[Path, Path | None]] = []  # each new file, and the old one that it replaced
    try:
        for name, new in staged.items():
            target, old = folder / name, stage / f"old-{len(done)}"
            is_there = os.path.lexists(target)
            if is_there:
                shutil.copy2(target, old, follow_symlinks=False)
            if new is None:
                target.unlink(missing_ok=True)
            else:
                new.replace(target)
            done.append((target, old if is_there else None))
    except OSError:
        for target, before in reversed(done):
            with suppress(OSError):
                if before:
                    before.replace(target)
                else:
                    target.unlink()
        raise
