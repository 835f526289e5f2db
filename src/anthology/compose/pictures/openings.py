"""The still or poster with which a review opens, taken from the head of its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from anthology.book import Picture
from anthology.compose.pictures import LEADING, PLACES
from anthology.style.table import StyleFile

GIVEN = "given"  # the class of the figure of a header's picture
ENOUGH = 800  # pixels of its width, at least, for the edges of a page
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

    None where the style leaves it in the text, where its author gave it a place, and where a
    note is called in its caption, which would lose its page.
    """
    match = LEADING.match(xhtml) if style.opening_picture != "none" else None
    if match is None or match[0].count("<img") != 1 or "note-call" in match[0]:
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
    place = _place(style.opening_picture, layout, width, is_wide=is_wide)
    return Still(place, is_wide, figure), xhtml[match.end() :]


def _place(wanted: str, layout: str, width: int, *, is_wide: bool) -> str:
    """Beside the title is an upright picture, and any in a text that shares its page."""
    if layout == "guide":
        return "across"
    if layout or not is_wide:
        return "beside"
    return "across" if wanted == "bleed" and width < ENOUGH else wanted
