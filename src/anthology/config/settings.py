"""anthology.toml as frozen, validated settings with their defaults.

Lengths are written as in CSS ("0.125in", "3mm", "11pt") and converted to points (1/72 in).
The text below a key is its description in the manual and in the JSON Schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PrivateAttr

from anthology.config.book_tables import (
    AccessibilityTable,
    BackTable,
    BookTable,
    CopyrightTable,
    FrontTable,
    TradeTable,
)
from anthology.config.lengths import page_size
from anthology.config.review_tables import (
    LimitsTable,
    PartTable,
    RatingsTable,
    ReviewerTable,
    SourceTable,
)
from anthology.config.select_table import SelectTable
from anthology.config.table import Table
from anthology.config.toml_lines import Path, nearest
from anthology.config.types import Count, Length, Trim, several
from anthology.report import NOWHERE, Place

FILE = "anthology.toml"


class StyleTable(Table):
    """[style]: the look of both editions."""

    name: str = "classic"
    """A built-in style, or a folder in styles/."""
    large_print: bool = False
    """Print for readers with low vision, in any style: 18 pt, flush left, without italics."""
    line_breaking: Literal["greedy", "total-fit"] = "total-fit"
    """How lines are broken in print: total-fit looks at whole paragraphs."""


class PressTable(Table):
    """[press]: the printer's requirements; lengths as in CSS."""

    preset: str = ""
    """The press and binding whose rules fill in what is not set here; see `anthology presses`."""
    paper: str = ""
    """The paper, one of those of the preset; the first of them if it is not set."""
    leaf: Length = Field(default=0.0)
    """How thick a leaf of the paper is, as the press says: 0.13mm; the spine follows from it."""
    trim: Trim = "5.5x8.5in"
    """The trimmed page, width by height: 5.5x8.5in, 129x198mm."""
    bleed: Length = Field(default=9.0, json_schema_extra={"default": "0.125in"})  # KDP, IngramSpark
    """How far pictures extend beyond the trim: 0.125in, 3mm."""
    flavour: Literal["x4", "x1a", "plain"] = "x4"
    """PDF/X-4, PDF/X-1a:2001, or a PDF that claims no standard."""
    colour: Literal["grey", "cmyk"] = "grey"
    """The inks of the inside pages."""
    profile: str = ""
    """An ICC profile's path in the project; the printer says which one."""
    marks: bool = False
    """Whether to print crop marks outside the bleed."""
    bleed_at_spine: bool = False
    """Whether pages also have bleed at the spine; KDP and IngramSpark forbid it."""
    picture_ppi: Count = 200
    """The pixels an inch from which a picture is printed without a warning: presses ask for 300 and
    object below 200. With fewer you accept coarser ones."""
    last_page_blank: bool = False
    """Whether to leave the last page blank for the printer's own mark, as IngramSpark asks."""

    @property
    def trim_size(self) -> tuple[float, float]:
        """Width and height of the trimmed page in points."""
        return page_size(self.trim)


class EndorsementTable(Table):
    """What somebody has said in praise of the book."""

    text: str
    """Their words, without quotation marks."""
    by: str = ""
    """Who it was, and as what: “Ann Lee, author of Rivers”."""


class CoverTable(Table):
    """[cover]: the front of both books, and the printed cover that `build -e cover` draws."""

    design: str = ""
    """A composition and a palette of the style: "bars sea"; `anthology cover --proposals` shows
    twelve. Without it, the style's own."""
    colour: Annotated[str, Field(pattern=r"^(#[0-9a-fA-F]{6})?$")] = ""
    """The colour of its paper, #20414a; what is printed on it is black or white."""
    artwork: str = ""
    """A picture that fills the front, below the style's lettering; 350 × 560 or wider."""
    image: str = ""
    """A finished front, with its lettering; the style draws back and spine alone."""
    wrap: str = ""
    """A picture over back, spine and front, below the lettering; the e-book has its right part."""
    back: str = ""
    """The text on the back; an empty line begins a paragraph. Without it, the description."""
    endorsements: tuple[EndorsementTable, ...] = ()
    """Praise, below the text on the back: {text = "…", by = "…"}."""
    portraits: bool = False
    """Whether the portraits of the editors stand on the back, or on the flap there."""
    flaps: Length = Field(default=0.0)
    """How wide the flaps of a jacket are, for a press of your own: 90mm."""
    flap_front: str = ""
    """The text on the flap at the front."""
    flap_back: str = ""
    """The text on the flap at the back, where editors are introduced."""
    spine: Length = Field(default=0.0)
    """How thick the book is, where the press says it; else it follows from pages and paper."""
    spine_reads: Literal["auto", "down", "up"] = "auto"
    """Which way the words on the spine run; auto: as the book's language has it."""
    add_on: Annotated[str, Field(pattern=r"^(\d{5})?$")] = ""
    """The five digits beside the barcode: 51995 for 19.95 dollars, 90000 for no price."""


class Settings(Table):
    """The whole of anthology.toml."""

    book: BookTable = BookTable()
    style: StyleTable = StyleTable()
    press: PressTable = PressTable()
    cover: CoverTable = CoverTable()
    limits: LimitsTable = LimitsTable()
    ratings: RatingsTable = RatingsTable()
    accessibility: AccessibilityTable = AccessibilityTable()
    copyright: CopyrightTable = CopyrightTable()
    front: FrontTable = FrontTable()
    back: BackTable = BackTable()
    trade: TradeTable = TradeTable()
    reviewers: dict[str, ReviewerTable] = Field(default_factory=dict)
    select: SelectTable = SelectTable()
    part: tuple[PartTable, ...] = ()
    creators: dict[str, str] = Field(default_factory=dict)
    """[creators]: names not sorted by their last word: "Pink Floyd" = "Pink Floyd"."""
    source: Annotated[
        tuple[SourceTable, ...],
        BeforeValidator(several, json_schema_input_type=SourceTable | list[SourceTable]),
    ] = ()
    _volume: str = PrivateAttr(default="")
    _written: bool = PrivateAttr(default=True)
    _places: Mapping[Path, Place] = PrivateAttr(default_factory=dict)

    @property
    def volume(self) -> str:
        """The name of the volume whose settings these are; "" for the project's own."""
        return self._volume

    @property
    def written(self) -> bool:
        """Whether somebody has written them; where nobody has, what is doubtful is guessed."""
        return self._written

    def unwritten(self) -> Settings:
        """The same as the settings of a folder without anthology.toml."""
        own = self.model_copy()
        own._written = False  # noqa: SLF001  ours
        return own

    def of_volume(self, name: str) -> Settings:
        """The same as the settings of that volume."""
        own = self.model_copy()
        own._volume = name  # noqa: SLF001  ours
        return own

    def place(self, *path: str | int) -> Place:
        """The place of the key at `path`, or of the table around it if it is not in the file."""
        known = nearest(path, self._places) if self._places else NOWHERE
        return known or Place(FILE)

    def model_post_init(self, context: Any, /) -> None:
        """Store the places of the keys, which `read` passes as the context."""
        self._places = context or {}
