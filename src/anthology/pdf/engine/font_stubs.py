"""PDFs without their fonts: each font of the style is only a name, and its glyphs are listed.

`bind.fonts` makes one subset of each for the whole book and puts it in the names' place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from functools import partial
from typing import Any

import pydyf
from weasyprint.pdf import build_fonts_dictionary
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import ffi, pango

from anthology.pdf.bind import fonts
from anthology.pdf.engine.patches import patched
from anthology.pdf.model import add_glyphs

Glyphs = dict[str, dict[int, str]]  # path of a font -> glyph -> the text it stands for


class FontStubs:
    """The fonts that are to be names only: by the bytes of their files, the paths of these."""

    def __init__(self, paths: Mapping[bytes, str]) -> None:
        self.paths = paths
        self._by_description: dict[bytes, Font] = {}  # as WeasyPrint has read their files

    @contextmanager
    def used(self) -> Iterator[Glyphs]:
        """PDFs written inside have stubs; gives the glyphs they show, filled in as they are.

        A stub is a font dictionary with the path of its file as /Face.
        """
        glyphs: Glyphs = {}
        dictionary = partial(self.dictionary, glyphs)
        with patched("font_stubs", build_fonts_dictionary=dictionary, Font=self.font):
            yield glyphs

    def dictionary(
        self, glyphs: Glyphs, pdf: Any, by_name: dict[str, Any], *options: Any
    ) -> pydyf.Dictionary:
        """WeasyPrint's dictionary of the fonts of a PDF, with stubs for ours."""
        stubs = {name for name, font in by_name.items() if self._is_stub(font)}
        whole = {name: font for name, font in by_name.items() if name not in stubs}
        dictionary = build_fonts_dictionary(pdf, whole, *options)
        for name, font in by_name.items():
            if name in stubs:
                path = self.paths[font.file_content]
                add_glyphs(glyphs.setdefault(path, {}), font.to_unicode)
                dictionary[font.hash] = _stub(path)
        return dictionary

    def _is_stub(self, font: Any) -> bool:
        return not font.missing and font.file_content in self.paths

    def font(self, pango_font: Any, description: Any, size: float) -> Font:
        """WeasyPrint's font of a PDF; the file of one of ours is read once, not for each PDF."""
        name = ffi.string(pango.pango_font_description_to_string(description))
        known = self._by_description.get(name)
        if known is None:
            known = Font(pango_font, description, size)
            if known.file_content not in self.paths:
                return known
            known.widths = dict(fonts.advances(known.file_content))
            self._by_description[name] = known
        font = copy(known)
        font.widths, font.to_unicode, font.missing = dict(font.widths), {}, {}
        return font


def _stub(path: str) -> pydyf.Dictionary:
    return pydyf.Dictionary({"Type": "/Font", "Subtype": "/Type0", "Face": pydyf.String(path)})
