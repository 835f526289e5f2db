"""A press file that is being checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Name, Object

from anthology.pdf.press.preflight.inventory import Inventory

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
