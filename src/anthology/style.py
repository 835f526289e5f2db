"""A style is a folder: CSS for both editions, templates, fonts, settings (style.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from anthology.edition import Asset, Font


@dataclass(frozen=True)
class Style:
    """A style read into memory; a user's style falls back to `classic` file by file."""

    name: str
    common_css: str = field(repr=False)
    epub_css: str = field(repr=False)
    print_css: str = field(repr=False)
    cover_css: str = field(repr=False)
    templates: Mapping[str, str] = field(repr=False)  # "review.xhtml.j2" -> source
    fonts: tuple[Font, ...] = ()
    assets: Mapping[str, Asset] = field(default_factory=dict, repr=False)  # fonts/, pictures
