"""A picture of a book as it will be printed, in plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from anthology.report import Place


@dataclass(frozen=True)
class Verdict:
    """What a press says of a picture; "" where it has nothing to object."""

    press: str
    objection: str


@dataclass(frozen=True)
class Illustration:
    """A picture where it is printed coarsest; sizes in inches."""

    place: Place  # the manuscript that has it
    description: str
    pixels: tuple[int, int]  # (0, 0) of a drawing, which is sharp at any size
    colour: str  # of its file
    page: int = 0  # of the PDF; 0: it is not inside the print book
    size: tuple[float, float] = (0.0, 0.0)
    resolution: float = 0.0  # pixels an inch
    printed: str = ""  # in which inks
    verdicts: tuple[Verdict, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The same for a program."""
        return {**asdict(self), "place": str(self.place)}

    def lines(self) -> Iterator[str]:
        """The picture for a person."""
        where = f"page {self.page}" if self.page else "cover" if self.size[0] else "not printed"
        words = f"  “{self.description}”" if self.description else ""
        yield f"{where}  {self.place}{words}"
        if not self.pixels[0]:
            yield "     a drawing, which is sharp at any size"
            return
        facts = [f"{self.pixels[0]} × {self.pixels[1]} pixels", self.colour]
        if self.size[0]:
            facts += [
                f"printed {self.size[0]:.1f} × {self.size[1]:.1f} in in {self.printed}",
                f"{self.resolution:.0f} pixels an inch",
            ]
        yield f"     {', '.join(facts)}"
        yield from (f"     {each.press}: {each.objection or 'good'}" for each in self.verdicts)
