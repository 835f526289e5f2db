"""What we add to WeasyPrint's objects: every attribute that WeasyPrint itself does not have.

They carry what one of our functions knows to another that WeasyPrint calls later, and cache what
belongs to an object as long as it lives. They are read through `__dict__` where an object may
not have them: that costs least, and in loops that run for each line a function would cost more.
"""

from __future__ import annotations

from typing import NamedTuple


class Added(NamedTuple):
    """An attribute that we add to objects of a class of WeasyPrint."""

    owner: str
    name: str
    type: str
    writer: str  # modules of this package
    readers: tuple[str, ...]
    meaning: str


ADDED = (
    Added(
        "BlockBox", "half_a_line", "float",
        "fast.columns", ("fast.columns",),
        "px: the least step by which its columns are made higher.",
    ),
    Added(
        "LineBox", "paragraph", "Paragraph | str",
        "lines.hooks", ("lines.hooks", "lines.page_ends"),
        "The planned paragraph that it is a line of, or why that cannot be planned.",
    ),
    Added(
        "LineBox", "line", "Line",
        "lines.hooks", ("lines.page_ends",),
        "Its planned line.",
    ),
    Added(
        "LineBox", "planned", "bool",
        "lines.justify", ("lines.hooks", "lines.justify"),
        "Whether it is justified already, and not by WeasyPrint.",
    ),
    Added(
        "TextBox", "divided", "bool",
        "lines.hooks", ("lines.ink", "tags.stream"),
        "Whether it ends in a hyphen of ours, within a word.",
    ),
    Added(
        "TextBox", "tracking", "float",
        "lines.justify", ("lines.justify", "lines.ink"),
        "px added after each glyph.",
    ),
    Added(
        "TextBox", "expansion", "float",
        "lines.justify", ("lines.justify", "lines.ink"),
        "How much wider its letters are drawn: 0.01 is 1 %.",
    ),
    Added(
        "TextBox", "glyphs", "float",
        "lines.textboxes", ("lines.justify",),
        "How many glyphs it shows; a part of a ligature counts as its share of one.",
    ),
    Added(
        "Layout", "glyphs", "tuple[Sequence[GlyphRun], bytes]",
        "fast.layouts", ("fast.drawing", "fast.layouts"),
        "The glyphs to draw, and the text whose bytes their clusters count; of a ShapedLayout.",
    ),
    Added(
        "Layout", "shared", "bool",
        "fast.layouts", ("fast.layouts",),
        "Whether its Pango attributes are those of its style, and not to be changed.",
    ),
    Added(
        "FontConfiguration", "pango_setups", "dict[tuple, _PangoSetup]",
        "fast.layouts", ("fast.layouts",),
        "Cache: what all layouts of one style have in common.",
    ),
    Added(
        "FontConfiguration", "pieces", "dict[tuple, tuple]",
        "fast.narrow", ("fast.narrow",),
        "Cache: how wide pieces of texts are that cannot be broken.",
    ),
    Added(
        "LayoutContext", "columns", "list[_Column]",
        "fast.columns", ("fast.columns",),
        "The columns of the page that is laid out, as long as they may be asked for again.",
    ),
    Added(
        "SVGImage", "drawn", "dict[tuple, _Drawn]",
        "fast.shapes", ("fast.shapes",),
        "Cache: the operators of a drawing, by its size and by the state of the page.",
    ),
    Added(
        "SVGImage", "of_shapes", "bool",
        "fast.shapes", ("fast.shapes",),
        "Cache: whether it has neither text nor pictures.",
    ),
    Added(
        "FontConfiguration", "hyphens", "dict[tuple, float]",
        "lines.segment", ("lines.segment",),
        "Cache: the px of the hyphen of each style.",
    ),
    Added(
        "FontConfiguration", "root_styles", "dict[frozenset, ComputedStyle]",
        "fast.pages", ("fast.pages",),
        "Cache: the styles of root elements by their rules.",
    ),
    Added(
        "FontConfiguration", "page_styles", "dict[tuple, tuple[ComputedStyle, dict]]",
        "fast.pages", ("fast.pages",),
        "Cache: the root's style and the styles of a page, by the rules that apply to it.",
    ),
    Added(
        "FootnoteAreaBox", "heights", "dict[tuple, float]",
        "fast.footnotes", ("fast.footnotes",),
        "Cache: the height in px by the notes in it.",
    ),
    Added(
        "ComputedStyle", "strut", "tuple[float, float]",
        "fast.lineboxes", ("fast.lineboxes",),
        "Cache: the height and baseline of an empty line in px.",
    ),
    Added(
        "LayoutContext", "first_number", "int",
        "session", ("fast.pages",),
        "The number of the first page.",
    ),
    Added(
        "LayoutContext", "binding", "str",
        "session", ("laid_out",),
        "The edge where the book is bound: left, or right where it is read from right to left.",
    ),
    Added(
        "LayoutContext", "floats", "Floats",
        "session", ("lines.hooks", "laid_out"),
        "The figures that come to the heads of pages.",
    ),
    Added(
        "PageBox", "floats", "tuple[tuple[BlockBox, BlockBox], ...]",
        "floats.heads", ("fast.pages",),
        "The figures at its head, and their boxes there.",
    ),
    Added(
        "InlineBox", "figure", "BlockBox",
        "floats.heads", ("floats.heads",),
        "The figure whose place in the text it marks.",
    ),
    Added(
        "LayoutContext", "notes_beside", "Notes | None",
        "session", ("fast.pages",),
        "The notes that stand in the margins.",
    ),
    Added(
        "PageBox", "beside", "list[Beside]",
        "margins.notes", ("margins.notes",),
        "The notes in its margin, each with the line that calls it.",
    ),
    Added(
        "InlineBox", "note_beside", "BlockBox",
        "margins.notes", ("margins.notes",),
        "The note in the margin that it calls.",
    ),
)  # fmt: skip
