"""A font of boxes for characters that no other font has: in print they have a width and a place.

Without it a layout engine draws what it likes for them, as wide as it likes. Each character has
a glyph of its own, so that the text of the PDF is still the one that was written.
"""

from __future__ import annotations

import io
from functools import lru_cache

from anthology.edition import Asset, Font

FAMILY = "Anthology Boxes"
PATH = "fonts/AnthologyBoxes-Regular.ttf"
FONT = Font(FAMILY, PATH)
CREATED = 3_786_825_600  # seconds since 1904: the start of 2024, whenever it is made
EM, WIDTH = 1000, 760
OUTER, INNER = (60, -80, 700, 720), (100, -40, 660, 680)  # left, bottom, right, top


@lru_cache(maxsize=4)
def asset(characters: frozenset[str]) -> Asset:
    """The font with a box for each of the characters; the same bytes for the same characters."""
    from fontTools.fontBuilder import FontBuilder  # noqa: PLC0415  seldom needed
    from fontTools.pens.ttGlyphPen import TTGlyphPen  # noqa: PLC0415

    pen = TTGlyphPen(None)
    for left, bottom, right, top in (OUTER, INNER):
        corners = [(left, bottom), (left, top), (right, top), (right, bottom)]
        pen.moveTo(corners[0])
        for corner in corners[1:] if (left, bottom) == OUTER[:2] else corners[:0:-1]:
            pen.lineTo(corner)
        pen.closePath()
    box = pen.glyph()
    named = {ord(character): f"u{ord(character):05X}" for character in sorted(characters)}
    spaces = {0x20: "space", 0xA0: "space"}  # between boxes: a text is set font by font
    names = [".notdef", "space", *named.values()]
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(named | spaces)
    builder.setupGlyf(dict.fromkeys(names, box) | {"space": TTGlyphPen(None).glyph()})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (WIDTH, OUTER[0])) | {"space": (250, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": FAMILY, "styleName": "Regular", "psName": PATH[6:-4]})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.updateHead(created=CREATED, modified=CREATED)
    builder.font.recalcTimestamp = False
    file = io.BytesIO()
    builder.save(file)
    return Asset(file.getvalue(), "font/ttf")
