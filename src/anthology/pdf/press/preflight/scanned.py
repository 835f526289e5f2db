"""Content streams of the last file without a fault, which are not scanned for colours again.

What an edit leaves as it was are nearly all pages of a thick book. Everything else of these is
checked anew with every file.
"""

from __future__ import annotations

from dataclasses import dataclass

from anthology.cache import Cache, fingerprint
from anthology.pdf.press.preflight.file import File
from anthology.pdf.press.preflight.inventory import DIGEST


@dataclass(frozen=True)
class Scanned:
    """Where the hashes of these streams are kept; a cache of no folder keeps none."""

    cache: Cache
    volume: str = ""  # which of several books it is

    def read(self, file: File) -> frozenset[bytes]:
        """The hashes of those that were right for the flavour and the inks of `file`."""
        data = self.cache.get(self._name(file)) or b""
        return frozenset(data[i : i + DIGEST] for i in range(0, len(data), DIGEST))

    def write(self, file: File) -> None:
        """Keep the hashes of a file without a fault in place of the last."""
        if file.contents.scanned != file.contents.known:
            self.cache.put(self._name(file), b"".join(sorted(file.contents.scanned)))

    def _name(self, file: File) -> str:
        allowed = (file.flavour, str(file.channels))
        return self.cache.own("scanned", fingerprint(), self.volume, *allowed)
