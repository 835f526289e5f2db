"""The papers of the fonts: beside each its licence, and in each style where its fonts are from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from fontTools.ttLib import TTFont
from scripts.fonts.faces import Face

HEAD = """# Where these fonts come from

Made by `scripts/fonts`. All under the SIL Open Font License 1.1; each licence lies beside its font.

| file | from | changed here |
|---|---|---|
"""
OWN = "SIL OPEN FONT LICENSE Version 1.1"
OTHERS = re.compile(r"[ .]+[\w-]+(?:\[[\w,]+\])?\.ttf: Copyright.*")
# As Debian's package says of Linux Libertine, and Adobe of Source Serif.
PACKAGES = {
    "Anthology Libertine": "fonts-linuxlibertine 5.3.0-6",
    "Vollkorn": "fonts-vollkorn 4.105-2",
    "CMU Typewriter": "fonts-cmu 0.7.0-5",
}
COPYRIGHTS = {
    "CMU Typewriter": "Copyright (c) 2003-2009, Andrey V. Panov (panov@canopus.iacp.dvo.ru)",
    "Anthology Libertine": "Copyright © 2003-2012 Philipp H. Poll, with Reserved Font Name "
    "“Linux Libertine”",
    "Yearbook Serif": "Copyright 2014 - 2023 Adobe (http://www.adobe.com/), with Reserved Font "
    "Name “Source”",
}


def licence(face: Face, font: TTFont, standard: str) -> str:
    """The licence of a face: the copyright in its own words, and the OFL's from `standard`."""
    own = COPYRIGHTS.get(face.family) or str(font["name"].getDebugName(0))
    body = standard[standard.index("This Font Software is licensed") :]
    return f"{OTHERS.sub('', own).strip()}\n\n{body}"


def origin(faces: Iterable[Face], fonts: dict[str, TTFont], folder: Path) -> str:
    """ORIGIN.md of a style."""
    return HEAD + "".join(_row(face, fonts[face.family], folder) for face in faces)


def _row(face: Face, font: TTFont, folder: Path) -> str:
    version = str(font["name"].getDebugName(5)).removeprefix("Version ").partition(";")[0]
    if "{" in face.source:
        where = f"{version.strip()}, Debian’s {PACKAGES[face.family]}"
        scripts = "Greek and Cyrillic" if face.ranges else "Latin, Greek and Cyrillic"
        changes = [f"cut down to {scripts}, without hints"]
        changes += ["scaled"] if face.units else []
    else:
        where = f"{version}, @fontsource/{face.source} {_release(face, folder)}"
        changes = ["joined of one file a script, without hints; fixed spaces, superior figures"]
    changes += ["small capitals of heavier capitals"] if face.text else []
    changes += [f"renamed, since {face.renamed}"] if face.renamed else []
    return f"| {face.family.replace(' ', '')}-* | {where} | {'; '.join(changes)} |\n"


def _release(face: Face, folder: Path) -> str:
    found: Sequence[Path] = sorted(folder.glob(f"n/fontsource-{face.source}-[0-9]*"))
    return str(json.loads((found[0] / "package/package.json").read_text("utf-8"))["version"])
