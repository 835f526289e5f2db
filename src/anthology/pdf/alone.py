"""A section bound by itself, as a preview shows it: at once, with whole fonts."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

from pikepdf import Dictionary, Pdf

from anthology.pdf.bind.fonts import whole
from anthology.pdf.bind.pages import bind
from anthology.pdf.model import BoundSection, Geometry, add_glyphs
from anthology.pdf.reading import FURNITURE


def alone(
    section: BoundSection, fonts: Mapping[str, bytes], geometry: Geometry, *, furnished: bool = True
) -> bytes:
    """The PDF of a section; without its folios and running heads unless it is `furnished`.

    `fonts` are the font files by the paths that its pages name.
    """
    glyphs: dict[str, dict[int, str]] = {}
    for pdf in (section.leaves.pdf, section.furniture):
        for path, text in pdf.glyphs.items():
            add_glyphs(glyphs.setdefault(path, {}), text)
    faces = {path: whole(fonts[path], text) for path, text in glyphs.items()}
    section = replace(section, span=replace(section.span, blanks=0))
    bound = bind([section], faces, geometry)
    if not furnished:
        _strip(bound.pdf)
    data = io.BytesIO()
    bound.pdf.save(data, compress_streams=False)
    return data.getvalue()


def _strip(pdf: Pdf) -> None:
    """Take the folios and running heads off the pages."""
    for page in pdf.pages:
        forms = page.Resources.get("/XObject", Dictionary())
        for name in [name for name in forms.keys() if name.startswith(FURNITURE)]:  # noqa: SIM118
            del forms[name]
