"""The one door to the project's own text files: what may be read and written there, and how.

A file is written whole under another name and renamed, and only over the text that the editor
has seen: what somebody else has saved meanwhile is never lost.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from anthology.load.project.classify import BACK, FRONT, MANUSCRIPTS, REVIEWERS

FOLDERS = (MANUSCRIPTS, FRONT, BACK, REVIEWERS, "volumes", "styles")
ENDINGS = {".md", ".markdown", ".txt", ".html", ".htm", ".toml", ".css", ".mdx", ".org", ".qmd"}
SETTINGS = "anthology.toml"
LARGEST = 2 << 20  # bytes


class Closed(Exception):
    """The door stays closed; the reason in words."""


@dataclass(frozen=True)
class Text:
    """A file's text, and the hash by which it is known to be unchanged."""

    path: str
    text: str
    digest: str


@dataclass(frozen=True)
class Door:
    """Reads and writes text files of one project."""

    root: Path
    others: frozenset[str] = frozenset()  # manuscripts that lie elsewhere in the project

    def read(self, path: str) -> Text:
        """The text of a file. Raises Closed."""
        file = self.file(path)
        try:
            data = file.read_bytes()
            return Text(path, data.decode("utf-8"), _digest(data))
        except OSError as fault:
            raise Closed(f"{path} cannot be read: {fault.strerror}") from None
        except UnicodeDecodeError:
            raise Closed(f"{path} is not UTF-8; open it in your text editor") from None

    def write(self, path: str, text: str, seen: str) -> Text:
        """Write a file over the text with the hash `seen`, "" for none. Raises Closed."""
        file = self.confirm(path, seen)
        data = text.encode("utf-8")
        if len(data) > LARGEST:
            raise Closed(f"{path} would be larger than 2 MB")
        try:
            _replace(file, data)
        except OSError as fault:
            raise Closed(f"{path} cannot be written: {fault.strerror}") from None
        return Text(path, text, _digest(data))

    def remove(self, path: str, seen: str) -> None:
        """Delete the file with the hash `seen`. Raises Closed."""
        try:
            self.confirm(path, seen).unlink(missing_ok=True)
        except OSError as fault:
            raise Closed(f"{path} cannot be deleted: {fault.strerror}") from None

    def confirm(self, path: str, seen: str) -> Path:
        """The file, if it still has the hash `seen`, "" for none. Raises Closed."""
        file = self.file(path)
        try:
            now = _digest(file.read_bytes()) if file.exists() else ""
        except OSError as fault:
            raise Closed(f"{path} cannot be read: {fault.strerror}") from None
        if now != seen:
            raise Closed(f"{path} was changed by another program; nothing was written")
        return file

    def file(self, path: str) -> Path:
        """The file of a path in the project. Raises Closed for any other."""
        parts = path.split("/")
        if "\0" in path or "\\" in path or any(part[:1] in {"", "."} for part in parts):
            raise Closed(f"{path!r} is not the name of a file in the project")
        own = path == SETTINGS or parts[0] in FOLDERS or path in self.others
        if not own or Path(path).suffix.lower() not in ENDINGS:
            raise Closed(f"{path} is not a text of the project")
        file = self.root.joinpath(*parts)
        if file.resolve() != self.root.resolve().joinpath(*parts):  # a link leads elsewhere
            raise Closed(f"{path} is a link to another place")
        if file.exists() and not file.is_file():  # a pipe would be waited for
            raise Closed(f"{path} is not a file")
        return file


def _replace(file: Path, data: bytes) -> None:
    """Put the data in the place of the file, all of it or nothing."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(data)
            part.flush()
            os.fsync(part.fileno())
        mode = file.stat().st_mode & 0o777 if file.exists() else 0o644
        os.chmod(name, mode)  # noqa: PTH101
        os.replace(name, file)  # noqa: PTH105
    except BaseException:
        os.unlink(name)  # noqa: PTH108
        raise


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
