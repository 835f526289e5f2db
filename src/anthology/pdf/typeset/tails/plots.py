"""Plots of ratings that are lower, so that the list below them ends on its page."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
SHARE = 0.35  # of the height of the bars that stays
BAR = re.compile(r"M\S+ ([\d.]+)h[\d.]+v-([\d.]+)h-[\d.]+Z")  # with its foot and its height


def lower(content: ET.Element) -> None:
    """Draws the bars of plots lower: labels and widths stay, and so do plots of dots."""
    for plot in content.iter(f"{SVG}svg"):
        found = [(path, BAR.fullmatch(path.get("d", ""))) for path in plot.iter(f"{SVG}path")]
        bars = [(path, float(bar[1]), float(bar[2])) for path, bar in found if bar]
        if not bars or "viewBox" not in plot.attrib or plot.find(f"{SVG}circle") is not None:
            continue
        less = (1 - SHARE) * max(high for *_, high in bars)
        left, top, width, height = map(float, plot.get("viewBox", "").split())
        plot.set("viewBox", f"{left:g} {top + less:g} {width:g} {height - less:g}")
        plot.set("height", f"{height - less:g}")
        for path, foot, _ in bars:
            path.set("transform", f"matrix(1 0 0 {SHARE:g} 0 {(1 - SHARE) * foot:g})")
