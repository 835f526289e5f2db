"""The names of the entries that were made here and that the shared store does not have yet."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

NAME = re.compile(r"[0-9a-f]{64}")


class Unsent:
    """A list in a folder, to which several processes add at once."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "unsent"

    @property
    def is_there(self) -> bool:
        """Whether anything is to be sent."""
        return self._path.exists()

    def add(self, name: str) -> None:
        """Add a name; where the disk refuses, the entry is not sent."""
        with suppress(OSError):
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
            handle = os.open(self._path, flags, 0o600)
            try:
                os.write(handle, f"{name}\n".encode())  # one call: no other's name lies inside
            finally:
                os.close(handle)

    def taken(self) -> tuple[str, ...]:
        """All names, each once, which are no longer in the list."""
        own = self._path.with_name(f"unsent.{secrets.token_hex(8)}")
        try:
            self._path.rename(own)
            names = own.read_text("ascii", "replace").split()
            own.unlink()
        except OSError:
            return ()
        return tuple(name for name in dict.fromkeys(names) if NAME.fullmatch(name))
