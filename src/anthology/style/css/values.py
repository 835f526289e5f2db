"""The custom properties that a style's data has for its style sheets, all in one table.

Lengths are in points; --scale is the size of the text against 11 pt, for which the sheets of
`classic` are written: `calc(22pt * var(--scale))`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from anthology.config.lengths import points
from anthology.edition import Font, Room
from anthology.style import Style
from anthology.style.fonts.metrics import heights, letters
from anthology.style.table import EM, ROLES, ColourTable, PageTable

USUAL_SIZE = 11.0  # points
USUAL_GUIDE = 9.0
LETTER = 0.386  # of the size of the type: what a letter of a text takes, with its spaces
EXACT = 1e-6
USUAL_LETTERS = 0.41052702702702704  # ems: how wide those of EB Garamond are
BESIDE = ("head", "foot-line")  # folios in one line with the running head
NUMBER = 3.0  # ems that such a number takes
LARGE_HEADS = 0.8  # of the line: large print has large numbers, and heads of nearly the text's size
FIGURES = {
    "old-style": "oldstyle-nums proportional-nums",
    "lining": "lining-nums proportional-nums",
}
USUAL_TRIM = (396.0, 612.0)  # points
CLEAR = 26.0  # points from the trim to the heads and folios of every style, at the least
NOTES_GAP = 10.0  # points between the text and notes in the margin
NOTES_CLEAR = 24.0  # points from there to the trim, at the least
NARROWEST = 36.0  # points: the least margin at the sides, half an inch


@dataclass(frozen=True)
class Page:
    """Where the text stands on a page of some size; lengths in points."""

    top: float
    outer: float
    bottom: float
    inner: float
    width: float  # of the text
    height: float


def with_clearance(style: Style, outer: float) -> Style:
    """The style with margins that leave a press so many points to the trim; 0 changes nothing.

    Heads and folios stand in the margins above and below the text, `CLEAR` from the trim.
    """
    if not outer:
        return style
    above, beside, below, inner = style.settings.page.margins
    more = max(0.0, outer - CLEAR)
    margins = (above + more, max(beside, outer), below + more, inner)
    table = style.settings.page.model_copy(update={"margins": margins})
    settings = style.settings.model_copy(update={"page": table})
    return replace(style, settings=settings, clearance=outer)


def page(table: PageTable, width: float, height: float) -> Page:
    """The margins of a page of that size in points."""
    top, outer, bottom, inner = table.margins
    measure = _measure(table)
    if measure:
        rest = max(width - measure, 2 * NARROWEST)
        outer, inner = (max(each * rest / (outer + inner), NARROWEST) for each in (outer, inner))
    room = height - top - bottom
    if table.grid:
        lines = int(room / table.leading + EXACT)
        bottom, room = height - top - lines * table.leading, lines * table.leading
    return Page(top, outer, bottom, inner, width - outer - inner, room)


def _of_notes(style: Style, outer: float) -> float:
    """How wide notes in an outer margin are, in points; 0 where they stand at the foot."""
    if style.settings.notes == "foot" or style.large:
        return 0.0
    most = style.settings.page.note_width
    room = outer - NOTES_GAP - max(NOTES_CLEAR, style.clearance)
    return min(room, most) if room >= most / 2 else 0.0


def of_titles(table: PageTable, width: float, height: float) -> float:
    """How much of a title a line holds on such a page, against that of “classic” in 5½ × 8½ in."""
    own, usual = page(table, width, height), page(table, *USUAL_TRIM)
    return table.title_width * own.width / usual.width


def of_text(style: Style, width: float, height: float) -> Room:
    """About how much text a page of that size holds."""
    table = style.settings.page
    own = page(table, width, height)
    letter = table.size * LETTER * of_letters(style)
    lines = int(own.height / table.leading + EXACT)
    return Room(lines, int(own.width / letter), 1, own.width, table.leading)


def of_guide(style: Style, width: float, height: float) -> Room:
    """The same in the layout “guide”."""
    table = style.settings.page
    own, columns = page(table, width, height), table.guide_columns
    letter = table.guide_size * LETTER * of_letters(style)
    column = (own.width - (columns - 1) * table.guide_gap) / columns
    lines = int(own.height / table.guide_leading + EXACT)
    return Room(lines, int(column / letter), columns, column, table.guide_leading)


def of_heads(style: Style, width: float, height: float) -> float:
    """How much of a running head a line holds, against that of “classic”.

    Letters may be wider than those of its Garamond, and a number may stand beside them.
    """
    table, settings = style.settings.page, style.settings
    own, usual = page(table, width, height), page(PageTable(), *USUAL_TRIM)
    room = own.width / table.size
    if style.large:
        room *= LARGE_HEADS
    elif settings.folios in BESIDE:
        room -= NUMBER
    return room / (usual.width / USUAL_SIZE) / of_letters(style)


def of_letters(style: Style) -> float:
    """How wide the letters of the text are, against those of “classic”."""
    first = _text_face(style)
    return letters(style.assets[first.path].data) / USUAL_LETTERS if first else 1.0


def _text_face(style: Style) -> Font | None:
    return next((font for font in style.fonts if font.family in style.families[:1]), None)


def _measure(table: PageTable) -> float:
    """The widest line in points; 0 where the margins decide."""
    if not table.measure:
        return 0.0
    em = EM.fullmatch(table.measure)
    return float(em[1]) * table.size if em else points(table.measure)


# What each property is, as docs/styles.md says it.
MEANINGS = {
    "--size": "the size of the text",
    "--leading": "from one line of text to the next",
    "--scale": "the size of the text against 11 pt, a number: `calc(22pt * var(--scale))`",
    "--indent": "the first line of a paragraph",
    "--margin-top": "above the text",
    "--margin-outer": "beside it, at the edge of the page",
    "--margin-bottom": "below it",
    "--margin-inner": "beside it, at the spine",
    "--text-width": "how wide the text is, on an inner margin that no press widens",
    "--text-height": "how high it is",
    "--columns": "columns of the text",
    "--column-gap": "the white between them",
    "--note-width": "how wide notes in the margin are; 0 where they stand at the foot",
    "--note-reach": "how far they reach into the margin, with the white beside them",
    "--tracking": "how far letters may move, in ems, a number",
    "--expansion": "how much wider they may be drawn, a share of 1",
    "--guide-size": "the size of the text in the layout “guide”",
    "--guide-leading": "from line to line in it",
    "--guide-scale": "its size against 9 pt, a number",
    "--guide-columns": "its columns",
    "--guide-gap": "the white between them",
    "--drop-size": "the size of a drop cap, as `drop_caps` has it",
    "--drop-height": "the lines that it takes",
    "--drop-shift": "how far it is moved to stand on the last of them",
    "--figures": "the `font-variant-numeric` of figures",
    "--folio-gap": "what parts a number of a page from the running head beside it",
    "--section-break": "what parts sections, for `content`",
    "--heads": "where titles and headings stand, for `text-align`",
    **{f"--{role}-face": f"the families for {role.replace('-', ' ')}" for role in ROLES[:-1]},
    **{f"--{name.replace('_', '-')}": "" for name in ColourTable.model_fields},
}


def of_page(style: Style, width: float, height: float) -> Mapping[str, str]:
    """The properties of an edition on a page of that size in points."""
    table = style.settings.page
    own = page(table, width, height)
    notes = _of_notes(style, own.outer)
    lengths = {
        "--size": table.size,
        "--leading": table.leading,
        "--indent": table.indent,
        "--margin-top": own.top,
        "--margin-outer": own.outer,
        "--margin-bottom": own.bottom,
        "--margin-inner": own.inner,
        "--text-width": own.width,
        "--text-height": own.height,
        "--column-gap": table.column_gap,
        "--note-width": notes,
        "--note-reach": notes and notes + NOTES_GAP,
        "--guide-size": table.guide_size,
        "--guide-leading": table.guide_leading,
        "--guide-gap": table.guide_gap,
    }
    numbers = {
        "--scale": table.size / USUAL_SIZE,
        "--columns": table.columns,
        "--tracking": table.tracking,
        "--expansion": table.expansion,
        "--guide-scale": table.guide_size / USUAL_GUIDE,
        "--guide-columns": table.guide_columns,
    }
    return {
        **{name: f"{_number(value)}pt" for name, value in lengths.items()},
        **{name: _number(value) for name, value in numbers.items()},
        **of_look(style),
        "--figures": FIGURES[style.settings.figures],
        "--folio-gap": '"\\2003"',
        "--section-break": _content(style.settings.section_break),
        **_drop_cap(style),
    }


def _drop_cap(style: Style) -> Mapping[str, str]:
    """The size and place of a first letter as high as some lines, whose foot is on the last."""
    lines, table = style.settings.drop_caps, style.settings.page
    first = _text_face(style)
    if not lines or first is None:
        return {}
    own = heights(style.assets[first.path].data)
    size = ((lines - 1) * table.leading + own.capital * table.size) / own.capital
    height = lines * table.leading

    def baseline(line: float, size: float) -> float:
        return (line - (own.ascent + own.descent) * size) / 2 + own.ascent * size

    wanted = (lines - 1) * table.leading + baseline(table.leading, table.size)
    lengths = {"size": size, "height": height, "shift": wanted - baseline(height, size)}
    return {f"--drop-{name}": f"{_number(value)}pt" for name, value in lengths.items()}


def _content(mark: str) -> str:
    """A mark as `content` has it: a picture, or characters an em apart."""
    if is_picture(mark):
        return f'url("style/{mark}")'
    escaped = mark.replace("\\", "\\\\").replace('"', '\\"').replace(" ", "\\2003")
    return f'"{escaped}"'


def is_picture(mark: str) -> bool:
    """Whether a mark is the name of a file in pictures/."""
    return mark.endswith((".svg", ".png", ".jpg"))


def of_look(style: Style) -> Mapping[str, str]:
    """The properties that do not depend on a page: faces, colours, and where heads stand."""
    colours = style.settings.colour.model_dump()
    return {
        "--heads": {"centred": "center"}.get(style.settings.heads, style.settings.heads),
        **{f"--{role}-face": stack(families(style, role)) for role in ROLES[:-1]},
        **{f"--{name.replace('_', '-')}": value for name, value in colours.items()},
    }


def families(style: Style, role: str) -> tuple[str, ...]:
    """The families of a role: its own, then those of the text and the fallbacks."""
    if role == "code":
        return style.code_families
    own = () if role == "text" else style.roles.get(role, ())
    if role == "cover" and not own:
        own = style.roles.get("heading", ())
    return tuple(dict.fromkeys((*own, *style.families)))


def stack(names: Sequence[str]) -> str:
    """Families as CSS lists them."""
    return ", ".join(f'"{name}"' for name in names)


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
