"""What all sections of an edition share: style sheet, fonts, page geometry, inks."""

from __future__ import annotations

from importlib.resources import files

from anthology.cache import fingerprint
from anthology.config import Settings
from anthology.edition import Edition
from anthology.pdf.colour import icc
from anthology.pdf.model import Geometry, PageSetup
from anthology.pdf.press.output_intent import printing_condition
from anthology.text.direction import binding_of

OUTLINED = {"x4"}  # flavours of press files that keep their bookmarks


def page_setup(edition: Edition, settings: Settings, inner: float = 0.0) -> PageSetup:
    """What all sections of the edition share."""
    width, height = settings.press.trim_size
    geometry = Geometry(width, height, settings.press.bleed, inner)
    printed = edition.name == "print"
    if printed and edition.profile:
        printing_condition(settings.press, icc.read(edition.profile))  # or raises Refused
    return PageSetup(
        css=_css(edition.css, geometry),
        assets={path: asset for path, asset in edition.assets.items() if path in edition.css},
        fonts=edition.fonts,
        geometry=geometry,
        lang=next((s.lang for s in edition.sections), settings.book.language),
        binding=binding_of(settings.book.language),
        tagged=not printed,
        inks=settings.press.colour if printed else "rgb",
        profile=edition.profile if printed else b"",
        flat=printed and settings.press.flavour == "x1a",
        line_breaking=settings.style.line_breaking,
        picture_ppi=settings.press.picture_ppi,
        version=fingerprint(),
    )


def _css(style: str, geometry: Geometry) -> str:
    floor = files(__package__).joinpath("floor.css").read_text("utf-8")
    size = f"{geometry.width:g}pt {geometry.height:g}pt !important"
    page = f"@page {{ size: {size}; bleed: {geometry.bleed:g}pt !important; marks: none }}\n"
    if geometry.gutter:
        least = f"{geometry.gutter:g}pt !important"
        page += f"@page :right {{ margin-left: {least} }} @page :left {{ margin-right: {least} }}"
    return f"{floor}\n{style}\n{page}\n{_plates(geometry)}"


def _plates(geometry: Geometry) -> str:
    """The sizes of pictures that bleed, on one page or over two."""
    width = geometry.width + 2 * geometry.bleed
    height = geometry.height + 2 * geometry.bleed
    spread = 2 * geometry.width + 2 * geometry.bleed
    return f"""
figure.at-head.bleed, figure.at-head.left-half, figure.at-head.right-half {{
  width: {width:g}pt; height: {height:g}pt }}
figure.at-head.bleed img {{ width: {width:g}pt; height: {height:g}pt }}
figure.at-head.spread img {{ width: {spread:g}pt; height: {height:g}pt }}
figure.at-head.right-half img {{ margin-left: {width - spread:g}pt }}
html[dir="rtl"] figure.at-head.right-half img {{ margin-left: 0 }}
html[dir="rtl"] figure.at-head.left-half img {{ margin-right: {width - spread:g}pt }}
"""
