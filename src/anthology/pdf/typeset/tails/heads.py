"""Openings in one piece, and heads on the page of the poem that follows.

An opening that does not fit takes less room, step by step. A poem kept whole, which does not fit
below its head on any page, is divided: between stanzas, or else anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree import ElementTree as ET

from anthology.pdf.engine.feet.alone import NUMBER, divides_opening, poems_after_heads
from anthology.pdf.model import SectionInput

# Classes of a section whose opening takes less and less room, which `classic` describes.
RUNGS = ("", "higher", "higher highest", "higher highest close", "higher highest close closest")
WORTH = 2  # rungs that it goes up before a poem is divided, or divided further
POEM = "verse whole"  # the classes of one that is kept whole
DIVISIONS = ("whole", "by-stanza", "divided")  # a poem: in one piece, in its stanzas, anywhere


@dataclass(frozen=True)
class Heads:
    """What keeps openings whole, and heads with the poems that follow."""

    rung: int = 0  # of RUNGS, for the opening
    poems: Mapping[int, int] = field(default_factory=dict)  # how each is divided, of DIVISIONS

    @property
    def classes(self) -> str:
        """Those of the section."""
        return RUNGS[self.rung]

    def better(self, pages: Sequence[Any], section: SectionInput) -> Heads:
        """What to try after these pages; the same where all is well, or nothing more can be done.

        The openings in a flow are low: they all stay as they are.
        """
        flows = bool(section.places)
        if not flows and divides_opening(pages):
            return replace(self, rung=min(self.rung + 1, len(RUNGS) - 1))
        found = dict(poems_after_heads(pages)) if POEM in section.xhtml else {}
        opens = not flows and "opening" in found.values()
        if opens and self.rung < WORTH:
            return replace(self, rung=self.rung + 1)
        further = {poem: min(self.poems.get(poem, 0) + 1, len(DIVISIONS) - 1) for poem in found}
        poems = {**self.poems, **further}
        return Heads(0 if opens and poems != self.poems else self.rung, poems)


def part(content: ET.Element, poems: Mapping[int, int]) -> None:
    """Numbers the poems kept whole, and divides those of these numbers."""
    found = (each for each in content.iter() if POEM in each.get("class", ""))
    for number, poem in enumerate(found):
        how = DIVISIONS[poems.get(number, 0)]
        poem.set("class", poem.get("class", "").replace(POEM, f"verse {how}"))
        poem.set(NUMBER, str(number))
