"""The fonts of a setup and no others: no font of the machine, and none of its settings for them.

WeasyPrint lets Fontconfig read what the machine has installed, and Pango takes from there what
the style's fonts lack: then a book would differ from machine to machine.
"""

from __future__ import annotations

from pathlib import Path

from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration

from anthology.text.built_in import BUILT_IN

# Where a style sheet has no font at all, there must still be one.
LAST = BUILT_IN / "classic" / "fonts" / "EBGaramond-Regular.ttf"

ffi.cdef("FcConfig * FcConfigCreate (void);")


class OwnFonts(FontConfiguration):  # type: ignore[misc]
    """A configuration that knows nothing but the fonts that style sheets add to it."""

    def __init__(self) -> None:
        self._config = fontconfig.FcConfigCreate()
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        fc_map = ffi.cast("PangoFcFontMap *", self.font_map)
        pangoft2.pango_fc_font_map_set_config(fc_map, self._config)
        fontconfig.FcConfigDestroy(self._config)  # the font map keeps it
        self._folder: Path | None = None  # for the files of fonts, once there is one
        self.strut_layouts: dict[object, object] = {}
        self.font_features: dict[object, object] = {}

    def complete(self) -> None:
        """Add the last resort, where no style sheet has added a font."""
        if self._folder is None:
            path = str(LAST).encode()
            fontconfig.FcConfigAppFontAddFile(self._config, path)
            fc_map = ffi.cast("PangoFcFontMap *", self.font_map)
            pangoft2.pango_fc_font_map_config_changed(fc_map)
