"""Makes the fonts of all built-in styles but classic's."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont
from scripts.fonts.complete import complete
from scripts.fonts.faces import CUTS, FACES, SCRIPTS, Face, weight
from scripts.fonts.join import joined, of_our_scripts
from scripts.fonts.papers import licence, origin

from anthology.style.fonts.coverage import read

MOMENT = 3_850_000_000  # seconds since 1904: one moment, so that the bytes stay the same
STYLES = Path(__file__).parents[2] / "styles"


def main(folder: Path) -> None:
    """Write each face into its style."""
    for style, faces in groupby(FACES, lambda face: face.style):
        _write_style(folder, STYLES / style / "fonts", tuple(faces))


def _write_style(folder: Path, into: Path, faces: Sequence[Face]) -> None:
    into.mkdir(parents=True, exist_ok=True)
    standard = (STYLES / "classic/fonts/EBGaramond-OFL.txt").read_text("utf-8")
    fonts: dict[str, TTFont] = {}
    for face in faces:
        for cut in face.cuts:
            fonts[face.family] = font_of(folder, face, cut)
            fonts[face.family].save(into / face.file(cut))
        path = into / f"{face.family.replace(' ', '')}-OFL.txt"
        path.write_text(licence(face, fonts[face.family], standard), "utf-8")
    (into / "coverage.json").write_text(_coverage(into), "utf-8")
    (into / "ORIGIN.md").write_text(origin(faces, fonts, folder), "utf-8")


def _coverage(folder: Path) -> str:
    """What each font of the folder draws, by its SHA-256, as `style.coverage` reads it."""
    fonts = [path.read_bytes() for path in sorted(folder.glob("*.?tf"))]
    lines = (f'"{sha256(font).hexdigest()}": {json.dumps(read(font))}' for font in fonts)
    return "{{\n{}\n}}\n".format(",\n".join(lines))


def font_of(folder: Path, face: Face, cut: str) -> TTFont:
    """The font of a cut, joined, completed and named."""
    if "{" in face.source:
        name = CUTS.get(face.family, {}).get(cut, cut)
        font = of_our_scripts(folder / face.source.format(name), face.ranges)
        font["head"].unitsPerEm = face.units or font["head"].unitsPerEm
    else:
        font = _of_the_web(folder, face, cut)
        heavier = {400: 500, 700: 800}[weight(cut)] if face.text else 0
        there = heavier and _files(folder, face, cut, heavier)
        complete(font, joined(there) if there else (font if face.text else None))
    _name(font, face, cut)
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = MOMENT
    return font


def _of_the_web(folder: Path, face: Face, cut: str) -> TTFont:
    return joined(_files(folder, face, cut, weight(cut)))


def _files(folder: Path, face: Face, cut: str, number: int) -> list[Path]:
    package = next(iter(sorted(folder.glob(f"n/fontsource-{face.source}-[0-9]*"))))
    slope = "italic" if cut.endswith("Italic") else "normal"
    names = (f"{face.source}-{script}-{number}-{slope}.woff2" for script in SCRIPTS)
    paths = (package / "package/files" / name for name in names)
    return [path for path in paths if path.is_file()]


def _name(font: TTFont, face: Face, cut: str) -> None:
    """Give the font one family name and the name of its cut; keep copyright and licence."""
    names = font["name"]
    names.names = [each for each in names.names if each.nameID in (0, 5, 8, 9, 13, 14)]
    slope = " Italic" if cut.endswith("Italic") else ""
    heft = cut.removesuffix("Italic") or "Regular"
    plain = cut.replace("Italic", " Italic").strip()
    full = f"{face.family} {plain}"
    values = {1: face.family, 2: plain, 3: full, 4: full, 6: face.file(cut).rpartition(".")[0]}
    if heft not in ("Regular", "Bold"):
        values |= {1: f"{face.family} {heft}", 2: slope.strip() or "Regular"}
        values |= {16: face.family, 17: plain}
    for number, value in values.items():
        names.setName(value, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight(cut)
    if "CFF " in font:
        font["CFF "].cff.fontNames = [values[6]]
        top = font["CFF "].cff.topDictIndex[0]
        top.FamilyName, top.FullName = face.family, full


if __name__ == "__main__":
    main(Path(sys.argv[1]))
