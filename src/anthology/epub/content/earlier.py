"""Documents packed earlier: after an edit, only the sections that have changed are made anew.

What is kept is the e-book that was packed last, with what each of its documents was made from.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import TypeAdapter

from anthology.cache import Cache, fingerprint
from anthology.epub import container
from anthology.epub.container import Deflated
from anthology.epub.content.page_list import PageBreak
from anthology.epub.content.traits import Traits
from anthology.memory import is_sparing


@dataclass(frozen=True)
class Record:
    """A finished document, but for its bytes."""

    source: str  # the hash of its section, the pages in it and the labels
    traits: Traits
    page_breaks: tuple[PageBreak, ...]
    leads: Mapping[str, str]  # where each of its links and pictures led


@dataclass(frozen=True)
class Earlier:
    """The documents of an earlier e-book by their names."""

    records: Mapping[str, Record] = field(default_factory=dict)
    files: Mapping[str, Deflated] = field(default_factory=dict)

    def find(self, name: str, source: str) -> tuple[Record, Deflated] | None:
        """The document of that name, if it was made from the same."""
        record = self.records.get(name)
        if record is None or record.source != source:
            return None
        return record, self.files[name]


NONE = Earlier()
_RECORDS = TypeAdapter(dict[str, Record])
_SIZE = 8  # bytes before the records that give their length


@dataclass(frozen=True)
class Shelf:
    """Where the last e-book of a volume is kept; nowhere, while memory is spared."""

    cache: Cache
    volume: str

    def earlier(self) -> Earlier:
        """What was kept last."""
        data = self.cache.get(self._entry)
        if data is None:
            return NONE
        end = _SIZE + int.from_bytes(data[:_SIZE], "big")
        return Earlier(
            _RECORDS.validate_json(data[_SIZE:end]), dict(container.deflated(data[end:]))
        )

    def keep(self, records: Mapping[str, Record], epub: bytes) -> None:
        """Keep an e-book, with the records of some of its documents."""
        if self._entry:
            plain = _RECORDS.dump_json(dict(records))
            self.cache.put(self._entry, len(plain).to_bytes(_SIZE, "big") + plain + epub)

    @property
    def _entry(self) -> str:
        if self.cache.folder is None or is_sparing():
            return ""
        return self.cache.own("packed", fingerprint(), zlib.ZLIB_RUNTIME_VERSION, self.volume)
