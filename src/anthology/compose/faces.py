"""The edition's CSS: the style's faces, its stacks of families, then its sheets."""

from __future__ import annotations

from anthology.edition import Font
from anthology.style import Style


def css(style: Style, edition: str) -> str:
    """The sheet of an edition; a "screen" edition wears the print edition's."""
    own = style.epub_css if edition == "epub" else style.print_css
    # Margin boxes inherit from the page, not from the document.
    page = "" if edition == "epub" else f"@page {{ font-family: {_stack(style.families)} }}"
    return "\n".join((_faces(style), page, style.common_css, own))


def cover_css(style: Style) -> str:
    """The sheet of the cover alone."""
    return "\n".join((_faces(style), style.cover_css))


def _faces(style: Style) -> str:
    rules = [_face(font) for font in style.fonts]
    # On html, not on body: readers put the face that their owner chose on body.
    rules.append(f"html {{ font-family: {_stack(style.families)}, serif }}")
    rules.append(
        f"code, kbd, pre, samp {{ font-family: {_stack(style.code_families)}, monospace }}"
    )
    return "\n".join(rules)


def _face(font: Font) -> str:
    return (
        f'@font-face {{ font-family: "{font.family}"; font-weight: {font.weight}; '
        f'font-style: {font.style}; src: url("{font.path}") }}'
    )


def _stack(families: tuple[str, ...]) -> str:
    return ", ".join(f'"{family}"' for family in families)
