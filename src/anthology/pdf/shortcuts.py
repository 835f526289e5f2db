"""WeasyPrint's inner functions that cost most, exchanged for faster ones that give the same.

    lengths     used lengths are kept by what they depend on (a third of the time, unwrapped)
    layouts     what Pango wants to know of a style is told once, not for each line
    drawing     a line is drawn from the glyphs that its layout shaped, not shaped again

All of this is private to the one version that `engine` allows. What a shortcut does not
understand it leaves to WeasyPrint. Glyphs are placed more exactly than WeasyPrint does, which
cuts each kerning off to a whole thousandth of an em: errors here do not add up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from weasyprint import layout
from weasyprint.css import PAGE_MARGIN_BOXES, StyleFor
from weasyprint.draw import text as drawing
from weasyprint.formatting_structure import boxes
from weasyprint.layout import absolute, block, column, inline, page, percent
from weasyprint.layout import float as floats
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import get_font_description
from weasyprint.text.line_break import Layout

SIDES = ("top", "right", "bottom", "left")
LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in SIDES),
    *(f"border_{side}_width" for side in SIDES),
    *(f"{limit}{axis}" for axis in ("width", "height") for limit in ("", "min_", "max_")),
)
MARGIN_BOXES = [f"@{name}" for name in sorted(PAGE_MARGIN_BOXES - {"footnote", "note-area"})]
KEPT = 20_000  # entries of a cache before it is emptied
SPACE = re.compile(b" |\xc2\xa0")
GLYPH_INTS = ffi.sizeof("PangoGlyphInfo") // 4  # glyph, width, two offsets, flags
EMPTY = pango.PANGO_GLYPH_EMPTY
UNKNOWN = pango.PANGO_GLYPH_UNKNOWN_FLAG

_depended_on = itemgetter(*LENGTHS, "box_sizing", "border_collapse")
_lengths: dict[object, dict[str, Any]] = {}
_theirs: dict[str, Any] = {}


def install() -> None:
    """Put the faster functions in their places; a second call changes nothing."""
    if _theirs:
        return
    _theirs["resolve_percentages"] = percent.resolve_percentages
    for module in (absolute, block, column, floats, inline, page):
        module.resolve_percentages = resolve_percentages
    _theirs["set_computed_styles"] = StyleFor.set_computed_styles
    StyleFor.set_computed_styles = set_computed_styles
    _theirs["initialize_page_maker"] = layout.initialize_page_maker
    layout.initialize_page_maker = initialize_page_maker
    _theirs["make_margin_boxes"] = layout.make_margin_boxes
    layout.make_margin_boxes = make_margin_boxes
    _theirs["setup"], _theirs["set_text"] = Layout.setup, Layout.set_text
    Layout.setup, Layout.set_text = _setup, _set_text
    Layout.deactivate, Layout.reactivate = _keep, _reactivate
    _theirs["draw_first_line"] = drawing.draw_first_line
    drawing.draw_first_line = draw_first_line


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Sets the used lengths of a box: WeasyPrint's, kept by everything they depend on."""
    if isinstance(containing_block, boxes.Box):
        width, height = containing_block.width, containing_block.height
    else:
        width, height = containing_block
    style = box.style
    try:
        values = _depended_on(style)
        key = (values, width, height, isinstance(box, boxes.PageBox))
        used = _lengths.get(key)
    except TypeError:  # an unhashable value: a function
        _theirs["resolve_percentages"](box, containing_block)
        return
    if used is not None:
        box.__dict__.update(used)
        return
    _theirs["resolve_percentages"](box, containing_block)
    if style["border_collapse"] != "collapse" and not any(map(_is_function, values)):
        if len(_lengths) > KEPT:
            _lengths.clear()
        _lengths[key] = {name: box.__dict__[name] for name in LENGTHS}


def make_margin_boxes(context: Any, page_box: Any, state: Any) -> Iterator[Any]:
    """WeasyPrint's margin boxes, where the style sheet has any."""
    if any(context.style_for(page_box.page_type, name) is not None for name in MARGIN_BOXES):
        return _theirs["make_margin_boxes"](context, page_box, state)  # type: ignore[no-any-return]
    return iter(())


COUNTERS = ("counter_set", "counter_reset", "counter_increment")


def set_computed_styles(
    self: Any, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, **more: Any
) -> None:
    """WeasyPrint's styles, computed once for all pages that the same rules apply to.

    The root element's are kept too, since pages inherit from it.
    """
    on_page = isinstance(element, page.PageType)
    if not on_page and (element != root or pseudo_type is not None):
        _theirs["set_computed_styles"](self, element, parent, root, pseudo_type, **more)
        return
    computed = self.get_computed_styles()
    rules = self.get_cascaded_styles().get((element, pseudo_type), {})
    above = computed[parent, None] if on_page else None
    known = self.font_config.__dict__.setdefault("page_styles", {})
    try:
        told = frozenset((name, *map(_hashable, rule)) for name, rule in rules.items())
        key = (id(above), pseudo_type, told)
        style = known.get(key)
    except TypeError:  # an unhashable value
        _theirs["set_computed_styles"](self, element, parent, root, pseudo_type, **more)
        return
    if style is None:
        _theirs["set_computed_styles"](self, element, parent, root, pseudo_type, **more)
        known[key] = computed[element, pseudo_type]
        return
    for name in COUNTERS:  # WeasyPrint adds the page's own counting to them
        style.pop(name, None)
    computed[element, pseudo_type] = style


def _hashable(value: Any) -> Any:
    return tuple(map(_hashable, value)) if type(value) in {list, tuple} else value


def initialize_page_maker(context: Any, root_box: Any) -> None:
    """WeasyPrint's first state, in which pages are counted from the context's `first_number`."""
    _theirs["initialize_page_maker"](context, root_box)
    number = context.__dict__.get("first_number", 1)
    if number != 1:
        *_, (_, counters, scopes, _), _ = context.page_maker[0]
        counters["page"] = [number - 1]
        scopes[0].add("page")


def _is_function(value: object) -> bool:
    return not isinstance(value, (str, int, float, tuple)) and value is not None


# What a Pango layout is told of a style, and nothing else.
_told = itemgetter(
    "direction", "font_language_override", "lang", "font_family", "font_style", "font_stretch",
    "font_weight", "font_size", "font_variant_caps", "font_variation_settings", "font_kerning",
    "font_variant_ligatures", "font_variant_position", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
    "text_decoration_line", "overflow_wrap", "word_spacing", "letter_spacing",
)  # fmt: skip


def _setup(self: Any, style: Any) -> None:
    """WeasyPrint's `Layout.setup`: context, description and attributes are made once a style."""
    try:
        known = style.font_config.__dict__.setdefault("told", {})
        told = _told(style)
        kind = known.get(told)
    except TypeError:  # an unhashable value
        _theirs["setup"](self, style)
        self.shared = False
        return
    if kind is None:
        kind = known[told] = _Told(style)
    if kind.spaced:  # attributes of its own, which `set_text` adds to
        _theirs["setup"](self, style)
        self.shared = False
    else:
        kind.tell(self, style)


class _Told:
    """What the layouts of texts in one style have in common."""

    def __init__(self, style: Any) -> None:
        self.spaced = bool(style["word_spacing"] or style["letter_spacing"] != "normal")
        self.model = Layout.__new__(Layout)
        _theirs["setup"](self.model, style)
        self.language = self.model.language
        self.description = get_font_description(style)
        self.context = ffi.gc(
            pango.pango_font_map_create_context(style.font_config.font_map),
            gobject.g_object_unref,
        )
        pango.pango_context_set_round_glyph_positions(self.context, False)
        pango.pango_context_set_base_dir(self.context, PANGO_DIRECTION[style["direction"]])
        if style["lang"] or style["font_language_override"] != "normal":
            pango.pango_context_set_language(self.context, self.language)
        self.attributes = pango.pango_layout_get_attributes(self.model.layout)
        if style["overflow_wrap"] != "normal":
            if self.attributes == ffi.NULL:
                self.attributes = pango.pango_attr_list_new()
            no_hyphens = pango.pango_attr_insert_hyphens_new(False)
            pango.pango_attr_list_change(self.attributes, no_hyphens)

    def tell(self, new: Any, style: Any) -> None:
        """Makes `new` the layout of a text in this style."""
        new.__dict__.update(self.model.__dict__)
        new.style, new.shared = style, True
        new.layout = ffi.gc(pango.pango_layout_new(self.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(new.layout, False)
        pango.pango_layout_set_font_description(new.layout, self.description)
        if self.attributes != ffi.NULL:
            pango.pango_layout_set_attributes(new.layout, self.attributes)


def _set_text(self: Any, text: str, justify: bool = False) -> None:
    """WeasyPrint's `Layout.set_text`, which adds attributes only where words are spaced."""
    if not self.shared or justify:
        _theirs["set_text"](self, text, justify)
        return
    end = text.find("\n")
    if end != -1:
        text = text[: end + 2]  # only the first line is wanted, and one character more
    self.text = text
    pango.pango_layout_set_text(self.layout, text.replace("\0", "").encode(), -1)
    if "\t" in text:
        self.set_tabs()


def _keep(self: Any) -> None:
    """A layout stays as it was shaped until its line is drawn."""


def _reactivate(self: Any, style: Any) -> None:
    """Shapes the text of a layout that was made without; word spaces are widened later."""
    if "layout" not in self.__dict__:
        self.setup(style)
        self.set_text(self.text)


def draw_first_line(
    stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any
) -> Any:
    """Shows the line of a text box from its layout's glyphs, its word spaces widened here."""
    text = textbox.text
    if not text.strip() or textbox.style["font_size"] < 1e-6:
        return []
    pango_layout = textbox.pango_layout
    if text_overflow == "clip" and block_ellipsis == "none":
        line, _ = pango_layout.get_first_line()
        shown = _shown(stream, pango_layout, line)
        if shown is not None:
            stream.set_text_matrix(*matrix.values)
            for font, size, glyphs in shown:
                stream.set_font_size(font.hash, size)
                stream.show_text(glyphs)
            return []
    # WeasyPrint's own way, with the layout as it wants it.
    _theirs["setup"](pango_layout, textbox.style)
    _theirs["set_text"](pango_layout, pango_layout.text, True)
    return _theirs["draw_first_line"](stream, textbox, text_overflow, block_ellipsis, matrix)


def _shown(stream: Any, pango_layout: Any, line: Any) -> list[tuple[Any, float, str]] | None:
    """(font, size, array of TJ without brackets) of each run; None where it is not plain."""
    encoded = pango_layout.text.encode()
    shown = []
    drift = 0.0  # px: how far the pen is right of where Pango wants it
    run = line.runs[0]
    while run != ffi.NULL:
        font, size = _font(stream, run.data.item.analysis.font)
        if font.png or font.svg or font.colr or font.bitmap or not size:
            return None
        glyphs = _Glyphs(font, size, run.data, encoded)
        if not glyphs.are_plain():
            return None
        glyphs.learn()
        array, drift = glyphs.array(pango_layout.justification_spacing, drift)
        shown.append((font, size, array))
        run = run.next
    return shown


class _Glyphs:
    """The glyphs of a Pango run: each a number, a width and two offsets in Pango's units."""

    def __init__(self, font: Any, size: float, run: Any, text: bytes) -> None:
        self.font, self.size = font, size
        count = run.glyphs.num_glyphs
        data = ffi.buffer(run.glyphs.glyphs, count * GLYPH_INTS * 4)
        ints = memoryview(data).cast("i").tolist()
        self.numbers, self.widths = ints[::GLYPH_INTS], ints[1::GLYPH_INTS]
        self.lefts, self.rises = ints[2::GLYPH_INTS], ints[3::GLYPH_INTS]
        self.clusters = ffi.unpack(run.glyphs.log_clusters, count)
        self.text = text[run.item.offset : run.item.offset + run.item.length]
        self.backwards = run.item.analysis.level % 2

    def are_plain(self) -> bool:
        """Whether all are known to the font, with their widths, and stand on the line."""
        widths = self.font.widths  # Pango's own hold the kerning of one place
        return not any(self.rises) and all(
            number == EMPTY or (number in widths and not number & UNKNOWN)
            for number in self.numbers
        )

    def learn(self) -> None:
        """Notes in the font what each glyph stands for, where it is seen first."""
        known = self.font.to_unicode
        for i, number in enumerate(self.numbers):
            if number in known or number == EMPTY:
                continue
            following = i - 1 if self.backwards else i + 1
            inside = 0 <= following < len(self.clusters)
            end = self.clusters[following] if inside else len(self.text)
            known[number] = self.text[self.clusters[i] : end].decode()

    def array(self, wider: float, drift: float) -> tuple[str, float]:
        """Glyphs and corrections for TJ, and how far the pen has gone too far after them, px.

        Each word space is widened by `wider` px.
        """
        scale = 1000 * FROM_UNITS / self.size
        extra, spaces = wider * 1000 / self.size, self._spaces() if wider else ()
        widths = self.font.widths
        # Thousandths of an em: where the pen is, and where it should be.
        pen, place = drift * 1000 / self.size, 0.0
        pieces: list[str] = []
        row: list[str] = []
        for number, width, left, cluster in zip(
            self.numbers, self.widths, self.lefts, self.clusters, strict=True
        ):
            if number != EMPTY:
                correction = round(pen - place - left * scale)
                if correction:
                    if row:
                        pieces.append(f"<{''.join(row)}>")
                        row = []
                    pieces.append(str(correction))
                    pen -= correction
                row.append(f"{number:04x}")
                pen += widths[number]
            place += width * scale
            if cluster in spaces:
                place += extra
        if row:
            pieces.append(f"<{''.join(row)}>")
        return "".join(pieces), (pen - place) * self.size / 1000

    def _spaces(self) -> set[int]:
        """Where word spaces stand in the text, in bytes."""
        return {match.start() for match in SPACE.finditer(self.text)}


def _font(stream: Any, pango_font: Any) -> tuple[Any, float]:
    """WeasyPrint's font and its size in px; layouts that live keep each address to one font."""
    if not isinstance(stream._fonts, Fonts):  # noqa: SLF001
        found: tuple[Any, float] = stream.add_font(pango_font)  # a document of somebody else's
        return found
    known: dict[int, tuple[Any, float]] = stream._fonts.by_address  # noqa: SLF001
    address = int(ffi.cast("uintptr_t", pango_font))
    if address not in known:
        known[address] = stream.add_font(pango_font)
    return known[address]


class Fonts(dict[Any, Any]):
    """The fonts of a document, as WeasyPrint keeps them, and by their address in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.by_address: dict[int, tuple[Any, float]] = {}
