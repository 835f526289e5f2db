"""Pango layouts: set up once for each style, and kept from shaping to drawing."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango
from weasyprint.text.fonts import get_font_description
from weasyprint.text.line_break import Layout

from anthology.pdf.engine.fast.glyphs import GlyphRun

# The properties of a style that a Pango layout depends on.
pango_style = itemgetter(
    "direction", "font_language_override", "lang", "font_family", "font_style", "font_stretch",
    "font_weight", "font_size", "font_variant_caps", "font_variation_settings", "font_kerning",
    "font_variant_ligatures", "font_variant_position", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
    "text_decoration_line", "overflow_wrap", "word_spacing", "letter_spacing",
)  # fmt: skip
_setup, _set_text = Layout.setup, Layout.set_text


def restore(layout: Any, style: Any) -> None:
    """Makes a layout what it is after WeasyPrint's own `reactivate`."""
    _setup(layout, style)
    _set_text(layout, layout.text, True)


def setup(self: Any, style: Any) -> None:
    """WeasyPrint's method; context, description and attributes are made once for each style."""
    try:
        setups = style.font_config.__dict__.setdefault("pango_setups", {})
        key = pango_style(style)
        pango_setup = setups.get(key)
    except TypeError:  # an unhashable value
        _setup(self, style)
        self.shared = False
        return
    if pango_setup is None:
        pango_setup = setups[key] = _PangoSetup(style)
    if pango_setup.spaced:  # attributes of its own, which `set_text` adds to
        _setup(self, style)
        self.shared = False
    else:
        pango_setup.apply(self, style)


class _PangoSetup:
    """What all layouts of one style have in common."""

    def __init__(self, style: Any) -> None:
        self.spaced = bool(style["word_spacing"] or style["letter_spacing"] != "normal")
        self.model = Layout.__new__(Layout)
        _setup(self.model, style)
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

    def apply(self, new: Any, style: Any) -> None:
        """Makes `new` a layout of this style."""
        new.__dict__.update(self.model.__dict__)
        new.style, new.shared = style, True
        new.layout = ffi.gc(pango.pango_layout_new(self.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(new.layout, False)
        pango.pango_layout_set_font_description(new.layout, self.description)
        if self.attributes != ffi.NULL:
            pango.pango_layout_set_attributes(new.layout, self.attributes)


def set_text(self: Any, text: str, justify: bool = False) -> None:
    """WeasyPrint's method; attributes are added only where words or letters are spaced."""
    if not self.shared or justify:
        _set_text(self, text, justify)
        return
    end = text.find("\n")
    if end != -1:
        text = text[: end + 2]  # the first line and one character more are enough
    self.text = text
    pango.pango_layout_set_text(self.layout, text.replace("\0", "").encode(), -1)
    if "\t" in text:
        self.set_tabs()


def deactivate(self: Any) -> None:
    """Does nothing: a layout stays as it is until its line is drawn."""


def reactivate(self: Any, style: Any) -> None:
    """Shapes the text of a layout that has no glyphs; word spaces are widened later."""
    if "layout" not in self.__dict__ and "glyphs" not in self.__dict__:
        self.setup(style)
        self.set_text(self.text)


class ShapedLayout(Layout):  # type: ignore[misc]
    """A layout drawn from given glyphs, with the text whose bytes their clusters count.

    `whole` is the layout that shaped them: their fonts live as long as it does.
    """

    def __init__(
        self, text: str, style: Any, glyphs: tuple[Sequence[GlyphRun], bytes], whole: Any
    ) -> None:
        self.text, self.style, self.glyphs, self.whole = text, style, glyphs, whole
        self.max_width, self.justification_spacing = None, 0
        self.first_line_direction = 0

    def __getattr__(self, name: str) -> Any:
        if name != "layout":
            raise AttributeError(name)
        self.setup(self.style)  # where something needs Pango's own
        self.set_text(self.text)
        return self.layout
