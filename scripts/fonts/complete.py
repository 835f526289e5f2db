"""What fonts made for the web lack: small capitals, superior figures, fixed spaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables import otTables

# Widths in ems; None: that of the space, of a figure, of a full stop.
SPACES = {
    0x2000: 0.5, 0x2001: 1.0, 0x2002: 0.5, 0x2003: 1.0, 0x2004: 1 / 3, 0x2005: 0.25,
    0x2006: 1 / 6, 0x2009: 0.2, 0x200A: 0.1, 0x202F: 0.2, 0x2060: 0.0, 0x200B: 0.0,
}  # fmt: skip
AS_WIDE_AS = {0xA0: 0x20, 0x2007: 0x30, 0x2008: 0x2E}
SAME = {0x2010: 0x2D, 0x2011: 0x2D, 0x2212: 0x2013, 0x2015: 0x2014}
SUPERIOR, RAISED = 0.62, 0.95  # of the figures' size; of the capitals' height, their top


@dataclass(frozen=True)
class Smaller:
    """Glyphs of a font at a part of their size, raised by units of the em."""

    source: TTFont
    scale: float
    shift: float = 0


def complete(font: TTFont, heavier: TTFont | None) -> None:
    """Add to the font what it lacks; small capitals are capitals of a `heavier` cut.

    They are a little higher than the x-height, and their stems as dark as the letters’.
    """
    _add_spaces(font)
    if "sups" not in features(font):
        _add_superiors(font)
    if heavier is not None and "smcp" not in features(font):
        _add_small_capitals(font, heavier)
    font.setGlyphOrder(font["glyf"].glyphOrder)


def features(font: TTFont) -> frozenset[str]:
    """The tags of the font's substitutions."""
    if "GSUB" not in font or not font["GSUB"].table.FeatureList:
        return frozenset()
    return frozenset(each.FeatureTag for each in font["GSUB"].table.FeatureList.FeatureRecord)


def _add_spaces(font: TTFont) -> None:
    cmap, em, wide = font.getBestCmap(), font["head"].unitsPerEm, font["hmtx"].metrics
    for code, ems in SPACES.items():
        if code not in cmap:
            _add_glyph(font, f"uni{code:04X}", round(em * ems), code=code)
    for code, like in AS_WIDE_AS.items():
        if code not in cmap and like in cmap:
            _add_glyph(font, f"uni{code:04X}", wide[cmap[like]][0], code=code)
    for code, like in SAME.items():
        if code not in cmap and like in cmap:
            _map(font, code, cmap[like])


def _add_superiors(font: TTFont) -> None:
    cmap, numerators = font.getBestCmap(), _single(font, "numr")
    smaller = Smaller(font, SUPERIOR, _cap_height(font) * (RAISED - SUPERIOR))
    up: dict[str, str] = {}
    for figure in range(0x30, 0x3A):
        name = cmap[figure]
        up[name] = numerators.get(name) or _draw(font, smaller, name, f"{name}.sups")
    _add_feature(font, "sups", up)


def _add_small_capitals(font: TTFont, heavier: TTFont) -> None:
    cmap, other = font.getBestCmap(), heavier.getBestCmap()
    fixed = font["post"].isFixedPitch
    smaller = Smaller(heavier, 1.09 * font["OS/2"].sxHeight / _cap_height(font))
    lower: dict[str, str] = {}
    for code, name in cmap.items():
        upper = chr(code).upper()
        if upper != chr(code) and len(upper) == 1 and ord(upper) in other:
            lower[name] = _draw(font, smaller, other[ord(upper)], f"{name}.smcp")
            if fixed:
                _centre(font, lower[name], font["hmtx"].metrics[name][0])
    _add_feature(font, "smcp", lower)


def _cap_height(font: TTFont) -> float:
    return float(font["OS/2"].sCapHeight)


def _draw(font: TTFont, smaller: Smaller, name: str, new: str) -> str:
    """Draw a glyph smaller, as a new glyph of the font; its name."""
    drawing = DecomposingRecordingPen(smaller.source.getGlyphSet())
    smaller.source.getGlyphSet()[name].draw(drawing)
    pen = TTGlyphPen(None)
    drawing.replay(TransformPen(pen, (smaller.scale, 0, 0, smaller.scale, 0, smaller.shift)))
    width = round(smaller.source["hmtx"].metrics[name][0] * smaller.scale)
    _add_glyph(font, new, width, pen.glyph(dropImpliedOnCurves=True))
    return new


def _centre(font: TTFont, name: str, width: int) -> None:
    """Give a glyph of a typewriter the width of all."""
    glyph = font["glyf"][name]
    shift = (width - font["hmtx"].metrics[name][0]) // 2
    if glyph.numberOfContours > 0:
        glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (width, getattr(glyph, "xMin", 0))


def _add_glyph(
    font: TTFont, name: str, width: int, glyph: object | None = None, code: int | None = None
) -> None:
    shape = glyph if glyph is not None else TTGlyphPen(None).glyph()
    font["glyf"][name] = shape
    font["glyf"][name].recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (width, getattr(shape, "xMin", 0))
    if code is not None:
        _map(font, code, name)


def _map(font: TTFont, code: int, name: str) -> None:
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap[code] = name


def _single(font: TTFont, tag: str) -> Mapping[str, str]:
    """The substitutions of a feature, one glyph by one."""
    found: dict[str, str] = {}
    if tag not in features(font):
        return found
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == tag:
            for index in record.Feature.LookupListIndex:
                for each in table.LookupList.Lookup[index].SubTable:
                    found |= getattr(getattr(each, "ExtSubTable", each), "mapping", {})
    return found


def _add_feature(font: TTFont, tag: str, mapping: Mapping[str, str]) -> None:
    """Add a feature of single substitutions for every script and language of the font."""
    table = _substitutions(font)
    table.LookupList.Lookup.append(buildLookup([buildSingleSubstSubtable(dict(mapping))]))
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = tag, otTables.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex = [len(table.LookupList.Lookup) - 1]
    table.FeatureList.FeatureRecord.append(record)
    for script in table.ScriptList.ScriptRecord:
        languages = [each.LangSys for each in script.Script.LangSysRecord]
        for system in (script.Script.DefaultLangSys, *languages):
            if system is not None:
                system.FeatureIndex.append(len(table.FeatureList.FeatureRecord) - 1)


def _substitutions(font: TTFont) -> otTables.GSUB:
    if "GSUB" in font and font["GSUB"].table.LookupList:
        return font["GSUB"].table
    table = otTables.GSUB()
    table.Version = 0x00010000
    table.ScriptList, table.FeatureList = otTables.ScriptList(), otTables.FeatureList()
    table.LookupList = otTables.LookupList()
    table.FeatureList.FeatureRecord, table.LookupList.Lookup = [], []
    record = otTables.ScriptRecord()
    record.ScriptTag, record.Script = "DFLT", otTables.Script()
    system = otTables.DefaultLangSys()
    system.ReqFeatureIndex, system.FeatureIndex, system.LookupOrder = 0xFFFF, [], None
    record.Script.DefaultLangSys, record.Script.LangSysRecord = system, []
    table.ScriptList.ScriptRecord = [record]
    font["GSUB"] = newTable("GSUB")
    font["GSUB"].table = table
    return table
