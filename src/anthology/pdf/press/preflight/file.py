"""A press file that is being checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pikepdf
from pikepdf import Array, Name, Object

from anthology.pdf.press.preflight.inventory import Inventory

_REFERENCE = re.compile(rb"\b\d+ 0 R\b")

Faults = Iterator[str]  # clauses about the file: "it is encrypted"


@dataclass(frozen=True)
class File:
    """A press file that is being checked."""

    pdf: pikepdf.Pdf
    data: bytes
    flavour: str
    contents: Inventory

    @property
    def root(self) -> Object:
        """The document catalogue."""
        return self.pdf.Root

    @cached_property
    def kinds(self) -> list[tuple[Object, list[int]]]:
        """Pages whose entries differ only in what they refer to: the first, and all numbers."""
        found: dict[bytes, tuple[Object, list[int]]] = {}
        for number, page in enumerate(self.pdf.pages, 1):
            kind = _REFERENCE.sub(b"", page.obj.unparse(resolved=True))
            found.setdefault(kind, (page.obj, []))[1].append(number)
        return list(found.values())

    @property
    def intents(self) -> list[Object]:
        """The output intents for print."""
        found = self.root.get("/OutputIntents")
        listed = list(found.as_list()) if isinstance(found, Array) else []
        return [intent for intent in listed if intent.get("/S") == Name.GTS_PDFX]

    @property
    def channels(self) -> int | None:
        """The channels of the stated printing condition; None where no profile is embedded."""
        profiles = [intent.get("/DestOutputProfile") for intent in self.intents]
        return int(profiles[0].N) if profiles and profiles[0] is not None else None
