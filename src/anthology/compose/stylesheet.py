"""The edition's CSS: the style's @font-face rules and font families, then its style sheets."""

from __future__ import annotations

from collections.abc import Iterable

from anthology.edition import Font
from anthology.style import Style


def of_edition(style: Style, edition: str, layouts: Iterable[str] = ()) -> str:
    """The style sheet of an edition; the "screen" edition has that of the print edition.

    In print it has the rules of these layouts too.
    """
    own = style.epub_css if edition == "epub" else style.print_css
    # Margin boxes inherit from the page, not from the document.
    page = "" if edition == "epub" else f"@page {{ font-family: {_stack(style.families)} }}"
    more = [] if edition == "epub" else [style.layouts.get(each, "") for each in layouts]
    return "\n".join((_faces(style), page, style.common_css, own, *more))


def of_cover(style: Style) -> str:
    """The style sheet of the cover, which has no other."""
    return "\n".join((_faces(style), style.cover_css))


def _faces(style: Style) -> str:
    rules = [_face(font) for font in style.fonts]
    # On html, not on body: e-readers set the font that the reader chose on body.
    rules.append(f"html {{ font-family: {_stack(style.families)}, serif }}")
    rules.append(
        f"code, kbd, pre, samp {{ font-family: {_stack(style.code_families)}, monospace }}"
    )
    rules += _of_languages(style)
    return "\n".join(rules)


def _of_languages(style: Style) -> list[str]:
    """Rules that give each language its own shapes of letters which several fonts have."""
    if len(style.languages) < 2:
        return []
    rules = []
    for language, family in style.languages.items():
        others = tuple(own for own in style.families if own not in style.languages.values())
        stack = _stack((*others, family))
        rules.append(f'[lang|="{language}"] {{ font-family: {stack}, serif }}')
    return rules


def _face(font: Font) -> str:
    return (
        f'@font-face {{ font-family: "{font.family}"; font-weight: {font.weight}; '
        f'font-style: {font.style}; src: url("{font.path}") }}'
    )


def _stack(families: tuple[str, ...]) -> str:
    return ", ".join(f'"{family}"' for family in families)
