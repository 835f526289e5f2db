"""Whether the colours of a style can be read: the contrast of each pair that meets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from anthology.report import Place, Problem, warning
from anthology.style.table import ColourTable

WORDS = 4.5  # WCAG 2.2, 1.4.3: text of the usual size, level AA
PICTURES = 3.0  # WCAG 2.2, 1.4.11
WHITE, BLACK = "#ffffff", "#000000"
# What is drawn, on what (keys of [colour], or a colour), and the least contrast. On a dark page
# readers choose the colour of words themselves; stars keep theirs.
PAIRS = (
    ("ground_ink", "ground", WORDS),
    ("label_ink", "label", WORDS),
    ("ornament", "label", PICTURES),
    ("accent", WHITE, WORDS),
    ("accent", BLACK, PICTURES),
)
PAGES = {WHITE: "a white page", BLACK: "a black page"}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours written #rrggbb, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """The relative luminance of sRGB (WCAG 2.2), 0 black to 1 white."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def doubts(table: ColourTable, places: Mapping[str, Place]) -> Iterator[Problem]:
    """A warning for each pair that is too alike, where one of the two keys has a place."""
    colours = table.model_dump()
    for key, ground, least in PAIRS:
        place = places.get(key) or places.get(ground)
        ratio = contrast(colours[key], colours.get(ground, ground))
        if place and ratio < least:
            on = PAGES.get(ground, f"“{ground}” ({colours.get(ground)})")
            message = (
                f"the contrast of “{key}” ({colours[key]}) on {on} is {_floor(ratio)}:1; "
                f"it must be {least:g}:1 to be read (WCAG 2.2)"
            )
            yield warning(place, message, "Make one of the two lighter, or the other darker.")


def _floor(ratio: float) -> str:
    """A ratio with one digit, never rounded up: 4.49 is no 4.5."""
    return f"{int(ratio * 10) / 10:g}"
