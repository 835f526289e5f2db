"""The still or poster with which a review opens, taken from the head of its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from anthology.book import Picture
from anthology.compose.pictures import LEADING, PLACES, SVG
from anthology.style.table import StyleFile

GIVEN = "given"  # the class of the figure of a header's picture
ENOUGH = 800  # pixels wide is a picture, at least, that goes over the edges of a page
WIDE = 1.25  # times its height a picture is wide, at least, that goes across the measure
_SOURCE = re.compile(r'<img\b[^>]*?\ssrc="pictures/([^"]*)"')
_CLASSES = re.compile(r'<figure\b[^>]*?\sclass="([^"]*)"')


@dataclass(frozen=True)
class Still:
    """A picture in an opening."""

    place: str  # "beside" the title, "across" the measure, or "bleed", over the edges of the page
    is_wide: bool
    figure: Markup


def taken(
    xhtml: str, pictures: Mapping[str, Picture], style: StyleFile, layout: str
) -> tuple[Still | None, str]:
    """The picture for the opening of a review in a layout, and the rest of its text.

    None where the style leaves it in the text, where its author gave it a place, and where its
    caption calls a note or refers to a page.
    """
    match = LEADING.match(xhtml) if style.opening_picture != "none" else None
    if match is None or match[0].count("<img") != 1 or _refers(match[0]):
        return None, xhtml
    found = _CLASSES.match(match[0].lstrip())
    classes = set(found[1].split()) if found else set[str]()
    if classes & PLACES or (GIVEN not in classes and style.first_picture == "text"):
        return None, xhtml
    source = _SOURCE.search(match[0])
    picture = pictures.get(source[1]) if source else None
    figure = Markup(match[0])  # noqa: S704  our own markup, as it came
    width, height = (picture.width, picture.height) if picture else (0, 0)
    is_wide = width >= WIDE * height
    enough = width >= ENOUGH or (picture is not None and picture.media_type == SVG)
    place = _place(style.opening_picture, layout, is_wide=is_wide, enough=enough)
    return Still(place, is_wide, figure), xhtml[match.end() :]


def _refers(figure: str) -> bool:
    return "<a " in figure.partition("<figcaption")[2]


def _place(wanted: str, layout: str, *, is_wide: bool, enough: bool) -> str:
    """Beside the title is an upright picture, and any in a text that shares its page."""
    if layout == "guide":
        return "across"
    if layout or not is_wide:
        return "beside"
    return "across" if wanted == "bleed" and not enough else wanted
