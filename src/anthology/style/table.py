"""style.toml: everything that a style may say without CSS, each value with its description.

The text below a key is its description in docs/styles.md. A style has the values of the one that
it extends wherever it says nothing.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from anthology.config.lengths import points
from anthology.config.table import Table
from anthology.config.types import several

ROLES = ("text", "heading", "small-caps", "figures", "cover", "code", "fallback")
EM = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)em")
HEX = re.compile(r"#[0-9a-fA-F]{6}")


def _measure(value: str) -> str:
    """The width as it was written. Raises ValueError if it is neither in em nor a length."""
    if value and not EM.fullmatch(value):
        points(value)
    return value


def _margins(value: object) -> object:
    """Four lengths in points: top, outer, bottom, inner. Raises ValueError if they are not."""
    parts = value.split() if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or len(parts) != 4:
        raise ValueError("write four lengths: top, outer, bottom and inner margin")
    return tuple(points(part) for part in parts)


def _colour(value: str) -> str:
    """The colour in lower case. Raises ValueError if it is not written like #20414a."""
    if not HEX.fullmatch(value):
        raise ValueError(f"“{value}” is not a colour; write it like #20414a")
    return value.lower()


Length = Annotated[float, BeforeValidator(points, json_schema_input_type=str), Field(gt=0)]
Measure = Annotated[str, AfterValidator(_measure)]
Margins = Annotated[
    tuple[float, float, float, float], BeforeValidator(_margins, json_schema_input_type=str)
]
Colour = Annotated[str, AfterValidator(_colour)]
Files = Annotated[tuple[str, ...], BeforeValidator(several), Field(min_length=1)]


Step = Annotated[float, Field(ge=1, le=4)]


class PageTable(Table):
    """[page]: the printed page; lengths as in CSS."""

    size: Length = 11.0
    """The size of the text: 11pt. All other sizes in print grow and shrink with it."""
    leading: Length = 14.0
    """From one line of text to the next: 14pt. Every space in print is a multiple of it."""
    margins: Margins = (58.0, 45.0, 64.0, 54.0)
    """The top, outer, bottom and inner margin: "58pt 45pt 64pt 54pt"."""
    measure: Measure = ""
    """How wide the text is at most, "27em" or a length; margins take the rest in their ratio."""
    title_width: Annotated[float, Field(gt=0, le=4)] = 1.0
    """How much of a title a line holds, against “classic”: 0.8 where its letters are larger or
    wider. Titles are broken by sense before they are set."""
    title_steps: tuple[Step, Step] = (1.22, 1.46)
    """How much more of a title a line holds in the two smaller sizes of long ones: [1.22, 1.46]."""
    title_page_width: Annotated[float, Field(gt=0, le=4)] = 1.0
    """How much of the book's title a line of the title page holds, against those of reviews."""
    indent: Length = 14.0
    """How far the first line of a paragraph, a list and a quotation are indented."""
    columns: Annotated[int, Field(ge=1, le=3)] = 1
    """In how many columns the text of a review is set that starts a page, 1 to 3."""
    column_gap: Length = 14.0
    """The white between two columns."""
    note_width: Length = 110.0
    """How wide notes in the margin are at most. Where the outer margin has no room for half of it,
    beside the white that a press wants, they stand at the foot."""
    grid: bool = True
    """Whether the height of the text is a whole number of lines, so that pages end alike."""
    tracking: Annotated[float, Field(ge=0, le=0.05)] = 0.008
    """How far the letters of a line may move apart or together before its word spaces change,
    in ems: 0.008."""
    expansion: Annotated[float, Field(ge=0, le=0.05)] = 0.018
    """How much wider or narrower its letters may be drawn, as a share of their width: 0.018."""
    guide_size: Length = 9.0
    """The size of the text in the layout “guide”."""
    guide_leading: Length = 11.0
    """From one line to the next in the layout “guide”."""
    guide_columns: Annotated[int, Field(ge=1, le=4)] = 2
    """The columns of the layout “guide”, 1 to 4."""
    guide_gap: Length = 15.0
    """The white between two columns of the layout “guide”."""


class ColourTable(Table):
    """[colour]: of covers and of the e-book's accents, written #20414a; each pair is checked."""

    ground: Colour = "#20414a"
    """The cover's paper or cloth."""
    ground_ink: Colour = "#f7f1e3"
    """What is printed on the ground."""
    label: Colour = "#f7f1e3"
    """A label, band or panel on the cover."""
    label_ink: Colour = "#1b2f36"
    """The words on the label."""
    ornament: Colour = "#a3392b"
    """Ornaments on the label."""
    accent: Colour = "#9a6614"
    """Stars and other accents of the e-book, on white pages and on black ones."""


class FontTable(Table):
    """[[font]]: one face, the file that it is in, and what it is for."""

    family: str
    """The name of the family: "EB Garamond"."""
    file: Files
    """Its file in the style's folder: TTF, OTF or WOFF2. Files of one face by script: a list."""
    weight: Annotated[int, Field(ge=1, le=1000)] = 400
    """Its weight: 400 is regular, 700 bold."""
    style: Literal["normal", "italic"] = "normal"
    """Whether it is an italic."""
    use: Literal["text", "heading", "small-caps", "figures", "cover", "code", "fallback"] = "text"
    """Its role. A style's own faces of a role replace those of the style that it extends;
    fallbacks are added: they serve the characters that the others lack."""


class FaceTable(Table):
    """[face]: families of the built-in styles by their role, instead of files of one's own."""

    text: str = ""
    """The family of the text: "EB Garamond"; `anthology styles` names them all."""
    heading: str = ""
    """That of titles and headings."""
    small_caps: str = ""
    """That of small capitals, if the text has none."""
    figures: str = ""
    """That of page numbers, years and ratings."""
    cover: str = ""
    """That of the cover; without it, that of headings."""
    code: str = ""
    """That of code."""


class StyleFile(Table):
    """The first lines of the file, above all tables."""

    extends: str = ""
    """The style that this one changes: its name or, beside this one, its folder. Own CSS comes
    after that of this style; without `extends` it takes the place of that of “classic”."""
    description: str = ""
    """What it looks like and what it is for, in a line: `anthology styles` prints it."""
    colophon: str = ""
    """How the colophon names the faces: “EB Garamond, drawn by …”."""
    half_title: bool = True
    """Whether the book begins with a page that has its title alone."""
    colophon_page: bool = True
    """Whether it ends with a page about its making."""
    openings: Literal["recto", "any", "auto"] = "recto"
    """Where a review begins in print: "recto", on right-hand pages; "any", on the next page;
    "auto", on right-hand pages if most reviews have several."""
    contents_depth: Literal[1, 2, 3] = 2
    """What the contents list: 1, the parts alone; 2, and their reviews; 3, and their headings."""
    toc_depth: Literal[1, 2, 3] = 2
    """What the navigation of e-readers lists, in the same way; few of them show three levels."""
    first_words: Literal["small-caps", "plain"] = "small-caps"
    """The first words of a review: "small-caps" or "plain"."""
    stars: Literal["drawn", "written"] = "drawn"
    """Ratings in stars: "drawn", or "written", in the reviewer's own characters."""
    spoilers: Literal["folded", "shown"] = "folded"
    """Passages that reveal the plot: the e-book has them "folded", or "shown" beside a rule."""
    addresses: Literal["hidden", "listed", "noted"] = "hidden"
    """The addresses of links in print: "hidden", "listed" below their review, or "noted" at the
    foot of the page, where their calls are letters."""
    notes: Literal["foot", "margin"] = "foot"
    """Where notes stand in print: at the "foot" of their page, or in its outer "margin", beside the
    lines that call them. Those that find no room there, and those with tables or pictures, stand at
    the foot; in large print all do, and in layouts in columns they end their review."""
    works: Literal["each", "grouped"] = "each"
    """Where reviews of one work follow one another: "each" names it, or they are "grouped" under
    it."""
    contents_with: tuple[Literal["names", "work", "rating", "year"], ...] = ("names",)
    """What stands with a title in the contents: several of "names", "work", "rating", "year"."""
    ratings: Literal["opening", "end"] = "opening"
    """Where the rating of a review stands: in its "opening", or at the "end" of its text."""
    opening_picture: Literal["none", "beside", "across", "bleed"] = "across"
    """Where the picture of a review's header stands: "across" the measure above its title,
    or in print "bleed", a band over three edges of the page; "beside" the title, as all do that are
    upright or in a text that shares its page; or "none": at the head of the text."""
    first_picture: Literal["text", "opening"] = "text"
    """A picture with which a text begins: it stays in the "text", or goes to the "opening"."""
    drop_caps: Literal[0, 2, 3, 4] = 0
    """How many lines high the first letter of a review is: 0 (as the others), 2, 3 or 4."""
    small_caps: Literal["auto", "font", "capitals"] = "auto"
    """Small capitals in print: of the "font", or "capitals" of a smaller size; "auto", of the font
    if it has them."""
    figures: Literal["old-style", "lining"] = "old-style"
    """Figures: "old-style", if the face has them, or "lining"."""
    alignment: Literal["justified", "ragged"] = "justified"
    """The lines of the text in print: "justified", or "ragged", flush left."""
    paragraphs: Literal["indented", "spaced"] = "indented"
    """How paragraphs begin: "indented", or "spaced", after a line of white."""
    heads: Literal["centred", "left"] = "centred"
    """Titles and headings are "centred", or stand at the "left"."""
    ornament: str = "❦"
    """On the title page, the colophon and the cover: a character, or a file in pictures/; none if
    it is "". Where no face has the character, ✽ stands in its place."""
    section_break: str = "* * *"
    """What parts sections of a text: characters, a file in pictures/, or white, if it is ""."""
    running_heads: Literal["names", "book", "titles", "none"] = "names"
    """On left-hand pages the reviewer's "names", the "book" by its title, or "titles", that of the
    review, which stands on right-hand pages in any case; or "none"."""
    folios: Literal["foot", "outer", "foot-line", "head", "none"] = "foot"
    """The number of the page: in the middle of the "foot", at its "outer" end, there in one line
    with the running head ("foot-line"), at the outer end of the "head", or "none"."""
    cover_words: Literal["label", "open"] = "label"
    """The words of the cover: on a "label", or "open", on the cover itself; then `open-cover.css`
    comes before the style's own `cover.css`."""
    covers: Annotated[tuple[str, ...], Field(min_length=1)] = ("label",)
    """The compositions of its cover, which the template cover.xhtml.j2 draws; the first is the
    usual one, and `[cover] design` names another."""
    page: PageTable = PageTable()
    colour: ColourTable = ColourTable()
    face: FaceTable = FaceTable()
    font: tuple[FontTable, ...] = ()
