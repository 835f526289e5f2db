"""Files of single scripts become one font; a font of all scripts is cut down to ours."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

# Latin with Vietnamese and IPA, Greek, Cyrillic, punctuation, currencies, letterlike, arrows,
# ligatures. Symbols are left to the symbols font, which is the same in all styles.
RANGES = (
    (0x20, 0x52F), (0x1D00, 0x1DBF), (0x1E00, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF),
    (0x2100, 0x2189), (0x2190, 0x2193), (0x2212, 0x2212), (0xFB00, 0xFB06),
)  # fmt: skip
FEATURES = (
    "ccmp", "locl", "mark", "mkmk", "kern", "liga", "clig", "calt", "rlig", "smcp", "c2sc",
    "onum", "lnum", "pnum", "tnum", "sups", "subs", "frac", "numr", "dnom", "case", "ordn",
)  # fmt: skip


def joined(paths: Iterable[Path]) -> TTFont:
    """One font of the characters of all files; of a character in two, the first file's."""
    seen: set[int] = set()
    with tempfile.TemporaryDirectory() as folder:
        parts: list[str] = []
        for path in paths:
            font = _open(path)
            own = set(font.getBestCmap()) - seen
            seen |= own
            _cut(font, own)
            font.flavor = None
            parts.append(f"{folder}/{len(parts)}.ttf")
            font.save(parts[-1])
        return Merger().merge(parts) if len(parts) > 1 else _open(Path(parts[0]))


def of_our_scripts(path: Path, ranges: Sequence[tuple[int, int]] = ()) -> TTFont:
    """The font with the characters of `ranges` or `RANGES`, and the features that styles use."""
    font = _open(path)
    wanted = {
        code for code in font.getBestCmap() if any(a <= code <= b for a, b in ranges or RANGES)
    }
    _cut(font, wanted)
    return font


def _open(path: Path) -> TTFont:
    return TTFont(path, lazy=False, recalcTimestamp=False)


def _cut(font: TTFont, codes: set[int]) -> None:
    options = subset.Options(hinting=False, notdef_outline=True, glyph_names=True)
    options.layout_features = list(FEATURES)
    options.drop_tables += ["DSIG", "FFTM", "meta", "STAT", "MATH", "PfEd", "vhea", "vmtx"]
    options.name_IDs = ["*"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
