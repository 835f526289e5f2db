"""The style's fonts, subset to the characters of the book, not obfuscated.

HarfBuzz subsets a face in 1 ms; fontTools needs 300 ms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import uharfbuzz

from anthology.edition import Edition, Font

FACE = re.compile(r"@font-face\s*\{[^}]*\}\s*")
STACK = re.compile(r"(?<![-\w])font(?:-family)?\s*:\s*([^;}]+)")
# Generated content, such as list markers and numbers, is not in the text.
ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\u00a0•◦▪–—‘’“”…")
# The features that a style may use; others would only make the file larger.
FEATURES = ("smcp", "c2sc", "onum", "lnum", "pnum", "tnum", "sups", "subs", "frac", "case")


@dataclass(frozen=True)
class Subsets:
    """The fonts that an edition needs."""

    css: str  # the style sheet without @font-face rules of fonts that are not needed
    faces: Mapping[str, bytes]  # the subset fonts by name of the asset


def subset(edition: Edition, used: frozenset[str]) -> Subsets:
    """The edition's fonts with only the characters `used` in the text, and those of the CSS."""
    wanted = ALWAYS | used | frozenset(edition.css)
    wanted |= frozenset("".join(wanted).upper())  # text-transform: uppercase
    codes = frozenset(ord(character) for character in wanted)
    have = {f.path: _characters(edition.assets[f.path].data) for f in edition.fonts}
    faces: dict[str, bytes] = {}
    for font in edition.fonts:
        own = have[font.path] & (codes - _covered_before(font, edition, have, codes))
        if own:
            faces[font.path] = _subset(edition.assets[font.path].data, own)
    return Subsets(_without(edition.css, have.keys() - faces.keys()), faces)


def _without(css: str, unused: Iterable[str]) -> str:
    names = tuple(unused)
    return FACE.sub(lambda face: "" if any(n in face[0] for n in names) else face[0], css)


def _covered_before(
    font: Font, edition: Edition, have: Mapping[str, frozenset[int]], codes: frozenset[int]
) -> frozenset[int]:
    """The characters for which the font is never used: in each stack, a font before has them."""
    covered = codes
    for stack in _stacks(edition.css):
        if font.family in stack:
            before = stack[: stack.index(font.family)]
            covered &= _cover_of(before, edition.fonts, have)
    return covered


def _stacks(css: str) -> list[list[str]]:
    """The font families of each rule; the first one in a `font` shorthand must be quoted."""
    values = STACK.findall(FACE.sub("", css))
    return [[re.split(r"[\"']", name.strip())[-2:][0] for name in v.split(",")] for v in values]


def _cover_of(
    families: Iterable[str], fonts: Iterable[Font], have: Mapping[str, frozenset[int]]
) -> frozenset[int]:
    """The characters that every face of one of the families has."""
    covered: frozenset[int] = frozenset()
    every = tuple(fonts)
    for family in families:
        faces = [have[font.path] for font in every if font.family == family]
        covered |= frozenset.intersection(*faces) if faces else frozenset()
    return covered


def _characters(data: bytes) -> frozenset[int]:
    return frozenset(uharfbuzz.Face(data).unicodes)


def _subset(data: bytes, codes: frozenset[int]) -> bytes:
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).set(codes)
    features = wanted.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG)
    for feature in FEATURES:
        features.add(int.from_bytes(feature.encode(), "big"))
    smaller: bytes = uharfbuzz.subset(uharfbuzz.Face(data), wanted).blob.data
    return smaller
