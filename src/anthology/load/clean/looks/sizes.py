"""How large a picture is to be: what HTML and Markdown say of it, as one safe length in CSS."""

from __future__ import annotations

import re
from collections.abc import Mapping

_LENGTH = re.compile(
    r"\s*(\d{1,5}(?:\.\d+)?|\.\d+)\s*(px|%|cm|mm|in|pt|pc|em|rem|vw)?\s*", re.IGNORECASE
)
_STYLED = re.compile(r"(?:^|[;\s])(max-width|width|height)\s*:\s*([^;!]*)", re.IGNORECASE)
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 9.6 / 2.54,
    "pt": 4 / 3,
    "pc": 16.0,
}
_MOST = 9999  # pixels


def style(given: Mapping[str, str]) -> str:
    """The `style` of a picture with those attributes, "" for its natural size.

    It is "width: 50%", "width: 200px" or "height: 200px", or with "em". A width goes before a
    height, so that the proportions stay.
    """
    styled = {name.lower(): value for name, value in _STYLED.findall(given.get("style", ""))}
    for name in ("width", "max-width", "height"):
        length = _css(styled.get(name, "")) or _css(given.get(name, ""))
        if length.endswith("%") and name == "height":
            continue  # of a page: it has none in an e-book
        if length == "100%" and name == "max-width":
            continue
        if length:
            named = name if length.endswith("%") or name == "height" else "width"
            return f"{named}: {length}"
    return ""


def _css(written: str) -> str:
    """The length as CSS of ours, "" where there is none."""
    match = _LENGTH.fullmatch(written)
    number, unit = (float(match[1]), (match[2] or "").lower()) if match else (0.0, "")
    if not number:
        return ""
    if unit in {"%", "vw"}:
        return f"{min(number, 100):g}%"
    if unit in {"em", "rem"}:
        return f"{min(number, _MOST):g}em"
    return f"{min(max(1, round(number * _PIXELS[unit])), _MOST)}px"
